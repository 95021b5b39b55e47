"""What the score is worth in money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cxdata.metrics.compare import share_difference
from cxdata.metrics.counts import Figure, checked, figure, ratio
from cxdata.metrics.scores import Z95, Estimate, nps


@dataclass(frozen=True)
class EarnedGrowth:
    """Growth that customers brought by staying, buying more and recommending.

    rate   net revenue retention + earned new customers - 1, as a share of last year's revenue
    ratio  rate as a share of all growth; NaN where there was none
    """

    rate: Figure
    ratio: Figure


def value_weighted(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    squares: ArrayLike,
    z: float = Z95,
) -> Estimate:
    """NPS in which every customer counts by what they are worth.

    promoters, passives, detractors  value of those who answered so: numbers or arrays of one shape
    squares  sum of the squared values of all of them (for n_eff)
    return   Estimate in points with n = n_eff = (sum of values)^2 / squares
    raises   ValueError on a negative value or shapes that differ
    source   Kish 1965; interval as in weights.weighted_nps
    """
    p, s, d, q = checked(
        promoters=promoters, passives=passives, detractors=detractors, squares=squares
    )
    worth = p + s + d
    scale = np.nan_to_num(ratio(worth, q))  # n_eff / worth
    return nps(p * scale, s * scale, d * scale, z)


def revenue_at_risk(
    revenue: ArrayLike,
    detractors: tuple[ArrayLike, ArrayLike],
    promoters: tuple[ArrayLike, ArrayLike],
) -> Estimate:
    """Revenue of today's detractors that leaves because they are detractors.

    revenue     yearly revenue of today's detractors, in the company's currency
    detractors  (of these many left within the year, of how many detractors in its history)
    promoters   (left, of how many promoters in its history)
    return      Estimate in currency: revenue * (churn of detractors - churn of promoters), n the
                detractors in the history. Negative where promoters left more often. NaN without
                history. The interval knows the churn's chance, not a change of habits.
    raises      ValueError on a negative count, shapes that differ, or more leavers than customers
    source      explain/revenue_at_risk.md; interval of the difference: Agresti & Caffo 2000
    """
    (money,) = checked(revenue=revenue)
    churn = share_difference(detractors, promoters)
    value, low, high = (
        figure(np.asarray(part) * money / 100) for part in (churn.value, churn.low, churn.high)
    )
    return Estimate(value, low, high, churn.n_a)


def earned_growth(nrr: ArrayLike, enc: ArrayLike, total_growth: ArrayLike) -> EarnedGrowth:
    """Earned growth, as shares of last year's revenue (0.85 is 85 %).

    nrr           revenue this year of last year's customers / last year's revenue
    enc           revenue of new customers who came by recommendation / last year's revenue
    total_growth  revenue this year / last year's revenue - 1
    source        Reichheld, Darnell & Burns 2021, Winning on Purpose, appendix B
    """
    rate = np.asarray(nrr, dtype=float) + np.asarray(enc, dtype=float) - 1
    return EarnedGrowth(figure(rate), figure(ratio(rate, total_growth)))


def tilt(counts: ArrayLike, values: ArrayLike, squares: ArrayLike) -> Estimate:
    """Value-weighted NPS minus the NPS of the same customers counted alike, at 95 %.

    counts, values, squares  customers, their value and its squares summed, of promoters, passives
                             and detractors: shape (3,)
    return   Estimate in points, n the customers; NaN without customers or value
    raises   ValueError on a negative value or shapes that differ
    source   the difference of two ratios of the same sample, linearised (Lumley 2010)
    """
    n, v, q = checked(counts=counts, values=values, squares=squares)
    meant = np.array([1.0, 0.0, -1.0])
    plain, weighted = ratio(meant @ n, n.sum()), ratio(meant @ v, v.sum())
    near, far = ratio(meant - plain, n.sum()), ratio(meant - weighted, v.sum())
    error = np.sqrt(np.maximum((far**2 * q - 2 * far * near * v + near**2 * n).sum(), 0))
    gap = 100 * float(weighted - plain)
    half = 100 * Z95 * float(error)
    return Estimate(gap, gap - half, gap + half, int(n.sum()))
