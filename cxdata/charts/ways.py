"""The list of customers' ways behind a handover: a row each, and a button that opens it."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.palette import step
from cxdata.charts.svg import Mark, Markup, tag

HEADS = ("Customer", "Month", "First", "Then", "Days between", "Scored")


class Listed(Protocol):
    """A way: reports.ways.Listed."""

    @property
    def token(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def month(self) -> str: ...
    @property
    def one(self) -> str: ...
    @property
    def two(self) -> str: ...
    @property
    def days(self) -> int: ...
    @property
    def score(self) -> str: ...
    @property
    def tint(self) -> int: ...


def mark(listed: Sequence[Listed], chosen: str = "") -> Mark:
    """The list as a table; the way with the chosen token is marked."""
    words = in_words(listed)
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in HEADS)))
    body = tag("tbody", *(_row(way, way.token == chosen) for way in listed))
    table = tag("table", head, body, class_="cx-ways", aria_label=words)
    return Mark(tag("div", table, class_="cx-ways-host"), words)


def in_words(listed: Sequence[Listed]) -> str:
    """How many ways there are."""
    return f"{len(listed)} customers' ways, newest first."


def _row(way: Listed, here: bool) -> Markup:
    later = f"{way.days} day{'' if way.days == 1 else 's'} later" if way.days else "the same day"
    said = f"{way.number}: {way.one}, {later} {way.two}, {way.score}"
    button = tag(
        "button",
        way.number,
        type="button",
        data_cell=way.token,
        aria_label=said,
        aria_pressed="true" if here else "false",
    )
    score = tag("span", way.score, class_=f"cx-score-dot cx-t{step(way.tint)}")
    plain = (way.month, way.one, way.two, str(way.days))
    return tag("tr", tag("td", button), *(tag("td", text) for text in plain), tag("td", score))
