"""Daily work in figures: the operational measure behind it, and whether it moves with the score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from cxdata.metrics.association import ASSUMED, Association, Lagged, association
from cxdata.organisation import Measure
from cxdata.reports import measure_months, scoring, wording
from cxdata.reports.line_of_sight_ground import Ground
from cxdata.reports.line_of_sight_ways import THROUGH, Floats, Piece
from cxdata.scope import View, month_after

UNITS = {
    "%": ("percentage point", "percentage points"),
    "min": ("minute", "minutes"),
    "s": ("second", "seconds"),
    "h": ("hour", "hours"),
    "days": ("day", "days"),
}
UNNAMED = "no measure is named for it"
Key = tuple[str, tuple[tuple[str, float], ...]]  # a measure and where it is held against the score


@dataclass(frozen=True)
class Daily:
    """An operational measure of a piece of work, and how it goes with the score.

    value, usual  of the view's cases, and of the middle month of all: '97 %'; '' where none is
    grade     'measured', 'associated' or 'assumed': what the figures bear out
    declared  the same as the organisation file has it
    when      'when “Couriers paid on time” is 1 percentage point lower', or why nothing can be said
    effect    '1.8 (0.6 to 3.0) lower'; '' without an association that stands
    months    with both
    slope     points of score with one unit more; None where no association stands
    """

    id: str
    name: str
    value: str
    usual: str
    grade: str
    declared: str
    when: str
    months: int
    effect: str = ""
    slope: float | None = None

    @property
    def words(self) -> str:
        """'when “Couriers paid on time” is 1 percentage point lower, the score is 1.8 lower'."""
        return f"{self.when}, the score is {self.effect}" if self.effect else self.when

    @property
    def known(self) -> bool:
        """Is the measure loaded?"""
        return bool(self.usual)

    @property
    def how(self) -> str:
        """'associated, 24 months'; 'declared as measured, which the figures do not show so far'."""
        if self.grade != ASSUMED:
            return f"{self.grade}, {wording.counted(self.months, 'month')}"
        if self.declared == ASSUMED:
            return self.grade
        return f"declared as {self.declared}, which the figures do not show so far"


class Work:
    """The operational measures of a page, held against the scores of the touchpoints."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.measures = {m.id: m for m in ground.page.organisation.measures}

    def daily(self, team: str, piece: Piece) -> Daily | None:
        """The measure behind a piece of a team's work; None where none is named."""
        if not piece.measure:
            return None
        measure = self.measures[piece.measure]
        values, cases = self._values(measure.id, piece, team)
        ends = self.ground.page.wide.window.place(self.ground.page.view)
        value = _worded(measure_months.pooled(values, cases, ends), measure)
        usual = _worded(measure_months.usual(values), measure)
        if not usual:
            why = f"“{measure.name}” is named but not loaded"
            return Daily(measure.id, measure.name, "", "", ASSUMED, piece.evidence, why, 0)
        found, stands = self.associations.get(_key(piece), (None, False))
        best = found.best if found else None
        about = measure.id, measure.name, value, usual
        if found is None or best is None or found.grade == ASSUMED or not stands:
            why = _doubt(found, len(self.associations))
            months = best.months if best else 0
            return Daily(*about, ASSUMED, piece.evidence, why, months)
        when, effect = moved(measure, best, _reach(values))
        told = when, best.months, effect, best.slope
        return Daily(*about, found.grade, piece.evidence, *told)

    @cached_property
    def associations(self) -> dict[Key, tuple[Association, bool]]:
        """Every measure beside the score of what its work reaches, and which of them stand.

        All of the company's are judged together (Benjamini-Hochberg), whoever is looked at: those
        at their own touchpoint as on the drivers page, so that no measure has two grades; those
        that arrive through other teams as a second family.
        """
        ways, found, direct = self.ground.ways, {}, set()
        for team in ways.row:
            for piece in ways.pieces(team):
                key = _key(piece)
                if piece.part != THROUGH:
                    direct.add(key)
                if piece.measure and piece.at and key not in found:
                    values, _ = self._values(piece.measure, piece, "")
                    if np.isfinite(values).any():
                        found[key] = association(values, self._score(piece))
        own = {key: one for key, one in found.items() if key in direct}
        through = {key: one for key, one in found.items() if key not in direct}
        return _judged(own) | _judged(through)

    @cached_property
    def loaded(self) -> frozenset[str]:
        """Ids of the measures that the record holds any figure of."""
        return frozenset(measure for measure, _, _ in self._series)

    def _score(self, piece: Piece) -> Floats:
        """The score by month of what a piece of work reaches; NaN where a part is not shown."""
        weights = self.ground.at(piece.at)
        kept = weights > 0
        share = weights[kept] / weights.sum()
        return np.asarray(share @ self.ground.monthly[kept])

    def _values(self, measure: str, piece: Piece, team: str) -> tuple[Floats, Floats]:
        """A measure by month, weighted by cases, and these: the team's own where it has any."""
        where = ("",) if piece.served else ("", *(touchpoint for touchpoint, _ in piece.at))
        rows = [
            (of, series)
            for (id_, at, of), series in self._series.items()
            if id_ == measure and (at in where or piece.served)
        ]
        own = [series for of, series in rows if of == team and team]
        kept = own or [series for _, series in rows]
        months = self.ground.monthly.shape[1]
        total, cases = (
            np.sum([one[i] for one in kept], axis=0) if kept else np.zeros(months) for i in range(2)
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(cases > 0, total / cases, np.nan)), np.asarray(cases)

    @cached_property
    def _series(self) -> dict[tuple[str, str, str], tuple[Floats, Floats]]:
        """(measure, touchpoint, team) -> sums and cases by month of the window."""
        page, months = self.ground.page, self.ground.monthly.shape[1]
        window = page.wide.window
        view = View(window.since, month_after(window.since, months))
        found = page.snapshot.measures(page.scope, view)
        return _by_series(found, window.first, months)


