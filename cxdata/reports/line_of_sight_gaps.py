"""What is missing in the lines of sight, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cxdata.organisation import Organisation, Team
from cxdata.reports import wording
from cxdata.reports.line_of_sight_ways import OWNS, Ways

ORGANISATION, IMPORTS = "organisation", "imports"
CLOSE = 0.005  # weights that differ from 1 by less were rounded


@dataclass(frozen=True)
class Gap:
    """Something that keeps work from being seen.

    kind    'unowned', 'shared', 'no line', 'weights', 'circle', 'dead end', 'silent', 'no figures'
    title   what is missing; names which ones, in the organisation's order
    todo    what somebody should do; where 'organisation' or 'imports'
    """

    kind: str
    title: str
    names: tuple[str, ...]
    todo: str
    where: str


def gaps(
    ways: Ways, answered: Collection[str], loaded: Collection[str], filtered: bool = False
) -> tuple[Gap, ...]:
    """Every gap, the gravest first.

    answered  touchpoints that somebody answered about; loaded measures that have figures
    filtered  whether the answers are those of some customers only
    """
    company = ways.organisation
    found = (
        Gap(
            "unowned",
            "Touchpoints that nobody owns",
            _unowned(company),
            "Name the team that answers for each: a touchpoint without an owner is where customers "
            "are lost.",
            ORGANISATION,
        ),
        Gap(
            "shared",
            "Touchpoints owned by more than one department",
            tuple(_shared(company)),
            "Agree on one owner and let the other support it. Teams of one peer group that each do "
            "the same at their own place are no gap.",
            ORGANISATION,
        ),
        Gap(
            "no line",
            "Teams without a line of sight",
            _without(ways),
            "Ask the team whom its work serves, and write one sentence about it.",
            ORGANISATION,
        ),
        Gap(
            "circle",
            "Teams that serve one another in a circle",
            tuple(_circles(ways)),
            "Their lines lead back to themselves and are left out. Take out the one that is not "
            "daily work.",
            ORGANISATION,
        ),
        Gap(
            "dead end",
            "Lines to teams whose own work reaches no touchpoint",
            tuple(_dead_ends(ways)),
            "Write down where the work of the team that is served arrives.",
            ORGANISATION,
        ),
        Gap(
            "weights",
            "Teams whose weights do not add up to 1",
            tuple(_uneven(ways)),
            "A weight is the share of the team's own work. Until they add up, each is taken as its "
            "share of their sum.",
            ORGANISATION,
        ),
        Gap(
            "silent",
            "Touchpoints without answers in these months" + " and by these filters" * filtered,
            tuple(t.name for t in company.touchpoints if t.id not in answered),
            "Take the filters off: other customers may well have answered there."
            if filtered
            else "Ask customers there, or bring the answers in: work that arrives there cannot be "
            "seen.",
            IMPORTS,
        ),
        Gap(
            "no figures",
            "Measures that are named but not loaded",
            _unloaded(company, loaded),
            "Bring their figures in (day, touchpoint, team, measure, value, n), or take their name "
            "out of the lines.",
            IMPORTS,
        ),
    )
    return tuple(gap for gap in found if gap.names)


def _unowned(company: Organisation) -> tuple[str, ...]:
    owned = {ln.touchpoint for ln in company.lines if ln.part == OWNS}
    return tuple(t.name for t in company.touchpoints if t.id not in owned)


def _shared(company: Organisation) -> Iterator[str]:
    """Owners of several departments that are not all of one peer group."""
    teams = {team.id: team for team in company.teams}
    for touchpoint in company.touchpoints:
        owners = [
            teams[ln.team]
            for ln in company.lines
            if ln.touchpoint == touchpoint.id and ln.part == OWNS
        ]
        held = [one.name for one in company.owners_of(touchpoint.id)]
        if len(held) > 1 and not _peers(owners):
            yield f"{touchpoint.name} ({wording.listed(held)})"


def _peers(owners: Sequence[Team]) -> bool:
    """Do all of them do the same work, each at its own place?"""
    return len({team.peers for team in owners}) == 1 and bool(owners[0].peers)


def _without(ways: Ways) -> tuple[str, ...]:
    return tuple(team.name for team in ways.organisation.teams if not ways.by_team[team.id])


def _circles(ways: Ways) -> Iterator[str]:
    names = [team.name for team in ways.organisation.teams]
    for circle in ways.reach.circles:
        told = [names[i] for i in (*circle, circle[0])]
        yield " → ".join(told)


def _dead_ends(ways: Ways) -> Iterator[str]:
    names = [team.name for team in ways.organisation.teams]
    dead = (ways.serves > 0) & ~ways.reach.circular & (ways.reach.weights.sum(axis=1) == 0)[None]
    for i, j in np.argwhere(dead).tolist():
        yield f"{names[i]} → {names[j]}"


def _uneven(ways: Ways) -> Iterator[str]:
    whole = ways.lines.sum(axis=1) + ways.serves.sum(axis=1)
    for team, total in zip(ways.organisation.teams, whole.tolist(), strict=True):
        if total > 0 and abs(total - 1) > CLOSE:
            yield f"{team.name} ({total:.2f})"


def _unloaded(company: Organisation, loaded: Collection[str]) -> tuple[str, ...]:
    named = {ln.measure for ln in company.lines if ln.measure}
    return tuple(m.name for m in company.measures if m.id in named and m.id not in loaded)
