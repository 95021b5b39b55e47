"""What every report of a page starts from: the slice, the parts of the company, the periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from cxdata.catalog import RELATIONAL, TOUCHPOINT
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import board, hidden, periods, places, wording
from cxdata.reports.board import Board, Boards
from cxdata.reports.figures import Header
from cxdata.reports.hidden import Ints
from cxdata.reports.invitations import Invitations
from cxdata.reports.places import Catalogue
from cxdata.reports.waterfall import Members
from cxdata.reports.wide import FILTERS, Wide, read
from cxdata.scope import Scope, View

WHOLE_COMPANY = "all departments"


@dataclass(frozen=True)
class Page:
    """A view of a record, read once; everything on a page is derived from it.

    then   the view that it is compared with
    wide   the slice that holds both
    by_team  whether teams are shown one by one
    """

    scope: Scope
    snapshot: Snapshot
    organisation: Organisation
    view: View
    then: View
    wide: Wide
    by_team: bool = False

    @staticmethod
    def open(
        scope: Scope,
        snapshot: Snapshot,
        organisation: Organisation,
        views: tuple[View, View],
        since: date,
        by_team: bool = False,
        by_mix: bool = True,
    ) -> Page:
        """Read the slice that holds a view, the one before it, and the months since a day.

        by_mix  False where nobody will ask for the headline by segment, channel or region
        """
        view, then = views
        last = max(view, then, key=lambda v: v.until)
        wide = read(scope, snapshot, last, min(since, view.since, then.since), by_mix)
        found = Page(scope, snapshot, organisation, view, then, wide, by_team)
        return found._beside_silent() if view.weighted else found

    def _beside_silent(self) -> Page:
        """The same page that knows, for weights, where customers were asked in vain."""
        found = replace(self, wide=self.wide.beside(self.every(TOUCHPOINT).places()))
        found.__dict__.update(_every=self._every)
        return found

    def again(self, views: tuple[View, View]) -> Page:
        """The same page of another view and the one before it."""
        back = self.wide.window.since
        return Page.open(self.scope, self.snapshot, self.organisation, views, back)

    def at(self, view: View, then: View) -> Page:
        """The page of other months within its slice, of the same part of the company."""
        found = replace(self, view=view, then=then)
        # Neither depends on the months: both are made once for all of them.
        found.__dict__.update(sets=self.sets, boards=self.boards)
        return found

    @property
    def minimum(self) -> int:
        """The smallest group whose figure is shown."""
        return hidden.minimum_of(self.organisation)

    @cached_property
    def sets(self) -> Catalogue:
        """The sets of places that figures are of."""
        wide = self.wide
        return places.catalogue(
            self.organisation, wide.places(), self.view, self.by_team, wide.answered
        )

    @cached_property
    def boards(self) -> Boards:
        """Touchpoint answers by metric, a row for each set of places."""
        metrics = dict.fromkeys(["nps", *(s.metric for s in self.organisation.stages)])
        stages = self.sets.of(places.WHOLE, places.STAGE, places.TOUCHPOINT)
        sets = {m: self.sets if m == "nps" else stages for m in metrics}
        return Boards(self.wide, sets, self.minimum)

    @cached_property
    def head(self) -> Board:
        """The headline's one row: the relational NPS, or the chosen part's touchpoint NPS."""
        if not self.part:
            return board.relational(self.wide, self.minimum)
        whole, key = self.boards["nps"], places.chosen_key(self.view)
        found = whole.of(*key)
        if found.keys:
            return found
        nothing = np.zeros((1, *whole.counts.shape[1:]), dtype=np.int64)
        never = np.full(nothing.shape[:2], hidden.NEVER)
        return Board("nps", (key,), nothing, never, whole.window)

    @cached_property
    def part(self) -> str:
        """Names of the departments or teams that the view keeps; '' for the whole company."""
        names = {
            **{(places.DEPARTMENT, d.id): d.name for d in self.organisation.departments},
            **{(places.TEAM, t.id): t.name for t in self.organisation.teams},
        }
        return wording.listed([names.get(key, key[1]) for key in places.chosen(self.view)])

    @cached_property
    def refused(self) -> str:
        """Why the two periods cannot be compared; '' where they can."""
        event = periods.break_between(self.organisation, self.view, self.then)
        return periods.refusal(event) if event else ""

    @cached_property
    def invitations(self) -> Invitations:
        """Who could answer, was asked and did: of both periods, and of the part looked at."""
        since = min(self.view.since, self.then.since)
        until = max(self.view.until, self.then.until)
        kind = TOUCHPOINT if self.part else RELATIONAL
        kept = Invitations.of(self.snapshot.invitations(self.scope, View(since, until), kind))
        if not self.part:
            return kept
        touchpoint, team = (
            [kept.names[d][code] for code in kept.codes[d].tolist()] for d in ("touchpoint", "team")
        )
        pairs = list(zip(touchpoint, team, strict=True))
        held = places.answered_for(self.organisation, set(pairs), self.teams)
        return kept.only(np.array([pair in held for pair in pairs], dtype=bool))

    def every(self, kind: str) -> Invitations:
        """Who could be asked of a kind, over all months of the slice and without filters."""
        if kind not in self._every:
            view = View(self.wide.window.since, self.wide.window.until)
            found = self.snapshot.invitations(self.scope, view, kind)
            self._every[kind] = Invitations.of(found)
        return self._every[kind]

    @cached_property
    def _every(self) -> dict[str, Invitations]:
        return {}

    @cached_property
    def asked(self) -> tuple[Invitations, Invitations]:
        """The invitations of the period before and of this one."""
        return self.invitations.within(self.then), self.invitations.within(self.view)

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that the view keeps; none where it keeps the whole company."""
        if self.view.teams:
            return self.view.teams
        return tuple(t for d in self.view.departments for t in self.organisation.teams_of(d))

    def run(self, first: date) -> tuple[int, int]:
        """A first month to the view's last, as positions in the window: what a chart shows."""
        window = self.wide.window
        until = min(window.place(self.view)[1], window.months)
        start = window.place(View(min(first, self.view.since), self.view.until))[0]
        return max(0, start), until

    def members(self, dimension: str) -> Members | None:
        """A dimension's members in both periods, for a bridge; None where it has but one."""
        rows, ids = self.rows_of(dimension)
        names = [self.name(dimension, id_) for id_ in ids]
        total = self.head.over(self.then)[0], self.head.over(self.view)[0]
        counts = rows.over(self.then), rows.over(self.view)
        may = rows.may(self.then) & rows.may(self.view)
        for part in counts:
            may = hidden.covered(part.sum(axis=1), may, self.minimum)
        eligible = self._eligible(dimension, ids)
        return _pooled(dimension, names, total, counts, may, eligible)

    def rows_of(self, dimension: str) -> tuple[Board, list[str]]:
        """The headline taken apart by a dimension: a board, and the ids of its rows."""
        if self.part:
            ids = [t.id for t in self.organisation.touchpoints]
            found = self.boards["nps"].of(places.WITHIN, *ids)
            found = found.rows([i for i in range(len(found.keys)) if found.counts[i].any()])
            return found, [id_ for _, id_ in found.keys]
        kept = self.wide.filters.get(dimension)
        ids = list(kept or dict.fromkeys(sorted(self.wide.mix.name(dimension))))
        return board.relational_by(self.wide, dimension, ids, self.minimum), ids

    def candidates(self) -> list[Members]:
        """Every dimension that a bridge can be over."""
        dimensions = [places.TOUCHPOINT] if self.part else ["channel", "segment", "region"]
        found = [self.members(dimension) for dimension in dimensions]
        return [members for members in found if members is not None]

    def name(self, dimension: str, id_: str) -> str:
        """What a member of a dimension is called."""
        company = self.organisation
        known = {
            places.TOUCHPOINT: {t.id: t.name for t in company.touchpoints},
            places.DEPARTMENT: {d.id: d.name for d in company.departments},
            places.TEAM: {t.id: t.name for t in company.teams},
            places.STAGE: {s.id: s.name for s in company.stages},
        }.get(dimension, {})
        return known.get(id_, id_) or "not given"

    def touchpoint(self, id_: str) -> str:
        """A touchpoint in a sentence: 'the touchpoint App' where a channel is called so, too."""
        others = (name for dimension in FILTERS for name in self.snapshot.members(dimension))
        return wording.told_apart("touchpoint", self.name(places.TOUCHPOINT, id_), others)

    def _eligible(self, dimension: str, ids: Sequence[str]) -> tuple[Ints, Ints] | None:
        if dimension not in FILTERS:
            return None
        then, now = (asked.by(dimension, ids)[:, 0] for asked in self.asked)
        return then, now

    def header(self, title: str, definition: str, whole: bool = False) -> Header:
        """What stands above a table that leaves the screen.

        whole  the table shows the whole company, also where the page is of a part
        """
        view = self.view
        parts = [("Period", periods.label(view)), ("Compared with", periods.label(self.then))]
        if self.part:
            parts.append(("Part", WHOLE_COMPANY if whole else self.part))
        asked = (view.segments, view.channels, view.regions)
        parts += [(f.capitalize(), ", ".join(m)) for f, m in zip(FILTERS, asked, strict=True) if m]
        last = periods.as_of(view, self.wide.window.last)
        return Header(title, definition, tuple(parts), last.isoformat())


