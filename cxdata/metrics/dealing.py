"""Marked answers dealt out to a group by chance: exactly how many would it get?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cxdata.metrics.counts import Array, checked, ratio

REACH = 10.0  # standard errors around the mean that are counted; what lies beyond is under 1e-18
ROOM = 12.0  # and so many more: a mean of nearly nothing has no spread to go by
LARGE = 60.0  # standard error of the total from which on the normal is as good
FOURIER = 1e-15  # what the transform leaves where there is nothing


def dealt(marked: ArrayLike, others: ArrayLike, drawn: ArrayLike) -> tuple[Array, Array]:
    """How many marked ones a group gets that draws so many from each stratum.

    marked, others  what lies in each stratum, shape (strata,); drawn what the group takes of it
    return          possible totals, ascending by one, and the chance of each
    raises          ValueError on a negative count, or where more is drawn than there is
    source          hypergeometric in each stratum (Fisher 1935), their sum by Fourier transform;
                    from a standard error of 60 on by the normal with its skewness (Edgeworth)
    """
    m, o, n = (np.atleast_1d(part) for part in checked(marked=marked, others=others, drawn=drawn))
    whole = m + o
    if np.any(n > whole):
        raise ValueError(f"more is drawn than there is: {n} of {whole}")
    low, high = np.maximum(0.0, n - o), np.minimum(n, m)
    kept = high > low
    base = float(low[~kept].sum())
    m, o, n, low, high = (part[kept] for part in (m, o, n, low, high))
    mean, spread, third = moments(m, o, n)
    if spread.sum() > LARGE**2:
        at, chance = normal(float(mean.sum()), float(spread.sum()), float(third.sum()))
        inside = (at >= low.sum()) & (at <= high.sum())
        at, chance = at[inside], chance[inside]
    else:
        reach = REACH * np.sqrt(spread) + ROOM
        first = np.maximum(low, np.floor(mean - reach))
        each = _each(m, o, n, first, np.minimum(high, np.ceil(mean + reach)))
        at, chance = _together(each, float(first.sum()), float(mean.sum()), float(spread.sum()))
        inside = (at >= low.sum()) & (at <= high.sum())
        at, chance = at[inside], chance[inside]
    return np.asarray(base + at), np.asarray(chance / chance.sum())


def tail(at: Array, chance: Array, counts: Array, *, over: bool) -> Array:
    """Chance of at least (`over`), or at most, so many, for each of some counts."""
    sums = np.cumsum(chance[::-1])[::-1] if over else np.cumsum(chance)
    place = counts - at[0]
    inside = np.clip(place, 0, len(at) - 1).astype(np.int64)
    beyond = (place >= len(at), place < 0) if over else (place < 0, place >= len(at))
    return np.asarray(np.select(beyond, (0.0, 1.0), np.minimum(sums[inside], 1.0)))


def moments(m: Array, o: Array, n: Array) -> tuple[Array, Array, Array]:
    """Mean, variance and third central moment of each stratum."""
    whole = m + o
    mean = n * m / whole
    spread = mean * o / whole * (whole - n) / np.maximum(whole - 1, 1)
    third = spread * np.nan_to_num(ratio((o - m) * (whole - 2 * n), whole * (whole - 2)))
    return mean, spread, third


def _each(m: Array, o: Array, n: Array, first: Array, last: Array) -> Array:
    """Chances in each stratum of `first` and more, shape (strata, width)."""
    width = int((last - first).max(initial=0)) + 1
    k = first[:, None] + np.arange(width)
    inside = k <= last[:, None]
    k = np.where(inside, k, first[:, None])
    log = against(k, m[:, None], o[:, None], n[:, None])
    return np.where(inside, np.exp(ways(m, o, n)[:, None] - log), 0.0)


def ways(m: Array, o: Array, n: Array) -> Array:
    """The part of a chance's logarithm that is the same for every count of a stratum."""
    gamma = special.gammaln
    log = gamma(m + 1) + gamma(o + 1) - gamma(m + o + 1) + gamma(n + 1) + gamma(m + o - n + 1)
    return np.asarray(log)


def against(k: Array, m: Array, o: Array, n: Array) -> Array:
    """The part that is a count's own, to be taken off."""
    gamma = special.gammaln
    log = gamma(k + 1) + gamma(m - k + 1)
    log += gamma(n - k + 1) + gamma(o - n + k + 1)
    return np.asarray(log)


def _together(each: Array, first: float, mean: float, spread: float) -> tuple[Array, Array]:
    """Totals around their mean, and their chances."""
    if len(each) < 2:
        alone = each.sum(axis=0) if len(each) else np.ones(1)
        return first + np.arange(each.shape[1], dtype=np.float64), np.asarray(alone, np.float64)
    reach = np.ceil(REACH * np.sqrt(spread) + ROOM) + 2
    # Chances farther out are nothing, so it does no harm that the circle of this size joins there.
    size = max(int(2 ** np.ceil(np.log2(2 * reach + 1))), each.shape[1])
    circle = np.fft.irfft(np.fft.rfft(each, size, axis=1).prod(axis=0), size)
    at = np.floor(mean - reach) + np.arange(2 * reach + 1)
    chance = circle[np.mod(at - first, size).astype(np.int64)]
    return at, np.where(chance > FOURIER, chance, 0.0)


def normal(mean: float, spread: float, third: float) -> tuple[Array, Array]:
    """Chances of whole totals under a normal of this mean, variance and skewness."""
    error = np.sqrt(spread)
    at = np.arange(np.floor(mean - REACH * error), np.ceil(mean + REACH * error) + 1)
    ends = (np.append(at - 0.5, at[-1] + 0.5) - mean) / error
    density = np.exp(-(ends**2) / 2) / np.sqrt(2 * np.pi)
    under = special.ndtr(ends) - third / error**3 / 6 * (ends**2 - 1) * density
    return at, np.maximum(np.diff(under), 0.0)
