"""The touchpoints that work arrives at, with what may be shown of their scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cxdata.catalog import METRICS
from cxdata.metrics import sight
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import hidden, journey_strip, periods, places, scoring, weighting, wording
from cxdata.reports.board import Board
from cxdata.reports.figures import Figure, Target
from cxdata.reports.hidden import Mask
from cxdata.reports.line_of_sight_ways import Floats, Ways, ways
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.scoring import Tally
from cxdata.reports.weighting import Weighing
from cxdata.scope import Scope, View

LEAST = 0.5  # share of a team's work that must have a score to be shown, for one of its own
HALF = "less than half of what its work reaches has a score to show"
NOTHING = "its work reaches no touchpoint"
STEPS = ((journey_strip.STRONG, 3), (journey_strip.PLAIN, 2), (0, 1))


@dataclass(frozen=True)
class Moment:
    """A touchpoint, by the NPS of all who answered there and by its stage's own measure.

    figure   NPS; own the stage's measure, named by `measure`: 'NPS', 'CSAT', 'Ease'
    target   how far `own` lies from what was aimed at; None without a target
    tint     -3 … +3 of the diverging palette by that distance, 0 where it may be chance
    """

    id: str
    name: str
    stage: str
    stage_name: str
    figure: Figure
    measure: str
    own: Figure
    target: Target | None
    tint: int


@dataclass(frozen=True)
class TeamScore:
    """The score of a team by the touchpoints that its work reaches (METHODS 7).

    figure    in points, with its interval and the answers at those touchpoints
    n_eff     how many answers at one touchpoint they are worth; None without a score
    variance  of the score on -1..+1, for what is paid by it; None without a score
    heard     share of its work at touchpoints whose score may be shown, 0..1
    left_out  names of the touchpoints whose score may not be shown, and of those nobody answered
              about; the others carry their weight
    """

    figure: Figure
    n_eff: float | None
    variance: float | None
    heard: float
    left_out: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True)
class Ground:
    """A page's slice and the company's lines of sight: what every part of the page starts from."""

    page: Page
    ways: Ways

    @staticmethod
    def open(scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View) -> Ground:
        """Read all months; a view's departments and teams choose work, not answers."""
        whole = replace(view, departments=(), teams=())
        first = snapshot.span(scope)[0].replace(day=1)
        page = Page.open(scope, snapshot, organisation, (whole, periods.before(whole)), first)
        return Ground(page, ways(organisation))

    @cached_property
    def counts(self) -> Tally:
        """Histograms of the NPS of each touchpoint in the view, (touchpoints, 11); 0 if hidden."""
        return np.where(self.may[:, None], self._over("nps"), 0)

    @cached_property
    def weighing(self) -> Weighing | None:
        """The weights of the touchpoints' scores; None where they are as answered."""
        return Weighing(self.page) if self.page.view.weighted else None

    def weighed(self, metric: str = "nps") -> tuple[Weighed, ...]:
        """How each touchpoint was weighted; () where all are as answered."""
        if self.weighing is None:
            return ()
        return self.weighing.rows(self._row(metric), self.page.view)

    @cached_property
    def may(self) -> Mask:
        """Which touchpoints' NPS may be shown, beside the total of all."""
        return self._may("nps")

    @cached_property
    def answered(self) -> Mask:
        """Which touchpoints somebody answered about in the view."""
        row = self.page.boards["nps"].of(places.TOUCHPOINT, *self.ways.touchpoints)
        return np.asarray(row.over(self.page.view).sum(axis=1) > 0)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The touchpoints in journey order."""
        page, ids = self.page, self.ways.touchpoints
        own = {m: self._figures(m) for m in page.boards}
        figures = own["nps"]
        names = {t.id: t for t in page.organisation.touchpoints}
        found = []
        for i, id_ in enumerate(ids):
            stage = page.organisation.stage_of(id_)
            if stage is None:
                raise ValueError(f"touchpoint {id_} is on no stage")
            here = own[stage.metric][i]
            wanted = names[id_].target if names[id_].target is not None else stage.target
            aimed = scoring.target(here, wanted)
            about = METRICS[stage.metric].name, here, aimed, tint(aimed, here.unit)
            found.append(Moment(id_, names[id_].name, stage.id, stage.name, figures[i], *about))
        return tuple(found)

    @cached_property
    def moment(self) -> dict[str, Moment]:
        """The touchpoints by id."""
        return {one.id: one for one in self.moments}

    @cached_property
    def monthly(self) -> Floats:
        """NPS by touchpoint and month of the window up to the view's end; NaN if not shown."""
        row = self.page.boards["nps"].of(places.TOUCHPOINT, *self.ways.touchpoints)
        until = min(row.window.place(self.page.view)[1], row.window.months)
        may = [hidden.shown(row.level, m, m + 1) for m in range(until)]
        found = scoring.estimate("nps", row.counts[:, :until]).value
        return np.asarray(np.where(np.stack(may, axis=1), found, np.nan))

    def score(self, weights: Floats) -> TeamScore:
        """The score of work with these weights at the touchpoints, from what may be shown alone."""
        if not weights.sum():
            return TeamScore(_none(NOTHING, False), None, None, 0.0)
        found = sight.score(weights, *scoring.split("nps", self.counts))
        reached = weights > 0
        called = {t.id: t.name for t in self.page.organisation.touchpoints}
        names = np.array([called[id_] for id_ in self.ways.touchpoints], dtype=object)
        unseen = reached & self.answered & ~self.may
        left = tuple(names[unseen]), tuple(names[reached & ~self.answered])
        heard = float(found.heard)
        if heard < LEAST - 1e-9:  # shares of a half add up to a little less
            return TeamScore(_none(HALF, bool(unseen.any())), None, None, heard, left)
        value, low, high = float(found.value), float(found.low), float(found.high)
        row = self._row("nps").over(self.page.view).sum(axis=1)
        n = int(row[reached & self.may].sum())
        figure = Figure(value, low, high, n, text=wording.signed(value))
        return TeamScore(figure, float(found.n_eff), float(found.variance), heard, left)

    def parts(self, weights: Floats) -> tuple[tuple[str, float, float], ...]:
        """What `score` is the sum of: touchpoint's name, share 0..1, points; the largest first."""
        counts = scoring.split("nps", self.counts)
        n = np.sum(counts, axis=0)
        kept = np.where(n > 0, weights, 0.0)
        called = {t.id: t.name for t in self.page.organisation.touchpoints}
        found = [
            (
                called[id_],
                float(kept[i] / kept.sum()),
                100 * float((counts[0] - counts[2])[i] / n[i]),
            )
            for i, id_ in enumerate(self.ways.touchpoints)
            if kept[i] > 0
        ]
        return tuple(sorted(found, key=lambda part: -part[1]))

    def one_answer(self, weights: Floats) -> float:
        """Points that one answer, from one end to the other, moves `score` at most."""
        n = np.sum(scoring.split("nps", self.counts), axis=0)
        kept = np.where(n > 0, weights, 0.0)
        return float((200 * kept / kept.sum() / np.maximum(n, 1)).max()) if kept.any() else 0.0

    def at(self, shares: Sequence[tuple[str, float]]) -> Floats:
        """Weights by touchpoint of some of them, shape (touchpoints,)."""
        held = dict(shares)
        return np.array([held.get(id_, 0.0) for id_ in self.ways.touchpoints])

    def _row(self, metric: str) -> Board:
        return self.page.boards[metric].of(places.TOUCHPOINT, *self.ways.touchpoints)

    def _figures(self, metric: str) -> tuple[Figure, ...]:
        figures = scoring.figures(metric, self._over(metric), self._may(metric))
        return weighting.given(figures, self.weighed(metric))

    def _over(self, metric: str) -> Tally:
        given = self.weighed(metric)
        return weighting.stacked(given) if given else self._row(metric).over(self.page.view)

    def _may(self, metric: str) -> Mask:
        return self._row(metric).may_beside_total(self.page.view, self.page.minimum)


def tint(aimed: Target | None, unit: str) -> int:
    """A step of the diverging palette by the distance to target; 0 where it may be chance."""
    if aimed is None or aimed.distance is None or aimed.beyond == "level":
        return 0
    size = journey_strip.points(aimed, unit)
    step = next(step for least, step in STEPS if size >= least)
    return step if aimed.beyond == "over" else -step


def _none(note: str, unseen: bool) -> Figure:
    return Figure(None, None, None, None, hidden=unseen, note=note)
