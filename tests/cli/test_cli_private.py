"""Whoever starts it and however: what is written is for its own user."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cxdata import record
from tests.records import ROOT

ANSWERS = "response_id,answered_at,kind,nps\n1,2026-10-01,relational,9\n"


def modes(root: Path) -> set[tuple[str, str]]:
    """What lies under a root: kind and who may what."""
    found = [root / "own", *(root / "own").rglob("*")]
    return {
        ("folder" if p.is_dir() else "file", oct(stat.S_IMODE(p.stat().st_mode))) for p in found
    }


@pytest.fixture
def shared_umask() -> None:
    before = os.umask(0o022)
    yield
    os.umask(before)


def ran(root: Path, *arguments: str) -> None:
    """The command in a process of its own, as a shell with the usual umask starts it."""
    command = [sys.executable, "-m", "cxdata", *arguments, "--data", str(root)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


@pytest.mark.usefixtures("shared_umask")
def test_an_import_leaves_nothing_that_others_may_read(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text(ANSWERS, "utf-8")
    ran(tmp_path / "data", "import", str(file))
    ran(tmp_path / "data", "people", "list")
    assert modes(tmp_path / "data") == {("folder", "0o700"), ("file", "0o600")}
    assert len(list((tmp_path / "data" / "own").rglob("*"))) >= 5


@pytest.mark.usefixtures("shared_umask")
def test_folders_of_records_that_stood_open_are_closed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "own" / "record").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    record.keep_private(tmp_path)
    seen = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "own", tmp_path / "other")}
    assert seen == {"own": 0o700, "other": 0o755}
    record.keep_private(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
