"""How many gave which score: a bar a score, detractors orange, promoters teal."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts.svg import Mark, Markup, drawing, percent, tag

HEIGHT, FOOT, HEAD = 92, 18, 16


def mark(scores: Sequence[tuple[int, int]], top: int, bottom: int) -> Mark | None:
    """Bars over the scores; None without any.

    scores       (score, answers), the whole scale in order
    top, bottom  lowest favourable and highest unfavourable score
    """
    most = max((n for _, n in scores), default=0)
    if not most:
        return None
    words = in_words(scores)
    wide = 100 / len(scores)
    drawn = [
        part
        for i, (score, n) in enumerate(scores)
        for part in _bar(i * wide, wide, (score, n), n / most, _colour(score, top, bottom))
    ]
    return Mark(drawing(words, *drawn, height=HEIGHT, class_="cx-drawing"), words)


def in_words(scores: Sequence[tuple[int, int]]) -> str:
    """The bars in a sentence."""
    return "Answers by score: " + ", ".join(f"{score}: {n:,}" for score, n in scores) + "."


def _bar(
    x: float, wide: float, said: tuple[int, int], share: float, colour: str
) -> tuple[Markup, ...]:
    score, n = said
    tall = (HEIGHT - FOOT - HEAD) * share
    base = HEIGHT - FOOT
    middle = percent(x + wide / 2)
    place = {"text_anchor": "middle", "class_": "cx-tick"}
    return (
        tag("rect", x=percent(x + wide * 0.1), y=base - tall, width=percent(wide * 0.8),
            height=max(tall, 1.0), rx=2, fill=colour),
        tag("text", str(n), x=middle, y=base - tall - 4, **place) if n else Markup(""),
        tag("text", str(score), x=middle, y=HEIGHT - 3, **place),
    )  # fmt: skip


def _colour(score: int, top: int, bottom: int) -> str:
    if score >= top:
        return "var(--cx-p2)"
    return "var(--cx-m2)" if score <= bottom else "var(--cx-neutral)"
