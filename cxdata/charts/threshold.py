"""A measure beside the score of its touchpoint: a dot a month, the line, and where it bends."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

from cxdata.charts.canvas import canvas
from cxdata.charts.palette import Palette
from cxdata.charts.trend import faded
from cxdata.charts.wording import scored

HEIGHT = 340


class Month(Protocol):
    """A month of both: reports.measures_beside.Month."""

    @property
    def label(self) -> str: ...
    @property
    def level(self) -> float: ...
    @property
    def score(self) -> float: ...
    @property
    def n(self) -> int: ...


class Measure(Protocol):
    """A measure beside a score: reports.measures_beside.MeasureRow."""

    @property
    def name(self) -> str: ...
    @property
    def touchpoint(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def scored(self) -> str: ...
    @property
    def slope(self) -> float | None: ...
    @property
    def level(self) -> float | None: ...
    @property
    def level_low(self) -> float | None: ...
    @property
    def level_high(self) -> float | None: ...
    @property
    def below(self) -> float | None: ...
    @property
    def beyond(self) -> float | None: ...
    @property
    def words(self) -> str: ...
    @property
    def bend(self) -> str: ...
    @property
    def seen(self) -> Sequence[Month]: ...


def figure(row: Measure, palette: Palette) -> dict[str, Any]:
    """The months as a Plotly figure; a line only where an association or a bend is told."""
    unit = "points" if row.scored == "NPS" else "%"
    sizes = [max(6.0, min(16.0, 1.1 * month.n**0.5)) for month in row.seen]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [month.level for month in row.seen],
        "y": [month.score for month in row.seen],
        "marker": {
            "color": faded(palette.ink, 0.45),
            "size": sizes,
            "line": {"color": palette.background, "width": 1},
        },
        "text": [
            f"{escape(m.label)}<br>{m.level:.1f} {escape(row.unit)}<br>{scored(m.score, unit)}, "
            f"{m.n:,} answers"
            for m in row.seen
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
    line = _line(row)
    traces = [dots] if line is None else [dots, _drawn(*line, palette)]
    return {"data": traces, "layout": _layout(row, palette)}


def in_words(row: Measure) -> str:
    """The picture's alternative text."""
    beside = f"{row.name} beside {row.scored} of {row.touchpoint}"
    return f"{len(row.seen)} months of {beside}. {row.words} {row.bend}".strip()


def _line(row: Measure) -> tuple[list[float], list[float]] | None:
    """A straight or bent line through the middle of the months."""
    if not row.seen:
        return None
    xs = [month.level for month in row.seen]
    middle = sum(month.score for month in row.seen) / len(row.seen)
    if row.level is not None and row.below is not None and row.beyond is not None:
        at = [min(xs), row.level, max(xs)]
        level, below, beyond = row.level, row.below, row.beyond

        def rise(x: float) -> float:
            return below * min(x - level, 0.0) + beyond * max(x - level, 0.0)
    elif row.slope is not None:
        at, slope = [min(xs), max(xs)], row.slope

        def rise(x: float) -> float:
            return slope * x
    else:
        return None
    up = middle - sum(rise(x) for x in xs) / len(xs)
    return at, [up + rise(x) for x in at]


def _drawn(xs: list[float], ys: list[float], palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": palette.accent, "width": 2.5},
        "hoverinfo": "skip",
    }


def _layout(row: Measure, palette: Palette) -> dict[str, Any]:
    quiet = {"color": palette.muted, "size": 13}
    axis = {"fixedrange": True, "zeroline": False, "tickfont": quiet}
    unit = f", {row.unit}" if row.unit else ""
    shapes = []
    if row.level_low is not None and row.level_high is not None:
        shapes.append(
            {
                "type": "rect",
                "xref": "x",
                "yref": "paper",
                "x0": row.level_low,
                "x1": row.level_high,
                "y0": 0,
                "y1": 1,
                "layer": "below",
                "line": {"width": 0},
                "fillcolor": faded(palette.tint(-3), 0.12),
            }
        )
    return {
        **canvas(palette, HEIGHT, (52, 12, 8, 48)),
        "xaxis": {
            **axis,
            "showgrid": False,
            "title": {"text": f"{escape(row.name)}{escape(unit)}", "font": quiet},
        },
        "yaxis": {
            **axis,
            "gridcolor": palette.line,
            "title": {"text": f"{row.scored} of {escape(row.touchpoint)}", "font": quiet},
        },
        "shapes": shapes,
    }
