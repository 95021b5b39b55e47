"""What goes with the overall answer? Shares of its explained variation, driver by driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cxdata.metrics.counts import Array, ratio
from cxdata.metrics.shapley import lmg, relative_weights

SHOWN, RANKED = 300, 500  # complete answers from which shares are shown, and ranked
EXACT = 12  # drivers up to which LMG is computed
DRAWS, SEED = 1000, 20_261_121
AT_ONCE = 20  # draws together: few enough that twelve drivers stay in the processor's cache
BLOCKS = 10_000  # answers drawn singly up to here, in blocks above
AT_A_TIME = 100  # blocks summed together
LMG, WEIGHTS = "LMG", "relative weights"


@dataclass(frozen=True)
class Drivers:
    """Key drivers; arrays of shape (drivers,) in the order given, NaN without a result.

    share, low, high   % of the explained variation, with its 95 % interval; shares sum to 100
    slope, slope_low, slope_high  NPS points that go with one more point of this rating, the other
                       ratings alike; never the effect of raising it
    performance        mean rating of those counted
    rank               place by share, best first, with its 95 % range rank_low … rank_high;
                       NaN under 500 answers
    r2                 share of the answers' variation that the ratings explain together, 0..1
    n, left_out        who rated every driver and answered; who did not
    method             'LMG' up to 12 drivers, 'relative weights' above
    reason             why there is no result, '' where there is one
    """

    share: Array
    low: Array
    high: Array
    slope: Array
    slope_low: Array
    slope_high: Array
    performance: Array
    rank: Array
    rank_low: Array
    rank_high: Array
    r2: float
    n: int
    left_out: int
    method: str
    reason: str

    @property
    def ranked(self) -> bool:
        """May the drivers be put in order?"""
        return not self.reason and self.n >= RANKED


def drivers(
    ratings: ArrayLike, answers: ArrayLike, told: Callable[[float], None] | None = None
) -> Drivers:
    """Which ratings go with the 0-10 answer, how much each, and how sure is that?

    ratings  shape (customers, drivers), NaN where a driver was not rated
    answers  0..10 of the same customers, shape (customers,), NaN where not given
    told     called with how far it is, 0..1, as the draws go by
    return   Drivers; under 300 complete answers without shares, and `reason` says what is missing
    raises   ValueError on shapes that do not fit, or no driver
    source   Lindeman, Merenda & Gold 1980 (LMG); Johnson 2000 (relative weights); intervals by
             1,000 bootstrap draws with a fixed seed (Efron & Tibshirani 1993)
    """
    rated, given = np.asarray(ratings, dtype=float), np.asarray(answers, dtype=float)
    if rated.ndim != 2 or not rated.shape[1] or given.shape != rated.shape[:1]:
        raise ValueError(
            f"ratings {rated.shape} need drivers, and answers {given.shape} a row each"
        )
    complete = ~np.isnan(given) & ~np.isnan(rated).any(axis=1)
    x, y = rated[complete], given[complete]
    method = LMG if rated.shape[1] <= EXACT else WEIGHTS
    n, left_out = len(y), int(len(given) - len(y))
    reason = _reason(x, y)
    if reason:
        return _without(x, left_out, method, reason)
    table = np.column_stack([np.ones(n), x, y, _sides(y)])
    whole, r2, slope = _fit((table.T @ table)[None], method)
    drawn = []
    for products in _resampled(table):
        drawn.append(_fit(products, method))
        if told is not None:
            told(len(drawn) * AT_ONCE / DRAWS)
    parts, slopes = (np.concatenate([part[i] for part in drawn]) for i in (0, 2))
    low, high = np.percentile(parts, [2.5, 97.5], axis=0)
    slope_low, slope_high = np.percentile(slopes, [2.5, 97.5], axis=0)
    rank, rank_low, rank_high = _ranks(whole, parts, n)
    return Drivers(
        whole[0], low, high, slope[0], slope_low, slope_high, x.mean(axis=0),
        rank, rank_low, rank_high, float(r2[0]), n, left_out, method, "",
    )  # fmt: skip


def shares(among: ArrayLike, with_answer: ArrayLike) -> Array:
    """Shares of the explained variation in %, from correlations alone; shape (drivers,).

    among        correlations of the drivers with one another, shape (drivers, drivers)
    with_answer  their correlations with the answer, shape (drivers,)
    source       as `drivers`: LMG up to 12 drivers, relative weights above
    """
    table, line = np.asarray(among, dtype=float), np.asarray(with_answer, dtype=float)
    if table.shape != (len(line), len(line)):
        raise ValueError(f"correlations {table.shape} do not fit {len(line)} drivers")
    share_out = lmg if len(line) <= EXACT else relative_weights
    parts = share_out(table[None], line[None])[0]
    return 100 * ratio(parts, parts.sum())


def _sides(y: Array) -> Array:
    """Each answer's part in the NPS: +100, 0 or −100 points."""
    return np.where(y >= 9, 100.0, np.where(y >= 7, 0.0, -100.0))


