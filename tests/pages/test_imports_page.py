"""Bringing feedback in on screen: recognised, corrected, counted, brought in, taken out."""

from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import record
from cxdata.scope import STEWARD, Scope
from pages.ui import steward
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import words

IMPORTS = "pages/steward/imports.py"
QUESTION = "How likely are you to recommend us?"


def export(*lines: str, header: str = f"Date,{QUESTION}") -> bytes:
    return "\n".join([header, *lines]).encode()


def answered(count: int) -> list[str]:
    return [f"2026-10-{i % 28 + 1:02d},{(10, 9, 7, 3)[i % 4]}" for i in range(count)]


@pytest.fixture
def drop(visit: Open, tmp_path: Path) -> object:
    """The page with a file in its drop field, on a small record of one's own."""
    root = records.own_root(tmp_path, records.balanced(60))

    def dropped(content: bytes, name: str = "till survey.csv") -> AppTest:
        app = visit(IMPORTS, role=STEWARD, root=root)
        return app.file_uploader[0].set_value((name, content, "text/csv")).run()

    return dropped


def press(app: AppTest, label: str) -> AppTest:
    return next(b for b in app.button if b.label == label).click().run()


def batches(tmp_path: Path) -> list[str]:
    held = record.open_snapshot(tmp_path / "data" / "own").batches(Scope(STEWARD))
    return [batch.name for batch in held if batch.rolled_back_at is None]


def test_a_file_goes_in_and_out_again(drop: Open, tmp_path: Path) -> None:
    app = drop(export(*answered(40)))
    assert f"score from “{QUESTION}” (NPS 0-10)" in words(app)
    counted = press(app, "Count it")
    assert "40 of 40 rows count" in words(counted)
    assert "with an NPS of +25.0" in words(counted)
    assert "would go from 0.0 to +10.0" in words(counted)
    assert batches(tmp_path) == ["answers.csv"]
    kept = press(counted, "Bring it in")
    assert "till survey.csv is in the record as batch 2: 40 rows" in words(kept)
    assert batches(tmp_path) == ["till survey.csv", "answers.csv"]
    asked = next(b for b in kept.button if b.key == "rollback_2").click().run()
    out = asked.button(key="rollback_sure").click().run()
    assert "till survey.csv is out of the record" in words(out)
    assert batches(tmp_path) == ["answers.csv"]


def test_what_is_rejected_is_counted_shown_with_its_row_and_can_be_downloaded(drop: Open) -> None:
    app = press(drop(export(*answered(8), "2026-10-01,11", "2026-10-02,<b>ten</b>")), "Count it")
    assert "8 of 10 rows count" in words(app)
    rejected = app.dataframe[0].value
    assert list(rejected["row"]) == [9, 10]
    assert list(rejected["value"]) == ["11", "<b>ten</b>"]
    assert app.get("download_button")
    assert "<b>ten" not in words(app)


def test_personal_data_in_comments_are_counted_before_they_come_in(drop: Open) -> None:
    said = ("mail jan@mail.nl", "bel 0612345678 of 0687654321", "te laat met order 48213", "prima")
    lines = [f"{line},{said[i % 4]}" for i, line in enumerate(answered(8))]
    lines = [line.replace("jan@", f"jan{i}@") for i, line in enumerate(lines)]
    app = drop(export(*lines, header=f"Date,{QUESTION},Comment"))
    masked = "2 e-mail addresses, 4 phone numbers, 2 order and customer numbers"
    assert f"Masked in comments: {masked}." in words(press(app, "Count it"))
    assert "Masked" not in words(press(drop(export(*answered(8))), "Count it"))


def test_two_readings_that_fit_are_asked_about(drop: Open) -> None:
    header = "Date,Recommend us to a friend?,Recommend us to a colleague?"
    app = drop(export(*(f"2026-10-{i + 1:02d},{i % 11},9" for i in range(22)), header=header))
    assert not [b for b in app.button if b.label == "Count it"]
    chosen = press(app, "Take this one")
    assert "Recommend us to a friend?" in words(chosen)
    assert "22 of 22 rows count" in words(press(chosen, "Count it"))


