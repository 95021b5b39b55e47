"""Killed writers and full disks: what was acknowledged stands, all else is not there."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy

from cxdata import desk
from cxdata.desk import plans
from cxdata.errors import NoSpace
from tests.desk.writers import ANN, NOW, PAGE, amounting

ROOT = Path(__file__).parents[2]


def ran(*words: object) -> int:
    """A run of tests/desk/writers.py: the number that it prints."""
    command = [sys.executable, "-m", "tests.desk.writers", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_killed_writers_lose_nothing_acknowledged_and_leave_nothing_half(tmp_path: Path) -> None:
    assert ran("killed", tmp_path / "desk.sqlite", 20) >= 20


@pytest.mark.soak
def test_five_hundred_killed_writers(tmp_path: Path) -> None:
    assert ran("killed", tmp_path / "desk.sqlite", 500) >= 500


def test_four_processes_that_save_at_once_lose_no_version(tmp_path: Path) -> None:
    assert ran("crowd", tmp_path / "desk.sqlite", 5) == 20


def test_a_killed_first_start_leaves_a_desk_that_starts(tmp_path: Path) -> None:
    assert ran("born_dead", tmp_path, 10) == 10


def test_a_file_that_may_not_grow_is_said_and_nothing_is_half(tmp_path: Path) -> None:
    assert ran("cramped", tmp_path / "desk.sqlite") == 4


def test_a_full_disk_is_said_and_saving_again_does_not_double(tmp_path: Path) -> None:
    there = desk.open_desk(tmp_path)
    plans.save(ANN, there, amounting(1), 0, NOW)
    long = amounting(2) + "# " + "x" * (8 * PAGE) + "\n"
    with there.reading() as con:
        pages = con.exec_driver_sql("pragma page_count").scalar_one()

    def small(con: sqlite3.Connection, _record: object) -> None:
        con.execute(f"pragma max_page_count = {pages:d}")

    sqlalchemy.event.listen(there._engine, "connect", small)
    with pytest.raises(NoSpace, match=r"disk is full.*Nothing was saved.*save again"):
        plans.save(ANN, there, long, 1, NOW)
    sqlalchemy.event.remove(there._engine, "connect", small)
    assert [one.number for one in plans.versions(ANN, there)] == [1]
    for _ in range(2):
        assert plans.save(ANN, there, long, 1, NOW).number == 2
    assert [one.number for one in plans.versions(ANN, there)] == [2, 1]
    assert desk.head(there) == 2
