"""How many points of the total go with a touchpoint's reaching its target? Never an effect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cxdata.catalog import METRICS

Z95 = 1.959964


@dataclass(frozen=True)
class Gain:
    """Points of the total with their 95 % interval."""

    value: float
    low: float
    high: float


def rating_points(metric: str, counts: ArrayLike) -> float:
    """Points on a 0-10 rating that go with one point of a metric, in answers as they are spread.

    metric   id in the catalog
    counts   answers by score 0 … 10, shape (11,)
    return   the least-squares slope of the answers' place on their scale (0-10) on what each
             counts (+100, 0, −100; shares: 100, 0); 0 where all count the same or nobody answered
    source   ours (docs/deviations.md)
    """
    scale, held = METRICS[metric], np.asarray(counts, dtype=float)
    if held.shape != (11,) or held.min() < 0:
        raise ValueError("answers by score 0 … 10 are needed")
    score = np.arange(11.0)
    place = 10 * (score - scale.low) / (scale.high - scale.low)
    bottom = -100.0 if scale.unit == "points" else 0.0
    worth = np.where(score >= scale.top, 100.0, np.where(score <= scale.bottom, bottom, 0.0))
    n = held.sum()
    if not n:
        return 0.0
    around = worth - held @ worth / n
    spread = float(held @ around**2)
    return float(held @ (around * place)) / spread if spread > 0 else 0.0


def gain(slope: tuple[float, float, float], each: float, lack: tuple[float, float, float]) -> Gain:
    """Points of the total that go with making up a lack.

    slope   points of the total a rating point: value, low, high (95 %)
    each    rating points of the whole that go with one point of the touchpoint's metric
    lack    points of that metric to the target: value, low, high (95 %)
    source  delta method, the two taken as independent: they come from different answers
    """
    slope_error, lack_error = ((part[2] - part[1]) / (2 * Z95) for part in (slope, lack))
    error = abs(each) * float(np.hypot(lack[0] * slope_error, slope[0] * lack_error))
    value = slope[0] * each * lack[0]
    return Gain(value, value - Z95 * error, value + Z95 * error)
