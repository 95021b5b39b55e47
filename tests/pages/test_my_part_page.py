"""My part: whose it is, what it says to whom, and the code that leads back to it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st

from cxdata.charts import qr
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.scope import ROLES, STEWARD, Scope
from pages.ui import my_part
from tests import records, saying
from tests.pages.conftest import Open
from tests.pages.reading import marks, words
from tests.pages.test_monday_page import MONDAY, lead

PAGE = "pages/learn/my_part.py"


@pytest.mark.parametrize("role", ROLES)
def test_a_link_opens_a_teams_part_for_everybody(visit: Open, role: str) -> None:
    app = visit(PAGE, role=role, team="accounts")
    assert "The work of Billing and payables reaches the customer at 4 touchpoints" in words(app)
    drawn = marks(app)
    assert "Pays the couriers on time" in drawn
    assert "95 % between" in drawn
    assert "Marit Hoekstra · ext. 4105" in drawn.replace("\u00a0", " ")


def test_one_thing_this_week_comes_from_the_huddle_with_its_reason(visit: Open) -> None:
    said = words(visit(PAGE, department="Logistics"))
    assert "Ask three customers." in said
    assert "Delivery on time lies 23 under target." in said
    assert "Why: NPS +15, 95 % between +4 and +25, from 240 answers in Oct 2026." in said
    theirs = words(visit(PAGE, team="accounts"))
    assert "Take this to its owner." in theirs
    assert "Couriers paid on time" in theirs
    assert "It is owned by Logistics" in theirs


def test_comments_are_read_by_those_who_may_and_never_printed(visit: Open) -> None:
    mine = lead(visit, "logistics", page=PAGE)
    assert "The work of Logistics reaches" in words(mine)
    assert "cx-said-one" in marks(mine)
    other = lead(visit, "support", page=PAGE, department="Logistics")
    assert "cx-said-one" not in marks(other)
    assert "customers' words are not" in words(other).replace("&#x27;", "'")


def test_teams_are_those_of_the_department_and_one_of_another_falls_away(visit: Open) -> None:
    app = visit(PAGE, role="employee")
    every = app.multiselect(key="team").options
    app.multiselect(key="department").select("Logistics").run()
    teams = app.multiselect(key="team").options
    assert "Delivery West" in teams
    assert not {"Flagship store", "Brand and web"} & set(teams)
    app.multiselect(key="team").select("Delivery West").run()
    app.multiselect(key="department").set_value(["stores"]).run()
    assert app.multiselect(key="team").value == []
    assert "Harbour store" in app.multiselect(key="team").options
    assert "The work of Stores reaches" in words(app)
    app.multiselect(key="department").set_value([]).run()
    assert app.multiselect(key="team").options == every


def test_work_that_goes_through_others_is_told_by_everybody_there(visit: Open) -> None:
    drawn = marks(visit(PAGE, department="IT"))
    assert "Delivery on time</b> <small>Receive · by way of others" in drawn
    assert "Oct 2026, everybody there: 240 answers" in drawn
    assert "Nobody was asked" not in drawn


def test_no_customers_words_stand_on_the_wall(visit: Open) -> None:
    app = visit(PAGE, department="Stores")
    assert "“" not in words(app).replace("“View of …”", "")


def test_what_the_unhappy_say_more_often_stays_off_the_wall(visit: Open, tmp_path: Path) -> None:
    texts = {3: "I waited two hours for somebody", 9: "Quick and friendly, thank you"}
    rows = [saying.answer(i, score, texts[score]) for i in range(40) for score in (3, 9)]
    rows = [{**row, "response_id": f"r{i}"} for i, row in enumerate(rows)]
    root = saying.root(tmp_path, rows)
    huddle = marks(visit(MONDAY, root=root, role="executive", team="front"))
    assert "Unhappy customers say “" in huddle
    sheet = visit(PAGE, root=root, role="executive", team="front")
    assert "Quick and friendly" in marks(sheet)  # under the sheet, for those who may read it
    assert "Unhappy customers say" not in words(sheet)
    assert "waited" not in words(sheet)
    assert "Nothing stands out beyond chance this week." in words(sheet)


def test_without_a_part_it_asks_and_a_press_takes_one(visit: Open) -> None:
    app = visit(PAGE, role="employee")
    assert "Take your team above" in words(app)
    app.button(key="whose_finance").click().run()
    assert "The work of Finance reaches" in words(app)


def test_the_code_holds_the_pages_own_address_with_the_team(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Context:
        url = "https://cx.example/my_part"

    monkeypatch.setattr(st, "context", Context())
    view = my_part.View(datetime(2026, 8, 1).date(), datetime(2026, 11, 1).date(), (), ("amber",))
    address = my_part.address_of(view)
    assert address == "https://cx.example/my_part?team=amber"
    assert qr.modules(address) != qr.modules("https://cx.example/my_part")


def test_the_foot_says_on_paper_that_the_company_is_made_up(visit: Open, tmp_path: Path) -> None:
    # In the bar, in the head that other sheets have, and in the foot of this one.
    assert words(visit(PAGE, team="accounts")).count("a made-up company") == 3
    root = records.own_root(tmp_path, records.balanced(60))
    assert "made-up" not in words(visit(PAGE, root=root, team="front"))


def test_a_part_that_nobody_answered_about_says_so(visit: Open, tmp_path: Path) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    said = words(visit(PAGE, root=root, team="back"))
    assert "How the work of Back reaches the customer is not written down yet" in said
    shop = visit(PAGE, root=root, team="front")
    assert "Nobody answered." in marks(shop)
    assert "Nobody answered there in Oct 2026." in words(shop)
    assert "Nothing stands out beyond chance this week." in words(shop)


def test_a_group_under_the_minimum_shows_no_score(visit: Open, tmp_path: Path) -> None:
    rows = [f"t{i},2026-10-{i + 1:02d},touchpoint,till,front,,,,9" for i in range(4)]
    root = records.own_root(tmp_path, [*records.balanced(60), *rows])
    drawn = marks(visit(PAGE, root=root, team="front"))
    assert "+100" not in drawn
    assert "Too few to show." in drawn
    assert "Too few answered there" in words(visit(PAGE, root=root, team="front"))


def test_a_record_of_one_month_is_not_told_that_it_stands_in(visit: Open, tmp_path: Path) -> None:
    rows = [f"t{i},2026-10-{i + 1:02d},touchpoint,till,front,,,,{(9, 3)[i % 2]}" for i in range(24)]
    root = records.own_root(tmp_path, [*records.balanced(60), *rows])
    shop = visit(PAGE, root=root, team="front")
    assert "Oct 2026: 24 answers" in marks(shop)
    said = words(shop)
    assert "No targets are set." in said
    assert "last month alone" not in said
    assert "Changes are against" not in said
    assert "Upright line" not in said


def test_a_company_without_an_organisation_file_is_told_how(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    rows = [f"{i},2026-10-{i % 28 + 1:02d},{(9, 3)[i % 2]}" for i in range(60)]
    file.write_text("\n".join(["id,answered_at,nps", *rows]) + "\n", "utf-8")
    imports.commit(
        Scope(STEWARD), tmp_path / "own", Batch((file,)), datetime(2026, 11, 1, tzinfo=UTC)
    )
    assert "No departments yet" in words(visit(PAGE, root=tmp_path))
