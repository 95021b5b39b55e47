"""A customer's words in drafts: found where a sentence repeats them, and taken out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from cxdata.desk import tables

RUN = 4  # words one after the other, as the customer wrote them: fewer are anybody's
_WORD = re.compile(r"\w+")
Run = tuple[str, ...]


Place = tuple[str, str, int]  # who, period and number of a version of a draft


def without(con: Connection, said: Iterable[str]) -> int:
    """Take every sentence that repeats words of a customer out of all drafts, in every version.

    said    what the customer wrote
    return  how many sentences went, a slide's counted once for a person and their months
    """
    row, found = tables.draft.c, list(_quoting(con, said))
    for (who, period, number), told, theirs in found:
        kept = {key: one for key, one in told["said"].items() if key not in theirs}
        text = json.dumps({**told, "said": kept}, ensure_ascii=False)
        where = (row.who == who, row.period == period, row.number == number)
        con.execute(update(tables.draft).where(*where).values(body=text))
    return _count(found)


def count(con: Connection, said: Iterable[str]) -> int:
    """How many sentences `without` would take out."""
    return _count(_quoting(con, said))


def _count(found: Iterable[tuple[Place, Any, set[str]]]) -> int:
    return len({(*place[:2], key) for place, _, theirs in found for key in theirs})


def _quoting(con: Connection, said: Iterable[str]) -> Iterator[tuple[Place, Any, set[str]]]:
    """Each version with such sentences, what it holds, and the slides that they stand under."""
    known = {run for text in said for run in _told(text)}
    row = tables.draft.c
    asked = select(row.who, row.period, row.number, row.body)
    for *place, body in con.execute(asked).all() if known else ():
        told = json.loads(body)
        theirs = {key for key, one in told["said"].items() if _repeats(one["text"], known)}
        if theirs:
            yield (place[0], place[1], place[2]), told, theirs


def _told(text: str) -> set[Run]:
    """What a comment is known by: each run of its words; one of three words by all of them."""
    words = _words(text)
    return set(_runs(words, RUN - 1 if len(words) == RUN - 1 else RUN))


def _repeats(sentence: str, told: set[Run]) -> bool:
    words = _words(sentence)
    return any(run in told for many in (RUN - 1, RUN) for run in _runs(words, many))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _runs(words: Sequence[str], many: int) -> Iterator[Run]:
    return (tuple(words[at : at + many]) for at in range(len(words) - many + 1))
