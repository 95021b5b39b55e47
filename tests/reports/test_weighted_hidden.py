"""What suppression promises of weighted scores, tried by linear algebra.

An attacker has every plain and every weighted figure of every page, and knows every weight. What
must hold: a weighted figure is a sum of plain figures that are shown, so that it tells nothing
which they do not (and what they tell is tried in test_hidden.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, product

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cxdata.record import Cells
from cxdata.reports import board, hidden
from cxdata.reports.page import Page
from cxdata.reports.weighting import Weighing
from cxdata.scope import View, month_after, months_between

START = date(2025, 11, 1)
PLACES = (("shop", "store_a"), ("till", "store_b"), ("van", "vans"), ("van", "store_a"))
SEGMENTS, CHANNELS = ("big", "small"), ("app", "shop", "web")
YEAR = View(START, month_after(START, 12))
RUNS = [(a, a + size) for size in (1, 3, 6, 12) for a in range(0, 12, size)] + [(1, 3), (2, 7)]
QUICK = settings(
    max_examples=int(os.environ.get("TRIES", "3")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def uneven(new, seed: int, rate: float):
    """A company of few answers that knows how many customers could be asked."""
    rng = np.random.default_rng(seed)
    tally = new()
    months = [month_after(START, m) for m in range(12)]
    often = {key: rng.choice([0.1, 0.6, 2, 6]) for key in product(PLACES, SEGMENTS, CHANNELS)}
    for month, place, segment, channel in product(months, PLACES, SEGMENTS, CHANNELS):
        kept = {"segment": segment, "channel": channel}
        where = {"touchpoint": place[0], "team": place[1]}
        for kind, at in (("touchpoint", where), ("relational", {})):
            n = int(rng.poisson(rate * often[place, segment, channel]))
            if n:
                tally.add(month, {int(rng.integers(0, 11)): n}, kind, **at, **kept)
            tally.ask(month, int(rng.integers(5, 40)), 4, n, kind, **at, **kept)
    return tally


def every_filter() -> Iterator[dict[str, tuple[str, ...]]]:
    for segments, channels in product(choices(SEGMENTS), choices(CHANNELS)):
        yield {"segments": segments, "channels": channels}


def choices(members: tuple[str, ...]) -> list[tuple[str, ...]]:
    sizes = range(1, len(members))
    return [(), *(c for size in sizes for c in combinations(members, size))]


class Attack:
    """Figures as rows over the smallest groups: a month, a place, a segment and a channel."""

    def __init__(self, tally, organisation, scope) -> None:
        self.tally, self.organisation, self.scope = tally, organisation, scope
        self.plain: dict[str, list[np.ndarray]] = {"relational": [], "touchpoint": []}
        self.weighted: list[tuple[tuple[object, ...], str, np.ndarray]] = []
        for filters in every_filter():
            self._page(filters)

    def _page(self, filters: dict[str, tuple[str, ...]]) -> None:
        view = replace(YEAR, **filters)
        page = Page.open(self.scope, self.tally, self.organisation, (view, view), START, True)
        weighing, self.places = Weighing(page, far=True), page.wide.places()
        touch, head = page.boards["nps"], board.relational(page.wide, hidden.MINIMUM_GROUP)
        for since, until in RUNS:
            one = replace(view, since=month_after(START, since), until=month_after(START, until))
            self._take(weighing, head, one)
            self._take(weighing, touch, one)
            self._bridge(page, weighing, one)

    def _take(self, weighing: Weighing, table: board.Board, view: View) -> None:
        may = table.may(view)
        for row in np.flatnonzero(may).tolist():
            held = None if table.holds is None else table.holds[row]
            cells = weighing.mix(view) if held is None else weighing.at(held, view)
            kind = "relational" if held is None else "touchpoint"
            self.plain[kind].append(self._row(cells, np.ones(len(cells.counts))))
        for rest in (False, True)[: 1 if table.holds is None else 2]:
            for row, one in enumerate(weighing.rows(table, view, rest)):
                held = None if table.holds is None else table.holds[row] ^ rest
                cells = weighing.mix(view) if held is None else weighing.at(held, view)
                if may[row] and may[0] and not one.refused and one.bases:
                    kind = "relational" if held is None else "touchpoint"
                    label = (table.keys[row], rest, view)
                    self.weighted.append((label, kind, self._row(cells, one.weights)))

    def _bridge(self, page: Page, weighing: Weighing, view: View) -> None:
        """The rows of a weighted bridge, each by itself."""
        (one,) = weighing.rows(page.head, view)
        for dimension in ("segment", "channel") if not one.refused and one.bases else ():
            rows, ids = page.rows_of(dimension)
            may = rows.may(view) & weighing.apart(rows, view, [b.dimension for b in one.bases])
            cells = weighing.mix(view)
            names = np.array(cells.name(dimension))
            for row in np.flatnonzero(may).tolist():
                self.plain["relational"].append(self._row(cells, names == ids[row]))
                weights = one.weights * (names == ids[row])
                label = (dimension, ids[row], view)
                self.weighted.append((label, "relational", self._row(cells, weights)))

    def _row(self, cells: Cells, weights: np.ndarray) -> np.ndarray:
        """The weight of each smallest group in a sum over cells."""
        table = np.zeros((12, len(self.places) + 1, len(SEGMENTS), len(CHANNELS)))
        month = cells.keys["month"] - months_between(date(1970, 1, 1), START)
        at = [0] * len(month)
        if "team" in cells.keys:
            pairs = zip(cells.name("touchpoint"), cells.name("team"), strict=True)
            at = [self.places.index(pair) for pair in pairs]
        segment = [SEGMENTS.index(name) for name in cells.name("segment")]
        channel = [CHANNELS.index(name) for name in cells.name("channel")]
        table[month, at, segment, channel] = weights
        return table.ravel()

    def told(self) -> list[tuple[object, ...]]:
        """Weighted figures that tell more than the plain ones do."""
        found = []
        for kind, rows in self.plain.items():
            shown = [(label, row) for label, of, row in self.weighted if of == kind]
            if not shown:
                continue
            basis, sizes, _ = np.linalg.svd(np.array(rows).T, full_matrices=False)
            basis = basis[:, sizes > 1e-9 * sizes[0]]
            table = np.array([row for _, row in shown])
            left = np.abs(table - (table @ basis) @ basis.T).max(axis=1)
            found += [label for (label, _), far in zip(shown, left, strict=True) if far > 1e-6]
        return found


@QUICK
@given(seed=some.integers(0, 10_000), rate=some.sampled_from([0.7, 2.0, 6.0]))
def test_a_weighted_figure_tells_nothing_that_plain_ones_do_not(
    seed, rate, new_tally, brook, scope
):
    attack = Attack(uneven(new_tally, seed, rate), brook, scope)
    assert attack.told() == []


def test_the_attack_has_weighted_figures_to_look_at(new_tally, brook, scope):
    attack = Attack(uneven(new_tally, 1, 6.0), brook, scope)
    assert sum(kind == "relational" for _, kind, _ in attack.weighted) > 100
    assert sum(kind == "touchpoint" for _, kind, _ in attack.weighted) > 100
