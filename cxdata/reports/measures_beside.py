"""Which operational measure moves with the score of its touchpoint, and from what level on?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import METRICS, NOT_GIVEN
from cxdata.metrics.association import ASSUMED, Association, Lagged, association
from cxdata.metrics.threshold import Threshold, threshold
from cxdata.organisation import Measure, Organisation, Touchpoint
from cxdata.record import Snapshot
from cxdata.reports import journey_cells, measure_words, periods, scoring, wording
from cxdata.reports.board import Board
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.measure_months import monthly, pooled, score_by_month, usual, worded
from cxdata.reports.page import Page
from cxdata.reports.periods import Window
from cxdata.scope import Scope, View, month_after

WHOLE = "Operational measures beside scores"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Month:
    """A month of both: '2026-04', level of the measure, score, and the answers behind it."""

    label: str
    level: float
    score: float
    n: int


@dataclass(frozen=True)
class MeasureRow:
    """An operational measure beside the score of its touchpoint. Never a cause.

    id        'touchpoint/measure'
    scored    what the score is: 'NPS', 'CSAT', 'Ease'
    now, usual  of the view's cases together, and of the middle month of all: '71 %', '94 %'
    grade     'measured', 'associated' or 'assumed'; stands is False for assumed
    slope     points of score that go with one unit more, slope_low … slope_high; None where it
              does not stand
    swing     points that go with the measure's usual swing (a standard deviation), without sign
    words     the sentence; bend the one about the level from which on it hurts
    level     of the bend, level_low … level_high, None where none is told
    below, beyond  points a unit under and over the level
    months    with both; seen are they, oldest first
    header    of its months as a table
    """

    id: str
    touchpoint: str
    name: str
    unit: str
    scored: str
    owners: tuple[str, ...]
    now: str
    usual: str
    grade: str
    slope: float | None
    slope_low: float | None
    slope_high: float | None
    swing: float | None
    lag: int
    words: str
    bend: str
    header: Header
    level: float | None
    level_low: float | None
    level_high: float | None
    below: float | None
    beyond: float | None
    months: int
    seen: tuple[Month, ...]

    @property
    def stands(self) -> bool:
        """Can the association be told from chance, also beside the others?"""
        return self.grade != ASSUMED


@dataclass(frozen=True)
class MeasuresReport:
    """Every measure that a line of sight names: those that stand, the strongest first, then all."""

    verdict: Sentence
    rows: tuple[MeasureRow, ...]
    caution: str
    header: Header


@dataclass(frozen=True)
class Pair:
    """A measure and the score of its touchpoint by month, and how they go together.

    window  of the months; stands is whether it can be told from chance beside all the others
    """

    touchpoint: Touchpoint
    measure: Measure
    metric: str
    level: Floats
    cases: Floats
    score: Floats
    n: Floats
    window: Window
    found: Association
    stands: bool = False

    @property
    def grade(self) -> str:
        """'measured', 'associated', or 'assumed' where it may be chance beside the others."""
        return self.found.grade if self.stands else ASSUMED

    @property
    def told(self) -> Lagged | None:
        """What may be said of how they go together; None where nothing may."""
        return None if self.grade == ASSUMED else self.found.best

    @property
    def words(self) -> str:
        """How they go together, or why that cannot be told."""
        if self.told is not None:
            return measure_words.told(self.measure, self.told, self.grade, self.found.reason)
        among = self.found.grade != ASSUMED
        return measure_words.untold(measure_words.AMONG if among else self.found.reason)

    @property
    def scored(self) -> str:
        """The score that it is held against: 'NPS', 'CSAT', 'Ease'."""
        return METRICS[self.metric].name

    @property
    def usual(self) -> str:
        """The measure's level in a usual month."""
        return worded(usual(self.level), self.measure.unit)

    @property
    def months(self) -> int:
        """With both."""
        return self.found.best.months if self.found.best else self.found.lags[0].months

    def now(self, view: View) -> str:
        """The measure's level in the months of a view."""
        now = pooled(self.level, self.cases, self.window.place(view))
        return worded(now, self.measure.unit)

    @property
    def lag(self) -> int:
        """Months that the measure runs ahead."""
        return self.found.best.lag if self.found.best else 0

    def bend(self) -> Threshold:
        """Whether and where the score goes another way with it."""
        lag, months = self.lag, len(self.score)
        return threshold(self.level[: months - lag], self.score[lag:], self.n[lag:])


def measures(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View
) -> MeasuresReport:
    """Measures beside scores over all months up to the view's last, after its filters.

    Departments and teams keep the touchpoints that they own or support, and their own customers.

    raises  NoRecord; Refused where nobody asks; BadInput on more filters than can be told apart
    """
    page = opened(scope, snapshot, organisation, view)
    pairs = judged(page)
    bends = [one.bend() for one in pairs]
    bent = scoring.standing(np.array([one.p for one in bends]))
    rows = [
        _row(page, one, bend if b else measure_words.chance(bend))
        for one, bend, b in zip(pairs, bends, bent, strict=True)
    ]
    rows.sort(key=lambda row: (not row.stands, -(row.swing or 0.0), not row.seen))
    return MeasuresReport(
        measure_words.verdict(rows), tuple(rows), measure_words.CAUTION, _header(page, WHOLE)
    )


