"""May a score be weighted by a dimension? Only where its groups' own scores might be shown.

A weighted score is a sum of what the groups of each dimension answered, a factor a group
(metrics/weights.additive). Where every group's plain score may be shown for the same months,
filters and places, a weighted one tells nothing that the plain ones do not: whatever subtraction
of weighted scores gives, one of plain scores gives, and those are safe (reports/hidden).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cxdata.record import Cells
from cxdata.reports import board, hidden
from cxdata.reports.board import Board
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.page import Page
from cxdata.reports.places import WHOLE
from cxdata.reports.wide import FILTERS
from cxdata.scope import View

Members = dict[str, tuple[str, ...]]


def filters(view: View) -> Members:
    """The segments, channels and regions that a view keeps, where it keeps some only."""
    asked = zip(FILTERS, (view.segments, view.channels, view.regions), strict=True)
    return {dimension: tuple(dict.fromkeys(members)) for dimension, members in asked if members}


def kept(cells: Cells, view: View) -> Mask:
    """Which rows are of a view's segments, channels and regions."""
    mask = np.ones(len(cells.counts), dtype=bool)
    for dimension, members in filters(view).items():
        mask &= np.isin(cells.names[dimension], members)[cells.keys[dimension]]
    return mask


class Margins:
    """Which scores of a page may be weighted by a dimension."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._levels: dict[tuple[object, ...], Ints] = {}
        self._members: dict[tuple[str, str], tuple[str, ...]] = {}
        self._masks: dict[tuple[object, ...], tuple[object, Mask]] = {}

    def head(self, view: View, dimension: str) -> bool:
        """May the relational score be told apart by a dimension, under a view's filters?"""
        since, until = self.page.wide.window.place(view)
        return since >= 0 and bool(hidden.shown(self._level(view, dimension), since, until))

    def _level(self, view: View, dimension: str) -> Ints:
        """Blocks of months of the relational score, shape (months,)."""
        told = self._apart(view, dimension, self.page.wide.mix)
        key = tuple(sorted(told.items()))
        if key not in self._levels:
            sizes = board.mix_sizes(self.page.wide, told)
            self._levels[key] = hidden.box_levels(sizes[None], self.page.minimum)[0]
        return self._levels[key]

    def members(self, view: View, dimension: str, ids: Sequence[str], other: str) -> Mask:
        """Which members of a dimension may be told apart by another one, shape (members,).

        As for the headline, of its relational score.
        """
        since, until = self.page.wide.window.place(view)
        if since < 0:
            return np.zeros(len(ids), dtype=bool)
        told = self._apart(view, other, self.page.wide.mix)
        sizes = board.each_against_others(self.page.wide, told, dimension, ids)
        level = hidden.box_levels(sizes, self.page.minimum)
        return hidden.shown(level, since, until)

    def of(
        self, rows: Board, answers: tuple[Cells, Ints], view: View, dimension: str, rest: bool
    ) -> Mask:
        """Which rows of a board of sets of places may be told apart by a dimension, shape (rows,).

        answers  touchpoint answers of all months without any filter, and their places
        rest     all other places are meant instead of a row's own: then the whole must be, too
        """
        if rows.sets is None or self.page.wide.window.place(view)[0] < 0:
            return np.zeros(len(rows.keys), dtype=bool)
        may = self._shown(rows, answers, view, dimension)
        at = rows.sets.at
        found = may[[at[key] for key in rows.keys]]
        whole = at.get((WHOLE, ""))
        return found & may[whole] if rest and whole is not None else found

    def _shown(self, rows: Board, answers: tuple[Cells, Ints], view: View, dimension: str) -> Mask:
        """Which sets of a board's catalogue may be told apart by a dimension, shape (sets,)."""
        key = (id(rows.sets), rows.metric, view, dimension)
        if key not in self._masks:
            since, until = self.page.wide.window.place(view)
            level = self._of_sets(rows, answers, view, dimension)
            # The catalogue is kept beside it, lest another be given its number.
            self._masks[key] = rows.sets, hidden.shown(level, since, until)
        return self._masks[key][1]

    def _of_sets(
        self, rows: Board, answers: tuple[Cells, Ints], view: View, dimension: str
    ) -> Ints:
        """Blocks of months of every set of a board's catalogue, shape (sets, months)."""
        cells, place = answers
        told, sets = self._apart(view, dimension, cells, rows.metric), rows.sets
        window = self.page.wide.window
        if sets is None:
            raise ValueError("rows without a catalogue cannot be told from one another")
        key = (rows.metric, sets.keys, tuple(sorted(told.items())))
        if key not in self._levels:
            month = cells.keys["month"] - window.first
            sizes = board.sizes(cells, (place, sets.holds.shape[1]), told, (month, window.months))
            summed = board.gathered(sets.holds, sizes)
            self._levels[key] = hidden.box_levels(summed, self.page.minimum, sets.pairs)
        return self._levels[key]

    def _apart(self, view: View, dimension: str, cells: Cells, of: str = "") -> Members:
        """The view's filters, and every member of a dimension where no filter is set on it.

        of  what the cells are of, for all that is told apart: a metric, '' the relational score
        """
        if (of, dimension) not in self._members:
            names = cells.names[dimension]
            used = np.flatnonzero(np.bincount(cells.keys[dimension], minlength=len(names)))
            self._members[of, dimension] = tuple(names[code] for code in used.tolist())
        return {dimension: self._members[of, dimension], **filters(view)}
