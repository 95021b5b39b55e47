"""A team that is heard less than its peers carries a caution, others do not."""

from datetime import date

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.metrics import funnel
from cxdata.reports import monday_huddle, monday_words
from cxdata.reports.monday import monday
from cxdata.reports.monday_said import said
from cxdata.reports.teams import Teams, teams
from cxdata.reports.teams_heard import USUAL, cautions
from cxdata.scope import Scope, View
from tests import records

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
SCOPE = Scope("executive")
BANDS = (funnel.ABOVE, funnel.SAME, funnel.BELOW, funnel.SAME, funnel.SAME)
EVERY = np.ones(5, dtype=bool)


def asked(*answered: int, invited: int = 1000, eligible: int = 1100) -> np.ndarray:
    return np.array([[eligible, invited, n] for n in answered])


def test_a_low_response_is_told_with_both_figures_and_who_may_be_missing() -> None:
    found = cautions(asked(130, 280, 280, 280, 280), EVERY, BANDS)
    assert found == [
        "only 13 in 100 answered, against 28 at its peers, which may be usual with its own "
        "customers (the checks before pay look at that): those who did may be the happier ones",
        "", "", "", "",
    ]  # fmt: skip


def test_of_a_team_that_stands_below_they_may_be_the_unhappier_ones() -> None:
    assert cautions(asked(280, 280, 130, 280, 280), EVERY, BANDS)[2].endswith(
        "those who did may be the unhappier ones"
    )


def test_a_difference_that_is_sure_but_small_is_no_caution() -> None:
    many = asked(26_000, 28_000, 28_000, 28_000, 28_000, invited=100_000, eligible=110_000)
    assert cautions(many, EVERY, BANDS) == [""] * 5


def test_a_difference_that_may_be_chance_is_no_caution() -> None:
    assert cautions(asked(2, 6, 5, 6, 5, invited=20, eligible=22), EVERY, BANDS) == [""] * 5


def test_low_coverage_is_told_too() -> None:
    counts = asked(280, 280, 280, 280, 280)
    counts[1, 0] = 3000
    assert cautions(counts, EVERY, BANDS)[1].startswith(
        "only 33 in 100 of those who could be asked were asked, against 91 at its peers"
    )


def test_what_may_not_be_shown_is_in_no_comparison() -> None:
    known = np.array([True, False, True, True, True])
    counts = asked(130, 900, 280, 280, 280)
    found = cautions(counts, known, BANDS)
    assert found[0].startswith("only 13 in 100 answered, against 28 at its peers")
    assert found[1] == ""


def test_teams_that_answer_alike_are_seldom_cautioned() -> None:
    """1000 groups of teams with one response rate: as many as the tests promise, or fewer."""
    rng = np.random.default_rng(20261128)
    wrong = 0
    for _ in range(1000):
        answered = rng.binomial(200, 0.25, size=5)
        wrong += any(cautions(asked(*answered, invited=200, eligible=210), EVERY, BANDS))
    assert wrong <= 100


@pytest.fixture(scope="module")
def larkfield() -> tuple[record.Snapshot, organisations.Organisation]:
    held = record.open_snapshot(records.sample_root() / "demo")
    return held, organisations.parse(held.organisation())


@pytest.fixture(scope="module")
def found(larkfield) -> Teams:
    return teams(SCOPE, *larkfield, QUARTER)


def test_harbour_is_praised_with_the_caution_in_every_place(larkfield, found) -> None:
    rows = {row.id: row for group in found.groups for row in group.teams}
    caution = rows["harbour"].caution
    assert caution.startswith("only 14 in 100 answered, against 25 at its peers")
    assert USUAL in caution
    assert [id_ for id_, row in rows.items() if row.caution] == ["harbour"]
    assert f"But at Harbour store {caution}." in "".join(words for words, _ in found.verdict)
    assert caution in monday_words.bands(found, ("harbour",))[0]
    view = View(QUARTER.since, QUARTER.until, teams=("harbour",))
    page = monday(SCOPE, *larkfield, view, date(2026, 11, 1))
    told = said(Scope("employee"), *larkfield, view, date(2026, 11, 1))
    agenda = monday_huddle.huddle(page, told, None, [rows["harbour"]], "")
    assert f"But {caution}." in agenda.text
