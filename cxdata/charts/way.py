"""One customer's way: time across, a lane for each stage, scores in their colour, contacts."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from cxdata.charts.palette import step as shade
from cxdata.charts.svg import Mark, Markup, drawing, join, percent, tag

LANE, TOP, ROUND = 68, 30, 13  # pixels: height of a lane, above the first, radius of a score
LEFT, RIGHT = 4.0, 96.0  # percent of the width
CONTACT = "contact"
LEGEND = (
    "A circle is an answer with its score; the strong line is the handover. A small dot is a "
    "contact: filled where the customer was told what was done, hollow where not."
)


class Step(Protocol):
    """A moment: reports.ways.Step."""

    @property
    def when(self) -> str: ...
    @property
    def days(self) -> int: ...
    @property
    def lane(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def score(self) -> str: ...
    @property
    def scale(self) -> str: ...
    @property
    def tint(self) -> int: ...
    @property
    def told(self) -> bool: ...
    @property
    def part(self) -> str: ...


class Story(Protocol):
    """A way: reports.ways.Story."""

    @property
    def words(self) -> str: ...
    @property
    def lanes(self) -> Sequence[str]: ...
    @property
    def steps(self) -> Sequence[Step]: ...


def mark(found: Story) -> Mark | None:
    """The way as a drawing; None where there is nothing on it."""
    if not found.steps:
        return None
    words = in_words(found)
    places = across([step.days for step in found.steps])
    height = TOP + LANE * len(found.lanes) + 4
    svg = drawing(
        words,
        *(_lane(i, name) for i, name in enumerate(found.lanes)),
        *_lines(found.steps, places),
        *(_moment(step, x) for step, x in zip(found.steps, places, strict=True)),
        height=float(height),
        class_="cx-way",
    )
    return Mark(tag("div", svg, class_="cx-way-host"), words)


def in_words(found: Story) -> str:
    """The way step by step."""
    return " ".join([found.words, *(f"{said(step)}." for step in found.steps)])


def said(step: Step) -> str:
    """'12 days later: Delivery on time, 3 of 0-10, Logistics, Delivery North'."""
    if step.kind == CONTACT:
        what = "called, and told what was done" if step.told else "called, not told what was done"
    else:
        what = f"{step.score} on a scale of {step.scale}"
    parts = [step.place, what, step.owner]
    return f"{step.when}: {', '.join(part for part in parts if part)}"


def across(days: Sequence[int]) -> list[float]:
    """Where moments lie, in percent: by their day, but never on one another."""
    span = max(days[-1] - days[0], 1)
    gap = min(6.0, (RIGHT - LEFT) / max(len(days) - 1, 1))
    found: list[float] = []
    for day in days:
        x = LEFT + (RIGHT - LEFT) * (day - days[0]) / span
        found.append(max(x, found[-1] + gap) if found else x)
    # What was pushed over the edge pushes back.
    limit = RIGHT
    for i in reversed(range(len(found))):
        found[i] = min(found[i], limit)
        limit = found[i] - gap
    return found


def _y(lane: int) -> float:
    return TOP + LANE * lane + 18.0


def _lane(i: int, name: str) -> Markup:
    y = _y(i)
    return join(
        tag("line", x1="0%", x2="100%", y1=y, y2=y, stroke="var(--cx-line)"),
        tag("text", name, x="0%", y=y - 21, font_size=12, fill="var(--cx-muted)"),
    )


def _lines(steps: Sequence[Step], places: Sequence[float]) -> list[Markup]:
    """From answer to answer; the handover itself is drawn strong."""
    held = [(s, x) for s, x in zip(steps, places, strict=True) if s.kind != CONTACT]
    found = []
    for (one, x1), (two, x2) in pairwise(held):
        strong = one.part == "first" and two.part == "second"
        found.append(
            tag(
                "line",
                x1=percent(x1),
                x2=percent(x2),
                y1=_y(one.lane),
                y2=_y(two.lane),
                stroke="var(--cx-ink)" if strong else "var(--cx-neutral)",
                stroke_width=2.5 if strong else 1.5,
            )
        )
    return found


def _moment(step: Step, x: float) -> Markup:
    y, at = _y(step.lane), percent(x)
    title = tag("title", said(step))
    days = tag(
        "text",
        f"+{step.days} d" if step.days else step.when,
        x=at,
        # A contact often lies close to its answer: its days stand above, the answer's below.
        y=y - 12 if step.kind == CONTACT else y + 27,
        text_anchor="start" if x <= 8 else "end" if x > 92 else "middle",
        font_size=11,
        fill="var(--cx-muted)",
    )
    if step.kind == CONTACT:
        fill = "var(--cx-ink)" if step.told else "var(--cx-background)"
        dot = tag(
            "circle", title, cx=at, cy=y, r=6, fill=fill, stroke="var(--cx-ink)", stroke_width=1.5
        )
        return join(dot, days)
    strong = step.part != ""
    circle = tag(
        "circle",
        title,
        cx=at,
        cy=y,
        r=ROUND,
        fill=f"var(--cx-{shade(step.tint)})",
        stroke="var(--cx-ink)" if strong else "var(--cx-background)",
        stroke_width=2,
    )
    dark = abs(step.tint) >= 3
    number = tag(
        "text",
        step.score,
        x=at,
        y=y + 4.5,
        text_anchor="middle",
        font_size=13,
        font_weight=650,
        fill="var(--cx-background)" if dark else "var(--cx-way-ink, var(--cx-ink))",
        pointer_events="none",
    )
    return join(circle, number, days)
