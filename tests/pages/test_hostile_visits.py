"""What a visitor may send in the URL, and what a page says of a record that is damaged."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pages.ui import access
from tests import records
from tests.pages.conftest import Open
from tests.pages.reading import words

HOSTILE = [
    {"department": "nobody", "team": "<script>alert(1)</script>", "segment": "x" * 5000},
    {"region": ["North", "North", "\u202eNorth", "North' or 1=1 --"], "period": "999"},
    {"period": "Other months", "since": "2026-13-45", "until": "1900-01-01"},
    {"view_as": "steward", "view_as_departments": "finance"},
    {"by": "=cmd|calc", "grain": "<b>", "channel": "😀%00"},
]


@pytest.mark.parametrize("page", ["", "pages/listen/trend.py"])
@pytest.mark.parametrize("query", HOSTILE, ids=lambda q: "+".join(q))
def test_a_hostile_address_shows_the_page_as_if_it_were_bare(
    visit: Open, page: str, query: dict[str, str | list[str]]
) -> None:
    app = visit(page, **query)
    assert not app.exception
    said = words(app)
    assert "Something went wrong" not in said
    assert "script" not in said
    assert app.get("popover")[0].proto.popover.label.endswith(access.VIEWS[access.DEFAULT])


def test_the_address_makes_nobody_a_steward(visit: Open) -> None:
    app = visit("pages/steward/imports.py", view_as="steward")
    assert "Open to stewards" in words(app)
    assert not app.get("file_uploader")


@pytest.mark.parametrize("pointer", ["", "\ufffd../../demo", "000099.duckdb"])
def test_a_damaged_record_is_told_and_the_sample_does_not_take_its_place(
    visit: Open, tmp_path: Path, sample_root: Path, pointer: str
) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    shutil.copytree(sample_root / "demo", root / "demo")
    assert "Larkfield" not in words(visit(root=root))
    (root / "own" / "record" / "current").write_text(pointer, "utf-8")
    app = visit(root=root)
    assert not app.exception
    assert "This cannot be shown" in words(app)
    assert "000001.duckdb" in words(app)
    assert "Larkfield" not in words(app)


def test_an_open_page_follows_an_import_on_its_next_run(visit: Open, tmp_path: Path) -> None:
    root = records.own_root(tmp_path, records.balanced(60))
    app = visit(root=root)
    assert "60 answers" in words(app)
    more = tmp_path / "more.csv"
    rows = [f"n{i},2026-10-09,relational,,,Home,Shop,North,10" for i in range(40)]
    header = "response_id,answered_at,kind,touchpoint,team,segment,channel,region,nps"
    more.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    command = [sys.executable, "-m", "cxdata", "import", str(more), "--data", str(root)]
    subprocess.run(command, cwd=records.ROOT, check=True, capture_output=True)
    assert "100 answers" in words(app.run())