def moved(measure: Measure, best: Lagged, reach: float) -> tuple[str, str]:
    """'when “Invoices with an error” is 1 percentage point higher' and '6.1 (4.9 to 7.2) lower'.

    Said of a move for the worse, no larger than the measure ever made (`reach`).
    """
    step = _step(best.slope, reach)
    worse = 1 if measure.less_is_better else -1
    change = worse * best.slope * step
    low, high = sorted(abs(end * step) for end in (best.slope_low, best.slope_high))
    digits = 1 if abs(change) >= 0.1 else 2
    size = f"{wording.plain(change, digits)} ({low:.{digits}f} to {high:.{digits}f})"
    later = f" {wording.counted(best.lag, 'month')} later" if best.lag else ""
    side = "higher" if worse > 0 else "lower"
    when = f"when “{measure.name}” is {_amount(step, measure.unit)} {side}"
    if change > 0:
        return when, f"{size} higher{later}, the other way round than expected"
    return when, f"{size} lower{later}"


def _judged(found: dict[Key, Association]) -> dict[Key, tuple[Association, bool]]:
    """A family of associations, and which of them stand beside the others."""
    if not found:
        return {}
    p = np.array([one.best.p if one.best else math.nan for one in found.values()])
    stand = scoring.standing(p)
    return {key: (one, bool(ok)) for (key, one), ok in zip(found.items(), stand, strict=True)}


def _by_series(
    found: dict[str, Any], first: int, months: int
) -> dict[tuple[str, str, str], tuple[Floats, Floats]]:
    columns = (found[name] for name in ("month", "measure", "touchpoint", "team", "value", "n"))
    series: dict[tuple[str, str, str], tuple[Floats, Floats]] = {}
    for month, measure, touchpoint, team, value, n in zip(*columns, strict=True):
        key = (measure, touchpoint, team)
        total, cases = series.setdefault(key, (np.zeros(months), np.zeros(months)))
        if 0 <= month - first < months:
            weight = max(int(n), 1)
            total[month - first] += weight * float(value)
            cases[month - first] += weight
    return series


def _key(piece: Piece) -> Key:
    """Teams that share a measure at a touchpoint share its association."""
    whole = sum(share for _, share in piece.at)
    return piece.measure, tuple((touchpoint, round(w / whole, 6)) for touchpoint, w in piece.at)


def _doubt(found: Association | None, looked: int) -> str:
    if found is None:
        return "where its work arrives no score can be shown to hold it against"
    if found.grade == ASSUMED:
        why = "" if found.best else f": {found.reason}"
        return f"no association can be told from chance{why}"
    return f"the association may be chance, among {looked} that were looked at"


def _step(slope: float, reach: float) -> float:
    """A round amount that the measure has moved by, and that moves the score by something."""
    step = 1.0
    while step > reach > 0:
        step /= 10
    while abs(slope * step) < 0.1 and step * 10 <= reach:
        step *= 10
    return step


def _reach(values: Sequence[float] | Floats) -> float:
    return float(np.nanmax(values) - np.nanmin(values))


def _amount(step: float, unit: str) -> str:
    one, many = UNITS.get(unit, (unit, unit))
    return f"{step:g} {one if step == 1 else many}".strip()


def _worded(value: float, measure: Measure) -> str:
    """'97 %'; '' without any value."""
    return measure_months.worded(value, measure.unit) if math.isfinite(value) else ""
