"""The journey as a curve: the score along the touchpoints, so that the valley is seen."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any, Protocol

from cxdata.charts.canvas import axes, canvas
from cxdata.charts.palette import Palette
from cxdata.charts.scale import around
from cxdata.charts.shapes import Figure
from cxdata.charts.trend import faded
from cxdata.charts.wording import measured, scored

HEIGHT = 330
NAME = 20  # letters of a touchpoint's name under the axis
NARROWEST = 100  # letters side by side where the curve is drawn at its narrowest


class Stop(Protocol):
    """A touchpoint: reports.journey_curve.Stop."""

    @property
    def name(self) -> str: ...
    @property
    def stage(self) -> str: ...


class Line(Protocol):
    """One curve: reports.journey_curve.Line."""

    @property
    def name(self) -> str: ...
    @property
    def figures(self) -> Sequence[Figure]: ...


class Curve(Protocol):
    """The curves laid over each other: reports.journey_curve.Curve."""

    @property
    def stops(self) -> Sequence[Stop]: ...
    @property
    def lines(self) -> Sequence[Line]: ...
    @property
    def words(self) -> str: ...


def figure(curve: Curve, palette: Palette) -> dict[str, Any]:
    """The curve as a Plotly figure: a band and a line each, stages as bands behind them."""
    colours = (palette.ink, palette.accent)
    traces = []
    for line, colour in zip(
        reversed(curve.lines), reversed(colours[: len(curve.lines)]), strict=True
    ):
        traces += _drawn(curve, line, colour, palette)
    return {"data": traces, "layout": _layout(curve, palette)}


def in_words(curve: Curve) -> str:
    """The curve's alternative text: every line's lowest and highest point."""
    said = [curve.words]
    for line in curve.lines:
        known = [
            (f.value, stop.name, f)
            for stop, f in zip(curve.stops, line.figures, strict=True)
            if f.value is not None
        ]
        if known:
            low = min(known, key=lambda one: one[0])
            said.append(
                f"{line.name}: {len(known)} touchpoints, lowest {low[1]}, {measured(low[2])}."
            )
    return " ".join(said)


def _drawn(curve: Curve, line: Line, colour: str, palette: Palette) -> list[dict[str, Any]]:
    traces: list[dict[str, Any]] = []
    places = list(enumerate(line.figures))
    for known, run in groupby(places, key=lambda one: one[1].value is not None):
        held = list(run)
        if known:
            x = [i for i, _ in held]
            traces.append(
                {
                    "type": "scatter",
                    "x": x + x[::-1],
                    "y": [f.low for _, f in held] + [f.high for _, f in reversed(held)],
                    "fill": "toself",
                    "fillcolor": faded(colour, 0.13),
                    "line": {"width": 0},
                    "mode": "lines",
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )
    names = [stop.name for stop in curve.stops]
    traces.append(
        {
            "type": "scatter",
            "name": escape(line.name),
            "x": [i for i, _ in places],
            "y": [f.value for _, f in places],
            "mode": "lines+markers",
            "line": {"color": colour, "width": 2.5, "shape": "spline", "smoothing": 0.5},
            "marker": {"color": colour, "size": 7},
            "text": [f"<b>{escape(n)}</b><br>{measured(f).replace(', ', '<br>', 1)}"
                     for n, f in zip(names, line.figures, strict=True)],
            "hovertemplate": "%{text}<extra></extra>",
            "connectgaps": False,
        }
    )  # fmt: skip
    return traces


def _layout(curve: Curve, palette: Palette) -> dict[str, Any]:
    quiet = {"color": palette.muted, "size": 13}
    ends = [x for line in curve.lines for f in line.figures for x in (f.low, f.high)]
    scale = around(ends)
    axis = axes(palette) | {"showline": False}
    shapes, notes = _stages(curve.stops, palette)
    return {
        **canvas(palette, HEIGHT, (58, 8, 28, 88)),
        "showlegend": len(curve.lines) > 1,
        "legend": {
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 1.14,
            "traceorder": "reversed",
        },
        "xaxis": {
            **axis,
            "showgrid": False,
            "range": [-0.5, len(curve.stops) - 0.5],
            "tickvals": list(range(len(curve.stops))),
            "ticktext": [escape(_short(stop.name, NAME)) for stop in curve.stops],
            "tickangle": -38,
        },
        "yaxis": {
            **axis,
            "range": [scale.low, scale.high],
            "tickvals": list(scale.ticks),
            "ticktext": [scored(tick, "points") for tick in scale.ticks],
            "gridcolor": palette.line,
            # The map below may show each stage's own measure; the curve never does.
            "title": {"text": "NPS", "font": quiet, "standoff": 4},
        },
        "shapes": shapes,
        "annotations": notes,
    }


def _stages(
    stops: Sequence[Stop], palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Every other stage on a shade, its name above."""
    shapes, notes, place = [], [], 0
    letters = NARROWEST / max(1, len(stops))
    for i, (stage, run) in enumerate(groupby(stop.stage for stop in stops)):
        size = len(list(run))
        left, right = place - 0.5, place + size - 0.5
        place += size
        if i % 2 == 0:
            box = {"type": "rect", "xref": "x", "yref": "paper", "x0": left, "x1": right}
            fill = {"y0": 0, "y1": 1, "fillcolor": palette.shade, "line": {"width": 0}}
            shapes.append({**box, **fill, "layer": "below"})
        notes.append(
            {
                "x": left + 0.12,
                "xanchor": "left",
                "y": 1,
                "yref": "paper",
                "yanchor": "top",
                "text": escape(_short(stage, max(3, int(size * letters)))),
                "showarrow": False,
                "font": {"color": palette.muted, "size": 13},
            }
        )
    return shapes, notes


def _short(name: str, most: int) -> str:
    """A name that fits where it stands; in full it is in the hover and in the map."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
