"""Who brings feedback in, and the way there for whoever may.

The page table says it (`table.Page.files`), with a login and without. Without one, whoever sits at
this machine may look as somebody who may: nobody else is there to be asked.
"""

from __future__ import annotations

import streamlit as st

from cxdata.scope import STEWARD
from pages.ui import access, table

MENU = "Steward, Imports"  # as the bar calls it


def can() -> bool:
    """Whether the import is open to whoever looks, or to whom they may choose to look as."""
    return access.brings(table.IMPORTS) or not access.is_set_up()


def words() -> str:
    """Who brings feedback in, as whoever looks has to hear it: where to, or whom to ask."""
    if access.brings(table.IMPORTS):
        return f"Bring feedback in under {MENU}, or with python -m cxdata import FILE."
    if can():
        return (
            "Stewards of the data bring feedback in. No login is set up, so you may look as one "
            f"(top right), and do it under {MENU}."
        )
    return f"Stewards of the data bring feedback in. Ask {access.asked()}."


def button(key: str) -> None:
    """A button that opens the import; none for whom it would not open."""
    if can() and st.button(
        "Bring feedback in", type="primary", key=key, on_click=access.become, args=(STEWARD,)
    ):
        st.switch_page(table.IMPORTS)
