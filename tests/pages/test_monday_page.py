"""The Monday page: whose it is, what it says, and what it keeps to itself."""

import json

import pytest

from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

MONDAY, SCORECARD = "pages/act/monday.py", "pages/home/scorecard.py"


def lead(visit: Open, *departments: str, page: str = "", **query):
    """A visit that looks as a lead from its first run on."""
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import APP

    visit(MONDAY)  # sets where the data lies
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["view_as"] = "lead"
    app.session_state["view_as_departments"] = list(departments)
    for name, value in query.items():
        app.query_params[name] = value
    if page:
        app.switch_page(page)
    return app.run()


def agenda(app: object) -> str:
    """The text that the copy button hands out."""
    found = [json.loads(e.proto.json) for e in app.get("bidi_component")]  # type: ignore[attr-defined]
    return next(data["text"] for data in found if "text" in data)


def test_a_link_by_name_or_id_opens_the_part(visit: Open) -> None:
    for query in ({"department": "Logistics"}, {"department": "logistics"}, {"team": "vans_north"}):
        said = words(visit(MONDAY, **query))
        assert "do, and what do we talk about this week?" in said
        assert ("Logistics" if "department" in query else "Delivery North") in said


def test_without_a_part_it_asks_whose_monday_it_is(visit: Open) -> None:
    app = visit(MONDAY, role="employee")
    assert "Whose Monday is it?" in words(app)
    app.button(key="whose_finance").click().run()
    assert "How does Finance do" in words(app)


def test_a_lead_lands_on_the_own_monday_once(visit: Open) -> None:
    app = lead(visit, "logistics")
    assert "How does Logistics do" in words(app)
    app.switch_page(SCORECARD).run()
    assert "How does Logistics do" not in words(app)


def test_a_deep_link_of_a_lead_stays_where_it_points(visit: Open) -> None:
    app = lead(visit, "logistics", page="pages/listen/trend.py")
    assert "How does Logistics do" not in words(app)
    app.switch_page(SCORECARD).run()
    assert "How does Logistics do" not in words(app)


def test_a_lead_of_none_and_an_executive_land_on_the_scorecard(visit: Open) -> None:
    for role in ("lead", "executive", "employee"):
        assert "what do we talk about" not in words(visit(role=role))


def test_another_department_shows_its_scores_and_not_its_comments(visit: Open) -> None:
    app = lead(visit, "support", page=MONDAY, department="Logistics")
    said = words(app)
    assert "How does Logistics do" in said
    assert "customers' words are not" in said.replace("&#x27;", "'")
    assert "cx-said-one" not in marks(app)
    mine = lead(visit, "logistics", page=MONDAY)
    assert "cx-said-one" in marks(mine)


def test_the_huddle_can_be_copied_as_plain_text(visit: Open) -> None:
    text = agenda(visit(MONDAY, department="Logistics"))
    assert text.startswith("Huddle: Logistics, 19–25 Oct 2026")
    assert [line.split(":")[0] for line in text.splitlines() if line[:1].isupper()][2:] == [
        "Praise",
        "Pattern",
        "Escalate",
    ]
    assert "<" not in text


def test_a_team_behind_the_scenes_sees_how_its_work_reaches_the_customer(visit: Open) -> None:
    said = words(visit(MONDAY, team="accounts"))
    assert "How Billing and payables reaches the customer" in said
    assert "Invoices with an error" in marks(visit(MONDAY, team="accounts"))


def test_what_is_not_there_yet_is_said_and_not_made_up(visit: Open) -> None:
    said = words(visit(MONDAY, department="Stores"))
    assert "No cases are kept yet" in said
    assert "Its part in incentives" in said
    assert " comments of 26–31 Oct 2026: " in said


@pytest.mark.parametrize("bad", ["Nobody", "<img src=x>", "harbour' or 1=1"])
def test_a_part_that_does_not_exist_leaves_the_choice(visit: Open, bad: str) -> None:
    assert "Whose Monday is it?" in words(visit(MONDAY, department=bad))


def test_tables_lie_behind_the_pictures(visit: Open) -> None:
    app = visit(MONDAY, department="Logistics")
    for key in ("monday", "weeks", "touchpoints", "measures", "huddle", "new"):
        app.session_state[f"about_{key}"] = True
    app.run()
    assert len(app.dataframe) == 6
    names = [next(iter(frame.value.columns)) for frame in app.dataframe]
    assert names == ["change", "point", "week", "touchpoint", "day", "measure"]


def test_a_department_without_answers_has_a_monday_that_says_so(visit: Open, tmp_path) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    app = visit(MONDAY, root=root, department="Office")
    said = words(app)
    assert "Office has no score to show: nobody answered." in said
    assert "Who was asked is not loaded" in said
    assert "No pattern can be told from chance this week." in agenda(app)


def test_names_from_a_file_stay_text(visit: Open, tmp_path) -> None:
    rows = [f"t{i},2026-10-{i % 28 + 1:02d},touchpoint,till,front,,,,{i % 11}" for i in range(200)]
    root = records.own_root(tmp_path, [*records.balanced(60), *rows])
    app = visit(MONDAY, root=root, department="shop")
    assert "<b>floor" not in words(app) + marks(app)
    assert "Shop &lt;b&gt;floor" in words(app)


def test_a_lead_reads_what_the_own_teams_are_on_course_for_and_nobody_elses(visit: Open) -> None:
    found = words(lead(visit, "logistics", page=MONDAY))
    assert "5 teams: on course for" in found
    assert "Delivery East waits for a decision" in found
    assert "Shadow period: nothing is paid by it yet." in found
    assert "€" in found
    other = words(lead(visit, "logistics", page=MONDAY, department="Support"))
    assert "is open to the teams themselves" in other
    assert "on course for €" not in other
    assert "€" not in other.split("Its part in incentives")[1]


def test_an_employee_reads_the_own_teams_pay_and_not_its_neighbours(visit: Open) -> None:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import APP

    visit(MONDAY)
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["view_as"], app.session_state["view_as_team"] = "employee", "vans_north"
    app.query_params["department"] = "Logistics"
    said = words(app.switch_page(MONDAY).run()).split("Its part in incentives")[1]
    assert "Delivery North: on course for" in said
    assert "holds: none." in said
    assert "Delivery East" not in said


def test_without_a_plan_monday_says_that_nothing_decides_pay(
    visit: Open, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setenv("CX_DESK_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert "No incentive plan is in force" in words(visit(MONDAY, department="Logistics"))
