"""A report's table as a workbook that says what it is; every text in it stays text."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from numbers import Real

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cxdata.charts.palette import LIGHT
from cxdata.export import csv, plain
from cxdata.reports.figures import Header

NAMED, FORBIDDEN, TAKEN = 31, re.compile(r"[\[\]:*?/\\]"), "history"  # of the name of a sheet
LONGEST = 32_767  # characters that a cell of the format holds
NARROW, WIDE, SAMPLED = 9, 48, 200  # widths in characters; rows that the widths are taken from
MARKED = f"Grey cells: {csv.HIDDEN}."
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(table: pd.DataFrame, header: Header, name: str = "") -> bytes:
    """The file: what it is, then the table under bold names, numbers as numbers.

    table   as `csv.text` takes it; a cell that a row's note says is hidden is blank and grey
    name    what its sheet is called, as far as the format takes it
    return  one sheet; the same table gives the same bytes
    """
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, _OPTIONS)
    book.set_properties(
        {"title": plain.line(header.title, 255), "created": _day(header.as_of)},
    )
    sheet = book.add_worksheet(_sheet(name))
    looks = _Looks(book)
    above = [plain.line(words) for words in csv.above(header)]
    if _hidden_rows(table):
        above.append(MARKED)
    for row, words in enumerate(above):
        sheet.write_string(row, 0, words[:LONGEST], looks.title if row == 0 else looks.quiet)
    top = len(above) + 1 if above else 0
    _table(sheet, table, top, looks)
    sheet.freeze_panes(top + 1, 0)
    if len(table) and len(table.columns):
        sheet.autofilter(top, 0, top + len(table), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    book.close()
    return written.getvalue()


def _sheet(name: str) -> str:
    """The name of a sheet: 31 signs, none that addresses a cell, and not the one that is taken."""
    found = plain.line(FORBIDDEN.sub(" ", name), NAMED).strip("' ")
    return found if found and found.casefold() != TAKEN else "Table"


class _Looks:
    """The formats of a workbook; text is told to stay text even when a person edits its cell."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": LIGHT.ink})
        self.quiet = book.add_format({"font_color": LIGHT.muted})
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "border_color": LIGHT.muted, "quote_prefix": True}
        )
        self.text = book.add_format({"quote_prefix": True, "valign": "top"})
        self.number = book.add_format({"valign": "top"})
        self.hidden = book.add_format({"bg_color": LIGHT.line})
        self._book, self._sums = book, dict[int, Format]()

    def sum(self, cell: Decimal) -> Format:
        """Of money and what else is exact: with the decimals that it has, also where they are 0."""
        exponent = cell.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        if places not in self._sums:
            look = f"#,##0.{'0' * places}" if places else "#,##0"
            self._sums[places] = self._book.add_format({"valign": "top", "num_format": look})
        return self._sums[places]


def _table(sheet: Worksheet, table: pd.DataFrame, top: int, looks: _Looks) -> None:
    hidden = _hidden_rows(table)
    widths = []
    for place, name in enumerate(table.columns):
        head = plain.legal(str(name))[:LONGEST]
        sheet.write_string(top, place, head, looks.head)
        column = list(table.iloc[:, place])
        for row, cell in enumerate(column):
            empty = looks.hidden if row in hidden else None
            _cell(sheet, top + 1 + row, place, cell, (looks, empty))
        widths.append(_width(head, column))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)


def _cell(
    sheet: Worksheet, row: int, place: int, cell: object, look: tuple[_Looks, Format | None]
) -> None:
    looks, empty = look
    if pd.api.types.is_bool(cell):
        sheet.write_string(row, place, "yes" if cell else "no", looks.text)
    elif cell is None or cell is pd.NA or cell != cell:
        sheet.write_blank(row, place, None, empty)
    elif isinstance(cell, Decimal) and cell.is_finite():
        sheet.write_number(row, place, float(cell), looks.sum(cell))
    elif isinstance(cell, Real) and math.isfinite(cell):
        sheet.write_number(row, place, cell, looks.number)
    else:
        sheet.write_string(row, place, plain.legal(str(cell))[:LONGEST], looks.text)


def _hidden_rows(table: pd.DataFrame) -> set[int]:
    """Rows whose note says that their figures are too few to show."""
    if "note" not in table.columns:
        return set()
    return {row for row, note in enumerate(table["note"]) if csv.HIDDEN in str(note)}


def _width(head: str, column: Sequence[object]) -> int:
    longest = max((len(str(cell)) for cell in column[:SAMPLED] if cell is not None), default=0)
    return max(NARROW, min(WIDE, max(longest, len(head)) + 2))


def _day(as_of: str) -> datetime:
    """The moment that the file is said to be made: its data's last day, not the clock's."""
    return datetime.fromisoformat(as_of) if as_of else datetime(2000, 1, 1)
