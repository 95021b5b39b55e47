"""/readyz: a process that cannot serve people says so before it is sent any."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdata.desk import open_desk
from tests import records
from tests.pages.server.conftest import Answer

Ask = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = records.own_root(tmp_path, records.balanced(60))
    monkeypatch.setenv("CX_DATA", str(root))
    return root / "own"


def test_it_is_ready_where_record_and_desk_open(ask: Ask, home: Path) -> None:
    found = ask("/readyz")
    assert (found.status, found.text) == (200, "ready\n")


def test_a_new_installation_is_ready_for_its_first_file(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CX_DATA", str(tmp_path / "new"))
    assert ask("/readyz").status == 200
    assert not (tmp_path / "new").exists()


def test_a_damaged_record_and_a_desk_of_a_newer_program_are_each_named_and_no_more(
    ask: Ask, home: Path
) -> None:
    open_desk(home)
    assert ask("/readyz").status == 200
    desk = sqlite3.connect(home / "desk.sqlite")
    desk.execute("pragma user_version = 9999")
    desk.commit()
    desk.close()
    found = ask("/readyz")
    assert (found.status, found.text) == (503, "not ready: the desk\n")
    (home / "record" / "current").write_text("000099.duckdb\n", "utf-8")
    found = ask("/readyz")
    assert (found.status, found.text) == (503, "not ready: the record, the desk\n")
    assert str(home) not in found.text
