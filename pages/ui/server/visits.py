"""Which browsers the gate has let in: their files are theirs as long as it does.

Every browser gets a random name in a cookie (headers.py). It means nothing until the gate of app.py
has let a session of that browser in, and nothing again as soon as the gate refuses it, the login
ends, the person is revoked, the session ends, or nobody has asked for twelve hours. Streamlit
itself hands media to whoever knows the address, and stores uploads of whoever knows a session.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from typing import TypeVar

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cxdata.errors import CxError
from cxdata.scope import Scope as Asking
from pages.ui import access, table

COOKIE = "cx_visit"
HOURS = 12
NAME = re.compile(r"[A-Za-z0-9_-]{43}")

Found = TypeVar("Found")

STANDING: list[bool] = []  # filled by asgi.py: `streamlit run app.py` has no layers around it

# Who looks now, None without a login; raises where they are not let in any more.
Standing = Callable[[], Asking | None]
REMEMBERED = 500  # names of files a session; each run of a page makes new ones

# session -> its browser, when the gate last let it in, and what asks again whether it still would
_admitted: dict[str, tuple[str, float, Standing]] = {}
_made: dict[str, deque[str]] = {}  # session -> names of the files that it offers
_leaving: dict[str, float] = {}  # browser -> when its person pressed Log out
_half_left: set[str] = set()  # browsers whose person is still to be told that a copy may work
LEAVING_SECONDS = 60
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
    _admit(session, _visit(), access.standing())
    return found


def leaving() -> None:
    """Whoever looks has pressed Log out: the way out is open to this browser for a minute."""
    visit, now = _visit(), time.monotonic()
    with _lock:
        for gone in [one for one, at in _leaving.items() if at < now - LEAVING_SECONDS]:
            del _leaving[gone]
        if NAME.fullmatch(visit):
            _leaving[visit] = now


def half_left() -> None:
    """Whoever looks has pressed Log out, and the login could not be ended on the desk."""
    visit = _visit()
    if NAME.fullmatch(visit):
        with _lock:
            _half_left.add(visit)


def told_half_left() -> bool:
    """Whether that is still to be said to this browser; once."""
    visit = _visit()
    with _lock:
        found = visit in _half_left
        _half_left.discard(visit)
    return found


def is_leaving(visit: str) -> bool:
    """Whether this browser's person has just pressed Log out."""
    with _lock:
        return _leaving.get(visit, float("-inf")) > time.monotonic() - LEAVING_SECONDS


def _visit() -> str:
    return str(st.context.cookies.get(COOKIE, ""))


def is_admitted(visit: str) -> bool:
    """Whether the gate lets this browser in, with any of its sessions."""
    return any(_stands(ask) for _, ask in _of(visit))


def may_bring(visit: str, session: str) -> bool:
    """Whether files may be brought into a session: it is this browser's, and so is the right to."""
    return any(one == session and _stands(ask, table.bringers()) for one, ask in _of(visit))


def made(name: str) -> None:
    """Remember that this session offers a file to take away under a name that nobody can guess."""
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    with _lock:
        if session in _admitted:
            _made.setdefault(session, deque(maxlen=REMEMBERED)).append(name)


def has_made(visit: str, address: str) -> bool:
    """Whether a file is one that a session of this browser offered.

    address  what stands behind /media/: the file's number and ending
    """
    if not runtime.exists():
        return False
    file = runtime.get_instance().media_file_mgr.read_file(address.partition(".")[0])
    if file is None:
        return False
    mine = [session for session, ask in _of(visit) if _stands(ask)]
    with _lock:
        return any(file.filename in _made.get(session, ()) for session in mine)


def _of(visit: str) -> list[tuple[str, Standing]]:
    """The sessions of a browser that the gate let in and that still live."""
    if not NAME.fullmatch(visit):
        return []
    since = time.monotonic() - HOURS * 3600
    with _lock:
        mine = [
            (one, standing)
            for one, (browser, at, standing) in _admitted.items()
            if secrets.compare_digest(browser, visit) and at > since
        ]
    return [(one, ask) for one, ask in mine if _lives(one)]


def _stands(standing: Standing, roles: Collection[str] = ()) -> bool:
    """Whether who looks is still let in, in one of the roles; without a login everybody is."""
    try:
        now = standing()
    except CxError:
        return False
    return now is None or not roles or now.role in roles


def _admit(session: str, visit: str, standing: Standing) -> None:
    if not session or not NAME.fullmatch(visit):
        return
    with _lock:
        _admitted[session] = (visit, time.monotonic(), standing)
        for gone in [one for one in _admitted if one != session and not _lives(one)]:
            del _admitted[gone]
            _made.pop(gone, None)


def _dismiss(session: str) -> None:
    with _lock:
        _admitted.pop(session, None)
        _made.pop(session, None)


def _lives(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)
