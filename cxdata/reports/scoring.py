"""Histograms in, figures and changes out: the only place where reports turn counts to scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import METRICS
from cxdata.metrics import compare, scores
from cxdata.metrics.compare import Difference
from cxdata.reports import wording
from cxdata.reports.figures import Change, Figure, Target
from cxdata.reports.hidden import Ints, Mask

FEW = "too few to show"
NOBODY = "nobody answered"
# Answers by score; weighted ones are as many as they are worth, and no whole numbers.
Tally = Ints | NDArray[np.float64]
RATE = 0.10  # of false arrows among those that are shown side by side
LEVEL = "no detectable change"
SIDE_BY_SIDE = 3  # up to so many comparisons need no Benjamini-Hochberg


@dataclass(frozen=True)
class Moves:
    """Differences of several rows: arrays of one shape, NaN where there is nothing to compare."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]

    @staticmethod
    def joined(parts: Sequence[Moves]) -> Moves:
        """The rows of several, in order."""
        if not parts:
            return Moves(*(np.zeros(0) for _ in range(4)))
        names = ("value", "low", "high", "p")
        return Moves(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def split(metric: str, histograms: Tally) -> tuple[Ints, Ints, Ints]:
    """Favourable, middle and unfavourable answers of histograms of shape (…, 11)."""
    scale = METRICS[metric]
    top = histograms[..., scale.top :].sum(axis=-1)
    bottom = histograms[..., : scale.bottom + 1].sum(axis=-1)
    # Not all less the two others: of weighted answers that may leave a trace under 0.
    return top, histograms[..., scale.bottom + 1 : scale.top].sum(axis=-1), bottom


def estimate(metric: str, histograms: Tally) -> scores.Estimate:
    """The metric's score of each histogram, in its own unit."""
    top, middle, bottom = split(metric, histograms)
    if METRICS[metric].unit == "points":
        return scores.nps(top, middle, bottom)
    return scores.favourable(top, top + middle + bottom)


def figures(metric: str, histograms: Tally, may: Mask) -> tuple[Figure, ...]:
    """A figure for each histogram, shape (rows, 11); hidden where `may` is False."""
    unit = METRICS[metric].unit
    found = estimate(metric, histograms)
    rows = zip(found.value, found.low, found.high, found.n, may, strict=True)
    return tuple(_figure(unit, *row) for row in rows)


def figure(metric: str, histogram: Tally, may: bool = True) -> Figure:
    """The figure of one histogram, shape (11,)."""
    return figures(metric, histogram[None, :], np.array([may]))[0]


def hidden(metric: str) -> Figure:
    """A figure that may not be shown."""
    return Figure(None, None, None, None, METRICS[metric].unit, hidden=True, note=FEW)


def _figure(unit: str, value: float, low: float, high: float, n: int, may: bool) -> Figure:
    if n == 0:
        return Figure(None, None, None, 0, unit, note=NOBODY)
    if not may:
        return Figure(None, None, None, None, unit, hidden=True, note=FEW)
    text = wording.scored(float(value), unit)
    return Figure(float(value), float(low), float(high), int(n), unit, text)


def moves(metric: str, now: Tally, then: Tally, may: Mask) -> Moves:
    """Each row of `now` minus that of `then`, histograms of shape (rows, 11)."""
    a, b = split(metric, now), split(metric, then)
    if METRICS[metric].unit == "points":
        found = compare.difference(a, b)
    else:
        found = compare.share_difference((a[0], sum(a)), (b[0], sum(b)))
    parts = (np.where(may, part, np.nan) for part in (found.value, found.low, found.high, found.p))
    return Moves(*parts)


def two_sided(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance of lying so many standard errors off, to either side; NaN stays NaN."""
    chance = [math.erfc(x / math.sqrt(2)) if math.isfinite(x) else math.nan for x in np.abs(z)]
    return np.array(chance)


def standing(p: NDArray[np.float64]) -> Mask:
    """Which of several comparisons may carry an arrow (Benjamini-Hochberg where over three)."""
    if np.isfinite(p).sum() <= SIDE_BY_SIDE:
        return np.ones(p.shape, dtype=bool)
    return np.asarray(compare.benjamini_hochberg(p, RATE))


def changes(rows: Moves, refused: str = "") -> tuple[Change, ...]:
    """A change for each row, judged side by side; all 'refused' where a sentence says why."""
    if refused:
        return (Change(None, None, None, None, "refused", refused),) * len(rows.value)
    stand = standing(rows.p)
    told = zip(rows.value, rows.low, rows.high, rows.p, stand, strict=True)
    return tuple(_change(float(v), float(a), float(b), float(p), bool(s)) for v, a, b, p, s in told)


def _change(value: float, low: float, high: float, p: float, stands: bool) -> Change:
    if not np.isfinite(value):
        return Change(None, None, None, None, "refused", "nothing to compare with")
    verdict = compare.verdict(Difference(value, low, high, p, value, 0.0, 0, 0), stands)
    if verdict == "none":
        return Change(value, low, high, p, "level", LEVEL)
    words = wording.ranged(f"{verdict} {wording.plain(value)}", value, low, high)
    return Change(value, low, high, p, str(verdict), words)


def target(figure: Figure, value: float | None) -> Target | None:
    """How far a figure lies from its target; None without a target."""
    if value is None:
        return None
    if figure.value is None or figure.low is None or figure.high is None:
        return Target(value, None, "level", figure.note)
    distance = figure.value - value
    size = wording.plain(distance)
    if figure.high < value:
        return Target(value, distance, "under", f"{size} under target")
    if figure.low > value:
        return Target(value, distance, "over", f"{size} over target")
    if round(abs(distance)) == 0:
        return Target(value, distance, "level", "on target")
    side = "under" if distance < 0 else "over"
    return Target(value, distance, "level", f"{size} {side} target, may be chance")
