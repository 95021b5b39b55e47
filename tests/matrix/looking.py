"""Visits as somebody, with everything that is sent to their browser: messages and files."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from pages.ui import download, table
from tests import records
from tests.logins import AUTH
from tests.matrix.company import COMPANY, Identity

APP = str(records.ROOT / "app.py")
WAY = re.compile(rb"Customer [0-9a-f]{6}")
PLAIN = (download.CSV, download.TOML)
DRAWN = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}")
DECK = "deck"  # in the address of a frozen presentation: its own deck is made, too
DRILLS = 4  # choices that open further ones, one after the other
Query = tuple[tuple[str, str | list[str]], ...]
NO_LINKS: Mapping[str, Sequence[Query]] = MappingProxyType({})


@dataclass
class Sent:
    """What one run of a page sent: every message, and every file that was made."""

    data: bytes = b""
    bound: dict[str, list[str]] = field(default_factory=dict)  # a choice in the URL -> its options
    several: set[str] = field(default_factory=set)
    opens: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Leak:
    """A secret in a session that it is closed to."""

    who: str
    page: str
    query: Query
    what: str


class Watch:
    """Visits of a company, and whose secrets they were shown."""

    def __init__(self, root: Path, marks: dict[str, tuple[bytes, ...]]) -> None:
        self.root = root
        self.needles = {
            kind: re.compile(b"|".join(_needle(mark) for mark in found))
            for kind, found in marks.items()
        }
        self.needles |= {"ways": WAY, "the company": re.compile(COMPANY.encode())}
        self.opens: dict[str, set[str]] = {}
        self.bound: dict[str, dict[str, list[str]]] = {}
        self.several: dict[str, set[str]] = {}
        self.tried: set[tuple[str, str]] = set()
        self.common: set[str] = set()  # choices of the first page: others have them, too
        self.modes: set[tuple[str, str]] = set()  # choices that change what others offer
        self.seen: dict[str, set[str]] = {}
        self.runs = 0
        self.bare: dict[tuple[str, str], AppTest] = {}  # pages as they were opened, to be pressed

    def at(self, who: Identity, page: str, query: Query = ()) -> AppTest:
        """Somebody before a page that has not run yet, with all that is known to unfold open."""
        app = AppTest.from_file(APP, default_timeout=60)
        app.secrets["auth"] = dict(AUTH)
        app.user = dict(who.claims)
        for name, value in query:
            app.query_params[name] = value
        for key in self.opens.get(page, ()):
            app.session_state[key] = True
        if page != table.PAGES[0].file:
            app.switch_page(page)
        return app

    def visit(self, who: Identity, page: str, query: Query = ()) -> list[Leak]:
        """Open a page as somebody, with everything on it unfolded; the leaks."""
        app = self.at(who, page, query)
        with watched(office=not query or query[0][0] == DECK) as sent:
            app.run()
        self.runs += 1
        if not query:
            self.bare[who.name, page] = app
        fresh = sent.opens - self.opens.get(page, set())
        self.opens.setdefault(page, set()).update(sent.opens)
        self._learn(page, query, sent.bound)
        self.several.setdefault(page, set()).update(sent.several)
        found = self.leaks(who, page, query, sent.data)
        if fresh:  # what this run showed closed is opened, too
            found += self.visit(who, page, query)
        return found

    def _learn(self, page: str, query: Query, offered: dict[str, list[str]]) -> None:
        """Keep what a page offers; a choice that changes what is offered elsewhere is a mode."""
        known = self.bound.setdefault(page, {})
        if len(query) == 1 and query[0][0] in known:
            others = {key: options for key, options in known.items() if key != query[0][0]}
            if any(offered.get(key) != options for key, options in others.items()):
                self.modes.add((page, query[0][0]))
                return
        known.update(offered)

    def leaks(self, who: Identity, page: str, query: Query, data: bytes) -> list[Leak]:
        """What somebody was sent that they may not be; their own drafts are theirs."""
        shown = {kind for kind, needle in self.needles.items() if needle.search(data)}
        self.seen.setdefault(who.name, set()).update(shown)
        may = who.may | {typed(who)} | ({"the company"} if who.enters else set())
        return [Leak(who.name, page, query, kind) for kind in sorted(shown - may)]

    def drilled(self, who: Identity, page: str, first: int) -> tuple[Query, list[Leak]]:
        """Follow a page's choices down to its ids, taking other options each time."""
        query: dict[str, str] = {}
        leaks: list[Leak] = []
        for _ in range(DRILLS):
            more = {}
            alike: Counter[str] = Counter()  # choices of the same options take different ones
            for key, options in self.bound.get(page, {}).items():
                idle = key in self.common or (page, key) in self.modes
                if idle or key in self.several[page] or len(options) < 2:
                    continue
                place = 1 + (alike[repr(options)] % (len(options) - 1))
                alike[repr(options)] += 1
                if key not in query:
                    more[key] = options[place if first > 0 else -place]
            if not more:
                break
            query |= more
            leaks += self.visit(who, page, tuple(query.items()))
        return tuple(query.items()), leaks

    def singly(self, page: str, option: int) -> list[Query]:
        """Each choice of a page alone; one that other pages have, too, is tried on the first."""
        found: list[Query] = []
        for key, options in self.bound.get(page, {}).items():
            tried = (key, repr(options))
            if key not in self.several[page] and len(options) > 1 and tried not in self.tried:
                self.tried.add(tried)
                found.append(((key, options[option]),))
        return found

    def filters(self, page: str, seed: str, count: int) -> Iterator[Query]:
        """All of a page's filters with all of their options; then some, one or two at a time."""
        every = {k: self.bound[page][k] for k in sorted(self.several.get(page, ()))}
        if any(every.values()):
            yield tuple(every.items())
        rng = random.Random(f"{page} {seed}")
        keys = sorted(k for k in self.several.get(page, ()) if self.bound[page].get(k))
        for _ in range(count if keys else 0):
            chosen = rng.sample(keys, min(len(keys), rng.choice((1, 1, 2))))
            yield tuple((key, rng.choice(self.bound[page][key])) for key in chosen)


