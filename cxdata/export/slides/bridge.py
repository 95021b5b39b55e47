"""What moved the score, from before to now, as a native chart of floating columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pptx.chart.series import _BaseSeries
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide as Drawn

from cxdata.charts.wording import signed
from cxdata.export import plain
from cxdata.export.slides import chart_xml, text
from cxdata.export.slides.data import Cell, Columns
from cxdata.export.slides.look import Box, Look, rgb
from cxdata.export.slides.text import Run
from cxdata.reports.presentation import Bridge

SMALL, LABEL = 12.0, 15.0


def bridge(drawn: Drawn, place: Box, look: Look, shown: Bridge, words: str) -> None:
    """From the score before to the score now; dashed and hollow is what may be chance."""
    levels = [shown.start[1]]
    for step in shown.steps:
        levels.append(levels[-1] + step.value)
    bars = [_bar(0, shown.start[1]), *map(_bar, levels, levels[1:]), _bar(0, shown.end[1])]
    low, high = _reach((*levels, shown.end[1]))
    picture, under = place.rows(0.9, 0.1)
    data = _data(shown, bars, high)
    chart = chart_xml.made(drawn, picture, XL_CHART_TYPE.COLUMN_STACKED, data)
    text.alt(chart, words, "What moved the score")
    held = chart.chart
    chart_xml.plainly(held, look, LABEL)
    held.category_axis.tick_labels.font.color.rgb = rgb(look.ink)
    chart_xml.axes(held, look, low, high, None)
    held.plots[0].gap_width = 65
    held.plots[0].overlap = 100
    base, above, below, label = held.plots[0].series
    chart_xml.unseen(base)
    chart_xml.unseen(label)
    for series in (above, below):
        series.invert_if_negative = False
        _painted(series, look, shown)
    _labels(label, look, shown)
    chance = "Dashed: may be chance. " if any(step.chance for step in shown.steps) else ""
    foot = f"{chance}{'The bars do not start at zero.' if low > 0 else ''}"
    text.box(drawn.shapes, under, look, [[Run(foot, SMALL, look.muted)]], anchor="bottom")


def _bar(start: float, end: float) -> tuple[float, float, float]:
    """A bar from one level to another: the part that holds it up, above and below zero."""
    low, high = sorted((start, end))
    if low >= 0:
        return low, high - low, 0.0
    if high <= 0:
        return high, 0.0, low - high
    return 0.0, high, low


def _reach(levels: Sequence[float]) -> tuple[float, float]:
    """The axis: close around the levels while all of them lie above zero, else with zero."""
    low, high = min(levels), max(levels)
    room = max(high - low, 4.0)
    if low >= 0:
        return max(0.0, low - 0.9 * room), high + 0.4 * room
    return low - 0.2 * room, max(high, 0.0) + 0.4 * room


def _data(shown: Bridge, bars: Sequence[tuple[float, ...]], high: float) -> Columns:
    names = [shown.start[0], *(_named(s.name, s.chance) for s in shown.steps), shown.end[0]]
    tops = [max(base + above, base) for base, above, _ in bars]
    series = {
        "helper: unseen base": [bar[0] for bar in bars],
        "helper: bar above 0": [bar[1] for bar in bars],
        "helper: bar below 0": [bar[2] for bar in bars],
        "helper: place of label": [max(high - top, 0.0) for top in tops],
    }
    first: dict[str, Sequence[Cell]] = {
        "points": [shown.start[1], *(s.value for s in shown.steps), shown.end[1]],
        "low": [None, *(s.low for s in shown.steps), None],
        "high": [None, *(s.high for s in shown.steps), None],
        "may be chance": ["", *("yes" if s.chance else "no" for s in shown.steps), ""],
    }
    return Columns("cause", names, series, first=first)


def _named(name: str, chance: bool) -> str:
    short = plain.line(name, 40)
    return f"{short} (may be chance)" if chance else short


def _painted(series: _BaseSeries, look: Look, shown: Bridge) -> None:
    """Grey ends, coloured steps, hollow dashed ones where a step may be chance."""
    for i in (0, len(shown.steps) + 1):
        _filled(series, i, look.palette.neutral)
    for i, step in enumerate(shown.steps, start=1):
        colour = look.tint(3 if step.value >= 0 else -3)
        if step.chance:
            point = series.points[i]
            point.format.fill.background()
            chart_xml.dashed(point.format.line, look, look.muted)
        else:
            _filled(series, i, colour)


def _filled(series: _BaseSeries, point: int, colour: str) -> None:
    made = series.points[point].format
    made.fill.solid()
    made.fill.fore_color.rgb = rgb(colour)
    made.line.fill.background()


def _labels(series: _BaseSeries, look: Look, shown: Bridge) -> None:
    told: Iterable[tuple[str, str]] = (
        (signed(shown.start[1], 1), look.ink),
        *(
            (_margin(s.value, s.low, s.high), look.muted if s.chance else look.ink)
            for s in shown.steps
        ),
        (signed(shown.end[1], 1), look.ink),
    )
    for i, (words, colour) in enumerate(told):
        chart_xml.label(series, i, look, Run(words, 18, colour, True), "base")


def _margin(value: float, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return signed(value, 1)
    return f"{signed(value, 1)} ± {(high - low) / 2:.1f}"
