"""Whose comments of a view may be shown: those that the scope reads, of groups that are not small.

A group is what the view keeps of a touchpoint, counted in answers (people, not comments): the
comments of a smaller one than the company's minimum (10) are withheld. As with scores
(`reports/hidden.py`) the answers that join between a view and a wider one must be none or enough,
too, so that two views do not single anybody out. A team is told (its name beside a comment, and
its comments alone where somebody looks at it) where its part of the touchpoint is such a group,
and so are all those left untold there together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxdata.catalog import METRICS, MINIMUM_COMMENTS, RELATIONAL, TOUCHPOINT
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.record.voices import Heard
from cxdata.reports import board, hidden, places, readers, wide, wording
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.places import Place
from cxdata.reports.wide import Wide
from cxdata.scope import PAYROLL, Scope, View

_OTHERS = "The comments {} are read by the teams that own or support {}."
NAMED = 3  # withheld touchpoints that a sentence names


@dataclass(frozen=True)
class Open:
    """What may be shown.

    heard     the comments that may be, without what a search narrows; None for none
    told      places (touchpoint, team) whose team may be named
    withheld  what is left out because too few answered, in a sentence; '' where nothing is
    why       why nothing can be read; '' where something can
    """

    heard: Heard | None
    told: frozenset[Place] = frozenset()
    withheld: str = ""
    why: str = ""

    def names_team(self, touchpoint: str, team: str) -> bool:
        """May a comment's team be named?"""
        return (touchpoint, team) in self.told


def minimum_of(organisation: Organisation) -> int:
    """The smallest group whose comments are shown: the company may ask for more, never less."""
    return max(MINIMUM_COMMENTS, organisation.company.minimum_comments)


def opened(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    touchpoint: str = "",
    kind: str = "",
) -> Open:
    """The comments of a view that somebody may see.

    touchpoint  id of one; '' for all
    kind        'relational', 'touchpoint'; '' both
    """
    readable = readers.readable(scope, organisation)
    if readable == ():
        return Open(None, why=_nobody(scope))
    if readable is not None and touchpoint and touchpoint not in readable:
        return Open(None, why=_OTHERS.format("of this touchpoint", "it"))
    ground = _Ground(organisation, wide.read(scope, snapshot, view, view.since), view)
    told = ground.told()
    part = bool(places.chosen(view))
    if kind == RELATIONAL and (part or readable is not None):
        return Open(None, why=_relational(part))
    asked = None if not touchpoint else (touchpoint,)
    kept = [t for t in ground.touchpoints if _among(t, readable) and _among(t, asked)]
    shown = frozenset(t for t in kept if ground.may[t])
    whole = readable is None and not part and not touchpoint and kind != TOUCHPOINT
    headline = whole and ground.asked_relational() and ground.relational()
    if part:
        pairs = ground.of_part(shown, told)
        open_ = Heard(kind=TOUCHPOINT, places=pairs) if pairs else None
        seen = {t for t, _ in pairs}
        kept = [t for t in kept if ground.holds_part(t)]
        if readable is not None and not kept and not touchpoint and ground.holds_any():
            return Open(None, told, why=_OTHERS.format("about this part", "its touchpoints"))
    else:
        open_ = _heard(ground, shown, kind, headline)
        seen = set(shown)
    missing = [t for t in kept if t not in seen and ground.n[t]]
    withheld = _withheld(organisation, missing, ground.minimum)
    if whole and not headline and ground.asked_relational():
        few = f"too few answered: {ground.minimum} must for their words to be shown"
        withheld = f"{withheld} Comments about the relationship not shown, {few}.".strip()
    why = "" if open_ else withheld or "Nobody answered here in this period."
    return Open(open_, told, withheld, why)


def _heard(ground: _Ground, shown: frozenset[str], kind: str, headline: bool) -> Heard | None:
    """Comments of touchpoints, and those about the relationship where they may be read."""
    every = all(ground.may.values()) and shown == set(ground.touchpoints)
    if kind == RELATIONAL:
        return Heard(kind=RELATIONAL) if headline else None
    if headline and every:
        return Heard()
    if headline and ground.may.get("", True):
        # Answers about the relationship carry no touchpoint.
        return Heard(touchpoints=(*sorted(shown), ""))
    if not shown:
        return Heard(kind=RELATIONAL) if headline else None
    return Heard(kind=TOUCHPOINT, touchpoints=tuple(sorted(shown)))


