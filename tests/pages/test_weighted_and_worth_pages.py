"""The switch of how answers count, and the pages of silence, worth and objectives."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests import records
from tests.pages.reading import marks, words

Open = Callable[..., AppTest]
COUNT = "Weighted to customers"
MONDAY = "pages/act/monday.py"
HEARD, WORTH = "pages/compare/heard.py", "pages/compare/value.py"
AIMS, TEAMS = "pages/compare/objectives.py", "pages/compare/teams.py"


def test_the_scorecard_is_weighted_by_its_address_and_says_so(visit: Open) -> None:
    plain, weighted = words(visit()), words(visit(scores=COUNT))
    assert "Weighted to our customers by" not in plain
    assert "Weighted to our customers by segment and region" in weighted
    assert "What moved it, as answered" not in weighted
    assert "Both periods are weighted to their own customers" in weighted


def test_the_trend_says_how_its_periods_are_weighted(visit: Open) -> None:
    assert "Each period is weighted by itself" in words(
        visit("pages/listen/trend.py", scores=COUNT)
    )


@pytest.mark.parametrize(
    "page", [HEARD, WORTH, AIMS, "pages/listen/handovers.py", "pages/listen/voice.py"]
)
def test_a_page_that_does_not_weight_says_so_and_why(visit: Open, page: str) -> None:
    assert "Scores on this page are as answered, not weighted: " in words(visit(page, scores=COUNT))
    assert "Scores on this page are as answered" not in words(visit(page))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (TEAMS, "Expected, adjusted, best guess and the funnel stay as answered on purpose"),
        ("pages/listen/journey.py", "Each cell is weighted by itself"),
        ("pages/listen/journey.py", "Small lines and lowest touchpoints are as answered."),
        (MONDAY, "Weeks are as answered: a single week has too few"),
    ],
)
def test_a_page_that_weights_says_so(visit: Open, page: str, said: str) -> None:
    part = {"department": "Logistics"} if page == MONDAY else {}
    assert said in words(visit(page, scores=COUNT, **part))
    assert said not in words(visit(page, **part))


def test_a_way_to_count_that_does_not_exist_counts_as_answered(visit: Open) -> None:
    assert "Weighted to our" not in words(visit(scores="<script>"))


def test_the_page_of_silence_names_business(visit: Open) -> None:
    app = visit(HEARD)
    assert "Business is hardly heard" in words(app)
    assert "Business: 13 %, of" in marks(app)


def test_a_single_segment_is_not_held_against_itself(visit: Open) -> None:
    app = visit(HEARD, segment="Business")
    assert "Segments ·" not in words(app)
    assert "Channels ·" in words(app)


def test_the_page_of_worth_shows_both_ways_of_counting(visit: Open) -> None:
    app = visit(WORTH)
    assert "recommend us less than the others" in words(app)
    assert "By lifetime value" in marks(app)
    assert "Earned growth" in words(app)


def test_objectives_stand_on_their_page_and_on_the_scorecard(visit: Open) -> None:
    app = visit(AIMS)
    assert "are behind" in words(app)
    assert "Delivery North" in marks(app)
    card = visit()
    assert "What we aim for together" in words(card)
    assert "Customers who get it when we said, from 93.0 % to 96.0 %" in marks(card)


@pytest.mark.parametrize("page", [HEARD, WORTH, AIMS])
def test_a_small_company_without_any_of_it_is_told_what_is_missing(
    visit: Open, tmp_path, page: str
) -> None:
    said = words(visit(page, root=records.own_root(tmp_path, records.balanced(60))))
    assert any(part in said for part in ("not known", "No shared objectives yet"))
