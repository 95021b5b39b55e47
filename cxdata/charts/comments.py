"""Customers' own words as a list: text that stays text, whatever stands in it.

Every comment is hostile until escaped, and it is escaped here, where it becomes markup. What it
was searched for is marked in it; letters match whatever their case, accents and width.
"""

# ruff: noqa: D102

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from cxdata.catalog import METRICS
from cxdata.charts.palette import step
from cxdata.charts.svg import Mark, Markup, join, tag

LONG = 480  # characters of a comment that are shown until somebody asks for all
LINES = 6
STANDINGS = {"promoter": "happy", "passive": "in between", "detractor": "unhappy"}


class Said(Protocol):
    """A comment: reports.voice.Row."""

    @property
    def day(self) -> date: ...
    @property
    def score(self) -> int: ...
    @property
    def metric(self) -> str: ...
    @property
    def standing(self) -> str: ...
    @property
    def touchpoint(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def text(self) -> str: ...


def mark(
    comments: Sequence[Said], terms: Iterable[str] = (), written: Callable[[str], str] = str
) -> Mark:
    """The list; terms are marked in it, those in quotes only as whole words.

    written  how our own words beside a comment are written, such as its day: the comment itself
             stays as its customer wrote it
    """
    asked = pattern(tuple(terms))
    words = f"{len(comments)} comment{'' if len(comments) == 1 else 's'} with their scores"
    items = (_item(one, asked, written) for one in comments)
    return Mark(tag("div", *items, role="list", aria_label=words, class_="cx-said"), words)


def pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """What finds any of the terms in folded text; None where there is nothing to find."""
    parts = []
    for term in sorted(set(terms), key=len, reverse=True):
        whole = len(term) > 2 and term[0] == term[-1] == '"'
        pieces = [re.escape(folded(piece)[0]) for piece in term.strip('"').split()]
        found = r"\s+".join(piece for piece in pieces if piece)
        if found:
            parts.append(rf"(?<!\w){found}(?!\w)" if whole else found)
    return re.compile("|".join(parts)) if parts else None


def marked(text: str, asked: re.Pattern[str] | None) -> Markup:
    """A text, escaped, with what is asked for marked in it."""
    if asked is None:
        return join(text)
    plain, place = folded(text)
    pieces: list[str] = []
    done = 0
    for match in asked.finditer(plain):
        if match.end() == match.start():
            continue
        start, end = place[match.start()], place[match.end() - 1] + 1
        # An accent written apart belongs to the letter before it.
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if start < done:
            continue
        pieces += [text[done:start], tag("b", text[start:end], class_="cx-hit")]
        done = end
    return join(*pieces, text[done:])


def folded(text: str) -> tuple[str, Sequence[int]]:
    """A text without case, accents and width, and the place in it that each letter came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    place: list[int] = []
    for i, character in enumerate(text):
        plain = _plain(character)
        letters.append(plain)
        place += [i] * len(plain)
    return "".join(letters), place


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    apart = unicodedata.normalize("NFKD", character.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c) and c != "\u00ad")


def _item(one: Said, asked: re.Pattern[str] | None, written: Callable[[str], str]) -> Markup:
    scale = METRICS[one.metric]
    told = f"{scale.name} {one.score} of {scale.high}, {STANDINGS[one.standing]}"
    score = tag(
        "span", str(one.score), class_=f"cx-said-score cx-t{_tint(one)}", role="img",
        aria_label=told,
    )  # fmt: skip
    long = len(one.text) > LONG or one.text.count("\n") >= LINES
    text = tag(
        "p",
        marked(one.text, asked),
        dir="auto",
        class_="cx-said-text cx-said-long" if long else "cx-said-text",
    )
    more = None
    if long:
        more = tag(
            "button",
            written(f"Show all {len(one.text):,} characters"),
            type="button",
            class_="cx-link",
            data_more="",
            aria_expanded="false",
        )
    unit = scale.name if scale.high == METRICS["nps"].high else f"{scale.name} (to {scale.high})"
    facts = " · ".join(p for p in (one.touchpoint, one.team, written(_day(one.day)), unit) if p)
    body = tag("div", text, more, tag("p", facts, class_="cx-facts"), class_="cx-said-body")
    return tag("div", score, body, role="listitem", class_="cx-said-one")


def _tint(one: Said) -> str:
    """Unhappy orange, in between grey, happy teal; the ends of the scale stronger."""
    scale = METRICS[one.metric]
    if one.standing == "promoter":
        return step(3 if one.score >= scale.high else 2)
    if one.standing == "detractor":
        return step(-3 if one.score <= (scale.low + scale.bottom) // 2 else -2)
    return step(0)


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"
