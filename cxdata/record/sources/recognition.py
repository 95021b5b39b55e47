"""A file and what was declared of it, in; a Reading and what a person should see of it, out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cxdata.errors import BadInput
from cxdata.record.classify import trimmed
from cxdata.record.reading import Field, Reading
from cxdata.record.sources import interchange, other, roles
from cxdata.record.sources.choice import Desk, Laid, laid
from cxdata.record.sources.columns import column
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.layout import Layout
from cxdata.record.sources.questions import Found, questions
from cxdata.record.sources.stage import MOST_LETTERS, stage
from cxdata.record.sources.summary import plain_summary, summary
from cxdata.record.sources.table import tables
from cxdata.record.sources.when import When, when
from cxdata.record.sources.zones import zone_name


@dataclass(frozen=True)
class Recognition:
    """What was recognised.

    reading    what the builder takes
    said       the declaration in force: the person's over the mapping's
    header     the header row, by which a mapping finds its files
    summary    JSON-ready: tool, encoding, delimiter, sheet, sheets, header_rows, columns, roles,
               questions, score_column, date_column, timezone, scale, mapping, warnings …
    """

    reading: Reading
    said: Declared
    header: tuple[str, ...]
    summary: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    path: Path
    digest: str
    desk: Desk

    @property
    def copy(self) -> Path:
        """Where its clean copy goes."""
        return self.desk.folder / f"{self.digest[:16]}.csv"


def recognise(path: Path, said: Declared, desk: Desk) -> Recognition:
    """Read a file.

    path    any file; said: what a person declared of it
    raises  BadInput with a sentence for what cannot be read, Undecided where two readings fit
    """
    file = _File(path, _digest(path), desk)
    return _direct(file, said) or _read(file, said)


def _digest(path: Path) -> str:
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name the files in it, for example {path / '*.csv'}.")
    if not path.exists():
        raise BadInput(f"There is no file {path}.")
    try:
        with path.open("rb") as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _direct(file: _File, said: Declared) -> Recognition | None:
    """A file in the interchange format, which needs neither asking nor a copy."""
    names = interchange.header(file.path)
    kind = interchange.kind(names) if names else None
    asks = said.score or said.date or said.sheet or said.scale or said.labels or said.metric
    if names is None or kind is None or asks or said.kind not in (None, kind):
        return None
    if not interchange.is_utf8(file.path):
        return None
    interchange.refuse_broken(file.path, len(names))
    zone = zone_name(said.timezone) if said.timezone else None
    fields = interchange.fields(kind, names)
    for role, text in said.fields.items():
        fields[role] = Field(value=text.removeprefix("value:"))
    made = Reading(
        file.path.name,
        file.digest,
        "interchange",
        kind,
        file.path.resolve(),
        tuple(names),
        survey=_direct_survey(names, said),
        questions=interchange.questions(names) if kind == "answers" else (),
        fields=fields,
        dates=("iso",),
        timezone=zone or file.desk.timezone or "UTC",
        direct=True,
    )
    return Recognition(made, said, tuple(names), plain_summary(made))


def _direct_survey(names: list[str], said: Declared) -> Field:
    if said.survey in ("relational", "touchpoint"):
        return Field(value=said.survey)
    return Field(column=names.index("kind")) if "kind" in names else Field(value="relational")


def _read(file: _File, said: Declared) -> Recognition:
    one = laid(tables(file.path), said, file.desk)
    kind = one.said.kind or other.kind(one.layout) or "answers"
    if kind == "organisation":
        raise BadInput(
            f"{file.path.name} is no organisation file: that is TOML, see the file docs/format.md, "
            "in the folder where the app is installed."
        )
    made, dates = _answers(file, one) if kind == "answers" else _other(file, one, kind)
    header = tuple(c.header for c in one.layout.columns)
    return Recognition(made, one.said, header, summary(made, one, dates))


def _answers(file: _File, one: Laid) -> tuple[Reading, When]:
    found, said = one.layout, one.said
    ours = _of_the_format(found, said)
    asked = Found(interchange.questions(ours)) if ours else questions(found, said)
    scores = frozenset(question.column for question in asked.questions)
    dates = when(found, said, scores)
    taken = scores | ({dates.column} - {None})
    fields, noted = roles.fields(found, said, taken)
    fields |= interchange.fields("answers", ours) if ours else {}
    labels = stage(found, dates, file.copy)
    if dates.column is not None:
        fields["date"] = Field(column=len(labels) - 1)
    elif dates.value:
        fields["date"] = Field(value=dates.value)
    zone, assumed = _zone(dates, file.desk)
    made = Reading(
        file.path.name,
        file.digest,
        found.tool,
        "answers",
        file.copy,
        labels,
        survey=Field(column=ours.index("kind")) if ours else _survey(found, said),
        questions=asked.questions,
        fields=fields,
        dates=("iso",),
        timezone=zone,
        undecodable=one.table.undecodable,
        warnings=_all_warnings(found, asked, dates, [*noted, *assumed]),
    )
    return made, dates


def _of_the_format(found: Layout, said: Declared) -> list[str]:
    """The columns of a file in the interchange format in another spelling: semicolons, xlsx …"""
    names = [trimmed(column.header) for column in found.columns]
    plainly = not (said.score or said.metric or said.scale or said.survey or said.date)
    return names if plainly and interchange.kind(names) == "answers" else []


def _all_warnings(found: Layout, asked: Found, dates: When, more: list[str]) -> tuple[str, ...]:
    longest = max((len(cell) for _, row in found.rows for cell in row), default=0)
    cut = [f"Cells are kept up to {MOST_LETTERS} letters; one has {longest}."]
    more = more + cut if longest > MOST_LETTERS else more
    return (*found.warnings, *asked.warnings, *dates.warnings, *more)


def _zone(dates: When, desk: Desk) -> tuple[str | None, list[str]]:
    """The zone of dates that carry none: declared, named by the file, the company's, or UTC."""
    if dates.timezone is not None or (dates.column is None and dates.value is None):
        return dates.timezone, []
    zone = desk.timezone or "UTC"
    whose = "the company's" if desk.timezone else "no other is known"
    said = (
        f"The dates name no time zone; {zone} is assumed ({whose}). Declare --timezone to differ."
    )
    return zone, [said] if dates.has_clocks else []


def _survey(found: Layout, said: Declared) -> Field:
    if said.survey is None:
        return Field(value="touchpoint" if "touchpoint" in said.fields else "relational")
    if said.survey.startswith("column:"):
        return Field(column=column(found, said.survey, "the survey's kind"))
    if trimmed(said.survey) not in ("relational", "touchpoint"):
        raise BadInput(f"A survey is relational or touchpoint, not '{said.survey}'.")
    return Field(value=said.survey)


def _other(file: _File, one: Laid, kind: str) -> tuple[Reading, When]:
    """Invitations, measures, customers, contacts: columns by the names of docs/format.md."""
    found = one.layout
    fields, dates = other.fields(found, one.said, kind)
    left = other.left(found, one.said, fields)
    labels = stage(found, dates, file.copy, left)
    read = [(other.DAYS[kind], dates), (other.LEFT, left)]
    added = [name for name, day in read if day.column is not None]
    for place, name in enumerate(reversed(added), start=1):
        fields[name] = Field(column=len(labels) - place)
    made = Reading(
        file.path.name,
        file.digest,
        found.tool,
        kind,
        file.copy,
        labels,
        fields=fields,
        dates=("iso",),
        timezone=dates.timezone or file.desk.timezone,
        undecodable=one.table.undecodable,
        warnings=(*found.warnings, *dates.warnings, *left.warnings),
    )
    return made, dates
