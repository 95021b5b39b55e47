"""Behind a picture: how its figures are made, and the figures themselves as a table and a file."""

from __future__ import annotations

import csv
import io
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from cxdata import explain
from cxdata.reports.figures import Figure, Header
from pages.ui import cards

HEADING, BOLD = re.compile(r"^## (.+)$", re.MULTILINE), r"\n:gray[**\1**]\n"
DECIMALS = 3
FIGURE = ("score", "low", "high", "unit", "answers")


@dataclass(frozen=True)
class Table:
    """What a picture shows, as rows of text and numbers, with what must stand above them."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    above: tuple[str, ...] = ()


def heading(words: str, key: str, metric: str, table: Callable[[], Table] | None = None) -> None:
    """The name of a picture with its explanation beside it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        cards.label(words)
        popover(key, metric, table)


def popover(key: str, pages: str, table: Callable[[], Table] | None = None) -> None:
    """A small button that opens the explanation and the table; neither is made before that.

    pages  names of pages of cxdata.explain, with a blank between
    """
    place = st.popover(
        "Explain and data" if table else "Explain",
        type="tertiary",
        key=f"about_{key}",
        on_change="rerun",
    )
    if place.open:
        with place:
            first, *more = (explain.page(name) for name in pages.split())
            st.markdown(f"**{first.title}.** {first.short}")
            if table is not None:
                _data(key, table())
            for one in (first, *more):
                st.markdown(f"**{one.title}**\n\n{HEADING.sub(BOLD, one.body)}")


def _data(key: str, table: Table) -> None:
    rows = [[_rounded(cell) for cell in row] for row in table.rows]
    records = [dict(zip(table.columns, row, strict=True)) for row in rows]
    st.dataframe(records, hide_index=True, alt=f"{table.name} as a table")
    # Streamlit addresses a file by its content and name: a random token keeps two people's apart.
    st.download_button(
        "Download as CSV",
        csv_text(table).encode("utf-8-sig"),
        file_name=f"{table.name}-{secrets.token_hex(8)}.csv",
        mime="text/csv",
        key=f"csv_{key}",
        on_click="ignore",
    )


def csv_text(table: Table) -> str:
    """The table as CSV; text that a spreadsheet would run as a formula is made plain."""
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerows([plain(words)] for words in table.above)
    lines.writerow([plain(name) for name in table.columns])
    lines.writerows([plain(cell) for cell in row] for row in table.rows)
    return written.getvalue()


def plain(cell: object) -> object:
    """A cell that a spreadsheet takes for text; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "−")):
        return f"'{cell}"
    return "" if cell is None else _rounded(cell)


def _rounded(cell: object) -> object:
    return round(cell, DECIMALS) if isinstance(cell, float) else cell


def cells(figure: Figure) -> tuple[object, ...]:
    """A figure's columns, FIGURE by name."""
    return figure.value, figure.low, figure.high, figure.unit, figure.n


def above(header: Header) -> tuple[str, ...]:
    """What stands over a table that leaves the screen."""
    asked = "; ".join(f"{label}: {value}" for label, value in header.filters)
    return tuple(
        w for w in (header.title, header.definition, asked, f"Data to {header.as_of}") if w
    )
