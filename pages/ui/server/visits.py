"""Which browsers the gate has let in: their files are theirs as long as it does.

Every browser gets a random name in a cookie (headers.py). It means nothing until the gate of app.py
has let a session of that browser in, and nothing again as soon as the gate refuses it, the session
ends, or nobody has asked for twelve hours. Streamlit itself hands media to whoever knows the
address, and stores uploads of whoever knows a session.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui import access

COOKIE = "cx_visit"
HOURS = 12
NAME = re.compile(r"[A-Za-z0-9_-]{43}")

Found = TypeVar("Found")

STANDING: list[bool] = []  # filled by asgi.py: `streamlit run app.py` has no layers around it

_admitted: dict[str, tuple[str, float]] = {}  # session -> its browser, when the gate last let it in
_lock = threading.Lock()


def fresh() -> str:
    """A name for a browser that nobody can guess."""
    return secrets.token_urlsafe(32)


def through(gate: Callable[[], Found]) -> Found:
    """Ask the gate, on every run, and remember what it said for the browser's files.

    raises  what the gate raises; the session's files are closed then
    """
    if not STANDING and not access.is_loopback(st.get_option("server.address")):
        st.title("Not open to the network")
        st.write("It was started without what guards it. Start it with: make serve")
        st.stop()
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    try:
        found = gate()
    except BaseException:
        _dismiss(session)
        raise
    _admit(session, str(st.context.cookies.get(COOKIE, "")))
    return found


def is_admitted(visit: str, session: str = "") -> bool:
    """Whether the gate lets this browser in: with any of its sessions, or with the one named."""
    if not NAME.fullmatch(visit):
        return False
    since = time.monotonic() - HOURS * 3600
    with _lock:
        mine = [
            one
            for one, (browser, at) in _admitted.items()
            if secrets.compare_digest(browser, visit) and at > since
        ]
    return any(_lives(one) for one in mine if session in ("", one))


def _admit(session: str, visit: str) -> None:
    if not session or not NAME.fullmatch(visit):
        return
    with _lock:
        _admitted[session] = (visit, time.monotonic())
        for gone in [one for one in _admitted if one != session and not _lives(one)]:
            del _admitted[gone]


def _dismiss(session: str) -> None:
    with _lock:
        _admitted.pop(session, None)


def _lives(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)
