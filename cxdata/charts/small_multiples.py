"""A member a panel, all on one scale: who moves, and whether it is more than noise."""

from __future__ import annotations

from itertools import groupby

from cxdata.charts.shapes import Panel, Trend
from cxdata.charts.svg import Mark, Markup, number, tag
from cxdata.charts.wording import counted, measured, scored

HEIGHT = 84
ARROWS = {"up": "▲ ", "down": "▼ "}


def mark(trend: Trend) -> Mark:
    """The panels as a grid that has as many columns as the place allows."""
    panels = (_panel(panel, trend.panels_low, trend.panels_high) for panel in trend.panels)
    words = in_words(trend)
    return Mark(tag("div", *panels, class_="cx-panels", role="list"), words)


def in_words(trend: Trend) -> str:
    """The panels in sentences, a member each."""
    return " ".join(_sentence(panel) for panel in trend.panels)


def scale_words(trend: Trend) -> str:
    """The scale that every panel is drawn on."""
    ends = trend.panels_low, trend.panels_high
    low, high = (scored(end, "points") for end in ends)
    words = f"All on one scale, {low} to {high}"
    if not any(panel.unit == "%" for panel in trend.panels):
        return f"{words}."
    low, high = (scored((end + 100) / 2, "%") for end in ends)
    return f"{words}, which is {low} to {high} for shares."


def _sentence(panel: Panel) -> str:
    moved = f"; {_moved(panel)}" if _moved(panel) else ""
    return f"{panel.name}: {measured(panel.figure)}{moved}."


def _moved(panel: Panel) -> str:
    said = f"{ARROWS.get(panel.change.verdict, '')}{panel.change.words}"
    return f"{said} · shifted {panel.since}" if panel.since else said


def _panel(panel: Panel, low: float, high: float) -> Markup:
    return tag(
        "div",
        tag(
            "div",
            tag("span", panel.name, class_="cx-who"),
            tag("b", panel.figure.text),
            class_="cx-panel-head",
        ),
        picture(panel, low, high),
        tag("small", panel.figure.note or counted(panel.figure.n)),
        tag("small", _moved(panel), class_="cx-moved"),
        class_="cx-panel",
        role="listitem",
    )


def picture(panel: Panel, low: float, high: float) -> Markup:
    """Lines keep their width and the band its shape, however wide the panel is."""
    places = _Places(panel, low, high)
    drawn: list[Markup] = []
    for era in panel.eras:
        inside = [i for i, p in enumerate(panel.points) if era.since <= p.start < era.until]
        if inside and era.centre is not None:
            ends = ((places.x(i), places.y(era.centre)) for i in (inside[0], inside[-1]))
            drawn.append(_line(list(ends), "var(--cx-muted)", 1, "3 3"))
    for run in places.runs():
        drawn.append(places.band(run))
        drawn.append(_line(places.middle(run), "var(--cx-ink)", 1.8))
    sentence = _sentence(panel)
    return tag(
        "svg",
        tag("title", sentence),
        *drawn,
        viewBox=f"0 0 100 {HEIGHT}",
        preserveAspectRatio="none",
        width="100%",
        height=HEIGHT,
        role="img",
        aria_label=sentence,
        class_="cx-drawing",
    )


class _Places:
    """Where a panel's periods lie in a picture of 100 × HEIGHT."""

    def __init__(self, panel: Panel, low: float, high: float) -> None:
        self.points, self.low, self.high = panel.points, low, high
        self.share = panel.unit == "%"
        self.starts = [era.since for era in panel.eras]

    def x(self, i: int) -> float:
        return 1 + 98 * i / max(len(self.points) - 1, 1)

    def y(self, value: float) -> float:
        points = 2 * value - 100 if self.share else value
        share = (points - self.low) / (self.high - self.low)
        return 4 + (HEIGHT - 8) * (1 - min(1.0, max(0.0, share)))

    def runs(self) -> list[list[int]]:
        """Indexes of comparable periods in a row that have a value."""
        found = groupby(range(len(self.points)), key=self.kind)
        return [list(run) for (known, _), run in found if known]

    def kind(self, i: int) -> tuple[bool, int]:
        """Whether a period has a value, and how many breaks lie before it."""
        point = self.points[i]
        return point.figure.value is not None, sum(s <= point.start for s in self.starts)

    def middle(self, run: list[int]) -> list[tuple[float, float]]:
        return [(self.x(i), self.y(self.points[i].figure.value or 0.0)) for i in run]

    def band(self, run: list[int]) -> Markup:
        lows = [(self.x(i), self.y(self.points[i].figure.low or 0.0)) for i in run]
        highs = [(self.x(i), self.y(self.points[i].figure.high or 0.0)) for i in run]
        outline = " ".join(f"{number(x)},{number(y)}" for x, y in [*lows, *reversed(highs)])
        return tag("polygon", points=outline, fill="var(--cx-muted)", opacity=0.18)


def _line(places: list[tuple[float, float]], colour: str, width: float, dash: str = "") -> Markup:
    if len(places) == 1:  # a lone period is a short dash, not nothing
        (x, y) = places[0]
        places = [(x - 0.6, y), (x + 0.6, y)]
    return tag(
        "polyline",
        points=" ".join(f"{number(x)},{number(y)}" for x, y in places),
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_dasharray=dash or None,
        vector_effect="non-scaling-stroke",
    )
