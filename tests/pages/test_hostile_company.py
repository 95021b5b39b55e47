"""A company whose every name is meant to do harm: every page, hostile addresses and files."""

import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cxdata import record
from cxdata.errors import BadInput
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.scope import LEAD, STEWARD, Scope
from pages.ui import table
from tests import hostile
from tests.pages.conftest import APP

SCOPE = Scope(STEWARD)
# Whatever a page reads of its address; a page that comes later reads some of them too.
PARAMETERS = (
    *("department", "team", "segment", "channel", "region", "period", "since", "until", "scores"),
    *("by", "grain", "colour", "measure", "over", "cell", "said_by", "search", "theme", "from"),
    *("to", "touchpoint", "customer", "way", "view_as", "view_as_departments", "plan", "tab"),
)
FILES = ("..", "../../../../tmp/out.csv", "C:\\con.csv", "a\x00b.csv", "x" * 300 + ".csv", "\n")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.root(tmp_path_factory.mktemp("hostile"))


def shown(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_names_are_text_and_nothing_of_them_was_run(company: Path) -> None:
    home = company / "own"
    assert record.verify(home, now=hostile.NOW) == ()
    held = record.open_snapshot(home)
    for dimension in ("segment", "channel", "region"):
        assert set(hostile.NAMES) <= {*held.members(dimension), "null", "a|b\tc"}
    assert hostile.LONG.strip() in held.members("segment")
    assert not list(company.parent.rglob("taken"))


@pytest.mark.parametrize("page", table.PAGES, ids=lambda page: page.url or "scorecard")
@pytest.mark.parametrize("at", [0, 5])
def test_every_page_stands_whatever_it_is_called_and_asked(
    company: Path, page: table.Page, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(company))
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["view_as"] = STEWARD if STEWARD in page.roles else page.roles[0]
    for i, name in enumerate(PARAMETERS):
        app.query_params[name] = hostile.NAMES[(at + i) % len(hostile.NAMES)]
    app.query_params["theme"] = hostile.LONG
    app.switch_page(page.file)
    app.run()
    assert not app.exception
    said = shown(app)
    assert "Something went wrong" not in said
    assert "<script" not in said
    assert "<img" not in said


def test_a_lead_of_hostile_departments_sees_the_own_monday(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(company))
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["view_as"] = LEAD
    app.session_state["view_as_departments"] = [f"d0 {hostile.NAMES[0]}"]
    app.switch_page("pages/act/monday.py")
    app.run()
    assert not app.exception
    assert "Something went wrong" not in shown(app)


def test_a_dropped_file_lies_in_its_folder_whatever_it_is_called(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(company))
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["view_as"] = STEWARD
    app.switch_page("pages/steward/imports.py")
    app.run()
    lines = "response_id,answered_at,kind,nps\n1,2026-10-01,relational,9\n"
    for name in FILES:
        app.file_uploader[0].set_value((name, lines.encode(), "text/csv")).run()
        assert not app.exception
        said = shown(app)
        assert "Something went wrong" not in said
        assert "Recognised" in said
        path = app.session_state["dropped"].path
        assert path.read_text("utf-8") == lines
        assert path.parent == Path(app.session_state["dropped"].folder.name)
    assert not Path("/tmp/out.csv").exists()


@pytest.mark.soak
def test_a_workbook_that_lies_about_its_size_is_stopped_while_it_is_read(tmp_path: Path) -> None:
    """The parts' sizes are only what the file says of itself."""
    file = tmp_path / "lies.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"<x>" + b"0" * (600 * 2**20))
    raw = bytearray(file.read_bytes())
    at = raw.rindex(b"PK\x01\x02")  # the entry of the last part in the directory
    raw[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    file.write_bytes(raw)
    with pytest.raises(BadInput, match=r"lies\.xlsx (cannot be opened|unpacks|took longer)"):
        imports.recognise(SCOPE, tmp_path / "own", file, Batch((file,)).said)
