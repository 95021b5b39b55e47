"""The sample's planted link (e) is found behind the counter, as the journey's panel finds it."""

from datetime import date

import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.reports import measures_beside
from cxdata.reports.journey_panel import panel
from cxdata.reports.line_of_sight import line_of_sight
from cxdata.reports.line_of_sight_ground import Ground
from cxdata.reports.line_of_sight_work import Work
from cxdata.scope import EXECUTIVE, Scope, View
from tests import records

VIEW = View(date(2026, 8, 1), date(2026, 11, 1))
SOMEONE = Scope(EXECUTIVE)


@pytest.fixture(scope="module")
def sample():
    snapshot = record.open_snapshot(record.locate(records.sample_root()))
    return snapshot, organisations.parse(snapshot.organisation())


def test_invoice_errors_go_with_the_bill_in_the_chain_of_accounts(sample):
    found = line_of_sight(SOMEONE, *sample, VIEW)
    accounts = next(one for one in found.scores if one.team == "accounts")
    bill = next(link for link in accounts.links if link.touchpoints == ("Understand the bill",))
    assert bill.daily.grade == "measured"
    assert bill.daily.slope == pytest.approx(-6, abs=1.5)  # planted: 6 points a per cent
    assert "Understand the bill scores " in "".join(words for words, _ in found.verdict)


def test_nothing_else_behind_the_counter_is_called_associated(sample):
    found = line_of_sight(SOMEONE, *sample, VIEW)
    told = {
        (one.team, link.daily.id)
        for one in found.scores
        for link in one.links
        if link.daily and link.daily.grade != "assumed"
    }
    assert told == {("accounts", "invoice_errors")}


def test_the_journey_panel_says_the_same_of_the_same_link(sample):
    snapshot, company = sample
    behind = panel(
        SOMEONE, snapshot, company, VIEW, by="month", touchpoint="understand_bill", column="2026-10"
    )
    beside = next(one for one in behind.beside if one.id == "invoice_errors")
    found = line_of_sight(SOMEONE, snapshot, company, VIEW)
    accounts = next(one for one in found.scores if one.team == "accounts")
    daily = accounts.links[0].daily
    assert (daily.grade, daily.months) == (beside.grade, beside.months)
    assert f"a score {abs(daily.slope):.1f} lower" in beside.words


def test_a_measure_is_judged_among_the_same_ones_on_every_page(sample):
    """Accounts pays the couriers and meets no customer: its measure was missing on Drivers."""
    snapshot, company = sample
    work = Work(Ground.open(SOMEONE, snapshot, company, VIEW))
    alone = {
        (at[0][0], measure): (one.grade, stands)
        for (measure, at), (one, stands) in work.associations.items()
        if len(at) == 1
    }
    page = measures_beside.opened(SOMEONE, snapshot, company, VIEW)
    pairs = {
        (pair.touchpoint.id, pair.measure.id): (pair.found.grade, pair.stands)
        for pair in measures_beside.judged(page)
    }
    assert pairs == alone
    assert ("delivery_on_time", "couriers_paid") in pairs
    at = {"by": "month", "touchpoint": "delivery_on_time", "column": "2026-10"}
    beside = panel(SOMEONE, snapshot, company, VIEW, **at).beside
    assert "couriers_paid" in {one.id for one in beside}


def test_the_sample_has_no_gap_and_its_stores_are_no_rivals(sample):
    assert line_of_sight(SOMEONE, *sample, VIEW).gaps == ()
