"""What suppression promises, tried by subtraction."""

from __future__ import annotations

import os
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from cxdata.reports import board, hidden, periods
from cxdata.reports.figures import Figure
from cxdata.reports.page import Page
from cxdata.reports.scorecard import scorecard
from cxdata.reports.trend import bridge, trend
from cxdata.scope import View, month_after

MINIMUM = 5
START = date(2025, 11, 1)
PLACES = (("shop", "store_a"), ("till", "store_b"), ("van", "vans"), ("van", "store_a"), ("x", ""))
SEGMENTS, CHANNELS = ("big", "small"), ("app", "shop")
QUICK = settings(
    max_examples=int(os.environ.get("TRIES", "5")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def sparse(new, seed: int, months: int = 12, rate: float = 2.0):
    """A company of few answers, some cells of it nearly empty."""
    rng = np.random.default_rng(seed)
    tally = new()
    cells = product(range(months), PLACES, ("", *SEGMENTS), CHANNELS)
    often = {p: rng.choice([0.1, 0.5, 1, 3]) for p in PLACES}
    for month, (touchpoint, team), segment, channel in cells:
        n = int(rng.poisson(rate * often[touchpoint, team] * (0.2 if not segment else 1)))
        if n:
            kept = {"segment": segment, "channel": channel}
            first = month_after(START, month)
            tally.add(first, {9: n}, "touchpoint", touchpoint, team, **kept)
            tally.add(first, {int(rng.integers(0, 11)): n}, **kept)
    return tally


def views(months: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(months) for b in range(a + 1, months + 1)]


def choices(members: tuple[str, ...]) -> list[tuple[str, ...]]:
    """No filter, and every set of members."""
    sets = [c for size in range(1, len(members) + 1) for c in combinations(members, size)]
    return [(), *sets]


def inside(small: tuple[str, ...], large: tuple[str, ...]) -> bool:
    return not large or (bool(small) and set(small) <= set(large))


class Figures:
    """Every figure of every view: its answers and whether it is shown, by filter, row and run."""

    def __init__(self, tally, organisation, scope, months: int) -> None:
        self.runs = views(months)
        self.filters = list(product(choices(SEGMENTS), choices(CHANNELS)))
        self.rows: dict[tuple, tuple[np.ndarray, np.ndarray]] = {}
        view = View(START, month_after(START, months))
        for segments, channels in self.filters:
            one = replace(view, segments=segments, channels=channels)
            page = Page.open(scope, tally, organisation, (one, one), START, by_team=True)
            at = page.wide.window.place(view)[0]
            self._take(page.boards["nps"], (segments, channels), "touchpoint", at)
            self._take(board.relational(page.wide, MINIMUM), (segments, channels), "relational", at)
            self.holds = page.sets.holds

    def _take(self, found, filters, kind: str, at: int) -> None:
        n = found.counts.sum(axis=-1)
        for row in range(len(n)):
            size = np.array([n[row, a + at : b + at].sum() for a, b in self.runs])
            may = np.array([hidden.shown(found.level[row], a + at, b + at) for a, b in self.runs])
            self.rows[filters, kind, row] = size, may

    def leaks(self) -> list[tuple]:
        """Pairs of visible figures that differ by a group under the minimum."""
        starts, ends = np.array(self.runs).T
        within = (starts[:, None] >= starts) & (ends[:, None] <= ends)
        found = []
        for (f, kind, row), (n, may) in self.rows.items():
            for (g, other, larger), (m, might) in self.rows.items():
                nested = kind == other and inside(f[0], g[0]) and inside(f[1], g[1])
                if not nested or (
                    kind == "touchpoint" and (self.holds[row] & ~self.holds[larger]).any()
                ):
                    continue
                gap = m[None, :] - n[:, None]
                seen = (may & (n > 0))[:, None] & might[None, :] & within
                bad = np.argwhere(seen & (gap > 0) & (gap < MINIMUM))
                found += [(f, row, self.runs[i], g, larger, self.runs[j]) for i, j in bad]
            small = may & (n > 0) & (n < MINIMUM)
            found += [(f, kind, row, self.runs[i]) for i in np.flatnonzero(small)]
        return found

    def visible(self) -> int:
        return sum(int((may & (n > 0)).sum()) for n, may in self.rows.values())


@QUICK
@given(seed=some.integers(0, 10_000), rate=some.sampled_from([0.5, 2.0, 6.0]))
def test_no_two_figures_differ_by_a_group_under_the_minimum(seed, rate, new_tally, brook, scope):
    figures = Figures(sparse(new_tally, seed, rate=rate), brook, scope, 12)
    assert not figures.leaks()


def test_the_property_test_would_find_a_leak(new_tally, brook, scope):
    """Without the steps to the whole the same cube does leak: the test above has teeth."""
    figures = Figures(sparse(new_tally, 1), brook, scope, 12)
    for n, may in figures.rows.values():
        may[:] = n >= MINIMUM
    assert figures.leaks()


def test_what_has_answers_enough_is_shown(new_tally, brook, scope):
    """Suppression hides few figures of a company with many answers."""
    figures = Figures(sparse(new_tally, 3, rate=60.0), brook, scope, 12)
    assert figures.visible() > 0.6 * sum(int((n > 0).sum()) for n, _ in figures.rows.values())


@QUICK
@given(seed=some.integers(0, 10_000))
def test_unions_of_departments_leak_nothing_beside_single_ones(seed, new_tally, brook, scope):
    tally = sparse(new_tally, seed)
    runs = views(12)
    shown: dict[frozenset, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
    for chosen in choices(("stores", "logistics", "finance")):
        view = View(START, month_after(START, 12), departments=chosen)
        page = Page.open(scope, tally, brook, (view, view), START)
        row = page.sets.keys.index(_key(chosen))
        n = page.boards["nps"].counts[row].sum(axis=-1)
        level = page.boards["nps"].level[row]
        size = np.array([n[a:b].sum() for a, b in runs])
        may = np.array([hidden.shown(level, a, b) for a, b in runs])
        shown[frozenset(chosen) or frozenset(["*"])] = size, may, page.sets.holds[row]
    starts, ends = np.array(runs).T
    within = (starts[:, None] >= starts) & (ends[:, None] <= ends)
    for (n, may, held), (m, might, holds) in product(shown.values(), shown.values()):
        if (held & ~holds).any():
            continue
        gap = m[None, :] - n[:, None]
        seen = (may & (n > 0))[:, None] & might[None, :] & within
        assert not (seen & (gap > 0) & (gap < MINIMUM)).any()


def _key(chosen: tuple[str, ...]) -> tuple[str, str]:
    if not chosen:
        return "whole", ""
    return ("department", chosen[0]) if len(chosen) == 1 else ("part", "")


def figures_in(thing) -> list[Figure]:
    """Every figure anywhere in a report."""
    if isinstance(thing, Figure):
        return [thing]
    if isinstance(thing, tuple):
        return [f for part in thing for f in figures_in(part)]
    if is_dataclass(thing):
        return [f for part in fields(thing) for f in figures_in(getattr(thing, part.name))]
    return []


@QUICK
@given(
    seed=some.integers(0, 10_000),
    months=some.sampled_from([1, 2, 3, 6]),
    segments=some.sampled_from(choices(SEGMENTS)),
    channels=some.sampled_from(choices(CHANNELS)),
    departments=some.sampled_from(choices(("stores", "finance"))),
    by=some.sampled_from(["touchpoint", "team", "department", "segment", "channel", "stage"]),
)
def test_no_report_shows_a_group_under_the_minimum(
    seed, months, segments, channels, departments, by, new_tally, brook, scope
):
    tally = sparse(new_tally, seed, months=24, rate=1.0)
    until = month_after(START, 24)
    view = View(
        month_after(until, -months),
        until,
        departments=departments,
        segments=segments,
        channels=channels,
    )
    reports = (
        scorecard(scope, tally, brook, view),
        trend(scope, tally, brook, view, by=by),
        bridge(scope, tally, brook, periods.before(view), view),
    )
    found = figures_in(reports)
    assert found
    assert [f for f in found if f.n is not None and 0 < f.n < MINIMUM] == []
    assert all(f.value is None and f.n is None for f in found if f.hidden)


@QUICK
@given(seed=some.integers(0, 10_000), by=some.sampled_from(["segment", "channel", "touchpoint"]))
def test_rows_left_out_of_a_total_are_together_enough(seed, by, new_tally, brook, scope):
    tally = sparse(new_tally, seed, rate=0.7)
    view = View(month_after(START, 9), month_after(START, 12))
    found = trend(scope, tally, brook, view, by=by)
    card = scorecard(scope, tally, brook, view)
    total = card.touchpoint_score if by == "touchpoint" else card.headline
    shown = sum(panel.figure.n or 0 for panel in found.panels)
    if total.n and by != "touchpoint":  # an answer without a known touchpoint is in no panel
        assert total.n - shown == 0 or total.n - shown >= MINIMUM


def test_a_small_department_cannot_be_worked_out_from_the_others(tally, answers, brook, scope):
    """Stores and Logistics make up all but four answers of the company."""
    until = month_after(START, 12)
    for back in range(12):
        month = month_after(START, back)
        tally.add(month, answers(100, 0.5, 0.2), "touchpoint", "shop", "store_a")
        tally.add(month, answers(60, 0.5, 0.2), "touchpoint", "van", "vans")
    for month in (month_after(START, 9), month_after(START, 11)):
        tally.add(month, {9: 2}, "touchpoint", "x", "ledger")
    view = View(month_after(until, -3), until)
    card = scorecard(scope, tally, brook, view)
    rows = {row.name: row.figure for row in card.departments}
    assert card.touchpoint_score.n == 484
    assert rows["Finance"].hidden
    assert rows["Logistics"].hidden, "it covers Finance"
    assert rows["Stores"].n == 300
    assert "2 departments of 3 not shown: too few answers." in card.notes


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([9] * 12, [1] * 12),
        ([9, 9, 2] + [9] * 9, [3] * 3 + [1] * 9),
        ([1, 1, 1] + [9] * 9, [6] * 6 + [1] * 6),
        ([1] + [0] * 11, [hidden.NEVER] * 12),
        ([1, 1, 1, 0, 0, 0] + [9] * 6, [12] * 12),
        ([0] * 12, [1] * 12),
    ],
)
def test_months_are_merged_until_they_hold_enough(counts, expected):
    assert hidden.levels(np.array(counts), MINIMUM).tolist() == expected


def test_a_period_that_cuts_a_block_is_not_shown():
    level = hidden.levels(np.array([9, 9, 2] + [9] * 9), MINIMUM)
    assert hidden.shown(level, 0, 3)
    assert not hidden.shown(level, 0, 2)
    assert not hidden.shown(level, 1, 5)
    assert hidden.snapped(level, 1, 5) == (0, 5)


@pytest.mark.parametrize(("joins", "strict", "expected"), [
    ([0, 0, 5], False, [3, 3, 1]),  # August and September are the shop's: whole quarters only
    ([5, 5, 5], False, [1, 1, 1]),  # enough others cover its small October
    ([5, 5, 5], True, [3, 3, 3]),
])  # fmt: skip
def test_a_larger_set_stands_in_blocks_of_the_smaller_where_nobody_joins(joins, strict, expected):
    shop = np.array([9, 9, 2, *[9] * 9])
    sizes = np.stack([shop, shop + np.array([*joins, *[5] * 9])])
    first, second = np.array([0]), np.array([1])
    pairs = hidden.Pairs(first, second, second, np.array([strict]))
    assert hidden.box_levels(sizes, MINIMUM, pairs)[1, :3].tolist() == expected
