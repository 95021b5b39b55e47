"""Marked answers dealt out to many groups at once: `dealing.dealt` of every row in one pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cxdata.metrics import dealing
from cxdata.metrics.counts import Array, Mask, checked
from cxdata.metrics.dealing import FOURIER, LARGE, REACH, ROOM

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Totals:
    """Possible totals of many groups, ascending by one, and the chance of each.

    at, chance, inside  shape (groups, width); what is not inside is filled up, its chance is 0
    """

    at: Array
    chance: Array
    inside: Mask

    def tail(self, counts: Array, *, over: bool) -> Array:
        """Chance of at least (`over`), or at most, each of some counts, shape (groups, counts)."""
        if over:
            sums = np.cumsum(self.chance[:, ::-1], axis=1)[:, ::-1]
        else:
            sums = np.cumsum(self.chance, axis=1)
        width = self.at.shape[1]
        begin = self.inside.argmax(axis=1)[:, None]
        end = width - self.inside[:, ::-1].argmax(axis=1)[:, None]
        place = counts - self.at[:, :1]
        held = np.clip(place, 0, width - 1).astype(np.int64)
        found = np.minimum(np.take_along_axis(sums, held, axis=1), 1.0)
        return np.where(place >= end, 0.0 if over else 1.0,
                        np.where(place < begin, 1.0 if over else 0.0, found))  # fmt: skip


def dealt(marked: ArrayLike, others: ArrayLike, drawn: ArrayLike) -> Totals:
    """How many marked ones each group gets that draws so many from each of its strata.

    marked, others, drawn  shape (groups, strata), as in `dealing.dealt`; at least one group
    raises                 ValueError on a negative count, or where more is drawn than there is
    source                 `dealing.dealt`, to which the tests hold it
    """
    m, o, n = (np.atleast_2d(p) for p in checked(marked=marked, others=others, drawn=drawn))
    if np.any(n > m + o):
        raise ValueError("more is drawn than there is in a stratum of a group")
    low, high = np.maximum(0.0, n - o), np.minimum(n, m)
    open_ = high > low
    base = np.where(open_, 0.0, low).sum(axis=1)
    group, _ = np.nonzero(open_)
    m, o, n, low, high = (part[open_] for part in (m, o, n, low, high))
    mean, spread, third = dealing.moments(m, o, n)
    by = _Sums(group, len(base))
    large = by(spread) > LARGE**2
    ends = by(low), by(high)
    exact = _exact(m, o, n, low, high, mean, spread, by)
    rows = [
        dealing.normal(*(float(by(part)[i]) for part in (mean, spread, third)))
        if large[i]
        else exact[i]
        for i in range(len(base))
    ]
    return _filled(rows, *ends, base)


class _Sums:
    """Strata in the order of their groups, and their sums by group."""

    def __init__(self, group: Ints, groups: int) -> None:
        self.group, self.groups = group, groups
        self.size = np.bincount(group, minlength=groups)
        self.start = np.cumsum(self.size) - self.size

    def __call__(self, values: Array) -> Array:
        return np.asarray(np.bincount(self.group, values, self.groups), np.float64)


def _exact(
    m: Array, o: Array, n: Array, low: Array, high: Array, mean: Array, spread: Array, by: _Sums
) -> list[tuple[Array, Array]]:
    """Totals around their mean and their chances, of every group that is not large."""
    reach = REACH * np.sqrt(spread) + ROOM
    first = np.maximum(low, np.floor(mean - reach))
    width = (np.minimum(high, np.ceil(mean + reach)) - first + 1).astype(np.int64)
    small = by(spread) <= LARGE**2
    width[~small[by.group]] = 1  # what the normal stands for is not worked out
    each = _each(m, o, n, first, width)
    widest = np.zeros(by.groups, dtype=np.int64)
    np.maximum.at(widest, by.group, width)
    reached = np.ceil(REACH * np.sqrt(by(spread)) + ROOM) + 2
    size = np.maximum(2 ** np.ceil(np.log2(2 * reached + 1)), widest).astype(np.int64)
    several, firsts = small & (by.size > 1), by(first)
    found: list[tuple[Array, Array]] = []
    for i in range(by.groups):
        alone = each[by.start[i], : widest[i]] if by.size[i] else np.ones(1)
        found.append((firsts[i] + np.arange(len(alone), dtype=np.float64), alone))
    middle = np.floor(by(mean) - reached)
    for one in np.unique(size[several]):
        of_size = np.flatnonzero(several & (size == one))
        rows = np.isin(by.group, of_size)
        starts = np.cumsum(by.size[of_size]) - by.size[of_size]
        waves = np.fft.rfft(each[rows, :one], one, axis=1)
        circles = np.fft.irfft(np.multiply.reduceat(waves, starts, axis=0), one, axis=1)
        for i, circle in zip(of_size.tolist(), circles, strict=True):
            at = middle[i] + np.arange(2 * reached[i] + 1)
            chance = circle[np.mod(at - firsts[i], one).astype(np.int64)]
            found[i] = at, np.where(chance > FOURIER, chance, 0.0)
    return found


def _each(m: Array, o: Array, n: Array, first: Array, width: Ints) -> Array:
    """Chances in each stratum of `first` and more, shape (strata, widest): only what is inside."""
    row = np.repeat(np.arange(len(m)), width)
    place = np.arange(len(row)) - np.repeat(np.cumsum(width) - width, width)
    k = first[row] + place
    found = np.zeros((len(m), int(width.max(initial=1))))
    found[row, place] = np.exp(
        dealing.ways(m, o, n)[row] - dealing.against(k, m[row], o[row], n[row])
    )
    return found


def _filled(rows: list[tuple[Array, Array]], low: Array, high: Array, base: Array) -> Totals:
    """Rows of different lengths as one table, without totals that cannot be."""
    width = max(len(at) for at, _ in rows)
    at = np.array([row[0][0] for row in rows])[:, None] + np.arange(width)
    chance = np.zeros((len(rows), width))
    size = np.array([len(row[0]) for row in rows])
    for i, (_, part) in enumerate(rows):
        chance[i, : size[i]] = part
    inside = (np.arange(width) < size[:, None]) & (at >= low[:, None]) & (at <= high[:, None])
    chance = np.where(inside, chance, 0.0)
    return Totals(base[:, None] + at, chance / chance.sum(axis=1, keepdims=True), inside)
