"""Touchpoint answers of a page by place and by who answered: read once, whatever is weighted."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from cxdata.record import Cells, worth
from cxdata.reports import margins
from cxdata.reports.hidden import Ints
from cxdata.reports.page import Page
from cxdata.reports.periods import EPOCH
from cxdata.reports.wide import FILTERS
from cxdata.scope import View, months_between

PLACE = ("touchpoint", "team")
Placed = tuple[Cells, Ints]  # answers, and which of the page's places each row is of


class Answers:
    """The answers that a page weights, by metric and period; each is made when asked for first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._within: dict[tuple[View, str], Placed] = {}
        self._who: dict[tuple[View, str], Placed] = {}

    def of(self, metric: str) -> Placed:
        """Answers to a metric's question of all months of the page, without its filters."""
        return self._read[metric]

    def within(self, view: View, metric: str) -> Placed:
        """The same of a view's months, and of the customers that its filters keep."""
        if (view, metric) not in self._within:
            cells, place = self.of(metric)
            ends = [months_between(EPOCH, end) for end in (view.since, view.until)]
            run = slice(*np.searchsorted(cells.keys["month"], ends).tolist())
            cells, place = cells.only(run), place[run]
            if margins.filters(view):
                mask = margins.kept(cells, view)
                cells, place = cells.only(mask), place[mask]
            self._within[view, metric] = cells, place
        return self._within[view, metric]

    def who(self, view: View, metric: str) -> Placed:
        """The same rows with who answered alone: cheaper where many parts of them are taken."""
        if (view, metric) not in self._who:
            cells, place = self.within(view, metric)
            keys = {dimension: cells.keys[dimension] for dimension in FILTERS}
            self._who[view, metric] = replace(cells, keys=keys), place
        return self._who[view, metric]

    @cached_property
    def _read(self) -> dict[str, Placed]:
        """By metric, oldest first: all of a page's in one read, which costs little more than one.

        In the order of their codes: sums of weights are then the same to the digit every time.
        """
        page, window = self.page, self.page.wide.window
        metrics = tuple(page.boards)
        period = View(window.since, window.until)
        cells = worth.answers(page.snapshot, page.scope, period, metrics)
        codes = [{name: i for i, name in enumerate(cells.names[d])} for d in PLACE]
        row = np.full([len(names) for names in codes], -1)
        for i, (touchpoint, team) in enumerate(page.wide.places()):
            if touchpoint in codes[0] and team in codes[1]:  # nobody answered at a silent place
                row[codes[0][touchpoint], codes[1][team]] = i
        place = row[cells.keys["touchpoint"], cells.keys["team"]]
        order = cells.order("month", *PLACE, *FILTERS)
        found, names = {}, cells.names["metric"]
        for metric in metrics:
            code = names.index(metric) if metric in names else -1
            rows = order[((cells.keys["metric"] == code) & (place >= 0))[order]]
            found[metric] = cells.only(rows), place[rows]
        return found
