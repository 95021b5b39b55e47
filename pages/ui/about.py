"""Behind a picture: how its figures are made, and the figures themselves as a table and a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

import streamlit as st

from cxdata import explain
from cxdata.explain import Explanation
from cxdata.reports.figures import Header
from pages.ui import cards, download, locales

if TYPE_CHECKING:
    import pandas as pd

HEADING, BOLD = re.compile(r"^## (.+)$", re.MULTILINE), r"\n:gray[**\1**]\n"
SHORT = re.compile(r"## In short\n.*?(?=^## )", re.MULTILINE | re.DOTALL)
DECIMALS = 3
LOCAL = st.column_config.NumberColumn(format="localized")
LESSON = "pages/learn/nps.py"
VERBATIM = ("text", "comment", "word or phrase")  # columns that hold customers' own words
SPARE = ("note", "target", "signal")  # columns that are left out on screen where they say nothing


@dataclass(frozen=True)
class Table:
    """What a picture shows: a tidy table of cxdata.reports.tables under what it is.

    shown  the rows that stand on the screen, where those are a page of many; files hold them all
    """

    name: str
    frame: pd.DataFrame
    header: Header
    shown: slice = field(default_factory=lambda: slice(None))


def tables() -> ModuleType:
    """The report's tables; they come with pandas, which no page needs until a table is opened."""
    from cxdata.reports import tables as made

    return made


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
            _read(f"**{first.title}.** {first.short}")
            if table is not None:
                _data(key, table())
            _read(HEADING.sub(BOLD, SHORT.sub("", first.body)))
            for one in more:
                _read(f"**{one.title}**\n\n{HEADING.sub(BOLD, one.body)}")
            _analysts(f"popover_{key}", (first, *more))
            term(pages.split()[0])


def page(name: str) -> None:
    """A page of cxdata.explain on the page itself: the very text of the popovers."""
    one = explain.page(name)
    with st.container(key=f"prose_{name}"):
        cards.label(one.title)
        cards.answer([(one.short, False)])
        _read(HEADING.sub(BOLD, SHORT.sub("", one.body)))
        _analysts(f"page_{name}", (one,))


def title(name: str) -> str:
    """What a page of cxdata.explain is called."""
    return explain.page(name).title


def term(word: str) -> None:
    """A way from a word on a page to the glossary."""
    st.page_link(LESSON, label="Look it up in the glossary", query_params={"term": word})


def _analysts(key: str, pages: Iterable[Explanation]) -> None:
    """Formulas and calls, folded away: nobody else has to meet them."""
    place = st.expander("For analysts", key=f"analysts_{key}", on_change="rerun")
    if place.open:
        with place:
            for one in pages:
                _read(f"**{one.title}**\n\n{one.analysts}")


def _read(markdown: str) -> None:
    st.markdown(locales.said(markdown))


def _data(key: str, table: Table) -> None:
    rounded = table.frame.map(_rounded)
    silent = [n for n in SPARE if n in rounded and not any(c not in (None, "") for c in rounded[n])]
    shown = on_screen(rounded.drop(columns=silent)[table.shown])
    alt = f"{table.name} as a table"
    # The browser writes the figures of a table as its reader's country does.
    written = {name: LOCAL for name in shown if _numeric(shown[name])}
    st.dataframe(shown, hide_index=True, alt=alt, placeholder="", column_config=written)
    if len(shown) < len(rounded):
        cards.facts(f"{len(shown):,} rows on the screen; the files hold {len(rounded):,}.")
    files(key, table)


def files(key: str, table: Table) -> None:
    """A table to take away: as CSV and as a workbook, each made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        text = partial(_csv_bytes, table)
        download.button("Download as CSV", text, table.name, download.CSV, f"csv_{key}")
        book = partial(workbook, table)
        download.button("Download as Excel", book, table.name, download.XLSX, f"xlsx_{key}")


def on_screen(frame: pd.DataFrame) -> pd.DataFrame:
    """A table's words as its reader's country writes them; customers' own stay as they are.

    On screen alone: files hold what every reader and every program reads alike.
    """
    shown = frame.copy()
    ours = [name for name in shown if name not in VERBATIM]
    shown[ours] = shown[ours].map(_worded)
    return shown


def csv_text(table: Table) -> str:
    """The table as CSV: what it is, then the figures; no spreadsheet runs any of it."""
    from cxdata.export import csv

    return csv.text(table.frame.map(_rounded), table.header)


def _numeric(column: pd.Series) -> bool:
    cells = [cell for cell in column if cell is not None]
    return any(isinstance(cell, int | float | Decimal) for cell in cells) and not any(
        isinstance(cell, str | bool) for cell in cells
    )


def _csv_bytes(table: Table) -> bytes:
    return csv_text(table).encode("utf-8-sig")


def workbook(table: Table) -> bytes:
    """The table as a workbook: the same words above it, the same figures, numbers as numbers."""
    from cxdata.export import xlsx

    return xlsx.workbook(table.frame.map(_rounded), table.header, table.name)


def _worded(cell: object) -> object:
    return locales.said(cell) if isinstance(cell, str) else cell


def _rounded(cell: object) -> object:
    return round(cell, DECIMALS) if isinstance(cell, float) else cell
