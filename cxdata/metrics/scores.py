"""Scores of one group with the interval that its answers carry."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cxdata.catalog import METRICS
from cxdata.metrics.counts import Array, Figure, checked, figure, ratio, table, total

Z95 = NormalDist().inv_cdf(0.975)
Z80 = NormalDist().inv_cdf(0.9)  # its lower end is the one-sided 90 % lower bound


@dataclass(frozen=True)
class Estimate:
    """A score with its interval; floats for one group, arrays for several.

    value, low, high  in the unit of the metric (points, %, or the scale); NaN where nobody answered
    n                 answers behind it (effective answers where they are weighted)
    """

    value: Figure
    low: Figure
    high: Figure
    n: Figure


def nps(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, z: float = Z95
) -> Estimate:
    """Net Promoter Score with its adjusted-Wald interval.

    promoters, passives, detractors  counts >= 0: numbers, or arrays of one shape
    z       width of the interval in standard errors; 1.959964 is 95 %
    return  value, low, high in points on -100..+100 and n, in the shape given;
            NaN where nobody answered
    raises  ValueError on a negative count or shapes that differ
    source  Rocks 2016; pseudo-answers scaled with z are ours (docs/deviations.md)
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n = p + s + d
    value = ratio(p - d, n)
    extra = 3 * (z / Z95) ** 2
    centre = (p - d) / (n + extra)
    spread = (p + d + extra / 2) / (n + extra) - centre**2
    half = z * np.sqrt(spread / (n + extra))
    low = np.minimum(np.clip(centre - half, -1, 1), value)  # NaN wins: nobody answered
    high = np.maximum(np.clip(centre + half, -1, 1), value)
    return Estimate(figure(100 * value), figure(100 * low), figure(100 * high), total(p, s, d))


def variance(promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike) -> Figure:
    """Variance of one answer on -1, 0, +1: what `compare.detectable` takes; NaN without answers."""
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n = p + s + d
    return figure(ratio(p + d, n) - ratio(p - d, n) ** 2)


def steady_variance(promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike) -> Figure:
    """Variance of one answer that a few equal answers cannot drive to 0.

    Counts with (0.75, 1.5, 0.75) added, as in the interval: 'with 6 answers a move of 0 points
    is found' would be nonsense where six promoters answered. 0.5 without answers.
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    return variance(p + 0.75, s + 1.5, d + 0.75)


def favourable(top: ArrayLike, n: ArrayLike, z: float = Z95) -> Estimate:
    """Share of favourable answers in % with its Wilson interval.

    top, n  favourable answers and all answers: numbers, or arrays of one shape, 0 <= top <= n
    return  value, low, high in % and n; NaN where nobody answered
    raises  ValueError on a negative count, shapes that differ, or top > n
    source  Wilson 1927
    """
    x, answers = checked(top=top, n=n)
    if np.any(x > answers):
        raise ValueError(f"more favourable answers than answers: {x} of {answers}")
    share = ratio(x, answers)
    centre = (x + z * z / 2) / (answers + z * z)
    room = np.maximum(np.nan_to_num(share * (1 - share)), 0) * answers
    half = z * np.sqrt(room + z * z / 4) / (answers + z * z)
    low = np.minimum(np.clip(centre - half, 0, 1), share)
    high = np.maximum(np.clip(centre + half, 0, 1), share)
    return Estimate(figure(100 * share), figure(100 * low), figure(100 * high), total(answers))


def csat(histogram: ArrayLike, z: float = Z95) -> Estimate:
    """Customer satisfaction: share of 4s and 5s in % with its Wilson interval.

    histogram  answers by score on the last axis: five counts (1..5), or the cube's eleven
               (0..10, of which only 1..5 may be filled)
    return     value, low, high in % and n, in the shape of the leading axes
    raises     ValueError on another width, a negative count or a score off the scale
    """
    return _share("csat", histogram, z)


def ces(histogram: ArrayLike, z: float = Z95) -> Estimate:
    """Ease (customer effort): share of 5s, 6s and 7s in % with its Wilson interval.

    histogram  answers by score on the last axis: seven counts (1..7), or the cube's eleven
    return, raises  as csat
    """
    return _share("ces", histogram, z)


def mean(histogram: ArrayLike, scores: ArrayLike, level: float = 0.95) -> Estimate:
    """Mean score with its t interval, from the histogram.

    histogram  answers by score, shape (…, k)
    scores     the score of each column, shape (k,): range(1, 6) for CSAT
    return     value, low, high on the scale itself and n; NaN where nobody answered
    raises     ValueError on a negative count or a width other than that of scores
    source     Student 1908. Answers that are all alike (or a single one) have no spread to go by:
               their interval is ours, from what the answers not seen could be (docs/deviations.md)
    """
    scale = np.asarray(scores, dtype=float)
    counts = table(histogram, len(scale), "histogram")
    n = counts.sum(axis=-1)
    value = ratio(counts @ scale, n)
    squares = (counts * (scale - value[..., None]) ** 2).sum(axis=-1)
    half = _t_half(squares, n, level)
    unseen = 1 - ((1 - level) / 2) ** (1 / np.maximum(n, 1))  # Clopper-Pearson for 0 of n
    alike = squares <= 1e-12 * np.maximum(n, 1)
    low = np.where(alike, value - unseen * (value - scale.min()), value - half)
    high = np.where(alike, value + unseen * (scale.max() - value), value + half)
    low, high = np.maximum(low, scale.min()), np.minimum(high, scale.max())
    return Estimate(figure(value), figure(low), figure(high), total(n))


def _t_half(squares: Array, n: Array, level: float) -> Array:
    freedom = np.maximum(n - 1, 1)
    error = np.sqrt(squares / freedom / np.maximum(n, 1))
    return np.asarray(special.stdtrit(freedom, (1 + level) / 2) * error)


def _share(metric: str, histogram: ArrayLike, z: float) -> Estimate:
    scale = METRICS[metric]
    width = scale.high - scale.low + 1
    shape = np.shape(histogram)
    if shape and shape[-1] == 11:
        whole = table(histogram, 11, "histogram")
        counts = whole[..., scale.low : scale.high + 1]
        if counts.sum() != whole.sum():
            raise ValueError(f"{scale.name} has scores off its scale {scale.low}..{scale.high}")
    else:
        counts = table(histogram, width, "histogram")
    top = counts[..., scale.top - scale.low :].sum(axis=-1)
    return favourable(top, counts.sum(axis=-1), z)
