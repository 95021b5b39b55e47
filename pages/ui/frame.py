"""What stands around every page: the icon, the style, the chapters of the navigation."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from cxdata.charts import palette
from cxdata.errors import CxError, Refused
from cxdata.scope import LEAD, Scope
from pages.ui import access, address, cards, choice, door, history, printed, tour
from pages.ui.identity import Outside
from pages.ui.table import Page

_LOG = logging.getLogger(__name__)

HERE = Path(__file__).parent
LANDED, HOME_OF_LEADS = "landed_as", "pages/act/monday.py"
# As its own bytes: an icon with an address would be a file, and files wait for the gate.
ICON = "data:image/svg+xml;base64," + b64encode((HERE / "icon.svg").read_bytes()).decode()
_RULES = "".join((HERE / name).read_text("utf-8") for name in ("style.css", "print.css"))
_SHEET = f"<style>:root{{{palette.variables()}}}{_RULES}</style>"


def style() -> None:
    """Style the page with the palette's variables and the stylesheets of screen and paper."""
    st.html(_SHEET)


def chapters(pages: Iterable[Page], scope: Scope) -> dict[str, list[st.Page]]:
    """The navigation: chapter -> its pages. Pages of other roles answer their address, unlisted."""
    found: dict[str, list[st.Page]] = {}
    for page in pages:
        listed = scope.role in page.roles
        found.setdefault(page.chapter if listed else "", []).append(
            st.Page(
                page.file,
                title=page.title,
                url_path=page.url or None,
                default=not page.url,
                visibility="visible" if listed else "hidden",
            )
        )
    return found


def gate() -> Scope:
    """Who asks; else a page that says why nobody is let in, and the end of the run."""
    try:
        found = access.scope()
    except Outside as outside:
        st.set_page_config("CX Commons")
        door.page(outside)
    except Refused as refused:
        st.set_page_config("CX Commons")
        st.title("Not open to the network")
        st.write(str(refused))
        st.stop()
    if access.is_set_up():
        door.kept(False)
    return found


def land(page: st.Page, scope: Scope) -> None:
    """Take a lead who opens "/" to the own Monday, once; every other address stays what it is."""
    who = scope.departments if scope.role == LEAD else ()
    fresh = st.session_state.get(LANDED, ()) != who
    st.session_state[LANDED] = who
    if who and fresh and not page.url_path and not st.query_params:
        st.switch_page(HOME_OF_LEADS)


def run(page: st.Page) -> None:
    """Run a page; what goes wrong in it is said in words, never as a bare error."""
    printed.begin(page.title)
    vain = choice.place(page)
    try:
        address.named(page)
        address.told(page)
        page.run()
    except CxError as refused:
        cards.empty("This cannot be shown", str(refused))
    except Exception:
        _LOG.exception("%s failed", page.title)
        cards.empty(
            "Something went wrong here",
            "The cause is in the server's log, for whoever runs it. Nothing was changed; other "
            "pages and other filters may well work.",
        )
    finally:
        tour.strip()
        with vain:
            choice.told()
        printed.finish()
        history.script()
