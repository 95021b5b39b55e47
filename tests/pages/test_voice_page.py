"""The voice page: what customers say, found and narrowed as a visitor would."""

import html
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata.reports import voice as report
from cxdata.reports.figures import Header
from cxdata.reports.voice import Row, Voices
from tests import saying
from tests.pages.conftest import Open
from tests.pages.reading import marks, words
from tests.saying import HOSTILE, answer

VOICE = "pages/listen/voice.py"


@pytest.fixture
def hostile_root(tmp_path: Path) -> Path:
    rows = [answer(i, 3 + 7 * (i % 2), text) for i, text in enumerate(HOSTILE * 2)]
    return saying.root(tmp_path, rows)


def mark(app: AppTest, start: str) -> str:
    """The markup of the picture that begins with a class."""
    found = [json.loads(e.proto.json).get("html", "") for e in app.get("bidi_component")]
    return next(html for html in found if start in html)


def press(app: AppTest, key: str, value: str) -> AppTest:
    """What the browser sends when a word or a theme is pressed."""
    app.session_state["search" if value.startswith("term:") else "theme"] = (
        f'"{value[5:]}"' if value.startswith("term:") else value.removeprefix("theme:")
    )
    return app.run()


def test_the_page_says_who_wrote_and_what_either_side_says_more(visit: Open) -> None:
    app = visit(VOICE)
    said = words(app)
    assert "2,216 comments: 718 unhappy, 1,043 happy." in said
    assert "The unhappy write most about “Late or missed delivery”" in said
    assert ", the happy about “On time, as said”" in said
    assert "Outside the themes the unhappy say “" in said
    assert "drove</span></button><small>Late or missed delivery</small>" in marks(app)
    assert marks(app).count('role="listitem"') == 50
    assert "1–50 of 2,216 comments" in said
    assert 'data-pick="theme:Late or missed delivery"' in marks(app)
    assert "no detectable change" in mark(app, 'data-pick="theme')


def test_a_link_holds_the_search_the_scores_and_the_page(visit: Open) -> None:
    app = visit(VOICE, search='"late"', said_by="Unhappy", at="Delivery on time")
    said = words(app)
    assert "comments found." in said
    rows = mark(app, 'role="listitem"')
    assert rows.count('role="listitem"') == rows.count(", unhappy") > 5
    assert rows.count("Delivery on time ·") == rows.count('role="listitem"')
    assert '<b class="cx-hit">late</b>' in rows
    second = visit(VOICE, comments="2")
    assert "51–100 of 2,216 comments" in words(second)


def test_a_search_that_finds_nothing_says_so(visit: Open) -> None:
    assert "No comment here holds that." in words(visit(VOICE, search="zzzz%_"))


def test_nobody_reads_what_is_not_theirs(visit: Open) -> None:
    app = visit(VOICE, role="employee")
    assert "Comments are read by the teams that own or support" in words(app)
    assert "listitem" not in marks(app)
    assert not app.get("expander")


def test_a_word_that_is_pressed_becomes_the_search(visit: Open) -> None:
    app = visit(VOICE)
    # The press itself travels through the browser: tests/browser presses for real.
    found = words(press(app, "terms", "term:wrong"))
    assert "comments found: " in found
    assert '<b class="cx-hit">wrong</b>' in mark(app, 'role="listitem"')


def test_hostile_comments_and_searches_stay_text_on_the_page(
    visit: Open, hostile_root: Path
) -> None:
    for search in ("", *HOSTILE[:5], "<b>", '"', "\\"):
        app = visit(VOICE, root=hostile_root, search=search)
        words(app)
        html = marks(app)
        for bad in ("<img", "<script", "<style", "<a ", "</p></div></div><s", "src="):
            assert bad not in html.replace("&lt;img src=&quot;", "")
        assert not any("198.51.100.7" in element.value for element in app.markdown)


