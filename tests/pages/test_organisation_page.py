"""The organisation edited on screen: a target moves, an error is named, two stewards meet."""

from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from cxdata import organisation, record
from cxdata.flows import imports, organisations
from cxdata.flows import organisation_text as texts
from cxdata.flows.imports import Batch
from cxdata.scope import STEWARD, Scope
from pages.ui import organisation_forms as forms
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import marks, words

PAGE = "pages/steward/organisation.py"
LEE = Scope(STEWARD, identity="lee")
NOW = datetime(2026, 11, 2, tzinfo=UTC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return records.own_root(tmp_path, records.balanced(60))


def text_of(root: Path) -> str:
    return record.open_snapshot(root / "own").organisation()


def press(app: AppTest, label: str) -> AppTest:
    return next(b for b in app.button if b.label == label).click().run()


def number(app: AppTest, label: str) -> object:
    return next(field for field in app.number_input if label in field.label)


def as_text(app: AppTest) -> AppTest:
    return app.segmented_control(key="organisation_mode").set_value("Text").run()


def written(app: AppTest, text: str) -> AppTest:
    return app.text_area[0].set_value(text).run()


def test_a_target_that_is_edited_moves_on_the_scorecard(visit: Open, root: Path) -> None:
    before = marks(visit(root=root))
    app = visit(PAGE, role=STEWARD, root=root)
    assert "every one has an owner" in words(app)
    assert "Nothing is changed yet" in words(app)
    number(app, "Target of the NPS").set_value(41.0).run()
    assert "Your draft: 1 change. Not saved yet." in words(app)
    shown = press(app, "Show what changes")
    rows = pd.concat([frame.value for frame in shown.dataframe]).fillna("")
    assert "41 (" in " ".join(rows["after"])
    saved = press(shown, "Save as version 2")
    assert "Version 2 is saved" in words(saved)
    assert organisation.parse(text_of(root)).company.target == 41
    after = marks(visit(root=root))
    assert "41" in after
    assert after != before


def test_what_is_wrong_is_named_and_kept_until_it_is_right(visit: Open, root: Path) -> None:
    app = as_text(visit(PAGE, role=STEWARD, root=root))
    wrong = text_of(root).replace('stage = "buy"', 'stage = "bye" # why?')
    app = written(app, wrong)
    said = unescape(words(app))
    assert "touchpoint 'till': no stage is called 'bye'; did you mean 'buy'?" in said
    assert not [b for b in app.button if b.label.startswith(("Show", "Save"))]
    broken = written(app, wrong + "\n[[team")
    assert "is not valid TOML" in unescape(words(broken))
    tables = broken.segmented_control(key="organisation_mode").set_value("Tables").run()
    assert "The tables wait until the text can be read" in unescape(words(tables))
    away = tables.switch_page("pages/steward/imports.py").run()
    back = as_text(away.switch_page(PAGE).run())
    assert back.text_area[0].value == wrong + "\n[[team"
    assert text_of(root) != wrong


def test_the_second_of_two_stewards_is_told_and_loses_nothing(visit: Open, root: Path) -> None:
    app = visit(PAGE, role=STEWARD, root=root)
    number(app, "Target of the NPS").set_value(41.0).run()
    other = text_of(root).replace('"Till"', '"Desk"')
    organisations.save(LEE, root / "own", other, 1, NOW)
    told = press(app, "Show what changes")
    assert "lee saved version 2 while you were writing" in unescape(words(told))
    saved = press(told, "Save as version 3")
    assert "It also holds what others changed meanwhile: version 2 of lee" in words(saved)
    whole = organisation.parse(text_of(root))
    assert (whole.company.target, whole.touchpoints[0].name) == (41, "Desk")
    # The form shows what is saved now, not what this browser showed before.
    assert number(saved, "Target of the NPS").value == 41


@pytest.mark.parametrize(
    ("choice", "target"), [("Keep mine for these", 41), ("Take theirs for these", 50)]
)
def test_the_same_entry_changed_by_both_is_asked_about(
    visit: Open, root: Path, choice: str, target: int
) -> None:
    app = visit(PAGE, role=STEWARD, root=root)
    number(app, "Target of the NPS").set_value(41.0).run()
    other = text_of(root).replace("target = 20", "target = 50").replace('"Till"', '"Desk"')
    organisations.save(LEE, root / "own", other, 1, NOW)
    met = press(press(app, "Show what changes"), "Save as version 3")
    shown = " ".join(code.value for code in met.code)
    assert "target = 50" in shown
    assert "target = 41" in shown
    chosen = press(met, choice)
    assert number(chosen, "Target of the NPS").value == target
    if target == 41:
        press(press(chosen, "Show what changes"), "Save as version 3")
    whole = organisation.parse(text_of(root))
    assert (whole.company.target, whole.touchpoints[0].name) == (target, "Desk")


def test_a_save_that_arrived_after_its_page_was_left_is_no_draft_any_more(
    visit: Open, root: Path
) -> None:
    app = visit(PAGE, role=STEWARD, root=root)
    number(app, "Target of the NPS").set_value(41.0).run()
    draft = app.session_state["organisation_draft"].text
    organisations.save(Scope(STEWARD), root / "own", draft, 1, NOW)
    said = words(app.run())
    assert "Nothing is changed yet" in said
    assert "while you were writing" not in said


def test_an_older_version_is_compared_and_restored(visit: Open, root: Path) -> None:
    first = text_of(root)
    app = visit(PAGE, role=STEWARD, root=root)
    alone = app.segmented_control(key="organisation_mode").set_value("Versions").run()
    assert "There is one version so far." in words(alone)
    organisations.save(LEE, root / "own", first.replace("target = 20", "target = 50"), 1, NOW)
    app = visit(PAGE, role=STEWARD, root=root)
    app = app.segmented_control(key="organisation_mode").set_value("Versions").run()
    differs = app.dataframe[0].value
    assert list(differs["before"]) == ["20"]
    assert list(differs["after"]) == ["50"]
    again = press(app, "Restore version 1")
    assert "Version 1 stands again, as version 3" in words(again)
    assert text_of(root) == first


def test_moments_are_those_of_the_companys_clock(visit: Open, root: Path) -> None:
    moved = text_of(root).replace('"UTC"', '"Asia/Tokyo"')
    late = datetime(2026, 11, 2, 20, 5, tzinfo=UTC)
    organisations.save(LEE, root / "own", moved, 1, late)
    app = visit(PAGE, role=STEWARD, root=root)
    assert "on 3 Nov 2026, 05:05" in words(app)
    app = app.segmented_control(key="organisation_mode").set_value("Versions").run()
    assert app.dataframe[-1].value["when"][0] == "3 Nov 2026, 05:05"
    assert "Times of Asia/Tokyo." in words(app)
    imports.rollback(LEE, root / "own", 1, late)
    app = visit("pages/steward/imports.py", role=STEWARD, root=root)
    assert "rolled back on 3 Nov 2026" in words(app)


def test_names_that_would_be_markup_or_formulas_stay_names(visit: Open, root: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> ![i](http://x) =cmd|1"
    app = as_text(visit(PAGE, role=STEWARD, root=root))
    app = press(written(app, text_of(root).replace("Till", hostile)), "Show what changes")
    said = words(app)
    assert "<img" not in said
    assert f"is called “{hostile}” from now on." in unescape(said)
    assert "![i]" not in " ".join(m.value for m in app.markdown)
    saved = press(app, "Save as version 2")
    assert "<img" not in words(saved)
    assert organisation.parse(text_of(root)).touchpoints[0].name == hostile


def test_nobody_but_a_steward_sees_any_of_it(visit: Open, root: Path) -> None:
    for role in ("executive", "lead", "employee"):
        app = visit(PAGE, role=role, root=root)
        assert "Open to stewards" in words(app)
        assert not app.text_area
        assert not app.number_input
        assert not app.dataframe
        assert not app.get("download_button")


def test_a_company_without_a_file_begins_with_its_own_names(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    rows = [
        f"{i},2026-10-{i % 28 + 1:02d},touchpoint,Front desk,Team <b>A</b>,{(9, 3)[i % 2]}"
        for i in range(60)
    ]
    header = "response_id,answered_at,kind,touchpoint,team,nps"
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    imports.commit(LEE, tmp_path / "own", Batch((file,)), NOW)
    app = visit(PAGE, role=STEWARD, root=tmp_path)
    assert "There is no organisation yet" in words(app)
    app = press(app, "Make a first one from the names in your answers")
    app = press(press(app, "Show what changes"), "Save as version 1")
    whole = organisation.parse(text_of(tmp_path))
    assert [place.id for place in whole.touchpoints] == ["Front desk"]
    assert [team.id for team in whole.teams] == ["Team <b>A</b>"]
    assert "1 stage, 1 touchpoint; every one has an owner." in words(app)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ('target = "high"', "company 'Corner Shop': target = 'high' fits no column"),
        ("target = 500", "target = 500 cannot be reached"),
        ("target = 20\nminimum_comments = -7", "minimum_comments = -7 should be 1 or more"),
        ("target = 20\ncolour = 4", "has an entry 'colour' that nothing reads"),
    ],
)
def test_no_table_loses_what_it_cannot_show(visit: Open, root: Path, typed: str, told: str) -> None:
    wrong = text_of(root).replace("target = 20", typed)
    app = written(as_text(visit(PAGE, role=STEWARD, root=root)), wrong)
    app = app.segmented_control(key="organisation_mode").set_value("Tables").run()
    assert told in unescape(words(app))
    assert as_text(app).text_area[0].value == wrong


@pytest.mark.parametrize("section", [s for s in forms.SECTIONS if s != "company"])
def test_every_table_opens_and_changes_nothing_by_itself(visit: Open, section: str) -> None:
    app = visit(PAGE, role=STEWARD)
    app = app.pills(key="organisation_section").set_value(section).run()
    assert len(app.data_editor) == 1
    assert "Nothing is changed yet" in words(app)


def test_rows_are_edited_added_moved_and_taken_out_as_the_table_shows_them() -> None:
    text = (records.ROOT / "sample_data" / "organisation.toml").read_text("utf-8")
    table = forms.frame("stage", texts.rows(text, "stage")).to_dict("records")
    table[0]["target"] = 41.0
    table[2]["place"] = 1  # Buy goes first
    del table[4]  # Use goes
    empty = dict.fromkeys(table[0], None)
    table += [{**empty, "name": "Give Back!", "metric": "csat"}, empty]
    wanted = forms.wanted_rows("stage", table)
    assert [row.values["id"] for row in wanted] == [
        "buy", "discover", "choose", "receive", "get_help", "give_back"
    ]  # fmt: skip
    changed = texts.rewritten(text, "stage", wanted)
    assert 'id = "give_back"\nname = "Give Back!"\nmetric = "csat"\n' in changed
    assert "target = 41\n" in changed
    assert "# ---------------------------------------------------------------- the" in changed
