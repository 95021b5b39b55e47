"""What would a team's peers score with the customers that this team has?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cxdata.metrics.counts import Array, Figure, Mask, checked, figure, ratio
from cxdata.metrics.scores import steady_variance, variance

LARGEST = 0.30  # a team that holds more of a stratum is left out of that stratum's rate
ENOUGH = 10  # answers of the smaller teams that make a rate
FEW = 30  # answers under which a stratum borrows spread from the whole group
BORROWED = 3.0  # answers' worth of it


@dataclass(frozen=True)
class CaseMix:
    """Teams of one peer group, like held against like; arrays of shape (…, teams), NaN for unknown.

    n          answers; compared those of strata that peers answer in, too
    raw        NPS of all its answers, in points
    expected   what the group's rates give with the team's customers, in points
    gap        NPS of the compared answers minus what was expected, in points
    adjusted   the group's NPS plus the gap, in points
    variance   of the gap, points squared
    own        the part of it that more answers of the team itself would shrink, points squared
    centre     NPS of the whole group, in points; shape (…,), a float for one group
    one        variance of one answer of the whole group, points squared; likewise
    """

    n: Array
    compared: Array
    raw: Array
    expected: Array
    gap: Array
    adjusted: Array
    variance: Array
    own: Array
    centre: Figure
    one: Figure


def case_mix(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, largest: float = LARGEST
) -> CaseMix:
    """Each team of a peer group beside what its customers would give its peers.

    promoters, passives, detractors  counts, shape (…, teams, strata): each table of the last two
            axes is a group of its own; a stratum is touchpoint x channel x segment
    largest  share of a stratum over which a team is left out of its rate; 1 leaves nobody out.
            Where that leaves under 10 answers, each team is held against all others instead.
    return  CaseMix
    raises  ValueError on a negative count, shapes that differ, or less than two axes
    source  indirect standardisation; the variance of the expected rate is ours (docs/deviations.md)
    """
    cells = np.stack(checked(promoters=promoters, passives=passives, detractors=detractors))
    if cells.ndim < 3:
        raise ValueError(f"counts of teams by strata are needed, not shape {cells.shape[1:]}")
    n = cells.sum(axis=0)
    rest, apart = _held_against(cells, largest)
    held = rest.sum(axis=0)
    rate = ratio(rest[0] - rest[2], held)
    group = cells.sum(axis=(-2, -1))
    centre = np.asarray(ratio(group[0] - group[2], group.sum(axis=0)))
    plain = np.asarray(variance(*group))
    one = np.where(plain != 0, plain, steady_variance(*group))
    spread = _steady(rest, held, one)
    usable = np.where(held > 0, n, 0.0)
    compared = usable.sum(axis=-1)
    share = ratio(usable, compared[..., None])
    seen = np.where(held > 0, cells[0] - cells[2], 0.0).sum(axis=-1)
    expected = (share * np.nan_to_num(rate)).sum(axis=-1)
    gap = ratio(seen, compared) - expected
    own = ratio((share * spread).sum(axis=-1), compared)
    theirs = np.where(apart & (held > 0), share**2 * spread * np.nan_to_num(ratio(1.0, held)), 0.0)
    return CaseMix(
        n=n.sum(axis=-1),
        compared=compared,
        raw=100 * ratio((cells[0] - cells[2]).sum(axis=-1), n.sum(axis=-1)),
        expected=100 * expected,
        gap=100 * gap,
        adjusted=100 * (centre[..., None] + gap),
        variance=1e4 * (own + theirs.sum(axis=-1)),
        own=1e4 * own,
        centre=figure(100 * centre),
        one=figure(1e4 * one),
    )


def _held_against(cells: Array, largest: float) -> tuple[Array, Mask]:
    """Counts that each team is held against, shape of cells, and where it is not among them."""
    n, total = cells.sum(axis=0), cells.sum(axis=-2)
    large = n > largest * n.sum(axis=-2, keepdims=True)
    small = np.where(large, 0.0, cells).sum(axis=-2)
    # With largest = 1 nobody is large; a stratum of few answers then keeps its rate all the same.
    thin = ((small.sum(axis=0) < ENOUGH) & (largest < 1))[..., None, :]
    others = total[..., None, :] - cells
    rest = np.where(thin, others, small[..., None, :])
    return rest, np.asarray(large | thin)


def _steady(rest: Array, held: Array, one: Array) -> Array:
    """Variance of one answer by stratum: three answers all alike are no certainty."""
    known = np.maximum(held, 1.0)
    mean = (rest[0] - rest[2]) / known
    own = (rest[0] + rest[2]) / known - mean**2
    mixed = (held * own + BORROWED * one[..., None, None]) / (held + BORROWED)
    alike = np.asarray(steady_variance(*rest))
    return np.where(held < FEW, mixed, np.where(own > 0, own, alike))
