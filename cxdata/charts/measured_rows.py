"""Figures with their intervals under one another, on one scale, a line to hold them against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.scale import Scale, close
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag

HEIGHT, MIDDLE = 30, 15
LONG = 15  # letters of a name from which on the names get a wider column
COLOURS = {"above": "var(--cx-p3)", "below": "var(--cx-m3)"}


class Row(Protocol):
    """A figure: reports.figures.Measured."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> float | None: ...  # noqa: D102
    @property
    def low(self) -> float | None: ...  # noqa: D102
    @property
    def high(self) -> float | None: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def small(self) -> str: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102
    @property
    def tone(self) -> str: ...  # noqa: D102
    @property
    def sentence(self) -> str: ...  # noqa: D102


def mark(
    rows: Sequence[Row], line: float | None = None, label: str = "", least: float = 20.0
) -> Mark:
    """A row a figure; teal or orange where its tone says 'above' or 'below', else grey.

    line, label  a value that all are held against, and what it is called under the picture
    least        how wide the scale is at least
    """
    scale = close([*(v for row in rows for v in (row.low, row.high)), line], least)
    lines = [_row(row, scale, line) for row in rows]
    foot = None if line is None else _foot(scale, line, label)
    long = any(len(row.name) > LONG for row in rows)
    look = "cx-forest cx-long" if long else "cx-forest"
    return Mark(tag("div", *lines, foot, class_=look, role="list"), in_words(rows, label))


def in_words(rows: Sequence[Row], label: str = "") -> str:
    """The rows in sentences."""
    said = " ".join(row.sentence for row in rows)
    return f"{said} Held against: {label}." if label else said


def _row(row: Row, scale: Scale, line: float | None) -> Markup:
    return tag(
        "div",
        tag("div", row.name, class_="cx-who", title=row.name),
        tag("div", _bar(row, scale, line), class_="cx-bar"),
        tag("div", row.text, class_="cx-value"),
        tag("div", row.small, class_="cx-n"),
        tag("div", row.words, class_="cx-moved"),
        class_="cx-row",
        role="listitem",
    )


def _bar(row: Row, scale: Scale, line: float | None) -> Markup:
    parts = []
    if line is not None:
        x = percent(scale.x(line))
        stroke = {"stroke": "var(--cx-muted)", "stroke_dasharray": "3 3"}
        parts.append(tag("line", x1=x, x2=x, y1=0, y2="100%", **stroke))
    if row.value is not None and row.low is not None and row.high is not None:
        colour = COLOURS.get(row.tone, "var(--cx-muted)")
        left, right = scale.x(row.low), scale.x(row.high)
        parts += [
            tag(
                "rect",
                x=percent(left),
                width=percent(max(right - left, 0.5)),
                y=MIDDLE - 2.5,
                height=5,
                rx=2.5,
                fill=colour,
                opacity=0.5,
            ),
            tag("circle", cx=percent(scale.x(row.value)), cy=MIDDLE, r=6, fill=colour),
        ]
    return drawing(row.sentence, *parts, height=HEIGHT, class_="cx-drawing")


def _foot(scale: Scale, line: float, label: str) -> Markup:
    x = scale.x(line)
    anchor = "end" if x > 75 else "start" if x < 25 else "middle"
    text = tag("text", label, x=percent(x), y=14, text_anchor=anchor, class_="cx-small")
    picture = drawing(label, text, height=20, class_="cx-drawing")
    blank = tag("div", class_="cx-who")
    return tag(
        "div", blank, tag("div", picture, class_="cx-bar"), class_="cx-row cx-foot", role="listitem"
    )
