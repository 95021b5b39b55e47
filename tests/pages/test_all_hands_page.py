"""The all-hands page: put together, frozen, opened by link, shown with nothing around it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from cxdata import desk, record
from cxdata.desk import people, presentations, shown_ways
from cxdata.desk.people import Arrival
from cxdata.export import pptx
from cxdata.flows import imports
from cxdata.flows import presentations as flow
from cxdata.flows.imports import Batch
from cxdata.reports import presentation_text, slides, slides_frozen, wording
from cxdata.scope import EXECUTIVE, STEWARD, Scope
from tests import halls, records
from tests.logins import ISSUER, user
from tests.pages.conftest import Enter, Open
from tests.pages.reading import words

PAGE = "pages/present/all_hands.py"
LONG = "We did what we said, and our customers noticed."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return halls.hall(tmp_path)


def stages(app: AppTest) -> dict[str, dict]:
    """What the browser is given to show, by what it is remembered by."""
    found = [json.loads(e.proto.json) for e in app.get("bidi_component")]
    return {data["id"]: data for data in found if "full" in data}


def stage(app: AppTest) -> dict:
    """The slides themselves."""
    return next(data for id_, data in stages(app).items() if id_ != "to_approve")


def field(app: AppTest, key: str) -> TextArea:
    """Where the sentence of a slide is written."""
    return next(a for a in app.text_area if str(a.key).startswith(f"said_{key}"))


def keys(app: AppTest) -> list[str]:
    return re.findall(r'data-key="(\w+)"', stage(app)["html"])


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def spoken(app: AppTest) -> list:
    """The choices of a moment's words."""
    return [box for box in app.checkbox if str(box.key).startswith("words_")]


def sentence(app: AppTest) -> TextArea:
    """Where the sentence of the way that is to be approved is written."""
    return next(a for a in app.text_area if str(a.key).startswith("sentence_"))


def tick(app: AppTest) -> None:
    """Say that nobody is named in what everyone will read."""
    next(box for box in app.checkbox if str(box.key).startswith("read_")).check().run()


def frozen(root: Path) -> tuple[presentations.Frozen, ...]:
    return presentations.every(halls.ANN, desk.open_desk(record.locate(root)))


