"""Weeks beside months: nothing that two visible figures differ by is a small group."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record import locate, open_snapshot, weeks
from cxdata.reports import monday_weeks, periods, places
from cxdata.reports.page import Page
from cxdata.scope import STEWARD, Scope, View, month_after

ORGANISATION = """
[company]
name = "Brook"
timezone = "UTC"
[[stage]]
id = "buy"
name = "Buy"
[[touchpoint]]
id = "shop"
name = "Shop"
stage = "buy"
[[touchpoint]]
id = "till"
name = "Till"
stage = "buy"
[[touchpoint]]
id = "fair"
name = "Fair"
stage = "buy"
[[department]]
id = "stores"
name = "Stores"
[[department]]
id = "office"
name = "Office"
[[team]]
id = "north"
name = "North"
department = "stores"
[[team]]
id = "south"
name = "South"
department = "stores"
[[team]]
id = "ledger"
name = "Ledger"
department = "office"
[[line]]
team = "north"
touchpoint = "shop"
[[line]]
team = "south"
touchpoint = "till"
[[line]]
team = "ledger"
touchpoint = "till"
part = "supports"
"""
SOMEONE = Scope("executive")
LAST = date(2026, 10, 31)
WEEKS = 30
MINIMUM = 5


def answers(seed: int) -> list[str]:
    """A year of few answers, so that many weeks and months are small."""
    dice, rows, number = random.Random(seed), [], 0
    for back in range(300):
        day = LAST - timedelta(days=back)
        for touchpoint, team, rate in (("shop", "north", 0.9), ("till", "south", 0.7),
                                       ("shop", "south", 0.12), ("till", "", 0.05)):  # fmt: skip
            quiet = (back // 25) % 3 == 2
            for _ in range(3):
                if dice.random() < rate * (0.1 if quiet else 0.6):
                    number += 1
                    rows.append(f"r{number},{day},touchpoint,{touchpoint},{team},{number % 11}")
    # A fair is open for a week; a straggler or two answer later in the month.
    for month in range(1, 10):
        for i in range(6 + month % 3):
            rows.append(f"f{month}-{i},2026-{month:02d}-{8 + i % 3:02d},touchpoint,fair,south,{i}")
        for i in range(dice.choice((0, 1, 2, 6))):
            team = ("north", "south")[month % 2]
            rows.append(f"g{month}-{i},2026-{month:02d}-26,touchpoint,fair,{team},9")
    return rows


@pytest.fixture(scope="module", params=[1, 2])
def page(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("brook")
    organisation, file = folder / "organisation.toml", folder / "answers.csv"
    organisation.write_text(ORGANISATION, "utf-8")
    header = "response_id,answered_at,kind,touchpoint,team,nps"
    file.write_text("\n".join([header, *answers(request.param)]) + "\n", "utf-8")
    home = folder / "data" / "own"
    now = datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(Scope(STEWARD), home, Batch((organisation, file)), now)
    held = open_snapshot(locate(folder / "data"))
    company = organisations.parse(held.organisation())
    view = View(date(2026, 8, 1), date(2026, 11, 1), teams=("south",))
    first = held.span(SOMEONE)[0].replace(day=1)
    views = (view, periods.before(view))
    return Page.open(SOMEONE, held, company, views, first, by_team=True)


@pytest.fixture(scope="module")
def every(page):
    last = weeks.week_of(LAST) - 1
    return monday_weeks.weekly(page, page.sets.keys, last, WEEKS, MINIMUM)


def test_weeks_hold_what_was_answered_in_them(page, every):
    whole = every.row((places.WHOLE, ""))
    cells = weeks.answers(page.snapshot, SOMEONE, every.first, every.first + WEEKS)
    assert every.counts[whole].sum() == cells.where(metric="nps").n.sum() > 100
    apart = [every.row((places.TOUCHPOINT, t)) for t in ("shop", "till", "fair")]
    assert (every.counts[apart].sum(axis=0) == every.counts[whole]).all()


def test_no_week_differs_from_a_visible_figure_around_it_by_a_small_group(page, every):
    board, sets = page.boards["nps"], page.sets
    window, months = board.window, board.window.months
    n = every.counts.sum(axis=-1)
    monthly = board.counts.sum(axis=-1)
    looked = 0
    contains = list(zip(sets.pairs.inner.tolist(), sets.pairs.outer.tolist(), strict=True))
    contains += [(i, i) for i in range(len(sets.keys))]
    for inner, outer in contains:
        for since, until in combinations(range(months + 1), 2):
            view = View(window.month(since), window.month(until))
            if not board.rows([outer]).may(view)[0]:
                continue
            for week in np.flatnonzero(every.may[inner]).tolist():
                first = weeks.monday_of(every.first + week)
                last = weeks.sunday_of(every.first + week)
                if not (view.since <= first and last < view.until) or not n[inner, week]:
                    continue
                left = int(monthly[outer, since:until].sum() - n[inner, week])
                assert left == 0 or left >= MINIMUM, (sets.keys[inner], sets.keys[outer], first)
                looked += 1
        both = every.may[inner] & every.may[outer] & (n[inner] > 0)
        apart = (n[outer] - n[inner])[both]
        assert ((apart == 0) | (apart >= MINIMUM)).all()
    assert looked > 200
    assert ((n > 0) & (n < MINIMUM) & every.may).sum() == 0


def test_weeks_with_answers_enough_are_hidden_where_they_would_give_others_away(every):
    n = every.counts.sum(axis=-1)
    assert ((n >= MINIMUM) & ~every.may).any()
    assert ((n >= MINIMUM) & every.may).any()


def test_a_week_that_straddles_two_months_counts_both(page, every):
    """The months around it are both: what is left of them, not of one, must be enough."""
    around = monday_weeks._around(page, every.first, WEEKS)
    board = page.boards["nps"]
    whole = page.sets.keys.index((places.WHOLE, ""))
    for week in range(WEEKS):
        first, last = (end(every.first + week) for end in (weeks.monday_of, weeks.sunday_of))
        view = View(first.replace(day=1), month_after(last.replace(day=1), 1))
        if board.rows([whole]).may(view)[0] and (board.level[whole] == 1).all():
            assert around[whole, week] == board.rows([whole]).over(view).sum()


def test_rows_of_a_week_reveal_nobody_beside_their_total(page, every):
    keys = [(places.WITHIN, t) for t in ("shop", "till", "fair")]
    rows = [every.row(key) for key in keys]
    n = every.counts[rows].sum(axis=-1)
    may = every.may[rows]
    left = np.where(may, 0, n).sum(axis=0)
    some = np.where(may, n, 0).sum(axis=0) > 0
    assert ((left == 0) | (left >= MINIMUM))[some].all()
    assert some.any()