def _pooled(
    dimension: str,
    names: Sequence[str],
    total: tuple[Ints, Ints],
    counts: tuple[Ints, Ints],
    may: hidden.Mask,
    eligible: tuple[Ints, Ints] | None,
) -> Members | None:
    """The rows that may be shown, and all others together; None with fewer than two rows."""
    some = (counts[0].sum(axis=1) + counts[1].sum(axis=1)) > 0
    may = may & some
    rest = tuple(all_ - part[may].sum(axis=0) for all_, part in zip(total, counts, strict=True))
    told = [name for name, shown in zip(names, may, strict=True) if shown]
    rows = [part[may] for part in counts]
    sizes = None if eligible is None else [part[may] for part in eligible]
    if any(part.any() for part in rest):
        told.append("others")
        rows = [np.vstack([part, left]) for part, left in zip(rows, rest, strict=True)]
        if eligible is not None and sizes is not None:
            sizes = [
                np.append(kept, part[~may].sum())
                for kept, part in zip(sizes, eligible, strict=True)
            ]
    if len(told) < 2:
        return None
    pair = None if sizes is None or _unknown(rows, sizes) else (sizes[0], sizes[1])
    return Members(dimension, tuple(told), (rows[0], rows[1]), pair)


def _unknown(rows: Sequence[Ints], sizes: Sequence[Ints]) -> bool:
    """Do some members answer more often than they could have?"""
    return any((part.sum(axis=1) > size).any() for part, size in zip(rows, sizes, strict=True))
