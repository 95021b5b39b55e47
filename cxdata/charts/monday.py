"""A part's weeks as a small control chart, and its touchpoints as rows that fit a phone."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from cxdata.charts.palette import step
from cxdata.charts.scale import Scale, close
from cxdata.charts.shapes import Change, Figure, Target
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import counted, measured, scored

HEIGHT, TOP, FOOT = 150, 12, 26
BAR, MIDDLE = 26, 13
ARROWS = {"up": "▲ ", "down": "▼ "}


class WeekPoint(Protocol):
    """A week: reports.monday_score.WeekPoint."""

    @property
    def label(self) -> str: ...
    @property
    def figure(self) -> Figure: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...
    @property
    def signal(self) -> str: ...


class WeekChart(Protocol):
    """A row's weeks: reports.monday_score.WeekChart."""

    @property
    def points(self) -> Sequence[WeekPoint]: ...
    @property
    def centre(self) -> float | None: ...
    @property
    def words(self) -> str: ...


class Row(Protocol):
    """A touchpoint of the part: reports.monday_rows.TouchRow."""

    @property
    def name(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def metric(self) -> str: ...
    @property
    def figure(self) -> Figure: ...
    @property
    def change(self) -> Change: ...
    @property
    def target(self) -> Target | None: ...
    @property
    def tint(self) -> int: ...


def weeks(chart: WeekChart, name: str) -> Mark | None:
    """The weeks as a line with gaps, between limits; None with fewer than two to show."""
    points = chart.points
    known = [p for p in points if p.figure.value is not None]
    if len(known) < 2:
        return None
    ends = [v for p in known for v in (p.figure.value, p.lower, p.upper)]
    scale = close([*ends, chart.centre])
    xs = [2 + 96 * i / (len(points) - 1) for i in range(len(points))]
    parts = [
        *_limits(points, xs, scale),
        *_centre(chart, scale),
        *_line(points, xs, scale),
        *_dots(points, xs, scale),
        _label(points[0].label, "start", 0),
        _label(points[-1].label, "end", 100),
    ]
    words = in_words(chart, name)
    return Mark(drawing(words, *parts, height=HEIGHT, class_="cx-drawing"), words)


def in_words(chart: WeekChart, name: str) -> str:
    """'Logistics by week: +20 in 27 Apr – 3 May 2026, …'."""
    known = [p for p in chart.points if p.figure.value is not None]
    first, last = known[0], known[-1]
    hidden = len(chart.points) - len(known)
    gaps = f" {hidden} of {len(chart.points)} weeks are not shown." if hidden else ""
    told = ", ".join(
        f"{scored(p.figure.value or 0.0, p.figure.unit)} in the week {p.label}"
        for p in (first, last)
    )
    return f"{name} by week: {told}. {chart.words}{gaps}"


def legend(chart: WeekChart) -> str:
    """What the shade and the colour mean, where there are any."""
    if chart.centre is None:
        return ""
    blue = " Blue: a signal." if any(p.signal for p in chart.points) else ""
    return f"Shaded: what chance explains.{blue}"


def rows(found: Sequence[Row]) -> Mark | None:
    """A touchpoint a row, in journey order; None without any."""
    if not found:
        return None
    scale = close([v for row in found for v in reach(row)])
    words = " ".join(_sentence(row) for row in found)
    lines = (_row(row, scale) for row in found)
    return Mark(tag("div", *lines, class_="cx-touchpoints", role="list"), words)


def _y(scale: Scale, value: float) -> float:
    return TOP + (HEIGHT - TOP - FOOT) * (1 - scale.x(value) / 100)


def _limits(points: Sequence[WeekPoint], xs: Sequence[float], scale: Scale) -> list[Markup]:
    """A shaded band a week, since every week has its own number of answers."""
    half = 48 / max(len(points) - 1, 1)
    return [
        tag(
            "rect",
            x=percent(max(x - half, 0)),
            width=percent(2 * half + 0.1),
            y=_y(scale, p.upper),
            height=_y(scale, p.lower) - _y(scale, p.upper),
            fill="var(--cx-shade)",
        )
        for p, x in zip(points, xs, strict=True)
        if p.lower is not None and p.upper is not None
    ]


def _centre(chart: WeekChart, scale: Scale) -> list[Markup]:
    if chart.centre is None:
        return []
    y = _y(scale, chart.centre)
    return [
        tag("line", x1="0%", x2="100%", y1=y, y2=y, stroke="var(--cx-muted)",
            stroke_dasharray="3 3"),
    ]  # fmt: skip


def _line(points: Sequence[WeekPoint], xs: Sequence[float], scale: Scale) -> list[Markup]:
    return [
        tag(
            "line",
            x1=percent(x1),
            x2=percent(x2),
            y1=_y(scale, a.figure.value),
            y2=_y(scale, b.figure.value),
            stroke="var(--cx-muted)",
            stroke_width=1.6,
        )
        for (x1, a), (x2, b) in pairwise(zip(xs, points, strict=True))
        if a.figure.value is not None and b.figure.value is not None
    ]


def _dots(points: Sequence[WeekPoint], xs: Sequence[float], scale: Scale) -> list[Markup]:
    found = []
    for i, (x, p) in enumerate(zip(xs, points, strict=True)):
        if p.figure.value is None:
            continue
        last = i == len(points) - 1
        colour = "var(--cx-accent)" if p.signal else "var(--cx-ink)"
        size = 5 if last else (4 if p.signal else 2.5)
        y = _y(scale, p.figure.value)
        found.append(tag("circle", cx=percent(x), cy=y, r=size, fill=colour))
        if last:
            at = _beside(points, y, scale)
            text = tag("text", p.figure.text, x=percent(x), y=at, text_anchor="end",
                       class_="cx-figure")  # fmt: skip
            found.append(text)
    return found


def _beside(points: Sequence[WeekPoint], y: float, scale: Scale) -> float:
    """Where the last figure stands: off the line, which comes in from above or from below."""
    before = [_y(scale, p.figure.value) for p in points[:-1] if p.figure.value is not None]
    falls = bool(before) and before[-1] < y
    return y + 20 if falls and y + 26 < HEIGHT - 20 else max(y - 10, 12)


def _label(words: str, anchor: str, x: float) -> Markup:
    return tag("text", words, x=percent(x), y=HEIGHT - 6, text_anchor=anchor, class_="cx-tick")


def _points(value: float | None, unit: str) -> float | None:
    """A value on the one scale of all rows: a share counts from −100 to +100."""
    return None if value is None else (2 * value - 100 if unit == "%" else value)


def reach(row: Row) -> list[float | None]:
    """What a scale must hold of a touchpoint: its interval and its target."""
    figure, unit = row.figure, row.figure.unit
    aim = row.target.value if row.target else None
    return [_points(v, unit) for v in (figure.low, figure.high, aim)]


def _sentence(row: Row) -> str:
    aim = f"; {row.target.words}" if row.target and row.target.words else ""
    return f"{row.name}, {row.metric}: {measured(row.figure)}; {row.change.words}{aim}."


def _row(row: Row, scale: Scale) -> Markup:
    figure = row.figure
    small = " · ".join(p for p in (row.stage, "" if row.part == "owns" else "supported") if p)
    n = figure.note or counted(figure.n)
    shown = figure.value is not None
    moved = f"{ARROWS.get(row.change.verdict, '')}{row.change.words}" if shown else ""
    aim = row.target.words if row.target and shown else ("no target" if shown else "")
    return tag(
        "div",
        tag("div", tag("b", row.name), " ", tag("small", small), class_="cx-tp-name"),
        tag("div", tag("small", f"{row.metric} " if row.metric != "NPS" else ""), figure.text,
            class_="cx-tp-value"),
        tag("div", bar(row, scale), class_="cx-tp-bar"),
        tag("div", " · ".join(p for p in (n, aim, moved) if p), class_="cx-tp-facts"),
        class_="cx-tp",
        role="listitem",
    )  # fmt: skip


def bar(row: Row, scale: Scale) -> Markup:
    """A touchpoint's interval, value and target."""
    figure, unit, parts = row.figure, row.figure.unit, []
    ends = [_points(v, unit) for v in (figure.low, figure.value, figure.high)]
    low, value, high = ends
    if low is not None and value is not None and high is not None:
        colour = f"var(--cx-{step(row.tint)})" if row.tint else "var(--cx-muted)"
        left, right = scale.x(low), scale.x(high)
        parts += [
            tag("rect", x=percent(left), width=percent(max(right - left, 0.5)), y=MIDDLE - 2.5,
                height=5, rx=2.5, fill=colour, opacity=0.5),
            tag("circle", cx=percent(scale.x(value)), cy=MIDDLE, r=6, fill=colour),
        ]  # fmt: skip
    aim = _points(row.target.value if row.target else None, unit)
    if aim is not None:
        x = percent(scale.x(aim))
        parts.append(tag("line", x1=x, x2=x, y1=3, y2=BAR - 3, stroke="var(--cx-ink)",
                         stroke_width=2))  # fmt: skip
    return drawing(_sentence(row), *parts, height=BAR, class_="cx-drawing")
