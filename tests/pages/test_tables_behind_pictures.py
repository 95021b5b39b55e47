"""The table and the file behind a picture: the same figures, inert in a spreadsheet."""

import csv
import io
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from cxdata.reports import my_part_tables
from cxdata.reports.figures import Header
from cxdata.reports.my_part import MyPart, Place
from pages.ui import about, download
from pages.ui.about import Table
from tests.conftest import ROOT
from tests.pages.conftest import Open


def test_a_popover_that_is_closed_makes_no_table(visit: Open) -> None:
    assert not visit().dataframe


@pytest.mark.parametrize("key", ["score", "bridge", "journey", "departments", "heard"])
def test_an_open_popover_explains_and_shows_the_figures(visit: Open, key: str) -> None:
    app = visit()
    app.session_state[f"about_{key}"] = True
    app.run()
    assert len(app.dataframe) == 1
    assert app.dataframe[0].proto.alt.endswith("as a table")
    explained = " ".join(text.value for text in app.markdown)
    assert "When not to trust it" in explained
    assert "```example" not in explained


def test_a_table_is_offered_as_csv_and_excel_and_no_file_is_made_before_it_is_asked_for(
    visit: Open,
) -> None:
    app = visit()
    app.session_state["about_score"] = True
    app.run()
    offers = [button.proto for button in app.get("download_button")]
    assert [offer.label for offer in offers] == ["Download as CSV", "Download as Excel"]
    assert all(offer.deferred_file_id and not offer.url for offer in offers)


def test_two_downloads_of_one_table_never_share_a_name() -> None:
    names = {download.file_name("Score", download.XLSX) for _ in range(50)}
    assert len(names) == 50
    assert all(re.fullmatch(r"Score-[0-9a-f]{16}\.xlsx", name) for name in names)


