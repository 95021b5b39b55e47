"""Addresses with ids, with names, and with what is not known."""

from collections.abc import Callable
from difflib import get_close_matches

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import address
from tests.pages.reading import words

Open = Callable[..., AppTest]
PAGES = (
    "",
    "pages/listen/journey.py",
    "pages/listen/trend.py",
    "pages/listen/handovers.py",
    "pages/listen/voice.py",
    "pages/compare/line_of_sight.py",
    "pages/compare/teams.py",
    "pages/act/monday.py",
)


@pytest.mark.parametrize("page", PAGES)
def test_an_id_opens_what_the_name_opens(visit: Open, page: str) -> None:
    app = visit(page, department="logistics", team=["vans_north"], period="Last 6 months")
    assert app.session_state["department"] == ["logistics"]
    assert app.session_state["team"] == ["vans_north"]
    assert "is left out" not in words(app)
    assert app.query_params["department"] in ("Logistics", ["Logistics"])
    if page != "pages/act/monday.py":  # which has no choice of months
        assert app.session_state["period"] == "6"


@pytest.mark.parametrize("page", PAGES[1:])
def test_what_is_not_known_is_told_and_what_is_known_stays(visit: Open, page: str) -> None:
    app = visit(page, department=["Logistic", "Support"])
    assert "No department is called “Logistic”" in words(app)
    assert "Did you mean “Logistics”?" in words(app)
    assert app.session_state["department"] == ["support"]


def test_an_address_of_hundreds_of_unknown_names_is_searched_and_told_shortly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[str] = []

    def search(word: str, *rest: object, **more: object) -> list[str]:
        searched.append(word)
        return get_close_matches(word, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(address, "get_close_matches", search)
    names = {f"t{i}": f"Team number {i} of {chr(97 + i % 26)}ville" for i in range(300)}
    known = {key: {} for key in ("department", "segment", "channel", "region")} | {"team": names}
    asked = [f"Team nmber {i} of xville" for i in range(400)]
    kept, lost = address._read({"team": ["t7", *asked], "segment": ["x" * 5000] * 9}, known)
    assert searched == asked[:3]  # each costs a search over all names
    assert kept["team"] == [names["t7"]]
    assert "Did you mean “Team number 205 of xville”?" in lost[0]
    assert lost[3] == "And 397 more of the address are left out."
    assert len(" ".join(lost)) < 1000


def test_the_notice_stays_until_something_else_is_chosen(visit: Open) -> None:
    app = visit("pages/listen/trend.py", department="Clams")
    assert "No department is called “Clams”" in words(app.run())
    app.multiselect(key="department").set_value(["support"]).run()
    assert "Clams" not in words(app)


def test_a_team_of_another_department_is_told(visit: Open) -> None:
    app = visit("pages/compare/teams.py", department="support", team="harbour")
    assert "The team Harbour store is no team of the department that is chosen" in words(app)
    assert app.session_state["team"] == []


def test_an_unknown_segment_is_told_as_well(visit: Open) -> None:
    assert "No segment is called “Busines”" in words(visit(segment="Busines"))


def test_a_choice_that_is_not_known_is_told_until_another_is_made(visit: Open) -> None:
    app = visit(
        "pages/listen/journey.py", touchpoint="Deliverie", columns="team", colour="<b>puce</b>"
    )
    said = words(app)
    assert (
        "“Deliverie” is no choice under “Look closer at”: it stands at “No touchpoint yet”" in said
    )
    assert "What the address says is no choice under “Colour”" in said
    assert "puce" not in said
    assert said.count('class="cx-notice"') == 1  # one notice, however many choices it is about
    assert "Did you mean “Team”?" in said
    app.selectbox(key="touchpoint").set_value("advert").run()
    assert "Deliverie" not in words(app)
    assert "under “Colour”" in words(app)


def test_a_choice_that_went_away_since_was_asked_for_by_no_address() -> None:
    def page() -> None:
        import streamlit as st

        from pages.ui import choice

        names = {"": "All themes", "bill": "The bill"}
        if st.session_state.get("taken_out"):
            names.pop("bill")
            st.session_state.pop("theme", None)
        choice.one_of("Theme", names, "theme")
        choice.told()

    app = AppTest.from_function(page)
    app.query_params["theme"] = "The bill"
    assert app.run().selectbox(key="theme").value == "bill"
    app.session_state["taken_out"] = True
    assert "is no choice" not in words(app.run())