def typed(who: Identity) -> str:
    """The kind of what somebody wrote into fields."""
    return f"typed by {who.name}"


def matrix(
    watch: Watch,
    identities: Iterable[Identity],
    pages: Iterable[str],
    sampled: int = 0,
    drills: tuple[int, ...] = (-1,),
    links: Mapping[str, Sequence[Query]] = NO_LINKS,
) -> list[Leak]:
    """Everybody at every page: bare, with the filters, and with the ids of whoever came first.

    sampled  filters tried a person and page beside all at once
    drills   which options are tried alone, and followed to ids: -1 the last, 1 the first
    links    page -> addresses that somebody might have been sent
    """
    leaks: list[Leak] = []
    pages = list(pages)
    asked: dict[str, list[Query]] = {page: [()] for page in pages}
    for who in identities:
        for page in pages:
            leaks += [one for query in links.get(page, ()) for one in watch.visit(who, page, query)]
            if len(pages) > 1:
                watch.common = set(watch.bound.get(pages[0], ()))
            for query in asked[page]:
                leaks += watch.visit(who, page, query)
            if len(asked[page]) == 1 and who.enters:
                for first in drills:
                    singly = watch.singly(page, first)
                    for one in singly:
                        leaks += watch.visit(who, page, one)
                    query, found = watch.drilled(who, page, first)
                    asked[page] += [*singly, *([query] if query else [])]
                    leaks += found
            if who.enters:
                for query in watch.filters(page, who.name, sampled):
                    leaks += watch.visit(who, page, query)
    return leaks


@contextmanager
def watched(office: bool) -> Iterator[Sent]:
    """Keep what is sent, as bytes, before anything is taken back or put together.

    Files that are made when somebody asks for them are asked for, as a browser could. Workbooks and
    decks hold the tables that the CSV beside them holds: they are made where `office` says so.
    """
    sent, parts = Sent(), []
    asked: list[tuple[str, Callable[[], bytes]]] = []
    with pytest.MonkeyPatch.context() as patch:
        enqueue, add = ForwardMsgQueue.enqueue, MediaFileManager.add
        defer = MediaFileManager.add_deferred

        def noted(self: ForwardMsgQueue, message: Any) -> None:
            parts.append(message.SerializeToString())
            _read(message, sent)
            enqueue(self, message)

        def handed(self: MediaFileManager, path_or_data: Any, *rest: Any, **more: Any) -> str:
            parts.append(path_or_data if isinstance(path_or_data, bytes) else b"")
            return add(self, path_or_data, *rest, **more)

        patch.setattr(ForwardMsgQueue, "enqueue", noted)

        def promised(self: MediaFileManager, made: Any, kind: Any, *rest: Any, **more: Any) -> str:
            asked.append((str(kind), made))
            return defer(self, made, kind, *rest, **more)

        patch.setattr(MediaFileManager, "add", handed)
        patch.setattr(MediaFileManager, "add_deferred", promised)
        yield sent
    for kind, made in asked:
        if office or kind in PLAIN:
            parts += _unpacked(made())
    # Names drawn by chance (files, sessions, elements) hold any run of digits now and then.
    sent.data = DRAWN.sub(b"", b"\n".join(parts))


def _unpacked(file: bytes) -> Iterator[bytes]:
    """A file as it can be searched: of an archive, what lies in it, to the innermost."""
    if not file.startswith(b"PK"):
        yield file
        return
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        for name in held.namelist():
            yield from _unpacked(held.read(name))


def _read(message: Any, sent: Sent) -> None:
    """What a message offers to choose or to open."""
    if message.WhichOneof("type") != "delta":
        return
    delta = message.delta
    kind = delta.WhichOneof("type")
    if kind == "add_block":
        name = delta.add_block.WhichOneof("type")
        block = getattr(delta.add_block, name) if name else None
        if name in ("popover", "expandable") and block is not None and getattr(block, "id", ""):
            key = block.id.split("-", 2)[-1]
            sent.opens |= {key} if key not in ("None", "") else set()
    if kind == "new_element":
        name = delta.new_element.WhichOneof("type")
        if name in ("selectbox", "multiselect"):
            proto = getattr(delta.new_element, name)
            if proto.query_param_key:
                sent.bound[proto.query_param_key] = list(proto.options)
                if name == "multiselect":
                    sent.several.add(proto.query_param_key)


def _needle(mark: bytes) -> bytes:
    """A mark as it may be written: an amount with its commas or without."""
    if not mark[:1].isdigit():
        return re.escape(mark)
    return rb"(?<![\d.,])" + re.escape(mark).replace(rb",", rb",?") + rb"(?![\d])"
