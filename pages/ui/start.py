"""What a serving process does once, before its first visitor."""

from __future__ import annotations

import gc
import importlib

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from cxdata.errors import Refused
from pages.ui import access

# What the landing page imports; Plotly and pandas wait until a page asks for them.
NEEDED = ("pages.ui.about", "pages.ui.data", "pages.ui.filters", "pages.ui.home", "pages.ui.marks")


def up() -> None:
    """Ready the process.

    raises  SystemExit with a sentence where the server would be open to others without a login
    """
    try:
        access.refuse_strangers(st.get_option("server.address"))
    except Refused as refused:
        raise SystemExit(str(refused)) from refused
    # Streamlit takes a folder called `pages` for its own discovery until st.navigation has run
    # once: the first deep link would meet "Page not found" over the page that it asked for.
    PagesManager.uses_pages_directory = False
    for name in NEEDED:
        importlib.import_module(name)
    from pages.ui import reward

    reward.warm()
    settle()


def settle() -> None:
    """What was imported lives for good: the collector need not search it again."""
    gc.collect()
    gc.freeze()
