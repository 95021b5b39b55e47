"""Who may come in: what the groups may say, what a steward may do, and what stays for good."""

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from cxdata.desk import Desk, events, fitting, groups, looks, open_desk, people, store
from cxdata.desk.groups import Grant
from cxdata.desk.looks import Look
from cxdata.desk.people import Arrival
from cxdata.errors import BadInput, CxError, Refused
from cxdata.flows import people as flow
from cxdata.flows.looking import Notes
from cxdata.organisation import parse
from cxdata.scope import ROLES, STEWARD, Scope
from tests.records import ORGANISATION

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
CLI = Scope(STEWARD, identity="root")
ISSUER = "https://login.test"
LEADS = Grant("lead", ("shop",), ("front",))
RULES = """
ask = "Ines"
[[group]]
name = "leads of the shop"
role = "lead"
departments = ["shop"]
teams = ["front"]
[[group]]
name = "leads of the office"
role = "lead"
departments = ["office"]
[[group]]
name = "staff"
role = "employee"
departments = ["office"]
teams = ["back"]
[[group]]
name = "Ines@shop.test"
role = "steward"
claim = "email"
[[group]]
name = "shop.test"
role = "employee"
claim = "hd"
"""


@pytest.fixture
def held(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def arrival(subject: str, grant: Grant | None = None, at: datetime = NOW) -> Arrival:
    return Arrival(ISSUER, subject, f"Name of {subject}", f"{subject}@shop.test", grant, at)


def came(held: Desk, *arrivals: Arrival) -> list[str]:
    people.came(held, arrivals)
    return [people.identity(one.issuer, one.subject) for one in arrivals]


@pytest.mark.parametrize(
    ("claims", "grant"),
    [
        ({}, None),
        ({"groups": []}, None),
        ({"groups": "staff"}, Grant("employee", ("office",), ("back",))),
        ({"groups": ["STAFF"]}, None),
        ({"groups": ["staff", "leads of the shop"]}, Grant("lead", ("shop",), ("front", "back"))),
        (
            {"groups": ["leads of the office", "leads of the shop"]},
            Grant("lead", ("shop", "office"), ("front",)),
        ),
        ({"email": "ines@shop.test", "email_verified": True}, Grant("steward")),
        ({"email": "ines@shop.test"}, None),
        ({"email": "ines@shop.test", "email_verified": "true"}, None),
        ({"hd": "shop.test"}, Grant("employee")),
        ({"hd": "shop.test.evil"}, None),
        ({"groups": {"staff": 1}}, None),
        ({"groups": [["staff"]]}, None),
        ({"roles": ["staff"]}, None),
    ],
    ids=str,
)
def test_groups_give_a_role_and_nothing_else_does(
    claims: dict[str, Any], grant: Grant | None
) -> None:
    assert groups.parse(RULES).granted(claims) == grant


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("[[group]\n", "not valid TOML"),
        ("groups = []", "no entry 'groups'; did you mean 'group'"),
        ("ask = 3", "ask should be one line"),
        ("[group]\nname = 'a'", "two brackets"),
        ('[[group]]\nname = "board"', "Line 2: group 'board' lacks: role"),
        ('[[group]]\nrole = "lead"', "lacks: name"),
        ('[[group]]\nname = "a"\nrole = "boss"', "group 'a': there is no role 'boss'"),
        ('[[group]]\nname = "a"\nrole = "lead"', "group 'a': a lead needs departments"),
        ('[[group]]\nname = "a"\nrole = "lead"\ndepartments = "shop"', "a list of ids"),
        ('[[group]]\nname = "a"\nrole = "lead"\nteam = ["x"]', "'team' that nothing reads"),
        ('[[group]]\nname = "a"\nrole = "payroll"\n' * 2, "group 'a' stands there 2 times"),
    ],
)
def test_a_wrong_entry_is_named(wrong: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        groups.parse(wrong)
    assert told in str(refused.value)


def test_departments_that_nobody_knows_are_told() -> None:
    rules = groups.parse('[[group]]\nname = "a"\nrole = "lead"\ndepartments = ["shops"]')
    (told,) = groups.unknown(rules, parse(ORGANISATION))
    assert told == "group 'a': no department is called 'shops'; did you mean 'shop'?"
    assert not groups.unknown(groups.parse(RULES), parse(ORGANISATION))


def test_without_a_file_nobody_gets_in(tmp_path: Path) -> None:
    assert groups.read(tmp_path).granted({"groups": list(ROLES)}) is None


def test_a_person_has_one_id_for_good_and_another_issuer_another() -> None:
    assert people.identity(ISSUER, "a") == people.identity(ISSUER, "a")
    pairs = [(ISSUER, "a"), (ISSUER, "A"), (f"{ISSUER}/", "a"), (f'{ISSUER}", "', "a")]
    assert len({people.identity(*pair) for pair in pairs}) == 4


def test_who_comes_again_keeps_what_was_given_and_is_not_doubled(held: Desk) -> None:
    (a,) = came(held, arrival("a", Grant("employee")))
    flow.give(CLI, held.path.parent, parse(ORGANISATION), a, LEADS, NOW)
    came(held, replace(arrival("a", None, NOW + timedelta(days=1)), name="New name"))
    (one,) = people.listed(CLI, held)
    assert (one.name, one.given, one.by_groups) == ("New name", LEADS, None)
    assert (one.first_came, one.last_came) == (NOW, NOW + timedelta(days=1))
    assert one.stands == LEADS


def test_only_a_steward_sees_and_changes_people(held: Desk) -> None:
    (a,) = came(held, arrival("a"))
    for role in set(ROLES) - {STEWARD}:
        for call in (
            lambda s: people.listed(s, held),
            lambda s: looks.log(s, held),
            lambda s: people.give(s, held, a, Grant("steward"), NOW),
            lambda s: people.revoke(s, held, a, NOW),
            lambda s: people.restore(s, held, a, NOW),
        ):
            with pytest.raises(Refused):
                call(Scope(role, identity=a))
    assert people.listed(CLI, held)[0].stands is None


def test_the_last_steward_can_be_neither_revoked_nor_made_another(held: Desk) -> None:
    a, b = came(held, arrival("a", Grant("steward")), arrival("b", Grant("employee")))
    for change in (
        lambda: people.revoke(Scope(STEWARD, identity=a), held, a, NOW),
        lambda: people.give(Scope(STEWARD, identity=a), held, a, Grant("payroll"), NOW),
    ):
        with pytest.raises(Refused, match="Nobody would be left"):
            change()
    people.give(CLI, held, b, Grant("steward"), NOW)
    people.revoke(Scope(STEWARD, identity=b), held, a, NOW)
    with pytest.raises(Refused, match="Nobody would be left"):
        people.give(CLI, held, b, None, NOW)


def test_two_stewards_who_revoke_each_other_at_once_leave_one(held: Desk) -> None:
    a, b = came(held, arrival("a", Grant("steward")), arrival("b", Grant("steward")))
    failed = []

    def revoke(by: str, whom: str) -> None:
        try:
            people.revoke(Scope(STEWARD, identity=by), held, whom, NOW)
        except Refused as refused:
            failed.append(str(refused))

    both = [threading.Thread(target=revoke, args=pair) for pair in ((a, b), (b, a))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [bool(p.stands) for p in people.listed(CLI, held)].count(True) == 1
    assert failed == ["Your access was taken back; nothing was changed."]


def test_who_was_made_something_else_gives_nobody_a_role_any_more(held: Desk) -> None:
    """The scope was asked for a moment before."""
    a, b = came(held, arrival("a", Grant("steward")), arrival("b", Grant("steward")))
    before = Scope(STEWARD, identity=b)
    people.give(Scope(STEWARD, identity=a), held, b, Grant("employee"), NOW)
    for change in (
        lambda: people.give(before, held, b, None, NOW),
        lambda: people.revoke(before, held, a, NOW),
    ):
        with pytest.raises(Refused, match="no steward any more"):
            change()
    people.give(Scope(STEWARD, identity=a), held, b, None, NOW)
    people.give(before, held, a, Grant("employee"), NOW)  # a steward by their groups again


@pytest.mark.parametrize(
    ("grant", "told"),
    [
        (Grant("boss"), "no role 'boss'"),
        (Grant("lead"), "at least one department"),
        (Grant("lead", ("shops",)), "did you mean 'shop'"),
        (Grant("employee", (), ("frnt",)), "did you mean 'front'"),
    ],
)
def test_what_cannot_be_given_is_named(held: Desk, grant: Grant, told: str) -> None:
    (a,) = came(held, arrival("a"))
    with pytest.raises(BadInput, match=told):
        flow.give(CLI, held.path.parent, parse(ORGANISATION), a, grant, NOW)
    with pytest.raises(BadInput, match="log in once"):
        people.revoke(CLI, held, "person-0", NOW)


def test_every_change_is_an_event_that_names_nobody(held: Desk) -> None:
    (a,) = came(held, arrival("a"))
    people.give(CLI, held, a, LEADS, NOW)
    people.give(CLI, held, a, LEADS, NOW)
    people.revoke(CLI, held, a, NOW)
    people.restore(CLI, held, a, NOW)
    found = events.history(CLI, held, f"person {a}")
    assert [one.what for one in found] == ["access restored", "access revoked", "role given"]
    assert "Name of" not in str(found)


def test_a_login_that_was_ended_stays_ended_for_its_whole_life(held: Desk) -> None:
    people.end(held, "t", NOW)
    people.end(held, "t", NOW)
    people.end(held, "later", NOW + people.LIFE)
    assert people.standing(held, ISSUER, "nobody", "t").ended
    assert not people.standing(held, ISSUER, "nobody", "u").ended
    for days in (31, 32):
        people.end(held, f"after {days}", NOW + timedelta(days=days))
    assert not people.standing(held, ISSUER, "nobody", "t").ended
    assert people.standing(held, ISSUER, "nobody", "after 31").ended


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=29_000)])
def test_a_clock_that_jumps_ahead_and_back_lets_no_ended_login_stand_again(
    held: Desk, ahead: timedelta
) -> None:
    people.end(held, "before", NOW)
    people.end(held, "meanwhile", NOW + ahead)
    people.end(held, "after", NOW + timedelta(minutes=5))
    for token in ("before", "meanwhile", "after"):
        assert people.standing(held, ISSUER, "nobody", token).ended


