"""Where to act: a row a touchpoint, with the gain that goes with its reaching the target."""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from cxdata.charts import drivers
from cxdata.charts.drivers import TINTS
from cxdata.charts.palette import Palette, step
from cxdata.charts.scale import Scale
from cxdata.charts.shapes import Target
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import listed, signed

ROW, MIDDLE = 30, 15
MOST = 10  # rows that stand in the picture; all are in its table


class Act(drivers.Dot, Protocol):
    """A touchpoint: reports.where_to_act.Act."""

    @property
    def stage(self) -> str: ...
    @property
    def target(self) -> Target: ...
    @property
    def gain(self) -> float | None: ...
    @property
    def gain_low(self) -> float | None: ...
    @property
    def gain_high(self) -> float | None: ...
    @property
    def words(self) -> str: ...


class Acts(drivers.Dots, Protocol):
    """All of them: reports.where_to_act.ActReport."""

    @property
    def drivers(self) -> Sequence[Act]: ...


def figure(found: Acts, palette: Palette) -> dict[str, Any]:
    """Weight against distance to target, a dot a touchpoint; the judged ones stand out."""
    return drivers.figure(found, palette)


def in_words(found: Acts) -> str:
    """The picture in sentences."""
    said = [f"{len(found.drivers)} touchpoints by weight and distance to target."]
    for row in found.drivers:
        judged = f" {row.quadrant}." if row.quadrant else ""
        said.append(
            f"{row.name}: {row.share:.0f} % of what is explained, {row.target.words}.{judged}"
        )
    return " ".join(said)


def mark(found: Acts) -> Mark | None:
    """The largest gains as rows; None where none can be told."""
    told = [row for row in found.drivers if row.gain is not None]
    if not told:
        return None
    scale = Scale(0.0, 1.05 * max(row.gain_high or 0.0 for row in told), 1.0)
    rows = [_row(row, scale) for row in told[:MOST]]
    words = " ".join(_sentence(row) for row in told[:MOST])
    return Mark(tag("div", *rows, class_="cx-forest", role="list"), words)


def rest(found: Acts) -> str:
    """The touchpoints that have no row, and why."""
    told = [row for row in found.drivers if row.gain is not None]
    met = [row.name for row in found.drivers if row.gain is None and row.words == "on target"]
    untold = [row.name for row in found.drivers if row.gain is None and row.words != "on target"]
    said = []
    if told[MOST:]:
        said.append(f"Smaller: {listed([row.name for row in told[MOST:]])}.")
    if untold:
        said.append(f"A gain that cannot be told from none: {listed(untold)}.")
    if met:
        said.append(f"On target: {listed(met)}.")
    return " ".join(said)


def _sentence(row: Act) -> str:
    return f"{row.name}, {row.stage}: {row.target.words}; {row.words} points of the total."


def _row(row: Act, scale: Scale) -> Markup:
    return tag(
        "div",
        tag("div", row.name, class_="cx-who", title=row.name),
        tag("div", _bar(row, scale), class_="cx-bar"),
        tag("div", signed(row.gain or 0.0, 1), class_="cx-value"),
        tag("div", row.stage, class_="cx-n"),
        tag("div", row.target.words, class_="cx-moved"),
        class_="cx-row",
        role="listitem",
    )


def _bar(row: Act, scale: Scale) -> Markup:
    tint = TINTS.get(row.quadrant, 0)
    colour = f"var(--cx-{step(tint)})" if tint else "var(--cx-muted)"
    left, right = scale.x(row.gain_low or 0.0), scale.x(row.gain_high or 0.0)
    return drawing(
        _sentence(row),
        tag("line", x1="0%", x2="0%", y1=0, y2="100%", stroke="var(--cx-line)"),
        tag("rect", x=percent(left), width=percent(max(right - left, 0.5)), y=MIDDLE - 2.5,
            height=5, rx=2.5, fill=colour, opacity=0.5),
        tag("circle", cx=percent(scale.x(row.gain or 0.0)), cy=MIDDLE, r=6, fill=colour),
        height=ROW, class_="cx-drawing",
    )  # fmt: skip
