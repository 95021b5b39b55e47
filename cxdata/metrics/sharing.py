"""Sharing a pot in whole cents: never over it, the same for equals, whatever the order."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

HALF = Fraction(1, 2)
Sum = tuple[Fraction, Fraction]  # what is cut last, and what is cut first, in units of money


@dataclass(frozen=True)
class Shared:
    """Whole units for each sum, in the order given.

    bound  whether the pot was too small
    level  0..2: up to 1 the share of what is cut last; from 1 on all of it, level - 1 of the rest
    """

    units: tuple[int, ...]
    bound: bool
    level: Fraction

    def at(self, low: Fraction, high: Fraction) -> Fraction:
        """What a sum comes to at this level, before rounding."""
        return _at(self.level, (low, high))


def shared(sums: Sequence[Sum], pot: int | None) -> Shared:
    """Each sum rounded to whole units; where they exceed the pot, all are lowered to one level.

    sums    units of money: (cut last, cut first), neither negative
    pot     whole units; None: as much as is asked for
    return  units that add up to the pot exactly, or fall short of it by less than there are equal
            sums: equals are never told apart
    raises  ValueError on a negative sum or pot
    source  Webster's divisor method (Balinski & Young 1982): the level is the highest at which the
            sums, rounded half up, fit. Unlike with largest remainders nobody's money can fall when
            their own sum rises (docs/deviations.md).
    """
    if any(part < 0 for one in sums for part in one) or (pot is not None and pot < 0):
        raise ValueError("a sum of money or a pot is negative")
    asked = [int(low + high + HALF) for low, high in sums]
    if pot is None or sum(asked) <= pot:
        return Shared(tuple(asked), False, Fraction(2))
    found = _fitted(Counter(sums), pot)
    level = _level(sums, Fraction(pot))
    return Shared(tuple(found[one] for one in sums), True, level)


def _fitted(equals: Counter[Sum], pot: int) -> dict[Sum, int]:
    """Units by sum: from a level that surely fits, unit by unit up to the first that does not."""
    start = _level(list(equals.elements()), Fraction(pot) - Fraction(equals.total(), 2))
    found = {one: int(_at(start, one) + HALF) for one in equals}
    left = pot - sum(units * equals[one] for one, units in found.items())
    queue = [(*_turn(one, units + 1), one) for one, units in found.items()]
    heapq.heapify(queue)
    while queue:
        level, _, one = heapq.heappop(queue)
        if level > 2 or equals[one] > left:
            break
        found[one] += 1
        left -= equals[one]
        heapq.heappush(queue, (*_turn(one, found[one] + 1), one))
    return found


def _turn(one: Sum, unit: int) -> tuple[Fraction, Fraction]:
    """The level at which a sum gets its n-th unit; at one level the larger sum comes first."""
    low, high = one
    wanted = unit - HALF
    if low and wanted <= low:
        return wanted / low, -(low + high)
    if high and wanted <= low + high:
        return 1 + (wanted - low) / high, -(low + high)
    return Fraction(3), Fraction(0)


def _level(sums: Sequence[Sum], total: Fraction) -> Fraction:
    """The level at which the sums come to a total, before rounding."""
    low, high = (sum((one[i] for one in sums), Fraction(0)) for i in (0, 1))
    if total <= 0:
        return Fraction(0)
    if low and total <= low:
        return total / low
    return 1 + (min(Fraction(1), (total - low) / high) if high else Fraction(1))


def _at(level: Fraction, one: Sum) -> Fraction:
    low, high = one
    return min(level, Fraction(1)) * low + max(level - 1, Fraction(0)) * high