def test_a_desk_that_is_gone_lets_nobody_back_in(held: Desk, tmp_path: Path) -> None:
    (a,) = came(held, arrival("a", Grant("executive")))
    people.revoke(CLI, held, a, NOW)
    assert (tmp_path / store.MARK).stat().st_mode & 0o777 == 0o600
    away = held.path.rename(tmp_path / "away")
    for ask in (
        lambda: people.standing(held, ISSUER, "a", "t"),
        lambda: people.standing(open_desk(tmp_path), ISSUER, "a", "t"),
        lambda: fitting(tmp_path),
        # Also where the setting is lost that says where it lies.
        lambda: open_desk(tmp_path, f"sqlite:///{tmp_path / 'other' / 'desk.sqlite'}"),
    ):
        with pytest.raises(CxError, match=r"is gone.*Put the last backup"):
            ask()
        assert not held.path.exists()
    away.rename(held.path)
    assert people.standing(open_desk(tmp_path), ISSUER, "a", "t").revoked
    held.path.unlink()
    (tmp_path / store.MARK).unlink()
    assert people.listed(CLI, open_desk(tmp_path)) == ()


def look(number: int = 0) -> Look:
    return Look(date(2026, 11, 28), "person-1", "lead", looks.COMMENTS, f"Till {number}")


