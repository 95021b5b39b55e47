"""A file as rows of text: delimited text or a workbook, and what it certainly is not."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from cxdata.errors import BadInput
from cxdata.record.sources import workbook
from cxdata.record.sources.text import text

DELIMITERS = (",", ";", "\t", "|")
_SNIFFED_ROWS = 300
# First bytes of what people drop by mistake -> what it is.
_NOT_A_TABLE = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"BM", "an image (BMP)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a rar archive; unpack it first"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"RIFF", "an image or sound (RIFF)"),
)


@dataclass(frozen=True)
class Table:
    """A file's rows of text, header rows included.

    rows       ragged as in the file
    encoding   of the text; 'workbook' for xlsx, xls, ods
    delimiter  ',' ';' '\\t' '|'; '' for a workbook
    sheet      that was read, of `sheets`; None for text
    """

    name: str
    rows: list[list[str]]
    encoding: str
    delimiter: str = ""
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    undecodable: int = 0


def tables(path: Path) -> list[Table]:
    """Every table of a file: one of a text file, one a sheet of a workbook.

    raises  BadInput for a file that is empty, or is no table at all, saying what it is
    """
    raw = path.read_bytes()
    if not raw.strip():
        raise BadInput(f"{path.name} is empty: 0 rows. Export the answers again.")
    _refuse_what_is_no_table(path.name, raw)
    if workbook.is_one(raw):
        return [
            Table(path.name, rows, "workbook", sheet=sheet, sheets=tuple(sheets))
            for sheets in [workbook.sheets(path)]
            for sheet, rows in sheets.items()
        ]
    found = text(raw)
    _refuse_junk(path.name, found.text)
    delimiter, body = _delimiter(found.text)
    rows = _unwrapped(_rows(body, delimiter))
    _refuse_unclosed(path.name, body, rows)
    return [Table(path.name, rows, found.encoding, delimiter, undecodable=found.undecodable)]


def _refuse_what_is_no_table(name: str, raw: bytes) -> None:
    for magic, what in _NOT_A_TABLE:
        if raw.startswith(magic) and not _reads_as_text(raw, magic):
            raise BadInput(
                f"{name} is {what}, not a table of answers. "
                "Export the answers as CSV or xlsx, one row a response."
            )
    head = raw[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise BadInput(
            f"{name} is a web page or XML, not a table of answers. "
            "Export the answers as CSV or xlsx; a login page may have been saved instead."
        )
    if head[:1] in b"{[" and head[1:].lstrip()[:1] in (b'"', b"{"):
        raise BadInput(f"{name} is JSON, not a table. Export the answers as CSV or xlsx.")


def _reads_as_text(raw: bytes, magic: bytes) -> bool:
    """Two letters may just as well begin a header row."""
    return magic in (b"BM", b"RIFF", b"PAR1", b"Rar!") and raw[:2048].count(0) == 0


def _refuse_junk(name: str, body: str) -> None:
    sample = body[:20000]
    control = sum(1 for letter in sample if ord(letter) < 32 and letter not in "\t\n\r\f\v\x1a")
    if control > 0.02 * len(sample):
        raise BadInput(
            f"{name} holds binary data, not text: no table of answers could be read from it. "
            "Export the answers as CSV or xlsx."
        )


def _refuse_unclosed(name: str, body: str, rows: list[list[str]]) -> None:
    """A quote that nobody closes swallows the rest of the file into one cell."""
    if rows and rows[-1] and "\n" in rows[-1][-1] and body.count('"') % 2:
        raise BadInput(
            f"{name}: a quotation mark opened in row {len(rows)} is never closed, so "
            f"{rows[-1][-1].count(chr(10))} more lines would be lost in its cell. "
            "Close it, or export the file again."
        )


def _delimiter(body: str) -> tuple[str, str]:
    """The delimiter, and the text without a line 'sep=;' that Excel puts first."""
    first, _, rest = body.partition("\n")
    said = first.strip().lower()
    if len(said) == 5 and said.startswith("sep=") and said[4] in DELIMITERS:
        return said[4], rest
    if said == "sep=":  # a tab was stripped
        return "\t", rest
    return max(DELIMITERS, key=lambda d: (_fit(body, d), -DELIMITERS.index(d))), body


def _fit(body: str, delimiter: str) -> tuple[bool, float]:
    """How well a delimiter explains the text: rows of one width, and how much wider than one."""
    widths = Counter(len(row) for row in _rows(body, delimiter, _SNIFFED_ROWS) if any(row))
    if not widths:
        return False, 0.0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    # A wide table with some ragged rows beats a narrow one without.
    return width > 1, rows / sum(widths.values()) * min(width, 12) ** 0.5


def _unwrapped(rows: list[list[str]]) -> list[list[str]]:
    """Rows out of the quotes that a spreadsheet put around whole lines: '"9,""good"" she said"'."""
    filled = [row for row in rows if any(row)]
    if len(filled) < 2 or any(len(row) > 1 for row in filled[1:]):
        return rows
    for delimiter in DELIMITERS:
        head = filled[0] if len(filled[0]) > 1 else _inner(filled[0], delimiter)
        inner = [_inner(row, delimiter) for row in filled[1:]]
        if len(head) > 1 and all(len(row) == len(head) for row in inner):
            return [head, *inner]
    return rows


def _inner(row: list[str], delimiter: str) -> list[str]:
    # newline='' semantics: a cell may hold a line break, which a list of one line must not.
    return next(csv.reader(io.StringIO(row[0], newline=""), delimiter=delimiter), []) if row else []


def _rows(body: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    # NUL ends a cell in no tool that we know; the csv module of 3.10 refused it.
    lines = io.StringIO(body.replace("\x00", "").rstrip("\x1a"), newline="")
    found: list[list[str]] = []
    for row in csv.reader(lines, delimiter=delimiter):
        # Short cells repeat; one copy of each keeps a million rows small.
        found.append([sys.intern(cell) if len(cell) < 24 else cell for cell in row])
        if most is not None and len(found) >= most:
            break
    return found
