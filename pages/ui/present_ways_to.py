"""The ways between the states of the all-hands page: its editor, a frozen one, the big screen."""

from __future__ import annotations

from typing import Literal

import streamlit as st

PAGE = "pages/present/all_hands.py"


def way_to(
    words: str,
    key: str,
    query: dict[str, str],
    type_: Literal["primary", "secondary"] = "secondary",
    shortcut: str | None = None,
) -> None:
    """A button to another state of this page. A link to the page that one is on would not write
    the state into the address, and a reload would lose it.
    """
    if st.button(words, key=key, type=type_, shortcut=shortcut):
        st.switch_page(PAGE, query_params=query)


def months() -> dict[str, str]:
    """The period as the address says it."""
    names = ("period", "since", "until")
    return {name: st.query_params[name] for name in names if name in st.query_params}
