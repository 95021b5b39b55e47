"""What an objective is measured by, read: a score of the survey, or an operational measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import METRICS
from cxdata.metrics import course
from cxdata.metrics.scores import Estimate
from cxdata.organisation import Objective
from cxdata.reports import places, scoring, wording
from cxdata.reports.board import Board
from cxdata.reports.hidden import Mask
from cxdata.reports.page import Page
from cxdata.scope import months_between

LOOKED_BACK = 24  # months that tell how much a measure moves by itself
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """A measure in the page's period.

    name, unit  as shown; estimate None where it is not known, and why then says why
    drawn       what it is drawn from, in words
    board       its one row where it is a score; kind 'headline', 'score' or 'measure'
    rows        the measure's rows where it is one: month, n, value, who (team or touchpoint ids)
    """

    kind: str
    name: str
    unit: str
    estimate: Estimate | None
    drawn: str
    why: str = ""
    board: Board | None = None
    rows: Mapping[str, Any] | None = None


def of_measure(page: Page, read: Mapping[str, Any], one: Objective) -> Reading | None:
    """The operational measure of an objective; None where it is measured by a score."""
    measure = next((m for m in page.organisation.measures if m.id == one.measure), None)
    if measure is None:
        return None
    kept = np.array([name == one.measure for name in read["measure"]], dtype=bool)
    rows = {
        "month": read["month"][kept] - page.wide.window.first,
        "n": np.maximum(read["n"][kept].astype(float), 0.0),
        "value": read["value"][kept].astype(float),
        "touchpoint": [t for t, k in zip(read["touchpoint"], kept, strict=True) if k],
        "team": [t for t, k in zip(read["team"], kept, strict=True) if k],
    }
    if not rows["n"].any():  # no cases were given: every row counts alike
        rows["n"] = np.ones(len(rows["n"]))
    since, until = page.wide.window.place(page.view)
    inside = (rows["month"] >= since) & (rows["month"] < until)
    if not inside.any() or not rows["n"][inside].any():
        why = f"no figure of {measure.name} was imported for this period."
        return Reading("measure", measure.name, measure.unit, None, "", why, rows=rows)
    months = monthly(rows, until, page.wide.window.months)
    value = mean(rows, inside)
    last = int(np.isfinite(months[max(since, 0) : until]).sum())
    recent = months[max(until - LOOKED_BACK, 0) : until]
    cases = wording.counted(round(rows["n"][inside].sum()), "case")
    drawn = f"{cases}; its range is what it moves from month to month"
    found = course.level(value, recent, last)
    return Reading("measure", measure.name, measure.unit, found, drawn, rows=rows)


def mean(rows: Mapping[str, Any], mask: Mask) -> float:
    """The mean of a measure's rows, weighted by cases; NaN without any."""
    n = rows["n"][mask]
    return float((n * rows["value"][mask]).sum() / n.sum()) if n.sum() else float("nan")


def monthly(rows: Mapping[str, Any], until: int, months: int) -> Floats:
    """The measure month by month up to a month of the window, NaN where there is none."""
    found = np.full(months, np.nan)
    for month in range(max(0, until - LOOKED_BACK), min(until, months)):
        found[month] = mean(rows, rows["month"] == month)
    return found


def of_score(page: Page, one: Objective) -> Reading:
    """The score of an objective: the headline, a metric's, a stage's or a touchpoint's."""
    if one.measure == "nps":
        return _scored(page, "headline", "Net Promoter Score", page.head)
    company = page.organisation
    stage = next((s for s in company.stages if s.id == one.measure), None)
    touchpoint = next((t for t in company.touchpoints if t.id == one.measure), None)
    if stage is not None:
        name, metric, key = stage.name, stage.metric, (places.STAGE, stage.id)
    elif touchpoint is not None:
        home = company.stage_of(touchpoint.id)
        name, metric = touchpoint.name, home.metric if home else "nps"
        key = (places.TOUCHPOINT, touchpoint.id)
    else:
        name, metric, key = "All touchpoints", one.measure, (places.WHOLE, "")
    board = page.boards.get(metric)
    row = board.of(*key) if board is not None else None
    label = f"{METRICS[metric].name} of {name}"
    if row is None or not row.keys:
        why = "no stage of the journey goes by that measure."
        return Reading("score", label, METRICS[metric].unit, None, "", why)
    return _scored(page, "score", label, row)


def _scored(page: Page, kind: str, name: str, row: Board) -> Reading:
    figure = scoring.figures(row.metric, row.over(page.view), row.may(page.view))[0]
    unit = METRICS[row.metric].unit
    if figure.value is None or figure.low is None or figure.high is None:
        return Reading(kind, name, unit, None, "", f"{figure.note}.", board=row)
    found = Estimate(figure.value, figure.low, figure.high, figure.n or 0)
    return Reading(kind, name, unit, found, wording.counted(figure.n or 0), board=row)


def months_from(page: Page, day: Any) -> int:
    """The place of a day's month in the page's window."""
    return months_between(page.wide.window.since, day.replace(day=1))
