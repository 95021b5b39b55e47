"""The cells of the journey's map weighted, each to the customers who could be asked there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from cxdata.reports import journey_cells, places, weighting, wording
from cxdata.reports.board import Board
from cxdata.reports.journey_cells import PARTS, SIZES, Column, Counted
from cxdata.reports.page import Page
from cxdata.reports.weighting import Weighing, only
from cxdata.scope import View

Metrics = Sequence[tuple[str, str]]


def weighted(page: Page, by: str, metrics: Metrics, found: Counted, weighing: Weighing) -> Counted:
    """The counts of a map with every cell raked by itself; one that cannot be is a gap.

    A cell is not shown as answered among weighted ones: its colour, its row's outlines and its
    change would mix the two ways of counting.
    """
    shape = found.may.shape
    tables = np.zeros((2, *shape, 11))
    could = np.zeros((2, *shape), dtype=bool)
    lacking: Counter[str] = Counter()
    for metric in dict.fromkeys(metric for _, metric in metrics):
        rows = [r for r, (_, one) in enumerate(metrics) if one == metric]
        ids = [metrics[r][0] for r in rows]
        for c, (board, *views) in enumerate(_looked_at(page, by, metric, ids, found.columns)):
            for when, view in enumerate(views):
                given = weighing.rows(board, view)
                tables[when, rows, c] = weighting.stacked(given)
                could[when, rows, c] = weighting.could(given)
                lacking.update(one.refused for one in given if one.refused and one.n and not when)
    return replace(
        found,
        now=tables[0],
        then=tables[1],
        may=found.may & could[0],
        before=found.before & could[1],
        gone=found.may & ~could[0],
        why=next((why for why, _ in lacking.most_common(1)), ""),
    )


def words(found: Counted, by: str = "") -> str:
    """How the cells were weighted, and how many could not be.

    by  what the columns are
    """
    asked = found.may | found.gone
    answered = asked & (found.given.sum(axis=-1) > 0)
    total, left = int(answered.sum()), int((answered & found.gone).sum())
    if not total:
        return ""
    if left == total:
        return f"No cell can be weighted: {found.why}"
    told = (
        "Each cell is weighted by itself to the customers who could be asked there; colour, "
        "outlines and changes go by what its answers are then worth."
    )
    if left:
        told += (
            f" {left:,} of {wording.counted(total, 'cell')} cannot be weighted and are marked ×. "
            f"Most often: {found.why}"
        )
    if left > total / 2 and by == "month":
        told += " Quarters as columns can be weighted more often."
    return told


def _looked_at(
    page: Page, by: str, metric: str, ids: Sequence[str], columns: Sequence[Column]
) -> Iterator[tuple[Board, View, View]]:
    """For each column the board of its cells, and the two periods that it is looked at in."""
    sets = journey_cells.met(page, by) if by in PARTS else page.sets
    board = journey_cells.board_of(page, metric, page.wide, sets)
    rows = board.of(journey_cells.base(page), *ids)
    for column in columns:
        if by in SIZES:
            yield rows, column.now, column.then
        elif by in PARTS:
            keys = [places.crossing(id_, column.id) for id_ in ids]
            yield board.of(places.WITHIN, *keys), page.view, page.then
        else:
            yield rows, only(page.view, by, column.id), only(page.then, by, column.id)
