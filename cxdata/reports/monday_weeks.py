"""Scores by calendar week, and which of them may be shown beside everything that months show.

A week's figure is shown where its answers are none or at least the minimum, and so is what lies
between it and every visible figure that contains it:
- the same week of every larger set of places (a touchpoint within a department within the whole);
- of the set itself and of every larger one the months around the week, snapped to the blocks in
  which `reports/hidden.py` shows them. A longer run of months adds whole blocks to these, each none
  or enough.
Weeks do not overlap, and no month lies within a week: nothing else contains or is contained.
Filters (segment, channel, region) are not offered by week. Not covered: arithmetic over more than
two figures, except that a part's touchpoints less those shown leave none or enough of its week;
the rest as in `hidden`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxdata.record import weeks
from cxdata.reports import hidden, places
from cxdata.reports.hidden import YEAR, Ints, Mask
from cxdata.reports.page import Page
from cxdata.scope import months_between


@dataclass(frozen=True)
class Weekly:
    """Answers to the NPS question by set of places and week.

    keys    what each row is of, as in places.Catalogue
    first   number of the first week (record.weeks)
    counts  by score, shape (rows, weeks, 11)
    may     which may be shown, shape (rows, weeks)
    """

    keys: tuple[tuple[str, str], ...]
    first: int
    counts: Ints
    may: Mask

    def row(self, key: tuple[str, str]) -> int | None:
        """The row of a set; None where there is none."""
        return self.keys.index(key) if key in self.keys else None


def weekly(
    page: Page, keys: tuple[tuple[str, str], ...], last: int, count: int, minimum: int
) -> Weekly:
    """The weeks up to and with `last` of some sets of a page's places.

    keys     sets of `page.sets`; unknown ones are left out
    minimum  the smallest group
    The page has to be opened by team: teams are sets that other pages show.
    """
    first = last - count + 1
    placed = _placed(page, first, last + 1)
    kept = [i for i, key in enumerate(page.sets.keys) if key in set(keys)]
    holds = page.sets.holds[kept]
    counts = np.stack([placed[held].sum(axis=0) for held in holds]) if kept else placed[:0]
    may = _may(page, kept, placed.sum(axis=-1), first, minimum)
    found = tuple(page.sets.keys[i] for i in kept)
    rows = [i for i, (kind, _) in enumerate(found) if kind == places.WITHIN]
    if rows:
        may[rows] = _beside(placed.sum(axis=-1), may[rows], holds[rows], minimum)
    return Weekly(found, first, counts, may)


def _beside(placed: Ints, may: Mask, holds: Mask, minimum: int) -> Mask:
    """The weeks of a part's touchpoints to show beside the part's own, shape (rows, weeks)."""
    within = np.asarray(holds.any(axis=0))
    n = np.where(within[:, None], placed, 0)
    found = [
        hidden.beside_total(n[:, week], may[:, week], holds, minimum) for week in range(n.shape[1])
    ]
    return np.stack(found, axis=1)


def _placed(page: Page, since: int, until: int) -> Ints:
    """Answers to the NPS question by place, week and score."""
    cells = weeks.answers(page.snapshot, page.scope, since, until).where(metric="nps")
    at = {place: i for i, place in enumerate(page.wide.places())}
    counts = np.zeros((len(at), until - since, 11), dtype=np.int64)
    touchpoint, team = cells.name("touchpoint"), cells.name("team")
    where = np.array([at[place] for place in zip(touchpoint, team, strict=True)], dtype=np.int64)
    np.add.at(counts, (where, cells.keys["week"] - since), cells.counts)
    return counts


def _may(page: Page, kept: list[int], placed: Ints, first: int, minimum: int) -> Mask:
    sets = page.sets
    n = np.stack([placed[held].sum(axis=0) for held in sets.holds])
    around = _around(page, first, n.shape[1])
    shown = _fine(n, minimum) & ((n == 0) | _fine(around - n, minimum))
    within = np.isin(sets.pairs.inner, kept)
    inner, outer = sets.pairs.inner[within], sets.pairs.outer[within]
    joins = _fine(n[outer] - n[inner], minimum) & _fine(around[outer] - n[inner], minimum)
    apart = np.ones(n.shape, dtype=bool)
    np.logical_and.at(apart, inner, joins | (n[inner] == 0))
    return np.asarray((shown & apart)[kept])


def _around(page: Page, first: int, count: int) -> Ints:
    """Answers of the shortest visible months around each week, shape (sets, weeks)."""
    board = page.boards["nps"]
    window = board.window
    monthly = board.counts.sum(axis=-1)
    total = np.concatenate([np.zeros((len(monthly), 1), np.int64), monthly.cumsum(axis=1)], axis=1)
    size = np.minimum(board.level, YEAR)
    found = np.zeros((len(monthly), count), dtype=np.int64)
    for week in range(count):
        begin, end = (
            min(max(months_between(window.since, day.replace(day=1)), 0), window.months - 1)
            for day in (weeks.monday_of(first + week), weeks.sunday_of(first + week))
        )
        since = begin - begin % size[:, begin]
        until = end - end % size[:, end] + size[:, end]
        rows = np.arange(len(monthly))
        found[:, week] = total[rows, until] - total[rows, since]
    return found


def _fine(n: Ints, minimum: int) -> Mask:
    return np.asarray((n == 0) | (n >= minimum))
