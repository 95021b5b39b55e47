"""How a plan errs, each rate beside that of all or nothing at the target."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.svg import Mark, Markup, tag


class Rate(Protocol):
    """A rate: reports.plan_honesty.Rate."""

    @property
    def name(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def cliff(self) -> str: ...
    @property
    def words(self) -> str: ...


def mark(rates: Sequence[Rate], plan: str = "This plan", cliff: str = "All or nothing") -> Mark:
    """A row a rate; the plan's in ink, the other muted."""
    words = " ".join(f"{r.name}: {plan} {r.plan}, {cliff} {r.cliff} {r.words}." for r in rates)
    head = _row("", plan, cliff, "", "cx-rate cx-rate-head")
    rows = (_row(r.name, r.plan, r.cliff, r.words, "cx-rate") for r in rates)
    return Mark(tag("div", head, *rows, class_="cx-rates", role="list"), words)


def _row(name: str, plan: str, cliff: str, words: str, kind: str) -> Markup:
    return tag(
        "div",
        tag("div", name, tag("small", words) if words else None, class_="cx-rate-name"),
        tag("div", plan, class_="cx-rate-own"),
        tag("div", cliff, class_="cx-rate-other"),
        class_=kind,
        role="listitem" if words else None,
        aria_hidden=None if words else "true",
    )
