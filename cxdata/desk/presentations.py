"""Frozen presentations: what was shown to everyone stays as it was, under a link of its own.

A presentation keeps its figures, tables and words and no snapshot. Customers' words are not in it
but in desk.shown_ways, so that they can go without it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from cxdata.desk import tables
from cxdata.desk.events import added, stamp
from cxdata.desk.shown_ways import forget
from cxdata.desk.store import Desk
from cxdata.errors import BadInput, Refused
from cxdata.scope import EXECUTIVE, STEWARD, Scope

__all__ = ["WRITERS", "Frozen", "every", "forget", "freeze", "frozen", "rename", "withdraw"]

WRITERS = (EXECUTIVE, STEWARD)
ID_BYTES = 16
LONGEST_TITLE = 120  # characters
LARGEST = 1_000_000  # characters of a body


@dataclass(frozen=True)
class Frozen:
    """A frozen presentation; body is its JSON. withdrawn_at is None as long as its link opens."""

    id: str
    title: str
    body: str
    frozen_at: datetime
    frozen_by: str
    withdrawn_at: datetime | None = None


def freeze(scope: Scope, desk: Desk, title: str, body: str, now: datetime) -> Frozen:
    """Keep a presentation as it is, for ever.

    title   what the list calls it; body its JSON (reports.presentation_text), without anybody's way
    raises  Refused to all but WRITERS; BadInput without a title or slides, or where the same person
            has frozen just the same before and its link is open; Busy, NoSpace
    """
    scope.must_be(*WRITERS)
    title = _titled(title)
    _checked(body)
    same = {"title": title, "body": body, "frozen_by": scope.identity or scope.role}
    row = {"id": secrets.token_hex(ID_BYTES), "frozen_at": stamp(now), **same}
    with desk.writing() as con:
        if _is_open(con, same):
            raise BadInput(
                "Nothing changed since you froze it under this title: its link stands in the list."
            )
        con.execute(insert(tables.presentation), row)
        added(con, scope, now, "presentation frozen", _thing(row["id"]), after={"title": title})
    return Frozen(row["id"], title, body, datetime.fromisoformat(row["frozen_at"]),
                  row["frozen_by"])  # fmt: skip


def frozen(scope: Scope, desk: Desk, id_: str) -> Frozen:
    """The presentation of a link, for whoever has it: it was made for everyone.

    raises  Refused where there is none, or it was withdrawn: both in words that tell nothing more
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    with desk.reading() as con:
        found = _row(con, id_)
    if found is None or found["withdrawn_at"] is not None:
        raise Refused(
            "This link leads to no presentation, or to one that was withdrawn. Ask whoever sent "
            "it for a new one."
        )
    return _frozen(found)


def every(scope: Scope, desk: Desk) -> tuple[Frozen, ...]:
    """All that were frozen, newest first, withdrawn ones too; WRITERS only."""
    scope.must_be(*WRITERS)
    row = tables.presentation.c
    asked = select(tables.presentation).order_by(row.frozen_at.desc(), row.id)
    with desk.reading() as con:
        return tuple(_frozen(found) for found in con.execute(asked).mappings())


def rename(scope: Scope, desk: Desk, id_: str, title: str, now: datetime) -> None:
    """Call a frozen presentation otherwise; its slides stay.

    raises  Refused to all but WRITERS; BadInput without a title, or where there is no such one
    """
    scope.must_be(*WRITERS)
    title = _titled(title)
    with desk.writing() as con:
        before = _must_exist(con, id_)
        if before["title"] == title:
            return
        _set(con, id_, title=title)
        added(con, scope, now, "presentation renamed", _thing(id_),
              before={"title": before["title"]}, after={"title": title})  # fmt: skip


def withdraw(scope: Scope, desk: Desk, id_: str, now: datetime) -> None:
    """Close a presentation's link; doing so again changes nothing.

    raises  Refused to all but WRITERS; BadInput where there is no such one
    """
    scope.must_be(*WRITERS)
    with desk.writing() as con:
        before = _must_exist(con, id_)
        if before["withdrawn_at"] is not None:
            return
        _set(con, id_, withdrawn_at=stamp(now), withdrawn_by=scope.identity or scope.role)
        added(con, scope, now, "presentation withdrawn", _thing(id_),
              before={"title": before["title"]})  # fmt: skip


def _is_open(con: Connection, same: Mapping[str, str]) -> bool:
    """Whether one of this title, text and person can be opened: a second press makes no second."""
    held = tables.presentation.c
    asked = select(held.id).where(
        held.withdrawn_at.is_(None), *(held[name] == value for name, value in same.items())
    )
    return con.execute(asked).first() is not None


def _titled(title: str) -> str:
    flat = " ".join(title.split())
    if not 1 <= len(flat) <= LONGEST_TITLE:
        raise BadInput(f"Give it a title of 1 to {LONGEST_TITLE} characters.")
    return flat


def _checked(body: str) -> None:
    try:
        held = json.loads(body) if len(body) <= LARGEST else {}
    except ValueError:
        held = {}
    if not isinstance(held, dict) or not held.get("slides"):
        raise BadInput("There is no slide to freeze: choose one at least.")


def _thing(id_: str) -> str:
    return f"presentation {id_}"


def _row(con: Connection, id_: str) -> RowMapping | None:
    asked = select(tables.presentation).where(tables.presentation.c.id == id_)
    return con.execute(asked).mappings().first()


def _must_exist(con: Connection, id_: str) -> RowMapping:
    found = _row(con, id_)
    if found is None:
        raise BadInput("There is no such presentation; it may be of another record.")
    return found


def _set(con: Connection, id_: str, **values: str) -> None:
    con.execute(update(tables.presentation).where(tables.presentation.c.id == id_).values(values))


def _frozen(row: RowMapping) -> Frozen:
    at = row["withdrawn_at"]
    return Frozen(
        row["id"],
        row["title"],
        row["body"],
        datetime.fromisoformat(row["frozen_at"]),
        row["frozen_by"],
        None if at is None else datetime.fromisoformat(at),
    )
