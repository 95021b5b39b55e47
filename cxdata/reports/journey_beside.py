"""A touchpoint's operational measures beside its score: do they move together?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics.association import ASSUMED, Association, association
from cxdata.organisation import Measure
from cxdata.reports import hidden, scoring, wording
from cxdata.reports.board import Board
from cxdata.reports.page import Page
from cxdata.scope import View, month_after

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Beside:
    """An operational measure of a touchpoint, and how it goes with the score.

    id, name      of the measure
    value, usual  in the cell's months, and over all months: '71 %', '94 %'
    words         how the two move together: association, never cause
    grade         'measured', 'associated' or 'assumed'
    months        with both
    """

    id: str
    name: str
    value: str
    usual: str
    words: str
    grade: str
    months: int


def beside(
    page: Page, touchpoint: str, row: Board, teams: Sequence[str], until: date
) -> tuple[Beside, ...]:
    """The measures that the touchpoint's lines of sight name, in the organisation's order.

    row    the touchpoint's one-row board
    teams  whose measures are read: those that its customers met
    until  the month after the last that is looked at
    """
    named = {ln.measure for ln in page.organisation.lines if ln.touchpoint == touchpoint}
    measures = [m for m in page.organisation.measures if m.id in named]
    if not measures:
        return ()
    window = row.window
    until = min(until, month_after(window.last.replace(day=1), 1))
    found = page.snapshot.measures(page.scope, View(window.since, until))
    score = score_by_month(row, window.place(View(window.since, until))[1])
    values = {
        m.id: monthly(found, (m.id, touchpoint), teams, window.first, len(score)) for m in measures
    }
    since, end = window.place(page.view)
    return tuple(
        _beside(m, values[m.id], score, (since, end))
        for m in measures
        if np.isfinite(values[m.id]).any()
    )


def score_by_month(row: Board, months: int) -> Floats:
    """The row's score by month; NaN where it may not be shown."""
    may = np.array([hidden.shown(row.level[0], m, m + 1) for m in range(months)])
    found = scoring.estimate(row.metric, row.counts[0, :months])
    return np.where(may, found.value, np.nan)


def monthly(
    found: dict[str, Any], of: tuple[str, str], teams: Sequence[str], first: int, months: int
) -> Floats:
    """A measure by month, weighted by cases; of the teams given where it is theirs."""
    columns = (found[name] for name in ("month", "measure", "touchpoint", "team", "value", "n"))
    total, cases = np.zeros(months), np.zeros(months)
    for month, measure, touchpoint, team, value, n in zip(*columns, strict=True):
        mine = measure == of[0] and touchpoint in ("", of[1]) and (not team or team in teams)
        if mine and 0 <= month - first < months:
            weight = max(int(n), 1)
            total[month - first] += weight * float(value)
            cases[month - first] += weight
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(cases > 0, total / cases, np.nan))


def _beside(measure: Measure, values: Floats, score: Floats, ends: tuple[int, int]) -> Beside:
    here = values[max(ends[0], 0) : ends[1]]
    now = float(np.nanmean(here)) if np.isfinite(here).any() else float("nan")
    found = association(values, score)
    months = found.best.months if found.best else 0
    return Beside(
        id=measure.id,
        name=measure.name,
        value=worded(now, measure.unit),
        usual=worded(float(np.nanmedian(values)), measure.unit),
        words=_words(measure, found),
        grade=found.grade,
        months=months,
    )


def _words(measure: Measure, found: Association) -> str:
    """'goes with the score: +1.8 points (+0.9 … +2.7) for each % more, in the same month'."""
    best = found.best
    if best is None or found.grade == ASSUMED:
        return f"No association can be told from chance: {found.reason}."
    when = "in the same month" if best.lag == 0 else f"{wording.counted(best.lag, 'month')} later"
    slope, low, high = (wording.signed(x, 1) for x in (best.slope, best.slope_low, best.slope_high))
    unit = measure.unit or "unit"
    doubt = f" {found.reason[0].upper()}{found.reason[1:]}." if found.reason else ""
    return (
        f"Goes with the score: {slope} points ({low} … {high}) for each {unit} more, {when}; "
        f"r {wording.signed(best.r, 2)} ({wording.signed(best.low, 2)} … "
        f"{wording.signed(best.high, 2)}). That is no proof of a cause.{doubt}"
    )


def worded(value: float, unit: str) -> str:
    """A level of a measure with its unit: '94 %', '4.8 %'; 'not known'."""
    if not np.isfinite(value):
        return "not known"
    digits = 0 if abs(value) >= 20 else 1
    return f"{value:.{digits}f} {unit}".strip()
