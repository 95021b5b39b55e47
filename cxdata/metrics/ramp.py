"""The straight ramp from a score to a share of the target sum: no cliff, so no answer decides."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from cxdata.metrics.counts import Figure, figure

EXACT = 10**6  # a score counts to the millionth of a point: equal teams are equal to the bit


@dataclass(frozen=True)
class Ramp:
    """Nothing up to the threshold, all at target, `most` from stretch on, straight between.

    threshold < target < stretch  in the score's unit (points, or % favourable)
    most                          share of the target sum at stretch, 1 or more
    """

    threshold: Decimal
    target: Decimal
    stretch: Decimal
    most: Decimal = Decimal("1.5")

    def __post_init__(self) -> None:
        if not self.threshold < self.target < self.stretch or self.most < 1:
            raise ValueError(
                f"a ramp rises from threshold to target to stretch, not {self.threshold}, "
                f"{self.target}, {self.stretch}, and pays at least 1 there, not {self.most}"
            )

    def share(self, score: ArrayLike) -> Figure:
        """Share of the target sum, 0..most, in the shape given; NaN for no score."""
        at = [float(self.threshold), float(self.target), float(self.stretch)]
        return figure(np.interp(np.asarray(score, dtype=float), at, [0.0, 1.0, float(self.most)]))

    def exact(self, score: float | None) -> Fraction:
        """The share as a fraction, for money; 0 for no score."""
        return Fraction(0) if score is None or score != score else _exactly(self, score)

    @property
    def steepest(self) -> float:
        """The most that one point moves the share."""
        rise = 1 / (self.target - self.threshold), (self.most - 1) / (self.stretch - self.target)
        return float(max(rise))


@lru_cache(maxsize=1024)  # the company's share is asked for once a team, and again for ranges
def _exactly(ramp: Ramp, score: float) -> Fraction:
    x, low, mid, high = (
        exact(score),
        *map(Fraction, (ramp.threshold, ramp.target, ramp.stretch)),
    )
    if x <= mid:
        return max(Fraction(0), (x - low) / (mid - low))
    return 1 + (Fraction(ramp.most) - 1) * min(Fraction(1), (x - mid) / (high - mid))


def exact(score: float) -> Fraction:
    """A score as the fraction that counts, to the millionth."""
    return Fraction(round(score * EXACT), EXACT)
