"""What is written on the desk stands: versions, decisions and events; nobody overwrites anybody."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy

from cxdata import desk
from cxdata.desk import Desk, decisions, events, migrations, plans, store, tables
from cxdata.desk.decisions import Hold
from cxdata.errors import BadInput, Busy, Conflict, CxError, NoSpace, Refused
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope
from tests.desk.short import PLAN as TEXT

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
ANN, BOB = Scope(EXECUTIVE, identity="ann"), Scope(PAYROLL, identity="bob")
HOLD = Hold("a", 1, "2026-01", "cedar", "tens", "86 % tens, 73 % at its peers")
WHY = "The recordings were listened to"


@pytest.fixture
def there(tmp_path: Path) -> Desk:
    return desk.open_desk(tmp_path)


def test_second_of_two_who_save_at_once_is_told_what_the_first_changed(there: Desk) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    plans.save(BOB, there, TEXT.replace("target = 30", "target = 32", 1), 1, NOW)
    mine = TEXT.replace("amount = 100", "amount = 120")
    with pytest.raises(Conflict, match=r"bob saved version 2.*ramp: target from 30 to 32") as told:
        plans.save(ANN, there, mine, 1, NOW)
    assert [(c.entry, c.before, c.after) for c in told.value.changed] == [  # type: ignore[attr-defined]
        ("ramp: target", "30", "32")
    ]
    assert told.value.newest == plans.versions(ANN, there)[0]
    assert len(plans.versions(ANN, there)) == 2
    assert plans.save(ANN, there, mine, 2, NOW).number == 3


def test_of_many_who_save_at_once_one_wins_and_all_others_hear_of_it(there: Desk) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    told: list[object] = []

    def one(i: int) -> None:
        text = TEXT.replace("amount = 100", f"amount = {200 + i}")
        try:
            told.append(plans.save(ANN, there, text, 1, NOW))
        except Conflict as conflict:
            told.append(conflict)

    threads = [threading.Thread(target=one, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(x, plans.Version) for x in told) == 1
    assert sum(isinstance(x, Conflict) for x in told) == 7
    assert len(plans.versions(ANN, there)) == 2


def test_versions_come_newest_first_whatever_the_clocks_of_two_machines_say(there: Desk) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    east = datetime(2026, 11, 1, 8, tzinfo=timezone(timedelta(hours=9)))  # ten hours before
    plans.save(ANN, there, TEXT.replace("100", "9"), 1, east)
    plans.save(ANN, there, TEXT.replace('"a"', '"b"'), 0, NOW - timedelta(hours=1))
    found = plans.versions(ANN, there)
    assert [(one.id, one.number) for one in found] == [("b", 1), ("a", 2), ("a", 1)]
    assert found[1].at == east
    with pytest.raises(ValueError, match="time zone"):
        plans.save(ANN, there, TEXT.replace("100", "8"), 2, datetime(2026, 11, 1))


def test_saving_the_same_again_does_not_double(there: Desk) -> None:
    first = plans.save(ANN, there, TEXT, 0, NOW)
    again = plans.save(ANN, there, TEXT.replace("\n", "\r\n"), 0, NOW + timedelta(hours=1))
    assert again == first
    assert desk.head(there) == 1


def test_a_version_begun_from_one_that_is_not_there_is_refused(there: Desk) -> None:
    with pytest.raises(BadInput, match="no plan 'a' yet"):
        plans.save(ANN, there, TEXT, 3, NOW)
    plans.save(ANN, there, TEXT, 0, NOW)
    with pytest.raises(BadInput, match="no version 7 of 'a'"):
        plans.save(ANN, there, TEXT.replace("100", "1"), 7, NOW)
    with pytest.raises(Conflict, match="is there already"):
        plans.save(ANN, there, TEXT.replace("100", "1"), 0, NOW)


def test_every_change_is_an_event_with_who_when_before_and_after(there: Desk) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    later = TEXT.replace("amount = 100", "amount = 120")
    plans.save(BOB, there, later, 1, NOW + timedelta(days=1))
    decisions.decide(BOB, there, HOLD, "pay", WHY, NOW + timedelta(days=2))
    third, second, first = events.history(ANN, there)
    assert (first.who, first.role, first.what, first.thing) == (
        "ann", EXECUTIVE, "plan saved", "plan a",
    )  # fmt: skip
    assert first.before is None
    assert second.at == NOW + timedelta(days=1)
    assert second.before == {"number": 1, "text": TEXT}
    assert second.after == {"number": 2, "text": later}
    assert third.what == "hold decided: pay"
    assert third.after["reason"] == WHY  # type: ignore[index]
    assert events.history(ANN, there, "plan a") == (second, first)


@pytest.mark.parametrize("table", ["event", "plan", "decision"])
@pytest.mark.parametrize("change", ["delete from {}", 'update {} set at = "x"'])
def test_what_was_written_cannot_be_changed_even_by_hand(
    there: Desk, table: str, change: str
) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    decisions.decide(ANN, there, HOLD, "pay", WHY, NOW)
    with sqlite3.connect(there.path) as con, pytest.raises(sqlite3.IntegrityError, match="never"):
        con.execute(change.format(table).replace('"x"', "'x'"))


def test_plan_in_force_is_the_newest_version_of_the_one_whose_periods_hold_the_day(
    there: Desk,
) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    newer = TEXT.replace("amount = 100", "amount = 120")
    plans.save(ANN, there, newer, 1, NOW)
    next_year = TEXT.replace('id = "a"', 'id = "b"').replace("2026", "2027")
    plans.save(ANN, there, next_year, 0, NOW + timedelta(days=3))
    lead = Scope(LEAD, ("support",))
    found = plans.in_force(lead, there, date(2026, 3, 31))
    assert found is not None
    assert (found.id, found.number, found.plan.about.amount) == ("a", 2, 120)
    later = plans.in_force(lead, there, date(2027, 1, 1))
    assert later is not None
    assert later.id == "b"
    assert plans.in_force(lead, there, date(2026, 4, 1)) is None


@pytest.mark.parametrize("role", [LEAD, EMPLOYEE, STEWARD])
def test_plans_and_decisions_are_written_by_executives_and_payroll_alone(
    there: Desk, role: str
) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    who = Scope(role, ("support",))
    for refused in (
        lambda: plans.save(who, there, TEXT.replace("100", "9"), 1, NOW),
        lambda: plans.versions(who, there),
        lambda: decisions.decide(who, there, HOLD, "pay", WHY, NOW),
        lambda: decisions.every(who, there, "a", "2026-01"),
    ):
        with pytest.raises(Refused):
            refused()
    assert desk.head(there) == 1


def test_events_name_money_and_are_not_open_to_teams(there: Desk) -> None:
    with pytest.raises(Refused):
        events.history(Scope(LEAD, ("support",)), there)


def test_a_later_decision_stands_and_the_earlier_one_is_kept(there: Desk) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    decisions.decide(ANN, there, HOLD, "withhold", WHY, NOW)
    decisions.decide(BOB, there, HOLD, "pay", "It was the new till, see the report", NOW)
    (stands,) = decisions.taken(Scope(EMPLOYEE), there, "a", "2026-01")
    assert (stands.verdict, stands.author, stands.hold) == ("pay", "bob", HOLD)
    assert [one.verdict for one in decisions.every(ANN, there, "a", "2026-01")] == [
        "withhold", "pay",
    ]  # fmt: skip
    assert events.history(ANN, there)[0].before["verdict"] == "withhold"  # type: ignore[index]


def test_second_of_two_who_decide_at_once_is_told_of_the_first(there: Desk) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    first = decisions.decide(ANN, there, HOLD, "withhold", WHY, NOW, seen=0)
    other = "It was the new till, see the report"
    with pytest.raises(Conflict, match=f"ann decided.*withhold, because '{WHY}'"):
        decisions.decide(BOB, there, HOLD, "pay", other, NOW, seen=0)
    assert decisions.taken(BOB, there, "a", "2026-01") == (first,)
    assert decisions.decide(BOB, there, HOLD, "pay", other, NOW, seen=first.number).number == 2


def test_deciding_the_same_again_does_not_double(there: Desk) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    first = decisions.decide(ANN, there, HOLD, "pay", WHY, NOW)
    assert decisions.decide(ANN, there, HOLD, "pay", f" {WHY}\n", NOW) == first
    assert desk.head(there) == 2


@pytest.mark.parametrize(
    ("hold", "verdict", "reason", "told"),
    [
        (HOLD, "pay", "  ok  ", "Say why"),
        (HOLD, "maybe", WHY, "'maybe' is no decision"),
        (Hold("a", 9, "2026-01", "cedar", "tens", ""), "pay", WHY, "no version 9"),
    ],
)
def test_a_decision_needs_a_reason_a_verdict_and_a_plan(
    there: Desk, hold: Hold, verdict: str, reason: str, told: str
) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    with pytest.raises(BadInput, match=told):
        decisions.decide(ANN, there, hold, verdict, reason, NOW)
    assert desk.head(there) == 1


def test_desk_is_readable_by_its_owner_alone(there: Desk) -> None:
    assert stat.S_IMODE(there.path.stat().st_mode) == 0o600


def test_settings_are_those_that_lost_nothing(there: Desk) -> None:
    with there.reading() as con:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [con.exec_driver_sql(f"pragma {name}").scalar_one() for name in asked]
    assert found == ["delete", 3, 1, 1]


def test_tables_that_queries_name_are_those_of_the_schema(there: Desk) -> None:
    with there.reading() as con:
        seen = sqlalchemy.inspect(con)
        assert set(seen.get_table_names()) == set(tables.metadata.tables)
        for name, table in tables.metadata.tables.items():
            columns = {c["name"]: c["nullable"] for c in seen.get_columns(name)}
            assert set(columns) == {c.name for c in table.columns}


def test_a_decision_on_a_plan_that_is_not_there_cannot_be_written_by_hand(there: Desk) -> None:
    row = {**vars(HOLD), "verdict": "pay", "reason": WHY, "author": "x", "at": "y"}
    with there.writing() as con, pytest.raises(sqlalchemy.exc.IntegrityError):
        con.execute(sqlalchemy.insert(tables.decision), row)


def test_a_write_that_fails_half_way_leaves_nothing(there: Desk) -> None:
    row = {"id": "a", "number": 1, "text": TEXT, "author": "x", "at": "y"}

    def half() -> None:
        with there.writing() as con:
            con.execute(sqlalchemy.insert(tables.plan), row)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert plans.versions(ANN, there) == ()


def test_who_writes_too_long_makes_others_busy_and_not_wrong(
    there: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    monkeypatch.setattr("cxdata.desk.store.WAIT", 0.2)
    impatient = Desk(there.path)
    with there.writing(), pytest.raises(Busy, match="Nothing was saved"):
        plans.save(BOB, impatient, TEXT.replace("100", "9"), 1, NOW)
    assert len(plans.versions(ANN, there)) == 1


def test_a_desk_that_a_newer_program_wrote_is_not_opened(tmp_path: Path) -> None:
    path = desk.open_desk(tmp_path).path
    with sqlite3.connect(path) as con:
        con.execute("pragma user_version = 99")
    before = path.read_bytes()
    with pytest.raises(CxError, match=r"layout 99.*newer"):
        Desk(path)
    assert path.read_bytes() == before


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The layouts of today and one more, which adds a table and a trigger."""
    folder = tmp_path / "schema"
    folder.mkdir()
    known = migrations.known()
    for _, file in known:
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / f"{len(known) + 1:04d}_more.sql").write_text(
        "create table more (n integer);\n"
        "create trigger more_stays before delete on more\nbegin select raise(abort, 'no'); end;\n"
    )
    yield folder
    monkeypatch.undo()


