"""A figure with its interval on a scale, and the line that it is held against."""

from __future__ import annotations

from cxdata.charts.scale import Scale
from cxdata.charts.svg import Markup, drawing, percent, tag

HEIGHT, MIDDLE, THICK = 30, 15, 5
COLOURS = {"above": "var(--cx-p3)", "below": "var(--cx-m3)"}


def bar(
    words: str,
    scale: Scale,
    figure: tuple[float | None, float | None, float | None],
    tone: str,
    line: float | None,
) -> Markup:
    """A row's picture: the interval as a bar, the value as a dot; nothing where it is unknown.

    words   what it says, for who cannot see it
    figure  value, low, high
    tone    'above', 'below', or anything else for grey
    line    where the value lies that all are held against
    """
    parts = [] if line is None else [_line(percent(scale.x(line)))]
    value, low, high = figure
    if value is not None and low is not None and high is not None:
        colour = COLOURS.get(tone, "var(--cx-muted)")
        left, right = scale.x(low), scale.x(high)
        wide = percent(max(right - left, 0.5))
        place = {"x": percent(left), "width": wide, "y": MIDDLE - THICK / 2, "height": THICK}
        parts += [
            tag("rect", **place, rx=THICK / 2, fill=colour, opacity=0.5),
            tag("circle", cx=percent(scale.x(value)), cy=MIDDLE, r=6, fill=colour),
        ]
    return drawing(words, *parts, height=HEIGHT, class_="cx-drawing")


def foot(scale: Scale, line: float, label: str, words: str = "") -> Markup:
    """The row under all others that names the line; words: what it says where that is more."""
    x = scale.x(line)
    anchor = "end" if x > 75 else "start" if x < 25 else "middle"
    text = tag("text", label, x=percent(x), y=14, text_anchor=anchor, class_="cx-small")
    picture = drawing(words or label, text, height=20, class_="cx-drawing")
    blank = tag("div", class_="cx-who")
    return tag(
        "div", blank, tag("div", picture, class_="cx-bar"), class_="cx-row cx-foot", role="listitem"
    )


def _line(x: str) -> Markup:
    stroke = {"stroke": "var(--cx-muted)", "stroke_dasharray": "3 3"}
    return tag("line", x1=x, x2=x, y1=0, y2="100%", **stroke)
