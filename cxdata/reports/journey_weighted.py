"""The cells of the journey's map weighted, each to the customers who could be asked there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from cxdata.reports import journey_cells, places, weighting, wording
from cxdata.reports.board import Board
from cxdata.reports.figures import Sentence
from cxdata.reports.journey_cells import PARTS, QUARTER, SIZES, Column, Counted
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


def gaps(found: Counted) -> tuple[int, int]:
    """How many cells with answers there are, and how many of them cannot be weighted."""
    answered = (found.may | found.gone) & (found.given.sum(axis=-1) > 0)
    return int(answered.sum()), int((answered & found.gone).sum())


def finer(found: Counted, quarters: Counted | None) -> str:
    """QUARTER where most months cannot be weighted and a larger share of quarters can, else ''."""
    if quarters is None:
        return ""
    (total, left), (of, gone) = gaps(found), gaps(quarters)
    return QUARTER if left > total / 2 and of and gone / of < left / total else ""


def headline(found: Counted, quarters: Counted | None) -> Sentence:
    """'Only 83 of 312 cells can be told once weighted; by quarter 180 of 192. '"""
    total, left = gaps(found)
    if not left:
        return ()
    few = left > total / 2
    some = f"{'Only ' if few else ''}{total - left:,}" if left < total else "None"
    told = f"{some} of {total:,} cells can be told once weighted"
    if quarters is not None and finer(found, quarters):
        of, gone = gaps(quarters)
        told += f"; by {QUARTER} {of - gone:,} of {of:,}"
    return ((f"{told}. ", not few),)


def words(found: Counted) -> str:
    """How the cells were weighted, and how many could not be."""
    total, left = gaps(found)
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
