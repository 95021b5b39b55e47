"""The way from where an objective began to where it should be, and where it stands on it.

What lies off the way is shown too: the way is drawn shorter until all of it fits, down to two
fifths of the width; what lies even further off is cut at an arrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cxdata.charts.svg import Mark, Markup, drawing, percent, tag

HEIGHT, MIDDLE = 56, 26
COLOURS = {"reached": "var(--cx-p3)", "on course": "var(--cx-p3)", "behind": "var(--cx-m3)"}
EDGE = 2.5  # percent of the width that stay free at both ends of the line
BESIDE = 12.0  # percent: the usual room beside start and goal
MOST = 1.3  # of the way's length: how much off it is shown, on both sides together


class Aim(Protocol):
    """An objective: reports.objectives.Aim."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> float: ...  # noqa: D102
    @property
    def goal(self) -> float: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def low(self) -> float | None: ...  # noqa: D102
    @property
    def high(self) -> float | None: ...  # noqa: D102
    @property
    def path(self) -> float: ...  # noqa: D102
    @property
    def standing(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102


@dataclass(frozen=True)
class _Axis:
    """Where shares of the way lie, in percent of the width; first, last: the shares at the ends."""

    first: float
    last: float

    def at(self, share: float) -> float:
        kept = min(max(share, self.first), self.last)
        return EDGE + (100 - 2 * EDGE) * (kept - self.first) / (self.last - self.first)


def mark(aim: Aim, start: str, goal: str) -> Mark:
    """A line from start (left) to goal (right), whichever is the larger; a tick for the path.

    start, goal  as they are written under the line
    """
    words = in_words(aim, start, goal)
    axis = _axis(aim)
    left, right = axis.at(0), axis.at(1)
    parts = [
        tag("rect", x="0", y=MIDDLE - 3, width="100%", height=6, rx=3, fill="var(--cx-line)"),
        _label(max(left - BESIDE, 0), "start", f"from {start}"),
        _label(min(right + BESIDE, 100), "end", f"to {goal}"),
        *_ends(left, right),
        *_value(aim, axis),
        _tick(axis.at(_share(aim, aim.path))),
    ]
    return Mark(drawing(words, *parts, height=HEIGHT, class_="cx-drawing"), words)


def in_words(aim: Aim, start: str, goal: str) -> str:
    """The track in a sentence."""
    return f"{aim.name}, from {start} to {goal}. {aim.words}"


def _share(aim: Aim, value: float) -> float:
    """How far along the way a value lies: 0 at the start, 1 at the goal."""
    return (value - aim.start) / (aim.goal - aim.start)


def _axis(aim: Aim) -> _Axis:
    """The shares of the way that the line spans: start and goal, and what was measured."""
    usual = (BESIDE - EDGE) / (100 - 2 * BESIDE)
    told = [_share(aim, one) for one in (aim.value, aim.low, aim.high) if one is not None]
    before, behind = max(usual, -min(told, default=0)), max(usual, max(told, default=0) - 1)
    if before + behind > MOST:  # what lies on one side alone may take all of the room
        before, behind = _cut(before, behind), _cut(behind, before)
    return _Axis(-before, 1 + behind)


def _cut(one: float, other: float) -> float:
    """How much of one side is shown where both sides together are too long."""
    return min(one, max(MOST / 2, MOST - other))


def _label(x: float, anchor: str, words: str) -> Markup:
    return tag("text", words, x=percent(x), y=HEIGHT - 4, text_anchor=anchor, class_="cx-tick")


def _ends(*places: float) -> list[Markup]:
    return [tag("circle", cx=percent(x), cy=MIDDLE, r=3, fill="var(--cx-muted)") for x in places]


def _tick(x: float) -> Markup:
    return tag(
        "line",
        x1=percent(x),
        x2=percent(x),
        y1=MIDDLE - 13,
        y2=MIDDLE + 13,
        stroke="var(--cx-ink)",
        stroke_width=2,
    )


def _value(aim: Aim, axis: _Axis) -> list[Markup]:
    if aim.value is None:
        return []
    colour = COLOURS.get(aim.standing, "var(--cx-muted)")
    told = [_share(aim, one) for one in (aim.low, aim.high, aim.value) if one is not None]
    ends = axis.at(min(told)), axis.at(max(told))
    parts = []
    if aim.low is not None and aim.high is not None:
        width = percent(max(ends[1] - ends[0], 0.5))
        place = {"x": percent(ends[0]), "width": width, "y": MIDDLE - 4, "height": 8, "rx": 4}
        parts.append(tag("rect", **place, fill=colour, opacity=0.55))
    if min(told) < axis.first:
        parts.append(_further("◂", ends[0], colour))
    if max(told) > axis.last:
        parts.append(_further("▸", ends[1], colour))
    at = axis.at(_share(aim, aim.value))
    ring = {"stroke": "var(--cx-background)", "stroke_width": 2}
    if axis.first <= _share(aim, aim.value) <= axis.last:
        parts.append(tag("circle", cx=percent(at), cy=MIDDLE, r=6.5, fill=colour, **ring))
    return parts


def _further(arrow: str, x: float, colour: str) -> Markup:
    """What was measured goes on beyond the picture."""
    return tag("text", arrow, x=percent(x), y=MIDDLE - 9, text_anchor="middle", fill=colour)
