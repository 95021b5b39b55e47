"""Which cells of a heatmap stand out from the rest of their own row?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cxdata.metrics.compare import benjamini_hochberg
from cxdata.metrics.counts import Array, Mask, checked, ratio

SMALLEST = 10  # answers of a cell, and of the rest of its row
DEALT = 100  # up to so many answers a cell, every way to deal them out is counted
LOOKED_AT = 1.96  # standard errors; nearer ones never pass, their p is left at the normal's


@dataclass(frozen=True)
class Standing:
    """Each cell against the rest of its row; arrays of shape (rows, columns).

    gap     the cell's score minus that of the rest of its row, in points; NaN without either
    z       the gap in standard errors under 'this cell is like its row'
    p       two-sided probability of so large a gap by chance; NaN where not tested: a cell, or a
            rest of the row, under 10 answers, or a row whose answers are all alike
    stands  the cell stands out: Benjamini-Hochberg over the whole table
    """

    gap: Array
    z: Array
    p: Array
    stands: Mask


def standing(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, rate: float = 0.10
) -> Standing:
    """Cells that stand out from the other columns of the same row (touchpoint).

    promoters, passives, detractors  counts, shape (rows, columns); a share (CSAT, ease) is given
            as (favourable, 0, others), its gap then spans 200 points instead of 100. Weighted
            answers are as many as they are worth: no whole number of them can be dealt out, their
            row is tested by the normal approximation alone
    rate    of the outlined cells, at most this share is chance
    return  Standing
    raises  ValueError on a negative count or shapes that differ
    source  score test (Rao 1948); cells to 100 answers by the permutation distribution of the
            row's answers (Fisher 1935), larger ones corrected for skewness (Cornish & Fisher 1938);
            why not the test of two samples: docs/deviations.md
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n, (tops, middles, bottoms) = p + s + d, (part.sum(axis=-1) for part in (p, s, d))
    rest = (tops + middles + bottoms)[:, None] - n
    gap = ratio(p - d, n) - ratio((tops - bottoms)[:, None] - (p - d), rest)
    spread, skew = _lopsided(tops, middles, bottoms)
    z = ratio(gap, np.sqrt(spread[:, None] * (ratio(1.0, n) + ratio(1.0, rest))))
    chance = 2 * special.ndtr(-np.abs(_unskewed(z, skew[:, None], n, rest)))
    tested = (n >= SMALLEST) & (rest >= SMALLEST) & ~np.isnan(z)
    whole = np.all([part == np.rint(part) for part in (p, s, d)], axis=0).all(axis=-1)
    dealt = whole[:, None] & (n <= DEALT) & (np.abs(z) > LOOKED_AT)
    for row, column in np.argwhere(tested & dealt):
        cell = p[row, column], d[row, column], n[row, column]
        chance[row, column] = _dealt(cell, (tops[row], middles[row], bottoms[row]))
    chance = np.where(tested, np.minimum(chance, 1.0), np.nan)
    return Standing(100 * gap, z, chance, benjamini_hochberg(chance, rate))


def _lopsided(tops: Array, middles: Array, bottoms: Array) -> tuple[Array, Array]:
    """Variance and skewness of one answer of each row."""
    n = tops + middles + bottoms
    mean = ratio(tops - bottoms, n)
    spread = np.maximum(ratio(tops + bottoms, n) - mean**2, 0)
    spread = np.where(spread < 1e-12, 0, spread)
    third = tops * (1 - mean) ** 3 - middles * mean**3 - bottoms * (1 + mean) ** 3
    return spread, ratio(ratio(third, n), spread**1.5)


def _unskewed(z: Array, skew: Array, n: Array, rest: Array) -> Array:
    """z as it would be if the row's answers were not lopsided."""
    lopsided = skew * ratio(rest - n, np.sqrt(n * rest * (n + rest)))
    return np.asarray(z - lopsided * (np.minimum(z**2, 36) - 1) / 6)


def _dealt(cell: tuple[float, float, float], row: tuple[float, float, float]) -> float:
    """Two-sided p: the row's answers dealt out at random, how often is a cell so far off?

    cell  promoters, detractors and answers of the cell; row  its promoters, passives, detractors
    """
    promoters, detractors, n = cell
    tops, middles, bottoms = row
    a = np.arange(max(0.0, n - middles - bottoms), min(n, tops) + 1)
    b = np.arange(max(0.0, n - middles - tops), min(n, bottoms) + 1)
    between = n - a[:, None] - b
    possible = (between >= 0) & (between <= middles)
    steps = np.arange(min(n, middles) + 1)
    ways = _ways(middles, steps)[np.where(possible, between, 0).astype(int)]
    log_p = _ways(tops, a)[:, None] + _ways(bottoms, b) + ways - _ways(sum(row), np.array([n]))
    chance = np.where(possible, np.exp(log_p), 0.0)
    score, seen = a[:, None] - b, promoters - detractors
    return 2 * min(float(chance[score >= seen].sum()), float(chance[score <= seen].sum()))


def _ways(total: float, chosen: Array) -> Array:
    """log of total choose chosen."""
    log = special.gammaln
    return np.asarray(log(total + 1) - log(chosen + 1) - log(total - chosen + 1))
