"""The page of what-ifs: open to few, shared by its address, nothing in force changes."""

import re
from pathlib import Path

import pytest

from cxdata import desk
from cxdata.desk import plans
from pages.ui import what_if, what_if_sliders
from tests.pages.conftest import Open
from tests.pages.pay.paying import BOSS, IF, amounts, opened, settled
from tests.pages.reading import marks, words


def tile(said: str) -> str:
    """What one answer moves, in money."""
    found = re.search(r"Does one answer flip.*?is what one answer moves by all or nothing", said)
    assert found
    return found[0]


@pytest.mark.parametrize("role", ["employee", "lead", "steward"])
def test_what_if_is_open_to_executives_and_payroll_alone(visit: Open, role: str) -> None:
    app = visit(IF, role=role)
    assert "Open to executives and payroll" in words(app)
    assert not app.slider
    assert not amounts(app)


def test_payroll_may_ask_what_if(visit: Open) -> None:
    assert visit(IF, role="payroll").slider


@pytest.mark.parametrize("key", ["rivals", "past_first", "rates_first", "turns"])
def test_every_picture_of_a_what_if_has_its_table(visit: Open, key: str) -> None:
    app = settled(visit(IF))
    opened(app, key)
    words(app)
    assert len(app.dataframe) == 1
    assert len(app.get("download_button")) == 2


def test_sliders_change_no_plan_and_the_answer_follows_them(visit: Open, own: Path) -> None:
    app = visit(IF, root=own)
    assert "Move a slider, or choose another plan" in words(app)
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
    assert "Move a slider, or choose another plan" in said
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
