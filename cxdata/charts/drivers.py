"""What the score hangs on: how much each stage weighs against how it stands, and a row a stage."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Protocol

from cxdata.charts.beside_dots import Spot, beside
from cxdata.charts.canvas import axes, canvas
from cxdata.charts.palette import Palette
from cxdata.charts.scale import Scale
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.trend import faded
from cxdata.charts.wording import counted, signed

HEIGHT, ROW, MIDDLE = 460, 30, 15
FEW = 8  # dots that are all named; of more than these the judged ones, others where there is room
WIDE, NARROW = 500, 350  # pixels: the widths that names are laid out for, the latter a phone's
MARGIN = (52, 12, 12, 48)  # pixels: left, right, top, bottom
BOLD, LIGHT = (14, 13), (12, 9)  # pixels: type of a name, and its dot
MEND, KEEP, LATER, LEAVE = "mend first", "keep up", "mend later", "leave as it is"
TINTS = {MEND: -3, KEEP: 3, LATER: -2, LEAVE: 2}


class Dot(Protocol):
    """What weighs: a driver, or a touchpoint (reports.where_to_act.Act)."""

    @property
    def name(self) -> str: ...
    @property
    def share(self) -> float: ...
    @property
    def low(self) -> float: ...
    @property
    def high(self) -> float: ...
    @property
    def across(self) -> float | None: ...
    @property
    def across_low(self) -> float | None: ...
    @property
    def across_high(self) -> float | None: ...
    @property
    def quadrant(self) -> str: ...


class Driver(Dot, Protocol):
    """A driver: reports.drivers.Driver."""

    @property
    def slope(self) -> float: ...
    @property
    def slope_low(self) -> float: ...
    @property
    def slope_high(self) -> float: ...
    @property
    def place(self) -> str: ...


class Dots(Protocol):
    """All that weighs, against one line each way."""

    @property
    def drivers(self) -> Sequence[Dot]: ...
    @property
    def even(self) -> float: ...
    @property
    def by_target(self) -> bool: ...
    @property
    def line(self) -> float: ...


class Drivers(Dots, Protocol):
    """All of them: reports.drivers.DriversReport."""

    @property
    def drivers(self) -> Sequence[Driver]: ...
    @property
    def n(self) -> int: ...


def figure(found: Dots, palette: Palette) -> dict[str, Any]:
    """Weight against standing as a Plotly figure: a dot and two whiskers each."""
    shown = [row for row in found.drivers if row.across is not None]
    names = _placed(found, shown)
    traces = [
        _dot(row, place, _stands_out(row, shown), found, palette)
        for row, place in zip(shown, names, strict=True)
    ]
    # What stands out is drawn last, over the others.
    traces.sort(key=lambda trace: trace["marker"]["size"])
    return {"data": traces, "layout": _layout(found, shown, palette)}


def in_words(found: Drivers) -> str:
    """The picture in sentences, a stage each."""
    said = [f"{len(found.drivers)} stages by weight and standing, {counted(found.n)}."]
    for row in found.drivers:
        told = f" {row.quadrant}." if row.quadrant else ""
        at = "" if row.across is None else f", {_where(row, found)}"
        said.append(
            f"{row.name}: {row.share:.0f} % of what is explained, 95 % between {row.low:.0f} and "
            f"{row.high:.0f}{at}.{told}"
        )
    return " ".join(said)


def mark(found: Drivers) -> Mark:
    """A row a stage: its share with the interval, and the points that go with a rating point."""
    top = max(row.high for row in found.drivers)
    scale = Scale(0.0, 1.05 * max(top, found.even), 10.0)
    rows = [_row(row, scale, found.even) for row in found.drivers]
    words = " ".join(_sentence(row) for row in found.drivers)
    return Mark(tag("div", *rows, class_="cx-forest", role="list"), words)


def _where(row: Dot, found: Dots) -> str:
    if row.across is None:
        return ""
    if found.by_target:
        return f"{signed(row.across)} points from target"
    return f"rated {row.across:.1f}"


def _placed(found: Dots, shown: Sequence[Dot]) -> list[str]:
    """Where each dot's name stands, '' for none: few and judged dots are always named."""
    left, right = _across(found, shown)
    wide, high = WIDE - MARGIN[0] - MARGIN[1], HEIGHT - MARGIN[2] - MARGIN[3]
    top = _top(found)

    def x(value: float | None) -> float:
        return ((value or 0.0) - left) / (right - left) * wide

    def y(value: float) -> float:
        return value / top * high

    spots = []
    for row in shown:
        out = _stands_out(row, shown)
        across = x(row.across_low), x(row.across_high)
        upwards = y(row.low), y(row.high)
        size, dot = BOLD if out else LIGHT
        spots.append(Spot(x(row.across), y(row.share), row.name, size, dot, across, upwards, out))
    return beside(spots, wide, high, narrow=NARROW - MARGIN[0] - MARGIN[1])


def _stands_out(row: Dot, shown: Sequence[Dot]) -> bool:
    return len(shown) <= FEW or bool(row.quadrant)


