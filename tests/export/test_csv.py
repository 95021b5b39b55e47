"""A table that leaves the screen says what it is, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from cxdata.export import csv as files
from cxdata.reports import tables
from cxdata.reports.departments import DepartmentRow
from cxdata.reports.figures import Change, Figure, Header

HEADER = Header(
    "Departments",
    "Touchpoint NPS",
    (("Period", "Aug – Oct 2026"), ("Region", "=cmd()\nNorth")),
    "2026-10-31",
)


def read(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("# ")]
    return list(csv.reader(io.StringIO("".join(lines))))


def test_the_file_begins_with_what_it_is():
    lines = files.text(pd.DataFrame({"a": [1]}), HEADER).split("\r\n")
    assert lines[:4] == [
        "# Departments",
        "# Touchpoint NPS",
        "# Period: Aug – Oct 2026; Region: =cmd() North",
        "# Data to 2026-10-31",
    ]


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1"])
def test_no_text_is_a_formula_for_a_spreadsheet(evil):
    rows = read(files.text(pd.DataFrame({evil: [evil]}, dtype=object), Header("t", "")))
    assert [cell for row in rows for cell in row if not cell.startswith("'")] == []
    assert rows[1][0] == f"'{evil}"


def test_numbers_stay_numbers_and_nothing_stays_blank():
    frame = pd.DataFrame({"a": [-1.5, None], "b": [np.bool_(True), False]}, dtype=object)
    assert read(files.text(frame, Header("t", ""))) == [["a", "b"], ["-1.5", "yes"], ["", "no"]]


def test_money_keeps_its_cents():
    frame = pd.DataFrame({"paid": [Decimal("1.50"), Decimal("-2.00")]})
    assert read(files.text(frame, Header("t", ""))) == [["paid"], ["1.50"], ["-2.00"]]


def test_names_with_commas_and_quotes_come_back_as_they_were():
    frame = pd.DataFrame({"name": ['Say "hi", North', "Über\nuns"]})
    assert read(files.text(frame, Header("t", "")))[1:] == [['Say "hi", North'], ["Über\nuns"]]


def test_a_hidden_figure_is_marked_and_tells_no_count():
    hidden = Figure(None, None, None, None, hidden=True, note="too few to show")
    shown = Figure(32.0, 30.0, 34.0, 6214, text="+32")
    level = Change(1.0, -1.0, 3.0, 0.4, "level", "no detectable change")
    rows = (
        DepartmentRow("a", "Sales", shown, level, "same", 2, 3),
        DepartmentRow("b", "IT", hidden, level, "none", 1, 2),
    )
    head, sales, it = read(files.text(tables.departments(rows), HEADER))
    assert head[:7] == ["department", "score", "low", "high", "unit", "answers", "note"]
    assert sales[:7] == ["Sales", "32.0", "30.0", "34.0", "points", "6214", ""]
    assert it[:7] == ["IT", "", "", "", "points", "", "too few to show"]
