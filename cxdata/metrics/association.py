"""Does a touchpoint's operational measure move with its score, at once or some months later?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from cxdata.metrics.counts import Array

LAGS = 3  # months that a measure may run ahead of the score
FEWEST, TWO_YEARS = 12, 24  # months with both, to say anything; to say 'measured'
CHANCE = 0.05
MEASURED, ASSOCIATED, ASSUMED = "measured", "associated", "assumed"


@dataclass(frozen=True)
class Lagged:
    """One lag: the score of a month beside the measure of `lag` months before.

    r                        correlation, -1..+1, of what is left without each one's straight line
                             over time; NaN under 12 months or without variation
    low, high                its 95 % interval, as wide as the number of lags looked at asks
    slope                    points of score that go with one more unit of the measure
    slope_low, slope_high    its interval, likewise
    p                        two-sided, times the number of lags looked at
    months, effective        months with both; as many independent ones as they are worth
    """

    lag: int
    r: float
    low: float
    high: float
    slope: float
    slope_low: float
    slope_high: float
    p: float
    months: int
    effective: float


@dataclass(frozen=True)
class Association:
    """A measure beside a score: the clearest lag, all of them, and a grade. Never a cause.

    best     the lag with the smallest p, None where no lag has 12 months
    lags     every lag looked at, 0 first
    grade    'measured'    the interval leaves 0 out over 24 months and more, and so does that of
                           the changes from month to month, on the same side: no common drift
             'associated'  the interval leaves 0 out
             'assumed'     it does not, or there is too little to say
    reason   why the grade is not higher, '' where it is 'measured'
    """

    best: Lagged | None
    lags: tuple[Lagged, ...]
    grade: str
    reason: str


def association(measure: ArrayLike, score: ArrayLike, lags: int = LAGS) -> Association:
    """Lagged correlation of an operational measure with a score over months.

    measure, score  a value a month, in order without gaps, shape (months,); NaN for none
    lags            how many months the measure may run ahead: 0 … lags are looked at
    return          Association; intervals and p are corrected for the lags looked at (Bonferroni)
    raises          ValueError on shapes that differ or a negative lag
    source          Fisher 1921; effective months of autocorrelated series by Pyper & Peterman 1998;
                    taking out the straight line, and the grades, are ours (docs/deviations.md)
    """
    x, y = np.asarray(measure, dtype=float), np.asarray(score, dtype=float)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError(f"a value a month of both is needed: measure {x.shape}, score {y.shape}")
    if lags < 0:
        raise ValueError(f"a measure cannot run {lags} months ahead")
    looked = tuple(_lagged(x, y, lag, lags + 1) for lag in range(lags + 1))
    told = [one for one in looked if not np.isnan(one.p)]
    if not told:
        most = max(one.months for one in looked)
        still = "measure or score never moves, drift aside"
        why = still if most >= FEWEST else f"{FEWEST} are needed"
        return Association(None, looked, ASSUMED, f"{most} months with both; {why}")
    best = min(told, key=lambda one: one.p)
    return Association(best, looked, *_grade(best, x, y, lags + 1))


def _grade(best: Lagged, x: Array, y: Array, looks: int) -> tuple[str, str]:
    if not best.p < CHANCE:
        return ASSUMED, "the correlation may be chance"
    if best.months < TWO_YEARS:
        return ASSOCIATED, f"{best.months} months with both; 'measured' needs {TWO_YEARS}"
    steps = _lagged(np.diff(x), np.diff(y), best.lag, looks)
    if not (steps.p < CHANCE and steps.r * best.r > 0):
        return ASSOCIATED, "from month to month they do not move together: a common drift may do it"
    return MEASURED, ""


def _lagged(x: Array, y: Array, lag: int, looks: int) -> Lagged:
    """The correlation at one lag, its interval and slope for so many lags looked at."""
    x, y = (x[: len(x) - lag], y[lag:]) if lag < len(x) else (x[:0], y[:0])
    both = ~np.isnan(x) & ~np.isnan(y)
    x, y, months = np.where(both, x, np.nan), np.where(both, y, np.nan), int(both.sum())
    nan = float("nan")
    dx, dy = (_level(x), _level(y)) if months >= FEWEST else (x, y)
    if months < FEWEST or _still(dx, x) or _still(dy, y):
        return Lagged(lag, nan, nan, nan, nan, nan, nan, nan, months, nan)
    across, along = float(np.nansum(dx * dy)), float(np.nansum(dx**2))
    up = float(np.nansum(dy**2))
    r = float(np.clip(across / np.sqrt(along * up), -1 + 1e-12, 1 - 1e-12))
    effective = _effective(dx, dy, months)
    freedom, steep = effective - 2, np.sqrt(up / along)
    z, one = float(np.arctanh(r)), 1 / np.sqrt(effective - 3)
    reach = float(special.stdtrit(freedom, 1 - CHANCE / looks / 2))
    low, high = np.tanh(z - reach * one), np.tanh(z + reach * one)
    half = steep * reach * np.sqrt((1 - r * r) / freedom)
    p = min(1.0, looks * 2 * float(special.stdtr(freedom, -abs(z) / one)))
    slope = float(steep * r)
    ends = (float(low), float(high), slope, float(slope - half), float(slope + half))
    return Lagged(lag, r, *ends, p, months, effective)


def _still(deviations: Array, values: Array) -> bool:
    """Nothing but rounding is left of a series' moves."""
    return bool(np.nanmax(np.abs(deviations)) <= 1e-9 * max(1.0, float(np.nanmax(np.abs(values)))))


def _effective(dx: Array, dy: Array, months: int) -> float:
    """Independent months that so many months are worth, where months resemble earlier ones."""
    x, y = _carried(dx, months), _carried(dy, months)
    later = np.arange(1, len(x) + 1)
    repeated = 1 + 2 * float(((1 - later / months) * x * y).sum())
    return float(max(months / max(repeated, 1.0), 4.0))


def _carried(deviations: Array, months: int) -> Array:
    """Autocorrelations over 1 … months / 4 months, shape (months // 4,)."""
    filled = np.nan_to_num(deviations)
    known = (~np.isnan(deviations)).astype(float)
    found = []
    for k in range(1, months // 4 + 1):
        pairs = max(float(known[k:] @ known[:-k]), 1.0)
        found.append(float(filled[k:] @ filled[:-k]) / pairs)
    return np.array(found) / (filled @ filled / months)


def _level(values: Array) -> Array:
    """What is left without the straight line through all months: drift alone proves nothing."""
    known = ~np.isnan(values)
    month = np.where(known, np.arange(len(values), dtype=float), np.nan)
    t = month - np.nanmean(month)
    around = values - np.nanmean(values)
    return np.asarray(around - t * np.nansum(t * around) / np.nansum(t * t))
