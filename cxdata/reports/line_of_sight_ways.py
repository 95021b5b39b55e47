"""Which work of which team arrives at which touchpoint, by the organisation's lines of sight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics import sight
from cxdata.organisation import Line, Organisation, Team

OWNS, SUPPORTS, THROUGH = "owns", "supports", "through"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Piece:
    """A piece of a team's daily work, and where it arrives.

    part     'owns', 'supports', or 'through' (by way of teams that it serves)
    weight   share of the team's work that arrives by it, 0..1; 0 where it leads nowhere
    served   ids of the teams that it goes through
    at       (touchpoint, share of the team's work), in journey order; () where it leads nowhere
    measure  id of the operational measure that carries it, '' where none is named
    evidence how it is known, as the organisation file has it
    """

    part: str
    work: str
    weight: float
    served: tuple[str, ...]
    at: tuple[tuple[str, float], ...]
    measure: str
    evidence: str


@dataclass(frozen=True)
class Ways:
    """The lines of sight of a company as shares of each team's work.

    touchpoints  ids in journey order: the columns of `reach`
    """

    organisation: Organisation
    touchpoints: tuple[str, ...]
    lines: Floats
    serves: Floats
    reach: sight.Reach

    @cached_property
    def row(self) -> dict[str, int]:
        """The place of each team."""
        return {team.id: i for i, team in enumerate(self.organisation.teams)}

    @cached_property
    def by_team(self) -> Mapping[str, tuple[Line, ...]]:
        """Each team's lines, in the file's order."""
        found: dict[str, list[Line]] = {team: [] for team in self.row}
        for line in self.organisation.lines:
            found[line.team].append(line)
        return {team: tuple(lines) for team, lines in found.items()}

    def weights(self, team: str) -> Floats:
        """Share of a team's work by touchpoint, shape (touchpoints,)."""
        return np.asarray(self.reach.weights[self.row[team]])

    def part(self, team: str, touchpoint: str) -> str:
        """'owns', 'supports', 'through', or '' where nothing of the team arrives there."""
        parts = {ln.part for ln in self.by_team[team] if ln.touchpoint == touchpoint}
        if parts:
            return OWNS if OWNS in parts else SUPPORTS
        return THROUGH if self.weights(team)[self.touchpoints.index(touchpoint)] > 0 else ""

    def pieces(self, team: str) -> tuple[Piece, ...]:
        """A team's work, the largest share first; the same work for several teams is one piece."""
        found: dict[object, Piece] = {}
        for number, line in enumerate(self.by_team[team]):
            one = self._direct(line) if line.touchpoint else self._through(line)
            key = number if line.touchpoint else (line.work, line.measure, line.evidence)
            found[key] = _joined(found[key], one, self.touchpoints) if key in found else one
        return tuple(sorted(found.values(), key=lambda piece: -piece.weight))

    def _direct(self, line: Line) -> Piece:
        i, t = self.row[line.team], self.touchpoints.index(line.touchpoint)
        share = float(line.weight * self.reach.own[i, t] / self.lines[i, t])
        at = ((line.touchpoint, share),) if share > 0 else ()
        return Piece(line.part, line.work, share, (), at, line.measure, line.evidence)

    def _through(self, line: Line) -> Piece:
        i, j = self.row[line.team], self.row[line.serves]
        share = float(line.weight * self.reach.passed[i, j] / self.serves[i, j])
        arriving = zip(self.touchpoints, share * self.reach.weights[j], strict=True)
        at = tuple((touchpoint, float(w)) for touchpoint, w in arriving if w > 0)
        return Piece(THROUGH, line.work, share, (line.serves,), at, line.measure, line.evidence)


def ways(organisation: Organisation) -> Ways:
    """The lines of sight of an organisation; weights are shares of each team's work."""
    touchpoints = in_order(organisation)
    team = {one.id: i for i, one in enumerate(organisation.teams)}
    place = {id_: i for i, id_ in enumerate(touchpoints)}
    lines = np.zeros((len(team), len(touchpoints)))
    serves = np.zeros((len(team), len(team)))
    for line in organisation.lines:
        if line.touchpoint:
            lines[team[line.team], place[line.touchpoint]] += line.weight
        else:
            serves[team[line.team], team[line.serves]] += line.weight
    return Ways(organisation, touchpoints, lines, serves, sight.reach(lines, serves))


def in_order(organisation: Organisation) -> tuple[str, ...]:
    """Ids of the touchpoints in the order of the journey: by stage, then as the file has them."""
    return tuple(
        touchpoint.id
        for stage in organisation.stages
        for touchpoint in organisation.touchpoints
        if touchpoint.stage == stage.id
    )


def meets(team: Team, own: tuple[Line, ...]) -> bool:
    """Does a team meet customers itself? Not where the file says no, nor where it owns nothing."""
    return team.customer_facing and any(ln.part == OWNS and ln.touchpoint for ln in own)


def _joined(one: Piece, other: Piece, order: tuple[str, ...]) -> Piece:
    """The same work for another team."""
    at = dict(one.at)
    for touchpoint, share in other.at:
        at[touchpoint] = at.get(touchpoint, 0.0) + share
    arriving = tuple((touchpoint, at[touchpoint]) for touchpoint in order if touchpoint in at)
    weight = one.weight + other.weight
    return replace(one, weight=weight, served=(*one.served, *other.served), at=arriving)
