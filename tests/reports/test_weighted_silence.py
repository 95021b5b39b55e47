"""Customers of places that nobody answered about: they are weighted to, and hide nothing less."""

from dataclasses import replace
from datetime import date

import pytest

from cxdata.reports import periods, places
from cxdata.reports.journey import journey
from cxdata.reports.page import Page
from cxdata.reports.scorecard import scorecard
from cxdata.scope import View

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
WEIGHTED = replace(QUARTER, weighted=True)
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def silent(tally, answers):
    """At the shop A is happy and B is not; nearly all of B are customers of a store not heard."""
    for segment, promoters in (("A", 0.6), ("B", 0.2)):
        tally.add(OCTOBER, answers(60, promoters, 0.3), "touchpoint", "shop", "store_a",
                   segment=segment)  # fmt: skip
        tally.ask(OCTOBER, 500, 500, 60, "touchpoint", touchpoint="shop", team="store_a",
                   segment=segment)  # fmt: skip
    tally.ask(OCTOBER, 5000, 5000, 0, "touchpoint", touchpoint="shop", team="store_b", segment="B")
    return tally


def test_customers_of_a_team_that_nobody_answered_for_are_weighted_to(silent, brook, scope) -> None:
    found = journey(scope, silent, brook, WEIGHTED, by="month")
    shop = next(row for row in found.rows if row.id == "shop").cells[-1]
    six_thousand = (500 * 30 + 5500 * -10) / 6000
    assert shop.figure.value == pytest.approx(six_thousand)
    card = scorecard(scope, silent, brook, WEIGHTED)
    of = {row.id: row.figure.value for row in (*card.stages, *card.departments)}
    assert of["buy"] == of["stores"] == pytest.approx(six_thousand)


def test_a_team_is_weighted_to_its_own_customers_alone(silent, brook, scope) -> None:
    found = journey(scope, silent, brook, WEIGHTED, by="team")
    names = [column.id for column in found.columns]
    shop = next(row for row in found.rows if row.id == "shop").cells[names.index("store_a")]
    assert shop.figure.value == pytest.approx((30 - 10) / 2)


def test_a_group_that_only_a_silent_place_has_is_missing(silent, brook, scope) -> None:
    """Whose team the customers of the till were is not told: they are those of who owns it."""
    silent.ask(OCTOBER, 70, 70, 0, "touchpoint", touchpoint="till", segment="C")
    card = scorecard(scope, silent, brook, WEIGHTED)
    assert any(note.startswith("Stores is as answered") for note in card.notes)
    assert any(note.startswith("Buy is as answered") for note in card.notes)
    found = journey(scope, silent, brook, WEIGHTED, by="month")
    shop = next(row for row in found.rows if row.id == "shop").cells[-1]
    assert shop.figure.value is not None


def test_a_place_without_answers_tells_no_two_scores_apart(silent, answers, brook, scope) -> None:
    """Three answers lie between Store A and the shop; a silent van of A's must not part the two."""
    silent.add(OCTOBER, answers(3, 1.0, 0.0), "touchpoint", "shop", "vans", segment="B")
    silent.add(OCTOBER, answers(60, 0.5, 0.1), "touchpoint", "van", "vans", segment="B")
    silent.ask(OCTOBER, 90, 90, 0, "touchpoint", touchpoint="van", team="store_a", segment="B")
    seen = []
    for view in (QUARTER, WEIGHTED):
        both = (view, periods.before(view))
        page = Page.open(scope, silent, brook, both, view.since, by_team=True)
        table = page.boards["nps"]
        seen.append(dict(zip(table.keys, table.may(view).tolist(), strict=True)))
    assert seen[0] == seen[1]
    assert not seen[1][places.TEAM, "store_a"]
    assert any(seen[1].values())
