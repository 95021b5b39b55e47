"""The workbook inside a chart: what a person sees who presses "Edit data"; nothing in it runs."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from pptx.chart.data import CategoryChartData

from cxdata.export import plain

NUMBER = "General"
Cell = str | float | int | None


class Columns(CategoryChartData):  # type: ignore[misc]
    """Chart data whose workbook is written by us: text stays text, and more columns may follow.

    The columns lie where the chart's own references point to: categories in A, a series in each
    column after it; then those that are only to be read.
    """

    def __init__(
        self,
        heading: str,
        names: Sequence[str],
        series: Mapping[str, Sequence[float | None]],
        beside: Mapping[str, Sequence[Cell]] | None = None,
    ) -> None:
        super().__init__(number_format=NUMBER)
        self._heading, self._names = heading, [plain.line(name, 40) for name in names]
        self._columns: dict[str, Sequence[Cell]] = {**series, **(beside or {})}
        self.categories = self._names
        for name, values in series.items():
            self.add_series(name, values)

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
