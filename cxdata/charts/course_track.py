"""The way from where an objective began to where it should be, and where it stands on it."""

from __future__ import annotations

from typing import Protocol

from cxdata.charts.svg import Mark, Markup, drawing, percent, tag

HEIGHT, MIDDLE = 56, 26
COLOURS = {"reached": "var(--cx-p3)", "on course": "var(--cx-p3)", "behind": "var(--cx-m3)"}
LEFT, RIGHT = 12.0, 88.0  # percent: where start and goal lie


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


def mark(aim: Aim, start: str, goal: str) -> Mark:
    """A line from start (left) to goal (right), whichever is the larger; a tick for the path.

    start, goal  as they are written under the line
    """
    words = in_words(aim, start, goal)
    parts = [
        tag("rect", x="0", y=MIDDLE - 3, width="100%", height=6, rx=3, fill="var(--cx-line)"),
        _label(LEFT, f"from {start}"),
        _label(RIGHT, f"to {goal}"),
        *_ends(),
        *_value(aim),
        _tick(_place(aim, aim.path)),
    ]
    return Mark(drawing(words, *parts, height=HEIGHT, class_="cx-drawing"), words)


def in_words(aim: Aim, start: str, goal: str) -> str:
    """The track in a sentence."""
    return f"{aim.name}, from {start} to {goal}. {aim.words}"


def _place(aim: Aim, value: float) -> float:
    """Percent of the width; what lies far off the way stays at its edge."""
    share = (value - aim.start) / (aim.goal - aim.start)
    return min(max(LEFT + (RIGHT - LEFT) * share, 1.0), 99.0)


def _label(x: float, words: str) -> Markup:
    anchor = "start" if x < 50 else "end"
    at = 0.0 if x < 50 else 100.0
    return tag("text", words, x=percent(at), y=HEIGHT - 4, text_anchor=anchor, class_="cx-tick")


def _ends() -> list[Markup]:
    return [
        tag("circle", cx=percent(x), cy=MIDDLE, r=3, fill="var(--cx-muted)") for x in (LEFT, RIGHT)
    ]


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


def _value(aim: Aim) -> list[Markup]:
    if aim.value is None:
        return []
    colour = COLOURS.get(aim.standing, "var(--cx-muted)")
    parts = []
    if aim.low is not None and aim.high is not None:
        ends = sorted((_place(aim, aim.low), _place(aim, aim.high)))
        width = percent(max(ends[1] - ends[0], 0.5))
        place = {"x": percent(ends[0]), "width": width, "y": MIDDLE - 4, "height": 8, "rx": 4}
        parts.append(tag("rect", **place, fill=colour, opacity=0.55))
    at = percent(_place(aim, aim.value))
    ring = {"stroke": "var(--cx-background)", "stroke_width": 2}
    parts.append(tag("circle", cx=at, cy=MIDDLE, r=6.5, fill=colour, **ring))
    return parts
