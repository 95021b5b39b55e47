"""The control chart: the score over time with its interval, its limits, and what happened when.

A Plotly figure built as a plain dictionary: nothing is imported for it, and it costs microseconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from itertools import groupby
from typing import Any

from cxdata.charts.canvas import axes, canvas
from cxdata.charts.palette import Palette
from cxdata.charts.shapes import Era, Marker, Point, Trend
from cxdata.charts.wording import measured, scored
from cxdata.scope import month_after

Trace = dict[str, Any]
HEIGHT = 400
MONTH_DAYS = 30.4
SIGNALS = {
    "outside": "outside its limits",
    "run": "one of 8 in a row on one side",
}


def figure(trend: Trend, palette: Palette) -> dict[str, Any]:
    """The chart as a Plotly figure: interval band, limits, line, signals, numbered events."""
    points = list(trend.points)
    traces = [*_bands(trend, palette), *_limits(points, palette), *_centres(trend, palette)]
    return {
        "data": [*traces, *_lines(trend, palette), _signals(points, trend.eras, palette)],
        "layout": _layout(trend, palette),
    }


def in_words(trend: Trend) -> str:
    """The chart's alternative text: where it began, where it stands, what signals it has."""
    known = [p for p in trend.points if p.figure.value is not None]
    if not known:
        return "No period has enough answers to be drawn."
    first, last = known[0], known[-1]
    said = [_run(len(known), first.label, last.label)]
    said.append(f"It began at {first.figure.text} and is now {measured(last.figure)}.")
    signals = [p for p in known if p.signal]
    said += [f"{p.label} is {SIGNALS[p.signal]} ({p.figure.text})." for p in signals[-6:]]
    if not signals:
        said.append("No period stands out from chance.")
    said += [f"{m.label}: {m.name}." for m in trend.markers]
    return " ".join(said)


def _run(periods: int, first: str, last: str) -> str:
    if periods == 1:
        return f"One period, {first}."
    return f"{periods} periods from {first} to {last}."


def numbered(markers: Sequence[Marker]) -> tuple[str, ...]:
    """What the numbers on the chart stand for, a sentence each."""
    ends = {"break": ": scores before and after cannot be compared"}
    return tuple(
        f"{i}. {m.name}, {m.label}{ends.get(m.kind, '')}." for i, m in enumerate(markers, start=1)
    )


def drawn(trend: Trend) -> bool:
    """Is there a period to draw?"""
    return any(p.figure.value is not None for p in trend.points)


def legend(trend: Trend) -> str:
    """What band, dashes and colour stand for; '' where nothing is drawn."""
    if not drawn(trend):
        return ""
    words = "Grey band: 95 % interval."
    if any(p.lower is not None for p in trend.points):
        words += " Dashed lines: how far chance alone moves a period."
    if any(p.signal for p in trend.points):
        words += " Coloured dot: more than chance."
    return words


