"""The page of teams: what is planted is found, nothing else is, and nothing runs twice."""

import html
import json
import re

import pytest

from cxdata.metrics import shrink
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

TEAMS = "pages/compare/teams.py"
ROW = re.compile(r"<tr[^>]*>.*?</tr>")


def rows(app: object) -> dict[str, str]:
    """Id of each team in the tables -> the markup of its row."""
    found = {}
    for row in ROW.findall(marks(app)):  # type: ignore[arg-type]
        team = re.search(r'data-team="([^"]+)"', row)
        if team:
            found[team[1]] = row
    assert found, "the tables are written in another way now: follow it here"
    return found


def test_luck_is_not_praised_and_hard_customers_are_not_blamed(visit: Open) -> None:
    app = visit(TEAMS)
    said, table = words(app), rows(app)
    assert "does not stand out" in table["island"]
    assert "above its peers" in table["harbour"]
    assert "Harbour store stands above its peers." in said
    assert "Harbour store is last of 6 by its plain score" in said
    assert "Island store is first of 6 by its plain score" in said
    assert "Nov 2025 – Oct 2026" in said


def test_nothing_else_is_flagged(visit: Open) -> None:
    table = rows(visit(TEAMS))
    assert len(table) == 16
    flagged = {t for t, row in table.items() if re.search("cx-l-(above|below)", row)}
    assert flagged == {"harbour"}


def test_departments_are_in_the_order_of_the_file_and_teams_by_name(visit: Open) -> None:
    app = visit(TEAMS)
    assert list(rows(app))[:6] == ["canal", "flagship", "harbour", "island", "market", "station"]
    html = marks(app)
    names = re.findall(r'<div class="cx-who">([^<]+)</div>', html)
    assert names == [
        "Marketing",
        "Sales",
        "Stores",
        "Product",
        "Logistics",
        "Support",
        "Finance",
        "IT",
    ]
    said = words(app)
    assert "Nov 2025 – Oct 2026, changes against Nov 2024 – Oct 2025." in said
    assert "The scorecard's are of Aug – Oct 2026" in said.replace("&#x27;", "'").replace(
        "&#39;", "'"
    )
    best = list(rows(visit(TEAMS, sorted="By adjusted score")))
    assert best[:2] == ["island", "harbour"]


def test_a_department_is_looked_at_within_its_whole_group(visit: Open) -> None:
    app = visit(TEAMS, department=["Sales"])
    table = rows(app)
    assert {t for t, row in table.items() if "cx-l-quiet" not in row} == {"flagship"}
    assert len(table) == 6
    assert "By their own past" not in words(app)


def test_teams_without_peers_have_their_own_chart_target_and_reason(visit: Open) -> None:
    app = visit(TEAMS)
    said, html = words(app), marks(app)
    assert "names no peers for them, so each is held against its own past" in said
    # Brand and web is +32 here and +36 before pay, of other answers in the same months.
    assert "Pay goes by answers under its own name" in said
    for team in ("brand", "appliances", "accounts", "platform"):
        assert f'data-team="{team}"' in html
    assert "under target" in html


def test_every_funnel_says_in_words_what_it_shows(visit: Open) -> None:
    charts = visit(TEAMS).get("plotly_chart")
    said = [chart.proto.alt for chart in charts]
    assert len(said) == 3
    assert "Harbour store lies over the 95 % limits" in said[0]
    assert said[2] == "All 5 teams of Support lie within the 95 % limits of chance."
    for chart in charts:
        kinds = {trace["type"] for trace in json.loads(chart.proto.spec)["data"]}
        assert kinds == {"scatter"}


@pytest.mark.parametrize("key", ["group_stores", "alone", "departments", "funnel_support"])
def test_behind_each_picture_are_its_words_and_its_table(visit: Open, key: str) -> None:
    app = visit(TEAMS)
    assert not app.dataframe
    app.session_state[f"about_{key}"] = True
    app.run()
    assert len(app.dataframe) == (0 if key.startswith("funnel") else 1)
    assert "When not to trust it" in " ".join(text.value for text in app.markdown)


def test_places_are_drawn_once_for_a_slice_however_often_it_is_looked_at(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real draws, counted: sorting and running again need none."""
    drawn, ranks = [], shrink.ranks
    monkeypatch.setattr(shrink, "ranks", lambda *a: (drawn.append(1), ranks(*a))[1])
    app = visit(TEAMS)
    assert len(drawn) == 3  # a peer group each
    app.run()
    app.selectbox(key="sorted").select("answers").run()
    assert not app.exception
    assert len(drawn) == 3
    app.selectbox(key="over").select("period").run()
    assert len(drawn) == 6


def test_a_team_that_is_pressed_opens_its_page(visit: Open) -> None:
    app = visit(TEAMS, department=["Sales"])
    app.session_state["asked_team"] = "harbour"
    app.run()
    assert not app.exception
    assert "Which teams stand out" not in words(app)
    assert app.session_state["team"] == ["harbour"]
    assert "Harbour store" in words(app)


def test_a_press_that_nobody_made_goes_nowhere(visit: Open) -> None:
    app = visit(TEAMS)
    app.session_state["asked_team"] = "<script>"
    app.run()
    assert "Which teams stand out" in words(app)


def test_bad_choices_in_the_url_fall_back(visit: Open) -> None:
    app = visit(TEAMS, over="A decade", sorted="By luck")
    assert "Nov 2025 – Oct 2026" in words(app)
    assert app.selectbox(key="sorted").value == "name"


def test_a_spread_that_may_be_chance_is_no_reason_to_stop_asking(visit: Open) -> None:
    said = words(visit(TEAMS, segment=["Business"], region=["Coast"]))
    assert "more answers would not change that" not in said
    assert "with 105 answers; more would show whether they differ at all beyond chance" in said
    assert "they differ by about 6 points among themselves" in words(visit(TEAMS))


def test_monday_and_teams_give_a_team_one_verdict(visit: Open) -> None:
    app = visit(TEAMS)
    assert "does not stand out: its peers differ as much" in rows(app)["vans_north"]
    told = html.unescape(words(app))
    assert "5 teams are too few to know how far such teams usually lie apart" in told
    assert (
        "So Delivery East (+26) and Delivery North (+5), against the usual +14, are nothing "
        "unusual, and more answers would not change that."
    ) in told
    app = visit("pages/act/monday.py", team="Delivery North")
    said = html.unescape(words(app))
    assert "Delivery North does not stand out from its peers, who differ as much among" in said
    assert "themselves: +5 with customers like theirs" in said
    assert "the usual team +14; 95 in 100 such teams lie between −14 and +42" in said


def test_a_phone_meets_pictures_before_how_to_read_them(visit: Open) -> None:
    said = words(visit(TEAMS))
    folded = re.findall(r'<details class="cx-fold">.*?</details>', said)
    assert sum("The best guess adds roughly" in one for one in folded) == 3
    assert sum("Not a ranking" in one for one in folded) == 1
