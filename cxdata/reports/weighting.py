"""Would the score be another if everybody had answered? Answers weighted to the customers.

Each period is raked by itself, by segment, channel and region, from counts. What comes out is a
histogram of as many answers as the weighted ones are worth: intervals and comparisons of it are
those of section 8 of the methods, without any formula of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import NOT_GIVEN, RELATIONAL, TOUCHPOINT
from cxdata.organisation import Organisation
from cxdata.record import Cells, worth
from cxdata.reports import periods, scoring, wording
from cxdata.reports.board import Board
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.invitations import Invitations
from cxdata.reports.page import Page
from cxdata.reports.periods import EPOCH
from cxdata.reports.places import DEPARTMENT, STAGE
from cxdata.reports.raking import CUSTOMERS, INVITED, Base, Weighed, as_answered, weighed
from cxdata.reports.scoring import Tally
from cxdata.reports.wide import FILTERS
from cxdata.scope import View, months_between

Several = tuple[Weighed, ...]


class Weighing:
    """The weights of one page: of its relational headline, and of its sets of places."""

    def __init__(self, page: Page, far: bool = False) -> None:
        """far: whether more months are asked for than the page's two periods."""
        self.page, self.far = page, far
        self._rows: dict[tuple[object, ...], Several] = {}
        self._cells: dict[tuple[View, str], tuple[Cells, Ints]] = {}
        self._customers: dict[View, Mapping[tuple[str, str], int]] = {}

    def head(self, view: View) -> Weighed:
        """The relational headline of a period within the page's window, after its filters."""
        page = self.page
        mix = page.wide.mix.between(
            *(months_between(EPOCH, end) for end in (view.since, view.until))
        )
        for dimension, members in page.wide.filters.items():
            mix = mix.where(**{dimension: members})
        asked = self._relational.within(view)
        return weighed(mix, self._bases(mix, asked, view), page.minimum)

    def pair(self, board: Board, rest: bool = False) -> tuple[Several, Several]:
        """The rows of a board in the page's period and the one before, counted in one way.

        A row that cannot be weighted in both (if anybody answered then) is as answered in both.
        """
        page, told = self.page, []
        both = (self.rows(board, view, rest) for view in (page.view, page.then))
        for now, then in zip(*both, strict=True):
            if now.refused and not then.refused:
                then = self._undone(then, now.refused)
            if then.refused and then.n and not now.refused:
                why = f"in {periods.label(page.then)} {then.refused}"
                now = self._undone(now, why)
            told.append((now, then))
        return tuple(now for now, _ in told), tuple(then for _, then in told)

    @staticmethod
    def _undone(one: Weighed, why: str) -> Weighed:
        return as_answered(one.plain, why)

    def rows(self, board: Board, view: View, rest: bool = False) -> tuple[Weighed, ...]:
        """Each row of a board: the headline, or sets of places of touchpoint answers.

        rest    all other places instead of a row's own
        """
        key = (board.metric, board.keys, board.holds is None, view, rest)
        if key not in self._rows:
            self._rows[key] = self._weighed(board, view, rest)
        return self._rows[key]

    def _weighed(self, board: Board, view: View, rest: bool) -> Several:
        if board.holds is None:
            return tuple(self.head(view) for _ in board.keys)
        cells, place = self._answers(view, board.metric)
        asked = self._moments.within(view)
        told = []
        for held in board.holds:
            kept = ~held if rest else held
            part = cells.only(kept[place])
            bases = _of_invitations(asked.only(self._asked_at(asked, kept)), FILTERS)
            told.append(weighed(part, bases, self.page.minimum, board.metric))
        return tuple(told)

    def _bases(self, mix: Cells, asked: Invitations, view: View) -> list[Base]:
        invited = {base.dimension: base for base in _of_invitations(asked, FILTERS)}
        known = {} if view.channels else self._of_customers(view)
        found = []
        for dimension in FILTERS:
            answering = {name for name in mix.name(dimension) if name != NOT_GIVEN}
            options = [known.get(dimension), invited.get(dimension)]
            bases = [base for base in options if base is not None]
            fit = [base for base in bases if answering <= set(base.counts)]
            found += (fit or bases)[:1]
        return found

    def _of_customers(self, view: View) -> dict[str, Base]:
        """Customers of the period by segment and region, after the view's filters."""
        period = View(view.since, view.until)
        if period not in self._customers:
            self._customers[period] = worth.base(self.page.snapshot, self.page.scope, period)
        found: dict[str, dict[str, int]] = {"segment": {}, "region": {}}
        for (segment, region), n in self._customers[period].items():
            if view.segments and segment not in view.segments:
                continue
            if view.regions and region not in view.regions:
                continue
            for dimension, name in (("segment", segment), ("region", region)):
                if name != NOT_GIVEN:
                    found[dimension][name] = found[dimension].get(name, 0) + n
        return {d: Base(d, counts, CUSTOMERS) for d, counts in found.items() if counts}

    def _answers(self, view: View, metric: str) -> tuple[Cells, Ints]:
        """Touchpoint answers of a period by who answered, and the place of each row."""
        if (view, metric) not in self._cells:
            page = self.page
            cells = worth.answers(page.snapshot, page.scope, view, (metric,))
            index = {place: i for i, place in enumerate(page.wide.places())}
            named = zip(cells.name("touchpoint"), cells.name("team"), strict=True)
            place = np.array([index.get(pair, -1) for pair in named], dtype=np.int64)
            self._cells[view, metric] = cells.only(place >= 0), place[place >= 0]
        return self._cells[view, metric]

    def _asked_at(self, asked: Invitations, held: Mask) -> Mask:
        """Which invitations are of some places; without a team those of their touchpoints."""
        places = [p for p, kept in zip(self.page.wide.places(), held, strict=True) if kept]
        pairs, touchpoints = set(places), {touchpoint for touchpoint, _ in places}
        names = (
            [asked.names[d][code] for code in asked.codes[d].tolist()]
            for d in ("touchpoint", "team")
        )
        return np.array(
            [
                (at, team) in pairs or (team == NOT_GIVEN and at in touchpoints)
                for at, team in zip(*names, strict=True)
            ],
            dtype=bool,
        )

    @cached_property
    def _relational(self) -> Invitations:
        page = self.page
        return self._invitations(RELATIONAL) if self.far or page.part else page.invitations

    @cached_property
    def _moments(self) -> Invitations:
        return self._invitations(TOUCHPOINT)

    def _invitations(self, kind: str) -> Invitations:
        page, window = self.page, self.page.wide.window
        view = View(window.since, window.until)
        return Invitations.of(page.snapshot.invitations(page.scope, view, kind))


