"""Is something on course from where it began to where it should be, and who moved it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cxdata.metrics.counts import Array, ratio
from cxdata.metrics.scores import Estimate

SHORTEST = 6  # months that tell how much a measure moves by itself
_RANGE = 1.128  # mean moving range of two, in standard deviations
_FREEDOM = 0.62  # degrees of freedom that a moving range is worth, a month


@dataclass(frozen=True)
class Parts:
    """The change of a mean by member: sum(mix) + sum(rate) == change.

    mix, rate  from another share of the cases, and from the member's own mean, shape (members,)
    """

    mix: Array
    rate: Array
    change: float


def path(start: float, goal: float, share: float) -> float:
    """Where the straight way from start to goal is after a share of its time (kept within 0..1)."""
    return start + (goal - start) * min(max(share, 0.0), 1.0)


def level(value: float, months: ArrayLike, last: int) -> Estimate:
    """The mean of the last months with the 95 % interval that its month-to-month moves give it.

    value    the mean of the last months, weighted by cases
    months   the measure's values month by month, oldest first, NaN where there is none
    last     how many of them the value is drawn from, at least one
    return   Estimate in the measure's unit, n the months that tell; without an interval (NaN)
             where they are under six
    source   moving range (Wheeler 1993); a trend widens it little. Ours for an objective.
    """
    known = np.asarray(months, dtype=float)
    known = known[np.isfinite(known)]
    if len(known) < SHORTEST or last < 1:
        return Estimate(value, float("nan"), float("nan"), len(known))
    spread = float(np.abs(np.diff(known)).mean()) / _RANGE
    freedom = _FREEDOM * (len(known) - 1)
    half = float(special.stdtrit(freedom, 0.975)) * spread / np.sqrt(last)
    return Estimate(value, float(value - half), float(value + half), len(known))


def parts(n0: ArrayLike, mean0: ArrayLike, n1: ArrayLike, mean1: ArrayLike) -> Parts:
    """What each member did to the change of a mean, exactly.

    n0, mean0, n1, mean1  cases and mean of each member in either period, shape (members,); a
                          member without cases in one uses its known mean in both (all mix)
    raises  ValueError where a period has no cases
    source  as bridge.two_factor: Das Gupta 1993
    """
    size0, size1 = np.asarray(n0, dtype=float), np.asarray(n1, dtype=float)
    if not size0.sum() or not size1.sum():
        raise ValueError("both periods need cases")
    w0, w1 = ratio(size0, size0.sum()), ratio(size1, size1.sum())
    one, two = np.asarray(mean0, dtype=float), np.asarray(mean1, dtype=float)
    r0 = np.where(size0 > 0, one, np.where(size1 > 0, two, 0.0))
    r1 = np.where(size1 > 0, two, r0)
    before, after = float(w0 @ r0), float(w1 @ r1)
    mix = (w1 - w0) * ((r0 + r1) / 2 - (before + after) / 2)
    return Parts(mix, (w0 + w1) / 2 * (r1 - r0), after - before)