class _Ground:
    """The answers of a view by place, and which groups of them are large enough."""

    def __init__(self, organisation: Organisation, found: Wide, view: View) -> None:
        self.organisation, self.found, self.view = organisation, found, view
        self.minimum = minimum_of(organisation)
        self.places = found.places()
        self.span = found.window.place(view)
        sizes = _people(found)
        self.touchpoints = sorted({touchpoint for touchpoint, _ in self.places})
        code = {touchpoint: i for i, touchpoint in enumerate(self.touchpoints)}
        self.row = np.array([code[touchpoint] for touchpoint, _ in self.places], dtype=np.int64)
        together = np.zeros((len(code), *sizes.shape[1:]), dtype=np.int64)
        np.add.at(together, self.row, sizes)
        self.level_place = hidden.box_levels(sizes, self.minimum)
        level = hidden.box_levels(together, self.minimum)
        may = hidden.shown(level, *self.span)
        self.size = self._kept(sizes)
        n = self._kept(together)
        self.may = {t: bool(may[i]) for t, i in code.items()}
        self.n = {t: int(n[i]) for t, i in code.items()}
        self.part = places.answered_for(organisation, set(self.places), _teams(organisation, view))

    def _kept(self, sizes: Ints) -> Ints:
        """Answers of the view: of its months, and of the members that its filters keep."""
        box = sizes[..., self.span[0] : self.span[1]].sum(axis=-1)
        for _ in self.found.filters:
            box = box[:, :-1].sum(axis=1)
        return np.asarray(box)

    def told(self) -> frozenset[Place]:
        """Places that may be told apart from the others of their touchpoint."""
        may: Mask = hidden.shown(self.level_place, *self.span)
        kept = np.zeros(len(self.places), dtype=bool)
        for i in range(len(self.touchpoints)):
            here = self.row == i
            kept[here] = hidden.covered(self.size[here], may[here], self.minimum)
        return frozenset(self.places[i] for i in np.flatnonzero(kept))

    def of_part(self, shown: frozenset[str], told: frozenset[Place]) -> tuple[Place, ...]:
        """The places of the chosen part whose comments may be shown."""
        others = {
            p[0] for p, n in zip(self.places, self.size, strict=True) if n and p not in self.part
        }
        return tuple(
            p
            for p in self.places
            if p in self.part and p[0] in shown and (p in told or p[0] not in others)
        )

    def holds_part(self, touchpoint: str) -> bool:
        """Did anybody answer about a touchpoint whom the chosen part answers for?"""
        rows = zip(self.places, self.size, strict=True)
        return any(p[0] == touchpoint and p in self.part and n for p, n in rows)

    def holds_any(self) -> bool:
        """Did anybody answer whom the chosen part answers for?"""
        return any(self.holds_part(t) for t in self.touchpoints)

    def relational(self) -> bool:
        """May the comments about the relationship be shown?"""
        return bool(board.relational(self.found, self.minimum).may(self.view)[0])

    def asked_relational(self) -> bool:
        """Did anybody answer about the relationship?"""
        return bool(board.relational(self.found, self.minimum).over(self.view).any())


def _people(found: Wide) -> Ints:
    """How many answered at least, by place: of several questions the one with most answers."""
    sizes = [found.by_place(metric)[1] for metric in METRICS if metric != "rating"]
    return np.asarray(np.maximum.reduce(sizes))


def _among(touchpoint: str, kept: Sequence[str] | None) -> bool:
    return kept is None or touchpoint in kept


def _teams(organisation: Organisation, view: View) -> tuple[str, ...]:
    return view.teams or tuple(t for d in view.departments for t in organisation.teams_of(d))


def _nobody(scope: Scope) -> str:
    if scope.role == PAYROLL:
        return "Payroll reads no comments: scores are open to everyone, customers' words are not."
    return (
        "Comments are read by the teams that own or support a touchpoint, and none of yours does. "
        "Scores are open to everyone; customers' words are not."
    )


def _relational(part: bool) -> str:
    if part:
        return "Comments about the relationship belong to no department: take the filter off."
    return "Comments about the whole relationship are read by executives and stewards."


def _withheld(organisation: Organisation, missing: Sequence[str], minimum: int) -> str:
    if not missing:
        return ""
    names = {t.id: t.name for t in organisation.touchpoints}
    named = [names.get(t, t) or "answers without a touchpoint" for t in missing]
    if len(named) > NAMED:
        named = [*named[: NAMED - 1], f"{len(named) - NAMED + 1} others"]
    return f"Comments not shown: {wording.listed(named)}. {_needed(organisation, minimum)}"


def _needed(organisation: Organisation, minimum: int) -> str:
    """Why words stay away where a score stands beside them: they need more answers than it."""
    scores = hidden.minimum_of(organisation)
    apart = f" (a score needs {scores})" if scores != minimum else ""
    return (
        f"Customers' words need {minimum} answers{apart}, and as many or none left over beside "
        "them, so that nobody is singled out."
    )
