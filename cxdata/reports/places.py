"""Sets of places: which touchpoints and teams a stage, a department or a team answers for.

A place is a pair (touchpoint, team) that answers carry. A department answers for what its own
teams did, for the touchpoints that it supports, and for the teams that it serves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from cxdata.catalog import NOT_GIVEN
from cxdata.organisation import Line, Organisation
from cxdata.reports.hidden import Mask, Pairs
from cxdata.scope import View

Place = tuple[str, str]
WHOLE, STAGE, TOUCHPOINT, DEPARTMENT, TEAM = "whole", "stage", "touchpoint", "department", "team"
PART, WITHIN = "part", "within"  # a union of chosen parts; a touchpoint within what was chosen
# Of two sets that differ by too few answers the one that fewer pages stand on is hidden.
RANK = {WHOLE: 0, STAGE: 1, DEPARTMENT: 1, TOUCHPOINT: 2, TEAM: 3, PART: 4, WITHIN: 5}
MOST_CHOSEN = 4  # parts at a time: their unions are checked in every combination


@dataclass(frozen=True)
class Catalogue:
    """Every set of places that a figure may be of.

    keys     (kind, id) of each set; the first is ('whole', '')
    holds    shape (sets, places): is a place in a set?
    pairs    of sets of which one contains the other; charged is the one of the higher RANK, else
             the inner one. Strict are unions and what was chosen of a touchpoint: their pages do
             not know of one another
    """

    keys: tuple[tuple[str, str], ...]
    holds: Mask
    pairs: Pairs

    @cached_property
    def at(self) -> dict[tuple[str, str], int]:
        """The row of each set, by its key."""
        return {key: row for row, key in enumerate(self.keys)}

    def of(self, *kinds: str) -> Catalogue:
        """The sets of some kinds alone."""
        kept = np.array([kind in kinds for kind, _ in self.keys], dtype=bool)
        place = np.cumsum(kept) - 1
        both = kept[self.pairs.inner] & kept[self.pairs.outer]
        keys = tuple(key for key, keep in zip(self.keys, kept, strict=True) if keep)
        return Catalogue(keys, self.holds[kept], self.pairs.only(both, place))

    def around(self, key: tuple[str, str]) -> Catalogue:
        """One set, and those that it must not be told from: all that decides whether it shows."""
        here = self.keys.index(key)
        pairs = self.pairs
        beside = pairs.charged == here
        kept = list(dict.fromkeys([here, *pairs.inner[beside], *pairs.outer[beside]]))
        place = np.zeros(len(self.keys), dtype=np.int64)
        place[kept] = np.arange(len(kept))
        keys = tuple(self.keys[i] for i in kept)
        return Catalogue(keys, self.holds[kept], pairs.only(beside, place))


def catalogue(
    organisation: Organisation,
    places: Sequence[Place],
    view: View,
    teams: bool,
    answered: int | None = None,
) -> Catalogue:
    """The sets of places of an organisation, and the union of the parts that a view chose.

    answered  how many of the places answers carry, the first ones; None for all
    teams   whether teams are shown: without them the page of a large company is much cheaper,
            and as safe, since a team is always the one to be hidden (RANK)
    """
    at = _Ground(organisation, places)
    sets: dict[tuple[str, str], set[Place]] = {(WHOLE, ""): set(places)}
    for touchpoint in organisation.touchpoints:
        sets[TOUCHPOINT, touchpoint.id] = at.touchpoint.get(touchpoint.id, set())
    for stage in organisation.stages:
        own = [sets[TOUCHPOINT, t.id] for t in organisation.touchpoints if t.stage == stage.id]
        sets[STAGE, stage.id] = set().union(*own)
    for department in organisation.departments:
        members = organisation.teams_of(department.id)
        sets[DEPARTMENT, department.id] = at.answered_for(members)
    for team in organisation.teams if teams or chosen(view) else ():
        sets[TEAM, team.id] = at.answered_for((team.id,))
    unions = _unions(sets, view)
    part = {**sets, **unions}.get(chosen_key(view), set())
    within = {}
    for touchpoint in organisation.touchpoints if chosen(view) else ():
        within[WITHIN, touchpoint.id] = part & sets[TOUCHPOINT, touchpoint.id]
    return _paired({**sets, **unions, **within}, places, answered)


def chosen_key(view: View) -> tuple[str, str]:
    """The key of what a view keeps of the company: one part, a union of parts, or the whole."""
    parts = chosen(view)
    return parts[0] if len(parts) == 1 else ((PART, "") if parts else (WHOLE, ""))


def chosen(view: View) -> tuple[tuple[str, str], ...]:
    """The parts of the company that a view keeps, as keys of a catalogue; teams are the closer."""
    if view.teams:
        return tuple((TEAM, team) for team in dict.fromkeys(view.teams))
    return tuple((DEPARTMENT, department) for department in dict.fromkeys(view.departments))


def answered_for(
    organisation: Organisation, places: Collection[Place], teams: Collection[str]
) -> set[Place]:
    """The places whose answers tell about teams: their own, and those that they support or serve.

    A place whose team is not known belongs to the teams that own its touchpoint.
    """
    return _Ground(organisation, places).answered_for(teams)


class _Ground:
    """Places by touchpoint and by team, and the lines of each team."""

    def __init__(self, organisation: Organisation, places: Collection[Place]) -> None:
        self.touchpoint: dict[str, set[Place]] = {}
        self.team: dict[str, set[Place]] = {}
        known = {team.id for team in organisation.teams}
        for place in places:
            self.touchpoint.setdefault(place[0], set()).add(place)
            team = place[1] if place[1] in known else NOT_GIVEN
            self.team.setdefault(team, set()).add(place)
        self.peers = {team.id: team.peers for team in organisation.teams if team.peers}
        self.lines: dict[str, list[Line]] = {}
        for line in organisation.lines:
            self.lines.setdefault(line.team, []).append(line)

    def answered_for(self, teams: Collection[str]) -> set[Place]:
        served = [ln.serves for team in teams for ln in self.lines.get(team, ()) if ln.serves]
        own = dict.fromkeys([*teams, *served])
        found: set[Place] = set()
        for team in own:
            found |= self.team.get(team, set())
            for line in self.lines.get(team, ()):
                at = self.touchpoint.get(line.touchpoint, set())
                if line.part == "owns":
                    found |= at & self.team.get(NOT_GIVEN, set())
                elif team in teams:
                    found |= {place for place in at if not self._of_a_peer(place, team)}
        return found

    def _of_a_peer(self, place: Place, team: str) -> bool:
        """Did a peer of a team meet the customers of a place?"""
        group = self.peers.get(team)
        return group is not None and place[1] != team and self.peers.get(place[1]) == group


def _unions(
    sets: dict[tuple[str, str], set[Place]], view: View
) -> dict[tuple[str, str], set[Place]]:
    """Unions of the parts chosen, every combination; the whole choice is ('part', '').

    None where more than MOST_CHOSEN are chosen: nothing is shown of such a union.
    """
    parts = [sets[key] for key in chosen(view) if key in sets]
    if not 2 <= len(parts) <= MOST_CHOSEN:
        return {}
    found = {}
    for size in range(2, len(parts)):
        for which in combinations(range(len(parts)), size):
            found[PART, "+".join(map(str, which))] = set.union(*(parts[i] for i in which))
    return {**found, (PART, ""): set.union(*parts)}


def _paired(
    sets: Mapping[tuple[str, str], set[Place]], places: Sequence[Place], answered: int | None
) -> Catalogue:
    keys = tuple(sets)
    at = {place: i for i, place in enumerate(places)}
    holds = np.zeros((len(keys), len(places)), dtype=bool)
    for row, held in enumerate(sets.values()):
        holds[row, [at[place] for place in held]] = True
    told = holds[:, :answered]  # a place without answers tells no two sets of answers apart
    bits = np.packbits(told, axis=1)
    size = told.sum(axis=1)
    within = np.array([~(row & ~bits).any(axis=1) for row in bits]).reshape(len(keys), len(keys))
    inner, outer = np.nonzero(within & (size[:, None] < size) & (size[:, None] > 0))
    rank = np.array([RANK[kind] for kind, _ in keys])
    charged = np.where(rank[outer] > rank[inner], outer, inner)
    if (PART, "") in sets:  # a step between unions of some parts stands for the whole choice
        charged = np.where(rank[charged] == RANK[PART], keys.index((PART, "")), charged)
    return Catalogue(keys, holds, Pairs(inner, outer, charged, rank[outer] >= RANK[PART]))


def crossed(
    sets: Catalogue,
    places: Sequence[Place],
    kind: str,
    met: Mapping[str, Collection[Place]],
    answered: int | None = None,
) -> Catalogue:
    """The same sets, and the part of every set of a kind that somebody met the customers of.

    answered  as `catalogue` takes it
    met  by id of a team or department: the places that are its own (see `own`)
    The new sets are keyed ('within', crossing(id of the set, id of whom)).
    """
    found = {
        key: {places[i] for i in np.flatnonzero(row).tolist()}
        for key, row in zip(sets.keys, sets.holds, strict=True)
    }
    common = {
        (WITHIN, crossing(key[1], id_)): held & set(theirs)
        for key, held in found.items()
        if key[0] == kind
        for id_, theirs in met.items()
    }
    return _paired({**found, **common}, places, answered)


def crossing(one: str, other: str) -> str:
    """The id of what two sets have in common; no id of an organisation holds the character."""
    return f"{one}\n{other}"


def own(
    organisation: Organisation, places: Collection[Place], teams: Collection[str]
) -> set[Place]:
    """The places whose customers teams met: not those that they support or serve.

    A place whose team is not known belongs to the teams that own its touchpoint.
    """
    owned = {ln.touchpoint for ln in organisation.lines if ln.team in teams and ln.part == "owns"}
    known = {team.id for team in organisation.teams}
    return {
        place
        for place in places
        if place[1] in teams or (place[1] not in known and place[0] in owned)
    }
