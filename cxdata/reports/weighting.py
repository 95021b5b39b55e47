"""Would the score be another if everybody had answered? Answers weighted to the customers.

Each period is raked by itself, by segment, channel and region, from counts. What comes out is a
histogram of as many answers as the weighted ones are worth: intervals and comparisons of it are
those of section 8 of the methods, without any formula of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import NOT_GIVEN, RELATIONAL, TOUCHPOINT
from cxdata.record import Cells, worth
from cxdata.reports import margins, periods, scoring
from cxdata.reports.answering import Answers
from cxdata.reports.asked import Asked
from cxdata.reports.board import Board
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Mask
from cxdata.reports.invitations import Invitations
from cxdata.reports.margins import Margins
from cxdata.reports.page import Page
from cxdata.reports.periods import EPOCH
from cxdata.reports.places import WHOLE, Place
from cxdata.reports.raking import CUSTOMERS, INVITED, Base, Weighed, as_answered, weighed
from cxdata.reports.scoring import Tally
from cxdata.reports.wide import FILTERS
from cxdata.scope import View, months_between

Several = tuple[Weighed, ...]
NOT = "cannot be weighted"


class Weighing:
    """The weights of one page: of its relational headline, and of its sets of places."""

    def __init__(self, page: Page, far: bool = False) -> None:
        """far: whether more months are asked for than the page's two periods."""
        self.page, self.far = page, far
        self._rows: dict[tuple[object, ...], Several] = {}
        self._answers = Answers(page)
        self._margins = Margins(page)
        self._could: dict[View, Asked] = {}
        self._customers: dict[View, Mapping[tuple[str, str], int]] = {}

    def head(self, view: View) -> Weighed:
        """The relational headline of a period within the page's window, after the view's filters.

        Its weights are of the rows of `mix`.
        """
        mix = self.mix(view)
        asked = self._relational.within(view)
        may = partial(self._margins.head, view)
        return weighed(mix, self._bases(mix, asked, view), self.page.minimum, may=may)

    def mix(self, view: View) -> Cells:
        """Relational answers of a period by who answered, after the view's filters."""
        mix = self.page.wide.mix.between(
            *(months_between(EPOCH, end) for end in (view.since, view.until))
        )
        mix = mix.only(margins.kept(mix, view))
        # In one order: sums of weights are then the same to the digit every time.
        return mix.only(mix.order("month", *FILTERS))

    def at(self, held: Mask, view: View, metric: str = "nps") -> Cells:
        """Touchpoint answers at some of the page's places, the rows that weights are of."""
        cells, place = self._answers.within(view, metric)
        return cells.only(held[place])

    def apart(self, board: Board, view: View, dimensions: Iterable[str]) -> Mask:
        """Which rows of a board may be told apart by each of some dimensions, shape (rows,).

        What a row adds to a weighted whole hangs on its crossings with what is weighted by.
        """
        may = np.ones(len(board.keys), dtype=bool)
        ids = [id_ for _, id_ in board.keys]
        for dimension in dimensions:
            if board.holds is not None:
                may &= self._told(board, view, dimension, rest=False)
            elif ids and board.keys[0][0] != dimension:
                may &= self._margins.members(view, board.keys[0][0], ids, dimension)
        return may

    def _told(self, board: Board, view: View, dimension: str, rest: bool) -> Mask:
        return self._margins.of(board, self._answers.of(board.metric), view, dimension, rest)

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
            nobody = as_answered(np.zeros(11, dtype=np.int64), "nobody answered.")
            heads = (WHOLE, *FILTERS)
            return tuple(
                self.head(_narrowed(view, key)) if key[0] in heads else nobody for key in board.keys
            )
        cells, place = self._answers.who(view, board.metric)
        asked = self._asked(view)
        apart: dict[str, Mask] = {}
        told = []
        for row, held in enumerate(board.holds):
            kept = ~held if rest else held
            part = cells.only(kept[place])

            def may(dimension: str, row: int = row) -> bool:
                if dimension not in apart:
                    apart[dimension] = self._told(board, view, dimension, rest)
                return bool(apart[dimension][row])

            told.append(weighed(part, asked.bases(kept), self.page.minimum, board.metric, may))
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
            self._customers[period] = self._base.of(period)
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

    def _asked(self, view: View) -> Asked:
        """Who could be asked at touchpoints in a period."""
        if view not in self._could:
            every = self.page.wide.places()
            self._could[view] = Asked.of(self.page.every(TOUCHPOINT).within(view), every)
        return self._could[view]

    @cached_property
    def _base(self) -> worth.Base:
        return worth.base(self.page.snapshot, self.page.scope)

    @cached_property
    def _places(self) -> list[Place]:
        """The places that answers carry."""
        return self.page.wide.places()[: self.page.wide.answered]

    @cached_property
    def _relational(self) -> Invitations:
        page = self.page
        return page.every(RELATIONAL) if self.far or page.part else page.invitations


def _narrowed(view: View, key: tuple[str, str]) -> View:
    """The view of one member, where a row is of one of a filter's."""
    dimension, member = key
    return only(view, dimension, member) if dimension in FILTERS else view


def only(view: View, dimension: str, member: str) -> View:
    """A view of one segment, channel or region."""
    if dimension == "segment":
        return replace(view, segments=(member,))
    if dimension == "channel":
        return replace(view, channels=(member,))
    return replace(view, regions=(member,))


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


def against(
    board: Board, view: View, weighing: Weighing, here: Tally, rest: Tally
) -> tuple[Tally, Tally]:
    """Rows and all places beside each of them, both weighted or, where one cannot be, neither.

    here, rest  the rows as they are shown, and what is beside each as answered; shape (rows, 11)
    """
    beside = weighing.rows(board, view, rest=True)
    mine = weighing.rows(board, view)
    both = np.array(
        [not (a.refused or b.refused) for a, b in zip(mine, beside, strict=True)], dtype=bool
    )[:, None]
    return np.where(both, here, board.over(view)), np.where(both, stacked(beside), rest)


def given(figures: Sequence[Figure], rows: Several) -> tuple[Figure, ...]:
    """Figures with the answers that were given as n, not those that they are worth."""
    if not rows:
        return tuple(figures)
    told = zip(figures, rows, strict=True)
    return tuple(f if f.value is None else replace(f, n=row.n) for f, row in told)


def could(rows: Sequence[Weighed]) -> Mask:
    """Which histograms were weighted; nobody's needs none."""
    return np.array([not row.refused or row.n == 0 for row in rows], dtype=bool)


def told(figure: Figure, row: Weighed, may: bool, could: bool) -> Figure:
    """A weighted figure with the answers that were given; without a value the reason."""
    if figure.value is not None:
        return replace(figure, n=row.n)
    return replace(figure, note=NOT) if may and not could else figure


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
