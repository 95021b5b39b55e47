"""Who looked at whose comments, customers' ways or money: kept for good, once a day and thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from cxdata.desk import tables
from cxdata.desk.events import stamp
from cxdata.desk.store import Desk
from cxdata.scope import STEWARD, Scope

COMMENTS, WAYS, MONEY = "comments", "ways", "money"


@dataclass(frozen=True)
class Look:
    """Somebody was shown something.

    who    identity of the person, and the role that they were here in
    what   COMMENTS, WAYS or MONEY
    thing  whose: 'touchpoint till', 'team front', 'everybody'
    """

    day: date
    who: str
    role: str
    what: str
    thing: str


def looked(desk: Desk, looks: Iterable[tuple[Look, datetime]]) -> None:
    """Keep looks with the moment of each; one that is there already stays as it is."""
    rows = [{**vars(one), "day": one.day.isoformat(), "at": stamp(at)} for one, at in looks]
    if rows:
        with desk.writing() as con:
            con.execute(insert(tables.look).on_conflict_do_nothing(), rows)


def log(
    scope: Scope, desk: Desk, who: str = "", what: str = "", most: int = 1000
) -> tuple[tuple[Look, datetime], ...]:
    """The newest looks, newest first; of one person or one kind where given. Stewards only."""
    scope.must_be(STEWARD)
    row = tables.look.c
    asked = select(tables.look).order_by(row.number.desc()).limit(most)
    if who:
        asked = asked.where(row.who == who)
    if what:
        asked = asked.where(row.what == what)
    with desk.reading() as con:
        return tuple(
            (
                Look(date.fromisoformat(one.day), one.who, one.role, one.what, one.thing),
                datetime.fromisoformat(one.at),
            )
            for one in con.execute(asked)
        )
