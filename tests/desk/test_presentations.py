"""What was frozen stays, what a customer said goes: the desk's presentations and approved ways."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy

from cxdata import desk
from cxdata.desk import Desk, events, presentations, shown_ways, tables
from cxdata.errors import BadInput, CxError, Refused
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope

NOW = datetime(2026, 11, 2, tzinfo=UTC)
ANN, SAM = Scope(EXECUTIVE, identity="ann"), Scope(STEWARD, identity="sam")
OTHERS = (Scope(EMPLOYEE), Scope(LEAD, ("stores",)), Scope(PAYROLL))
BODY = json.dumps({"title": "x", "slides": [{"key": "nps"}]})
CUSTOMER, WORDS = 17_446_744_073_709_551_001, "The driver never rang, and nobody could tell me when"
WHY = "Nobody can be recognised by these words"


@pytest.fixture
def there(tmp_path: Path) -> Desk:
    return desk.open_desk(tmp_path)


def test_who_has_the_link_sees_what_was_frozen(there: Desk) -> None:
    made = presentations.freeze(ANN, there, " Our  year ", BODY, NOW)
    for scope in (ANN, *OTHERS):
        assert presentations.frozen(scope, there, made.id) == made
    assert (made.title, made.body, made.frozen_by) == ("Our year", BODY, "ann")
    other = presentations.freeze(ANN, there, "Our next year", BODY, NOW)
    assert len(made.id) >= 32
    assert made.id[:8] != other.id[:8]


def test_what_has_not_changed_is_not_frozen_twice(there: Desk) -> None:
    made = presentations.freeze(ANN, there, "Our year", BODY, NOW)
    with pytest.raises(BadInput, match="Nothing changed since you froze it"):
        presentations.freeze(ANN, there, " Our  year", BODY, NOW)
    presentations.freeze(SAM, there, "Our year", BODY, NOW)  # somebody else's own
    presentations.freeze(ANN, there, "Our year", BODY.replace("nps", "score"), NOW)
    presentations.withdraw(ANN, there, made.id, NOW)  # a link that is closed can be made anew
    presentations.freeze(ANN, there, "Our year", BODY, NOW)
    assert len(presentations.every(ANN, there)) == 4


def test_only_executives_and_stewards_freeze_rename_withdraw_and_list(there: Desk) -> None:
    made = presentations.freeze(SAM, there, "Our year", BODY, NOW)
    for scope in OTHERS:
        for call in (
            lambda s: presentations.freeze(s, there, "x", BODY, NOW),
            lambda s: presentations.rename(s, there, made.id, "x", NOW),
            lambda s: presentations.withdraw(s, there, made.id, NOW),
            lambda s: presentations.every(s, there),
            lambda s: shown_ways.approve(s, there, CUSTOMER, "{}", WHY, NOW),
            lambda s: shown_ways.take_back(s, there, "x", NOW),
            lambda s: shown_ways.approved(s, there),
            lambda s: presentations.forget(s, there, CUSTOMER, NOW),
        ):
            with pytest.raises(Refused):
                call(scope)
    assert presentations.every(ANN, there) == (made,)
    with pytest.raises(Refused):
        presentations.forget(ANN, there, CUSTOMER, NOW)


@pytest.mark.parametrize("body", ["", "[]", "no text", '{"slides": []}', '{"slides": 1' + " " * 9])
def test_without_a_slide_or_a_title_nothing_is_frozen(there: Desk, body: str) -> None:
    with pytest.raises(BadInput):
        presentations.freeze(ANN, there, "Our year", body, NOW)
    for title in (" ", "x" * 121):
        with pytest.raises(BadInput, match="title"):
            presentations.freeze(ANN, there, title, BODY, NOW)
    assert presentations.every(ANN, there) == ()


def test_a_withdrawn_link_and_one_that_never_was_say_the_same(there: Desk) -> None:
    made = presentations.freeze(ANN, there, "Our year", BODY, NOW)
    presentations.rename(ANN, there, made.id, "Our quarter", NOW)
    assert presentations.frozen(ANN, there, made.id).title == "Our quarter"
    presentations.withdraw(ANN, there, made.id, NOW)
    presentations.withdraw(ANN, there, made.id, NOW)
    told = set()
    for id_ in (made.id, "x" * 32, ""):
        with pytest.raises(Refused) as refused:
            presentations.frozen(ANN, there, id_)
        told.add(str(refused.value))
    assert len(told) == 1
    logged = [one.what for one in events.history(ANN, there, f"presentation {made.id}")]
    assert logged == ["presentation withdrawn", "presentation renamed", "presentation frozen"]
    with pytest.raises(BadInput, match="no such"):
        presentations.rename(ANN, there, "x" * 32, "y", NOW)


@pytest.mark.parametrize("column", ["body", "frozen_at", "frozen_by", "id"])
def test_not_even_by_hand_is_a_frozen_one_changed(there: Desk, column: str) -> None:
    presentations.freeze(ANN, there, "Our year", BODY, NOW)
    change = sqlalchemy.update(tables.presentation).values({column: "x" * 30})
    for statement in (change, sqlalchemy.delete(tables.presentation)):
        with there.writing() as con, pytest.raises(sqlalchemy.exc.IntegrityError, match="frozen"):
            con.execute(statement)


def way(there: Desk, customer: int = CUSTOMER, words: str = WORDS) -> shown_ways.Shown:
    return shown_ways.approve(ANN, there, customer, json.dumps({"words": words}), WHY, NOW)


def test_an_approval_says_who_when_as_what_and_why(there: Desk) -> None:
    made = way(there)
    held = shown_ways.shown(Scope(EMPLOYEE), there, made.id)
    assert held == made
    assert (held.approved_by, held.approved_at, held.role, held.reason) == (
        *("ann", NOW, EXECUTIVE, WHY),
    )
    with pytest.raises(BadInput, match="why"):
        shown_ways.approve(ANN, there, CUSTOMER, "{}", "because", NOW)
    with pytest.raises(BadInput, match="no customer"):
        shown_ways.approve(ANN, there, 0, "{}", WHY, NOW)
    with there.writing() as con, pytest.raises(sqlalchemy.exc.IntegrityError, match="only go"):
        con.execute(sqlalchemy.update(tables.approved_way).values(body="{}"))


@pytest.mark.parametrize("long", [1, 400])
def test_nothing_of_a_forgotten_customer_stays_in_the_file(there: Desk, long: int) -> None:
    """Not even where the row is so long that it lies on pages of its own."""
    first, second = way(there, words=WORDS * long), way(there)
    other = way(there, CUSTOMER - 1, "Somebody else's words")
    held = [WORDS.encode(), str(CUSTOMER).encode(), CUSTOMER.to_bytes(8, "big")]
    assert [part in there.path.read_bytes() for part in held] == [True, True, False]
    assert presentations.forget(SAM, there, CUSTOMER, NOW) == 2
    assert not [part for part in held if part in there.path.read_bytes()]
    assert there.path.read_bytes().count(WHY.encode()) == 1
    for made in (first, second):
        gone = shown_ways.shown(Scope(EMPLOYEE), there, made.id)
        assert gone is not None
        assert (gone.gone, gone.body, gone.reason) == ("forgotten", "", "")
    assert shown_ways.approved(ANN, there) == (other,)
    assert presentations.forget(SAM, there, CUSTOMER, NOW) == 0


def test_a_forgotten_customer_leaves_the_backups_beside_the_desk_too(there: Desk) -> None:
    made = way(there)
    backup = there.path.with_name("desk.before-0003.sqlite")
    backup.write_bytes(there.path.read_bytes())
    older = there.path.with_name("desk.before-0002.sqlite")
    sqlite3.connect(older).execute("create table plan (id text)").connection.close()
    presentations.forget(SAM, there, CUSTOMER, NOW)
    assert WORDS.encode() not in backup.read_bytes()
    assert str(CUSTOMER).encode() not in backup.read_bytes()
    older.write_bytes(b"no desk at all, and too short to be one" * 9)
    with pytest.raises(CxError, match="Delete that backup"):
        presentations.forget(SAM, there, CUSTOMER, NOW)
    older.unlink()
    backup.replace(there.path)
    restored = shown_ways.shown(SAM, desk.open_desk(there.path.parent), made.id)
    assert restored is not None
    assert restored.gone == "forgotten"


@pytest.mark.parametrize("name", ["desk", "desk[eu]", "our *desk?"])
def test_copies_that_were_left_half_made_and_strange_names_keep_no_words(
    tmp_path: Path, name: str
) -> None:
    there = desk.open_desk(tmp_path, f"sqlite:///{tmp_path / name}.sqlite")
    way(there)
    for end in (".sqlite", "-2.sqlite", ".sqlite.4711.next", ".sqlite.4711-ab.next-journal"):
        (tmp_path / f"{name}.before-0003{end}").write_bytes(there.path.read_bytes())
    assert presentations.forget(SAM, there, CUSTOMER, NOW) == 1
    assert not [p for p in tmp_path.iterdir() if WORDS.encode() in p.read_bytes()]
    assert len(list(tmp_path.iterdir())) == 3  # and the backups that were whole are there still


def test_a_withdrawn_approval_takes_the_words_along(there: Desk) -> None:
    first = way(there)
    made = shown_ways.approve(ANN, there, CUSTOMER, "{}", WHY, NOW + timedelta(days=1))
    assert shown_ways.newest(Scope(EMPLOYEE), there) == made.id
    shown_ways.take_back(ANN, there, made.id, NOW)
    assert shown_ways.newest(Scope(EMPLOYEE), there) == first.id
    shown_ways.take_back(ANN, there, first.id, NOW)
    assert shown_ways.newest(Scope(EMPLOYEE), there) == ""
    shown_ways.take_back(ANN, there, made.id, NOW)
    gone = shown_ways.shown(Scope(EMPLOYEE), there, made.id)
    assert gone is not None
    assert gone.gone == "withdrawn"
    assert WORDS.encode() not in there.path.read_bytes()
    logged = [one.what for one in events.history(ANN, there, f"way {made.id}")]
    assert logged == ["way withdrawn", "way approved"]
