"""The journey on a slide: a dot a touchpoint along its stages, the valley and the peak by name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cxdata.charts import slide_shapes as shapes
from cxdata.charts.palette import step
from cxdata.charts.slide import canvas, placed, points
from cxdata.charts.svg import Mark, Markup, join, tag
from cxdata.charts.wording import signed

TOP, BASE = 23.0, 68.0  # percent: where the highest and the lowest dot lie
LOWER, HIGHER = (-1, -2, -3), (1, 2, 3)  # steps of the palette, as slides_journey.py shades them
SIZES = "by more than chance: under 10, from 10, from 20 points"


def mark(found: shapes.Heat) -> Mark:
    """Dots over the stages; coloured where they differ from the rest by more than chance."""
    cells = [row[0] for row in found.cells]
    known = [c.value.value for c in cells if c.value.value is not None]
    low, high = min(known), max(known)
    wide = 100 / len(cells)
    places = [
        None if c.value.value is None
        else (wide * (i + 0.5), BASE - (BASE - TOP) * (c.value.value - low) / max(high - low, 10.0))
        for i, c in enumerate(cells)
    ]  # fmt: skip
    # No line over what is not shown.
    runs = [[at for at in run if at] for _, run in groupby(places, key=lambda at: at is None)]
    paths = [tag("polyline", points=points(run), class_="cx-path") for run in runs if len(run) > 1]
    parts = [_dot(cell, place) for cell, place in zip(cells, places, strict=True) if place]
    for i, (cell, place) in enumerate(zip(cells, places, strict=True)):
        if place is not None and cell.mark:
            parts.append(_named(found.rows[i], cell, place))
    stages = _stages(found.rows, wide)
    html = tag(
        "div",
        canvas(*paths),
        *(tag("div", class_="cx-band", style=placed(x, 0, width=w)) for _, x, w in stages[1::2]),
        *parts,
        *(_stage(name, x, w) for name, x, w in stages),
        class_="cx-curve",
    )
    said = "; ".join(f"{r[1]} {c.value.text}" for r, c in zip(found.rows, cells, strict=True))
    return Mark(join(html, _key(low, high)), f"{said}.")


def _key(low: float, high: float) -> Markup:
    """What the dots' colours and their height mean."""
    told = (
        (LOWER, "lower,"),
        (HIGHER, f"higher than the rest {SIZES}"),
        ((0,), "may be chance"),
        ((), f"height: NPS, {signed(low)} to {signed(high)}"),
    )
    items = (
        tag(
            "span",
            *(tag("span", class_="cx-dab", style=f"background:{_colour(s)}") for s in steps),
            words,
        )
        for steps, words in told
    )
    return tag("div", *items, class_="cx-key")


def _dot(cell: shapes.HeatCell, place: tuple[float, float]) -> Markup:
    large = " cx-large" if cell.mark else ""
    style = f"{placed(*place)};background:{_colour(cell.shade or 0)}"
    return tag("div", class_=f"cx-spot{large}", style=style)


def _colour(shade: int) -> str:
    return f"var(--cx-{step(shade)})" if shade else "var(--cx-neutral)"


def _named(row: tuple[str, str, str], cell: shapes.HeatCell, place: tuple[float, float]) -> Markup:
    """Name, score and owner beside the valley (under it) or the peak (over it)."""
    side = "cx-under" if cell.mark == "valley" else "cx-over"
    x, y = place
    edge = " cx-first" if x < 18 else " cx-last" if x > 82 else ""
    quiet = "" if cell.shade else " · may be chance"
    return tag(
        "div",
        tag("b", f"{row[1]} {cell.value.text}"),
        tag("span", f"{row[2] or 'nobody owns it yet'}{quiet}"),
        class_=f"cx-tag {side}{edge}",
        style=placed(x, y),
    )


def _stages(rows: Sequence[tuple[str, str, str]], wide: float) -> list[tuple[str, float, float]]:
    """Name, left edge and width of each stage."""
    found, at = [], 0
    for name, group in groupby(rows, key=lambda row: row[0]):
        count = len(list(group))
        found.append((name, at * wide, count * wide))
        at += count
    return found


def _stage(name: str, x: float, width: float) -> Markup:
    return tag("div", name, class_="cx-stage", style=placed(x, 90, width=width))
