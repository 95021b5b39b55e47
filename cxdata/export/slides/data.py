"""The workbook inside a chart: what a person sees who presses "Edit data"; nothing in it runs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from pptx.chart.data import CategoryChartData, CategorySeriesData
from xlsxwriter.utility import xl_col_to_name

from cxdata.export import plain

NUMBER = "General"
Cell = str | float | int | None


class Columns(CategoryChartData):  # type: ignore[misc]
    """Chart data whose workbook is written by us: text stays text, and more columns may follow.

    The chart's own references point to where the columns lie: categories in A, then what is only
    to be read and comes first, a series in each column after it, and what else is to be read.
    """

    def __init__(
        self,
        heading: str,
        names: Sequence[str],
        series: Mapping[str, Sequence[float | None]],
        beside: Mapping[str, Sequence[Cell]] | None = None,
        first: Mapping[str, Sequence[Cell]] | None = None,
    ) -> None:
        super().__init__(number_format=NUMBER)
        self._heading, self._names = heading, [plain.line(name, 40) for name in names]
        self._columns: dict[str, Sequence[Cell]] = {**(first or {}), **series, **(beside or {})}
        self._before = 1 + len(first or {})
        self.categories = self._names
        for name, values in series.items():
            self.add_series(name, values)

    def values_ref(self, series: CategorySeriesData) -> str:
        """Where a series' figures lie in the workbook."""
        letter = self._letter(series)
        return f"Sheet1!${letter}$2:${letter}${len(self._names) + 1}"

    def series_name_ref(self, series: CategorySeriesData) -> str:
        """Where a series' name lies in the workbook."""
        return f"Sheet1!${self._letter(series)}$1"

    def _letter(self, series: CategorySeriesData) -> str:
        return str(xl_col_to_name(self._before + self.series_index(series)))

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook."""
        return sheet({self._heading: self._names, **self._columns})


def sheet(columns: Mapping[str, Sequence[Cell]]) -> bytes:
    """A workbook with one sheet, a column under each name."""
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(written, options)
    made = book.add_worksheet("Sheet1")
    made.set_column(0, len(columns), 14)
    for place, (name, cells) in enumerate(columns.items()):
        made.write_string(0, place, plain.line(name, 255))
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                made.write_string(row, place, plain.line(cell, 2000))
            elif cell is not None:
                made.write_number(row, place, cell)
    book.close()
    return written.getvalue()
