"""The landing page: what it says, to whom, and what filters do to it."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

ROLES = ("executive", "lead", "employee", "steward")


def figure(app: AppTest) -> str:
    """The one large number."""
    words(app)
    return app.markdown[0].value.strip("*")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_sees_the_same_score(visit: Open, role: str) -> None:
    app = visit(role=role)
    assert "Would our customers recommend us?" in words(app)
    assert re.fullmatch(r"[+−]\d+", figure(app))
    assert "95 % between" in words(app)
    assert "answers" in words(app)


def test_the_page_says_whose_data_it_is_and_that_it_is_made_up(visit: Open) -> None:
    said = words(visit())
    assert "Larkfield · data to 31 Oct 2026" in said
    assert "made-up company" in said


def test_nobody_but_a_steward_is_offered_the_imports(visit: Open) -> None:
    for role in ROLES:
        app = visit("pages/steward/imports.py", role=role)
        offered = bool(app.get("file_uploader"))
        assert offered == (role == "steward")
        assert ("Open to stewards" in words(app)) != (role == "steward")


def test_a_filter_in_the_url_narrows_the_page_and_says_so(visit: Open) -> None:
    whole, part = visit(), visit(region="North")
    assert part.multiselect(key="region").value == ["North"]
    assert figure(whole)
    assert words(part) != words(whole)
    assert part.button(key="clear_filters").label == "1 filter on · clear"
    assert not [b for b in whole.button if b.key == "clear_filters"]


def test_clearing_takes_every_filter_off(visit: Open) -> None:
    part = visit(region="North", department="Logistics")
    cleared = part.button(key="clear_filters").click().run()
    assert cleared.multiselect(key="region").value == []
    assert cleared.multiselect(key="department").value == []
    assert words(cleared) == words(visit())


def test_a_department_in_the_url_opens_on_its_own_score(visit: Open) -> None:
    app = visit(department="Logistics")
    assert "Logistics" in words(app)
    assert 1 < len(app.multiselect(key="team").options) < 20


def test_teams_that_the_department_does_not_have_leave_the_filter(visit: Open) -> None:
    app = visit(department="Logistics")
    team = app.multiselect(key="team").options[0]
    app.multiselect(key="team").set_value([team]).run()
    app.multiselect(key="department").set_value(["support"]).run()
    assert words(app)
    assert app.multiselect(key="team").value == []


@pytest.mark.parametrize(
    "query",
    [
        {"department": "no-such-department"},
        {"region": "<script>alert(1)</script>"},
        {"period": "999"},
        {"period": "Other months", "since": "not a month", "until": "Jan 1900"},
        {"team": ["a", "b", "../../etc/passwd"]},
        {"view_as": "steward"},
        {"segment": "' or 1=1 --"},
    ],
    ids=lambda q: next(iter(q)) + "=" + str(next(iter(q.values())))[:12],
)
def test_a_bad_url_falls_back_to_the_whole(visit: Open, query: dict[str, str]) -> None:
    app = visit(**query)
    assert figure(app) == figure(visit())
    assert "alert(1)" not in words(app)
    assert not app.get("file_uploader")


def test_other_months_can_be_chosen_in_either_order(visit: Open) -> None:
    forth = visit(period="Other months", since="Jan 2026", until="Mar 2026")
    back = visit(period="Other months", since="Mar 2026", until="Jan 2026")
    assert not forth.exception
    assert "Jan – Mar 2026" in marks(forth)
    assert words(forth) == words(back)


def test_every_mark_says_what_it_shows(visit: Open) -> None:
    markup = marks(visit())
    pictures = len(re.findall(r"<svg", markup))
    assert pictures >= 9
    assert len(re.findall(r'<svg[^>]*role="img"', markup)) == pictures
    assert len(re.findall(r"<title>[^<]+</title>", markup)) == pictures


def test_a_hostile_name_in_the_organisation_stays_text(visit: Open, tmp_path: Path) -> None:
    app = visit(root=records.own_root(tmp_path, records.balanced(60)))
    assert "Shop &lt;b&gt;floor&lt;/b&gt;" in marks(app)
    assert "<b>floor" not in marks(app)


def test_too_few_answers_are_not_shown_and_the_page_says_so(visit: Open, tmp_path: Path) -> None:
    app = visit(root=records.own_root(tmp_path, records.balanced(4)))
    assert figure(app) == "–"
    assert "too few" in words(app) + marks(app)


def test_one_month_of_answers_is_enough_for_a_page(visit: Open, tmp_path: Path) -> None:
    app = visit(root=records.own_root(tmp_path, records.balanced(60)))
    assert figure(app) == "0"
    assert "Corner Shop" in words(app)


def test_a_department_stands_beside_all_touchpoints_and_the_journey_is_of_all(
    visit: Open,
) -> None:
    part = visit(department="Logistics")
    assert "all touchpoints +" in marks(part)
    assert words(part).count("· all departments") == 1
    assert "· all departments" not in words(visit())


def test_the_page_names_period_coverage_promise_and_what_the_revenue_covers(visit: Open) -> None:
    said = words(visit())
    assert "Aug – Oct 2026: Net Promoter Score" in said
    assert "of all customers were asked" in said
    assert "Larkfield promises: " in re.sub("<[^>]+>", "", said)
    assert "unhappy customers who answered" in said
    assert "Those who stayed silent are not in it." in said