def _dot(row: Dot, place: str, out: bool, found: Dots, palette: Palette) -> dict[str, Any]:
    colour = palette.tint(TINTS[row.quadrant]) if row.quadrant else palette.muted
    x, low, high = row.across or 0.0, row.across_low or 0.0, row.across_high or 0.0
    whisker = {"type": "data", "symmetric": False, "width": 0,
               "color": faded(colour, 0.55 if out else 0.25),
               "thickness": 2 if out else 1.5}  # fmt: skip
    told = f"<br>{row.quadrant}" if row.quadrant else ""
    name, (size, dot) = escape(row.name), BOLD if out else LIGHT
    return {
        "type": "scatter",
        "mode": "markers+text" if place else "markers",
        "x": [x],
        "y": [row.share],
        "error_x": {**whisker, "array": [high - x], "arrayminus": [x - low]},
        "error_y": {**whisker, "array": [row.high - row.share],
                    "arrayminus": [row.share - row.low]},
        "marker": {"color": colour, "size": dot},
        "text": [f"<b>{name}</b>" if out else name],
        "textposition": place or "top right",
        "textfont": {"color": palette.ink if out else palette.muted, "size": size},
        "cliponaxis": False,
        "hovertemplate": f"<b>{name}</b><br>{row.share:.0f} % ({row.low:.0f} … "
        f"{row.high:.0f})<br>{_where(row, found)}{told}<extra></extra>",
    }  # fmt: skip


def _layout(found: Dots, shown: Sequence[Dot], palette: Palette) -> dict[str, Any]:
    quiet = {"color": palette.muted, "size": 13}
    axis = axes(palette) | {"showgrid": False}
    left, right = _across(found, shown)
    title = "points from target" if found.by_target else "mean rating"
    return {
        **canvas(palette, HEIGHT, MARGIN),
        "xaxis": {**axis, "range": [left, right], "title": {"text": title, "font": quiet}},
        "yaxis": {
            **axis,
            "range": [0, _top(found)],
            "ticksuffix": " %",
            "title": {"text": "share of what is explained", "font": quiet},
        },
        "shapes": _lines(found, palette, (left, right)),
        "annotations": _corners(palette),
    }


def _top(found: Dots) -> float:
    return 1.12 * max([row.high for row in found.drivers] + [found.even])


def _across(found: Dots, shown: Sequence[Dot]) -> tuple[float, float]:
    """Ends of the axis from left to right, with room for a name at the right."""
    ends = [found.line]
    for row in shown:
        ends += [x for x in (row.across_low, row.across_high) if x is not None]
    low, high = min(ends), max(ends)
    wide = max(high - low, 1.0)
    return low - 0.08 * wide, high + 0.22 * wide


def _lines(found: Dots, palette: Palette, across: tuple[float, float]) -> list[dict[str, Any]]:
    dashed = {"type": "line", "layer": "below", "line": {"color": palette.muted, "width": 1,
              "dash": "dot"}}  # fmt: skip
    mend = {"type": "rect", "xref": "x", "yref": "paper", "layer": "below", "line": {"width": 0},
            "x0": across[0], "x1": found.line, "y0": 0, "y1": 1,
            "fillcolor": faded(palette.tint(-3), 0.05)}  # fmt: skip
    upright = {**dashed, "xref": "x", "yref": "paper", "x0": found.line, "x1": found.line,
               "y0": 0, "y1": 1}  # fmt: skip
    level = {**dashed, "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": found.even,
             "y1": found.even}  # fmt: skip
    return [mend, upright, level]


def _corners(palette: Palette) -> list[dict[str, Any]]:
    """The names of the four corners."""
    places = ((MEND, 0, 1), (KEEP, 1, 1), (LATER, 0, 0), (LEAVE, 1, 0))
    return [
        {
            "text": name,
            "xref": "paper",
            "yref": "paper",
            "x": x,
            "y": y,
            "xanchor": "right" if x else "left",
            "yanchor": "top" if y else "bottom",
            "showarrow": False,
            "font": {"color": palette.muted, "size": 14},
        }
        for name, x, y in places
    ]


def _sentence(row: Driver) -> str:
    return (
        f"{row.name}: {row.share:.0f} %, 95 % between {row.low:.0f} and {row.high:.0f}; "
        f"{_points(row)} points a rating point."
    )


def _points(row: Driver) -> str:
    ends = f"{signed(row.slope_low, 1)} … {signed(row.slope_high, 1)}"
    return f"{signed(row.slope, 1)} ({ends})"


def _row(row: Driver, scale: Scale, even: float) -> Markup:
    return tag(
        "div",
        tag("div", row.name, class_="cx-who"),
        tag("div", _bar(row, scale, even), class_="cx-bar"),
        tag("div", f"{row.share:.0f} %", class_="cx-value"),
        tag("div", row.place, class_="cx-n"),
        tag("div", _points(row), class_="cx-moved"),
        class_="cx-row",
        role="listitem",
    )


def _bar(row: Driver, scale: Scale, even: float) -> Markup:
    tint = TINTS.get(row.quadrant)
    colour = {-3: "var(--cx-m3)", -2: "var(--cx-m2)", 2: "var(--cx-p2)", 3: "var(--cx-p3)"}.get(
        tint or 0, "var(--cx-muted)"
    )
    left, right = scale.x(row.low), scale.x(row.high)
    place = percent(scale.x(even))
    return drawing(
        _sentence(row),
        tag("line", x1=place, x2=place, y1=0, y2="100%", stroke="var(--cx-muted)",
            stroke_dasharray="3 3"),
        tag("rect", x=percent(left), width=percent(max(right - left, 0.5)), y=MIDDLE - 2.5,
            height=5, rx=2.5, fill=colour, opacity=0.5),
        tag("circle", cx=percent(scale.x(row.share)), cy=MIDDLE, r=6, fill=colour),
        height=ROW, class_="cx-drawing",
    )  # fmt: skip
