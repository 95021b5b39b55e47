"""The scores that count for pay, of every team and any run of months, from one read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from cxdata.catalog import METRICS
from cxdata.metrics import case_mix, funnel, scores, shrink
from cxdata.metrics.scores import Z95
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.record.monthly_strata import MonthlyStrata, monthly_strata
from cxdata.reports import board, line_of_sight_ground, periods, places, scoring, teams_words
from cxdata.reports.board import Board
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Ints
from cxdata.reports.line_of_sight_ways import Ways, ways
from cxdata.reports.page import Page
from cxdata.reports.periods import EPOCH
from cxdata.reports.teams_seen import own_key, seen
from cxdata.scope import Scope, View, month_after, months_between

BASELINE = 24  # months before the window that a team without peers is drawn to


@dataclass(frozen=True)
class Counted:
    """A team's score that counts, and what it was on the way there; points, or % for a stage.

    kind      'adjusted' (like for like, drawn to its peers), 'own' (drawn to its own past),
              'line_of_sight', or the id of a stage's metric
    value     None where there is nothing to show; low, high its 95 % interval
    se        standard error of value
    n, n_eff  answers in the window, and how many answers of one kind they are worth
    plain     the plain score of the window
    level     'adjusted': the score once like is compared with like; None otherwise
    centre    what it is drawn to: the peers' level, or its own past; None where it is not
    worth     how many answers the level is worth like for like, the funnel's axis; None where none
    usual     where the usual team lies on the page of teams, in points; None without peers
    peers     how many teams it is compared with
    heard     share of the work that has a score ('line_of_sight'), else 1
    parts     'line_of_sight': name, share of the work 0..1 and points of each touchpoint
    own       'line_of_sight': the plain score of the team's own answers
    why       why another score counts than the plan asks for; ''
    """

    kind: str
    value: float | None
    low: float | None
    high: float | None
    se: float
    n: int
    n_eff: float
    plain: Figure
    level: float | None = None
    centre: float | None = None
    worth: float | None = None
    usual: float | None = None
    peers: int = 0
    heard: float = 1.0
    parts: tuple[tuple[str, float, float], ...] = ()
    own: Figure | None = None
    why: str = ""

    @property
    def unit(self) -> str:
        """'points' or '%'."""
        return METRICS[self.kind].unit if self.kind in METRICS else "points"


NOBODYS = Figure(None, None, None, 0, note=scoring.NOBODY)


@dataclass(frozen=True)
class Ground:
    """What every score is made from; the months of `page.wide.window` can be asked for.

    board   touchpoint NPS by set of places, each team's own answers among them
    """

    page: Page
    board: Board
    strata: MonthlyStrata
    ways: Ways

    @staticmethod
    def open(
        scope: Scope, snapshot: Snapshot, organisation: Organisation, until: date, months: int
    ) -> Ground:
        """Read so many months up to a first-of-month; fewer where the record is younger."""
        first = snapshot.span(scope)[0].replace(day=1)
        since = max(first, month_after(until, -months))
        whole = View(min(since, month_after(until, -1)), until)
        views = (whole, whole)
        page = Page.open(scope, snapshot, organisation, views, first, by_team=True, by_mix=False)
        at = page.wide.places()
        met = {t.id: places.own(organisation, at, (t.id,)) for t in organisation.teams}
        sets = places.crossed(page.sets, at, places.WHOLE, met)
        found = board.at_places(page.wide, sets, "nps", page.minimum)
        back = View(min(since, whole.since), until)
        return Ground(page, found, monthly_strata(snapshot, scope, back), ways(organisation))

    @cached_property
    def relational(self) -> Board:
        """The headline: the company's relational NPS."""
        return board.relational(self.page.wide, self.page.minimum)

    def company(self, view: View) -> Figure:
        """The company's relational NPS of a run of months."""
        row = self.relational
        return scoring.figures("nps", row.over(view), row.may(view))[0]

    def figure(self, team: str, view: View) -> Figure:
        """The plain score of a team's own answers."""
        if view not in self._figures:
            self._figures[view] = self._of_all(view)
        return self._figures[view].get(team, NOBODYS)

    @cached_property
    def _figures(self) -> dict[View, dict[str, Figure]]:
        """Plain scores by run of months and team: of all teams at once, when one is asked for."""
        return {}

    def _of_all(self, view: View) -> dict[str, Figure]:
        ids = {own_key(team.id)[1]: team.id for team in self.page.organisation.teams}
        rows = self.board.of(places.WITHIN, *ids)
        found = scoring.figures("nps", rows.over(view), rows.may(view))
        return {ids[key]: figure for (_, key), figure in zip(rows.keys, found, strict=True)}

    def counted(self, view: View, kinds: Mapping[str, tuple[str, str]]) -> dict[str, Counted]:
        """Every team's score that counts, over a run of months.

        kinds   team id -> (one of a plan's scores, id of a stage for 'csat' and 'ces')
        """
        told = self._told(view)
        drawn: dict[str, Counted] = {}
        for members, table in self.groups(view):
            drawn |= self._group(members, table, view)
        return {team: self._one(team, kind, view, drawn, told) for team, kind in kinds.items()}

    def _one(
        self,
        team: str,
        kind: tuple[str, str],
        view: View,
        drawn: Mapping[str, Counted],
        told: frozenset[str],
    ) -> Counted:
        score, stage = kind
        if score == "line_of_sight":
            return self._sight(team, view, team in told)
        if score in ("csat", "ces"):
            return self._stage(team, score, stage, view)
        if score == "adjusted" and team in drawn:
            return drawn[team]
        alone = team not in {t.id for t in self.page.organisation.teams if t.peers}
        why = teams_words.NO_PEERS if score == "adjusted" and alone else ""
        return self._own(team, view, team in told, why)

    def groups(self, view: View) -> list[tuple[list[Team], Ints]]:
        """Peers that are held against each other, with their answers by stratum (`_table`)."""
        told = self._told(view)
        since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
        rows = self.strata.within(since, until)
        found = []
        groups: dict[str, list[Team]] = {}
        for team in self.page.organisation.teams:
            if team.peers and team.id in told:
                groups.setdefault(team.peers, []).append(team)
        for members in groups.values():
            table = _table(rows, [team.id for team in members])
            heard = table.sum(axis=(0, 2)) > 0
            if heard.sum() >= teams_words.FEWEST:
                kept = [team for team, some in zip(members, heard, strict=True) if some]
                found.append((kept, table[:, heard]))
        return found

    def _told(self, view: View) -> frozenset[str]:
        """Teams whose answers may be shown."""
        if view not in self._seen:
            self._seen[view] = seen(self.page.at(view, periods.before(view)), self.board)
        return self._seen[view]

    @cached_property
    def _seen(self) -> dict[View, frozenset[str]]:
        return {}

    def _group(self, members: Sequence[Team], table: Ints, view: View) -> dict[str, Counted]:
        mix = case_mix.case_mix(*table)
        drawn = shrink.shrink(np.where(mix.compared > 0, mix.adjusted, np.nan), mix.variance)
        gap = np.where(mix.compared > 0, mix.gap, np.nan)
        usual = float(mix.centre) + funnel.funnel(gap, mix.variance).middle
        found = {}
        for i, team in enumerate(members):
            if not np.isfinite(drawn.estimate[i]):
                continue
            value, se = float(drawn.estimate[i]), float(drawn.se[i])
            found[team.id] = Counted(
                kind="adjusted",
                value=value,
                low=max(-100.0, value - Z95 * se),
                high=min(100.0, value + Z95 * se),
                se=se,
                n=int(mix.n[i]),
                n_eff=float(mix.n[i]),
                plain=self.figure(team.id, view),
                level=float(mix.adjusted[i]),
                centre=float(drawn.centre),
                worth=float(mix.one / mix.variance[i]),
                usual=usual,
                peers=len(members) - 1,
            )
        return found

    def _own(self, team: str, view: View, may: bool, why: str) -> Counted:
        """A team without peers: its own answers, drawn to its own past."""
        plain = self.figure(team, view)
        if plain.value is None or not may:
            shown = plain if plain.value is None else scoring.hidden("nps")
            return Counted("own", None, None, None, 0.0, 0, 0.0, shown, why=why)
        now, then = self.to_its_past(team, view)
        value, se, centre = drawn_to_the_past(now, then)
        n = int(sum(int(part[0]) for part in now))
        ends = max(-100.0, value - Z95 * se), min(100.0, value + Z95 * se)
        return Counted("own", value, *ends, se, n, float(n), plain, centre=centre, why=why)

    def to_its_past(self, team: str, view: View) -> tuple[Sequence[Ints], Sequence[Ints] | None]:
        """Promoters, passives, detractors of a team's own, now and before; None without a past."""
        row, past = self.board.of(*own_key(team)), self._baseline(view)
        then = scoring.split("nps", row.over(past)) if past else None
        return scoring.split("nps", row.over(view)), then

    def _baseline(self, view: View) -> View | None:
        """The months before a window that can be compared with it; None where there are none."""
        first = max(self.page.wide.window.since, month_after(view.since, -BASELINE))
        for event in self.page.organisation.breaks:
            if first < event.on <= view.since:
                first = event.on if event.on.day == 1 else month_after(event.on.replace(day=1), 1)
        return View(first, view.since) if first < view.since else None

    def _sight(self, team: str, view: View, may: bool) -> Counted:
        """By the touchpoints that its work reaches."""
        ground, weights = self.sights(view), self.ways.weights(team)
        found = ground.score(weights)
        figure = found.figure
        if figure.value is None or found.variance is None or found.n_eff is None:
            return Counted("line_of_sight", None, None, None, 0.0, 0, 0.0, figure)
        se = 100 * float(np.sqrt(found.variance))
        return Counted(
            kind="line_of_sight",
            value=figure.value,
            low=figure.low,
            high=figure.high,
            se=se,
            n=figure.n or 0,
            n_eff=found.n_eff,
            plain=figure,
            heard=found.heard,
            parts=ground.parts(weights),
            own=self.figure(team, view) if may else None,
        )

    def sights(self, view: View) -> line_of_sight_ground.Ground:
        """What every line of sight is seen from, once a run of months."""
        if view not in self._seen_from:
            page = self.page.at(view, periods.before(view))
            self._seen_from[view] = line_of_sight_ground.Ground(page, self.ways)
        return self._seen_from[view]

    @cached_property
    def _seen_from(self) -> dict[View, line_of_sight_ground.Ground]:
        return {}

    def _stage(self, team: str, metric: str, stage: str, view: View) -> Counted:
        """By a stage's own measure: all who answered there."""
        if metric not in self.page.boards:
            return Counted(metric, None, None, None, 0.0, 0, 0.0, scoring.hidden(metric))
        row = self.page.boards[metric].of(places.STAGE, stage)
        if not row.keys:
            nobody = Figure(None, None, None, 0, METRICS[metric].unit, note=scoring.NOBODY)
            return Counted(metric, None, None, None, 0.0, 0, 0.0, nobody)
        plain = scoring.figures(metric, row.over(view), row.may(view))[0]
        if plain.value is None or plain.low is None or plain.high is None:
            return Counted(metric, None, None, None, 0.0, 0, 0.0, plain)
        n, se = plain.n or 0, (plain.high - plain.low) / 2 / Z95
        return Counted(metric, plain.value, plain.low, plain.high, se, n, float(n), plain)


