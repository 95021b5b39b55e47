"""Promoters, passives and detractors as one bar, and the score that they make under it."""

from __future__ import annotations

from cxdata.charts.scale import Scale
from cxdata.charts.shapes import Figure
from cxdata.charts.svg import Mark, Markup, drawing, percent, tag
from cxdata.charts.wording import measured, scored

HEIGHT, BAR, TOP, MIDDLE = 178, 44, 24, 122
WHOLE = Scale(-100.0, 100.0, 50.0)  # it never moves, so that the score is seen to
NAMES = ("Detractors, 0 to 6", "Passives, 7 or 8", "Promoters, 9 or 10")
FILLS = ("var(--cx-m3)", "var(--cx-0)", "var(--cx-p3)")
INKS = ("var(--cx-background)", "var(--cx-ink)", "var(--cx-background)")
ROOM = 9.0  # percent of the width that a share's figure needs


def mark(counts: tuple[int, int, int], figure: Figure) -> Mark:
    """The bar of shares over the score's scale.

    counts  promoters, passives, detractors
    figure  their score with its interval
    """
    words = in_words(counts, figure)
    parts = [*_shares(counts), *_names(), *_scale(), *_score(figure)]
    return Mark(drawing(words, *parts, height=HEIGHT, class_="cx-drawing"), words)


def in_words(counts: tuple[int, int, int], figure: Figure) -> str:
    """The picture in a sentence."""
    p, s, d = counts
    return f"{p:,} promoters, {s:,} passives, {d:,} detractors make {measured(figure)}."


def _shares(counts: tuple[int, int, int]) -> list[Markup]:
    whole = sum(counts)
    if not whole:
        return [tag("rect", x="0", y=TOP, width="100%", height=BAR, rx=4, fill="var(--cx-shade)")]
    parts, left = [], 0.0
    for count, fill, ink in zip(reversed(counts), FILLS, INKS, strict=True):
        share = 100 * count / whole
        parts.append(
            tag("rect", x=percent(left), y=TOP, width=percent(share), height=BAR, fill=fill)
        )
        if share >= ROOM:
            parts.append(
                tag("text", f"{share:.0f} %", x=percent(left + share / 2), y=TOP + BAR / 2 + 5,
                    text_anchor="middle", style=f"fill: {ink}", class_="cx-figure")
            )  # fmt: skip
        left += share
    return parts


def _names() -> list[Markup]:
    places = zip(NAMES, (0, 50, 100), ("start", "middle", "end"), strict=True)
    return [
        tag("text", name, x=percent(x), y=14, text_anchor=anchor, class_="cx-small")
        for name, x, anchor in places
    ]


def _scale() -> list[Markup]:
    track = tag("rect", x="0", y=MIDDLE - 3, width="100%", height=6, rx=3, fill="var(--cx-line)")
    zero = tag("line", x1="50%", x2="50%", y1=MIDDLE - 9, y2=MIDDLE + 9, stroke="var(--cx-muted)")
    anchors = {-100.0: "start", 100.0: "end"}
    ticks = [
        tag("text", scored(value, "points"), x=percent(WHOLE.x(value)), y=MIDDLE + 32,
            text_anchor=anchors.get(value, "middle"), class_="cx-tick")
        for value in WHOLE.ticks
    ]  # fmt: skip
    return [track, zero, *ticks]


def _score(figure: Figure) -> list[Markup]:
    if figure.value is None or figure.low is None or figure.high is None:
        return []
    left, right, x = (WHOLE.x(v) for v in (figure.low, figure.high, figure.value))
    anchor = "start" if x < 8 else "end" if x > 92 else "middle"
    ring = {"stroke": "var(--cx-background)", "stroke_width": 2}
    return [
        # Higher than the dot: of many answers the range is no wider than that.
        tag("rect", x=percent(left), y=MIDDLE - 12, width=percent(max(right - left, 0.5)),
            height=24, rx=3, fill="var(--cx-ink)", opacity=0.28),
        tag("circle", cx=percent(x), cy=MIDDLE, r=8, fill="var(--cx-ink)", **ring),
        tag("text", figure.text, x=percent(x), y=MIDDLE - 19, text_anchor=anchor,
            class_="cx-figure"),
    ]  # fmt: skip
