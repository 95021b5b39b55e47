"""A person decides on what is held, with a reason, and can be told of another who did."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import desk
from cxdata.desk import decisions, plans
from cxdata.errors import Refused
from cxdata.reports import (
    incentive_eyes,
    incentive_guards,
    incentive_history,
)
from cxdata.scope import EXECUTIVE, Scope
from pages.ui import pay_history, reward
from tests.pages.conftest import Open
from tests.pages.pay.paying import BOSS, IF, PAGE
from tests.pages.reading import marks, words

CEDAR = "everyone-2026_2026-10_cedar_tens"  # what its form is called


def forecasted(app: AppTest) -> int:
    """The forecast that stands over the page."""
    said = re.search(r"Forecast €\s([\d,]+)", marks(app))
    assert said
    return int(said[1].replace(",", ""))


def _opened(app: AppTest) -> AppTest:
    """The page runs with the form for Support Cedar open."""
    app.session_state[f"decide_{CEDAR}"] = True
    return app.run()


def _decide(app: AppTest, verdict: str | None, reason: str) -> AppTest:
    """What somebody chooses and types for Support Cedar, and the press."""
    app.radio(key=f"verdict_{CEDAR}").set_value(verdict)
    app.text_area(key=f"reason_{CEDAR}").set_value(reason)
    return next(b for b in app.button if b.label == "Write the decision").click().run()


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


def test_what_is_typed_for_one_period_is_not_written_for_another(visit: Open, own: Path) -> None:
    app = visit(PAGE, root=own, pay_team="Support Cedar", pay_period="2026-10")
    app = _decide(app, None, "We listened to twenty of the calls.")
    assert "Choose whether" in words(app)
    (picked,) = [one for one in app.selectbox if one.key == reward.PERIOD]
    other = next(one for one in picked.options if one.startswith("Q3 2026"))
    picked.set_value(other).run()
    assert "waits until a person has looked" in words(app)
    assert [one.value for one in app.text_area if str(one.key).startswith("reason_")] == [""]


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
