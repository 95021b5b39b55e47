"""Everything on a page that can be pressed, pressed; and everything that can be written in, filled.

What somebody writes is a mark of its own: an unsaved draft is nobody else's. What a press writes to
the desk or the record is put back afterwards, so that the next one finds the company as it was.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from cxdata.flows.looking import notes
from tests.matrix.company import Identity
from tests.matrix.looking import Leak, Watch, typed, watched

ERROR = "an unhandled error"
OUT = "log_out"
DOORS = (OUT, "log_in")  # the way out is pressed last; the way in leads to another host
NUMBERS = re.compile(r"[0-9a-f]{8,}|\d+")
LONGEST = 40  # characters that are written into a field


def pressed(
    watch: Watch, identities: Iterable[Identity], pages: Iterable[str], most: int, singly: int = 0
) -> list[Leak]:
    """Everybody at every page, pressing what is there.

    most    buttons a person and page; of those that differ in a number alone one is pressed
    singly  options tried of every choice beside the last ones all at once; 0 is none
    """
    kept = Kept(watch.root)
    leaks: list[Leak] = []
    pages = list(pages)
    for who in identities:
        watch.needles[typed(who)] = re.compile(_word(who).encode())
        done: set[str] = set()
        for page in pages:
            hand = Hand(watch, who, page, kept, done)
            hand.all_at_once()
            hand.buttons(most)
            hand.options(singly)
            leaks += hand.found
        last = Hand(watch, who, pages[-1], kept, done)
        last.way_out()
        leaks += last.found
    return leaks


class Hand:
    """One person's hand at one page."""

    def __init__(self, watch: Watch, who: Identity, page: str, kept: Kept, done: set[str]) -> None:
        self.watch, self.who, self.page, self.kept, self.done = watch, who, page, kept, done
        self.app: AppTest | None = None
        self.found: list[Leak] = []

    def all_at_once(self) -> None:
        """Write in every field, turn on every switch, take every choice's last option, at once."""
        app = self._opened()
        touched = False
        for field in (*app.text_area, *app.text_input):
            field.set_value(_word(self.who)[: field.proto.max_chars or LONGEST])
            touched = True
            self._opened_anew_by_others()
        for switch in [one for one in (*app.checkbox, *app.toggle) if not one.value]:
            switch.set_value(True)
            touched = True
        for choice in _choices(app):
            choice.set_value(choice.options[-1])
            touched = True
        if touched:
            self._run(app, "all at once")

    def buttons(self, most: int) -> None:
        """Press one button after the other, those too that a press brings; the way out last."""
        for _ in range(most):
            app = self.app or self._opened()
            fresh = [one for one in app.button if self._is_fresh(one)]
            if not fresh:
                break
            self.done.add(_stem(fresh[0]))
            self._run(fresh[0].click(), f"button {_stem(fresh[0])}")

    def way_out(self) -> None:
        """Press Log out, and open the page again."""
        for button in [one for one in self._opened().button if one.key == OUT]:
            self._run(button.click(), OUT)
            break

    def options(self, singly: int) -> None:
        """Take options of each choice alone."""
        for at, choice in enumerate(_choices(self._opened())) if singly else ():
            for option in choice.options[: singly + 1]:
                app = self._opened()
                now = _choices(app)
                if at < len(now) and option in now[at].options:
                    now[at].set_value(option)
                    self._run(app, f"option {at}")

    def _is_fresh(self, button: Any) -> bool:
        key = str(button.key)
        return not (button.disabled or key.startswith(DOORS) or _stem(button) in self.done)

    def _opened(self) -> AppTest:
        """The page, unfolded; what it sends bare is searched, too.

        A page that was visited before and not pressed yet needs no second visit.
        """
        if (held := self.watch.bare.pop((self.who.name, self.page), None)) is not None:
            self.app = held
            return held
        self.found += self.watch.visit(self.who, self.page)
        self.app = self.watch.bare.pop((self.who.name, self.page))
        return self.app

    def _opened_anew_by_others(self) -> None:
        """What others were sent of this page before cannot hold what is written now."""
        for who, page in list(self.watch.bare):
            if page == self.page:
                del self.watch.bare[who, page]

    def _run(self, app: Any, what: str) -> None:
        """Run what was touched, search what came, and put back what it wrote."""
        with watched(office=False) as sent:
            self.app = app.run()
        self.watch.runs += 1
        at = (("pressed", what),)
        self.found += self.watch.leaks(self.who, self.page, at, sent.data)
        if self.app is not None and self.app.exception:
            self.found.append(Leak(self.who.name, self.page, at, ERROR))
        if self.kept.put_back():
            self.app = None


class Kept:
    """The company as it was before anybody pressed anything."""

    def __init__(self, root: Path) -> None:
        self.own = root / "own"
        assert notes.written()
        self.files = {p: p.read_bytes() for p in self._small()}
        self.state = self._state()

    def put_back(self) -> bool:
        """Undo what was written, looks and arrivals aside; whether anything was.

        Drafts stay: whoever comes later must not see them.
        """
        if self._state() == self.state:
            return False
        assert notes.written()
        drafts = self._asked("SELECT * FROM draft")
        for path in set(self._small()) - set(self.files):
            path.unlink()
        for path, data in self.files.items():
            fresh = path.with_name(f"{path.name}.back")
            fresh.write_bytes(data)
            fresh.replace(path)
        with self._desk() as con:
            con.executemany("INSERT OR IGNORE INTO draft VALUES (?, ?, ?, ?, ?)", drafts)
        assert self._state() == self.state
        return True

    def _small(self) -> Iterator[Path]:
        yield from (p for p in self.own.iterdir() if p.is_file() and p.name != "key")
        yield self.own / "record" / "current"

    def _state(self) -> tuple[int, str, str]:
        ((events,),) = self._asked("SELECT count(*) FROM event WHERE what <> 'draft changed'")
        ((ended,),) = self._asked("SELECT count(*) FROM ended")
        people = (self.own / "people.toml").read_text("utf-8")
        return events + ended, (self.own / "record" / "current").read_text("utf-8"), people

    def _asked(self, text: str) -> list[tuple[Any, ...]]:
        with self._desk() as con:
            return con.execute(text).fetchall()

    @contextmanager
    def _desk(self) -> Iterator[sqlite3.Connection]:
        """The desk's file, past all that guards it."""
        with closing(sqlite3.connect(self.own / "desk.sqlite")) as con, con:
            yield con


def _choices(app: AppTest) -> list[Any]:
    """Choices that are not in the address: those are the other half of the matrix'."""
    found: list[Any] = [*app.selectbox, *app.radio, *app.button_group]
    return [one for one in found if len(one.options) > 1 and not _bound(one) and not one.disabled]


def _bound(choice: Any) -> bool:
    return bool(getattr(choice.proto, "query_param_key", ""))


def _stem(button: Any) -> str:
    """A button's key without numbers and ids: 'open_#' for each of the presentations."""
    return NUMBERS.sub("#", str(button.key or button.label))


def _word(who: Identity) -> str:
    return f"qtyped{who.name.replace(' ', '')}"