def test_an_older_desk_is_backed_up_and_brought_to_the_newest_layout(
    tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.open_desk(tmp_path).path
    plans.save(ANN, Desk(path), TEXT, 0, NOW)
    monkeypatch.setattr(migrations, "FOLDER", newer)
    brought = Desk(path)
    with brought.reading() as con:
        assert con.exec_driver_sql("select count(*) from more").scalar_one() == 0
    assert len(plans.versions(ANN, brought)) == 1
    (backup,) = tmp_path.glob("desk.before-*.sqlite")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with sqlite3.connect(backup) as con:
        assert con.execute("select count(*) from plan").fetchone() == (1,)
        assert (
            con.execute("select count(*) from sqlite_master where name = 'more'").fetchone()[0] == 0
        )


def test_the_second_of_two_who_bring_a_desk_along_leaves_the_firsts_backup(
    there: Desk, tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had read the old layout, and made its backup when the desk was new already."""
    monkeypatch.setattr(migrations, "FOLDER", newer)
    fits = migrations.fits

    def overtaken(engine: sqlalchemy.Engine, path: Path) -> int:
        found = fits(engine, path)
        monkeypatch.setattr(migrations, "fits", fits)
        Desk(path)
        return found

    monkeypatch.setattr(migrations, "fits", overtaken)
    Desk(there.path)
    (backup,) = tmp_path.glob("desk.before-*.sqlite")
    with sqlite3.connect(backup) as con:
        assert con.execute("pragma user_version").fetchone() == (len(migrations.known()) - 1,)


def test_no_backup_is_written_over_and_none_is_made_twice(
    there: Desk, tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = there.path.read_bytes()
    monkeypatch.setattr(migrations, "FOLDER", newer)
    Desk(there.path)
    for names in (1, 1, 2):
        there.path.write_bytes(first)
        if names == 2:
            with sqlite3.connect(there.path) as con:
                con.execute("insert into ended values ('t', '2026-11-01')")
        Desk(there.path)
        assert len(list(tmp_path.glob("desk.before-*.sqlite"))) == names
    assert not list(tmp_path.glob("*.next"))


def test_asking_whether_a_desk_fits_changes_nothing(
    there: Desk, tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "FOLDER", newer)
    before = there.path.read_bytes()
    desk.fitting(tmp_path)
    assert there.path.read_bytes() == before
    assert not list(tmp_path.glob("desk.before-*"))


def test_a_layout_that_fails_half_way_leaves_the_desk_as_it_was(
    tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.open_desk(tmp_path).path
    plans.save(ANN, Desk(path), TEXT, 0, NOW)
    broken = max(newer.iterdir())
    broken.write_text("create table more (n integer);\ncreate table plan (id text);\n")
    monkeypatch.setattr(migrations, "FOLDER", newer)
    with pytest.raises(sqlalchemy.exc.OperationalError, match="already exists"):
        Desk(path)
    monkeypatch.undo()
    old = Desk(path)
    with old.reading() as con:
        assert not sqlalchemy.inspect(con).has_table("more")
    assert len(plans.versions(ANN, old)) == 1


def test_a_file_that_is_no_desk_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"something else entirely, and long enough to be a page " * 100)
    before = path.read_bytes()
    with pytest.raises(CxError, match="damaged or no desk"):
        desk.open_desk(tmp_path)
    assert path.read_bytes() == before


def test_the_desk_can_lie_elsewhere_and_only_in_sqlite_as_yet(tmp_path: Path) -> None:
    elsewhere = tmp_path / "far" / "away.sqlite"
    assert desk.open_desk(tmp_path, f"sqlite:///{elsewhere}").path == elsewhere
    assert elsewhere.exists()
    with pytest.raises(CxError, match="in SQLite as yet"):
        desk.open_desk(tmp_path, "postgresql://host/cx")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite").mkdir()
    with pytest.raises(NoSpace, match="cannot be written"):
        desk.open_desk(tmp_path)


@pytest.mark.parametrize("anew", [False, True])
def test_an_older_backup_that_was_copied_over_the_desk_is_brought_to_the_newest_layout(
    there: Desk, tmp_path: Path, newer: Path, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    """`cp` keeps the inode, and so may a file that is removed and made anew."""
    plans.save(ANN, there, TEXT, 0, NOW)
    backup = there.path.read_bytes()
    monkeypatch.setattr(migrations, "FOLDER", newer)
    held = Desk(there.path)
    plans.save(ANN, held, TEXT.replace("100", "9"), 1, NOW)
    monkeypatch.setitem(store._open, (tmp_path, there.path), held)
    if anew:
        there.path.unlink()
    there.path.write_bytes(backup)
    for found in (held, desk.open_desk(tmp_path)):
        with found.reading() as con:
            assert con.exec_driver_sql("select count(*) from more").scalar_one() == 0
        there.path.write_bytes(backup)
    with held.writing() as con:
        con.exec_driver_sql("insert into more values (1)")
    assert [one.number for one in plans.versions(ANN, held)] == [1]


def test_a_desk_that_was_replaced_by_another_file_is_read_anew(there: Desk, tmp_path: Path) -> None:
    plans.save(ANN, there, TEXT, 0, NOW)
    other = desk.open_desk(tmp_path / "other").path
    with sqlite3.connect(other) as con:
        con.execute("pragma user_version = 99")
    other.replace(there.path)
    with pytest.raises(CxError, match="layout 99"):
        plans.versions(ANN, desk.open_desk(tmp_path))
    there.path.unlink()
    assert plans.versions(ANN, desk.open_desk(tmp_path)) == ()
