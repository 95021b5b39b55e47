"""Which figures may be shown: suppression, once, on counts, before any ratio.

What is protected: for any two visible figures of which one's answers contain the other's (a month
in a quarter, a segment in the whole, a touchpoint in its stage), the answers that lie between
them are none or at least the minimum. So no subtraction of two figures gives a smaller group.

How: a figure is a box: a run of months x chosen members of each filter x a set of places (pairs
of touchpoint and team). `levels` finds, for a row of monthly counts, blocks of 1, 3, 6 or 12
months that hold nobody or enough. `box_levels` asks this of the box AND of every step from it to
the whole (one filter let go at a time, or a larger set of places: the answers that join must be
none or enough). The coarsest answer holds, and a figure is shown where its months are whole
blocks. Two nested figures then differ by a sum of blocks and steps, each none or enough; the
property test in tests/reports takes this at its word. Blocks are counted back from the record's
last month, so that "the last quarter" is a block.

A weighted figure is shown only where it is a sum of plain ones that are (reports/margins).

Not covered: arithmetic over more than two figures, except within one table, where `covered` sees
to it that the rows left out of a total are together enough; two different questions or metrics
held against one another; snapshots compared over time (a late answer shows as the difference
between two imports, to somebody who kept the older page); and what an outsider knows besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import MINIMUM_GROUP
from cxdata.metrics import disclosure
from cxdata.organisation import Organisation

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

YEAR = 12
NEVER = 999  # not even a whole year holds enough


@dataclass(frozen=True)
class Pairs:
    """Pairs of sets of places of which the second contains the first, by their rows.

    charged  the set that is hidden where the two differ by too little
    strict   pairs of which the outer one's months must always be whole blocks of the inner one's
    """

    inner: Ints
    outer: Ints
    charged: Ints
    strict: Mask

    def only(self, mask: Mask, place: Ints) -> Pairs:
        """The pairs that a mask keeps; place says which row each set becomes."""
        inner, outer, charged = (
            place[part[mask]] for part in (self.inner, self.outer, self.charged)
        )
        return Pairs(inner, outer, charged, self.strict[mask])


def minimum_of(organisation: Organisation) -> int:
    """The smallest group that is shown: the organisation may ask for more than ours, never less."""
    return max(MINIMUM_GROUP, organisation.company.minimum_group)


def levels(n: Ints, minimum: int) -> Ints:
    """Length of the block that each month belongs to: 1, 3, 6, 12, or NEVER.

    n       answers, shape (…, months), whole years of them, the last one ending a block
    return  the same shape; all months of a block have its length
    """
    level = np.ones(n.shape, dtype=np.int64)
    broken = (n > 0) & (n < minimum)
    for size in (3, 6, YEAR):
        shape = (*n.shape[:-1], n.shape[-1] // size, size)
        total = n.reshape(shape).sum(axis=-1)
        merged = broken.reshape(shape).any(axis=-1)
        level = np.where(np.repeat(merged, size, axis=-1), size, level)
        broken = np.repeat(merged & (total > 0) & (total < minimum), size, axis=-1)
    return np.where(broken, NEVER, level)


def box_levels(sizes: Ints, minimum: int, pairs: Pairs | None = None) -> Ints:
    """The blocks of filtered figures of sets of places, and of every step from them to the whole.

    sizes   answers, shape (sets, …axes, months): an axis for each filter that is set,
            of its chosen members one by one and, last, all others together
    pairs   sets of which one contains another, and which of the two is hidden where they differ
            by too little
    return  shape (sets, months)
    """
    worst = np.ones((sizes.shape[0], sizes.shape[-1]), dtype=np.int64)
    for part, is_box in _steps(sizes):
        axes = tuple(range(1, part.ndim - 1))
        np.maximum(worst, levels(part, minimum).max(axis=axes), out=worst)
        if is_box and pairs is not None:
            apart = part[pairs.outer] - part[pairs.inner]
            # Where nobody joins the two are one: the months of the outer one, which may be what is
            # charged, must be whole blocks of the inner one too. Where enough do, no other month
            # of the inner one can be told from it.
            strict = pairs.strict.reshape(-1, *(1,) * (apart.ndim - 1))
            same = np.where((apart == 0) | strict, levels(part[pairs.inner], minimum), 1)
            blocks = np.maximum(levels(apart, minimum), same).max(axis=axes)
            np.maximum.at(worst, pairs.charged, blocks)
    return worst


def none_or_enough(sizes: Ints, minimum: int) -> Mask:
    """`box_levels` of blocks that nothing merges: are the box and every step from it one or other?

    sizes   answers, shape (sets, …axes, blocks): as there, but each block stands for itself
    return  shape (sets, blocks)
    """
    fine = np.ones((sizes.shape[0], sizes.shape[-1]), dtype=bool)
    for part, _ in _steps(sizes):
        axes = tuple(range(1, part.ndim - 1))
        fine &= ((part == 0) | (part >= minimum)).all(axis=axes)
    return fine


def _steps(sizes: Ints) -> Iterator[tuple[Ints, bool]]:
    """Every box over some of the filters, and what joins when one of its filters is let go."""
    for states in product(("all", "each", "others"), repeat=sizes.ndim - 2):
        if states.count("others") > 1:
            continue
        part = sizes
        for axis, state in enumerate(states, start=1):
            if state == "all":
                part = part.sum(axis=axis, keepdims=True)
            else:
                kept = slice(None, -1) if state == "each" else slice(-1, None)
                part = part[(slice(None),) * axis + (kept,)]
        yield part, "others" not in states


def shown(level: Ints, since: int, until: int) -> Mask:
    """May the figure over months since <= month < until be shown?

    level         shape (…, months); since, until count its months
    return        shape (…)
    """
    size = level[..., since:until]
    month = np.arange(since, until)
    first = month - month % np.minimum(size, YEAR)
    whole = (size != NEVER) & (first >= since) & (first + size <= until)
    return np.asarray(whole.all(axis=-1))


def covered(n: Ints, may: Mask, minimum: int) -> Mask:
    """Rows of a table to show beside their total: those that may be, less what must cover others.

    n       answers of each row, shape (rows,), adding up to the total that is shown
    may     what `shown` lets through
    """
    return np.asarray(may & ~disclosure.suppress(n, minimum))


def beside_total(n: Ints, may: Mask, holds: Mask, minimum: int) -> Mask:
    """Rows of a table of sets of places to show beside the total of all places.

    The same as `covered` for sets that may overlap: places that no shown row holds have, together,
    no answers or enough.

    n       answers of each place, shape (places,)
    may     what `shown` lets through of each row; holds which places it holds, (rows, places)
    """
    kept = may.copy()
    size = holds @ n
    while 0 < n[~holds[kept].any(axis=0)].sum() < minimum:
        filled = np.flatnonzero(kept & (size > 0))
        if not len(filled):
            break
        kept[filled[np.argmin(size[filled])]] = False
    return kept


def snapped(level: Ints, since: int, until: int) -> tuple[int, int]:
    """The smallest run of whole blocks around months since <= month < until of one figure.

    level   shape (months,)
    return  since, until; the months given where even whole years do not hold enough
    """
    size = np.minimum(level, YEAR)
    first = since - since % int(size[since])
    last = until - 1
    last += int(size[last]) - last % int(size[last])
    return first, last
