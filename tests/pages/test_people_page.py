"""The steward's page of people: what it shows, what it changes, and to whom."""

from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import desk
from cxdata.desk import looks, people
from cxdata.desk.groups import Grant
from cxdata.desk.looks import Look
from cxdata.desk.people import Arrival
from cxdata.flows.looking import notes
from cxdata.scope import STEWARD, Scope
from tests.logins import AUTH, ISSUER, PEOPLE, user
from tests.pages.conftest import Enter, Open
from tests.pages.reading import words

PAGE = "pages/steward/people.py"
CLI = Scope(STEWARD, identity="root")
ME = people.identity(ISSUER, "u-17")


@pytest.fixture
def others(login_root: Path) -> list[str]:
    """Three who came before: a lead by group, one without a role, one who was revoked."""
    held, now = desk.open_desk(login_root / "own"), datetime.now(UTC) - timedelta(days=3)
    grants = {"lea": Grant("lead", ("logistics",)), "noa": None, "rob": Grant("executive")}
    told = [Arrival(ISSUER, s, s.title(), f"{s}@larkfield.test", g, now) for s, g in grants.items()]
    people.came(held, told)
    ids = [people.identity(ISSUER, subject) for subject in grants]
    people.revoke(CLI, held, ids[2], now)
    return ids


def choose(app: AppTest, number: int) -> AppTest:
    key, _ = app.session_state["people_shown"]
    app.session_state[key] = {"selection": {"rows": [number], "columns": [], "cells": []}}
    return app.run()


def test_a_steward_sees_who_came_and_who_waits(enter: Enter, others: list[str]) -> None:
    app = enter(user("cx-stewards"), PAGE)
    app.run()
    said = words(app)
    assert "1 person waits for a role." in said
    assert "Taken back: 1." in said
    rows = app.dataframe[0].value
    found = {row["Name"]: (row["Role"], row["From"]) for _, row in rows.iterrows()}
    assert found["Lea"] == ("a lead of departments", "groups")
    assert found["Noa"] == ("none", "waits for a role")
    assert found["Rob"] == ("an executive", "taken back")
    assert "Logistics" in set(rows["Departments, teams"])
    app.selectbox(key="people_only").set_value("asking").run()
    assert list(app.dataframe[0].value["Name"]) == ["Noa"]


def test_a_steward_gives_a_role_and_the_person_has_it(
    enter: Enter, others: list[str], login_root: Path
) -> None:
    app = enter(user("cx-stewards"), PAGE)
    app.text_input(key="people_find").set_value("noa").run()
    choose(app, 0)
    noa = others[1]
    app.selectbox(key=f"role_{noa}").set_value("lead")
    next(b for b in app.button if b.label == "Save").click().run()
    assert "at least one department" in words(app)
    app.multiselect(key=f"departments_{noa}").set_value(["stores"])
    next(b for b in app.button if b.label == "Save").click().run()
    assert "Noa: saved." in words(app)
    mine = enter(user("choir", sub="noa", name="Noa"))
    assert "You are here as a lead of departments." in words(mine)


def test_who_is_chosen_stays_so_when_somebody_else_comes(
    enter: Enter, others: list[str], login_root: Path
) -> None:
    """The list begins with whoever came last: each who comes moves the rows of all others."""
    app = enter(user("cx-stewards"), PAGE)
    assert notes.written()
    app.run()
    choose(app, list(app.dataframe[0].value["Name"]).index("Noa"))
    noa, held = others[1], desk.open_desk(login_root / "own")
    app.selectbox(key=f"role_{noa}").set_value("employee")
    at = datetime.now(UTC) + timedelta(seconds=1)
    people.came(held, [Arrival(ISSUER, "zoe", "Zoe", "", None, at)])
    next(b for b in app.button if b.label == "Save").click().run()
    assert app.dataframe[0].value["Name"].iloc[0] == "Zoe"
    assert "Noa: saved." in words(app)
    assert [b.key for b in app.button if str(b.key).startswith("revoke")] == [f"revoke_{noa}"]
    assert people.standing(held, ISSUER, "noa", "").given == Grant("employee")
    app.selectbox(key="people_only").set_value("asking").run()
    assert "revoke" not in str([b.key for b in app.button])  # Noa waits for nothing any more


