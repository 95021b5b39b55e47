"""Slides that hold more than one can show become several: nothing is left out or too small."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from cxdata.reports.presentation import Goal, Goals, Heat, Picture, Slide, Table, Way

HEAT_ROWS, TABLE_ROWS, GOALS, PARTS, WAY_STEPS = 26, 9, 3, 8, 8
ALONE = (Heat, Table, Goals, Way)  # pictures that need a slide's whole width


def pages(slide: Slide) -> Iterator[Slide]:
    """The slide as the deck shows it: itself, or itself and what does not fit on it."""
    parts = [part for picture in slide.pictures for part in _parts(picture)]
    groups: list[tuple[Picture, ...]] = []
    for part in parts:
        full = isinstance(part, ALONE) or not groups or len(groups[-1]) == 2
        if full or isinstance(groups[-1][-1], ALONE):
            groups.append((part,))
        else:
            groups[-1] = (*groups[-1], part)
    for number, group in enumerate(groups or [()]):
        title = slide.title if number == 0 else f"{slide.title} (continued)"
        yield replace(slide, title=title, pictures=group)


def _parts(picture: Picture) -> Iterator[Picture]:
    if isinstance(picture, Heat):
        cells = _chunks(picture.cells, HEAT_ROWS)
        for rows, kept in zip(_chunks(picture.rows, HEAT_ROWS), cells, strict=True):
            yield replace(picture, rows=rows, cells=kept)
    elif isinstance(picture, Table):
        for rows in _chunks(picture.rows, TABLE_ROWS):
            yield replace(picture, rows=rows)
    elif isinstance(picture, Way):
        for steps in _chunks(picture.steps, WAY_STEPS):
            yield replace(picture, steps=steps)
    elif isinstance(picture, Goals):
        for goals in _goals(picture.goals):
            yield Goals(goals)
    else:
        yield picture


def _goals(goals: Sequence[Goal]) -> Iterator[tuple[Goal, ...]]:
    """Few enough goals for a slide, and few enough departments' parts under them."""
    held: list[Goal] = []
    for goal in goals:
        for i, parts in enumerate(_chunks(goal.parts, PARTS)):
            more = goal if i == 0 else replace(goal, name=f"{goal.name} (continued)")
            counted = sum(len(g.parts) for g in held) + len(parts)
            if held and (len(held) == GOALS or counted > PARTS):
                yield tuple(held)
                held = []
            held.append(replace(more, parts=parts))
    yield tuple(held)


def _chunks(things: tuple[Any, ...], most: int) -> list[tuple[Any, ...]]:
    """Runs of at most so many, as even as can be; one empty run of nothing."""
    if not things:
        return [()]
    count = -(-len(things) // most)
    size = -(-len(things) // count)
    return [things[i : i + size] for i in range(0, len(things), size)]
