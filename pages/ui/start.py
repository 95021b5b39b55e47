"""What a serving process does once, before its first visitor."""

from __future__ import annotations

import gc
import importlib
import logging

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from cxdata import record
from cxdata.errors import CxError, Refused
from cxdata.scope import Scope, View, month_after
from pages.ui import access, data, filters
from pages.ui.server import errors_log

_LOG = logging.getLogger("cx.start")

# What the landing page imports; Plotly and pandas wait until a page asks for them.
NEEDED = ("pages.ui.about", "pages.ui.data", "pages.ui.filters", "pages.ui.home", "pages.ui.marks")


def up() -> None:
    """Ready the process.

    raises  SystemExit with a sentence where the server would be open to others without a login,
            or the login is not one
    """
    errors_log.quiet()
    record.keep_private(data.root())
    try:
        access.refuse_strangers(st.get_option("server.address"))
    except Refused as refused:
        raise SystemExit(str(refused)) from refused
    # Streamlit takes a folder called `pages` for its own discovery until st.navigation has run
    # once: the first deep link would meet "Page not found" over the page that it asked for.
    PagesManager.uses_pages_directory = False
    for name in NEEDED:
        importlib.import_module(name)
    warm()
    settle()


def warm() -> None:
    """Reckon the scorecard and everyone's pay once, so that the first visitor does not wait.

    What is kept is kept by who asks: this is the view of an executive. For anybody else the
    record's file is in memory by now, and what it takes to reckon has been imported.
    """
    scope = Scope(access.DEFAULT)
    try:
        held = record.open_snapshot(record.locate(data.root()))
        first, until = data.months_of(scope, held)
        since = max(first, month_after(until, -int(filters.USUAL)))
        data.scorecard_of(scope, View(since, until), held)
    except CxError as lacking:
        # No answers yet, or a damaged record: the page says which, to whoever opens it.
        _LOG.info("nothing to warm: %s", type(lacking).__name__)
    from pages.ui import reward

    reward.warm()


def settle() -> None:
    """What was imported lives for good: the collector need not search it again."""
    gc.collect()
    gc.freeze()