def test_the_last_steward_stays(enter: Enter, login_root: Path) -> None:
    app = enter(user("cx-stewards"), PAGE)
    assert notes.written()
    app.run()
    choose(app, 0)
    app.selectbox(key=f"role_{ME}").set_value("employee")
    next(b for b in app.button if b.label == "Save").click().run()
    assert "Nobody would be left who may give roles" in words(app)
    assert "You are here as a steward" in words(app)


def test_nobody_else_sees_people_or_the_log(enter: Enter, others: list[str]) -> None:
    for group in ("cx-board", "cx-payroll", "all-staff", "cx-leads-logistics"):
        app = enter(user(group, sub=f"u-{group}"), PAGE)
        assert "Open to stewards" in words(app)
        assert not app.dataframe
        assert "Lea" not in words(app)


def test_the_log_names_who_looked_at_what(enter: Enter, login_root: Path) -> None:
    enter(user("cx-board", sub="b", name="Bo Board"), "pages/listen/voice.py")
    assert notes.written()
    app = enter(user("cx-stewards"), PAGE)
    app.session_state["people_mode"] = "Who looked at what"
    app.run()
    rows = app.dataframe[0].value
    assert set(rows["Who"]) == {"Bo Board"}
    assert set(rows["Looked at"]) == {"Comments"}
    assert "times of Europe/Amsterdam" in words(app)


def test_a_look_late_in_the_evening_has_the_day_and_the_time_of_one_place(
    enter: Enter, login_root: Path
) -> None:
    at = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # half past midnight on the second
    look = Look(at.date(), ME, "executive", looks.COMMENTS, "everybody")
    looks.looked(desk.open_desk(login_root / "own"), [(look, at)])
    app = enter(user("cx-stewards"), PAGE)
    assert notes.written()
    app.session_state["people_mode"] = "Who looked at what"
    app.run()
    rows = app.dataframe[0].value
    assert [(str(day), time) for day, time in zip(rows["Day"], rows["First at"], strict=True)] == [
        ("2026-06-02", "00:30")
    ]
    assert "once a person, day and thing; times of Europe/Amsterdam" in words(app)


def test_times_are_of_the_companys_zone(enter: Enter, others: list[str]) -> None:
    app = enter(user("cx-stewards"), PAGE)
    assert notes.written()
    came = app.run().dataframe[0].value["Last came"][0]
    now = datetime.now(ZoneInfo("Europe/Amsterdam"))
    lately = now - timedelta(minutes=30)  # UTC is an hour behind at least
    assert came.removeprefix("today, ") >= f"{lately:%H:%M}" or lately.date() < now.date()


def test_a_wrong_people_file_is_told_to_the_steward_with_its_entry(
    enter: Enter, others: list[str], login_root: Path
) -> None:
    held = desk.open_desk(login_root / "own")
    people.give(CLI, held, others[1], Grant("steward"), datetime.now(UTC))
    file = login_root / "own" / "people.toml"
    file.write_text(PEOPLE.replace('"logistics"', '"logistic"'), "utf-8")
    app = enter(user(sub="noa"), PAGE)
    assert "did you mean 'logistics'?" in unescape(words(app))
    file.write_text(PEOPLE.replace("payroll", "pay"), "utf-8")
    assert "group 'cx-pay': there is no role 'pay'" in unescape(words(app.run()))


def test_without_a_login_the_page_says_how_to_set_one_up(visit: Open) -> None:
    app = visit(PAGE, role="steward")
    assert "No login is set up" in words(app)
    assert not app.dataframe


def test_who_saved_something_is_told_by_name_and_kept_by_number(
    enter: Enter, others: list[str]
) -> None:
    def script() -> None:
        import streamlit as st

        from pages.ui import authors

        st.text(authors.named(st.session_state["said"]))

    app = AppTest.from_function(script)
    app.secrets["auth"] = dict(AUTH)
    app.user = user("cx-stewards")
    app.session_state["said"] = f"{others[0]} saved; person-{'0' * 16} too"
    assert app.run().text[0].value == f"Lea saved; person-{'0' * 16} too"
