"""python -m cxdata people: the first steward's way in, and the way back for the last one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxdata import desk
from cxdata.cli import main
from cxdata.desk import people
from cxdata.desk.people import Arrival

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


def ran(root: Path, *arguments: str) -> int:
    return main(["people", *arguments, "--data", str(root)])


def test_the_first_steward_logs_in_once_and_is_given_the_role_by_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(tmp_path) == 0
    assert "Nobody has logged in yet" in capsys.readouterr().out
    held = desk.open_desk(tmp_path / "own")
    people.came(held, [Arrival("https://login.test", "a", "Ines", "ines@shop.test", None, NOW)])
    assert ran(tmp_path, "list") == 0
    told = capsys.readouterr()
    assert str((tmp_path / "own" / "desk.sqlite").resolve()) in told.err
    id_ = told.out.split()[0]
    assert ran(tmp_path, "give", id_, "steward") == 0
    assert "steward (given)" in capsys.readouterr().out
    assert people.standing(held, "https://login.test", "a", "").given == people.Grant("steward")
    assert ran(tmp_path, "revoke", id_) == 1
    assert "Nobody would be left" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("give",), "needs an ID and a ROLE"),
        (("revoke",), "needs an ID"),
        (("give", "person-1", "boss"), "no role 'boss'"),
        (("revoke", "person-1"), "log in once"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert ran(tmp_path, *arguments) == 1
    assert told in capsys.readouterr().err


def test_check_names_the_wrong_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own").mkdir()
    file = tmp_path / "own" / "people.toml"
    file.write_text('[[group]]\nname = "board"\nrole = "executive"\n', "utf-8")
    assert ran(tmp_path, "check") == 0
    assert "groups 'board' gives executive" in capsys.readouterr().out
    file.write_text('[[group]]\nname = "board"\nrole = "execs"\n', "utf-8")
    assert ran(tmp_path, "check") == 1
    assert "group 'board': there is no role 'execs'" in capsys.readouterr().err
