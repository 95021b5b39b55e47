"""Which touchpoints weigh much and stand badly, and what goes with their reaching the target?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from cxdata.metrics.gain import gain, rating_points
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import act_words, periods, places, scoring
from cxdata.reports.drivers import QUADRANT, UNTOLD, Driver, DriversReport, drivers, sides, whole
from cxdata.reports.figures import Figure, Header, Sentence, Target
from cxdata.reports.hidden import Ints
from cxdata.reports.page import Page
from cxdata.scope import Scope, View

RATED, CARRIED = "rated", "carried"  # on the relational survey itself, or by its stage


@dataclass(frozen=True)
class Act:
    """A touchpoint, how much of the score goes with it, and how it stands.

    evidence  'rated' on the relational survey, or 'carried' by its stage's rating
    part      of its stage's answers, 0..1 (1 where rated itself)
    share     % of what the ratings explain, low … high; figures and target its own
    across    points from target, across_low … across_high; quadrant as in drivers.Driver
    gain      headline points that go with its reaching the target, gain_low … gain_high; None
              where that cannot be told from none, or it is on target already
    words     'about +1.9 (+1.2 … +2.6)', 'on target', 'cannot be told from none'
    """

    id: str
    name: str
    stage: str
    owners: tuple[str, ...]
    evidence: str
    part: float
    share: float
    low: float
    high: float
    figure: Figure
    target: Target
    across: float | None
    across_low: float | None
    across_high: float | None
    quadrant: str
    gain: float | None
    gain_low: float | None
    gain_high: float | None
    words: str


@dataclass(frozen=True)
class ActReport:
    """Where to act: touchpoints, those with the largest gain first.

    drivers  the rows (named so that the picture of drivers can paint them); even, by_target, line
             and n as in drivers.DriversReport
    reason   why there are none; '' where there are
    """

    verdict: Sentence
    reason: str
    drivers: tuple[Act, ...]
    even: float
    n: int
    caution: str
    legend: str
    header: Header
    by_target: bool = True
    line: float = 0.0
    notes: tuple[str, ...] = field(default=())


def where_to_act(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    told: Callable[[float], None] | None = None,
) -> ActReport:
    """Touchpoints by importance against performance, and the gain that goes with each's target.

    Departments and teams keep the touchpoints that they own or support.

    told    called with how far the work is, 0..1
    raises  as drivers.drivers
    """
    found = drivers(scope, snapshot, organisation, view, told)
    wide = whole(view)
    page = Page.open(scope, snapshot, organisation, (wide, periods.before(wide)), wide.since)
    rows = _rows(page, found) if not found.reason else []
    if view.departments or view.teams:
        teams = view.teams or tuple(t for d in view.departments for t in organisation.teams_of(d))
        kept = organisation.touchpoints_of(teams)
        rows = [row for row in rows if row.id in kept]
    reason = found.reason or ("" if rows else act_words.NOTHING)
    header = page.header(act_words.TITLE, act_words.DEFINITION)
    return ActReport(
        act_words.verdict(rows, reason), reason, tuple(_judged(rows, found.ranked)),
        _even(rows), found.n, act_words.CAUTION,
        act_words.legend(found.ranked), header, notes=found.notes,
    )  # fmt: skip


def _even(rows: Sequence[Act]) -> float:
    """The share that each touchpoint would have if all weighed alike, %."""
    return sum(row.share for row in rows) / len(rows) if rows else 0.0


@dataclass(frozen=True)
class _Stand:
    """A touchpoint's answers to its stage's question, and its figure."""

    id: str
    name: str
    stage: str
    metric: str
    counts: Ints
    figure: Figure
    target: Target | None


def _rows(page: Page, found: DriversReport) -> list[Act]:
    weights = {driver.id: driver for driver in found.drivers}
    stands = _stands(page)
    names = {stage.id: stage.name for stage in page.organisation.stages}
    told = []
    for one in stands:
        own = weights.get(one.id)
        driver = own or weights.get(one.stage)
        if driver is None or one.figure.value is None or one.target is None:
            continue
        stage = sum(int(s.counts.sum()) for s in stands
                    if s.stage == one.stage and s.figure.value is not None)  # fmt: skip
        part = 1.0 if own else int(one.counts.sum()) / stage
        owners = tuple(d.name for d in page.organisation.owners_of(one.id))
        told.append(_act(one, driver, part, RATED if own else CARRIED, names[one.stage], owners))
    return _worded(told)


def _stands(page: Page) -> list[_Stand]:
    stages = {stage.id: stage for stage in page.organisation.stages}
    found = []
    for touchpoint in page.organisation.touchpoints:
        stage = stages[touchpoint.stage]
        board = page.boards[stage.metric].of(places.TOUCHPOINT, touchpoint.id)
        if not board.keys:
            continue
        counts = board.over(page.view)[0]
        figure = scoring.figure(stage.metric, counts, bool(board.may(page.view)[0]))
        target = stage.target if touchpoint.target is None else touchpoint.target
        found.append(_Stand(touchpoint.id, touchpoint.name, stage.id, stage.metric, counts, figure,
                            scoring.target(figure, target)))  # fmt: skip
    return found


def _act(
    one: _Stand, driver: Driver, part: float, evidence: str, stage: str, owners: tuple[str, ...]
) -> Act:
    """A touchpoint's row; whether its gain can be told from none is seen beside the others."""
    figure, target = one.figure, one.target
    if figure.value is None or figure.low is None or figure.high is None or target is None:
        raise ValueError(f"{one.id} has no score or no target")
    step = 1.0 if figure.unit == "points" else 2.0
    lack = target.value - figure.value
    slope = driver.slope, driver.slope_low, driver.slope_high
    ends = lack, target.value - figure.high, target.value - figure.low
    found = gain(slope, part * rating_points(one.metric, one.counts), ends) if lack > 0 else None
    return Act(
        id=one.id,
        name=one.name,
        stage=stage,
        owners=owners,
        evidence=evidence,
        part=part,
        share=part * driver.share,
        low=part * driver.low,
        high=part * driver.high,
        figure=figure,
        target=target,
        across=-step * lack,
        across_low=step * (figure.low - target.value),
        across_high=step * (figure.high - target.value),
        quadrant=UNTOLD,
        gain=None if found is None else found.value,
        gain_low=None if found is None else found.low,
        gain_high=None if found is None else found.high,
        words="",
    )


