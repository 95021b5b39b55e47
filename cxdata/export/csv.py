"""A report's table as a CSV file that says what it is and that no spreadsheet runs as formulas."""

from __future__ import annotations

import csv
import io

import pandas as pd

from cxdata.reports.figures import Header

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HIDDEN = "too few to show"


def text(table: pd.DataFrame, header: Header) -> str:
    """The file's text: what it is as lines that begin with '#', then the table (RFC 4180).

    Missing cells stay blank; hidden figures carry the table's own note. Text that a spreadsheet
    would run gets an apostrophe in front, in headers too; numbers stay numbers.
    """
    written = io.StringIO()
    for line in above(header):
        written.write(f"# {_one_line(line)}\r\n")
    lines = csv.writer(written)
    lines.writerow([safe(str(column)) for column in table.columns])
    lines.writerows([safe(cell) for cell in row] for row in table.itertuples(index=False))
    return written.getvalue()


def above(header: Header) -> tuple[str, ...]:
    """Title, definition, filters and as-of date, those that there are."""
    filters = "; ".join(f"{label}: {value}" for label, value in header.filters)
    last = f"Data to {header.as_of}" if header.as_of else ""
    return tuple(words for words in (header.title, header.definition, filters, last) if words)


def safe(cell: object) -> object:
    """A cell that a spreadsheet takes for what it says."""
    if cell is None or cell is pd.NA or cell != cell:
        return ""
    if pd.api.types.is_bool(cell):
        return "yes" if cell else "no"
    if isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA):
        return f"'{cell}"
    return cell


def _one_line(words: str) -> str:
    return " ".join(words.split())
