"""The reward pages by role: nobody else's money by URL, filter, export or cached page."""

import json
import os
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Expander, TextArea

from cxdata import desk, record
from cxdata.desk import decisions, plans
from cxdata.errors import Refused
from cxdata.reports import (
    incentive_eyes,
    incentive_guards,
    incentive_history,
    incentive_tables,
    incentive_terms,
)
from cxdata.scope import EXECUTIVE, Scope
from pages.ui import about, incentives, pay_history, pay_save, reward, what_if, what_if_sliders
from tests import records
from tests.pages.conftest import APP, Open
from tests.pages.reading import marks, words

PAGE, IF = "pages/reward/incentives.py", "pages/reward/what_if.py"
CEDAR = "everyone-2026_2026-10_cedar_tens"  # what its form is called
BOSS = Scope(EXECUTIVE)
MONEY = re.compile(r"€\s?(\d[\d,.]*\d)")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the sample that may be written to."""
    root = tmp_path / "data"
    shutil.copytree(records.sample_root() / "demo", root / "demo", copy_function=os.link)
    desk_file = root / "demo" / "desk.sqlite"
    held = desk_file.read_bytes()
    desk_file.unlink()  # a copy of its own: the record's files are never written to
    desk_file.write_bytes(held)
    return root


def everything(app: AppTest) -> str:
    """All that a page sends: words, marks, choices, tables."""
    told = [words(app), marks(app)]
    told += [str(box.options) + str(box.value) for box in app.selectbox]
    told += [frame.value.to_csv() for frame in app.dataframe]
    told += [element.value for element in app.markdown]
    return " ".join(told)


def opened(app: AppTest, key: str) -> None:
    """Open a picture's table; some are worked out beside the page and come a run later."""
    app.session_state[f"about_{key}"] = True
    for _ in range(20):
        app.run()
        if app.dataframe:
            return


def amounts(app: AppTest) -> set[str]:
    """Every amount of money that a page names, without its symbol."""
    return set(MONEY.findall(everything(app)))


