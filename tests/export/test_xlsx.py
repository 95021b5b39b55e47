"""A workbook says what it is, keeps numbers as numbers, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from cxdata.export import xlsx
from cxdata.reports.figures import Header

HEADER = Header(
    "Departments",
    "Touchpoint NPS",
    (("Period", "Aug – Oct 2026"), ("Region", "=cmd()\nNorth")),
    "2026-10-31",
)
EVIL = (
    *("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")'),
    *("http://x.example/beacon", "mailto:a@b.example", "internal:'Table'!A1", "<img src=x>"),
    *("12", "{=1+1}", "😀 مرحبا", "x" * 10_000),
)


def rows(made: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()


def sheet(made: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


def parts(made: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        return held.namelist()


def test_the_workbook_begins_with_what_it_is():
    found = rows(xlsx.workbook(pd.DataFrame({"a": [1]}), HEADER))
    assert [row[0] for row in found] == [
        "Departments",
        "Touchpoint NPS",
        "Period: Aug – Oct 2026; Region: =cmd() North",
        "Data to 2026-10-31",
        "",
        "a",
        1.0,
    ]


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_no_text_becomes_a_formula_or_a_link(evil):
    made = xlsx.workbook(
        pd.DataFrame({evil: [evil]}, dtype=object), Header(evil, evil, ((evil, evil),))
    )
    assert "<f>" not in sheet(made)
    assert "hyperlink" not in sheet(made).lower()
    assert not [name for name in parts(made) if name.endswith("sheet1.xml.rels")]
    assert rows(made)[-1] == [evil]
    assert rows(made)[-2] == [evil]


def test_what_xml_cannot_hold_is_left_out_and_the_rest_stays():
    made = xlsx.workbook(
        pd.DataFrame({"a": ["x\x00y\x0bz\ud800!\uffff"]}, dtype=object), Header("t\x01itle", "")
    )
    assert rows(made)[0] == ["title"]
    assert rows(made)[-1] == ["xyz!"]


def test_more_text_than_a_cell_holds_is_cut():
    assert (
        len(rows(xlsx.workbook(pd.DataFrame({"a": ["y" * 40_000]}), Header("t", "")))[-1][0])
        == 32_767
    )


def test_numbers_stay_numbers_and_nothing_stays_blank():
    frame = pd.DataFrame(
        {"a": [-1.5, None], "b": [True, False], "c": [7, float("inf")]}, dtype=object
    )
    assert rows(xlsx.workbook(frame, Header("t", "")))[-2:] == [
        [-1.5, "yes", 7.0],
        ["", "no", "inf"],
    ]


def test_whatever_counts_is_a_number_and_money_shows_its_cents():
    frame = pd.DataFrame(
        {
            "paid": [Decimal("6980.90"), Decimal("NaN"), Decimal("2.5")],
            "n": [np.int64(4), None, np.float32(0.5)],
            "yes": np.array([np.bool_(True), None, False], dtype=object),
            "counted": pd.array([1, None, 3], dtype="Int64"),
        },
        dtype=object,
    )
    made = xlsx.workbook(frame, Header("t", ""))
    assert rows(made)[-3:] == [[6980.9, 4.0, "yes", 1.0], ["", "", "", ""], [2.5, 0.5, "no", 3.0]]
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        looks = held.read("xl/styles.xml").decode()
    assert 'formatCode="#,##0.00"' in looks or 'numFmtId="4"' in looks


def test_hidden_figures_are_grey_blanks_and_the_file_says_so():
    frame = pd.DataFrame(
        {"team": ["A", "B"], "score": [31.0, None], "note": ["", "too few to show"]}, dtype=object
    )
    made = xlsx.workbook(frame, HEADER)
    assert ["Grey cells: too few to show.", "", ""] in rows(made)
    assert rows(made)[-1] == ["B", "", "too few to show"]
    assert re.search(r'<c r="B\d+" s="[1-9]\d*"/>', sheet(made))
    plain = xlsx.workbook(frame[:1], HEADER)
    assert "Grey" not in str(rows(plain))


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("teams-stores", "teams-stores"),
        ("a[b]:c*d?e/f\\g", "a b c d e f g"),
        ("'quoted'", "quoted"),
        ("w" * 40, "w" * 30 + "…"),
        ("History", "Table"),
        ("[]\x00", "Table"),
        ("", "Table"),
    ],
)
def test_the_sheet_is_called_what_the_table_is(name: str, sheet: str) -> None:
    made = xlsx.workbook(pd.DataFrame({"a": [1]}), HEADER, name)
    assert CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names == [sheet]


def test_the_same_table_gives_the_same_bytes():
    frame = pd.DataFrame({"a": [1, 2]})
    assert xlsx.workbook(frame, HEADER) == xlsx.workbook(frame, HEADER)


def test_a_table_without_rows_or_columns_is_a_file_all_the_same():
    assert rows(xlsx.workbook(pd.DataFrame({"a": []}), HEADER))[-1] == ["a"]
    assert rows(xlsx.workbook(pd.DataFrame(), HEADER))[0] == ["Departments"]
