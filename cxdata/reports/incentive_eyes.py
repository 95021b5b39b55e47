"""What the detectors look at, read once, and what they say of every team in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cxdata.catalog import TOUCHPOINT
from cxdata.desk.entries import Plan
from cxdata.metrics import detectors, detectors_many
from cxdata.metrics.counts import Array
from cxdata.metrics.detectors import Finding, Levels
from cxdata.organisation import Team
from cxdata.record import guards
from cxdata.record.guards import Asked
from cxdata.reports import incentive_terms
from cxdata.reports.hidden import Ints
from cxdata.reports.incentive_ground import Ground
from cxdata.reports.periods import EPOCH
from cxdata.scope import View, months_between

EXPECTED = "expected"  # a check of its own: answers against those expected from the own customers


@dataclass(frozen=True)
class Seen:
    """What the detectors say of a team, whoever asks and whatever was decided.

    findings  by the detector's name
    asked     eligible, invited and answered in the window
    expected  answers that the team's own customers would give at everybody's rates
    where     names of the touchpoints that these invitations are of, where the score rests on
              others too ('line_of_sight'); else ()
    """

    findings: Mapping[str, Finding]
    asked: tuple[int, int, int]
    expected: float
    where: tuple[str, ...] = ()


class Eyes:
    """The detectors over all teams of the organisation; rows are its teams, in its order."""

    def __init__(self, ground: Ground, plan: Plan, window: View) -> None:
        self.ground, self.plan, self.window = ground, plan, window
        self.levels = Levels(float(plan.checks.note), float(plan.checks.hold))
        self.teams = ground.page.organisation.teams

    def seen(self, teams: Sequence[Team]) -> dict[str, Seen]:
        """What every detector says of some teams, by id."""
        now = self._asked[0]
        sums, usual = now.sum(axis=1), self._usual
        found = {
            detectors.COVERAGE: self._coverage(sums),
            EXPECTED: self._expected(sums, usual),
            detectors.RESPONSE: self._response(),
            detectors.TENS: self._tens(),
            detectors.HOUR: self._hour(),
            detectors.SOURCE: self._source(),
        }
        asked, rows = sums.tolist(), {team.id: i for i, team in enumerate(self.teams)}
        at = {team.id: rows[team.id] for team in teams}
        return {
            id_: Seen(
                findings={name: of[i] for name, of in found.items()},
                asked=tuple(asked[i]),
                expected=float(usual[i]),
                where=self._where(id_, now[i]),
            )
            for id_, i in at.items()
        }

    def _where(self, team: str, counts: Ints) -> tuple[str, ...]:
        """Names of a team's touchpoints with invitations, in journey order."""
        organisation = self.ground.page.organisation
        if self._kinds.get(team, ("",))[0] != "line_of_sight":
            return ()
        held = zip(self._invitations.touchpoints, counts[:, 0].tolist(), strict=True)
        asked = {touchpoint for touchpoint, eligible in held if eligible}
        reached = np.array(self.ground.ways.touchpoints)[self.ground.ways.weights(team) > 0]
        if asked.issuperset(reached.tolist()):
            return ()
        return tuple(one.name for one in organisation.touchpoints if one.id in asked)

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, str]]:
        return incentive_terms.kinds(self.plan, self.ground.page.organisation)

    def _coverage(self, sums: Ints) -> list[Finding]:
        needed = float(self.plan.checks.coverage) / 100
        return detectors_many.coverage(sums[:, 1], sums[:, 0], needed, self.levels)

    def _expected(self, sums: Ints, usual: Array) -> list[Finding]:
        """Of those invited, as many as are expected; nothing to judge by where none are."""
        invited = np.where(usual > 0, sums[:, 1], 0)
        needed = float(self.plan.checks.response) / 100 * usual / np.maximum(invited, 1)
        return detectors_many.coverage(sums[:, 2], invited, needed, self.levels)

    def _response(self) -> list[Finding]:
        """Against as many months before, like held against like."""
        now, then = self._asked
        kept = (now[..., 1] > 0) & (then[..., 1] > 0)
        (n, a), (m, b) = ([np.where(kept, part[..., i], 0) for i in (1, 2)] for part in (now, then))
        return detectors_many.response_drop(a, n, b, m, self.levels)

    def _tens(self) -> list[Finding]:
        nines, tens = self._nines[..., 0], self._nines[..., 1]
        return detectors_many.tens(tens, nines, self._peers(tens), self._peers(nines), self.levels)

    def _hour(self) -> list[Finding]:
        page = self.ground.page
        held = guards.hours(page.snapshot, page.scope, self.window)
        found = detectors_many.busiest_hour(held.counts, held.whole, self.levels)
        by_team = dict(zip(held.teams, found, strict=True))
        nothing = detectors.busiest_hour([0], [0])
        return [by_team.get(team.id, nothing) for team in self.teams]

    def _source(self) -> list[Finding]:
        page = self.ground.page
        held = guards.origins(page.snapshot, page.scope, self.window)
        counts = np.zeros((len(self.teams), 3), dtype=np.int64)
        for i, team in enumerate(self.teams):
            if (one := held.get(team.id)) is not None:
                counts[i] = one.largest, one.n, one.pairs
        largest, n, pairs = counts.T
        possible = n * (n - 1) // 2
        top, total, all_, shared = (self._peers(part) for part in (largest, n, possible, pairs))
        return detectors_many.one_source(largest, n, top, total, all_, shared, self.levels)

    def _peers(self, counts: Ints) -> Ints:
        return others([team.peers for team in self.teams], counts)

    @cached_property
    def _asked(self) -> tuple[Ints, Ints]:
        """Eligible, invited and answered by team and stratum, of the window and before it."""
        held = self._invitations
        return self._rows(held.teams, held.now), self._rows(held.teams, held.then)

    @cached_property
    def _usual(self) -> Array:
        """Answers that each team's customers would give at the rates of all teams together."""
        whole = self._invitations.now.sum(axis=0)
        rates = whole[:, 2] / np.maximum(whole[:, 1], 1)
        return np.asarray(self._asked[0][:, :, 1] @ rates)

    @cached_property
    def _invitations(self) -> Asked:
        page = self.ground.page
        return guards.asked(page.snapshot, page.scope, self.window)

    def _rows(self, names: Sequence[str], counts: Ints) -> Ints:
        """Counts by the record's teams as counts by the organisation's."""
        rows = {name: i for i, name in enumerate(names)}
        found = np.zeros((len(self.teams), *counts.shape[1:]), dtype=np.int64)
        for i, team in enumerate(self.teams):
            if (row := rows.get(team.id)) is not None:
                found[i] = counts[row]
        return found

    @cached_property
    def _nines(self) -> Ints:
        """Nines and tens by team and touchpoint, shape (teams, touchpoints, 2)."""
        since, until = (months_between(EPOCH, d) for d in (self.window.since, self.window.until))
        cells = self.ground.page.wide.whole.where(kind=TOUCHPOINT, metric="nps")
        cells = cells.between(since, until)
        names = cells.names["team"]
        found = np.zeros((len(names), len(cells.names["touchpoint"]), 2), dtype=np.int64)
        at = cells.keys["team"], cells.keys["touchpoint"]
        np.add.at(found, at, cells.counts[:, 9:11])
        return self._rows(names, found)


def others(groups: Sequence[str], counts: Ints) -> Ints:
    """What the others of each row's group hold together; 0 where it has no group ('')."""
    place = {name: i for i, name in enumerate(groups)}
    group = np.array([place[name] for name in groups], dtype=np.int64)
    sums = np.zeros_like(counts)
    np.add.at(sums, group, counts)
    found = sums[group] - counts
    found[[not name for name in groups]] = 0
    return np.asarray(found)
