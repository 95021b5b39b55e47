"""What a page reads of the record: its slice over all the months that it needs, once.

With segment, channel or region filters the counts of each filter alone and of all together come
too, in one scan: suppression has to know how many answers each filter leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import product

import numpy as np

from cxdata.catalog import NOT_GIVEN, TOUCHPOINT
from cxdata.errors import BadInput
from cxdata.record import Cells, Snapshot
from cxdata.record.apart import State, apart
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.periods import Window, window
from cxdata.reports.places import Place
from cxdata.scope import Scope, View

FILTERS = ("segment", "channel", "region")
SCORES = 11
MOST_SLICES = 64  # of filter combinations that a page reads before it refuses


@dataclass(frozen=True)
class Wide:
    """The counts of a page.

    window   its months
    mix      relational NPS by month x segment x channel x region, unfiltered
    cores    month x kind x touchpoint x team x metric; by which member of each set filter it is
             of (None: all)
    filters  the filters that are set: dimension -> members
    silent   places whose customers could be asked and never answered, where weights ask for them
    """

    window: Window
    mix: Cells
    cores: Mapping[State, Cells]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    silent: tuple[Place, ...] = ()

    @property
    def whole(self) -> Cells:
        """The core without any filter."""
        return self.cores[(None,) * len(self.filters)]

    def places(self) -> list[Place]:
        """The places that touchpoint answers carry, by their codes, and then the silent ones."""
        touchpoint, team = self.whole.names["touchpoint"], self.whole.names["team"]
        codes = self._codes.tolist()
        heard = [(touchpoint[code // len(team)], team[code % len(team)]) for code in codes]
        return [*heard, *self.silent]

    @property
    def answered(self) -> int:
        """How many of the places answers carry: they come first."""
        return len(self._codes)

    def beside(self, asked: Sequence[Place]) -> Wide:
        """The same with the places where customers could be asked, beside those with answers.

        Customers whose team is not told are those of the teams that answers name there, if any.
        """
        known = set(self.places())
        heard = {touchpoint for touchpoint, _ in known}
        new = [place for place in asked if place not in known]
        silent = [place for place in new if place[1] != NOT_GIVEN or place[0] not in heard]
        return replace(self, silent=(*self.silent, *silent))

    @cached_property
    def _codes(self) -> Ints:
        """Codes of the places, sorted."""
        cells = self.whole
        return np.flatnonzero(np.bincount(_place(cells)[_mask(cells, kind=TOUCHPOINT)]))

    def by_place(self, metric: str) -> tuple[Ints, Ints]:
        """Touchpoint answers to a metric's question, places as in `places`.

        return  counts by score after the filters, shape (places, months, 11);
                sizes, shape (places, …axes, months): hidden.box_levels
        """
        tables = {state: self._table(core, metric) for state, core in self.cores.items()}
        boxes = [table for state, table in tables.items() if None not in state]
        counts = np.sum(boxes, axis=0) if self.filters else tables[()]
        return counts, self._sizes(tables)

    def _table(self, cells: Cells, metric: str) -> Ints:
        kept = cells.only(_mask(cells, kind=TOUCHPOINT, metric=metric) & self._within(cells))
        row = np.searchsorted(self._codes, _place(kept))
        return tallied(kept, row, len(self._codes) + len(self.silent), self.window)

    def _within(self, cells: Cells) -> Mask:
        month = cells.keys["month"] - self.window.first
        return np.asarray((month >= 0) & (month < self.window.months))

    def _sizes(self, tables: Mapping[State, Ints]) -> Ints:
        """Answers by place, filter axes (members, then all others) and month."""
        axes = [(*members, None) for members in self.filters.values()]
        first = next(iter(tables.values()))
        sizes = np.zeros((*(len(a) for a in axes), *first.shape[:2]), dtype=np.int64)
        for at, state in zip(np.ndindex(*(len(a) for a in axes)), product(*axes), strict=True):
            sizes[at] = tables[state].sum(axis=-1)
        for axis in range(len(axes)):
            last = (slice(None),) * axis + (-1,)
            members = (slice(None),) * axis + (slice(None, -1),)
            sizes[last] -= sizes[members].sum(axis=axis)
        return np.moveaxis(sizes, -2, 0)


def tallied(cells: Cells, row: Ints, rows: int, months: Window) -> Ints:
    """Counts by score of cells grouped by row number and month, shape (rows, months, 11)."""
    flat = row * months.months + cells.keys["month"] - months.first
    size = rows * months.months
    columns = [np.bincount(flat, cells.counts[:, s], size) for s in range(SCORES)]
    return np.stack(columns, axis=-1).astype(np.int64).reshape(rows, months.months, SCORES)


def read(scope: Scope, snapshot: Snapshot, view: View, since: date, by_mix: bool = True) -> Wide:
    """The slice of a page that looks at `view` and back to `since` at least.

    by_mix  whether an unfiltered view needs `mix` by segment, channel and region
    raises  BadInput where the filters would need more slices than are worth it
    """
    months = window(snapshot.span(scope), view, since)
    asked = {"segment": view.segments, "channel": view.channels, "region": view.regions}
    filters = {d: tuple(dict.fromkeys(members)) for d, members in asked.items() if members}
    whole = snapshot.slice(scope, View(months.since, months.until), by_mix or bool(filters))
    return _told_apart(scope, snapshot, Wide(months, whole.mix, {(): whole.core}), filters)


def further(scope: Scope, snapshot: Snapshot, wide: Wide, dimension: str) -> Wide:
    """The same slice with every member of one more dimension told apart.

    raises  BadInput where that would need more slices than are worth it
    """
    more = {**wide.filters, dimension: snapshot.members(dimension)}
    return _told_apart(scope, snapshot, wide, {d: more[d] for d in FILTERS if d in more})


def _told_apart(
    scope: Scope, snapshot: Snapshot, wide: Wide, filters: Mapping[str, tuple[str, ...]]
) -> Wide:
    cores: dict[State, Cells] = {(None,) * len(filters): wide.whole}
    if np.prod([len(members) + 1 for members in filters.values()], dtype=int) > MOST_SLICES:
        raise BadInput("So many filters at once leave nothing to compare: take some of them out.")
    if filters:
        months = View(wide.window.since, wide.window.until)
        cores |= apart(snapshot, scope, months, filters)
    return replace(wide, cores=cores, filters=filters)


def _place(cells: Cells) -> Ints:
    return np.asarray(cells.keys["touchpoint"] * len(cells.names["team"]) + cells.keys["team"])


def _mask(cells: Cells, **kept: str) -> Mask:
    mask = np.ones(len(cells.counts), dtype=bool)
    for dimension, name in kept.items():
        names = cells.names[dimension]
        mask &= cells.keys[dimension] == (names.index(name) if name in names else -1)
    return mask
