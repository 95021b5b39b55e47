"""A touchpoint's operational measure and its score, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.reports import hidden, scoring
from cxdata.reports.board import Board

Floats = NDArray[np.float64]


def score_by_month(row: Board, months: int) -> Floats:
    """The row's score by month; NaN where it may not be shown."""
    may = np.array([hidden.shown(row.level[0], m, m + 1) for m in range(months)])
    found = scoring.estimate(row.metric, row.counts[0, :months])
    return np.where(may, found.value, np.nan)


def monthly(
    found: dict[str, Any], of: tuple[str, str], teams: Sequence[str], first: int, months: int
) -> tuple[Floats, Floats]:
    """A measure by month, weighted by cases, and the cases; of the teams given where it is theirs.

    Where no cases were given, each figure counts as one.
    """
    columns = (found[name] for name in ("month", "measure", "touchpoint", "team", "value", "n"))
    total, cases = np.zeros(months), np.zeros(months)
    for month, measure, touchpoint, team, value, n in zip(*columns, strict=True):
        mine = measure == of[0] and touchpoint in ("", of[1]) and (not team or team in teams)
        if mine and 0 <= month - first < months:
            weight = max(int(n), 1)
            total[month - first] += weight * float(value)
            cases[month - first] += weight
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(cases > 0, total / cases, np.nan)), cases


def pooled(values: Floats, cases: Floats, ends: tuple[int, int]) -> float:
    """The level over months since … end: all of their cases together, as objectives count them."""
    here = slice(max(ends[0], 0), ends[1])
    n = np.where(np.isfinite(values[here]), cases[here], 0.0)
    return float(np.nansum(values[here] * n) / n.sum()) if n.sum() else float("nan")


def usual(values: Floats) -> float:
    """The level of a usual month: the middle one of all that have a figure."""
    return float(np.nanmedian(values)) if np.isfinite(values).any() else float("nan")


def worded(value: float, unit: str) -> str:
    """A level of a measure with its unit: '94 %', '4.8 %'; 'not known'."""
    if not np.isfinite(value):
        return "not known"
    digits = 0 if abs(value) >= 20 else 1
    if unit == "%" and 99 < value < 100:
        digits = 1  # 99.7 % of the time up is not all of it
    return f"{value:.{digits}f} {unit}".strip()
