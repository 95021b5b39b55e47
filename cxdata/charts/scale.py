"""Where a value lies across a picture, in percent of its width."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

BOUNDS = {"points": (-100.0, 100.0), "%": (0.0, 100.0)}


@dataclass(frozen=True)
class Scale:
    """A straight line from low..high to 0..100 % of the width, a tick at every step."""

    low: float
    high: float
    step: float

    def x(self, value: float) -> float:
        """The place of a value in percent, kept within the picture."""
        share = (value - self.low) / (self.high - self.low)
        return 100 * min(1.0, max(0.0, share))

    @property
    def ticks(self) -> tuple[float, ...]:
        """The values that carry a label."""
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + i * self.step for i in range(count + 1))


def around(values: Iterable[float | None], unit: str = "points", least: float = 60.0) -> Scale:
    """A scale with whole steps that holds all values, at least so many points wide.

    values  those that are None are left out; without any the unit's whole range is taken
    """
    floor, ceiling = BOUNDS[unit]
    known = [v for v in values if v is not None]
    if not known:
        return Scale(floor, ceiling, 50.0 if unit == "points" else 25.0)
    low, high = min(known), max(known)
    spare = max(0.0, least - (high - low)) / 2
    step = 20.0 if high - low + 2 * spare <= 120 else 50.0
    low = max(floor, math.floor((low - spare) / step) * step)
    high = min(ceiling, math.ceil((high + spare) / step) * step)
    return Scale(low, high, step)


def close(values: Iterable[float | None], least: float = 20.0) -> Scale:
    """A scale that fits the values with a little air: for pictures without ticks."""
    known = [v for v in values if v is not None] or [0.0]
    low, high = min(known), max(known)
    air = max((least - (high - low)) / 2, (high - low) * 0.06)
    return Scale(low - air, high + air, high - low + 2 * air)