def test_slides_are_moved_left_out_worded_and_frozen(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    assert keys(app) == ["nps", "score", "moved", "journey", "goal", "part"]
    press(app, "move_moved_Up")
    app.checkbox(key="on_journey").uncheck().run()
    field(app, "score").input(LONG).run()
    assert stage(app)["edited"][0] == "score"
    assert "Left out: “You said, we did”. There are no improvements" in words(app)
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
    assert approve.disabled
    tick(app)
    press(app, str(approve.key))
    assert "Say in 10 to 500 characters why" in words(app)
    chosen = spoken(app)[0]
    assert "cx-words" not in stages(app)["to_approve"]["html"]
    chosen.check().run()
    # What everyone will see stands above the button before it is pressed.
    assert "cx-words" in stages(app)["to_approve"]["html"]
    reason = next(a for a in app.text_area if str(a.key).startswith("reason_"))
    reason.input(halls.WHY).run()
    # Words were added since it was read: it is read again.
    assert app.button(key=approve.key).disabled
    own = str(sentence(app).value)
    sentence(app).input("Then Julia of Support Elm called.").run()
    assert "This names a team, a month or a date: “Support Elm”." in words(app)
    sentence(app).input("Then Julia called.").run()
    assert "Is “Julia” somebody's name?" in words(app).replace("&#x27;", "'")
    sentence(app).input(own).run()
    assert "Is “" not in words(app)
    tick(app)
    press(app, str(approve.key))
    assert keys(app).index("way") == 4
    (shown,) = shown_ways.approved(halls.ANN, desk.open_desk(record.locate(root)))
    said = presentation_text.slide(shown.body).pictures[0].steps
    text = next(step.words for step in said if step.words)
    assert text.split("'")[0] in stage(app)["html"]
    # It was approved for everyone, by whoever it says and when: another visit has it too.
    later = visit(PAGE, root=root)
    assert keys(later).index("way") == 4
    on = wording.day(shown.approved_at.astimezone(ZoneInfo("Europe/Amsterdam")).date())
    assert f"Approved by an executive on {on}" in words(later)
    assert "In this presentation" in words(later)
    assert "way" in keys(visit(PAGE, "employee", root=root, show="1"))
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
    assert "Withdrawn and logged: “How our customers see us, Aug – Oct 2026”" in words(app)
    for query in ({"deck": made.id}, {"deck": "x" * 40, "show": "1"}, {"deck": "<b>"}):
        app = visit(PAGE, "employee", root=root, **query)
        said = words(app)
        assert "leads to no presentation" in said
        whole = "show" in query
        assert ("overflow: hidden !important" in said) == whole
        assert bool([b for b in app.button if b.key == "back_to_hall"]) == whole
        assert not [e for e in app.get("bidi_component") if "full" in e.proto.json]


def test_sentences_written_for_other_months_do_not_come_along(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    field(app, "score").input(LONG).run()
    app.selectbox(key="period").select("12").run()
    assert LONG not in stage(app)["html"]
    assert "Nov 2025 – Oct 2026" in stage(app)["html"]
    (title,) = app.text_input
    assert title.value == "How our customers see us, Nov 2025 – Oct 2026"
    app.selectbox(key="period").select("3").run()
    assert LONG in stage(app)["html"]


def test_what_is_chosen_and_written_outlives_the_visit(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    press(app, "move_moved_Up")
    app.checkbox(key="on_journey").uncheck().run()
    field(app, "score").input(LONG).run()
    # Without a login it is whose view it is, and the page says so.
    assert "for this view: no login is set up, so whoever looks as an executive has" in words(app)
    again = visit(PAGE, root=root)
    assert keys(again) == ["nps", "moved", "score", "goal", "part"]
    assert LONG in stage(again)["html"]
    assert field(again, "score").value == LONG
    assert not again.checkbox(key="on_journey").value
    assert LONG in stage(visit(PAGE, root=root, show="1"))["html"]
    # Somebody else's draft is another one, and a lobby's address shows what it names.
    assert len(keys(visit(PAGE, "employee", root=root))) == 6
    assert LONG not in stage(visit(PAGE, root=root, show="1", slides="score"))["html"]
    field(again, "score").input("  ").run()
    assert field(again, "score").value.startswith("Lower since May 2026")


def test_two_windows_keep_what_either_wrote(visit: Open, root: Path) -> None:
    one, two = visit(PAGE, root=root), visit(PAGE, root=root)
    field(one, "nps").input("From the first window.").run()
    field(two, "score").input("From the second window.").run()
    assert "From the first window." in stage(two)["html"]
    field(one, "score").input("From the first as well.").run()
    assert "Another window of yours wrote here meanwhile: “From the second window.”" in words(one)
    assert "From the first as well." in stage(one)["html"]
    press(one, "other_score")
    assert "From the second window." in stage(one)["html"]
    assert "Another window of yours" not in words(one)
    assert field(one, "score").value == "From the second window."


def test_a_sentence_that_is_too_long_is_told_at_its_field_and_kept(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    long = "We did what we said. " * 16
    field(app, "score").input(long).run()
    said = words(app)
    assert "335 of 300 characters: shorten it by 35. Until then the slide shows its own" in said
    assert "Lower since May 2026" in stage(app)["html"]
    assert app.button(key="freeze").disabled
    assert field(visit(PAGE, root=root), "score").value == long
    field(app, "score").input(long[:250]).run()
    assert f"{len(long[:250].strip())} of 300 characters" in words(app)
    assert long[:100] in stage(app)["html"]
    assert not app.button(key="freeze").disabled
    field(app, "score").input("x" * 5_001).run()
    assert "It was not saved: shorten it." in words(app)
    assert len(field(app, "score").value) == 5_001


def test_names_are_told_as_they_were_and_as_they_are(visit: Open, root: Path) -> None:
    app = visit(PAGE, root=root)
    press(app, "freeze")
    (made,) = frozen(root)
    assert app.button(key=f"rename_{made.id}").disabled
    app.text_input(key=f"title_{made.id}").input("Our autumn").run()
    assert "Close the link to “How our customers see us, Aug – Oct 2026” for good?" in words(app)
    press(app, f"rename_{made.id}")
    assert f"“{made.title}” is called “Our autumn” now." in words(app)
    assert frozen(root)[0].title == "Our autumn"
    app.text_input(key=f"title_{made.id}").input("Never pressed").run()
    press(app, f"withdraw_{made.id}")
    assert "Withdrawn and logged: “Our autumn”." in words(app)
    assert "Never pressed" not in words(app)


def test_a_second_press_on_freeze_makes_no_second_and_two_alike_show_their_time(
    visit: Open, root: Path
) -> None:
    app = visit(PAGE, root=root)
    press(app, "freeze")
    (made,) = frozen(root)
    press(app, "freeze")
    assert "Nothing changed since you froze it under this title" in words(app)
    assert frozen(root) == (made,)
    day = r"\d{1,2} \w{3} \d{4}, an executive"
    assert re.search(day, words(app))
    app.checkbox(key="on_journey").uncheck().run()
    press(app, "freeze")
    assert len(frozen(root)) == 2
    assert len(re.findall(r"\d{4}, \d\d:\d\d, an executive", words(app))) == 2


def test_the_day_of_freezing_is_the_companys_own(visit: Open, root: Path) -> None:
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # past midnight in Amsterdam
    found = slides.presentation(halls.ANN, *halls.serving(root), halls.QUARTER)
    home = record.locate(root)
    id_ = flow.freeze(halls.ANN, home, "Autumn", presentation_text.written(found), late).id
    assert "frozen 3 Nov 2026" in stage(visit(PAGE, root=root, show="1", deck=id_))["html"]
    amsterdam = ZoneInfo("Europe/Amsterdam")
    held = slides_frozen.opened(halls.ANN, desk.open_desk(home), id_, amsterdam)
    assert "frozen on 3 Nov 2026" in pptx.stamp(held)


@pytest.mark.parametrize(
    ("group", "by"), [("all-staff", "an executive or a steward"), ("cx-stewards", "Bo Board")]
)
def test_who_froze_is_named_to_those_who_freeze_alone(
    enter: Enter, login_root: Path, root: Path, group: str, by: str
) -> None:
    (login_root / "demo").unlink()
    (login_root / "demo").symlink_to(root / "demo")
    now = datetime.now(UTC)
    people.came(desk.open_desk(login_root / "own"),
                [Arrival(ISSUER, "b", "Bo Board", "bo@larkfield.test", None, now)])  # fmt: skip
    ann = Scope(EXECUTIVE, identity=people.identity(ISSUER, "b"))
    found = slides.presentation(ann, *halls.serving(login_root), halls.QUARTER)
    home, body = record.locate(login_root), presentation_text.written(found)
    id_ = flow.freeze(ann, home, "Autumn", body, datetime(2026, 11, 2, 12, tzinfo=UTC)).id
    app = enter(user(group), PAGE)
    app.query_params["deck"] = id_
    said = words(app.run())
    assert f"Frozen on 2 Nov 2026 by {by}:" in said
    assert "person-" not in said


def test_with_a_login_a_draft_is_ones_own(enter: Enter) -> None:
    assert "as soon as you leave its field, for you alone." in words(enter(user("cx-board"), PAGE))
