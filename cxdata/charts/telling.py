"""How large a move so many answers find: a bar a size, the shorter the better."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Protocol

from cxdata.charts.scale import Scale
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import counted

ROW, HEAD, NAMES, SPARE = 30, 22, 30.0, 12.0  # pixels; percent of the width


class Row(Protocol):
    """A number of answers: reports.learning_trials.Row."""

    @property
    def n(self) -> int: ...  # noqa: D102
    @property
    def points(self) -> float: ...  # noqa: D102
    @property
    def own(self) -> bool: ...  # noqa: D102
    @property
    def enough(self) -> bool: ...  # noqa: D102


def mark(rows: Sequence[Row], move: int) -> Mark:
    """The bars, and an upright line at the move that is asked about; teal where it can be told."""
    scale = Scale(0.0, max([*(row.points for row in rows), move]), 10.0)
    words = in_words(rows, move)
    x = percent(_x(scale, move))
    height = HEAD + ROW * len(rows) + 4
    line = tag("line", x1=x, x2=x, y1=HEAD - 6, y2=height, stroke="var(--cx-ink)", stroke_width=2)
    label = tag("text", f"{move} points", x=x, y=12, class_="cx-small",
                text_anchor="end" if _x(scale, move) > 80 else "start")  # fmt: skip
    bars = [part for i, row in enumerate(rows) for part in _bar(row, scale, HEAD + ROW * i)]
    return Mark(drawing(words, *bars, line, label, height=height, class_="cx-drawing"), words)


def in_words(rows: Sequence[Row], move: int) -> str:
    """The bars in a sentence each."""
    told = "; ".join(
        f"{counted(row.n)}{' (ours)' if row.own else ''}: {ceil(row.points)} points" for row in rows
    )
    return (
        f"The smallest move that is found four times in five. {told}. Asked about: {move} points."
    )


def _x(scale: Scale, points: float) -> float:
    return NAMES + (100 - NAMES - SPARE) * scale.x(points) / 100


def _bar(row: Row, scale: Scale, top: float) -> list[Markup]:
    end = _x(scale, row.points)
    fill = "var(--cx-p2)" if row.enough else "var(--cx-neutral)"
    name = f"{row.n:,} {'ours' if row.own else ''}".strip()
    weight = {"style": "font-weight: 650"} if row.own else {}
    return [
        tag("text", name, x=percent(NAMES - 2.5), y=top + 20, text_anchor="end", **weight),
        tag("rect", x=percent(NAMES), width=percent(end - NAMES), y=top + 6, height=18, rx=3,
            fill=fill),
        tag("text", f"{ceil(row.points)}", x=percent(end), dx=8, y=top + 20, class_="cx-small"),
    ]  # fmt: skip
