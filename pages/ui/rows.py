"""Plain rows on a page, and beside them the same as files that say what they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime

import streamlit as st

from cxdata.reports.figures import Header
from pages.ui import about, data, locales, moments

Row = Mapping[str, object]
ROW, LINE, LETTER, EDGE = 35, 20, 7, 20  # pixels: of a row, a line more, a letter, a cell's edges
MOST_LINES = 8  # of words in a row; more stands in the files, and in the cell once it is pressed
DAY = st.column_config.DateColumn(format="localized")  # can be put in order, as words cannot


def listed(
    rows: Sequence[Row],
    key: str,
    name: str,
    header: Header,
    most: int | None = None,
    written: Collection[str] = (),
    widths: Mapping[str, int] | None = None,
) -> None:
    """A table of rows with its files; the files hold all of them.

    key      tells its buttons from others of the page; name what its files are called
    most     rows that are shown on the page
    written  columns of days and moments: on screen they stand as the reader's country writes them
    widths   pixels of columns of words: these wrap, so that a row is as tall as its longest cell
    """
    shown, wide = on_screen(rows[:most], written), widths or {}
    columns = {name: st.column_config.Column(width=pixels) for name, pixels in wide.items()}
    st.dataframe(
        shown,
        hide_index=True,
        alt=header.title,
        column_config=columns | dict.fromkeys(_days(rows), DAY),
        row_height=_tall(shown, wide) if wide else None,
    )
    files(rows, key, name, header)


def _tall(rows: Sequence[Row], widths: Mapping[str, int]) -> int:
    """Pixels of a row that holds the longest words: all rows of a table are as tall."""
    lines = max(
        (-(-len(str(row[name])) * LETTER // (pixels - EDGE)) for row in rows
         for name, pixels in widths.items()),
        default=1,
    )  # fmt: skip
    return ROW + LINE * (min(lines, MOST_LINES) - 1)


def _days(rows: Sequence[Row]) -> list[str]:
    return [name for name, cell in rows[0].items() if isinstance(cell, date)] if rows else []


def on_screen(rows: Sequence[Row], written: Collection[str]) -> list[Row]:
    """Rows with the days and moments of some columns as the reader's country writes them."""
    to = locales.reader()
    return [
        {
            name: locales.said(str(cell), to) if name in written else cell
            for name, cell in row.items()
        }
        for row in rows
    ]


def files(rows: Sequence[Row], key: str, name: str, header: Header) -> None:
    """The files of rows that are shown elsewhere."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), dtype=object)
    about.files(key, about.Table(name, frame, header))


def told(title: str, definition: str, **chosen: str) -> Header:
    """What stands above the rows in a file: what they are, what was chosen, when they were told."""
    now = moments.here(datetime.now(UTC))
    filters = [(label.replace("_", " ").capitalize(), words) for label, words in chosen.items()]
    return Header(
        title, definition, (*filters, ("Made on", f"{now:%Y-%m-%d %H:%M} {data.zone().key}"))
    )
