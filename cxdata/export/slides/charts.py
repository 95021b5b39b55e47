"""A line with its intervals, and who makes the score, as native charts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pptx.chart.series import _BaseSeries
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.slide import Slide as Drawn

from cxdata.charts.wording import counted, scored
from cxdata.export import plain
from cxdata.export.slides import chart_xml, text
from cxdata.export.slides.data import Cell, Columns
from cxdata.export.slides.look import Box, Look, rgb
from cxdata.export.slides.text import Run
from cxdata.reports.hundred import adds_up, hundred, subtracted
from cxdata.reports.presentation import Line, Shares, Value

SMALL, TICK, LABEL = 12.0, 12.0, 15.0
NAME = 66.0  # points that a period's name takes
# From left to right as on the screen.
PARTS = (("Detractors", "0 to 6", -3), ("Passives", "7 or 8", 0), ("Promoters", "9 or 10", 3))
NOTHING = "There is no figure to show here yet."


def line(drawn: Drawn, place: Box, look: Look, shown: Line, words: str) -> None:
    """Scores over periods with their 95 % intervals; a dashed line is the target."""
    known = [v for v in shown.values if v.value is not None]
    if not known:
        text.box(drawn.shapes, place, look, [[Run(NOTHING, LABEL, look.muted)]])
        return
    foot = _said(shown)
    picture, below = place.rows(0.85, 0.15) if foot else (place, place)
    low, high, step = _range(shown)
    chart = chart_xml.made(drawn, picture, XL_CHART_TYPE.LINE_MARKERS, _line_data(shown, high))
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
        said, size = text.fitted(
            foot, below.width / look.unit, below.height / look.unit, (SMALL, 10.5, 9)
        )
        text.box(drawn.shapes, below, look, [[Run(said, size, look.muted)]], anchor="bottom")


def shares(drawn: Drawn, place: Box, look: Look, shown: Shares, words: str) -> None:
    """Promoters, passives and detractors as parts of all answers."""
    counts = (shown.detractors, shown.passives, shown.promoters)
    total = sum(counts)
    if total <= 0:
        text.box(drawn.shapes, place, look, [[Run(NOTHING, LABEL, look.muted)]])
        return
    top, middle, foot = place.rows(0.46, 0.32, 0.22)
    _thirds(drawn, top, look, counts)
    data = Columns(
        "answers", ["All answers"], {p[0]: [n] for p, n in zip(PARTS, counts, strict=True)}
    )
    chart = chart_xml.made(drawn, middle, XL_CHART_TYPE.BAR_STACKED_100, data)
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
    text.box(drawn.shapes, foot, look, [_sum(look, shown)], anchor="middle")


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
    # Its period under it: the score that stands beside the picture is of another one.
    chart_xml.label(series, last, look, Run(shown.values[last].text, 20, look.ink, True), "right",
                    Run(plain.line(shown.periods[last], 24), SMALL, look.muted))  # fmt: skip


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
    chart_xml.label(series, place, look, Run(words, SMALL, look.muted), where)


def _events(series: _BaseSeries, look: Look, shown: Line) -> None:
    chart_xml.drops(series, look, look.muted)
    named = _named(shown)
    places = [i for i, period in enumerate(shown.periods) if period in named]
    for number, place in enumerate(places, start=1):
        chart_xml.label(series, place, look, Run(str(number), SMALL, look.muted, True), "right")


def _marked(shown: Line) -> bool:
    return any(period in shown.periods for period, _ in shown.marks)


def _named(shown: Line) -> dict[str, str]:
    """The events of each period, in their order: several may lie in one."""
    held: dict[str, list[str]] = {}
    for period, name in shown.marks:
        held.setdefault(period, []).append(name)
    return {period: "; ".join(names) for period, names in held.items()}


def _said(shown: Line) -> str:
    """What the numbers on the time axis stand for, and what is not shown."""
    names = _named(shown)
    kept = [period for period in shown.periods if period in names]
    told = [_together(shown)] if shown.span > 1 else []
    told += [f"{i} – {period}: {names[period]}" for i, period in enumerate(kept, start=1)]
    gone = sorted({v.note for v in shown.values if v.value is None and v.note})
    if gone:
        told.append(f"Gaps: {', '.join(gone)}")
    return "  ·  ".join(told)


def _together(shown: Line) -> str:
    """How the dots hang together with the one large number beside them."""
    first, last = shown.periods[-shown.span], shown.periods[-1]
    each = "a period of its own" if "–" in last else "one month"
    return f"A dot is {each}; the {shown.span} from {first} to {last} make the large number"


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


def _sum(look: Look, shown: Shares) -> list[Run]:
    """The subtraction in the figures of the slide's sentence."""
    counts = (shown.promoters, shown.passives, shown.detractors)
    told = hundred(counts)
    plus, minus, net = f"{told[0]} %", f"{told[2]} %", told[3]
    if not adds_up(told):
        plus, minus = f"{shown.promoters:,}", f"{shown.detractors:,}"
        net = subtracted(counts).partition(" = ")[2]
    return [
        Run(f"{plus} promoters", 20, _readable(look, 3), True),
        Run("  less  ", 20, look.muted),
        Run(f"{minus} detractors", 20, _readable(look, -3), True),
        Run("  is  ", 20, look.muted),
        Run(net, 20, look.ink, True),
    ]