def test_a_file_of_comments_holds_all_that_the_list_walks_through(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pages.ui import about

    kept: list[about.Table] = []
    real = about.files
    monkeypatch.setattr(about, "files", lambda key, table: (kept.append(table), real(key, table)))
    app = visit(VOICE, comments="2")
    app.session_state["about_said"] = True
    app.run()
    (table,) = kept
    lines = about.csv_text(table).split("\r\n")
    assert "names of people are not" in lines[1]
    assert "; Comments here: all 2,216" in lines[2]
    assert len(table.frame) == 2_216
    # On the screen stands the page of the list that is looked at.
    assert list(app.dataframe[0].value["comment"]) == list(table.frame["comment"][50:100])
    assert "50 rows on the screen; the files hold 2,216." in words(app)


def test_a_page_beyond_the_first_file_stands_in_the_second(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pages.ui import about, data

    kept: list[about.Table] = []
    monkeypatch.setattr(about, "files", lambda key, table: kept.append(table))
    every = {"period": "Other months", "since": "Nov 2023", "until": "Oct 2026"}
    app = visit(VOICE, comments="300", **every)
    assert "14,951–15,000 of 2" in words(app)
    app.session_state["about_said"] = True
    app.run()
    (table,) = kept
    (told,) = (words_ for label, words_ in table.header.filters if label == "Comments here")
    assert told.startswith("10,001 to ")
    assert told.endswith(", newest first")
    shown = list(app.dataframe[0].value["comment"])
    assert shown == list(table.frame["comment"][4_950:5_000])
    assert len(shown) == 50
    listed = html.unescape(marks(app))
    assert all(said.split("\n")[0][:20] in listed for said in (shown[0], shown[-1]))
    # As large a report is kept among few: not for each page, and not among the small ones.
    assert report.filed in data.LARGE


def test_a_file_that_holds_only_the_newest_comments_says_so() -> None:
    row = Row(1, report.date(2026, 10, 3), 3, "nps", "detractor", "Till", "", "late")
    header = Header("Said", "How", (("Period", "2026"),))
    found = Voices((row,) * 2, report.Tally(7, 0, 0, 7), 0, 2, (), "", "", header)
    assert report.taken(found).filters[1:] == (("Comments here", "the newest 2 of 7"),)


def test_comments_in_a_file_are_run_by_no_spreadsheet() -> None:
    from cxdata.reports import voice_tables
    from pages.ui import about

    rows = tuple(
        Row(i, report.date(2026, 10, 3), 3, "nps", "detractor", "Till", "", text)
        for i, text in enumerate(("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", " =1", "ok"))
    )
    found = Voices(rows, report.Tally(7, 0, 0, 7), 0, 50, (), "", "", Header("Said", "How"))
    table = about.Table("comments", voice_tables.comments(found), found.header)
    lines = about.csv_text(table).splitlines()[3:]
    cells = [line.rsplit(",", 1)[1].strip('"') for line in lines]
    assert [cell[:1] for cell in cells] == ["'"] * 6 + ["o"]


def test_a_steward_edits_the_themes_and_loses_nothing_on_a_mistake(
    visit: Open, hostile_root: Path
) -> None:
    app = visit(VOICE, role="steward", root=hostile_root)
    app.session_state["edit_themes"] = True
    app.run()
    wrong = '[[theme]]\nname = "Late"\nwords = []\n'
    app.text_area(key="themes_text").set_value(wrong).run()
    app.button(key="themes_save").click().run()
    assert "Late&#x27; needs words" in words(app)
    assert app.text_area(key="themes_text").value == wrong
    right = '[[theme]]\nname = "Late"\nwords = ["lateness", "long"]\n'
    app.text_area(key="themes_text").set_value(right).run()
    app.button(key="themes_save").click().run()
    assert "Saved: 1 theme" in words(app)
    assert (hostile_root / "own" / "themes.toml").read_text("utf-8") == right
    assert 'data-pick="theme:Late"' in marks(app)


def test_the_second_steward_is_told_and_keeps_what_was_typed(
    visit: Open, hostile_root: Path
) -> None:
    app = visit(VOICE, role="steward", root=hostile_root)
    app.session_state["edit_themes"] = True
    app.run()
    theirs = '[[theme]]\nname = "Theirs"\nwords = ["x"]\n'
    (hostile_root / "own" / "themes.toml").write_text(theirs, "utf-8")
    mine = '[[theme]]\nname = "Mine"\nwords = ["y"]\n'
    app.text_area(key="themes_text").set_value(mine).run()
    app.button(key="themes_save").click().run()
    assert "Somebody else changed the themes" in words(app)
    assert app.text_area(key="themes_text").value == mine
    assert (hostile_root / "own" / "themes.toml").read_text("utf-8") == theirs


def test_a_broken_themes_file_stops_nobody_from_reading(visit: Open, hostile_root: Path) -> None:
    (hostile_root / "own" / "themes.toml").write_text("[[theme]\n", "utf-8")
    app = visit(VOICE, root=hostile_root)
    assert "not valid TOML" in words(app)
    assert 'role="listitem"' in marks(app)
