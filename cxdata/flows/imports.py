"""Bringing files into the record: recognise, dry run, commit, roll back; for every window."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cxdata import organisation, record
from cxdata.errors import BadInput, Undecided
from cxdata.flows.outcome import Outcome
from cxdata.flows.recognised import Progress, has_record, recognised
from cxdata.record import voices, writer
from cxdata.record.reading import Reading
from cxdata.record.report import Report
from cxdata.record.sources import mapping
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.recognition import Recognition
from cxdata.scope import STEWARD, Scope


@dataclass(frozen=True)
class Batch:
    """What is to be brought in.

    files     as they were exported; an organisation file (.toml) may be among them
    said      what a person declared of them; mapping: a mapping file, which `said` goes over
    overlap   'skip' or 'add' for rows without id that look like rows already there; None asks
    """

    files: tuple[Path, ...]
    said: Declared = field(default_factory=Declared)
    mapping: Path | None = None
    overlap: str | None = None

    @property
    def declared(self) -> Declared:
        """What is declared by hand, over what the mapping file says."""
        if self.mapping is None:
            return self.said
        named = mapping.named(self.mapping)
        # A tool's name keeps mappings that fit by header from mixing in.
        return self.said.over(replace(named.said, tool=named.said.tool or named.name))

    @property
    def feedback(self) -> list[Path]:
        """The files that are no organisation's."""
        return [file for file in self.files if not is_organisation(file, self.said)]


def recognise(scope: Scope, home: Path, file: Path, said: Declared) -> dict[str, Any]:
    """What a file is taken for, before anything is counted: JSON-ready, see Recognition.summary.

    raises  BadInput where it cannot be read, Undecided with candidates where two readings fit
    """
    scope.must_be(STEWARD)
    with recognised(home, [file], said) as found:
        return found[0].summary


def dry_run(
    scope: Scope, home: Path, batch: Batch, now: datetime, progress: Progress | None = None
) -> tuple[Outcome, ...]:
    """What an import would do, an Outcome a file; nothing is written."""
    scope.must_be(STEWARD)
    with recognised(home, batch.feedback, batch.declared, progress) as found:
        return _built(scope, home, batch, found, now, progress, dry=True)


def commit(
    scope: Scope, home: Path, batch: Batch, now: datetime, progress: Progress | None = None
) -> tuple[Outcome, ...]:
    """Bring files in, all or none, and keep what was declared for the next of their kind.

    raises  BadInput where a file has no dates, or no answer counts; Undecided on an overlap;
            Busy while somebody else imports
    """
    scope.must_be(STEWARD)
    with recognised(home, batch.feedback, batch.declared, progress) as found:
        for one in found:
            _refuse_scoreless(one)
            _refuse_undated(one.reading)
        unnamed = any(_unnamed(one.reading) for one in found)
        if batch.overlap is None and unnamed and has_record(home):
            _ask_overlap(_built(scope, home, batch, found, now, None, dry=True))
        outcomes = _built(scope, home, batch, found, now, progress, dry=False)
        return tuple(
            replace(outcome, kept=_kept(home, batch, one))
            for outcome, one in zip(outcomes, found, strict=True)
        )


def rollback(scope: Scope, home: Path, batch: int, now: datetime) -> None:
    """Take a batch out of the record again: the next snapshot is built without it."""
    scope.must_be(STEWARD)
    writer.rollback(home, batch, author=_author(scope), now=now)


def batches(scope: Scope, home: Path) -> list[dict[str, Any]]:
    """What was brought in, newest first, JSON-ready; `at` in UTC, rolled_back_* where undone."""
    scope.must_be(STEWARD)
    return [
        {
            "id": one.id,
            "name": one.name,
            "tool": one.tool,
            "kind": one.kind,
            "at": f"{one.moment:%Y-%m-%d %H:%M}",
            "author": one.author,
            "rolled_back_at": f"{one.rolled_back_at:%Y-%m-%d %H:%M}"
            if one.rolled_back_at
            else None,
            "rolled_back_by": one.rolled_back_by,
            "report": one.report.as_json(),
        }
        for one in record.open_snapshot(home).batches(scope)
    ]


def verify(scope: Scope, home: Path, now: datetime) -> tuple[str, ...]:
    """Where the cubes differ from the answers; empty where all is well."""
    scope.must_be(STEWARD)
    return writer.verify(home, now=now)


def quality(scope: Scope, home: Path) -> list[dict[str, Any]]:
    """What the answers lack, a row a kind and metric: see record.snapshot.Completeness."""
    scope.must_be(STEWARD)
    return [asdict(one) for one in record.open_snapshot(home).quality(scope)]


