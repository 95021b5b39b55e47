"""How much a session may bring in at a time: files lie in the server's memory until they go."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MOST_FILES = 20
MOST_BYTES = 100 * 1024 * 1024

_coming: dict[str, list[int]] = {}  # session -> bytes of what is on its way in
_lock = threading.Lock()


@contextmanager
def room(session: str, told: str) -> Iterator[bool]:
    """Keep room for a file while it comes in; whether there is any.

    told  the request's Content-Length; where it is missing, the largest file is reckoned with
    """
    largest = int(st.get_option("server.maxUploadSize")) * 1024 * 1024
    size = int(told) if told.isascii() and told.isdigit() else largest
    with _lock:
        files, held = _held(session)
        waiting = _coming.get(session, [])
        fits = files + len(waiting) < MOST_FILES and held + sum(waiting) + size <= MOST_BYTES
        if fits:
            _coming.setdefault(session, []).append(size)
    try:
        yield fits
    finally:
        if fits:
            with _lock:
                _coming[session].remove(size)
                if not _coming[session]:
                    del _coming[session]


def _held(session: str) -> tuple[int, int]:
    """Files and bytes that a session has brought in and not taken back."""
    if not runtime.exists():
        return 0, 0
    manager = runtime.get_instance().uploaded_file_mgr
    # asgi.py runs on Streamlit's own storage; whoever plugs in another bounds it there.
    if not isinstance(manager, MemoryUploadedFileManager):
        return 0, 0
    files = list(manager.file_storage.get(session, {}).values())
    return len(files), sum(len(one.data) for one in files)
