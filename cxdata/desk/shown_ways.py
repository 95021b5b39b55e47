"""Customers' ways that a person approved to be shown to everyone, and how they go again.

A customer's words lie in these rows and nowhere else on the desk: no presentation and no event
repeats them. Each is kept under the record's keyed hash of its customer.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from cxdata.desk import backups, tables
from cxdata.desk.events import added, stamp
from cxdata.desk.store import Desk
from cxdata.errors import BadInput, Refused
from cxdata.scope import EXECUTIVE, STEWARD, Scope

APPROVERS = (EXECUTIVE, STEWARD)
FORGOTTEN, WITHDRAWN = "forgotten", "withdrawn"
SHORTEST, LONGEST = 10, 500  # characters of a reason
ID_BYTES = 16
_EMPTY = {"customer": None, "body": None, "reason": None}


@dataclass(frozen=True)
class Shown:
    """A way that was approved. body is its slide's JSON, '' once it is gone.

    gone   '' as long as it may be shown, else 'forgotten' (the customer asked) or 'withdrawn'
    """

    id: str
    body: str
    reason: str
    approved_at: datetime
    approved_by: str
    role: str
    gone: str = ""


def approve(
    scope: Scope,
    desk: Desk,
    customer: int,
    body: str,
    reason: str,
    now: datetime,
    *,
    erased: Callable[[], Collection[int]] = tuple,
) -> Shown:
    """Approve a customer's way to be shown to the whole company.

    customer  the record's keyed hash, not 0; body the way's slide as JSON
    reason    why it may be shown: 10 to 500 characters
    erased    asked, while nobody else may write, who was erased: their ways are never shown
    raises    Refused to all but APPROVERS; BadInput; Busy, NoSpace
    """
    scope.must_be(*APPROVERS)
    reason = " ".join(reason.split())
    if not customer or not body:
        raise BadInput("There is no customer whose way this is, so it could never be taken back.")
    if not SHORTEST <= len(reason) <= LONGEST:
        raise BadInput(
            f"Say in {SHORTEST} to {LONGEST} characters why this way may be shown: that nobody can "
            "be recognised by it, and what it is to tell."
        )
    row = {
        "id": secrets.token_hex(ID_BYTES),
        "customer": str(customer),
        "body": body,
        "reason": reason,
        "approved_at": stamp(now),
        "approved_by": scope.identity or scope.role,
        "role": scope.role,
    }
    with desk.writing() as con:
        # Whoever erases writes the list first and empties the desk then: nothing slips between.
        if customer in erased():
            raise BadInput("This way is not there any more: the customer asked to be forgotten.")
        con.execute(insert(tables.approved_way), row)
        added(con, scope, now, "way approved", _thing(row["id"]), after={"role": scope.role})
    at = datetime.fromisoformat(row["approved_at"])
    return Shown(row["id"], body, reason, at, row["approved_by"], scope.role)


def shown(scope: Scope, desk: Desk, id_: str) -> Shown | None:
    """An approved way, for whoever asks: it was approved for everyone. None where there is none."""
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    asked = select(tables.approved_way).where(tables.approved_way.c.id == id_)
    with desk.reading() as con:
        row = con.execute(asked).mappings().first()
    return None if row is None else _shown(row)


def approved(scope: Scope, desk: Desk) -> tuple[Shown, ...]:
    """All that may be shown, newest first; APPROVERS only."""
    scope.must_be(*APPROVERS)
    row = tables.approved_way.c
    asked = select(tables.approved_way).where(row.gone.is_(None))
    with desk.reading() as con:
        rows = con.execute(asked.order_by(row.approved_at.desc(), row.id)).mappings()
        return tuple(_shown(one) for one in rows)


def newest(scope: Scope, desk: Desk) -> str:
    """The id of the way that was approved last, for whoever asks; '' where none may be shown."""
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    row = tables.approved_way.c
    asked = select(row.id).where(row.gone.is_(None)).order_by(row.approved_at.desc(), row.id)
    with desk.reading() as con:
        return con.execute(asked.limit(1)).scalars().first() or ""


def take_back(scope: Scope, desk: Desk, id_: str, now: datetime) -> None:
    """Withdraw an approval: every presentation that shows the way says so instead.

    raises  Refused to all but APPROVERS
    """
    scope.must_be(*APPROVERS)
    with desk.writing() as con:
        row = tables.approved_way.c
        held = con.execute(select(row.id).where(row.id == id_, row.gone.is_(None))).first()
        if held is not None:
            _empty(con, id_, WITHDRAWN, now)
            added(con, scope, now, "way withdrawn", _thing(id_))


def of_customer(scope: Scope, desk: Desk, customer: int) -> int:
    """How many approved ways are a customer's: what `forget` would remove.

    customer  the record's keyed hash
    raises    Refused to all but stewards
    """
    scope.must_be(STEWARD)
    row = tables.approved_way.c
    asked = select(row.id).where(row.customer == str(customer))
    with desk.reading() as con:
        return len(con.execute(asked).all())


def forget(scope: Scope, desk: Desk, customer: int, now: datetime) -> int:
    """Remove a customer's ways from every presentation, frozen ones too; how many went.

    Nothing of the customer stays in the desk's file, nor in its backups beside it: not the words,
    not the hash. Ways whose approval was
    withdrawn hold neither any more.

    customer  the record's keyed hash
    raises    Refused to all but stewards
    """
    scope.must_be(STEWARD)
    with desk.writing() as con:
        row = tables.approved_way.c
        found = con.execute(select(row.id).where(row.customer == str(customer))).scalars().all()
        for id_ in found:
            _empty(con, id_, FORGOTTEN, now)
            added(con, scope, now, "way removed at the customer's request", _thing(id_))
    backups.forget(desk, customer, FORGOTTEN, stamp(now))
    return len(found)


def _empty(con: Connection, id_: str, why: str, now: datetime) -> None:
    table = tables.approved_way
    gone = {**_EMPTY, "gone": why, "gone_at": stamp(now)}
    con.execute(update(table).where(table.c.id == id_).values(gone))


def _thing(id_: str) -> str:
    return f"way {id_}"


def _shown(row: RowMapping) -> Shown:
    return Shown(
        row["id"],
        row["body"] or "",
        row["reason"] or "",
        datetime.fromisoformat(row["approved_at"]),
        row["approved_by"],
        row["role"],
        row["gone"] or "",
    )
