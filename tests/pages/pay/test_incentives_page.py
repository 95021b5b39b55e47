"""The page of incentives by role: nobody else's money by URL, filter, export or cached page."""

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import desk, record
from cxdata.desk import plans
from cxdata.reports import (
    incentive_tables,
    incentive_terms,
)
from cxdata.scope import Scope
from pages.ui import about, incentives, reward
from tests import records
from tests.pages.conftest import APP, Open
from tests.pages.pay.paying import BOSS, IF, PAGE, amounts, draft, everything, opened, paid, settled
from tests.pages.reading import marks, words

ASKED_FOR = (
    {"pay_team": "Support Cedar"},
    {"pay_team": "cedar", "pay_period": "2026-10"},
    {"team": "Station store", "department": "Support", "pay_period": "Q4 2026 (open)"},
    {"view_as_team": "station", "view_as": "executive", "pay_team": "All teams"},
    {"if_side": "Support Cedar", "pay_team": ["Harbour store", "Station store"]},
)


def without_notices(app: AppTest) -> list[str]:
    """What a page says, apart from what it says of the address."""
    return [e.proto.body for e in app.get("html") if "cx-notice" not in e.proto.body]


def printed_head(app: AppTest) -> str:
    """What the sheet's head says that was chosen."""
    return " ".join(e.value for e in app.get("html") if "cx-printed" in str(e.value))


def test_an_executive_opens_on_the_forecast_against_the_budget(visit: Open) -> None:
    app = visit(PAGE)
    said, shown = words(app), marks(app)
    assert "What is everybody on course for, and does the budget hold?" in said
    assert "3 payments wait for a decision." in said
    assert "To be decided" in said
    assert shown.count('data-team="') == 20
    assert "talked out of answering" in said
    assert "“Weighted to customers” has no part in pay" in said
    assert "How honest is this plan?" in said
    app = settled(app)
    assert "Why 31 % are missed and not 27 %: " in words(app)


def test_an_employee_finds_what_a_plan_is_judged_by_folded(visit: Open, employee: Open) -> None:
    folded = ["What this plan would have paid before: Support Cedar", "How honest is this plan?"]
    own = employee("cedar")
    assert [one.label for one in own.expander if not one.proto.expanded][:2] == folded
    everybody = visit(PAGE)
    assert not {one.label for one in everybody.expander} & set(folded)


def test_a_lead_reads_each_of_the_own_teams_and_no_budget(
    sample_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(sample_root))
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["view_as"], app.session_state["view_as_departments"] = "lead", ["stores"]
    app.switch_page(PAGE).run()
    said, shown = words(app), marks(app)
    assert shown.count('data-team="') == 5
    assert "for your 5 teams" in said
    assert "1 payment waits for a decision." in said
    assert "Forecast against budget" not in said


def test_an_employee_reads_why_the_score_is_not_the_plain_one(employee: Open) -> None:
    app = employee("island")
    said, shown = words(app), marks(app)
    assert "What are we on course for, and why?" in said
    assert "Why this score, and not the plain one" in said
    for step in ("Like for like", "The score that counts", "so that nobody is paid for the"):
        assert step in shown
    assert "12 answers still hold some luck, good or bad" in shown
    assert "a high score from only 12 answers is partly good luck" in said
    assert "data-team" not in shown


@pytest.mark.parametrize("query", ASKED_FOR)
def test_nobody_elses_money_is_on_an_employees_page_whatever_the_url_says(
    visit: Open, employee: Open, query: dict[str, str | list[str]]
) -> None:
    all_ = paid(visit(PAGE))
    own = settled(employee("harbour"))
    mine = amounts(own)
    app = settled(employee("harbour", **query))
    # Names are open to all, so a notice may say which team was asked for: money and holds are not.
    assert amounts(app) == mine
    assert len(mine) < 25
    for team, private in all_.items():
        if team != "harbour":
            assert not private & (amounts(app) - all_["harbour"]), team
    assert marks(app) == marks(own)
    assert without_notices(app) == without_notices(own)


