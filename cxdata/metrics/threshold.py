"""From what level of a measure on does the score suffer? A bend, where one is there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from cxdata.metrics.counts import Array

FEWEST = 24  # months with both: a line, a drift and a bend are six numbers
EACH_SIDE = 5  # months at least on either side of the bend
LEVELS = 60  # levels tried
DRAWS, SEED = 1999, 20_261_121
CHANCE = 0.05
BEND = 0.01  # of the level's interval: at .05 it holds the true level in nine of ten, not in 95
TOO_WIDE = 0.6  # of the levels seen: where the bend may lie nearly anywhere, it is not told


@dataclass(frozen=True)
class Threshold:
    """A level of the measure from which on the score goes another way with it; never a cause.

    level, low, high   of the measure, with the 95 % interval; NaN where no bend is told
    below, beyond      points of score that go with one unit more, under and over the level; with
                       below_low … beyond_high, 95 % wherever in low … high the bend lies
    p        chance of so much better a fit by a bend where a straight line holds; NaN if not asked
    months   with both
    reason   why no bend is told, '' where one is
    """

    level: float
    low: float
    high: float
    below: float
    below_low: float
    below_high: float
    beyond: float
    beyond_low: float
    beyond_high: float
    p: float
    months: int
    reason: str


def threshold(measure: ArrayLike, score: ArrayLike, answers: ArrayLike) -> Threshold:
    """Does a bent line fit better than a straight one, and where is the bend?

    measure  level a month, shape (months,); NaN for none
    score    of the same month (or as many months later as the measure runs ahead), NaN for none
    answers  behind each score: months count by them, up to what one month differs from the next
    return   Threshold; without a level, and with the reason, under 24 months or where the straight
             line does as well
    raises   ValueError on shapes that differ
    source   Hansen 2017 (regression kink with unknown threshold: sup-F against the straight line,
             interval by inverting F); simulated null with first-order autocorrelation, and the
             line over time in both models, are ours (docs/deviations.md)
    """
    x, y, n = (np.asarray(part, dtype=float) for part in (measure, score, answers))
    if x.ndim != 1 or not x.shape == y.shape == n.shape:
        raise ValueError(f"three values a month are needed: {x.shape}, {y.shape}, {n.shape}")
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y) & (n > 0))
    months = len(known)
    if months < FEWEST:
        return _untold(months, f"{months} months with both; {FEWEST} are needed")
    levels = _levels(x[known])
    if not len(levels):
        return _untold(months, "the measure stays at too few levels to tell one from another")
    fit = _Fit.of(x[known], y[known], n[known], known, levels)
    p = fit.chance()
    if not p < CHANCE:
        return _untold(months, "one straight line fits as well: every step counts alike", p)
    return _told(fit, p, months)


def _untold(months: int, reason: str, p: float = float("nan")) -> Threshold:
    return Threshold(*(float("nan"),) * 9, p, months, reason)


def _levels(x: Array) -> Array:
    """Levels at which the line may bend: enough months on either side, between two seen."""
    held = np.sort(x)
    low, high = held[EACH_SIDE - 1], held[-EACH_SIDE]
    if not high > low or len(np.unique(x)) < 2 * EACH_SIDE:
        return np.zeros(0)
    tried = np.linspace(low, high, LEVELS)
    enough = (x < tried[:, None]).sum(axis=1) >= EACH_SIDE
    return np.asarray(tried[enough & ((x > tried[:, None]).sum(axis=1) >= EACH_SIDE)])


@dataclass(frozen=True)
class _Fit:
    """Months weighted, and the straight line and every bent one fitted to them.

    line    1, measure and month, shape (months, 3); y the scores; both times the root of weights
    month   number of each month, in order; holes stand where one has no answers
    bends   what each level's bend adds to the line, of length 1, shape (levels, months)
    """

    line: Array
    y: Array
    month: NDArray[np.int64]
    levels: Array
    bends: Array
    root: Array
    x: Array

    @staticmethod
    def of(x: Array, y: Array, n: Array, month: NDArray[np.int64], levels: Array) -> _Fit:
        root = np.sqrt(_weights(x, y, n, month))
        table = np.column_stack([np.ones(len(x)), x - x.mean(), month - month.mean()])
        line = table * root[:, None]
        over = np.maximum(x - levels[:, None], 0) * root
        left = over - _onto(line, over)
        size = np.sqrt((left**2).sum(axis=1))
        seen = size > 1e-9 * np.sqrt((over**2).sum(axis=1) + 1e-300)
        return _Fit(line, y * root, month, levels[seen], left[seen] / size[seen, None], root, x)

    def best(self, y: Array) -> tuple[Array, Array]:
        """How much better each bend fits: F, shape (…, levels); and what is left of the line."""
        left = y - _onto(self.line, y)
        gain = (left @ self.bends.T) ** 2
        rest = (left**2).sum(axis=-1)[..., None] - gain
        return gain / (rest / (y.shape[-1] - 4)), left

    def chance(self) -> float:
        """How often months without a bend, alike from month to month as these are, seem as bent."""
        f, left = self.best(self.y)
        drawn, _ = self.best(_simulated(left, self.month))
        return float((1 + (drawn.max(axis=1) >= f.max()).sum()) / (1 + len(drawn)))

    def slopes(self, level: float) -> tuple[Array, Array]:
        """Points a unit under and over a level, and half their 95 % interval, shape (2,) each."""
        over = np.maximum(self.x - level, 0) * self.root
        table = np.column_stack([self.line, over])
        inverse = np.linalg.pinv(table.T @ table)
        b = inverse @ table.T @ self.y
        rest = self.y - table @ b
        freedom = len(self.y) - 5
        spread = inverse * float(rest @ rest) / freedom
        ways = np.array([[0.0, 1, 0, 0], [0, 1, 0, 1]])
        error = np.sqrt(np.einsum("ij,jk,ik->i", ways, spread, ways))
        return ways @ b, error * float(special.stdtrit(freedom, 1 - CHANCE / 2))


def _told(fit: _Fit, p: float, months: int) -> Threshold:
    f, left = fit.best(fit.y)
    total = float((left**2).sum())
    freedom = len(fit.y) - 5
    rest = total / (1 + f / (len(fit.y) - 4))
    edge = rest.min() * (1 + float(special.stdtrit(freedom, 1 - BEND / 2)) ** 2 / freedom)
    within = fit.levels[rest <= edge]
    low, high, level = float(within.min()), float(within.max()), float(fit.levels[f.argmax()])
    if high - low > TOO_WIDE * (fit.x.max() - fit.x.min()):
        return _untold(months, "there is a bend, but it may lie nearly anywhere", p)
    slopes, _ = fit.slopes(level)
    tried = [fit.slopes(at) for at in within]
    lowest = np.min([middle - half for middle, half in tried], axis=0)
    highest = np.max([middle + half for middle, half in tried], axis=0)
    (below, a, b), (beyond, c, d) = np.stack([slopes, lowest, highest], axis=1).tolist()
    return Threshold(level, low, high, below, a, b, beyond, c, d, p, months, "")


def _onto(line: Array, y: Array) -> Array:
    """The part of series that a straight line and a drift explain, shape as y."""
    q, _ = np.linalg.qr(line)
    return np.asarray((y @ q) @ q.T)


def _weights(x: Array, y: Array, n: Array, month: NDArray[np.int64]) -> Array:
    """What each month weighs: 1 / (variance between months + variance of its score).

    The spread of single answers s²/n and that between months t² come from the straight line's own
    residuals, of n alone: r² = t² + s²/n, neither under 0. Mean 1.
    """
    table = np.column_stack([np.ones(len(x)), x - x.mean(), month - month.mean()])
    left = y - _onto(table, y)
    parts = np.column_stack([np.ones(len(x)), 1 / n])
    between, within = np.linalg.lstsq(parts, left**2, rcond=None)[0]
    if within <= 0:
        return np.ones(len(x))
    variance = max(between, 0.0) + within / n
    w = 1 / variance
    return np.asarray(w / w.mean())


def _simulated(left: Array, month: NDArray[np.int64]) -> Array:
    """Series that carry over from month to month as what is left of the line does.

    return  shape (draws, months)
    """
    rng = np.random.default_rng(SEED)
    rho = _carried(left, month)
    steps = rng.normal(size=(DRAWS, len(left)))
    series = np.empty_like(steps)
    series[:, 0] = steps[:, 0]
    for i in range(1, len(left)):
        kept = rho ** int(month[i] - month[i - 1])
        series[:, i] = kept * series[:, i - 1] + np.sqrt(1 - kept**2) * steps[:, i]
    return series


def _carried(left: Array, month: NDArray[np.int64]) -> float:
    """How much of a month stays in the next, 0 … 0.9, its small-sample bias taken out."""
    next_ = np.diff(month) == 1
    rho = float((left[1:] * left[:-1])[next_].sum() / (left**2).sum()) if next_.any() else 0.0
    unbiased = rho + (1 + 4 * rho) / len(left) + 2 / len(left)
    return float(np.clip(unbiased, 0.0, 0.9))
