"""A part's operational measures: last week's value, and whether it is beyond the usual range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.organisation import Measure
from cxdata.record import weeks
from cxdata.reports import places
from cxdata.reports.measure_months import worded
from cxdata.reports.monday_days import week_label
from cxdata.reports.page import Page

WEEKS = 26  # that say what is usual
LEAST = 12  # of them, to judge by
WIDTH = 3.0  # standard deviations that the usual range reaches to either side
STEP = 1.128  # mean distance of two neighbours in standard deviations, by chance
BROAD = 40.0  # percentage points of a usual range that hardly any week leaves
FEW = 30  # cases of a usual week, under which chance alone makes the range broad
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MeasureWeek:
    """An operational measure of the part's work.

    about     the touchpoint that it tells of, '' for the work that serves other teams
    value     of the last week with figures, label which one it is: '71 %', '19–25 Oct 2026'
    usual     the median of the weeks before; low, high their usual range
    verdict   'worse', 'better', 'usual' or '' (not judged)
    words     the verdict in a sentence; n the cases behind the value, 0 where not given
    series    of the weeks, oldest first, the last one judged; None where there is none
    """

    id: str
    name: str
    about: str
    value: str = "–"
    label: str = ""
    n: int = 0
    usual: str = ""
    low: str = ""
    high: str = ""
    verdict: str = ""
    words: str = ""
    late: bool = False
    series: tuple[float | None, ...] = ()


def measures(page: Page, last: int) -> tuple[MeasureWeek, ...]:
    """The measures that the lines of sight of the part's teams name, in the file's order."""
    found = weeks.measures(page.snapshot, page.scope, last - WEEKS, last + 1)
    known = {m.id: m for m in page.organisation.measures}
    asked = dict.fromkeys(
        (ln.measure, ln.touchpoint)
        for ln in page.organisation.lines
        if ln.team in page.teams and ln.measure in known
    )
    order = {t.id: i for i, t in enumerate(page.organisation.touchpoints)}
    told = []
    for id_, touchpoint in sorted(asked, key=lambda pair: order.get(pair[1], len(order))):
        values, cases = _series(found, (id_, touchpoint), page.teams, last - WEEKS)
        about = page.name(places.TOUCHPOINT, touchpoint) if touchpoint else ""
        told.append(_judged(known[id_], about, values, cases, last))
    # A measure that is kept at another touchpoint of the part is not missing at this one.
    kept = {one.id for one in told if one.label}
    return tuple(one for one in told if one.label or one.id not in kept)


def _series(
    found: dict[str, Any], of: tuple[str, str], teams: Sequence[str], first: int
) -> tuple[Floats, Floats]:
    """Values weighted by cases, and cases, by week: of the part's own teams where they have any."""
    columns = (found[name] for name in ("week", "measure", "touchpoint", "team", "value", "n"))
    rows = [
        (week - first, team, float(value), int(n))
        for week, measure, touchpoint, team, value, n in zip(*columns, strict=True)
        if measure == of[0] and (not of[1] or touchpoint in ("", of[1]))
    ]
    own = [row for row in rows if row[1] in teams]
    total, weight, cases = np.zeros(WEEKS + 1), np.zeros(WEEKS + 1), np.zeros(WEEKS + 1)
    for week, _, value, n in own or rows:
        total[week] += max(n, 1) * value
        weight[week] += max(n, 1)
        cases[week] += n
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(weight > 0, total / weight, np.nan)), cases


def _judged(measure: Measure, about: str, values: Floats, cases: Floats, last: int) -> MeasureWeek:
    known = np.flatnonzero(np.isfinite(values))
    series = tuple(None if np.isnan(v) else float(v) for v in values)
    empty = MeasureWeek(measure.id, measure.name, about, series=series)
    if not len(known):
        words = f"No figures in the {WEEKS + 1} weeks to {week_label(last)}."
        return replace(empty, words=words)
    at = int(known[-1])
    before = values[known[:-1]]
    low, high = _within(usual_range(before), before, measure.unit)
    verdict, words = _verdict(measure, float(values[at]), (low, high), len(before))
    if verdict == "usual" and _broad(measure.unit, low, high, before):
        words = _too_broad(cases[known[:-1]])
    late = at < len(values) - 1
    label = week_label(last - (len(values) - 1 - at))
    enough = len(before) >= LEAST
    return replace(
        empty,
        value=worded(float(values[at]), measure.unit),
        label=label,
        n=int(cases[at]),
        usual=worded(float(np.median(before)), measure.unit) if len(before) else "",
        low=worded(low, measure.unit) if enough else "",
        high=worded(high, measure.unit) if enough else "",
        verdict=verdict,
        words=f"Nothing newer is loaded: this is {label}. {words}" if late else words,
        late=late,
    )


def usual_range(before: Floats) -> tuple[float, float]:
    """The range that weeks like these keep to, by chance all but one in several hundred.

    Three standard deviations around the mean; by the steps from week to week or by the whole
    spread, whichever is larger: a measure that drifts is not called unusual for it.
    """
    if len(before) < 2:
        return float("nan"), float("nan")
    step = float(np.abs(np.diff(before)).mean()) / STEP
    spread = max(step, float(before.std(ddof=1))) * np.sqrt(1 + 1 / len(before))
    return float(before.mean() - WIDTH * spread), float(before.mean() + WIDTH * spread)


def _within(ends: tuple[float, float], before: Floats, unit: str) -> tuple[float, float]:
    """The range without what such a measure cannot be: under 0, or over 100 %."""
    low, high = ends
    low = max(low, 0.0) if len(before) and before.min() >= 0 else low
    return low, min(high, 100.0) if unit == "%" and len(before) and before.max() <= 100 else high


def _broad(unit: str, low: float, high: float, before: Floats) -> bool:
    """Does the usual range hold nearly all that such a measure can be?"""
    if unit == "%":
        return high - low >= BROAD
    return low == 0.0 and high >= 2 * float(np.median(before))


def _too_broad(cases: Floats) -> str:
    few = 0 < float(np.median(cases)) < FEW
    why = "too few cases a week" if few else "its weeks differ too much by themselves"
    return f"Cannot be judged by the week: {why}, so that hardly any week would stand out."


def _verdict(measure: Measure, value: float, usual: tuple[float, float], n: int) -> tuple[str, str]:
    if n < LEAST:
        return "", f"Not judged: {LEAST} weeks before it are needed, {n} are there."
    low, high = usual
    if low <= value <= high:
        return "usual", "Within its usual range."
    above = value > high
    verdict = "worse" if above == measure.less_is_better else "better"
    return verdict, f"{'Above' if above else 'Below'} its usual range: {verdict} than usual."
