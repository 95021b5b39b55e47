"""What moved the score, as steps from the score before to the score now."""

from __future__ import annotations

from itertools import accumulate

from cxdata.charts.shapes import Step, Waterfall
from cxdata.charts.svg import Mark, Markup, drawing, join, percent, tag
from cxdata.charts.wording import signed

TOP, BASE, HEIGHT = 30, 112, 116
WIDTH = 60  # of a bar, in percent of its column
PLAIN = 1.0  # points: smaller steps get a thin bar rather than none


def mark(waterfall: Waterfall) -> Mark | None:
    """The bridge as bars over their names; None where there is nothing to bridge.

    A dashed outline is a step that may be chance. The outer bars do not start at zero and say so
    with a cut near their foot.
    """
    if waterfall.before is None or waterfall.after is None:
        return None
    words = in_words(waterfall)
    levels = list(accumulate((s.value for s in waterfall.steps), initial=waterfall.before))
    low, high = min(*levels, waterfall.after), max(*levels, waterfall.after)
    rise = (BASE - TOP - 44) / max(high - low, 4.0)
    places = [TOP + (high - level) * rise for level in levels]
    columns = len(waterfall.steps) + 2
    drawn = _column(0, columns, signed(waterfall.before, 1), places[0], BASE, "var(--cx-neutral)")
    drawn += _cut(0, columns)
    for i, step in enumerate(waterfall.steps, start=1):
        drawn += _link(i, columns, places[i - 1])
        drawn += _step(i, columns, step, places[i - 1], places[i])
    last, end = columns - 1, TOP + (high - waterfall.after) * rise
    drawn += _link(last, columns, end)
    drawn += _column(last, columns, signed(waterfall.after, 1), end, BASE, "var(--cx-neutral)")
    drawn += _cut(last, columns)
    picture = drawing(words, *drawn, height=HEIGHT, class_="cx-drawing")
    return Mark(tag("div", picture, _names(waterfall, columns), class_="cx-bridge"), words)


def in_words(waterfall: Waterfall) -> str:
    """The bridge in a sentence."""
    if waterfall.before is None or waterfall.after is None:
        return waterfall.words
    steps = "; ".join(
        f"{s.name.lower()} {signed(s.value, 1)}{f' ({s.note})' if s.note else ''}"
        for s in waterfall.steps
    )
    return (
        f"From {signed(waterfall.before, 1)} ({waterfall.before_label}) to "
        f"{signed(waterfall.after, 1)} ({waterfall.after_label}): {steps}."
    )


def _left(column: int, columns: int) -> float:
    return (column + (100 - WIDTH) / 200) * 100 / columns


def _column(
    column: int, columns: int, label: str, top: float, base: float, fill: str, dashed: str = ""
) -> list[Markup]:
    """A bar with its figure above it; dashed is the outline's colour of what may be chance."""
    return [
        tag(
            "rect",
            x=percent(_left(column, columns)),
            width=percent(WIDTH / columns),
            y=top,
            height=max(base - top, 3.0),
            rx=2,
            fill="none" if dashed else fill,
            stroke=dashed or None,
            stroke_width=1.5 if dashed else None,
            stroke_dasharray="4 3" if dashed else None,
        ),
        tag(
            "text",
            label,
            x=percent((column + 0.5) * 100 / columns),
            y=top - 8,
            text_anchor="middle",
            class_="cx-figure",
        ),
    ]


def _step(column: int, columns: int, step: Step, start: float, end: float) -> list[Markup]:
    weight = 2 if abs(step.value) >= PLAIN else 1
    colour = f"var(--cx-{'p' if step.value >= 0 else 'm'}{weight if not step.chance else 2})"
    top, base = min(start, end), max(start, end)
    dashed = colour if step.chance else ""
    return _column(column, columns, signed(step.value, 1), top, base, colour, dashed)


def _link(column: int, columns: int, level: float) -> list[Markup]:
    """A hairline from the bar before to this one."""
    return [
        tag(
            "line",
            x1=percent(_left(column - 1, columns) + WIDTH / columns),
            x2=percent(_left(column, columns)),
            y1=level,
            y2=level,
            stroke="var(--cx-line)",
        )
    ]


def _cut(column: int, columns: int) -> list[Markup]:
    return [
        tag(
            "line",
            x1=percent(_left(column, columns) - 1),
            x2=percent(_left(column, columns) + WIDTH / columns + 1),
            y1=BASE - 7,
            y2=BASE - 11,
            stroke="var(--cx-background)",
            stroke_width=3,
        )
    ]


def _names(waterfall: Waterfall, columns: int) -> Markup:
    pairs = [
        (waterfall.before_label, ""),
        *((step.name, step.note) for step in waterfall.steps),
        (waterfall.after_label, ""),
    ]
    cells = (
        tag("div", name, tag("small", note) if note else None, class_="cx-name")
        for name, note in pairs
    )
    style = f"grid-template-columns:repeat({columns},1fr)"
    return tag("div", join(*cells), class_="cx-names", style=style, aria_hidden="true")