def test_answers_without_dates_are_counted_and_kept_only_with_a_day(
    drop: Open, tmp_path: Path
) -> None:
    app = press(drop(export("9", "3", "10", header=QUESTION)), "Count it")
    assert "3 of 3 rows count" in words(app)
    assert "Give one day for all of it" in words(app)
    assert not [b for b in app.button if b.label == "Bring it in"]
    day = next(field for field in app.text_input if field.label == "One day for all")
    day.set_value("2026-10-31")
    app = press(press(press(app, "Read it again"), "Count it"), "Bring it in")
    assert batches(tmp_path) == ["till survey.csv", "answers.csv"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", export("1,2", header="a,b"), export()],
    ids=["empty", "binary", "no score", "header alone"],
)
def test_a_file_that_holds_no_score_is_answered_with_a_sentence(drop: Open, content: bytes) -> None:
    app = drop(content)
    assert 'class="cx-notice"' in words(app)
    assert not [b for b in app.button if b.label == "Bring it in"]


def test_a_column_that_was_not_recognised_can_be_named(drop: Open) -> None:
    lines = [f"2026-10-{i + 1:02d},{i % 11}" for i in range(22)]
    app = drop(export(*lines, header="When,Grade"))
    assert not [b for b in app.button if b.label == "Count it"]
    next(f for f in app.text_input if f.label == "Score column").set_value("Grade")
    next(f for f in app.selectbox if f.label == "The score asks").set_value("nps")
    app = press(press(app, "Read it again"), "Count it")
    assert "22 of 22 rows count" in words(app)


def test_a_file_of_which_nothing_counts_says_so_and_is_not_kept(drop: Open, tmp_path: Path) -> None:
    app = press(drop(export("2026-10-01,yes", "2026-10-02,no")), "Count it")
    assert "0 of 2 rows count" in words(app)
    assert 'class="cx-notice"' in words(press(app, "Bring it in"))
    assert batches(tmp_path) == ["answers.csv"]


def test_a_hostile_file_name_stays_a_name(drop: Open, tmp_path: Path) -> None:
    app = drop(export(*answered(8)), name="../../<img src=x>.csv")
    said = words(press(press(app, "Count it"), "Bring it in"))
    assert "<img" not in said
    assert not list(tmp_path.parent.glob("*img*"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Two fit. Choose with --score (and --metric, --scale).", "Two fit."),
        ("It can be counted (--dry-run), not kept.", "It can be counted, not kept."),
        ("Nothing to take out.", "Nothing to take out."),
    ],
)
def test_messages_leave_out_what_only_the_command_line_can_do(said: str, shown: str) -> None:
    assert steward.plainly(said) == shown


def test_an_organisation_file_is_told_and_taken_in(drop: Open, tmp_path: Path) -> None:
    text = records.ORGANISATION.replace("Corner Shop", "High Street")
    app = drop(text.encode(), "organisation.toml")
    assert (
        "High Street · 1 stage · 1 touchpoint · 2 departments · 2 teams · 1 line of sight"
        in words(app)
    )
    kept = press(app, "Bring it in")
    assert "The record now knows High Street" in words(kept)
    assert "High Street" in record.open_snapshot(tmp_path / "data" / "own").organisation()


def test_a_wrong_organisation_file_names_its_line_and_changes_nothing(
    drop: Open, tmp_path: Path
) -> None:
    text = records.ORGANISATION.replace('department = "shop"', 'department = "shp"')
    app = drop(text.encode(), "organisation.toml")
    assert "no department is called 'shp'; did you mean 'shop'?" in unescape(words(app))
    assert not [b for b in app.button if b.label == "Bring it in"]
    assert "Corner Shop" in record.open_snapshot(tmp_path / "data" / "own").organisation()
