"""Every change of the desk: who, when, what, before and after. Written with the change itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from cxdata.desk import tables
from cxdata.desk.store import Desk
from cxdata.scope import EXECUTIVE, PAYROLL, STEWARD, Scope


@dataclass(frozen=True)
class Event:
    """A change. before and after are JSON-ready; None where there was nothing."""

    number: int
    at: datetime
    who: str
    role: str
    what: str
    thing: str
    before: object
    after: object


def head(desk: Desk) -> int:
    """Number of the newest change; 0 where nothing was ever written. What caches go by."""
    newest = select(func.coalesce(func.max(tables.event.c.number), 0))
    with desk.reading() as con:
        return int(con.execute(newest).scalar_one())


def history(scope: Scope, desk: Desk, thing: str = "") -> tuple[Event, ...]:
    """Changes, newest first; of one thing ('plan everyone_2026'), or all.

    Refused to all but executives, payroll and stewards: events name money.
    """
    scope.must_be(EXECUTIVE, PAYROLL, STEWARD)
    asked = select(tables.event).order_by(tables.event.c.number.desc())
    if thing:
        asked = asked.where(tables.event.c.thing == thing)
    with desk.reading() as con:
        return tuple(_event(*row) for row in con.execute(asked))


def added(
    con: Connection,
    scope: Scope,
    now: datetime,
    what: str,
    thing: str,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write an event into the transaction of its change."""
    row = {
        "at": stamp(now),
        "who": scope.identity,
        "role": scope.role,
        "what": what,
        "thing": thing,
        "before": None if before is None else json.dumps(before, ensure_ascii=False),
        "after": None if after is None else json.dumps(after, ensure_ascii=False),
    }
    con.execute(insert(tables.event), row)


def stamp(now: datetime) -> str:
    """A moment as the desk keeps it, in UTC; ValueError without a time zone."""
    if now.tzinfo is None:
        raise ValueError(f"{now} has no time zone")
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _event(
    number: int, at: str, who: str, role: str, what: str, thing: str, before: str, after: str
) -> Event:
    old, new = (None if part is None else json.loads(part) for part in (before, after))
    return Event(number, datetime.fromisoformat(at), who, role, what, thing, old, new)
