"""Checks before anything is paid, and what looks unusual; a person decides, never a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import TOUCHPOINT
from cxdata.desk.decisions import Decision
from cxdata.desk.entries import Plan
from cxdata.metrics import detectors
from cxdata.metrics.detectors import Finding, Levels
from cxdata.organisation import Team
from cxdata.record import guards
from cxdata.record.guards import Hours, Origins
from cxdata.reports import incentive_signs as words
from cxdata.reports.hidden import Ints
from cxdata.reports.incentive_ground import Ground
from cxdata.reports.incentive_shapes import HOLD, OPEN, WITHHELD, Check, Sign
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.invitations import Invitations
from cxdata.reports.periods import EPOCH
from cxdata.scope import View, month_after, months_between

STRATA = ("touchpoint", "segment")
EXPECTED = "expected"  # a check of its own: answers against those expected from the own customers


@dataclass(frozen=True)
class Watched:
    """What was looked at for a team."""

    checks: tuple[Check, ...]
    signs: tuple[Sign, ...]

    @property
    def held(self) -> bool:
        """Is the payment held, or withheld?"""
        return any(s.level == HOLD and s.state in (OPEN, WITHHELD) for s in self.signs)

    @property
    def standing(self) -> str:
        """The state in a word."""
        states = {sign.state for sign in self.signs if sign.level == HOLD}
        if WITHHELD in states:
            return "withheld"
        if OPEN in states:
            return "held"
        return "noted" if self.signs else ""


def watched(
    ground: Ground,
    plan: Plan,
    stretch: Stretch,
    teams: Sequence[Team],
    decisions: Sequence[Decision],
) -> dict[str, Watched]:
    """Every team's checks and signs, over the months that its score looks back on."""
    eyes = Eyes(ground, plan, stretch.window)
    taken = {(one.hold.team, one.hold.check): one for one in decisions}
    return {team.id: _watched(eyes, team, taken) for team in teams}


def _watched(eyes: Eyes, team: Team, taken: Mapping[tuple[str, str], Decision]) -> Watched:
    found = eyes.findings(team)
    asked = eyes.asked(team.id)
    checks = [
        words.coverage(found[detectors.COVERAGE], eyes.plan, asked),
        words.response(found[EXPECTED], eyes.plan, eyes.expected(team.id), asked),
    ]
    signs = tuple(
        words.sign(name, one, taken.get((team.id, name)))
        for name, one in found.items()
        if one.level in (detectors.NOTE, detectors.HOLD)
    )
    return Watched((*checks, words.unusual(found, signs)), signs)


