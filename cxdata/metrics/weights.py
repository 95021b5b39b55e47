"""Who answered is not who was asked: weights that put that right, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cxdata.metrics.counts import Array, Figure, checked, ratio
from cxdata.metrics.scores import Z95, Estimate, nps

_CLOSE = 1e-12
_ROUNDS = 10_000


@dataclass(frozen=True)
class Raking:
    """Weights by cell.

    weights  weight of one answer of each cell, in the shape of the counts; 0 where it has none
    n_eff    how many unweighted answers the weighted ones are worth
    deff     design effect n / n_eff
    """

    weights: Array
    n_eff: float
    deff: float


def rake(counts: ArrayLike, margins: Sequence[ArrayLike | None]) -> Raking:
    """Weights that make the answers' margins equal to those of all customers.

    counts   answers by cell, an axis for each margin, e.g. shape (channels, regions)
    margins  customers along each axis, one list an axis; None leaves an axis as it is
    return   Raking
    raises   ValueError where a margin does not fit its axis, margins differ in their totals, a
             category has customers but no answers, or no weights fit all margins
    source   Deming & Stephan 1940; n_eff: Kish 1965
    """
    (cells,) = checked(counts=counts)
    targets = _targets(cells, margins)
    weights = np.ones(cells.shape)
    others = {axis: tuple(i for i in range(cells.ndim) if i != axis) for axis in targets}
    along = {axis: [-1 if i == axis else 1 for i in range(cells.ndim)] for axis in targets}
    for _ in range(_ROUNDS):
        before = weights
        for axis, target in targets.items():
            current = (cells * weights).sum(axis=others[axis])
            # Nobody answered in a category: nothing is wanted there either, its weight is 0.
            factor = np.divide(target, current, out=np.zeros_like(target), where=current > 0)
            weights = weights * factor.reshape(along[axis])
        if np.max(np.abs(weights - before), where=cells > 0, initial=0) < _CLOSE * weights.max():
            break
    fits = (_close(_margin(cells * weights, axis), target) for axis, target in targets.items())
    if not all(fits):
        raise ValueError("no weights fit all margins: too many empty cells; merge small categories")
    weights = np.where(cells > 0, weights, 0)
    return _raking(cells, weights)


def additive(counts: ArrayLike, margins: Sequence[ArrayLike | None]) -> Raking:
    """As `rake`, each weight 1 plus a term for each category that the cell is of.

    Both meet the margins, and by one margin they are the same. By several, raking weights every
    crossing of categories by itself; here a weighted sum is one of whole categories, so that it
    tells nothing of a crossing.
    margins  as for rake, in answers: each adds up to as many as there are
    raises   as rake, and where some answers would have to count for nothing or less
    source   Deville & Saerndal 1992 (linear calibration)
    """
    (cells,) = checked(counts=counts)
    targets = _targets(cells, margins)
    place = np.indices(cells.shape)
    rows = [place[a] == k for a, target in targets.items() for k in range(len(target))]
    of = np.array(rows, dtype=float).reshape(len(rows), cells.size)
    wanted = np.concatenate([*targets.values(), np.zeros(0)])
    n = cells.ravel()
    # Each axis adds up to the same answers: the equations overlap, any solution gives the same.
    terms = np.linalg.lstsq((of * n) @ of.T, wanted - of @ n, rcond=1e-10)[0]
    weights = np.where(cells > 0, (1 + terms @ of).reshape(cells.shape), 0)
    if not _close(of @ (n * weights.ravel()), wanted):
        raise ValueError("no weights fit all margins: too many empty cells; merge small categories")
    if (weights[cells > 0] <= 0).any():
        raise ValueError("some answers would count for nothing or less: margins lie too far apart")
    return _raking(cells, weights)


def effective(counts: ArrayLike, weights: ArrayLike) -> float:
    """Unweighted answers that the weighted ones are worth: (sum w)^2 / sum w^2 (Kish 1965)."""
    return _effective(*checked(counts=counts, weights=weights))


def weighted_nps(
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    weights: ArrayLike,
    z: float = Z95,
) -> Estimate:
    """NPS of weighted cells, with the interval of as many answers as they are worth.

    promoters, passives, detractors, weights  by cell, arrays of one shape
    return   Estimate in points with n = n_eff
    raises   ValueError on negative counts or shapes that differ
    """
    p, s, d, w = checked(
        promoters=promoters, passives=passives, detractors=detractors, weights=weights
    )
    sums = np.array([(part * w).sum() for part in (p, s, d)])
    n_eff = effective(p + s + d, w)
    if not sums.sum():
        return nps(0, 0, 0, z)
    promoting, passive, detracting = n_eff * sums / sums.sum()
    return nps(promoting, passive, detracting, z)


def largest_bias(answered: ArrayLike, eligible: ArrayLike, v: float) -> Figure:
    """Points by which the score could at most be off because some groups answer more than others.

    answered, eligible  customers of each group, shape (groups,)
    v        variance of one answer (scores.variance)
    return   CV(response rates) * sqrt(v) in points; NaN without answers
    source   Bethlehem 2009: the largest correlation of answering with the score
    """
    did, could = checked(answered=answered, eligible=eligible)
    rates = np.nan_to_num(ratio(did, could))
    middle = ratio((could * rates).sum(), could.sum())
    spread = np.sqrt(ratio((could * (rates - middle) ** 2).sum(), could.sum()))
    return float(100 * ratio(spread, middle) * np.sqrt(v))


def shift(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, weights: ArrayLike
) -> Estimate:
    """What weighting moves the NPS by, with its 95 % interval; the same answers on both sides.

    promoters, passives, detractors, weights  by cell, arrays of one shape
    return   Estimate in points, n the answers; NaN without answers
    source   the weights taken as given, each answer's pull on both scores linearised (Lumley 2010)
    """
    p, s, d, w = checked(
        promoters=promoters, passives=passives, detractors=detractors, weights=weights
    )
    splits, n = np.stack([p, s, d]), p + s + d
    answers, whole = n.sum(), (n * w).sum()
    if not answers or not whole:
        return Estimate(np.nan, np.nan, np.nan, int(answers))
    plain, weighted = (p - d).sum() / answers, ((p - d) * w).sum() / whole
    meant = np.array([1.0, 0.0, -1.0]).reshape(3, *(1,) * n.ndim)
    pull = w / whole * (meant - weighted) - 1.0 / answers * (meant - plain)
    half = Z95 * float(np.sqrt((splits * pull**2).sum()))
    value = float(weighted - plain)
    return Estimate(100 * value, 100 * (value - half), 100 * (value + half), int(answers))


def _targets(cells: Array, margins: Sequence[ArrayLike | None]) -> dict[int, Array]:
    if len(margins) != cells.ndim:
        raise ValueError(f"{cells.ndim} margins are needed, one an axis, {len(margins)} are given")
    targets = {}
    for axis, margin in enumerate(margins):
        if margin is None:
            continue
        (target,) = checked(margin=margin)
        if target.shape != (cells.shape[axis],):
            raise ValueError(f"margin {axis} needs {cells.shape[axis]} numbers, not {target.shape}")
        missed = np.flatnonzero((_margin(cells, axis) == 0) & (target > 0))
        if len(missed):
            raise ValueError(f"nobody answered in categories {missed.tolist()} of margin {axis}")
        targets[axis] = target
    sums = [float(target.sum()) for target in targets.values()]
    if sums and not _close(np.array(sums), np.array(sums[0]), 1e-9):
        raise ValueError(f"margins describe the same customers, their totals differ: {sums}")
    return targets


def _raking(cells: Array, weights: Array) -> Raking:
    n_eff = _effective(cells, weights)
    return Raking(weights, n_eff, float(cells.sum()) / n_eff if n_eff else np.nan)


def _effective(n: Array, w: Array) -> float:
    """`effective` of what was checked."""
    each = n * w
    below = float((each * w).sum())
    return float(each.sum()) ** 2 / below if below else np.nan


def _close(one: Array, other: Array, share: float = 1e-6) -> bool:
    """Do finite figures agree but for a share? As numpy's allclose, which costs far more."""
    return bool((np.abs(one - other) <= 1e-8 + share * np.abs(other)).all())


def _margin(values: Array, axis: int) -> Array:
    others = tuple(i for i in range(values.ndim) if i != axis)
    return np.asarray(values.sum(axis=others))
