"""Rounded amounts that stand beside each other: shown parts add up to the shown sum."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from cxdata.reports.incentive_words import money, rounded


def parts(amounts: Sequence[Decimal], currency: str) -> tuple[str, ...]:
    """The parts of a sum in words, rounded as the sum is shown and so that they add up to it.

    amounts  none negative
    source   largest remainder; of equal ones the first (what is paid is not rounded here)
    """
    total = rounded(sum(amounts, Decimal(0)))
    unit = Decimal(1) if total == total.to_integral_value() else Decimal("0.01")
    found = [amount.quantize(unit, ROUND_FLOOR) for amount in amounts]
    left = int((total - sum(found, Decimal(0))) / unit)
    by_rest = sorted(range(len(found)), key=lambda i: found[i] - amounts[i])
    for i in by_rest[: max(0, left)]:
        found[i] += unit
    return tuple(money(amount, currency) for amount in found)


def apart(one: Decimal, other: Decimal) -> Decimal:
    """By how much two amounts differ as both are shown; as they are, where that would be none."""
    return rounded(one) - rounded(other) or one - other