class Eyes:
    """What the detectors look at, read once for all teams."""

    def __init__(self, ground: Ground, plan: Plan, window: View) -> None:
        self.ground, self.plan, self.window = ground, plan, window
        self.levels = Levels(float(plan.checks.note), float(plan.checks.hold))

    def findings(self, team: Team) -> dict[str, Finding]:
        """What every detector says of a team, by the detector's name."""
        peers = [
            other.id
            for other in self.ground.page.organisation.teams
            if team.peers and other.peers == team.peers and other.id != team.id
        ]
        eligible, invited, _ = self.asked(team.id)
        needed = float(self.plan.checks.coverage) / 100
        return {
            detectors.COVERAGE: detectors.coverage(invited, eligible, needed, self.levels),
            EXPECTED: self._expected(team.id),
            detectors.RESPONSE: self._response(team.id),
            detectors.TENS: self._tens(team.id, peers),
            detectors.HOUR: self._hour(team.id),
            detectors.SOURCE: self._source(team.id, peers),
        }

    def asked(self, team: str) -> tuple[int, int, int]:
        """Eligible, invited and answered of a team in the window."""
        found = self._now[self._row[team]].sum(axis=0) if team in self._row else np.zeros(3)
        return int(found[0]), int(found[1]), int(found[2])

    def expected(self, team: str) -> float:
        """Answers that the team's own customers would give at everybody's rates."""
        if team not in self._row:
            return 0.0
        return float((self._now[self._row[team], :, 1] * self._rates).sum())

    def _expected(self, team: str) -> Finding:
        _, invited, answered = self.asked(team)
        expected = self.expected(team)
        if not invited or not expected:
            return detectors.coverage(0, 0)
        needed = float(self.plan.checks.response) / 100 * expected / invited
        return detectors.coverage(answered, invited, needed, self.levels)

    def _response(self, team: str) -> Finding:
        """Against as many months before, like held against like."""
        if team not in self._row:
            return detectors.response_drop([0], [0], [0], [0])
        now, then = (part[self._row[team]] for part in (self._now, self._then))
        kept = (now[:, 1] > 0) & (then[:, 1] > 0)
        if not kept.any():
            return detectors.response_drop([0], [0], [0], [0])
        now, then = now[kept], then[kept]
        return detectors.response_drop(now[:, 2], now[:, 1], then[:, 2], then[:, 1], self.levels)

    def _tens(self, team: str, peers: Sequence[str]) -> Finding:
        counts, rows = self._nines
        if team not in rows or not peers:
            return detectors.tens([0], [0], [0], [0])
        own = counts[rows[team]]
        theirs = sum((counts[rows[peer]] for peer in peers if peer in rows), np.zeros_like(own))
        return detectors.tens(own[:, 1], own[:, 0], theirs[:, 1], theirs[:, 0], self.levels)

    def _hour(self, team: str) -> Finding:
        found = self._hours.of(team)
        if found is None:
            return detectors.busiest_hour([0], [0])
        return detectors.busiest_hour(found[0], found[1], self.levels)

    def _source(self, team: str, peers: Sequence[str]) -> Finding:
        own = self._origins.get(team)
        held = [self._origins[peer] for peer in peers if peer in self._origins]
        if own is None or not held:
            return detectors.one_source(0, 0, [0], [0], [0])
        largest, n, pairs = zip(*((one.largest, one.n, one.pairs) for one in held), strict=True)
        return detectors.one_source(own.largest, own.n, largest, n, pairs, self.levels)

    @cached_property
    def _invitations(self) -> Invitations:
        page = self.ground.page
        whole = View(self._before.since, self.window.until)
        return Invitations.of(page.snapshot.invitations(page.scope, whole, TOUCHPOINT))

    @property
    def _before(self) -> View:
        return View(month_after(self.window.since, -self.window.months), self.window.since)

    @cached_property
    def _row(self) -> dict[str, int]:
        """The row of each team that was asked for."""
        return {name: i for i, name in enumerate(self._invitations.names["team"])}

    @cached_property
    def _now(self) -> Ints:
        """Eligible, invited and answered, shape (teams, strata, 3)."""
        return self._table(self.window)

    @cached_property
    def _then(self) -> Ints:
        """The same of as many months before."""
        return self._table(self._before)

    @cached_property
    def _rates(self) -> NDArray[np.float64]:
        """What share of those invited answers, by stratum, of all teams together."""
        whole = self._now.sum(axis=0)
        return np.asarray(whole[:, 2] / np.maximum(whole[:, 1], 1))

    def _table(self, view: View) -> Ints:
        keys, column = self._strata
        since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
        month = self._invitations.month
        kept = (month >= since) & (month < until)
        found = np.zeros((len(self._row), len(keys), 3), dtype=np.int64)
        at = self._invitations.codes["team"][kept], column[kept]
        np.add.at(found, at, self._invitations.counts[kept])
        return found

    @cached_property
    def _strata(self) -> tuple[Ints, Ints]:
        """Every stratum asked in, and that of each row."""
        keys, column = np.unique(_strata(self._invitations), return_inverse=True)
        return keys, column

    @cached_property
    def _nines(self) -> tuple[Ints, dict[str, int]]:
        """Nines and tens by team and touchpoint, shape (teams, touchpoints, 2)."""
        since, until = (months_between(EPOCH, d) for d in (self.window.since, self.window.until))
        cells = self.ground.page.wide.whole.where(kind=TOUCHPOINT, metric="nps")
        cells = cells.between(since, until)
        names = cells.names["team"]
        found = np.zeros((len(names), len(cells.names["touchpoint"]), 2), dtype=np.int64)
        at = cells.keys["team"], cells.keys["touchpoint"]
        np.add.at(found, at, cells.counts[:, 9:11])
        return found, {name: i for i, name in enumerate(names)}

    @cached_property
    def _hours(self) -> Hours:
        page = self.ground.page
        return guards.hours(page.snapshot, page.scope, self.window)

    @cached_property
    def _origins(self) -> dict[str, Origins]:
        page = self.ground.page
        return guards.origins(page.snapshot, page.scope, self.window)


def _strata(kept: Invitations) -> Ints:
    """A number for each row's touchpoint, segment and channel."""
    key = np.zeros(len(kept.month), dtype=np.int64)
    for dimension in STRATA:
        key = key * (len(kept.names[dimension]) + 1) + kept.codes[dimension]
    return key
