"""Is one group different from another, and how small a difference could be seen at all?"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from cxdata.metrics.counts import Array, Figure, Mask, checked, figure, ratio, total
from cxdata.metrics.scores import Z95, Estimate

Z_POWER = Z95 + NormalDist().inv_cdf(0.8)  # two-sided 5 %, seen in 80 % of cases

Split = tuple[ArrayLike, ArrayLike, ArrayLike]  # promoters, passives, detractors
Share = tuple[ArrayLike, ArrayLike]  # favourable answers, answers


@dataclass(frozen=True)
class Difference:
    """a minus b; floats for one pair, arrays for several, NaN where either has no answers.

    value      raw difference, the one to show (points; % points for shares)
    low, high  its 95 % interval, around the adjusted difference
    p          two-sided probability of so large a difference by chance alone
    adjusted   the difference with pseudo-answers added, which interval and p stand on
    se         standard error of the adjusted difference
    n_a, n_b   answers on either side (inf for a fixed target)
    """

    value: Figure
    low: Figure
    high: Figure
    p: Figure
    adjusted: Figure
    se: Figure
    n_a: Figure
    n_b: Figure


def difference(a: Split, b: Split) -> Difference:
    """NPS of a minus NPS of b; b is what a is held against (the previous period, the others).

    a, b    (promoters, passives, detractors): numbers, or arrays of one shape
    return  Difference in points, at 95 %
    raises  ValueError on a negative count or shapes that differ
    source  adjusted Wald with (0.375, 0.75, 0.375) added to each sample; explain/difference.md
    """
    (mean_a, error_a, raw_a, n_a), (mean_b, error_b, raw_b, n_b) = _sample(*a), _sample(*b)
    if raw_a.shape != raw_b.shape:
        raise ValueError(f"a {raw_a.shape} and b {raw_b.shape} differ in shape")
    errors = np.sqrt(error_a + error_b)
    return _difference(raw_a - raw_b, mean_a - mean_b, errors, 2.0, (n_a, n_b))


def share_difference(a: Share, b: Share) -> Difference:
    """Favourable share (CSAT, ease) of a minus that of b, in % points.

    a, b    (favourable answers, answers): numbers, or arrays of one shape
    return  Difference in % points, at 95 %
    raises  ValueError on a negative count, shapes that differ, or more favourable than answers
    source  Agresti & Caffo 2000: one favourable and one other answer added to each sample
    """
    (mean_a, error_a, raw_a, n_a), (mean_b, error_b, raw_b, n_b) = _part(*a), _part(*b)
    if raw_a.shape != raw_b.shape:
        raise ValueError(f"a {raw_a.shape} and b {raw_b.shape} differ in shape")
    errors = np.sqrt(error_a + error_b)
    return _difference(raw_a - raw_b, mean_a - mean_b, errors, 1.0, (n_a, n_b))


def against_target(estimate: Estimate, target: ArrayLike) -> Difference:
    """An estimate minus a fixed target, in the estimate's unit; `verdict` then says the rest.

    The standard error is read off the side of the interval that faces the target, so that
    p < .05 exactly when the 95 % interval leaves the target out. Takes 95 % estimates only.
    """
    value, low, high = (np.asarray(v, float) for v in (estimate.value, estimate.low, estimate.high))
    goal = np.asarray(target, dtype=float)
    gap = value - goal
    half = np.where(gap > 0, value - low, high - value)
    se = half / Z95
    p = np.where(gap == 0, 1.0, 2 * special.ndtr(-np.abs(ratio(gap, se))))
    return Difference(
        value=figure(gap),
        low=figure(low - goal),
        high=figure(high - goal),
        p=figure(np.where(np.isnan(gap), np.nan, p)),
        adjusted=figure(gap),
        se=figure(se),
        n_a=estimate.n,
        n_b=np.inf,
    )


def detectable(v: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Figure:
    """Smallest difference that would be found in 80 % of cases, in points.

    v         variance of one answer (scores.steady_variance; share * (1 - share) gives % points)
    n_a, n_b  answers on either side; n_b = inf for a fixed target
    return    points; NaN where a side has no answers
    """
    one, two = np.asarray(n_a, dtype=float), np.asarray(n_b, dtype=float)
    rest = ratio(1.0, one) + ratio(1.0, two)
    return figure(100 * Z_POWER * np.sqrt(np.asarray(v, dtype=float) * rest))


def answers_needed(v: ArrayLike, points: ArrayLike) -> Figure:
    """Answers that each group needs so that a difference of `points` is found in 80 % of cases."""
    delta = np.asarray(points, dtype=float) / 100
    return figure(np.ceil(ratio(Z_POWER**2 * 2 * np.asarray(v, dtype=float), delta**2)))


def benjamini_hochberg(p: ArrayLike, rate: float = 0.10) -> Mask:
    """Which of several comparisons stand, where at most `rate` of those that do are chance.

    p       p values, any shape; NaN (nothing to compare) never passes and is not counted
    return  mask of the same shape
    source  Benjamini & Hochberg 1995
    """
    values = np.atleast_1d(np.asarray(p, dtype=float))
    known = np.sort(values[~np.isnan(values)])
    steps = rate * np.arange(1, len(known) + 1) / max(len(known), 1)
    under = known[known <= steps]
    limit = under[-1] if len(under) else -1.0
    mask: Mask = np.asarray(values <= limit)
    return mask.reshape(np.shape(p))


def verdict(moved: Difference, passes: Mask | bool = True) -> Figure:
    """'up', 'down' or 'none' (no detectable change); an array of these for several.

    passes  what benjamini_hochberg let through, where more than three stand side by side
    """
    low, high = np.asarray(moved.low, dtype=float), np.asarray(moved.high, dtype=float)
    stands = np.asarray(passes)
    words: NDArray[np.str_] = np.where(stands & (low > 0), "up", "none")
    words = np.where(stands & (high < 0), "down", words)
    return str(words) if words.ndim == 0 else words


def _sample(promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike) -> tuple[Array, ...]:
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n = p + s + d
    centre = (p - d) / (n + 1.5)
    error = ((p + d + 0.75) / (n + 1.5) - centre**2) / (n + 1.5)
    return centre, error, ratio(p - d, n), n


def _part(top: ArrayLike, answers: ArrayLike) -> tuple[Array, ...]:
    x, n = checked(top=top, n=answers)
    if np.any(x > n):
        raise ValueError(f"more favourable answers than answers: {x} of {n}")
    centre = (x + 1) / (n + 2)
    return centre, centre * (1 - centre) / (n + 2), ratio(x, n), n


def _difference(
    raw: Array, adjusted: Array, se: Array, widest: float, n: tuple[Array, Array]
) -> Difference:
    nobody = np.isnan(raw)
    adjusted, se = (np.where(nobody, np.nan, part) for part in (adjusted, se))
    low = np.minimum(np.clip(adjusted - Z95 * se, -widest, widest), raw)
    high = np.maximum(np.clip(adjusted + Z95 * se, -widest, widest), raw)
    return Difference(
        value=figure(100 * raw),
        low=figure(100 * low),
        high=figure(100 * high),
        p=figure(2 * special.ndtr(-np.abs(adjusted / se))),
        adjusted=figure(100 * adjusted),
        se=figure(100 * se),
        n_a=total(n[0]),
        n_b=total(n[1]),
    )
