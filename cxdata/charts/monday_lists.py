"""The huddle's agenda and a part's operational measures, as lists that fit a phone."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.svg import Mark, Markup, tag

COLOURS = {"worse": "var(--cx-m3)", "better": "var(--cx-p3)"}


class Item(Protocol):
    """A point of the agenda: reports.monday_huddle.Item."""

    @property
    def kind(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def found(self) -> bool: ...


class Measure(Protocol):
    """A measure by week: reports.monday_measures.MeasureWeek."""

    @property
    def name(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def usual(self) -> str: ...
    @property
    def low(self) -> str: ...
    @property
    def high(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def words(self) -> str: ...


def agenda(items: Sequence[Item]) -> Mark:
    """The agenda, an item each; customers' words in it are escaped like all others."""
    words = " ".join(f"{item.kind}: {item.words} {item.reason}".strip() for item in items)
    return Mark(tag("div", *(_item(i) for i in items), class_="cx-agenda", role="list"), words)


def measures(found: Sequence[Measure]) -> Mark | None:
    """A measure a row; None without any."""
    if not found:
        return None
    words = " ".join(f"{m.name}, {m.about}: {m.value}. {m.words}" for m in found)
    return Mark(tag("div", *(_measure(m) for m in found), role="list"), words)


def _item(item: Item) -> Markup:
    return tag(
        "div",
        tag("b", item.kind),
        tag("p", item.words, class_=None if item.found else "cx-none", dir="auto"),
        tag("p", item.reason, class_="cx-why") if item.reason else None,
        role="listitem",
    )


def _measure(one: Measure) -> Markup:
    colour = COLOURS.get(one.verdict)
    usual = f"in the weeks before usually {one.usual}" if one.usual else ""
    if usual and one.low:
        usual += f", {one.low} to {one.high}"
    facts = " · ".join(p for p in (one.about, usual) if p)
    return tag(
        "div",
        tag("div", tag("b", one.name)),
        tag("div", one.value, class_="cx-ms-value", style=f"color:{colour}" if colour else None),
        tag("div", f"{facts}. {one.words}" if facts else one.words, class_="cx-ms-facts"),
        class_="cx-ms",
        role="listitem",
    )
