"""Checks before anything is paid, and what looks unusual; a person decides, never a machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cxdata.catalog import TOUCHPOINT
from cxdata.desk.decisions import Decision
from cxdata.desk.entries import Plan
from cxdata.metrics import detectors
from cxdata.metrics.detectors import Finding, Levels
from cxdata.organisation import Team
from cxdata.record import guards
from cxdata.record.guards import Asked, Hours, Origins
from cxdata.reports import incentive_signs as words
from cxdata.reports import incentive_terms
from cxdata.reports.hidden import Ints
from cxdata.reports.incentive_ground import Ground
from cxdata.reports.incentive_shapes import HOLD, OPEN, WITHHELD, Check, Sign
from cxdata.reports.periods import EPOCH
from cxdata.scope import View, months_between

KEPT = "withheld"  # the standing of a payment that a person has decided not to make
EXPECTED = "expected"  # a check of its own: answers against those expected from the own customers


@dataclass(frozen=True)
class Seen:
    """What the detectors say of a team, whoever asks and whatever was decided.

    findings  by the detector's name
    asked     eligible, invited and answered in the window
    expected  answers that the team's own customers would give at everybody's rates
    """

    findings: Mapping[str, Finding]
    asked: tuple[int, int, int]
    expected: float


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
            return KEPT
        if OPEN in states:
            return "held"
        return "noted" if self.signs else ""


def seen(ground: Ground, plan: Plan, window: View) -> dict[str, Seen]:
    """What is seen of every team of a plan, over the months that its score looks back on."""
    eyes = Eyes(ground, plan, window)
    teams = incentive_terms.members(plan, ground.page.organisation)
    return {team.id: eyes.seen(team) for team in teams}


def watched(team: str, found: Seen, plan: Plan, decisions: Sequence[Decision]) -> Watched:
    """A team's checks and signs, with what a person decided on them."""
    taken = {one.hold.check: one for one in decisions if one.hold.team == team}
    checks = [
        words.coverage(found.findings[detectors.COVERAGE], plan, found.asked),
        words.response(found.findings[EXPECTED], plan, found.expected, found.asked),
    ]
    signs = tuple(
        words.sign(name, one, taken.get(name))
        for name, one in found.findings.items()
        if one.level in (detectors.NOTE, detectors.HOLD)
    )
    return Watched((*checks, words.unusual(found.findings, signs)), signs)


class Eyes:
    """What the detectors look at, read once for all teams."""

    def __init__(self, ground: Ground, plan: Plan, window: View) -> None:
        self.ground, self.plan, self.window = ground, plan, window
        self.levels = Levels(float(plan.checks.note), float(plan.checks.hold))

    def seen(self, team: Team) -> Seen:
        """What every detector says of a team."""
        peers = [
            other.id
            for other in self.ground.page.organisation.teams
            if team.peers and other.peers == team.peers and other.id != team.id
        ]
        row = self._row.get(team.id)
        asked, expected = (0, 0, 0), 0.0
        if row is not None:
            asked, expected = self._sums[row], self._usual[row]
        eligible, invited, answered = asked
        needed = float(self.plan.checks.coverage) / 100
        findings = {
            detectors.COVERAGE: detectors.coverage(invited, eligible, needed, self.levels),
            EXPECTED: self._expected(invited, answered, expected),
            detectors.RESPONSE: self._response(team.id),
            detectors.TENS: self._tens(team.id, peers),
            detectors.HOUR: self._hour(team.id),
            detectors.SOURCE: self._source(team.id, peers),
        }
        return Seen(findings, asked, expected)

    def _expected(self, invited: int, answered: int, expected: float) -> Finding:
        if not invited or not expected:
            return detectors.coverage(0, 0)
        needed = float(self.plan.checks.response) / 100 * expected / invited
        return detectors.coverage(answered, invited, needed, self.levels)

    def _response(self, team: str) -> Finding:
        """Against as many months before, like held against like."""
        if team not in self._row:
            return detectors.response_drop([0], [0], [0], [0])
        now, then = (part[self._row[team]] for part in (self._asked.now, self._asked.then))
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
    def _asked(self) -> Asked:
        page = self.ground.page
        return guards.asked(page.snapshot, page.scope, self.window)

    @cached_property
    def _row(self) -> dict[str, int]:
        """The row of each team that was asked for."""
        return {name: i for i, name in enumerate(self._asked.teams)}

    @cached_property
    def _sums(self) -> list[tuple[int, int, int]]:
        """Eligible, invited and answered of every row in the window."""
        return [(e, i, a) for e, i, a in self._asked.now.sum(axis=1).tolist()]

    @cached_property
    def _usual(self) -> list[float]:
        """Answers that each row's customers would give at the rates of all teams together."""
        whole = self._asked.now.sum(axis=0)
        rates = whole[:, 2] / np.maximum(whole[:, 1], 1)
        found: list[float] = (self._asked.now[:, :, 1] @ rates).tolist()
        return found

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
