"""A team's touchpoints for the wall and the phone: its work, and what customers said there."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts import monday
from cxdata.charts.scale import close
from cxdata.charts.svg import Mark, Markup, tag

SHORT = 24  # characters of a way to reach somebody that stays on one line
PARTS = {"owns": "yours", "supports": "you support it", "through": "by way of others"}


class Place(Protocol):
    """A touchpoint that work reaches: reports.my_part.Place."""

    @property
    def name(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def row(self) -> monday.Row | None: ...


class Call(Protocol):
    """Whom to call: reports.my_part.Call."""

    @property
    def name(self) -> str: ...
    @property
    def lead(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def about(self) -> Sequence[str]: ...


def places(found: Sequence[Place], works: Sequence[str], said: Sequence[str]) -> Mark | None:
    """A touchpoint a row, in journey order; None without any.

    works, said  of each: the daily work, and what customers said, in a sentence
    """
    if not found:
        return None
    scale = close([v for one in found if one.row for v in monday.reach(one.row)])
    rows = [
        _place(one, work, words, None if one.row is None else monday.bar(one.row, scale))
        for one, work, words in zip(found, works, said, strict=True)
    ]
    told = " ".join(
        f"{one.name}: {work} {words}" for one, work, words in zip(found, works, said, strict=True)
    )
    return Mark(tag("div", *rows, role="list", class_="cx-parts"), told)


def calls(found: Sequence[Call]) -> Mark | None:
    """Whom to call, a row each; None without anybody."""
    if not found:
        return None
    rows = [
        tag("div", tag("b", one.name), tag("span", _reached(one)),
            tag("small", f"About {', '.join(one.about)}" if one.about else "Your own"),
            class_="cx-call", role="listitem")
        for one in found
    ]  # fmt: skip
    words = " ".join(f"{one.name}: {_reached(one)}." for one in found)
    return Mark(tag("div", *rows, role="list", class_="cx-calls"), words)


def _reached(one: Call) -> str:
    # A number breaks nowhere; an address that is long may.
    contact = one.contact.replace(" ", "\u00a0") if len(one.contact) <= SHORT else one.contact
    return " · ".join(part for part in (one.lead, contact) if part) or "nobody is named yet"


def _place(one: Place, work: str, said: str, bar: Markup | None) -> Markup:
    row = one.row
    shown = row is not None and row.figure.value is not None
    value = tag("div", tag("small", f"{row.metric} " if row.metric != "NPS" else ""),
                row.figure.text, class_="cx-part-value") if row and shown else None  # fmt: skip
    small = " · ".join(part for part in (one.stage, PARTS.get(one.part, "")) if part)
    return tag(
        "div",
        tag("div", tag("b", one.name), " ", tag("small", small), class_="cx-part-name"),
        value,
        tag("p", work, class_="cx-part-work"),
        tag("div", bar if shown else None, class_="cx-part-bar"),
        tag("p", said, class_="cx-part-said"),
        class_="cx-part",
        role="listitem",
    )
