"""Presentations in the making: kept for whoever makes them, a change at a time.

A change says what is to be otherwise (this sentence, this slide up), not how all should be: it is
put into the newest version there is, whichever window that came from. Earlier versions stay for a
while. An event tells what was changed, never the words: they may be a customer's, and go.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, delete, insert, select

from cxdata.desk import backups, quoted, tables
from cxdata.desk.events import added, stamp
from cxdata.desk.store import Desk
from cxdata.errors import BadInput, Refused
from cxdata.scope import STEWARD, Scope

STORY = ("nps", "score", "moved", "journey", "way", "goal", "part")
KEPT = 30  # versions of a draft
LONGEST = 5_000  # characters of a sentence; a slide takes fewer, but nothing is lost


@dataclass(frozen=True)
class Sentence:
    """Words that somebody wrote for a slide.

    number    version of the draft that they came with
    snapshot  which figures whoever wrote them was looking at
    """

    text: str
    number: int
    snapshot: int


@dataclass(frozen=True)
class Draft:
    """A draft. number 0 where nothing was changed yet; way: id of an approved one, '' for none.

    order  keys of all slides; off  those that are left out; said  sentences by key
    """

    number: int = 0
    order: tuple[str, ...] = STORY
    off: tuple[str, ...] = ()
    said: Mapping[str, Sentence] = field(default_factory=dict)
    way: str = ""


class Edit(Protocol):
    """A change, and how an event calls it."""

    @property
    def what(self) -> str: ...  # noqa: D102
    def made(self, held: Draft) -> Draft: ...  # noqa: D102


@dataclass(frozen=True)
class Turned:
    """A slide is shown, or left out."""

    key: str
    on: bool

    @property
    def what(self) -> str:
        """What was done."""
        return f"{self.key} {'shown' if self.on else 'left out'}"

    def made(self, held: Draft) -> Draft:
        """The draft with it."""
        rest = tuple(key for key in held.off if key != self.key)
        return replace(held, off=rest if self.on else (*rest, self.key))


@dataclass(frozen=True)
class Moved:
    """A slide takes the place of another; those that have nothing to show lie between."""

    key: str
    other: str

    @property
    def what(self) -> str:
        """What was done."""
        return f"{self.key} moved to {self.other}"

    def made(self, held: Draft) -> Draft:
        """The draft with it."""
        order = list(held.order)
        if self.key in order and self.other in order:
            to = order.index(self.other)
            order.remove(self.key)
            order.insert(to, self.key)
        return replace(held, order=tuple(order))


@dataclass(frozen=True)
class Said:
    """A sentence is written; only spaces take it back to what the figures say by themselves."""

    key: str
    text: str
    snapshot: int

    @property
    def what(self) -> str:
        """What was done."""
        return f"sentence of {self.key}"

    def made(self, held: Draft) -> Draft:
        """The draft with it.

        raises  BadInput where it is longer than anything that could become a sentence
        """
        if len(self.text) > LONGEST:
            raise BadInput(
                f"This is {len(self.text):,} characters long; {LONGEST:,} are kept, and a slide "
                "shows far fewer. It was not saved: shorten it."
            )
        said = {key: one for key, one in held.said.items() if key != self.key}
        if self.text.strip():
            said[self.key] = Sentence(self.text, held.number + 1, self.snapshot)
        return replace(held, said=said)


@dataclass(frozen=True)
class Used:
    """An approved way is taken, and its slide shown."""

    way: str

    @property
    def what(self) -> str:
        """What was done."""
        return "way chosen"

    def made(self, held: Draft) -> Draft:
        """The draft with it."""
        return replace(Turned("way", True).made(held), way=self.way)


def newest(scope: Scope, desk: Desk, period: str) -> Draft:
    """The draft of whoever asks, for a run of months ('2026-08 2026-10'); nobody else's."""
    who = _who(scope)
    with desk.reading() as con:
        return _newest(con, who, period)


def versions(scope: Scope, desk: Desk, period: str) -> tuple[Draft, ...]:
    """The versions that are still kept, newest first."""
    row = tables.draft.c
    asked = select(row.number, row.body).where(row.who == _who(scope), row.period == period)
    with desk.reading() as con:
        return tuple(_draft(*one) for one in con.execute(asked.order_by(row.number.desc())))


def change(scope: Scope, desk: Desk, period: str, edit: Edit, now: datetime) -> tuple[Draft, Draft]:
    """Put a change into the newest version of one's own draft.

    return  the version before it, which another window may have made, and the one with it; twice
            the same where it changes nothing
    raises  BadInput where the change cannot stand; Busy, NoSpace
    """
    who = _who(scope)
    with desk.writing() as con:
        held = _newest(con, who, period)
        made = edit.made(held)
        if made == held or _same_words(held, made):
            return held, held
        made = replace(made, number=held.number + 1)
        row = {"who": who, "period": period, "number": made.number, "body": _body(made)}
        con.execute(insert(tables.draft), {**row, "at": stamp(now)})
        column = tables.draft.c
        old = (column.who == who, column.period == period, column.number <= made.number - KEPT)
        con.execute(delete(tables.draft).where(*old))
        added(con, scope, now, "draft changed", f"draft {period}",
              before={"number": held.number},
              after={"number": made.number, "what": edit.what})  # fmt: skip
    return held, made


def forget(scope: Scope, desk: Desk, said: Sequence[str], now: datetime) -> int:
    """Take sentences that repeat a customer's words out of everybody's drafts, and of backups.

    said    what the customer wrote
    return  how many sentences went: their slides say again what the figures say by themselves
    raises  Refused to all but stewards
    """
    scope.must_be(STEWARD)
    with desk.writing() as con:
        count = quoted.without(con, said)
        if count:
            added(con, scope, now, "words removed at the customer's request", "drafts",
                  after={"sentences": count})  # fmt: skip
    backups.unquote(desk, said)
    return count


def quoting(scope: Scope, desk: Desk, said: Sequence[str]) -> int:
    """How many sentences `forget` would take out of drafts; nothing is changed.

    raises  Refused to all but stewards
    """
    scope.must_be(STEWARD)
    with desk.reading() as con:
        return quoted.count(con, said)


def _same_words(one: Draft, two: Draft) -> bool:
    """Whether nothing differs but who wrote the same words when."""
    words = [{key: s.text for key, s in draft.said.items()} for draft in (one, two)]
    return words[0] == words[1] and replace(one, said={}) == replace(two, said={})


def _who(scope: Scope) -> str:
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    # Without a login whoever sits at this machine is known by the role alone.
    return scope.identity or scope.role


def _newest(con: Connection, who: str, period: str) -> Draft:
    row = tables.draft.c
    asked = select(row.number, row.body).where(row.who == who, row.period == period)
    found = con.execute(asked.order_by(row.number.desc()).limit(1)).first()
    return Draft() if found is None else _draft(*found)


def _body(draft: Draft) -> str:
    told = {
        "order": draft.order,
        "off": draft.off,
        "said": {key: vars(one) for key, one in draft.said.items()},
        "way": draft.way,
    }
    return json.dumps(told, ensure_ascii=False)


def _draft(number: int, body: str) -> Draft:
    """A version as it was kept; slides that came with a newer program stand at the end."""
    told = json.loads(body)
    known = [key for key in told["order"] if key in STORY]
    order = (*known, *(key for key in STORY if key not in known))
    said = {key: Sentence(**one) for key, one in told["said"].items()}
    return Draft(number, order, tuple(told["off"]), said, told["way"])
