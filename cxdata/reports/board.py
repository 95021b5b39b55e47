"""The counts of a page as tables by month, with what suppression allows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cxdata.record import Cells
from cxdata.reports import hidden
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.periods import Window
from cxdata.reports.places import WHOLE, Catalogue
from cxdata.reports.wide import Wide, tallied
from cxdata.scope import View


@dataclass(frozen=True)
class Board:
    """Answers to one question by row and month.

    metric   id in the catalog
    keys     what each row is of: (kind, id), as in places.Catalogue or of a dimension
    counts   by score, shape (rows, months, 11), after the view's filters
    level    length of the block that each month belongs to, shape (rows, months): hidden.levels
    holds    which places each row holds, shape (rows, places); None where rows are no sets of them
    placed   answers of each place and month, shape (places, months); None as above
    sets     the catalogue that the rows are of, before any were picked; None as above
    """

    metric: str
    keys: tuple[tuple[str, str], ...]
    counts: Ints
    level: Ints
    window: Window
    holds: Mask | None = None
    placed: Ints | None = None
    sets: Catalogue | None = None

    def over(self, view: View) -> Ints:
        """Histograms of a period, shape (rows, 11)."""
        since, until = self.window.place(view)
        return np.asarray(self.counts[:, max(since, 0) : max(until, 0)].sum(axis=1))

    def may(self, view: View) -> Mask:
        """Which rows may be shown for a period, shape (rows,)."""
        since, until = self.window.place(view)
        if since < 0:
            return np.zeros(len(self.counts), dtype=bool)
        return hidden.shown(self.level, since, until)

    def may_beside_total(self, view: View, minimum: int) -> Mask:
        """The same, where the total of all places is shown beside the rows."""
        may = self.may(view)
        if self.holds is None or self.placed is None:
            return hidden.covered(self.over(view).sum(axis=-1), may, minimum)
        since, until = self.window.place(view)
        n = self.placed[:, max(since, 0) : max(until, 0)].sum(axis=1)
        return hidden.beside_total(n, may, self.holds, minimum)

    def rows(self, which: Sequence[int]) -> Board:
        """Some of the rows."""
        picked = list(which)
        keys = tuple(self.keys[row] for row in picked)
        holds = None if self.holds is None else self.holds[picked]
        counts, level = self.counts[picked], self.level[picked]
        return replace(self, keys=keys, counts=counts, level=level, holds=holds)

    def of(self, kind: str, *ids: str) -> Board:
        """The rows of a kind, in the order of the ids given; unknown ones are left out."""
        place = self._place
        return self.rows([place[kind, id_] for id_ in ids if (kind, id_) in place])

    @cached_property
    def _place(self) -> dict[tuple[str, str], int]:
        return {key: row for row, key in enumerate(self.keys)}


class Boards(Mapping[str, Board]):
    """Touchpoint answers by metric; each is made when it is asked for first."""

    def __init__(self, wide: Wide, sets: Mapping[str, Catalogue], minimum: int) -> None:
        self._wide, self._sets, self._minimum = wide, sets, minimum
        self._made: dict[str, Board] = {}

    def __getitem__(self, metric: str) -> Board:
        if metric not in self._made:
            made = at_places(self._wide, self._sets[metric], metric, self._minimum)
            self._made[metric] = made
        return self._made[metric]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sets)

    def __len__(self) -> int:
        return len(self._sets)


def joined(boards: Sequence[Board]) -> Board:
    """One-row boards of the same window as one board; at least one of them."""
    first = boards[0]
    holds = [one.holds for one in boards if one.holds is not None]
    return replace(
        first,
        keys=tuple(key for one in boards for key in one.keys),
        counts=np.concatenate([one.counts for one in boards]),
        level=np.concatenate([one.level for one in boards]),
        holds=np.concatenate(holds) if len(holds) == len(boards) else None,
    )


def relational(wide: Wide, minimum: int) -> Board:
    """The headline's board: one row, the relational NPS after the view's filters."""
    sizes = mix_sizes(wide, wide.filters)
    kept = _kept(wide)
    rows = np.zeros(int(kept.sum()), dtype=np.int64)
    counts = tallied(wide.mix.only(kept), rows, 1, wide.window)
    level = hidden.box_levels(sizes[None], minimum)
    return Board("nps", ((WHOLE, ""),), counts, level, wide.window)


def relational_by(wide: Wide, dimension: str, members: Sequence[str], minimum: int) -> Board:
    """The same, a row for each member of a dimension of the mix."""
    names = wide.mix.names[dimension]
    place = {name: i for i, name in enumerate(members)}
    code = np.array([place.get(name, len(members)) for name in names], dtype=np.int64)
    row = code[wide.mix.keys[dimension]] if len(names) else np.zeros(0, dtype=np.int64)
    kept = _kept(wide) & (row < len(members))
    counts = tallied(wide.mix.only(kept), row[kept], len(members), wide.window)
    sizes = each_against_others(wide, wide.filters, dimension, members)
    level = hidden.box_levels(sizes, minimum)
    keys = tuple((dimension, member) for member in members)
    return Board("nps", keys, counts, level, wide.window)


def at_places(wide: Wide, sets: Catalogue, metric: str, minimum: int) -> Board:
    """Touchpoint answers to a metric's question, a row for each set of places."""
    counts, sizes = wide.by_place(metric)
    summed = gathered(sets.holds, counts)
    answers = gathered(sets.holds, sizes) if wide.filters else summed.sum(axis=-1)
    level = hidden.box_levels(answers, minimum, sets.pairs)
    placed = counts.sum(axis=-1)
    return Board(metric, sets.keys, summed, level, wide.window, sets.holds, placed, sets)


