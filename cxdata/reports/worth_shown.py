"""What may be told of the worth of customers, and how finely: suppression of money.

The rule of `hidden` holds for customers as for answers: of two figures of one end of a period,
of which one's customers contain the other's (by months, or by letting a filter go), the customers
between them are none or at least the minimum. Customers are counted by the month of the answer
that is their latest at that end, so that figures of longer and shorter periods nest.

Two ends do not nest: who answers again moves from one group to another. So amounts are also told
too coarsely to find anybody: to two digits. Where they are drawn from `ENOUGH` customers that is
at least what one of them brings on average; where from fewer, they are never told alone but as a
product with a share of leavers that is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log10

import numpy as np

from cxdata.record import Cells, Snapshot, worth
from cxdata.reports import board, hidden, margins
from cxdata.reports.periods import EPOCH
from cxdata.scope import Scope, View, months_between

ENOUGH = 100  # customers: one of them brings a hundredth on average, the finest that two digits say


@dataclass(frozen=True)
class Shown:
    """What a view's figures may be drawn from, and whether it keeps some customers only.

    unhappy  the revenue of those who would not recommend us
    valued   the revenue of all who answered; lasting their lifetime value
    """

    unhappy: bool
    valued: bool
    lasting: bool
    filtered: bool


def shown(snapshot: Snapshot, scope: Scope, view: View, minimum: int) -> Shown:
    """What may be told of a view's customers: whole months, segments, channels and regions."""
    may = {
        of: _nested(cells, view, minimum)
        for of, cells in worth.apart(snapshot, scope, view).items()
    }
    return Shown(**may, filtered=bool(margins.filters(view)))


def turned(parts: Mapping[str, Cells], view: View, minimum: int) -> bool:
    """May it be told whom a year kept, lost and brought, in a view's segments and regions?"""
    for cells in parts.values():
        alone = np.zeros(len(cells.counts), dtype=np.int64)
        sizes = board.sizes(cells, (alone, 1), margins.filters(view), (alone, 1))
        if not hidden.none_or_enough(sizes, minimum).all():
            return False
    return True


def two_digits(value: float) -> float:
    """An amount as exactly as it is told: 5640000 is 5600000."""
    if not np.isfinite(value) or not value:
        return value
    return float(round(value, 1 - floor(log10(abs(value)))))


def _nested(cells: Cells, view: View, minimum: int) -> bool:
    """Are all customers between this view and any that it lies in, or holds, none or enough?"""
    since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
    if not len(cells.counts):
        return False
    run = until - min(int(cells.keys["month"].min()), since)
    run += -run % hidden.YEAR  # whole years back from the end
    alone = np.zeros(len(cells.counts), dtype=np.int64)
    month = cells.keys["month"] - (until - run)
    sizes = board.sizes(cells, (alone, 1), margins.filters(view), (month, run))
    level = hidden.box_levels(sizes, minimum)[0]
    # A month in which nobody answered has the figures of an end before it, less who left since.
    ends = bool(_inside(sizes)[-min(int(level[-1]), hidden.YEAR) :].sum() >= minimum)
    first = run - (until - since)
    return ends and bool(hidden.shown(level, first, run))


def _inside(sizes: hidden.Ints) -> hidden.Ints:
    """Customers of the box by month: of the chosen members, without the others."""
    box = sizes[0]
    while box.ndim > 1:
        box = box[:-1].sum(axis=0)
    return np.asarray(box)
