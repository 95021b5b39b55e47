"""The interchange format of docs/format.md: read as it lies, nothing to ask and nothing to copy."""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

from cxdata.errors import BadInput
from cxdata.record.reading import Field, Question

_HEAD = 262144
_LARGE, _LOOKED_AT = 64 * 2**20, 1000
_NEEDED = {
    "answers": {"response_id", "answered_at", "kind"},
    "invitations": {"month", "kind", "answered"},
    "measures": {"day", "measure", "value"},
    "customers": {"customer", "since"},
    "contacts": {"customer", "day", "told"},
}
COLUMNS = {
    "answers": [
        "response_id",
        "answered_at",
        "kind",
        "revision",
        "source",
        "touchpoint",
        "team",
        "segment",
        "channel",
        "region",
        "customer",
        "origin",
        "nps",
        "csat",
        "ces",
        "comment",
    ],
    "invitations": [
        "month",
        "kind",
        "touchpoint",
        "team",
        "segment",
        "channel",
        "region",
        "eligible",
        "invited",
        "answered",
    ],
    "measures": ["day", "touchpoint", "team", "measure", "value", "n"],
    "customers": [
        "customer",
        "segment",
        "region",
        "since",
        "revenue",
        "lifetime_value",
        "churned_on",
        "referred_by",
    ],
    "contacts": ["customer", "day", "touchpoint", "team", "told"],
}
_RATING = re.compile(r"rating_(\w+)")
_SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
# Columns of the format -> roles of a Reading, where they are called otherwise.
_ROLES = {"response_id": "id", "answered_at": "date"}


def kind(header: list[str]) -> str | None:
    """Which kind of file of the format has this header row; None for any other file."""
    names = set(header)
    for one, needed in _NEEDED.items():
        known = set(COLUMNS[one])
        others = {name for name in names - known if one != "answers" or not _RATING.fullmatch(name)}
        if needed <= names and not others and len(names) == len(header):
            scored = names & set(_SCALES) or one != "answers"
            return one if scored else None
    return None


def header(path: Path) -> list[str] | None:
    """The header row of a UTF-8 file with commas; None where the file is something else."""
    with path.open("rb") as file:
        head = file.read(_HEAD).removeprefix(codecs.BOM_UTF8)
    first = head.split(b"\n", 1)[0]
    try:
        rows = list(csv.reader(io.StringIO(first.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return None
    return [cell.strip() for cell in rows[0]] if rows else None


def refuse_broken(path: Path, width: int) -> None:
    """Raise BadInput where a file has a header row alone, or a row of another width.

    A file over 64 MB is looked at for its first rows only: the builder refuses what is broken.
    """
    csv.field_size_limit(2**31 - 1)
    rows = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            for row in lines:
                if row and len(row) != width:
                    raise BadInput(
                        f"{path.name}, line {lines.line_num}: {len(row)} cells under a header of "
                        f"{width}. A comma in a text needs quotation marks around the text."
                    )
                rows += bool(row)
                if rows > _LOOKED_AT and path.stat().st_size > _LARGE:
                    break
        except csv.Error as error:
            raise BadInput(f"{path.name}, line {lines.line_num}: {error}.") from error
    if rows < 2:
        raise BadInput(f"{path.name} has a header row and no rows below it: 0 rows.")


def is_utf8(path: Path) -> bool:
    """Whether a whole file, however large, is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while part := file.read(1 << 20):
                decoder.decode(part)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def questions(names: list[str]) -> tuple[Question, ...]:
    """The score columns of an answers file, the headline's first."""
    scored = [
        Question(names.index(metric), metric, metric, scale)
        for metric, scale in _SCALES.items()
        if metric in names
    ]
    ratings = [
        Question(i, name, "rating", (0, 10), place=found[1])
        for i, name in enumerate(names)
        if (found := _RATING.fullmatch(name))
    ]
    return (*scored, *ratings)


def fields(one: str, names: list[str]) -> dict[str, Field]:
    """Role -> column of a file of the format."""
    apart = {"kind", *_SCALES} if one == "answers" else set()
    return {
        _ROLES.get(name, name) if one == "answers" else name: Field(column=i)
        for i, name in enumerate(names)
        if name in COLUMNS[one] and name not in apart
    }
