"""Addresses with ids, with names, and with what is not known."""

from collections.abc import Callable
from difflib import get_close_matches

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import address, unread, what_if_sliders
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


@pytest.mark.parametrize(
    ("page", "query", "told"),
    [
        ("listen/journey", {"cell": "advert"}, "no “cell” in an address: it is left out. Did you"),
        ("listen/trend", {"from": "2026-01"}, "it is left out. Did you mean “since”?"),
        ("listen/handovers", {"to": "Pay"}, "Did you mean “going_to”?"),
        ("listen/voice", {"q": "bill"}, "Did you mean “search”?"),
        ("listen/trend", {"period": "Last 4 months"}, "Did you mean “Last 6 months”?"),
        ("listen/trend", {"period": "Other months", "since": "2026-01"}, "mean “Jan 2026”?"),
        ("listen/trend", {"scores": "heavy"}, "no choice under “Scores”: it stands at “As answ"),
        ("listen/voice", {"comments": "999"}, "These comments have no page 999, but "),
        ("listen/drivers", {"measure": "weather"}, "“weather” is no choice under “Look closer at”"),
        ("learn/nps", {"lesson": "Sums"}, "“Sums” is no choice under “Part of the lesson”"),
        ("compare/teams", {"<b>": "x"}, "names something that this page does not read"),
    ],
)
def test_what_an_address_says_in_vain_is_told(
    visit: Open, page: str, query: dict[str, str], told: str
) -> None:
    assert told in words(visit(f"pages/{page}.py", **query))


def test_a_name_that_nothing_reads_is_told_until_something_is_chosen(visit: Open) -> None:
    app = visit("pages/listen/trend.py", cell="x", by="Team", utm_source="mail")
    assert words(app).count("is left out") == 1
    assert words(app.run()).count("is left out") == 1
    app.selectbox(key="grain").set_value("quarter").run()
    assert "is left out" not in words(app)


def test_months_in_an_address_need_no_period_beside_them(visit: Open) -> None:
    app = visit("pages/listen/trend.py", since="Jan 2026", until="Mar 2026")
    assert app.session_state["period"] == "other"
    assert app.session_state["since"] == "2026-01-01"
    assert not app.warning
    assert 'class="cx-notice"' not in words(app)


def test_other_pages_name_of_a_touchpoint_is_taken_on_the_page_of_comments(visit: Open) -> None:
    app = visit("pages/listen/voice.py", touchpoint="Delivery on time")
    assert app.session_state["at"] == "delivery_on_time"
    assert 'class="cx-notice"' not in words(app)


def test_a_slider_of_what_if_that_there_is_none_of_is_told(visit: Open) -> None:
    said = words(visit("pages/reward/what_if.py", if_widht="50"))
    assert "This page reads no “if_widht” in an address" in said
    assert "Did you mean “if_width”?" in said
    for name in what_if_sliders.SLIDERS:  # whoever may not open the page is told of none
        assert f"if_{name}" in unread.READ


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("listen/handovers", {"between": "Teams", "after": "A good first answer", "scored": "x"}),
        ("present/all_hands", {"show": "1", "auto": "9", "slides": "nps", "period": "3"}),
        ("learn/nps", {"term": "passive", "lesson": "Glossary"}),
        ("reward/what_if", {f"if_{name}": "60" for name in what_if_sliders.SLIDERS}),
        ("reward/what_if", {"if_side": "Harbour store"}),
    ],
)
def test_what_is_read_beside_another_choice_is_told_by_nobody_else(
    visit: Open, page: str, query: dict[str, str]
) -> None:
    assert "is left out" not in words(visit(f"pages/{page}.py", **query))