def test_a_look_is_kept_once_a_day_and_can_be_neither_changed_nor_deleted(held: Desk) -> None:
    looks.looked(held, [(look(), NOW), (look(), NOW + timedelta(hours=1))])
    looks.looked(held, [(look(), NOW + timedelta(hours=2))])
    assert looks.log(CLI, held) == ((look(), NOW),)
    for change in ("update look set who = 'x'", "delete from look"):
        with pytest.raises(DatabaseError, match="never"), held.writing() as con:
            con.execute(text(change))


def test_a_note_waits_for_no_disk(held: Desk) -> None:
    notes, blocker = Notes(), sqlite3.connect(held.path, isolation_level=None)
    blocker.execute("begin immediate")
    for number in range(1000):
        for _ in range(2):
            notes.looked(held.path.parent, look(number), NOW)
    notes.came(held.path.parent, arrival("a"))
    assert not notes.written(0.5)
    blocker.execute("rollback")
    assert notes.written(20)
    assert len(looks.log(CLI, held)) == 1000
    assert len(people.listed(CLI, held)) == 1


def test_a_note_that_cannot_be_written_takes_no_other_with_it(held: Desk, tmp_path: Path) -> None:
    notes, wrong = Notes(), replace(look(2), thing="half a sign \ud800")
    for one in (look(1), wrong, look(3)):
        notes.looked(tmp_path, one, NOW)
    notes.came(tmp_path, arrival("a"))
    assert not notes.written()  # and it says so
    assert [one.thing for one, _ in looks.log(CLI, held)] == ["Till 3", "Till 1"]
    assert len(people.listed(CLI, held)) == 1
    notes.looked(tmp_path, look(1), NOW)
    assert notes.written()
    notes.looked(tmp_path, wrong, NOW)  # is no old news the same day
    assert not notes.written()


def test_looks_whose_table_was_missing_are_noted_again(held: Desk, tmp_path: Path) -> None:
    notes = Notes()
    with sqlite3.connect(held.path) as con:
        con.execute("alter table look rename to away")
    notes.looked(tmp_path, look(1), NOW)
    assert not notes.written()
    with sqlite3.connect(held.path) as con:
        con.execute("alter table away rename to look")
    notes.looked(tmp_path, look(1), NOW)
    assert notes.written()
    assert looks.log(CLI, held) == ((look(1), NOW),)
