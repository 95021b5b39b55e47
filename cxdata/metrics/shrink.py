"""How much of a score is its own, and how much chance? Small groups are drawn to their centre."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cxdata.metrics.counts import Array, Figure, Mask, checked, figure, ratio
from cxdata.metrics.scores import steady_variance

TAU = 0.25 + 0.5 * np.arange(100)  # spread between groups in points, 0.25 … 49.75
PRIOR = 15.0  # its half-normal prior: spreads over 30 points are rare
DRAWS, SEED = 20_000, 20_261_121


@dataclass(frozen=True)
class Shrunk:
    """Scores drawn towards the centre of their family; arrays of the shape given.

    estimate     points; NaN where there was no score
    se           its standard error (posterior standard deviation) in points
    reliability  0..1: the share of the group's own score in its estimate
    centre, tau  points: where the family lies, and how far its members truly spread (posterior
                 means); shape of the leading axes, a float for one family
    """

    estimate: Array
    se: Array
    reliability: Array
    centre: Figure
    tau: Figure


@dataclass(frozen=True)
class Ranks:
    """Places of groups, best first; arrays of shape (k,), NaN for groups without a score.

    expected   1.0 … k: place to be expected, ties of chance shared
    low, high  90 % range of the place
    """

    expected: Array
    low: Array
    high: Array


def shrink(x: ArrayLike, v: ArrayLike) -> Shrunk:
    """Each score drawn to the centre of its family, the more the less its answers say.

    x       scores in points, shape (…, k): each line of the last axis is a family of its own
            (`x.reshape(-1)` draws a whole heatmap to its grand mean); NaN for no score
    v       variances of the scores in points squared, shape of x, over 0 where there is a score
    return  Shrunk; a family of one stays as it is
    raises  ValueError on shapes that differ or a variance that is not over 0
    source  normal hierarchical model by a grid over tau (Gelman et al., Bayesian Data Analysis,
            section 5.4); half-normal prior of tau is ours (docs/deviations.md)
    """
    scores, variances = np.asarray(x, dtype=float), np.asarray(v, dtype=float)
    if scores.ndim == 0 or scores.shape != variances.shape:
        raise ValueError(f"scores {scores.shape} and variances {variances.shape} need one shape")
    known = ~np.isnan(scores)
    if not np.all(variances[known] > 0):
        raise ValueError("a variance is 0 or no number: pool it, or use scores.steady_variance")
    return _posterior(scores, variances, known)


def shrink_counts(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, *, by_row: bool = False
) -> Shrunk:
    """NPS of each cell drawn to the grand mean (or to its row's mean, where `by_row`).

    promoters, passives, detractors  counts, shape (rows, columns)
    return  Shrunk of that shape. One answer's variance is the row's, so that a cell of six
            promoters does not pass for certain.
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n = p + s + d
    one = steady_variance(*(part.sum(axis=-1, keepdims=True) for part in (p, s, d)))
    x, v = 100 * ratio(p - d, n), 1e4 * np.asarray(one) * ratio(1.0, n)
    if by_row:
        return shrink(x, v)
    flat = shrink(x.reshape(-1), v.reshape(-1))
    estimate, se, own = (
        part.reshape(n.shape) for part in (flat.estimate, flat.se, flat.reliability)
    )
    return Shrunk(estimate, se, own, flat.centre, flat.tau)


def answers_added(one: ArrayLike, tau: ArrayLike) -> Figure:
    """How many average answers shrinking adds to every group: V / tau².

    one  variance of one answer on -1..+1 (scores.steady_variance); tau in points
    """
    return figure(ratio(1e4 * np.asarray(one, dtype=float), np.asarray(tau, dtype=float) ** 2))


def ranks(estimate: ArrayLike, se: ArrayLike) -> Ranks:
    """Expected place of each group, and its 90 % range from 20,000 draws (fixed seed).

    estimate, se  of `shrink`, shape (k,)
    source        Laird & Louis 1989
    """
    score, error = np.asarray(estimate, dtype=float), np.asarray(se, dtype=float)
    found = np.full((3, len(score)), np.nan)
    live = np.flatnonzero(~np.isnan(score))
    if len(live):
        e, s = score[live], error[live]
        ahead = special.ndtr((e - e[:, None]) / np.hypot(s, s[:, None]))
        found[0, live] = ahead.sum(axis=1) + 0.5  # each is half ahead of itself
        found[1:, live] = np.array(ranges(tuple(e.tolist()), tuple(s.tolist())))
    return Ranks(*found)


@lru_cache(maxsize=8)
def draws(teams: int) -> Array:
    """Standard normal draws, shape (teams, DRAWS): those of the fixed seed, for all groups."""
    return np.random.default_rng(SEED).standard_normal((DRAWS, teams)).T.copy()


@lru_cache(maxsize=512)
def ranges(estimate: tuple[float, ...], se: tuple[float, ...]) -> tuple[tuple[int, ...], ...]:
    """Ends of the 90 % range of each group's place; the same groups are drawn once a process."""
    teams = len(estimate)
    drawn = np.array(estimate)[:, None] + np.array(se)[:, None] * draws(teams)
    ahead = np.zeros((teams, DRAWS), dtype=np.int16)
    for one in range(teams):
        for other in range(one):
            better = drawn[other] > drawn[one]
            ahead[one] += better
            ahead[other] += ~better
    ends = [round(share * (DRAWS - 1)) for share in (0.05, 0.95)]
    found = []
    for places in ahead:
        upto = np.bincount(places, minlength=teams).cumsum()
        found.append([int(np.searchsorted(upto, end, side="right")) + 1 for end in ends])
    return tuple(zip(*found, strict=True))


def _posterior(x: Array, v: Array, known: Mask) -> Shrunk:
    """Averages over tau; arrays of shape (…, k, 100) with tau last."""
    x0, v0 = np.where(known, x, 0.0)[..., None], np.where(known, v, 1.0)[..., None]
    w = np.where(known[..., None], 1 / (v0 + TAU**2), 0.0)
    held = w.sum(axis=-2, keepdims=True)
    spread = ratio(1.0, held)  # NaN where the whole family is empty
    centre = (w * x0).sum(axis=-2, keepdims=True) * spread
    p = _weights_of_tau(x0, w, spread, centre)
    pull = v0 / (v0 + TAU**2)
    estimate = (1 - pull) * x0 + pull * centre
    variance = (1 - pull) * v0 + pull**2 * spread
    mean = (p * estimate).sum(axis=-1)
    second = (p * (variance + (estimate - mean[..., None]) ** 2)).sum(axis=-1)
    own = (p * (1 - pull)).sum(axis=-1)
    mean, se, own = (np.where(known, part, np.nan) for part in (mean, np.sqrt(second), own))
    middle, tau = (p * centre).sum(axis=-1)[..., 0], (p * TAU).sum(axis=-1)[..., 0]
    return Shrunk(mean, se, own, figure(middle), figure(tau))


def _weights_of_tau(x: Array, w: Array, spread: Array, centre: Array) -> Array:
    """p(tau), shape (…, 1, 100), summing to 1."""
    log_w = np.log(np.where(w > 0, w, 1.0))
    log_p = 0.5 * np.log(spread) + 0.5 * log_w.sum(axis=-2, keepdims=True)
    log_p -= 0.5 * (w * (x - centre) ** 2).sum(axis=-2, keepdims=True)
    log_p -= 0.5 * (TAU / PRIOR) ** 2
    p = np.exp(log_p - log_p.max(axis=-1, keepdims=True))
    return np.asarray(p / p.sum(axis=-1, keepdims=True))
