"""A year at a glance: a line without axes, on a scale that does not magnify noise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cxdata.charts.svg import Mark, drawing, percent, tag
from cxdata.charts.wording import scored

HEIGHT, EDGE = 34, 5
LEAST = 24.0  # points that the height spans at least, so that noise stays small


def mark(
    values: Sequence[float | None], labels: Sequence[str], unit: str, name: str
) -> Mark | None:
    """The line of the values, with gaps where a month has none; None with fewer than two."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return None
    words = in_words(values, labels, unit, name)
    middle, span = (max(known) + min(known)) / 2, max(max(known) - min(known), LEAST)
    ys = [
        None if v is None else EDGE + (HEIGHT - 2 * EDGE) * (0.5 - (v - middle) / span)
        for v in values
    ]
    xs = [1 + 97 * i / (len(values) - 1) for i in range(len(values))]
    points = list(zip(xs, ys, strict=True))
    lines = [
        tag(
            "line",
            x1=percent(x1),
            y1=y1,
            x2=percent(x2),
            y2=y2,
            stroke="var(--cx-muted)",
            stroke_width=1.6,
            stroke_linecap="round",
        )
        for (x1, y1), (x2, y2) in pairwise(points)
        if y1 is not None and y2 is not None
    ]
    x, y = next((x, y) for x, y in reversed(points) if y is not None)
    dot = tag("circle", cx=percent(x), cy=y, r=3.2, fill="var(--cx-ink)")
    return Mark(drawing(words, *lines, dot, height=HEIGHT, class_="cx-drawing"), words)


def in_words(values: Sequence[float | None], labels: Sequence[str], unit: str, name: str) -> str:
    """'Receive by month: +35 in Nov 2025, lowest +9 in May 2026, +22 in Oct 2026.'"""
    known = [
        (value, label) for value, label in zip(values, labels, strict=True) if value is not None
    ]
    (first, begun), (last, ended), low = known[0], known[-1], min(known)
    return (
        f"{name} by month: {scored(first, unit)} in {begun}, lowest {scored(low[0], unit)} in "
        f"{low[1]}, {scored(last, unit)} in {ended}."
    )
