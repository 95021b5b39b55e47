"""A presentation as slides: which picture is drawn by which chart."""

from __future__ import annotations

from datetime import date

from cxdata.charts import slide, slide_bridge, slide_goal, slide_journey, slide_score, slide_way
from cxdata.charts.svg import Mark, Markup
from cxdata.reports import wording
from cxdata.reports.presentation import (
    Bridge,
    Goals,
    Headline,
    Heat,
    Line,
    Picture,
    Presentation,
    Shares,
    Slide,
    Table,
    Way,
)


def drawn(found: Presentation) -> Markup:
    """All slides, every text in them escaped."""
    count, words = len(found.slides), stamp(found)
    return slide.deck(
        [
            slide.slide(one, pictures(one), (at, count), words)
            for at, one in enumerate(found.slides, 1)
        ]
    )


def stamp(found: Presentation) -> str:
    """'Larkfield · data to 31 Oct 2026 · frozen 2 Nov 2026'."""
    parts = [found.company]
    if found.as_of:
        parts.append(f"data to {wording.day(date.fromisoformat(found.as_of))}")
    if found.frozen_at:
        parts.append(f"frozen {wording.day(date.fromisoformat(found.frozen_at[:10]))}")
    if found.demo:
        parts.append("a made-up company")
    return " · ".join(parts)


def pictures(one: Slide) -> list[Mark | None]:
    """A slide's pictures in reading order."""
    number = next((p for p in one.pictures if isinstance(p, Headline)), None)
    line = next((p for p in one.pictures if isinstance(p, Line)), None)
    if number is not None:
        under = slide_score.bar(number) if line is None else slide_score.line(line, number)
        return [slide_score.hero(number), under]
    return [_picture(p) for p in one.pictures]


def _picture(found: Picture) -> Mark | None:
    match found:
        case Shares():
            return slide_score.shares(found)
        case Bridge():
            return slide_bridge.mark(found)
        case Heat():
            return slide_journey.mark(found)
        case Way():
            return slide_way.mark(found)
        case Goals():
            return slide_goal.goals(found)
        case Table():
            return slide_goal.table(found)
        case _:
            return None
