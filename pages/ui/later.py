"""A report that may take longer than a page should: worked out beside it, once for everybody."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import streamlit as st

from pages.ui import locales

Found = TypeVar("Found")
Told = Callable[[float], None]

PATIENCE_SECONDS = 1.5  # that a page waits before it says how far the work is
LOOKED_AFTER_SECONDS = 1.0
_LOG = logging.getLogger(__name__)


class Later(Generic[Found]):
    """Work under way in a thread of its own; whoever asks for the same shares it."""

    def __init__(self, work: Callable[[Told], Found]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._found: Found | None = None
        self._failed: Exception | None = None
        self._thread: threading.Thread | None = None
        self._begun = time.monotonic()
        self._done = 0.0

    def found(self, patience_seconds: float = PATIENCE_SECONDS) -> Found | None:
        """The result, waited for so long; None while it is under way.

        raises  what the work raised; who asks after that starts it anew
        """
        with self._lock:
            if self._thread is None:
                self._ended.clear()
                self._begun, self._done = time.monotonic(), 0.0
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
        if not self._ended.wait(patience_seconds):
            return None
        with self._lock:
            failed, self._failed = self._failed, None
            if failed is not None:
                self._thread = None
        if failed is not None:
            raise failed
        return self._found

    @property
    def seconds(self) -> float:
        """For how long it has been under way."""
        return time.monotonic() - self._begun

    @property
    def ended(self) -> bool:
        """Is there a result to take, or a failure to tell?"""
        return self._ended.is_set()

    @property
    def done(self) -> float:
        """How far it is, 0..1."""
        return self._done

    def _run(self) -> None:
        try:
            self._found = self._work(self._tell)
        except Exception as error:
            _LOG.exception("work beside a page failed")
            self._failed = error
        self._ended.set()

    def _tell(self, done: float) -> None:
        self._done = done


class Part(Later[Found]):
    """Somebody's part of work that all share: begun once, taken out of the whole at its end."""

    def __init__(self, whole: Later[Any], take: Callable[[Any], Found]) -> None:
        self._whole, self._take = whole, take

    def found(self, patience_seconds: float = PATIENCE_SECONDS) -> Found | None:
        """As of the whole."""
        ended = self._whole.found(patience_seconds)
        return None if ended is None else self._take(ended)

    @property
    def ended(self) -> bool:
        """As of the whole."""
        return self._whole.ended

    @property
    def seconds(self) -> float:
        """As of the whole."""
        return self._whole.seconds

    @property
    def done(self) -> float:
        """As of the whole."""
        return self._whole.done


@st.fragment(run_every=LOOKED_AFTER_SECONDS)
def waiting(later: Later[Found], words: str) -> None:
    """How far the work is; the page runs again by itself when it has ended.

    As long as nobody can say how far it is, it says for how long: no bar stands at nothing.
    """
    if later.ended:  # the page takes the result, or says what went wrong
        st.rerun()
    words = locales.said(words)
    if later.done:
        st.progress(min(later.done, 1.0), text=words)
    else:
        st.caption(f"{words} The answers are being read, for {later.seconds:.0f} seconds so far.")