@pytest.mark.parametrize(
    ("given", "team", "told"),
    [
        ("Support Cedar", "Support Cedar", ""),
        ("cedar", "Support Cedar", ""),
        ("Support Ceder", "All teams", "No team is called “Support Ceder”. Did you mean “Support"),
        ("<b>x</b>", "All teams", "No team is called what the address says. What you may see"),
    ],
)
def test_an_address_names_a_team_by_name_or_id_and_is_told_what_is_none(
    visit: Open, given: str, team: str, told: str
) -> None:
    app = visit(PAGE, pay_team=given)
    box = app.selectbox(key=incentives.TEAM)
    assert box.value == team
    if given == "cedar":  # and is sent on by its name
        assert app.query_params[incentives.TEAM] in ("Support Cedar", ["Support Cedar"])
    assert (told or "No team is called") in words(app) or not told
    assert ("No team is called" in words(app)) == bool(told)
    assert ("No team is called" in words(app.run())) == bool(told)
    box = app.selectbox(key=incentives.TEAM)
    assert "No team is called" not in words(box.set_value("Platform").run())


def test_a_lead_is_told_that_another_departments_pay_is_not_open(visit: Open) -> None:
    app = visit(PAGE, role="lead", pay_team="Harbour store")
    app.multiselect(key="view_as_departments").set_value(["support"]).run()
    assert "What Harbour store is paid is not open to you." in words(app)
    app.selectbox(key=incentives.TEAM).set_value("Support Elm").run()
    assert "Harbour store" not in words(app)


@pytest.mark.parametrize(
    ("given", "label", "told"),
    [
        ("2026-07", "Q3 2026", False),
        ("Q4 2026", "Q4 2026 (open)", False),
        ("Q3 2026 (open)", "Q3 2026", False),  # sent while it was
        ("Q3 2019", "Q4 2026 (open)", True),
    ],
)
def test_an_address_names_a_period_and_is_told_what_is_none(
    visit: Open, given: str, label: str, told: bool
) -> None:
    app = visit(PAGE, pay_period=given)
    box = app.selectbox(key=reward.PERIOD)
    assert box.options[[o.partition(" (")[0] for o in box.options].index(label[:7])] == label
    assert f"Period: {label}" in printed_head(app)
    assert ("This plan has no period called “Q3 2019”" in words(app)) == told


def test_an_address_in_another_pages_words_is_taken_and_told_alike(visit: Open) -> None:
    app = visit(PAGE, team="cedar", period="2026-07")
    assert app.selectbox(key=incentives.TEAM).value == "Support Cedar"
    assert "Period: Q3 2026" in printed_head(app)
    assert "period" not in app.query_params
    odd = visit(PAGE, period="Q3 2019", pay_team="Platform", team="cedar")
    assert "This plan has no period called “Q3 2019”" in words(odd)
    assert odd.selectbox(key=incentives.TEAM).value == "Platform"


def test_an_employee_of_no_known_team_sees_the_companys_part_alone(visit: Open) -> None:
    app = visit(PAGE, role="employee")
    assert "No team of yours is known here yet." in words(app)
    assert "press “View of an employee” at the top and choose it under “Your team”." in words(app)
    assert [box.label for box in app.selectbox if box.label == "Your team"]
    assert not amounts(app)
    assert "The whole company stands at" in words(app)
    lead = visit(PAGE, role="lead")
    assert "“View of a lead of departments” at the top and choose your departments" in words(lead)
    assert [box.label for box in lead.multiselect if box.label == "Departments led"]
    steward = visit(PAGE, role="steward")
    assert not amounts(steward)
    assert "what teams are paid is not theirs to see" in words(steward)


def test_no_figure_is_parted_from_its_unit_in_the_pictures(employee: Open) -> None:
    shown = re.sub(r"<[^>]*>", "", marks(settled(employee("island"))))
    assert "12\u00a0% instead of 60\u00a0% hang on it" in shown
    assert not re.search(r"€ \d|\d %", shown)