def _table(rows: MonthlyStrata, ids: Sequence[str]) -> Ints:
    """Promoters, passives, detractors by team and stratum, shape (3, teams, strata)."""
    place = {name: i for i, name in enumerate(ids)}
    at = np.array([place.get(name, -1) for name in rows.teams], dtype=np.int64)
    team = at[rows.team]
    kept = team >= 0
    strata, column = np.unique(rows.stratum[kept], return_inverse=True)
    table = np.zeros((3, len(ids), len(strata)), dtype=np.int64)
    for i in range(3):
        np.add.at(table[i], (team[kept], column), rows.counts[i, kept])
    return table


def drawn_to_the_past(
    now: Sequence[Ints], then: Sequence[Ints] | None
) -> tuple[float, float, float | None]:
    """Score, its standard error and the past that it is drawn to; the plain score without one."""
    both = [now] if then is None or not sum(int(part[0]) for part in then) else [now, then]
    n = np.array([sum(int(part[0]) for part in one) for one in both], dtype=float)
    value = np.array([100 * (int(one[0][0]) - int(one[2][0])) for one in both]) / n
    one_answer = [float(scores.steady_variance(*(int(p[0]) for p in one))) for one in both]
    variance = 1e4 * np.array(one_answer) / n
    if len(both) == 1:
        return float(value[0]), float(np.sqrt(variance[0])), None
    drawn = shrink.shrink(value, variance)
    return float(drawn.estimate[0]), float(drawn.se[0]), float(value[1])