def shown(metric: str, rows: Sequence[Weighed], may: Mask) -> tuple[Figure, ...]:
    """Figures of weighted histograms, with the answers that were given as n."""
    return given(scoring.figures(metric, stacked(rows), may), tuple(rows))


def pair_of(
    board: Board, views: tuple[View, View], weighing: Weighing | None
) -> tuple[Tally, Tally, Several]:
    """A board's histograms of a period and the one before: weighted where weights are given.

    return  shape (rows, 11) each, and how the first were weighted: () where they were not
    """
    if weighing is None:
        return board.over(views[0]), board.over(views[1]), ()
    now, then = weighing.pair(board)
    return stacked(now), stacked(then), now


def given(figures: Sequence[Figure], rows: Several) -> tuple[Figure, ...]:
    """Figures with the answers that were given as n, not those that they are worth."""
    if not rows:
        return tuple(figures)
    told = zip(figures, rows, strict=True)
    return tuple(f if f.value is None else replace(f, n=row.n) for f, row in told)


def apart(page: Page, weighing: Weighing, organisation: Organisation) -> tuple[str, ...]:
    """What of a weighted scorecard is as answered all the same, and why."""
    told = ["What moved the score, small lines and lowest touchpoints are as answered."]
    parts = ((DEPARTMENT, organisation.departments), (STAGE, organisation.stages))
    for kind, entries in parts:
        rows = [
            (entry.name, weighing.pair(board)[0][0])
            for entry in entries
            for metric in [getattr(entry, "metric", "nps")]
            for board in [page.boards[metric].of(kind, entry.id)]
        ]
        left = [name for name, row in rows if row.refused and row.n]
        if left:
            verb = "is" if len(left) == 1 else "are"
            told.append(
                f"{wording.listed(left)} {verb} as answered: too few answers from some group of "
                "customers there, or who could be asked is not known."
            )
        elif any(row.n for _, row in rows):
            told.append(
                f"Each {kind}'s score is weighted to the customers who could be asked there."
            )
    return tuple(told)


def stacked(rows: Sequence[Weighed]) -> NDArray[np.float64]:
    """Histograms of several, shape (rows, 11)."""
    return np.stack([row.histogram for row in rows]) if rows else np.zeros((0, 11))


def _of_invitations(asked: Invitations, dimensions: Sequence[str]) -> list[Base]:
    found = []
    for dimension in dimensions:
        names = asked.used(dimension)
        sums = asked.by(dimension, names)[:, 0].tolist()
        counts = {n: k for n, k in zip(names, sums, strict=True) if n != NOT_GIVEN and k}
        if counts:
            found.append(Base(dimension, counts, INVITED))
    return found
