"""A line with its intervals, who makes the score, and what moved it, as native charts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from pptx.chart.series import _BaseSeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.slide import Slide as Drawn

from cxdata.charts.wording import counted, scored, signed
from cxdata.export import plain
from cxdata.export.slides import chart_xml, text
from cxdata.export.slides.data import Cell, Columns
from cxdata.export.slides.look import Box, Look, rgb
from cxdata.export.slides.text import Run
from cxdata.reports.presentation import Bridge, Line, Shares, Value

SMALL, TICK, LABEL = 12.0, 12.0, 15.0
NAME = 66.0  # points that a period's name takes
PARTS = (("Promoters", "9 or 10", 3), ("Passives", "7 or 8", 0), ("Detractors", "0 to 6", -3))
NOTHING = "There is no figure to show here yet."


def line(drawn: Drawn, place: Box, look: Look, shown: Line, words: str) -> None:
    """Scores over periods with their 95 % intervals; a dashed line is the target."""
    known = [v for v in shown.values if v.value is not None]
    if not known:
        text.box(drawn.shapes, place, look, [[Run(NOTHING, LABEL, look.muted)]])
        return
    foot = _said(shown)
    picture, below = place.rows(0.9, 0.1) if foot else (place, place)
    low, high, step = _range(shown)
    chart = _made(drawn, picture, XL_CHART_TYPE.LINE_MARKERS, _line_data(shown, high))
    text.alt(chart, words, f"Line of {shown.name}")
    held = chart.chart
    chart_xml.plainly(held, look, TICK)
    chart_xml.axes(held, look, low, high, step)
    if known[0].unit == "%":
        held.value_axis.tick_labels.number_format = '0" %"'
    width, height = picture.width / look.unit, picture.height / look.unit
    crowded = len(shown.periods) * NAME > width - 124
    under = 62 if crowded else 34
    chart_xml.inner(held, 44 / width, 16 / height, 1 - 124 / width, 1 - (16 + under) / height)
    if crowded:
        chart_xml.slanted(held, look, -(-len(shown.periods) * 22 // int(width - 124)))
    series = {one.name: one for one in held.plots[0].series}
    _score(series["score"], look, shown)
    for name in ("low", "high", "target", "event"):
        if name in series:
            series[name].marker.style = XL_MARKER_STYLE.NONE
            series[name].smooth = False
            chart_xml.unseen(series[name])
    if "target" in series:
        _target(series["target"], look, shown)
    if "event" in series:
        _events(series["event"], look, shown)
    if foot:
        said, size = text.fitted(foot, below.width / look.unit, 36, (SMALL, 10.5, 9))
        text.box(drawn.shapes, below, look, [[Run(said, size, look.muted)]], anchor="bottom")


def shares(drawn: Drawn, place: Box, look: Look, shown: Shares, words: str) -> None:
    """Promoters, passives and detractors as parts of all answers."""
    counts = (shown.promoters, shown.passives, shown.detractors)
    total = sum(counts)
    if total <= 0:
        text.box(drawn.shapes, place, look, [[Run(NOTHING, LABEL, look.muted)]])
        return
    top, middle, foot = place.rows(0.46, 0.32, 0.22)
    _thirds(drawn, top, look, counts)
    data = Columns(
        "answers", ["All answers"], {p[0]: [n] for p, n in zip(PARTS, counts, strict=True)}
    )
    chart = _made(drawn, middle, XL_CHART_TYPE.BAR_STACKED_100, data)
    text.alt(chart, words, "Promoters, passives and detractors")
    held = chart.chart
    chart_xml.plainly(held, look, TICK)
    chart_xml.axes(held, look, 0, 1, None)
    held.category_axis.visible = False
    chart_xml.inner(held, 0, 0.06, 1, 0.88)
    held.plots[0].gap_width = 0
    for (_, _, step), series in zip(PARTS, held.plots[0].series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(_part(look, step))
    text.box(drawn.shapes, foot, look, [_sum(look, counts)], anchor="middle")


def bridge(drawn: Drawn, place: Box, look: Look, shown: Bridge, words: str) -> None:
    """From the score before to the score now; dashed and hollow is what may be chance."""
    levels = [shown.start[1]]
    for step in shown.steps:
        levels.append(levels[-1] + step.value)
    bars = [_bar(0, shown.start[1]), *map(_bar, levels, levels[1:]), _bar(0, shown.end[1])]
    low, high = _reach((*levels, shown.end[1]))
    picture, under = place.rows(0.9, 0.1)
    chart = _made(drawn, picture, XL_CHART_TYPE.COLUMN_STACKED, _bridge_data(shown, bars, high))
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
    _bridge_labels(label, look, shown)
    foot = (
        "Dashed: may be chance. The bars do not start at zero." if low else "Dashed: may be chance."
    )
    text.box(drawn.shapes, under, look, [[Run(foot, SMALL, look.muted)]], anchor="bottom")


def _made(drawn: Drawn, place: Box, kind: XL_CHART_TYPE, data: Columns) -> Any:
    return drawn.shapes.add_chart(kind, *place.emu, data)


def _line_data(shown: Line, top: float) -> Columns:
    values = shown.values
    series: dict[str, list[float | None]] = {
        "score": [v.value for v in values],
        "low": [v.low for v in values],
        "high": [v.high for v in values],
    }
    if shown.target is not None:
        series["target"] = [shown.target] * len(values)
    marked = {period for period, _ in shown.marks}
    if marked.intersection(shown.periods):
        series["event"] = [top if period in marked else None for period in shown.periods]
    up, down = _spread(values)
    beside: dict[str, Sequence[Cell]] = {
        "above": up,
        "below": down,
        "answers": [v.n for v in values],
        "note": [v.note for v in values],
    }
    return Columns("period", shown.periods, series, beside)


def _spread(values: Sequence[Value]) -> tuple[list[float | None], list[float | None]]:
    """How far each interval reaches above and below its value."""
    up = [None if v.value is None or v.high is None else v.high - v.value for v in values]
    down = [None if v.value is None or v.low is None else v.value - v.low for v in values]
    return up, down


def _score(series: _BaseSeries, look: Look, shown: Line) -> None:
    series.smooth = False
    series.format.line.color.rgb = rgb(look.ink)
    series.format.line.width = look.size(2.25)
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = 7
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(look.ink)
    series.marker.format.line.color.rgb = rgb(look.background)
    others = 1 + sum((True, True, True, shown.target is not None, _marked(shown)))
    columns = chr(ord("A") + others), chr(ord("A") + others + 1)
    chart_xml.whiskers(series, look, look.tint(1), _spread(shown.values), columns)
    known = [i for i, v in enumerate(shown.values) if v.value is not None]
    last = known[-1]
    _label(series, last, look, Run(shown.values[last].text, 20, look.ink, True), "right")


def _target(series: _BaseSeries, look: Look, shown: Line) -> None:
    chart_xml.dashed(series.format.line, look, look.muted, 1.25)
    unit = next(v.unit for v in shown.values)
    words = f"target {scored(shown.target or 0, unit)}"
    last = next((v.value for v in reversed(shown.values) if v.value is not None), 0.0)
    low, high, _ = _range(shown)
    # At the end of its line, unless the last score is written there.
    clear = abs(last - (shown.target or 0)) > 0.1 * (high - low)
    place = len(shown.values) - 1 if clear else len(shown.values) // 12
    where = "right" if clear else "above"
    _label(series, place, look, Run(words, SMALL, look.muted), where)


def _events(series: _BaseSeries, look: Look, shown: Line) -> None:
    chart_xml.drops(series, look, look.muted)
    places = [i for i, p in enumerate(shown.periods) if p in dict(shown.marks)]
    for number, place in enumerate(places, start=1):
        _label(series, place, look, Run(str(number), SMALL, look.muted, True), "right")


def _marked(shown: Line) -> bool:
    return any(period in shown.periods for period, _ in shown.marks)


def _said(shown: Line) -> str:
    """What the numbers on the time axis stand for, and what is not shown."""
    names = dict(shown.marks)
    kept = [period for period in shown.periods if period in names]
    told = [f"{i} – {period}: {names[period]}" for i, period in enumerate(kept, start=1)]
    gone = sorted({v.note for v in shown.values if v.value is None and v.note})
    if gone:
        told.append(f"Gaps: {', '.join(gone)}")
    return "  ·  ".join(told)


def _range(shown: Line) -> tuple[float, float, float]:
    """The value axis: whole steps that hold every interval and the target, and a little room."""
    ends = [x for v in shown.values for x in (v.value, v.low, v.high) if x is not None]
    ends += [] if shown.target is None else [shown.target]
    unit = next(v.unit for v in shown.values)
    floor, ceiling = (0.0, 100.0) if unit == "%" else (-100.0, 100.0)
    step = 10.0 if max(ends) - min(ends) <= 60 else 20.0 if max(ends) - min(ends) <= 120 else 50.0
    low = max(floor, math.floor((min(ends) - 2) / step) * step)
    high = min(ceiling, math.ceil((max(ends) + 4) / step) * step)
    return low, max(high, low + step), step


def _label(series: _BaseSeries, point: int, look: Look, run: Run, where: str) -> None:
    label = series.points[point].data_label
    text.write(label.text_frame.paragraphs[0], look, [run])
    if where:
        label.position = {
            "above": XL_LABEL_POSITION.ABOVE,
            "right": XL_LABEL_POSITION.RIGHT,
            "base": XL_LABEL_POSITION.INSIDE_BASE,
        }[where]


def _part(look: Look, step: int) -> str:
    return look.tint(step) if step else look.palette.neutral


def _readable(look: Look, step: int) -> str:
    return look.tint(step) if step else look.muted


def _thirds(drawn: Drawn, place: Box, look: Look, counts: Sequence[int]) -> None:
    total = sum(counts)
    cells = place.columns(1, 1, 1, gap=16 * look.unit)
    big = 54.0 if place.height / look.unit >= 100 else 36.0
    for (name, scores, step), n, cell in zip(PARTS, counts, cells, strict=True):
        lines = [
            [Run(f"{100 * n / total:.0f} %", big, _readable(look, step), True)],
            [Run(name, 17, look.ink, True), Run(f"  answered {scores}", 15, look.muted)],
            [Run(counted(n), 15, look.muted)],
        ]
        text.box(drawn.shapes, cell, look, lines)


def _sum(look: Look, counts: Sequence[int]) -> list[Run]:
    total = sum(counts)
    plus, minus = (100 * counts[i] / total for i in (0, 2))
    return [
        Run(f"{plus:.1f} % promoters", 20, _readable(look, 3), True),
        Run("  less  ", 20, look.muted),
        Run(f"{minus:.1f} % detractors", 20, _readable(look, -3), True),
        Run("  is  ", 20, look.muted),
        Run(signed(100 * (counts[0] - counts[2]) / total, 1), 20, look.ink, True),
    ]


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


def _bridge_data(shown: Bridge, bars: Sequence[tuple[float, ...]], high: float) -> Columns:
    names = [shown.start[0], *(_named(s.name, s.chance) for s in shown.steps), shown.end[0]]
    tops = [max(base + above, base) for base, above, _ in bars]
    series = {
        "base": [bar[0] for bar in bars],
        "above": [bar[1] for bar in bars],
        "below": [bar[2] for bar in bars],
        "label": [max(high - top, 0.0) for top in tops],
    }
    beside: dict[str, Sequence[Cell]] = {
        "points": [shown.start[1], *(s.value for s in shown.steps), shown.end[1]],
        "low": [None, *(s.low for s in shown.steps), None],
        "high": [None, *(s.high for s in shown.steps), None],
        "may be chance": ["", *("yes" if s.chance else "no" for s in shown.steps), ""],
    }
    return Columns("cause", names, series, beside)


def _named(name: str, chance: bool) -> str:
    short = plain.line(name, 40)
    return f"{short} (may be chance)" if chance else short


def _painted(series: _BaseSeries, look: Look, shown: Bridge) -> None:
    """Grey ends, coloured steps, hollow dashed ones where a step may be chance."""
    for i in (0, len(shown.steps) + 1):
        _filled(series, i, look.palette.neutral)
    for i, step in enumerate(shown.steps, start=1):
        colour = look.tint(2 if step.value >= 0 else -2)
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


def _bridge_labels(series: _BaseSeries, look: Look, shown: Bridge) -> None:
    told: Iterable[tuple[str, str]] = (
        (signed(shown.start[1], 1), look.ink),
        *(
            (_margin(s.value, s.low, s.high), look.muted if s.chance else look.ink)
            for s in shown.steps
        ),
        (signed(shown.end[1], 1), look.ink),
    )
    for i, (words, colour) in enumerate(told):
        _label(series, i, look, Run(words, 18, colour, True), "base")


def _margin(value: float, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return signed(value, 1)
    return f"{signed(value, 1)} ± {(high - low) / 2:.1f}"
