"""The hero's bar: where the score lies, how sure that is, and how far the target is."""

from __future__ import annotations

from cxdata.charts.scale import Scale, around
from cxdata.charts.shapes import Figure, Target
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import measured, scored

HEIGHT, MIDDLE = 66, 32
COLOURS = {"under": "var(--cx-m3)", "over": "var(--cx-p3)"}


def mark(
    figure: Figure, target: Target | None, name: str = "The score", beside: Figure | None = None
) -> Mark:
    """A bar over the scale with interval, value and target, or the company beside a part.

    Orange where the whole interval lies under the target, teal where over, else ink: the colour
    says no more than the counts do.
    """
    words = in_words(figure, target, name)
    aim, tick = None if target is None else target.value, "target"
    if aim is None and beside is not None and beside.value is not None:
        aim, tick = beside.value, "all touchpoints"
    scale = around((figure.low, figure.high, aim), figure.unit, least=44.0)
    colour = COLOURS.get(target.beyond if target else "", "var(--cx-ink)")
    parts = [_track(), *_ticks(scale, figure.unit)]
    if figure.value is not None and figure.low is not None and figure.high is not None:
        parts += _value(scale, figure.low, figure.value, figure.high, colour)
    if aim is not None:
        parts += _target(scale, aim, f"{tick} {scored(aim, figure.unit)}")
    return Mark(drawing(words, *parts, height=HEIGHT, class_="cx-drawing"), words)


def in_words(figure: Figure, target: Target | None, name: str = "The score") -> str:
    """The bar in a sentence."""
    aim = f"; target {scored(target.value, figure.unit)}, {target.words}" if target else ""
    return f"{name}: {measured(figure)}{aim}."


def _track() -> Markup:
    return tag("rect", x="0", y=MIDDLE - 3, width="100%", height=6, rx=3, fill="var(--cx-line)")


def _ticks(scale: Scale, unit: str) -> list[Markup]:
    last = len(scale.ticks) - 1
    anchors = {0: "start", last: "end"}
    return [
        tag(
            "text",
            scored(value, unit),
            x=percent(scale.x(value)),
            y=HEIGHT - 6,
            text_anchor=anchors.get(i, "middle"),
            class_="cx-tick",
        )
        for i, value in enumerate(scale.ticks)
    ]


def _value(scale: Scale, low: float, value: float, high: float, colour: str) -> list[Markup]:
    left, right = scale.x(low), scale.x(high)
    return [
        tag(
            "rect",
            x=percent(left),
            y=MIDDLE - 4,
            width=percent(max(right - left, 0.5)),
            height=8,
            rx=4,
            fill=colour,
        ),
        tag(
            "circle",
            cx=percent(scale.x(value)),
            cy=MIDDLE,
            r=6.5,
            fill=colour,
            stroke="var(--cx-background)",
            stroke_width=2,
        ),
    ]


def _target(scale: Scale, aim: float, words: str) -> list[Markup]:
    x = scale.x(aim)
    far = x > 75
    return [
        tag(
            "line",
            x1=percent(x),
            x2=percent(x),
            y1=MIDDLE - 16,
            y2=MIDDLE + 11,
            stroke="var(--cx-ink)",
            stroke_width=2,
        ),
        tag(
            "text",
            words,
            x=percent(x),
            dx=-7 if far else 7,
            y=MIDDLE - 13,
            text_anchor="end" if far else "start",
            class_="cx-small",
        ),
    ]