def faded(colour: str, opacity: float) -> str:
    """A colour of the palette that lets what lies under it through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def _runs(trend: Trend) -> Iterator[list[Point]]:
    """Comparable periods in a row that have a value: nothing is drawn across gap or break."""
    starts = [era.since for era in trend.eras]

    def of(p: Point) -> tuple[bool, int]:
        return p.figure.value is not None, sum(start <= p.start for start in starts)

    for (known, _), run in groupby(trend.points, key=of):
        if known:
            yield list(run)


def _middle(point: Point) -> str:
    """The day that a period is drawn at: what happened within lies around it."""
    return (point.start + timedelta(days=round(point.months * MONTH_DAYS / 2))).isoformat()


def _end(point: Point) -> str:
    return (point.start + timedelta(days=round(point.months * MONTH_DAYS))).isoformat()


def _bands(trend: Trend, palette: Palette) -> list[Trace]:
    traces = []
    for run in _runs(trend):
        days = [_middle(p) for p in run]
        if len(run) == 1:  # a lone period's band is as wide as the period
            days = [run[0].start.isoformat(), _end(run[0])]
            run = run * 2
        traces.append(
            {
                "type": "scatter",
                "x": days + days[::-1],
                "y": [p.figure.low for p in run] + [p.figure.high for p in reversed(run)],
                "fill": "toself",
                "fillcolor": faded(palette.muted, 0.18),
                "line": {"width": 0},
                "mode": "lines",
                "hoverinfo": "skip",
            }
        )
    return traces


def _limits(points: Sequence[Point], palette: Palette) -> list[Trace]:
    line = {"color": palette.muted, "width": 1, "dash": "dot", "shape": "hvh"}
    days = [_middle(p) for p in points]
    return [
        {
            "type": "scatter",
            "x": days,
            "y": limit,
            "mode": "lines",
            "line": line,
            "hoverinfo": "skip",
            "connectgaps": False,
        }
        for limit in ([p.lower for p in points], [p.upper for p in points])
        if any(value is not None for value in limit)
    ]


def _centres(trend: Trend, palette: Palette) -> list[Trace]:
    """The centre line of each run of comparable periods."""
    return [
        {
            "type": "scatter",
            "x": [_middle(inside[0]), _middle(inside[-1])],
            "y": [era.centre, era.centre],
            "mode": "lines",
            "line": {"color": palette.muted, "width": 1},
            "hoverinfo": "skip",
        }
        for era in trend.eras
        if era.centre is not None and (inside := _within(trend.points, era))
    ]


def _within(points: Sequence[Point], era: Era) -> list[Point]:
    return [p for p in points if era.since <= p.start < era.until]


def _lines(trend: Trend, palette: Palette) -> list[Trace]:
    return [
        {
            "type": "scatter",
            "x": [_middle(p) for p in run],
            "y": [p.figure.value for p in run],
            "mode": "lines+markers",
            "line": {"color": palette.ink, "width": 2},
            "marker": {"color": palette.ink, "size": 5},
            "text": [_hover(p) for p in run],
            # Words alone: by a template Plotly adds the day that the point is drawn at.
            "hoverinfo": "text",
        }
        for run in _runs(trend)
    ]


def _hover(point: Point) -> str:
    signal = f"<br>{SIGNALS[point.signal]}" if point.signal else ""
    said = measured(point.figure).replace(", ", "<br>", 1)
    return f"<b>{escape(point.label)}</b><br>{said}{signal}"


def _signals(points: Sequence[Point], eras: Sequence[Era], palette: Palette) -> Trace:
    """Periods that are more than noise: teal above the centre line, orange below it."""
    found = [p for p in points if p.signal and p.figure.value is not None]
    colours = [palette.tint(3 if _above(p, eras) else -3) for p in found]
    return {
        "type": "scatter",
        "x": [_middle(p) for p in found],
        "y": [p.figure.value for p in found],
        "mode": "markers",
        "marker": {
            "color": colours,
            "size": [11 if p.signal == "outside" else 8 for p in found],
            "line": {"color": palette.background, "width": 1},
        },
        "hoverinfo": "skip",
    }


def _above(point: Point, eras: Sequence[Era]) -> bool:
    centre = next((e.centre for e in eras if e.since <= point.start < e.until), None)
    value = point.figure.value
    return centre is not None and value is not None and value > centre


def _layout(trend: Trend, palette: Palette) -> dict[str, Any]:
    axis = axes(palette) | {"showline": False}
    return {
        **canvas(palette, HEIGHT, (44, 16, 34, 34)),
        "hovermode": "x",
        "xaxis": {**axis, "type": "date", "showgrid": False, **_months(trend)},
        "yaxis": {**axis, **_ticks(trend), "gridcolor": palette.line},
        "shapes": [_rule(m, palette) for m in trend.markers],
        "annotations": [_number(i, m, palette) for i, m in enumerate(trend.markers, start=1)],
    }


def _months(trend: Trend) -> dict[str, Any]:
    """From the first period's first day to the last one's last, about six of the months named.

    They are named here, not by Plotly: its names of months are English for every reader.
    """
    if not trend.points:
        return {"tickvals": [], "ticktext": []}
    months = sum(point.months for point in trend.points)
    step = next((step for step in (1, 3, 6, 12) if months <= 7 * step), 24)
    first = trend.points[0].start.replace(day=1)
    run = [month_after(first, i) for i in range(months + 1)]
    named = [on for on in run if on >= trend.points[0].start and _whole(on) % step == 0]
    return {
        "range": [trend.points[0].start.isoformat(), _end(trend.points[-1])],
        "tickvals": [on.isoformat() for on in named],
        "ticktext": [f"{on:%b}<br>{on.year}" for on in named],
    }


def _whole(on: date) -> int:
    """Months since the year 2000: every third is a quarter's first."""
    return 12 * (on.year - 2000) + on.month - 1


def _ticks(trend: Trend) -> dict[str, Any]:
    """Every 10 or 20 points, written as scores are everywhere."""
    unit = next((p.figure.unit for p in trend.points), "points")
    step = 10 if trend.high - trend.low <= 80 else 20
    values = range(math.ceil(trend.low / step) * step, math.floor(trend.high) + 1, step)
    return {
        "range": [trend.low, trend.high],
        "tickvals": list(values),
        "ticktext": [scored(value, unit) for value in values],
    }


def _rule(marker: Marker, palette: Palette) -> dict[str, Any]:
    broken = marker.kind == "break"
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": marker.on.isoformat(),
        "x1": marker.on.isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {
            "color": palette.ink if broken else palette.muted,
            "width": 2 if broken else 1,
            "dash": "solid" if broken else "dot",
        },
    }


def _number(i: int, marker: Marker, palette: Palette) -> dict[str, Any]:
    return {
        "x": marker.on.isoformat(),
        "y": 1,
        "xref": "x",
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "text": f"<b>{i}</b>",
        "hovertext": escape(f"{marker.label}: {marker.name}"),
        "font": {"color": palette.ink, "size": 13},
        "bgcolor": palette.shade,
        "borderpad": 3,
    }
