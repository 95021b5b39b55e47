"""The table and the file behind a picture: the same figures, inert in a spreadsheet."""

import csv
import io

import pandas as pd
import pytest

from cxdata.reports.figures import Header
from pages.ui import about
from pages.ui.about import Table
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


def test_two_downloads_of_one_table_never_share_a_name(visit: Open) -> None:
    urls = set()
    for _ in range(2):
        app = visit()
        app.session_state["about_score"] = True
        app.run()
        urls.add(app.get("download_button")[0].proto.url)
    assert len(urls) == 2


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


def test_what_is_too_few_to_show_is_marked_in_the_table(visit: Open) -> None:
    app = visit(segment="Business", channel="App", region="North", period="Last month")
    app.session_state["about_departments"] = True
    app.run()
    table = app.dataframe[0].value
    assert "too few to show" in set(table["note"])
    hidden = table[table["note"] == "too few to show"]
    assert hidden[["score", "low", "high", "answers"]].isna().all(axis=None)