def _worded(rows: Sequence[Act]) -> list[Act]:
    """Gains that can be told from none, also beside one another; largest first."""
    gains = np.array([(r.gain, r.gain_low, r.gain_high) for r in rows], dtype=float).reshape(-1, 3)
    clear = sides(gains, 0.0, ("", "more")) if len(rows) else []
    found = []
    for row, told in zip(rows, clear, strict=True):
        if row.gain is None:
            found.append(replace(row, words=act_words.ON_TARGET))
        elif told:
            found.append(replace(row, words=act_words.gain(row.gain, row.gain_low, row.gain_high)))
        else:
            found.append(
                replace(row, gain=None, gain_low=None, gain_high=None, words=act_words.UNTOLD)
            )
    return sorted(found, key=lambda row: -(row.gain or 0.0))


def _judged(rows: Sequence[Act], ranked: bool) -> list[Act]:
    """The rows with their quadrants, where answers are enough and both intervals allow."""
    if not ranked or not rows:
        return list(rows)
    ends = np.array([(r.share, r.low, r.high) for r in rows])
    across = np.array([(r.across, r.across_low, r.across_high) for r in rows], dtype=float)
    weights = sides(ends, _even(rows), ("minor", "important"))
    stands = sides(across, 0.0, ("under", "over"))
    return [
        replace(row, quadrant=QUADRANT.get((w, s), UNTOLD))
        for row, w, s in zip(rows, weights, stands, strict=True)
    ]
