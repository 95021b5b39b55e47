"""The line of sight page: whose work it shows, by the URL, and the tables behind its pictures."""

import pytest

from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

PAGE = "pages/compare/line_of_sight.py"


def test_the_page_opens_with_the_teams_that_meet_no_customer(visit: Open) -> None:
    said = words(visit(PAGE))
    assert "How does our work reach the customer?" in said
    assert "All 20 teams reach the customer by their work." in said
    assert "Billing and payables and Platform meet no customer" in said
    assert "“Invoices with an error” is 1 percentage point higher" in said
    # Finance stands at +19 on the scorecard and its only team at +13 here, of the same answers.
    assert "Monday count every answer there alike" in said


def test_what_is_said_needs_no_statistics(visit: Open) -> None:
    app = visit(PAGE)
    assert "1,154 answers, as sure as 530 at one touchpoint" in words(app)
    html = marks(app)
    assert "declared as measured, which the figures do not show so far" in html
    assert "borne out" not in html
    assert html.count('<small class="cx-by">CSAT<') == 5  # a stage's own measure, not the NPS
    said = words(visit("pages/compare/heard.py"))
    assert "at most one in ten is expected to be chance." in said
    assert "Benjamini" not in said
    assert "design effect" not in said


def test_a_team_in_the_url_is_shown_alone(visit: Open) -> None:
    app = visit(PAGE, team=["Billing and payables"])
    assert "Billing and payables reaches the customer at 4 touchpoints" in words(app)
    html = marks(app)
    assert "Sends invoices that are right" in html
    assert "Harbour store" not in html
    alt = app.get("plotly_chart")[0].proto.alt
    assert "Pays the couriers on time, so that they turn up reaches Delivery on time" in alt


def test_a_department_in_the_url_shows_its_teams(visit: Open) -> None:
    app = visit(PAGE, department=["Logistics"])
    assert "count every answer there alike" not in words(app)  # no such score is shown
    html = marks(app)
    assert 'data-team="vans_north"' in html
    assert 'data-team="harbour"' not in html


def test_a_team_that_does_not_exist_is_no_choice(visit: Open) -> None:
    assert "All 20 teams reach" in words(visit(PAGE, team=["<b>nobody</b>"]))


@pytest.mark.parametrize("key", ["sight", "chains", "flow", "matrix", "gaps"])
def test_every_picture_has_its_table(visit: Open, key: str) -> None:
    app = visit(PAGE)
    app.session_state[f"about_{key}"] = True
    app.run()
    words(app)
    assert len(app.dataframe) == 1
    assert len(app.get("download_button")) == 2


def test_gaps_of_a_small_company_are_told_and_a_steward_is_shown_the_way(
    visit: Open, tmp_path
) -> None:
    root = records.own_root(tmp_path, records.balanced(40))
    app = visit(PAGE, root=root, role="steward")
    said = words(app)
    assert "Teams without a line of sight: 1" in said
    assert "Touchpoints without answers in these months: 1" in said
    links = {link.proto.label for link in app.get("page_link")}
    assert "Bring answers or figures in" in links
    reader = visit(PAGE, root=root, role="employee")
    assert "Teams without a line of sight: 1" in words(reader)
    assert not reader.get("page_link")
