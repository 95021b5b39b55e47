"""A customer's words in drafts: found where a sentence repeats them, and taken out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select, update

from cxdata.desk import tables

RUN = 4  # words one after the other, as the customer wrote them: fewer are anybody's
_WORD = re.compile(r"\w+")
Run = tuple[str, ...]


def without(con: Connection, said: Iterable[str]) -> int:
    """Take every sentence that repeats words of a customer out of all drafts, in every version.

    said    what the customer wrote
    return  how many sentences went, a slide's counted once for a person and their months
    """
    known = {run for text in said for run in _told(text)}
    if not known:
        return 0
    row, gone = tables.draft.c, set()
    for who, period, number, body in list(con.execute(select(tables.draft).with_only_columns(
        row.who, row.period, row.number, row.body
    ))):  # fmt: skip
        told = json.loads(body)
        theirs = {key for key, one in told["said"].items() if _repeats(one["text"], known)}
        if theirs:
            told["said"] = {key: one for key, one in told["said"].items() if key not in theirs}
            where = (row.who == who, row.period == period, row.number == number)
            text = json.dumps(told, ensure_ascii=False)
            con.execute(update(tables.draft).where(*where).values(body=text))
            gone |= {(who, period, key) for key in theirs}
    return len(gone)


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
