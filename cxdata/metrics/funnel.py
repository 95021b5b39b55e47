"""Which teams lie outside the funnel: farther from their peers than their answers explain?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cxdata.metrics.compare import benjamini_hochberg
from cxdata.metrics.counts import Array, ratio
from cxdata.metrics.scores import Z95

Z998 = 3.090232
LIMITS = (Z95, Z998)
WINSOR = 0.10  # share of the z scores drawn in at either end
RATE = 0.10  # of the teams that are said to stand out, at most this share does by chance
WIDEST = 200.0  # points that two scores can lie apart
DRAWS, SEED = 4_000, 20_261_122
ABOVE, SAME, BELOW, UNKNOWN = "above", "same", "below", "unknown"


@dataclass(frozen=True)
class Funnel:
    """Teams of one peer group in the funnel; arrays of shape (teams,), NaN where not known.

    z        distance from the usual team in standard errors, overdispersion taken in
    p        two-sided probability of so large a distance by chance
    outside  0 within the 95 % limits, 95 or 99.8 for the limits that it lies beyond
    middle   the usual team's gap in points: one outstanding team does not move it
    phi      overdispersion: spread of the winsorised distances beside what chance alone gives
    tau      what teams are allowed to differ by beyond chance, points; 0 where chance explains all
    """

    z: Array
    p: Array
    outside: Array
    middle: float
    phi: float
    tau: float

    @property
    def spread(self) -> float:
        """The spread between teams itself, in points: tau without what few teams widen it by."""
        teams = int(np.isfinite(self.z).sum())
        return self.tau / math.sqrt(_unsure(teams)) if teams else 0.0


def funnel(gap: ArrayLike, variance: ArrayLike) -> Funnel:
    """Distances from what was expected, held against what chance and the peers' spread explain.

    gap       observed minus expected, points, shape (teams,); NaN for unknown
    variance  of the gap, points squared
    raises    ValueError on shapes that differ or a variance that is not over 0
    source    Spiegelhalter 2005 (10 % winsorised phi, additive tau squared); what winsorising takes
              by chance alone is given back, and few teams widen tau: ours (docs/deviations.md)
    """
    x, v = np.asarray(gap, dtype=float), np.asarray(variance, dtype=float)
    if x.ndim != 1 or x.shape != v.shape:
        raise ValueError(f"gaps {x.shape} and variances {v.shape} need one axis and one shape")
    known = np.isfinite(x)
    if not np.all(v[known] > 0):
        raise ValueError("a variance is 0 or no number: a gap without one cannot be judged")
    middle = _middle(x[known], v[known])
    phi, between = _overdispersion(x[known] - middle, v[known])
    z = ratio(x - middle, np.sqrt(np.where(known, v + between, 1.0)))
    far = np.abs(z)
    outside = np.where(far > Z998, 99.8, np.where(far > Z95, 95.0, 0.0))
    p = 2 * special.ndtr(-far)
    return Funnel(z, p, np.where(known, outside, np.nan), middle, phi, float(np.sqrt(between)))


def spread_interval(gap: ArrayLike, variance: ArrayLike) -> tuple[float, float]:
    """95 % interval of how far teams differ beyond chance, points; low is 0 where it may be none.

    gap, variance  as in `funnel`, of the teams asked about; (0, inf) for fewer than three
    source         Q-profile (Viechtbauer 2007): Cochran's Q inverted over the spread
    """
    x, v = np.asarray(gap, dtype=float), np.asarray(variance, dtype=float)
    known = np.isfinite(x)
    x, v = x[known], v[known]
    if len(x) < 3:
        return 0.0, math.inf
    most, least = (float(special.chdtri(len(x) - 1, tail)) for tail in (0.025, 0.975))
    return _spread_at(x, v, most), _spread_at(x, v, least)


def _spread_at(x: Array, v: Array, wanted: float) -> float:
    """The spread in points at which Q is as large as wanted; 0 where it is smaller anyway."""
    low, high = 0.0, WIDEST
    if _q(x, v, low) <= wanted:
        return 0.0
    for _ in range(40):
        mid = (low + high) / 2
        low, high = (mid, high) if _q(x, v, mid) > wanted else (low, mid)
    return (low + high) / 2


def _q(x: Array, v: Array, tau: float) -> float:
    w = 1 / (v + tau**2)
    return float((w * (x - np.average(x, weights=w)) ** 2).sum())


def limits(n: ArrayLike, centre: float, one: float, tau: float = 0.0, z: float = Z95) -> Array:
    """Lower and upper limit of the funnel for so many answers, shape (2, …), within -100..+100.

    n     answers, over 0; centre in points; one the variance of one answer, points squared
    tau   spread between teams beyond chance, in points
    """
    answers = np.asarray(n, dtype=float)
    half = z * np.sqrt(one / answers + tau**2)
    return np.clip(np.stack([centre - half, centre + half]), -100, 100)


def bands(z: ArrayLike, rate: float = RATE) -> list[str]:
    """'above', 'same' (cannot be told apart), 'below' its peers, or 'unknown', for each team.

    A team leaves the middle where it lies outside the 95 % limits and still stands when all
    teams are considered (Benjamini-Hochberg at `rate`).
    """
    far = np.asarray(z, dtype=float)
    stands = benjamini_hochberg(2 * special.ndtr(-np.abs(far)), rate) & (np.abs(far) > Z95)
    words = np.where(far > 0, ABOVE, BELOW)
    told = np.where(np.isnan(far), UNKNOWN, np.where(stands, words, SAME))
    return [str(word) for word in told]


def wanted(z: ArrayLike, rate: float = RATE, power: float = 0.8) -> float:
    """Standard errors at which the next team of a group would be told apart, power included.

    z       of `funnel`; the more teams stand already, the less is asked of the next
    """
    far = np.asarray(z, dtype=float)
    teams = max(int(np.isfinite(far).sum()), 1)
    standing = sum(word in (ABOVE, BELOW) for word in bands(far, rate))
    chance = rate * min(standing + 1, teams) / teams
    return max(Z95, NormalDist().inv_cdf(1 - chance / 2)) + NormalDist().inv_cdf(power)


def more_answers(gap: ArrayLike, own: ArrayLike, other: ArrayLike, n: ArrayLike, z: float) -> Array:
    """How many more answers of its own would take a team out of the middle, if its gap is real.

    gap     observed minus expected, points
    own     variance that its own answers shrink; other what they do not (the peers' rate, the
            spread between teams), points squared
    n       answers that it has
    z       standard errors that are asked for, power included
    return  whole answers; 0 where it has enough, inf where none of its own would do
    """
    x, mine, theirs, have = (np.asarray(part, dtype=float) for part in (gap, own, other, n))
    room = (x / z) ** 2 - theirs
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(room > 0, mine * have / room, np.inf)
    return np.asarray(np.ceil(np.maximum(needed - have, 0.0)))


def _middle(x: Array, v: Array) -> float:
    """Where the usual team lies: the weighted mean once the outermost are drawn in."""
    if len(x) < 3:
        return 0.0
    z = x / np.sqrt(v)
    return float(np.average(np.clip(z, *_ends(z)) * np.sqrt(v), weights=1 / v))


def _overdispersion(x: Array, v: Array) -> tuple[float, float]:
    """phi, and tau squared, of gaps from their middle."""
    k = len(x)
    if k < 3:
        return 1.0, 0.0
    phi = float(_winsorised(x / np.sqrt(v))) / _by_chance(k)
    w = 1 / v
    spare = w.sum() - (w**2).sum() / w.sum()
    return phi, _unsure(k) * max(0.0, float((k - 1) * (phi - 1) / spare))


@cache
def _unsure(teams: int) -> float:
    """What widens the square of a spread that so many teams tell of: Student's t in place of z.

    A team that is drawn in tells nothing of its own, so that few are left to tell.
    """
    left = max(teams - 2 * math.ceil(teams * WINSOR) - 1, 1)
    return float(special.stdtrit(left, 0.975) / Z95) ** 2


def _ends(z: Array) -> tuple[Array, Array]:
    """What the outermost are drawn in to: a tenth of the teams at either end, at least one."""
    k = z.shape[-1]
    ends = math.ceil(k * WINSOR)
    ranked = np.sort(z, axis=-1)
    return ranked[..., ends, None], ranked[..., k - 1 - ends, None]


def _winsorised(z: Array) -> Array:
    """Variance over the last axis, the outermost drawn in."""
    return np.asarray(np.var(np.clip(z, *_ends(z)), axis=-1))


@cache
def _by_chance(teams: int) -> float:
    """What the winsorised mean square is where chance alone spreads so many teams."""
    draws = np.random.default_rng(SEED).normal(size=(DRAWS, teams))
    return float(_winsorised(draws).mean())