def test_a_lead_sees_the_teams_led_and_no_others(visit: Open) -> None:
    app = visit(PAGE, role="lead")
    app.multiselect(key="view_as_departments").set_value(["support"]).run()
    box = app.selectbox(key=incentives.TEAM)
    assert box.options == [
        *("Your teams", "Support Amber", "Support Birch"),
        *("Support Cedar", "Support Dune", "Support Elm"),
    ]
    told = everything(box.set_value("Support Cedar").run())
    assert "More tens among the nines and tens than at its peers" in told
    assert "Decide" not in [button.label for button in app.button]
    assert "data-team" not in marks(app)


def test_a_page_that_was_cached_for_an_executive_is_not_served_to_an_employee(
    visit: Open,
) -> None:
    app = visit(PAGE)
    seen = amounts(app)
    app.radio(key="view_as").set_value("employee").run()
    assert not amounts(app)
    app.session_state["view_as_team"] = "platform"
    app.run()
    one = amounts(app)
    assert 3 < len(one) < 40
    assert len(seen - one) > 40


@pytest.mark.parametrize(
    "key",
    ["budget", "pay", "company", "honesty", "past"],
)
def test_every_picture_of_the_company_has_its_table(visit: Open, key: str) -> None:
    app = visit(PAGE)
    opened(app, key)
    words(app)
    assert len(app.dataframe) == 1
    assert len(app.get("download_button")) == 2


@pytest.mark.parametrize("key", ["ramp", "checks", "stairs", "components", "past", "company"])
def test_an_employees_tables_hold_the_own_team_alone(employee: Open, key: str) -> None:
    app = employee("platform")
    allowed = amounts(app)
    opened(app, key)
    assert len(app.dataframe) == 1
    told = app.dataframe[0].value.to_csv()
    assert not [t for t in ("Harbour", "Station", "Billing", "Cedar") if t in told]
    cents = {f"{float(a):,.0f}" for a in re.findall(r"\d+\.\d\d(?=[,\n])", told) if float(a) > 100}
    if key == "components":
        assert cents
        assert cents <= {a.split(".")[0] for a in allowed}


def test_an_export_of_an_employee_names_no_other_team(sample_root: Path, monkeypatch) -> None:
    from cxdata import organisation
    from cxdata.reports.incentives import incentives as report

    snapshot = record.open_snapshot(sample_root / "demo")
    company = organisation.parse(snapshot.organisation())
    version = plans.in_force(BOSS, desk.open_desk(sample_root / "demo"), date(2026, 11, 1))
    period = incentive_terms.periods_of(version.plan, (date(2023, 11, 1), date(2026, 11, 1)))[-1]
    found = report(Scope("employee", teams=("platform",)), snapshot, company, version, (), period)
    frame = incentive_tables.teams(found)
    text = about.csv_text(about.Table("teams", frame, found.header))
    assert list(frame["team"]) == ["Platform"]
    assert not [team.name for team in company.teams if team.name in text and team.id != "platform"]
    assert incentive_tables.budget(found).empty


def test_without_a_plan_the_page_says_what_one_is_and_who_makes_one(
    visit: Open, tmp_path: Path
) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    assert "No plan is in force" in words(visit(PAGE, root=root, role="employee"))
    app = visit(IF, root=root)
    assert "No plan is in force" in words(app)
    area = draft(app)
    assert 'mode = "shadow"' in area.value


def test_a_department_in_the_address_is_told_to_narrow_nothing(visit: Open) -> None:
    told = "The department in this address narrows nothing here"
    assert told in words(visit(PAGE, department="logistics"))
    assert told in words(visit(PAGE, role="payroll", department="Logistics"))
    assert told not in words(visit(PAGE))
    assert told not in words(visit(PAGE, role="steward", department="logistics"))


def test_a_steward_is_told_once_that_pay_is_not_theirs_to_see(visit: Open) -> None:
    said = words(visit(PAGE, role="steward"))
    assert said.count("not theirs to see") == 1
    assert "sees nobody's pay" not in said