def _reason(x: Array, y: Array) -> str:
    if len(y) < SHOWN:
        lack = SHOWN - len(y)
        return (
            f"{len(y)} customers answered and rated every driver; {lack} more are needed, "
            f"for {SHOWN} in all"
        )
    if np.ptp(y) == 0 or np.all(np.ptp(x, axis=0) == 0):
        return "all answers, or all ratings, are alike: there is no variation to explain"
    return ""


def _without(x: Array, left_out: int, method: str, reason: str) -> Drivers:
    none = np.full(x.shape[1], np.nan)
    level = ratio(x.sum(axis=0), len(x))
    return Drivers(
        none, none, none, none, none, none, level, none, none, none,
        float("nan"), len(x), left_out, method, reason,
    )  # fmt: skip


def _fit(products: Array, method: str) -> tuple[Array, Array, Array]:
    """Shares in % (draws, k), R² (draws,) and slopes (draws, k) of cross-products.

    products  of the columns 1, ratings, answer, NPS part: shape (draws, k + 3, k + 3)
    """
    n, sums = products[:, 0, 0], products[:, 0, 1:]
    centred = products[:, 1:, 1:] - sums[:, :, None] * sums[:, None, :] / n[:, None, None]
    k = centred.shape[1] - 2
    spread = np.sqrt(np.maximum(np.einsum("bii->bi", centred), 0))
    spread[spread < 1e-9 * np.sqrt(n)[:, None]] = np.inf  # a constant explains nothing
    alike = centred / (spread[:, :, None] * spread[:, None, :])
    among, with_answer = alike[:, :k, :k], alike[:, :k, k]
    parts = lmg(among, with_answer) if method == LMG else relative_weights(among, with_answer)
    r2 = parts.sum(axis=1)
    steps = np.linalg.pinv(among, hermitian=True) @ alike[:, :k, k + 1, None]
    side = np.where(np.isinf(spread[:, -1:]), 0, spread[:, -1:])
    return 100 * ratio(parts, r2[:, None]), r2, steps[..., 0] * side / spread[:, :k]


def _resampled(table: Array) -> Iterator[Array]:
    """Cross-products of bootstrap samples, 20 at a time; shape (20, columns, columns).

    Answers beyond 10,000 are first dealt into 10,000 blocks at random and blocks are drawn: their
    sums spread as sums of single answers do, and a million answers take no longer.
    """
    rng = np.random.default_rng(SEED)
    width = table.shape[1]
    i, j = np.triu_indices(width)
    if len(table) > BLOCKS:
        cells = _blocks(table[rng.permutation(len(table))], i, j)
    else:
        cells = table[:, i] * table[:, j]
    size = len(cells)
    for _ in range(DRAWS // AT_ONCE):
        drawn = rng.integers(0, size, (AT_ONCE, size)) + size * np.arange(AT_ONCE)[:, None]
        times = np.bincount(drawn.ravel(), minlength=AT_ONCE * size).reshape(AT_ONCE, size)
        products = np.empty((AT_ONCE, width, width))
        products[:, i, j] = products[:, j, i] = times.astype(float) @ cells
        yield products


def _blocks(table: Array, i: NDArray[np.int64], j: NDArray[np.int64]) -> Array:
    """Sums of products of columns i and j over 10,000 blocks, shape (blocks, pairs).

    A hundredth of the blocks at a time: the products of ten million answers would fill a machine.
    """
    ends = np.linspace(0, len(table), BLOCKS + 1).astype(np.int64)
    cells = np.empty((BLOCKS, len(i)))
    for block in range(0, BLOCKS, AT_A_TIME):
        rows = ends[block : block + AT_A_TIME + 1]
        part = table[rows[0] : rows[-1]]
        starts = rows[:-1] - rows[0]
        cells[block : block + AT_A_TIME] = np.add.reduceat(part[:, i] * part[:, j], starts, axis=0)
    return cells


def _ranks(whole: Array, draws: Array, n: int) -> tuple[Array, Array, Array]:
    """Place by share and its 95 % range; NaN where there are too few answers to rank."""
    if n < RANKED:
        none = np.full(whole.shape[1], np.nan)
        return none, none, none
    place, drawn = (1.0 + np.argsort(np.argsort(-part, axis=1), axis=1) for part in (whole, draws))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0, method="nearest")
    return place[0], low, high
