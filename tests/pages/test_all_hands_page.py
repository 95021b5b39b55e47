"""The all-hands page: put together, frozen, opened by link, shown with nothing around it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import desk, record
from cxdata.desk import presentations, shown_ways
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.reports import presentation_text
from cxdata.scope import STEWARD, Scope
from tests import halls, records
from tests.pages.conftest import Open
from tests.pages.reading import words

PAGE = "pages/present/all_hands.py"
LONG = "We did what we said, and our customers noticed."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return halls.hall(tmp_path)


def stage(app: AppTest) -> dict:
    """What the browser is given to show."""
    found = [json.loads(e.proto.json) for e in app.get("bidi_component")]
    return next(data for data in found if "full" in data)


def keys(app: AppTest) -> list[str]:
    return re.findall(r'data-key="(\w+)"', stage(app)["html"])


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def spoken(app: AppTest) -> list:
    """The choices of a moment's words."""
    return [box for box in app.checkbox if str(box.key).startswith("words_")]


def frozen(root: Path) -> tuple[presentations.Frozen, ...]:
    return presentations.every(halls.ANN, desk.open_desk(record.locate(root)))


def test_slides_are_moved_left_out_worded_and_frozen(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    assert keys(app) == ["nps", "score", "moved", "journey", "goal", "part"]
    press(app, "move_moved_Up")
    app.checkbox(key="on_journey").uncheck().run()
    area = next(a for a in app.text_area if str(a.key).startswith("said_score"))
    area.input(LONG).run()
    assert keys(app) == ["nps", "moved", "score", "goal", "part"]
    assert LONG in stage(app)["html"]
    assert app.button(key="move_nps_Up").disabled
    app.text_input(key="hall_title_Aug – Oct 2026").input("Our autumn").run()
    press(app, "freeze")
    assert "Frozen and logged: “Our autumn”" in words(app)
    (made,) = frozen(root)
    held = presentation_text.presentation(made.body)
    assert [one.key for one in held.slides] == ["nps", "moved", "score", "goal", "part"]
    assert held.slides[2].sentence == LONG


def test_a_way_is_a_slide_only_once_it_is_approved_and_none_of_its_words_is_frozen(
    visit: Open, root: Path
) -> None:
    app = visit(PAGE, root=root)
    assert "way" not in keys(app)
    for at, _ in enumerate(app.selectbox(key="hall_way").options):
        if spoken(app):
            break
        app.selectbox(key="hall_way").select_index(at).run()
    approve = next(b for b in app.button if str(b.key).startswith("approve_"))
    approve.click().run()
    assert "Say in 10 to 500 characters why" in words(app)
    spoken(app)[0].check().run()
    reason = next(a for a in app.text_area if str(a.key).startswith("reason_"))
    reason.input(halls.WHY).run()
    press(app, str(approve.key))
    assert keys(app).index("way") == 4
    (shown,) = shown_ways.approved(halls.ANN, desk.open_desk(record.locate(root)))
    said = presentation_text.slide(shown.body).pictures[0].steps
    text = next(step.words for step in said if step.words)
    assert text.split("'")[0] in stage(app)["html"]
    press(app, "freeze")
    (made,) = frozen(root)
    assert text not in made.body
    assert shown.id in made.body
    press(app, f"back_{shown.id}")
    again = visit(PAGE, "employee", root=root, deck=made.id)
    assert "approval was withdrawn" in stage(again)["html"]


@pytest.mark.parametrize("role", ["employee", "lead", "payroll"])
def test_others_look_and_open_links_but_freeze_and_approve_nothing(
    visit: Open, root: Path, role: str
) -> None:
    press(visit(PAGE, root=root), "freeze")
    (made,) = frozen(root)
    app = visit(PAGE, role, root=root)
    assert keys(app)
    said = words(app)
    assert "Executives and stewards freeze" in said
    assert "Frozen presentations" not in said
    assert "One customer's way" not in said
    own = [str(button.key) for button in app.button]
    assert not [key for key in own if key.startswith(("freeze", "approve_", "withdraw_", "open_"))]
    opened = visit(PAGE, role, root=root, deck=made.id)
    assert keys(opened) == ["nps", "score", "moved", "journey", "goal", "part"]
    assert "these figures stay as they are" in words(opened)


def test_on_the_big_screen_there_is_nothing_but_slides(visit: Open, root: Path) -> None:
    press(visit(PAGE, root=root), "freeze")
    (made,) = frozen(root)
    for query in ({}, {"deck": made.id}):
        app = visit(PAGE, "employee", root=root, show="1", auto="15", **query)
        data = stage(app)
        assert (data["full"], data["auto"], len(keys(app))) == (True, 15, 6)
        assert not app.button
        assert not app.selectbox
        assert "View of" not in words(app)
    live = visit(PAGE, root=root, show="1", slides="goal,nps,nonsense", period="1", auto="-3x")
    assert (keys(live), stage(live)["auto"]) == (["goal", "nps"], 0)
    assert "Oct 2026" in stage(live)["html"]
    far = visit(PAGE, root=root, show="1", period="other", since="2026-01-01", until="9999-12-31")
    assert "Something went wrong" not in words(far)
    other = visit(PAGE, root=root, show="1", period="other", since="2026-09-01", until="2026-05-01")
    assert "May – Sep 2026" in stage(other)["html"]


def test_a_live_screen_follows_the_record_and_a_frozen_one_does_not(
    visit: Open, tmp_path: Path
) -> None:
    root = records.own_root(tmp_path, records.balanced(40))
    press(visit(PAGE, root=root), "freeze")
    (made,) = frozen(root)
    live = visit(PAGE, root=root, show="1")
    fixed = visit(PAGE, root=root, show="1", deck=made.id)
    assert "40 answers" in stage(live)["html"]
    file = tmp_path / "more.csv"
    header = "response_id,answered_at,kind,touchpoint,team,segment,channel,region,nps"
    rows = [f"m{i},2026-10-20,relational,,front,Home,Shop,North,10" for i in range(30)]
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    looked = visit(PAGE, root=root)
    imports.commit(Scope(STEWARD), root / "own", Batch((file,)), halls.NOW)
    press(looked, "freeze")
    assert "New answers came in since you looked" in words(looked)
    assert len(frozen(root)) == 1
    assert "70 answers" in stage(live.run())["html"]
    assert "40 answers" in stage(fixed.run())["html"]


def test_a_link_to_nothing_and_a_withdrawn_one_say_so_kindly(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    press(app, "freeze")
    (made,) = frozen(root)
    press(app, f"withdraw_{made.id}")
    assert "Withdrawn and logged" in words(app)
    for query in ({"deck": made.id}, {"deck": "x" * 40, "show": "1"}, {"deck": "<b>"}):
        app = visit(PAGE, "employee", root=root, **query)
        assert "leads to no presentation" in words(app)
        assert not [e for e in app.get("bidi_component") if "full" in e.proto.json]


def test_sentences_written_for_other_months_do_not_come_along(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    area = next(a for a in app.text_area if str(a.key).startswith("said_score"))
    area.input(LONG).run()
    app.selectbox(key="period").select("12").run()
    assert LONG not in stage(app)["html"]
    assert "Nov 2025 – Oct 2026" in stage(app)["html"]
    (title,) = app.text_input
    assert title.value == "How our customers see us, Nov 2025 – Oct 2026"
