"""One customer's way on a slide: a card a moment, from left to right."""

from __future__ import annotations

from cxdata.catalog import METRICS
from cxdata.charts import slide_shapes as shapes
from cxdata.charts.svg import Mark, Markup, join, tag


def mark(found: shapes.Way) -> Mark:
    """The moments in their order: who met the customer, what they gave, what they said."""
    cards = [_card(step, i == 0) for i, step in enumerate(found.steps)]
    style = f"--cx-steps:{max(len(cards), 1)}"
    html = tag("div", *cards, class_="cx-way", style=style)
    return Mark(html, f"{len(cards)} moments of one customer's way.")


def _card(step: shapes.WayStep, first: bool) -> Markup:
    later = "" if first else f"{step.days} days later" if step.days > 1 else (
        "1 day later" if step.days else "the same day"
    )  # fmt: skip
    return tag(
        "div",
        tag("div", later or "It began here", class_="cx-later"),
        _sign(step),
        tag("b", step.department or "Overall"),
        tag("div", step.touchpoint, class_="cx-place"),
        tag("div", f"“{step.words}”", class_="cx-words") if step.words else None,
        class_="cx-moment",
    )


def _sign(step: shapes.WayStep) -> Markup:
    if step.told is not None:
        words = "told what was done" if step.told else "called, not told what was done"
        class_ = "cx-call cx-told" if step.told else "cx-call"
        return tag("div", tag("span", words), class_=class_)
    figure, _, scale = step.score.partition(" of ")
    if not figure:
        return tag("div", "–", class_="cx-ball")
    paint = f"background:var(--cx-{colour(figure, scale)})"
    light = " cx-light" if colour(figure, scale) == "neutral" else ""
    ball = tag("div", figure, class_=f"cx-ball{light}", style=paint)
    return join(ball, tag("small", f"of {scale}", class_="cx-of")) if scale else ball


def colour(figure: str, scale: str) -> str:
    """The palette's name for a score: teal where its metric calls it favourable, orange where not.

    scale  the highest score that could be given: it tells which metric it is
    """
    metric = next((m for m in METRICS.values() if str(m.high) == scale), None)
    if metric is None or not figure.isdecimal():
        return "neutral"
    score = int(figure)
    return "p3" if score >= metric.top else "m3" if score <= metric.bottom else "neutral"