@pytest.fixture
def employee(sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the page of incentives as somebody who works in a team."""

    def opened(own_team: str, **query: str) -> AppTest:
        monkeypatch.setenv("CX_DATA", str(sample_root))
        app = AppTest.from_file(APP, default_timeout=60)
        app.session_state["view_as"], app.session_state["view_as_team"] = "employee", own_team
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page(PAGE).run()

    return opened


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


ASKED_FOR = (
    {"pay_team": "Support Cedar"},
    {"pay_team": "cedar", "pay_period": "2026-10"},
    {"team": "Station store", "department": "Support", "pay_period": "Q4 2026 (open)"},
    {"view_as_team": "station", "view_as": "executive", "pay_team": "All teams"},
    {"if_side": "Support Cedar", "pay_team": ["Harbour store", "Station store"]},
)


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


def without_notices(app: AppTest) -> list[str]:
    """What a page says, apart from what it says of the address."""
    return [e.proto.body for e in app.get("html") if "cx-notice" not in e.proto.body]


def paid(app: AppTest) -> dict[str, set[str]]:
    """What an executive reads of each team's money: its row of the table, by team."""
    rows = re.split(r'data-team="', marks(app))[1:]
    found = {row.partition('"')[0]: set(MONEY.findall(row)) for row in rows}
    assert len(found) == 20
    assert all(found.values())
    return found


def settled(app: AppTest) -> AppTest:
    """A page once what is worked out beside it is there."""
    for _ in range(30):
        if not app.get("progress") and not any("seconds so far" in c.value for c in app.caption):
            break
        app.run()
    return app


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


def printed_head(app: AppTest) -> str:
    """What the sheet's head says that was chosen."""
    return " ".join(e.value for e in app.get("html") if "cx-printed" in str(e.value))


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


@pytest.mark.parametrize("role", ["employee", "lead", "steward"])
def test_what_if_is_open_to_executives_and_payroll_alone(visit: Open, role: str) -> None:
    app = visit(IF, role=role)
    assert "Open to executives and payroll" in words(app)
    assert not app.slider
    assert not amounts(app)


def test_payroll_may_ask_what_if(visit: Open) -> None:
    assert visit(IF, role="payroll").slider


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


@pytest.mark.parametrize("key", ["rivals", "past_first", "rates_first", "turns"])
def test_every_picture_of_a_what_if_has_its_table(visit: Open, key: str) -> None:
    app = settled(visit(IF))
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


def test_an_executive_decides_with_a_reason_and_the_page_says_so(visit: Open, own: Path) -> None:
    app = visit(PAGE, root=own, pay_team="Support Cedar")
    assert "waits until a person has looked" in words(app)
    assert app.radio(key=f"verdict_{CEDAR}").value is None
    next(b for b in app.button if b.label == "Write the decision").click().run()
    assert "Choose whether it is paid or withheld" in words(app)
    app.radio(key=f"verdict_{CEDAR}").set_value("pay")
    next(b for b in app.button if b.label == "Write the decision").click().run()
    assert "Say why" in words(app)
    app.text_area(key=f"reason_{CEDAR}").set_value(
        "We listened to twenty calls. <b>Nobody</b> begs any more."
    )
    app.radio(key=f"verdict_{CEDAR}").set_value("withhold")
    next(b for b in app.button if b.label == "Write the decision").click().run()
    said = words(app)
    assert "Written and logged: Support Cedar" in said
    assert "A person has decided to withhold" in said
    assert ">Decided<" in said
    assert ">To be decided<" not in said  # there is no other hold of this team
    assert "&lt;b&gt;Nobody&lt;/b&gt;" in said
    (taken,) = decisions.taken(BOSS, desk.open_desk(own / "demo"), "everyone-2026", "2026-10")
    assert (taken.verdict, taken.hold.check) == ("withhold", "tens")
    assert desk.events.history(BOSS, desk.open_desk(own / "demo"))[0].what.startswith(
        "hold decided"
    )
    # What if knows no decisions: it says so, with the sum that sets the two pages apart.
    forecast = forecasted(visit(PAGE, root=own))
    told = words(visit(IF, root=own)).replace("\u00a0", " ")
    out = re.search(r"by the plan in force, €\s([\d,]+) of Q4 2026 is withheld \(Support Ced", told)
    assert f"and Incentives forecasts € {forecast:,}." in told
    assert out
    whole = forecasted(visit(PAGE))
    assert whole - forecast == pytest.approx(int(out[1].replace(",", "")), abs=1)
    assert "Decisions are in none" not in words(visit(IF))


def forecasted(app: AppTest) -> int:
    """The forecast that stands over the page."""
    said = re.search(r"Forecast €\s([\d,]+)", marks(app))
    assert said
    return int(said[1].replace(",", ""))


def test_what_is_typed_for_one_period_is_not_written_for_another(visit: Open, own: Path) -> None:
    app = visit(PAGE, root=own, pay_team="Support Cedar", pay_period="2026-10")
    app = _decide(app, None, "We listened to twenty of the calls.")
    assert "Choose whether" in words(app)
    (picked,) = [one for one in app.selectbox if one.key == reward.PERIOD]
    other = next(one for one in picked.options if one.startswith("Q3 2026"))
    picked.set_value(other).run()
    assert "waits until a person has looked" in words(app)
    assert [one.value for one in app.text_area if str(one.key).startswith("reason_")] == [""]


def _opened(app: AppTest) -> AppTest:
    """The page runs with the form for Support Cedar open."""
    app.session_state[f"decide_{CEDAR}"] = True
    return app.run()


def _decide(app: AppTest, verdict: str | None, reason: str) -> AppTest:
    """What somebody chooses and types for Support Cedar, and the press."""
    app.radio(key=f"verdict_{CEDAR}").set_value(verdict)
    app.text_area(key=f"reason_{CEDAR}").set_value(reason)
    return next(b for b in app.button if b.label == "Write the decision").click().run()


def test_who_decides_second_is_told_of_the_first_and_chooses_again(visit: Open, own: Path) -> None:
    first, second = (visit(PAGE, root=own, pay_team="Support Cedar") for _ in range(2))
    calls, asked = "We listened to twenty of the calls.", "Asked the team: it was the new till."
    assert "Written and logged" in words(_decide(first, "withhold", calls))
    _opened(second)  # a page runs again by itself when what is worked out beside it has ended
    told = words(_decide(second, "pay", asked))
    assert "Written and logged" not in told
    found = re.search(rf"executive decided \((.*)\): withheld. Their reason: “{calls}”", told)
    there = desk.open_desk(own / "demo")
    (taken,) = decisions.every(BOSS, there, "everyone-2026", "2026-10")
    clock = taken.at.astimezone(ZoneInfo("Europe/Amsterdam"))
    assert found
    assert found[1] == f"{clock.day} {clock:%b %Y, %H:%M}"
    assert second.text_area(key=f"reason_{CEDAR}").value == asked
    assert second.radio(key=f"verdict_{CEDAR}").value is None
    assert "Choose whether" in words(_decide(second, None, asked))
    assert "Written and logged" in words(_decide(second, "pay", asked))
    written = decisions.every(BOSS, there, "everyone-2026", "2026-10")
    assert [(one.verdict, one.reason) for one in written] == [("withhold", calls), ("pay", asked)]


def test_who_decided_and_changed_what_can_be_read_before_and_after(visit: Open, own: Path) -> None:
    app, there = visit(PAGE, root=own, pay_team="Support Cedar"), desk.open_desk(own / "demo")
    _decide(app, "withhold", "We listened to twenty of the calls.")
    _decide(app, "pay", "Asked the team: it was the new till.")
    (began,) = plans.versions(BOSS, there)
    text = began.text.replace("amount = 400", "amount = 390")
    plans.save(
        Scope(EXECUTIVE, identity="ann"), there, text, 1, datetime(2026, 11, 2, 9, tzinfo=UTC)
    )
    for page, tables in ((PAGE, 2), (IF, 1)):
        for role in ("executive", "payroll"):
            app = visit(page, root=own, role=role)
            assert not app.dataframe
            app.session_state["pay_history"] = True
            app.run()
            assert len(app.dataframe) == tables
            assert len(app.get("download_button")) == 2 * tables
            plan = app.dataframe[-1].value
            assert plan.iloc[0].tolist() == [
                *(2, "2 Nov 2026, 10:00", "ann", "plan: amount", "400", "390"),
            ]  # fmt: skip
            assert plan["entry"].iloc[-1] == "the first one"
            if page == PAGE:
                found = app.dataframe[0].value
                assert found["decision"].tolist() == ["paid", "withheld"]
                assert found["state"].tolist() == ["stands", "overruled by a later one"]
                assert found["reason"].iloc[1] == "We listened to twenty of the calls."
                assert set(found["who"]) == {"executive"}
            # What is written stands there whole on a screen of 1440, without a way sideways.
            for frame in app.dataframe:
                columns = json.loads(frame.proto.columns)
                assert sum(one["width"] for one in columns.values() if "width" in one) <= 1310
                assert set(frame.value.columns) <= set(columns)
                assert frame.proto.row_height >= 35


@pytest.mark.parametrize("role", ["employee", "lead", "steward"])
def test_who_may_not_see_all_money_reads_no_history_of_it(visit: Open, role: str) -> None:
    app = visit(PAGE, role=role)
    app.session_state["pay_history"] = True
    app.run()
    assert not app.dataframe
    assert not [one for one in app.expander if one.label == pay_history.TITLE]
    with pytest.raises(Refused):
        incentive_history.history(Scope(role), None, None, (), ())


def test_a_form_goes_empty_once_its_decision_is_written(visit: Open, own: Path) -> None:
    app = visit(PAGE, root=own, pay_team="Support Cedar")
    _opened(app)
    words(_decide(app, "pay", "We listened to twenty of the calls."))
    assert app.session_state[f"decide_{CEDAR}"] is False
    assert app.radio(key=f"verdict_{CEDAR}").value is None
    assert app.text_area(key=f"reason_{CEDAR}").value == ""


def test_a_decision_works_nothing_out_anew_that_it_does_not_touch(
    visit: Open, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(own))
    worked_out, seen = [], incentive_guards.seen

    def counted(*asked: object) -> dict[str, incentive_eyes.Seen]:
        worked_out.append(asked)
        return seen(*asked)

    monkeypatch.setattr(incentive_guards, "seen", counted)
    reward.warm()
    assert len(worked_out) == 1
    app = visit(PAGE, root=own, pay_team="Support Cedar")
    app.text_area(key=f"reason_{CEDAR}").set_value("We listened to twenty of the calls.")
    app.radio(key=f"verdict_{CEDAR}").set_value("pay")
    next(b for b in app.button if b.label == "Write the decision").click().run()
    assert "Paid, executive" in words(app)
    visit(PAGE, root=own, role="payroll")
    assert len(worked_out) == 1


def test_sliders_change_no_plan_and_the_answer_follows_them(visit: Open, own: Path) -> None:
    app = visit(IF, root=own)
    assert "The same as the plan in force, team by team." in words(app)
    folded = "Team by team: the same for all"
    assert [one.label for one in app.expander if one.label.startswith(folded)]
    app.slider(key="if_shift").set_value(-5).run()
    assert not [one.label for one in app.expander if one.label.startswith(folded)]
    said = words(app)
    assert "by the draft." in said
    assert "teams would get more" in said
    app.selectbox(key=what_if_sliders.PRESET).set_value("Nearly all or nothing").run()
    assert app.slider(key="if_shift").value == 0
    assert app.slider(key="if_width").value == 10
    there = desk.open_desk(own / "demo")
    assert len(plans.versions(BOSS, there)) == 1
    assert desk.head(there) == 1


def test_a_scenario_is_shared_by_its_address_and_bad_values_are_told(
    visit: Open, own: Path
) -> None:
    one = visit(IF, root=own)
    one.slider(key="if_shift").set_value(-5).run()
    one.slider(key="if_team").set_value(0).run()
    shared = {"if_shift": "-5", "if_team": "0"}  # as the browser writes it
    other = visit(IF, role="payroll", root=own, **shared)
    assert (other.slider(key="if_shift").value, other.slider(key="if_team").value) == (-5, 0)
    answers = [re.search(r"by the draft\. .*?less\.", words(app)) for app in (one, other)]
    assert all(answers)
    assert answers[0][0] == answers[1][0]
    bad = {"if_shift": "99", "if_team": "half", "if_width": "", "if_most": "1e9", "if_first": "x"}
    odd = visit(IF, root=own, **bad)
    said = words(odd)
    assert "The same as the plan in force, team by team." in said
    assert "No version of a plan is called “x”: the plan in force is taken." in said
    assert "ramps, moved by (points)” takes a whole number, −15 to 15; the address" in said
    assert "“Own score (% of the money)” takes a whole number" in said
    assert "“Paid at stretch (%)” takes a whole number, 100 to 300" in said
    assert "Width of the ramps" not in said  # which the address leaves as it is
    odd.slider(key="if_shift").set_value(1).run()
    assert "ramps, moved by (points)” takes" not in words(odd)
    assert "Paid at stretch (%)” takes" in words(odd)
    assert not visit(IF, role="lead", root=own, **shared).slider


def test_the_team_that_a_what_if_is_seen_for_stands_in_the_address(visit: Open) -> None:
    app = settled(visit(IF))
    names = app.selectbox(key=what_if.SIDE).options
    other = next(n for n in names if n != app.selectbox(key=what_if.SIDE).value)
    by_hand = words(app.selectbox(key=what_if.SIDE).set_value(other).run())
    for role in ("executive", "payroll"):
        shared = settled(visit(IF, role=role, if_side=other))
        assert shared.selectbox(key=what_if.SIDE).value == other
        assert tile(words(shared)) == tile(by_hand)
    odd = settled(visit(IF, if_side="Support Ceder"))
    assert "No team of this plan is called “Support Ceder”" in words(odd)
    assert odd.selectbox(key=what_if.SIDE).value in names


@pytest.mark.parametrize("role", ["employee", "lead", "steward"])
def test_no_address_of_a_what_if_shows_money_to_those_it_is_not_open_to(
    visit: Open, role: str
) -> None:
    shared = {"if_side": "Support Cedar", "if_shift": "-5", "if_first": "the plan in force"}
    app = visit(IF, role=role, **shared)
    assert "Open to executives and payroll" in words(app)
    assert not amounts(app)
    assert "Support Cedar" not in words(app) + marks(app)


def tile(said: str) -> str:
    """What one answer moves, in money."""
    found = re.search(r"Does one answer flip.*?is what one answer moves by all or nothing", said)
    assert found
    return found[0]


def test_a_draft_becomes_a_version_and_a_second_writer_is_told_what_the_first_changed(
    visit: Open, own: Path
) -> None:
    first, second = visit(IF, root=own), visit(IF, root=own)
    second.slider(key="if_company").set_value(2).run()
    area = _draft(second)
    area.set_value(area.value.replace("amount = 400", "amount = 410")).run()
    first.slider(key="if_shift").set_value(-1).run()
    next(b for b in first.button if b.label == "Save").click().run()
    assert "Saved and logged: version 2" in words(first)
    next(b for b in second.button if b.label == "Save").click().run()
    told = words(second)
    assert "saved version 2 of this plan while you were writing" in told
    assert "ramp: target from 37 to 36" in told
    kept = _draft(second)
    assert "amount = 410" in kept.value
    assert "Only executive changed, so it is kept" in told
    assert "Only you changed, so it goes on top" in told
    assert "plan: amount from 400 to 410" in told
    assert "Both together would pay" in told
    mine, both = (
        re.search(rf"{lead} would pay €\s([\d,]+)", told)
        for lead in ("Your draft alone", "Both together")
    )
    assert mine
    assert both
    assert mine[1] != both[1]  # theirs lowers every target
    next(b for b in second.button if b.label == "Save both together").click().run()
    words(second)
    newest = plans.versions(BOSS, desk.open_desk(own / "demo"))[0]
    assert (newest.number, newest.plan.about.amount) == (3, 410)
    assert newest.plan.company.target == 40
    assert newest.plan.ramp.target == 36


def test_the_panel_of_the_draft_stays_open_and_a_save_is_told_until_something_changes(
    visit: Open, own: Path
) -> None:
    app = visit(IF, root=own)
    app.session_state[pay_save.PANEL] = True  # as a press on it does
    for number, amount in ((2, 410), (3, 420)):
        _typed(app, "amount = ", f"amount = {amount}")
        assert "Saved and logged" not in words(app)
        assert _panel(app).proto.expanded
        next(b for b in app.button if b.label == "Save").click().run()
        # The page runs again by itself when what is worked out beside it has ended.
        assert f"Saved and logged: version {number}" in words(app.run())
        assert _panel(app).proto.expanded


def test_what_is_typed_is_what_the_page_shows_before_it_can_be_saved(
    visit: Open, own: Path
) -> None:
    app = visit(IF, root=own)
    whole = words(app)
    assert "The same as the plan in force, team by team." in whole
    _typed(app, "amount = ", "amount = 100")
    said = words(app)
    assert "The same as the plan in force" not in said
    assert re.search(r"This draft would pay €\s35,957 .*? less than the plan in force", said)
    _typed(app, "amount = ", "amount = -1")  # the page keeps what it could read last
    assert "amount = -1" in words(app)
    assert "This draft would pay" not in words(app)
    assert app.slider(key="if_shift").disabled
    assert next(b for b in app.button if b.label == "Save").disabled
    next(b for b in app.button if b.label == "Leave what was typed").click().run()
    assert "amount = 400" in _draft(app).value
    assert "The same as the plan in force, team by team." in words(app)
    assert not app.slider(key="if_shift").disabled
    # Typed, and Save pressed in one go: nobody has seen what it would pay.
    area = _draft(app)
    area.set_value(area.value.replace("amount = 400", "amount = 100"))
    next(b for b in app.button if b.label == "Save").click().run()
    assert "press Save again" in words(app)
    assert len(plans.versions(BOSS, desk.open_desk(own / "demo"))) == 1
    next(b for b in app.button if b.label == "Save").click().run()
    assert "Saved and logged: version 2" in words(app)


def test_sliders_and_presets_move_what_was_typed_and_keep_it(visit: Open, own: Path) -> None:
    app = visit(IF, root=own)
    app.slider(key="if_shift").set_value(-5).run()
    _typed(app, "amount = ", "amount = 100 # for a quarter")
    assert app.slider(key="if_shift").value == 0  # the text holds what it moved
    text = _draft(app).value
    assert "target = 32" in text
    assert "# for a quarter" in text
    app.selectbox(key=what_if_sliders.PRESET).set_value("Targets 3 points higher").run()
    text = _draft(app).value
    assert "amount = 100" in text
    assert "# for a quarter" in text
    assert "target = 35" in text
    app.selectbox(key=what_if_sliders.PRESET).set_value("As it is").run()
    assert "amount = 100 # for a quarter" in _draft(app).value
    other = app.selectbox(key=what_if.FIRST)
    assert "What you typed is not in the address" in words(other.set_value(other.value).run())


def _panel(app: AppTest) -> Expander:
    return next(
        one for one in app.expander if one.label == "Change the plan, and save it as a new version"
    )


def _draft(app: AppTest) -> TextArea:
    """The draft as text."""
    if app.session_state[pay_save.MODE] != pay_save.AS_TEXT:
        app.segmented_control(key=pay_save.MODE).set_value(pay_save.AS_TEXT).run()
    return next(area for area in app.text_area if area.key.startswith("plan_"))


def _typed(app: AppTest, entry: str, line: str) -> AppTest:
    """The first line that begins like that is typed over."""
    area = _draft(app)
    return area.set_value(re.sub(f"(?m)^{entry}.*$", line, area.value, count=1)).run()


def test_what_two_writers_changed_differently_is_chosen_before_anything_is_saved(
    visit: Open, own: Path
) -> None:
    first, second = visit(IF, root=own), visit(IF, root=own)
    first.slider(key="if_company").set_value(-1).run()
    next(b for b in first.button if b.label == "Save").click().run()
    second.slider(key="if_company").set_value(3).run()
    next(b for b in second.button if b.label == "Save").click().run()
    told = words(second)
    assert "Still to choose: 1 of 1" in told
    assert "company: threshold, target, stretch" in told
    both = next(b for b in second.button if b.label == "Save both together")
    assert both.disabled
    there = desk.open_desk(own / "demo")
    assert len(plans.versions(BOSS, there)) == 2
    choice = next(r for r in second.radio if r.key.startswith("choice_"))
    assert choice.value is None
    choice.set_value("Yours").run()
    next(b for b in second.button if b.label == "Save both together").click().run()
    assert "Saved and logged: version 3" in words(second)
    kept, theirs, before = (one.plan.company.target for one in plans.versions(BOSS, there))
    assert (kept - before, theirs - before) == (3, -1)


def test_a_third_save_is_told_and_leaves_what_was_chosen(visit: Open, own: Path) -> None:
    app, there = visit(IF, root=own), desk.open_desk(own / "demo")
    (began,) = plans.versions(BOSS, there)
    cap, amount = "cap = 150000", "amount = 400"
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    theirs = began.text.replace(amount, "amount = 390")
    plans.save(BOSS, there, theirs, 1, now)
    _typed(app, "amount = ", "amount = 420")
    next(b for b in app.button if b.label == "Save").click().run()
    assert "executive saved version 2" in words(app)
    next(r for r in app.radio if r.key.startswith("choice_")).set_value("Yours").run()
    both = next(b for b in app.button if b.label == "Save both together")
    plans.save(BOSS, there, theirs.replace(cap, "cap = 140000"), 2, now)
    both.click().run()  # on top of what was seen, which is not the newest any more
    told = words(app)
    assert plans.versions(BOSS, there)[0].number == 3
    assert "executive saved version 3" in told
    assert "executive saved version 2" not in told
    assert next(r for r in app.radio if r.key.startswith("choice_")).value == "Yours"
    next(b for b in app.button if b.label == "Save both together").click().run()
    newest = plans.versions(BOSS, there)[0]
    assert (newest.number, newest.plan.about.amount, newest.plan.budget.cap) == (4, 420, 140_000)
    assert "Saved and logged: version 4" in words(app)


def test_a_text_that_is_no_plan_is_refused_by_its_entry(visit: Open, own: Path) -> None:
    app = visit(IF, root=own)
    area = _draft(app)
    area.set_value(area.value.replace("window = 12", "window = 99")).run()
    if "window = 99" not in _draft(app).value:
        area.set_value(area.value.replace("[plan]", "[plan]\nwindow = 99")).run()
    assert "window = 99 should be 3 to 36 months" in words(app)
    assert next(b for b in app.button if b.label == "Save").disabled
    assert pay_save.CLASH not in app.session_state


def test_without_a_plan_the_page_says_what_one_is_and_who_makes_one(
    visit: Open, tmp_path: Path
) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    assert "No plan is in force" in words(visit(PAGE, root=root, role="employee"))
    app = visit(IF, root=root)
    assert "No plan is in force" in words(app)
    area = _draft(app)
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