def opened(scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View) -> Page:
    """The page of a view with all months that the record holds."""
    first = snapshot.span(scope)[0].replace(day=1)
    return Page.open(scope, snapshot, organisation, (view, periods.before(view)), first)


def judged(page: Page) -> tuple[Pair, ...]:
    """Every touchpoint with its measures, in journey order, judged together."""
    pairs = _pairs(page)
    p = np.array([one.found.best.p if one.found.best else np.nan for one in pairs])
    stand = scoring.standing(p)
    return tuple(replace(one, stands=bool(s)) for one, s in zip(pairs, stand, strict=True))


def _pairs(page: Page) -> list[Pair]:
    """Every touchpoint with every measure that its lines of sight name, in journey order."""
    company, view = page.organisation, page.view
    window = page.wide.window
    until = min(view.until, month_after(window.last.replace(day=1), 1))
    read = page.snapshot.measures(page.scope, View(window.since, until))
    months = window.place(View(window.since, until))[1]
    kept = company.touchpoints_of(page.teams) if page.teams else None
    found = []
    for touchpoint in company.touchpoints:
        if kept is not None and touchpoint.id not in kept:
            continue
        named = {ln.measure for ln in company.lines if ln.touchpoint == touchpoint.id}
        row = _board(page, touchpoint) if named else None
        if row is None:
            continue
        score = score_by_month(row, months)
        n = row.counts[0, :months].sum(axis=-1).astype(float)
        teams = *_met(page, row), *_behind(page, touchpoint)
        for measure in (m for m in company.measures if m.id in named):
            of = measure.id, touchpoint.id
            level, cases = monthly(read, of, teams, window.first, months)
            if np.isfinite(level).any():
                both = association(level, score)
                found.append(Pair(touchpoint, measure, row.metric, level, cases, score, n,
                                   window, both))  # fmt: skip
    return found


def _board(page: Page, touchpoint: Touchpoint) -> Board | None:
    """The touchpoint's one row: its NPS, or its stage's own metric where no NPS was asked."""
    stage = page.organisation.stage_of(touchpoint.id)
    for metric in dict.fromkeys(("nps", stage.metric if stage else "nps")):
        row = page.boards[metric].of(journey_cells.base(page), touchpoint.id)
        if row.keys and row.counts.any():
            return row
    return None


def _met(page: Page, row: Board) -> tuple[str, ...]:
    """The teams whose customers a row's answers are of."""
    if row.holds is None or row.placed is None:
        return ()
    held = row.holds[0] & (row.placed.sum(axis=1) > 0)
    pairs = page.wide.places()
    return tuple(pairs[i][1] for i in np.flatnonzero(held) if pairs[i][1] != NOT_GIVEN)


def _behind(page: Page, touchpoint: Touchpoint) -> tuple[str, ...]:
    """Teams that work for a touchpoint and that no answer there names: they meet no customer.

    What is measured of their work is so of everybody's who meets them.
    """
    heard = page.wide.places()[: page.wide.answered]
    meeting = {team for at, team in heard if at == touchpoint.id}
    work = (ln.team for ln in page.organisation.lines if ln.touchpoint == touchpoint.id)
    return tuple(dict.fromkeys(team for team in work if team not in meeting))


def _row(page: Page, one: Pair, bend: Threshold) -> MeasureRow:
    measure, told = one.measure, one.told
    bent = None if bend.reason else bend
    return MeasureRow(
        id=f"{one.touchpoint.id}/{measure.id}",
        touchpoint=one.touchpoint.name,
        name=measure.name,
        unit=measure.unit,
        scored=one.scored,
        owners=tuple(d.name for d in page.organisation.owners_of(one.touchpoint.id)),
        now=one.now(page.view),
        usual=one.usual,
        grade=one.grade,
        slope=None if told is None else told.slope,
        slope_low=None if told is None else told.slope_low,
        slope_high=None if told is None else told.slope_high,
        swing=None if told is None else float(abs(told.slope) * np.nanstd(one.level)),
        lag=one.lag,
        words=one.words,
        bend=measure_words.bend(measure, bend, told is not None),
        header=_header(page, f"{measure.name} beside {one.touchpoint.name}"),
        level=None if bent is None else bent.level,
        level_low=None if bent is None else bent.low,
        level_high=None if bent is None else bent.high,
        below=None if bent is None else bent.below,
        beyond=None if bent is None else bent.beyond,
        months=one.months,
        seen=_seen(one),
    )


def _seen(one: Pair) -> tuple[Month, ...]:
    """The months with both: the score beside the level of so many months before."""
    found = []
    for i in range(one.lag, len(one.score)):
        level, score = one.level[i - one.lag], one.score[i]
        if np.isfinite(level) and np.isfinite(score):
            label = wording.month(month_after(periods.EPOCH, one.window.first + i))
            found.append(Month(label, float(level), float(score), int(one.n[i])))
    return tuple(found)


def _header(page: Page, title: str) -> Header:
    definition = (
        "Points of a touchpoint's score that go with one unit more of a measure, over all months "
        "up to the period's last; straight line over time taken out; 95 % intervals corrected for "
        "four lags. Associations, not effects."
    )
    held = page.header(title, definition)
    return replace(held, filters=tuple(f for f in held.filters if f[0] != "Compared with"))
