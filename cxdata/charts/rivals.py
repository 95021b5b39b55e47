"""Two plans beside one another, a row a team: what each pays, in % of the target amount."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.scale import Scale
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag

HEIGHT, MIDDLE = 24, 12


class Rival(Protocol):
    """A team under both plans: reports.what_if.Rival."""

    @property
    def name(self) -> str: ...
    @property
    def first_percent(self) -> float: ...
    @property
    def second_percent(self) -> float: ...
    @property
    def first_text(self) -> str: ...
    @property
    def second_text(self) -> str: ...
    @property
    def more_text(self) -> str: ...


def mark(rows: Sequence[Rival], names: tuple[str, str]) -> Mark:
    """A hollow dot for the first plan, a full one for the second, joined where they differ."""
    top = max([150.0, *(max(r.first_percent, r.second_percent) for r in rows)])
    scale = Scale(0.0, top, top)
    head = tag(
        "div",
        *(tag("div", words) for words in ("Team", "% of target: ○ first, ● second")),
        *(tag("div", words) for words in (names[0], names[1], "Change")),
        class_="cx-rival cx-rival-head",
        aria_hidden="true",
    )
    lines = (_row(row, scale, names) for row in rows)
    words = " ".join(_sentence(row, names) for row in rows)
    return Mark(tag("div", head, *lines, class_="cx-rivals", role="list"), words)


def _sentence(row: Rival, names: tuple[str, str]) -> str:
    return f"{row.name}: {names[0]} {row.first_text}, {names[1]} {row.second_text}."


def _row(row: Rival, scale: Scale, names: tuple[str, str]) -> Markup:
    bar = drawing(_sentence(row, names), *_bar(row, scale), height=HEIGHT, class_="cx-drawing")
    return tag(
        "div",
        tag("div", row.name),
        tag("div", bar),
        tag("div", row.first_text, class_="cx-rival-first"),
        tag("div", tag("b", row.second_text)),
        tag("div", row.more_text),
        class_="cx-rival",
        role="listitem",
    )


def _bar(row: Rival, scale: Scale) -> list[Markup]:
    first, second, full = (
        percent(scale.x(x)) for x in (row.first_percent, row.second_percent, 100.0)
    )
    return [
        tag("line", x1=full, x2=full, y1=0, y2="100%", stroke="var(--cx-line)"),
        tag("line", x1=first, x2=second, y1=MIDDLE, y2=MIDDLE, stroke="var(--cx-muted)",
            stroke_width=2),
        tag("circle", cx=first, cy=MIDDLE, r=5, fill="var(--cx-background)",
            stroke="var(--cx-muted)", stroke_width=2),
        tag("circle", cx=second, cy=MIDDLE, r=5.5, fill="var(--cx-p3)"),
    ]  # fmt: skip
