"""Figures with their intervals under one another, on one scale, a line to hold them against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts import interval_row
from cxdata.charts.scale import Scale, close
from cxdata.charts.svg import Mark, Markup, tag

LONG = 15  # letters of a name from which on the names get a wider column


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
    foot = None if line is None else interval_row.foot(scale, line, label)
    long = any(len(row.name) > LONG for row in rows)
    look = "cx-forest cx-long" if long else "cx-forest"
    return Mark(tag("div", *lines, foot, class_=look, role="list"), in_words(rows, label))


def in_words(rows: Sequence[Row], label: str = "") -> str:
    """The rows in sentences."""
    said = " ".join(row.sentence for row in rows)
    return f"{said} Held against: {label}." if label else said


def _row(row: Row, scale: Scale, line: float | None) -> Markup:
    held = row.value, row.low, row.high
    picture = interval_row.bar(row.sentence, scale, held, row.tone, line)
    return tag(
        "div",
        tag("div", row.name, class_="cx-who", title=row.name),
        tag("div", picture, class_="cx-bar"),
        tag("div", row.text, class_="cx-value"),
        tag("div", row.small, class_="cx-n"),
        tag("div", row.words, class_="cx-moved"),
        class_="cx-row",
        role="listitem",
    )
