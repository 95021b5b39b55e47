"""Plain rows on a page, and beside them the same as files that say what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import streamlit as st

from cxdata.reports.figures import Header
from pages.ui import about

Row = Mapping[str, object]


def listed(
    rows: Sequence[Row], key: str, name: str, header: Header, most: int | None = None
) -> None:
    """A table of rows with its files; the files hold all of them.

    key   tells its buttons from others of the page; name what its files are called
    most  rows that are shown on the page
    """
    st.dataframe(list(rows[:most]), hide_index=True, alt=header.title)
    files(rows, key, name, header)


def files(rows: Sequence[Row], key: str, name: str, header: Header) -> None:
    """The files of rows that are shown elsewhere."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), dtype=object)
    about.files(key, about.Table(name, frame, header))


def told(title: str, definition: str, **chosen: str) -> Header:
    """What stands above the rows in a file: what they are, what was chosen, when they were told."""
    now = datetime.now(UTC)
    filters = [(label.replace("_", " ").capitalize(), words) for label, words in chosen.items()]
    return Header(title, definition, (*filters, ("Made on", f"{now:%Y-%m-%d %H:%M} UTC")))