def test_the_workbook_holds_what_the_csv_holds() -> None:
    frame = pd.DataFrame({"team": ["Vans", "Store A"], "score": [1.23456, None]}, dtype=object)
    table = Table("t", frame, Header("Title", "", (("Period", "2026"),), "2026-10-31"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(about.workbook(table)))
    cells = [[str(c) for c in row if c != ""] for row in book.get_sheet_by_index(0).to_python()]
    lines = csv.reader(io.StringIO(about.csv_text(table)))
    assert [row for row in cells if row] == [
        [c.removeprefix("# ") for c in row if c != ""] for row in lines
    ]


def test_a_csv_says_what_it_is_and_runs_nothing() -> None:
    frame = pd.DataFrame({"team": ["=cmd()", "@x"], "=score": [1.23456, -2.5]}, dtype=object)
    table = Table("t", frame, Header("Title", "-5 days", (("Period", "2026"),), "2026-10-31"))
    lines = list(csv.reader(io.StringIO(about.csv_text(table))))
    assert lines == [
        ["# Title"],
        ["# -5 days"],
        ["# Period: 2026"],
        ["# Data to 2026-10-31"],
        ["team", "'=score"],
        ["'=cmd()", "1.235"],
        ["'@x", "-2.5"],
    ]


def above(app: AppTest, monkeypatch: pytest.MonkeyPatch, key: str) -> tuple[str, Table]:
    """What stands above the table of a popover in its file, and the table."""
    kept: list[Table] = []
    real = about.files
    monkeypatch.setattr(about, "files", lambda key, table: (kept.append(table), real(key, table)))
    app.session_state[f"about_{key}"] = True
    app.run()
    app.session_state[f"about_{key}"] = False
    head = [line for line in about.csv_text(kept[-1]).splitlines() if line.startswith("# ")]
    return " ".join(head), kept[-1]


def test_each_file_says_what_its_own_rows_are(visit: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit(department="Stores", team="Island store", period="Last month")
    score, _ = above(app, monkeypatch, "score")
    assert "that Island store owns or supports" in score
    assert "Part: Island store" in score
    for key in ("journey", "departments"):
        words, table = above(app, monkeypatch, key)
        # The rows are the whole company's: more answers than one team's.
        assert table.frame["answers"].max() > 300
        assert "Part: all departments" in words
        assert "Island store" not in words
    assert "CSAT and Ease: share of favourable answers" in above(app, monkeypatch, "journey")[0]
    bridge, _ = above(app, monkeypatch, "bridge")
    assert "# What moved the touchpoint NPS" in bridge
    assert "Part: Island store" in bridge
    assert "Response: answered of those invited" in above(app, monkeypatch, "heard")[0]
    whole, _ = above(visit(), monkeypatch, "departments")
    assert "Part:" not in whole


def test_shares_are_in_percent_and_a_peer_group_is_named(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("pages/compare/teams.py", department="Sales")
    words, table = above(app, monkeypatch, "group_stores")
    assert "Peer group: Stores" in words
    assert "Part:" not in words  # the whole group stands there, also where a part is chosen
    assert "Response and coverage in %" in words
    assert all(10 < share <= 100 for share in table.frame["response"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(about.workbook(table)))
    assert book.sheet_names == [table.name]
    _, table = above(visit(), monkeypatch, "heard")
    assert all(1 < share <= 100 for share in table.frame["response"])


def test_the_touchpoints_of_ones_part_are_a_table_to_take_away(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("pages/learn/my_part.py", team="flagship")
    words, table = above(app, monkeypatch, "my_places")
    assert "# Flagship store: where the work reaches the customer" in words
    frame = table.frame
    shown = frame[frame["score"].notna()]
    assert set(shown["period"]) == {"Oct 2026", "Aug – Oct 2026"}
    assert shown["answers"].min() >= 5
    hidden = frame[frame["score"].isna()]
    assert hidden[["low", "high", "answers"]].isna().all(axis=None)


def test_a_touchpoint_that_nobody_answered_at_is_a_row_without_figures() -> None:
    place = Place("x", "Till", "Buy", "owns", ("Sells.",), (), ("Stores",), None, "Oct", "Sep")
    mine = MyPart("Stores", "Oct", (), (place,), (), (), Header("T", "D"))
    (row,) = my_part_tables.places(mine).to_dict("records")
    assert (row["score"], row["answers"], row["target"]) == (None, None, None)
    assert (row["period"], row["stage"], row["our work"]) == ("Oct", "Buy", "Sells.")
    assert row["note"] == "nobody was asked, or nobody answered"


def test_how_many_must_answer_is_a_table_to_take_away(
    visit: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = visit("pages/learn/nps.py", lesson="How many must answer")
    words, table = above(app, monkeypatch, "lesson_sure")
    assert "Move asked about: 5 points" in words
    assert "as the company's are" in words
    frame = table.frame
    assert frame["smallest move"].is_monotonic_decreasing
    found = list(frame["finds the move asked about"] == "yes")
    assert found == [m <= 5 for m in frame["smallest move"]]
    assert list(frame["ours"]).count("yes") == 1


def test_what_is_too_few_to_show_is_marked_in_the_table(visit: Open) -> None:
    app = visit(segment="Business", channel="App", region="North", period="Last month")
    app.session_state["about_departments"] = True
    app.run()
    table = app.dataframe[0].value
    assert "too few to show" in set(table["note"])
    hidden = table[table["note"] == "too few to show"]
    assert hidden[["score", "low", "high", "answers"]].isna().all(axis=None)


def test_no_table_leaves_the_page_but_by_our_own_files() -> None:
    """Streamlit's own CSV says not what it is, and a spreadsheet would run what is in it."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["client"]["disableDataExport"] is True
    shown = {p.name: p.read_text("utf-8") for p in (ROOT / "pages" / "ui").glob("**/*.py")}
    assert not [p for p in (ROOT / "pages").glob("*/*.py") if "ui" not in p.parts
                and "st.dataframe(" in p.read_text("utf-8")]  # fmt: skip
    tables = {name for name, text in shown.items() if "st.dataframe(" in text}
    assert tables == {"about.py", "rows.py", "people.py"}
    for name in tables:
        assert re.search(r"\bfiles\(", shown[name]), f"{name} shows a table without its files"


def test_rows_are_offered_whole_with_what_they_are_above_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def page() -> None:
        from pages.ui import rows

        found = [{"name": "=cmd()", "rows": n} for n in range(3)]
        rows.listed(found, "a", "names", rows.told("Names", "What they are", shown="All"), most=2)

    made: list[bytes] = []
    real = st.download_button

    def pressed(label: str, data: Callable[[], bytes], **named: Any) -> bool:
        made.append(data())
        return real(label, data, **named)

    monkeypatch.setattr(st, "download_button", pressed)
    monkeypatch.setenv("CX_DATA", str(tmp_path))  # no record there names a zone
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 2
    lines = list(csv.reader(io.StringIO(made[0].decode("utf-8-sig"))))
    assert [line[0] for line in lines[:2]] == ["# Names", "# What they are"]
    assert re.fullmatch(r"# Shown: All; Made on: .* UTC", lines[2][0])
    assert lines[3:] == [["name", "rows"], *(["'=cmd()", str(n)] for n in range(3))]
    book = CalamineWorkbook.from_filelike(io.BytesIO(made[1])).get_sheet_by_index(0).to_python()
    assert [row for row in book if row[0] == "=cmd()"] == [["=cmd()", float(n)] for n in range(3)]