def masked(scope: Scope, home: Path) -> dict[str, int]:
    """Kind of personal data -> how often it was masked in comments, over all imports."""
    scope.must_be(STEWARD)
    return voices.masked(record.open_snapshot(home), scope)


def save_mapping(scope: Scope, path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write what was declared of the first file as a mapping file."""
    scope.must_be(STEWARD)
    if outcomes:
        mapping.save(path, list(outcomes[0].header), outcomes[0].said)


def refuse_nowhere(*written: Path | None) -> None:
    """Raise BadInput where a file could not be written: to ask before anything is imported."""
    for path in written:
        if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
            raise BadInput(f"{path} cannot be written: name a file in a folder that exists.")


def rejects(report: Report) -> str:
    """The rejected cells as CSV to download; what would run as a formula is quoted."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(["row", "column", "value", "reason"])
    for one in report.rejected_rows:
        lines.writerow([one.row, *map(_inert, (one.column, one.value, one.reason))])
    return text.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def is_organisation(file: Path, said: Declared) -> bool:
    """Whether a file is the organisation's, not feedback."""
    return said.kind == "organisation" or (said.kind is None and file.suffix.lower() == ".toml")


def company_of(scope: Scope, file: Path) -> organisation.Organisation:
    """What an organisation file tells, before it is taken in.

    raises  BadInput naming the entry that cannot be read
    """
    scope.must_be(STEWARD)
    return organisation.parse(_text(file))


def _organisation(batch: Batch) -> str | None:
    files = [file for file in batch.files if file not in batch.feedback]
    if not files:
        return None
    if len(files) > 1:
        raise BadInput("There can be one organisation file at a time.")
    return _text(files[0])


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file.name} is no organisation file: {error}.") from error


def _built(
    scope: Scope,
    home: Path,
    batch: Batch,
    found: Sequence[Recognition],
    now: datetime,
    progress: Progress | None,
    *,
    dry: bool,
) -> tuple[Outcome, ...]:
    reports = writer.import_readings(
        home,
        tuple(one.reading for one in found),
        author=_author(scope),
        now=now,
        organisation=_organisation(batch),
        overlap=batch.overlap or "skip",
        dry_run=dry,
        progress=progress,
    )
    return tuple(
        Outcome(report, one.summary, header=one.header, said=one.said)
        for report, one in zip(reports, found, strict=True)
    )


def _author(scope: Scope) -> str:
    return scope.identity or scope.role


def _unnamed(reading: Reading) -> bool:
    return reading.kind == "answers" and "id" not in reading.fields


def _refuse_undated(reading: Reading) -> None:
    if reading.kind == "answers" and "date" not in reading.fields:
        why = " ".join(said for said in reading.warnings if said.startswith("No date"))
        raise BadInput(
            f"{reading.name} has no date column: it can be counted (--dry-run), not kept. "
            + (f"{why} " if why else "")
            + "Declare the day on which all of it was answered, for example --date 2026-10-31, "
            "or the column with --date COLUMN."
        )


def _refuse_scoreless(one: Recognition) -> None:
    previews = one.summary["candidates"]
    if previews and not any(preview["accepted"] for preview in previews):
        why = " ".join(one.reading.warnings)
        raise BadInput(
            f"No answer of {one.reading.name} counts: there is no score and nothing to keep. {why}"
        )


def _ask_overlap(outcomes: Sequence[Outcome]) -> None:
    """Ask what rows without id are that look like rows of an earlier file."""
    alike = [one.report for one in outcomes if one.report.overlap and not one.report.known_batch]
    if alike:
        listed: list[dict[str, object]] = [
            {"source": r.source, "overlap": how, "alike": r.overlap, "adds": adds}
            for r in alike
            for how, adds in (("skip", r.added), ("add", r.added + r.overlap))
        ]
        raise Undecided(
            f"{alike[0].overlap} rows of {alike[0].source} carry no id and equal rows of another "
            "file. Choose --overlap skip (they are the same answers) or --overlap add.",
            listed,
        )


def _kept(home: Path, batch: Batch, one: Recognition) -> str | None:
    """Keep what was declared by hand, under the header row; what holds for one file only is not."""
    said = batch.said
    if said.date and not one.summary.get("date_column"):
        said = replace(said, date=None)
    if not said.as_table() or one.reading.tool == "interchange":
        return None
    header = list(one.header)
    path = home / "mappings" / f"{mapping.fingerprint(header)}.toml"
    mapping.save(path, header, replace(one.said, date=said.date) if one.said else said)
    return str(path)
