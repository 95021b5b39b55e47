"""What paper shows of a page: its name, whose figures they are, and the filters in words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import frame, paper, printed
from tests import records
from tests.pages.conftest import Open


def head(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.get("html")]
    (found,) = [body for body in bodies if 'class="cx-printed"' in body]
    return unescape(re.sub(r"<[^>]+>", " ", found))


def test_the_head_tells_the_page_the_company_the_day_and_the_filters(visit: Open) -> None:
    said = head(visit(department=["Logistics"], region=["North"], scores="Weighted to customers"))
    for words in (
        "Scorecard",
        "Larkfield · data to 31 Oct 2026 · a made-up company",
        "Period: Aug – Oct 2026",
        "Department: Logistics",
        "Region: North",
        "Scores: weighted to customers",
    ):
        assert words in said
    assert "Segment" not in said


def test_what_is_chosen_on_one_page_is_not_told_on_the_next(visit: Open) -> None:
    app = visit("pages/listen/trend.py", by="Stage")
    assert "Taken apart by: Stage" in head(app)
    app.switch_page("pages/compare/teams.py").run()
    assert "Taken apart" not in head(app)
    assert head(app).strip().startswith("Teams")


@pytest.mark.parametrize("page", ["pages/act/monday.py", "pages/reward/incentives.py"])
def test_pages_without_the_row_tell_what_is_chosen_on_them(visit: Open, page: str) -> None:
    said = head(visit(page, department=["Logistics"]))
    assert "Period: " in said
    assert ("Part: Logistics" in said) or ("Team: All teams" in said)


def test_a_page_without_feedback_has_a_head_too(visit: Open, tmp_path: Path) -> None:
    app = visit("pages/steward/imports.py", role="steward", root=tmp_path / "empty")
    assert "No feedback yet" in head(app)


@pytest.mark.parametrize("page", ["pages/act/monday.py", "pages/learn/my_part.py"])
def test_a_page_that_stops_because_nobody_is_chosen_has_a_head_too(visit: Open, page: str) -> None:
    assert "Larkfield · data to 31 Oct 2026" in head(visit(page))


def test_slides_are_printed_under_their_own_name_and_day(visit: Open) -> None:
    said = head(visit("pages/present/all_hands.py"))
    assert "How our customers see us, Aug – Oct 2026" in said
    assert "Larkfield · data to 31 Oct 2026 · a made-up company" in said
    bodies = [e.proto.body for e in visit("pages/present/all_hands.py").get("html")]
    assert any("@page slides:first{@top-left{content:" in body for body in bodies)


def test_a_sheet_for_the_wall_is_written_as_large_as_fills_it(visit: Open) -> None:
    def zoom(**chosen: list[str]) -> float:
        bodies = [e.proto.body for e in visit("pages/learn/my_part.py", **chosen).get("html")]
        found = [float(m[1]) for b in bodies if (m := re.search(r"--cx-paper:([0-9.]+)", b))]
        assert len(found) == 1
        return found[0]

    few, many = zoom(team=["Delivery North"]), zoom(department=["IT"])
    assert paper.LEAST <= many < few <= paper.MOST


def test_a_hostile_company_ends_no_style_and_no_tag(visit: Open, tmp_path: Path) -> None:
    name = '\\"}</style><img src=x onerror=alert(1)>'
    inside = re.search(r'content:"(.*?)";', printed._running(name))
    assert inside is not None
    assert re.fullmatch(r"[A-Za-z0-9\\ ]+", inside.group(1))
    root = records.own_root(tmp_path, records.balanced(40))
    said = [e.proto.body for e in visit(root=root, department=["Shop <b>floor</b>"]).get("html")]
    assert not [body for body in said if "<b>floor" in body]


def test_one_sheet_of_rules_serves_screen_and_paper() -> None:
    assert "size: landscape" in frame._SHEET
    assert "counter(pages)" in frame._SHEET
    assert frame._SHEET.count("<style>") == 1