def each_against_others(
    wide: Wide, kept: Mapping[str, tuple[str, ...]], dimension: str, members: Sequence[str]
) -> Ints:
    """Sizes for hidden.box_levels: a row a member, its axis of the member and all others first."""
    filters = {**kept, dimension: tuple(members)}
    sizes = np.moveaxis(mix_sizes(wide, filters), list(filters).index(dimension), 0)
    each = sizes[:-1]
    return np.stack([each, sizes.sum(axis=0) - each], axis=1)


def gathered(holds: Mask, counts: Ints) -> Ints:
    """Counts by place summed over each set. No matrix product: its threads cost more than it."""
    flat = counts.reshape(len(counts), int(np.prod(counts.shape[1:], dtype=np.int64)))
    summed = np.zeros((len(holds), flat.shape[1]), dtype=np.int64)
    for row, held in enumerate(holds):
        flat[held].sum(axis=0, out=summed[row])
    return summed.reshape(len(holds), *counts.shape[1:])


def _kept(wide: Wide) -> Mask:
    """Rows of the mix within the window and the view's filters."""
    month = wide.mix.keys["month"] - wide.window.first
    kept = (month >= 0) & (month < wide.window.months)
    for dimension, members in wide.filters.items():
        codes = [i for i, name in enumerate(wide.mix.names[dimension]) if name in members]
        kept &= np.isin(wide.mix.keys[dimension], codes)
    return np.asarray(kept)


def mix_sizes(wide: Wide, filters: Mapping[str, tuple[str, ...]]) -> Ints:
    """Relational answers, an axis for each filter (its members, then all others), and months."""
    month = wide.mix.keys["month"] - wide.window.first
    alone = np.zeros(len(month), dtype=np.int64)
    found = sizes(wide.mix, (alone, 1), filters, (month, wide.window.months))
    return np.asarray(found[0])


def sizes(
    cells: Cells,
    row: tuple[Ints, int],
    filters: Mapping[str, tuple[str, ...]],
    month: tuple[Ints, int],
) -> Ints:
    """Answers of cells by row, filter axes (members, then all others) and month.

    row, month  the number that each of the cells has, and how many there are; those of other
                months are left out
    return      shape (rows, …axes, months)
    """
    flat, shape = row[0], [row[1]]
    for dimension, members in filters.items():
        place = {name: i for i, name in enumerate(members)}
        codes = [place.get(name, len(members)) for name in cells.names[dimension]]
        axis = np.array(codes, dtype=np.int64)[cells.keys[dimension]]
        flat = flat * (len(members) + 1) + axis
        shape.append(len(members) + 1)
    inside = (month[0] >= 0) & (month[0] < month[1])
    flat = (flat * month[1] + month[0])[inside]
    shape.append(month[1])
    size = int(np.prod(shape, dtype=np.int64))
    return np.bincount(flat, cells.n[inside], size).astype(np.int64).reshape(shape)
