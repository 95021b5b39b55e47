"""The glossary: every page by its short sentence, and the words that need no page of their own."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from cxdata.explain import names, page

LIKE = 0.75  # of the letters of two words, in their order: "promotr" and "promoter"
_FILE = Path(__file__).with_name("glossary.toml")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Term:
    """A word of this house.

    id     what an address calls it (`/nps?term=interval`)
    name   as it is read; also other words for it, by which it is found
    means  in a sentence or two
    page   the explain page that says more, '' where there is none
    own    is it that page's own term?
    """

    id: str
    name: str
    also: tuple[str, ...]
    means: str
    page: str
    own: bool


@cache
def terms() -> tuple[Term, ...]:
    """All terms in the order of the alphabet, by the word that an article stands before."""
    table = tomllib.loads(_FILE.read_text("utf-8"))
    also = {name: tuple(words) for name, words in table["also"].items()}
    paged = [
        Term(name, page(name).title, also.get(name, ()), page(name).short, name, True)
        for name in names()
    ]
    short = [
        Term(_id(row["name"]), row["name"], tuple(row.get("also", ())), row["means"],
             row.get("page", ""), False)
        for row in table["term"]
    ]  # fmt: skip
    return tuple(sorted([*paged, *short], key=lambda one: _filed(one.name)))


def found(text: str) -> tuple[Term, ...]:
    """The terms that hold every word of a search, the closest first; all of them for none.

    Case and accents make no difference. Closest is the term that is called so, then one whose
    name begins so, then one that is also called so; the rest mention it.
    """
    asked = _plain(text)
    words = asked.split()
    ranked = [(_rank(one, asked), i, one) for i, one in enumerate(terms())
              if all(word in _all(one) for word in words)]  # fmt: skip
    return tuple(one for *_, one in sorted(ranked, key=lambda row: row[:2])) if words else terms()


def near(text: str) -> str:
    """A search that finds something, each of its words taken for the known one most like it.

    '' where a word is like none. Words of names come before those of what they mean.
    """
    taken = []
    for word in _plain(text).split():
        like = next((m[0] for known in _words() if (m := get_close_matches(word, known, 1, LIKE))),
                    "")  # fmt: skip
        taken.append(like)
    asked = " ".join(taken)
    return asked if all(taken) and asked and found(asked) else ""


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of what terms are called, and those of what they mean."""
    called = " ".join(_plain(" ".join((one.name, *one.also))) for one in terms())
    meant = " ".join(map(_all, terms()))
    return tuple(dict.fromkeys(_LETTERS.findall(called))), tuple(
        dict.fromkeys(_LETTERS.findall(meant))
    )


def _filed(name: str) -> str:
    """Where a name stands in the alphabet: 'The funnel' among those that begin with f."""
    first, _, rest = _plain(name).partition(" ")
    return rest if rest and first in ("a", "the") else _plain(name)


def _rank(term: Term, asked: str) -> int:
    name, also = _plain(term.name), [_plain(word) for word in term.also]
    if asked in (term.id, name):
        return 0
    if asked in also or asked in _initials(name):
        return 1
    if name.startswith(asked):
        return 2
    return 3 if asked in name or any(asked in word for word in also) else 4


def _initials(name: str) -> str:
    """What stands in brackets behind a name: 'net promoter score (nps)' -> 'nps'."""
    return name.partition("(")[2].rstrip(")")


@cache
def _all(term: Term) -> str:
    return _plain(" ".join((term.id, term.name, *term.also, term.means)))


def _id(name: str) -> str:
    return _plain(name).partition(" (")[0].replace(" ", "_")


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())
