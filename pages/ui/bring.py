"""The way to the import from a page that has nothing to show."""

from __future__ import annotations

import streamlit as st

from cxdata.scope import STEWARD
from pages.ui import access

PAGE = "pages/steward/imports.py"


def button(key: str) -> None:
    """A button that opens the import, as a steward: nobody else brings feedback in.

    With a login nobody becomes a steward by pressing it, so that stewards alone are shown it.
    """
    if access.is_set_up() and access.scope().role != STEWARD:
        return
    if st.button("Bring feedback in", type="primary", key=key, on_click=access.become,
                 args=(STEWARD,)):  # fmt: skip
        st.switch_page(PAGE)
