"""Incentive plans in versions: who saves names the version that it was begun from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

from sqlalchemy import Connection, RowMapping, insert, select

from cxdata.desk import tables
from cxdata.desk.differences import Change, changes, differing
from cxdata.desk.entries import Plan
from cxdata.desk.events import added, stamp
from cxdata.desk.reading import parse
from cxdata.desk.store import Desk
from cxdata.errors import BadInput, Conflict, Refused
from cxdata.scope import EXECUTIVE, PAYROLL, Scope

WRITERS = (EXECUTIVE, PAYROLL)


@dataclass(frozen=True)
class Version:
    """A saved version of a plan; id is the plan's, number counts from 1."""

    id: str
    number: int
    text: str
    author: str
    at: datetime

    @cached_property
    def plan(self) -> Plan:
        """What the text says."""
        return _said(self.text)


@lru_cache(maxsize=64)
def _said(text: str) -> Plan:
    """A saved text never changes, and a page asks for the plan in force on every run."""
    return parse(text)


def versions(scope: Scope, desk: Desk, id_: str = "") -> tuple[Version, ...]:
    """Saved versions, newest first; of one plan, or of all, the one saved last first.

    raises  Refused to all but WRITERS
    """
    scope.must_be(*WRITERS)
    asked = select(tables.plan).order_by(tables.plan.c.id, tables.plan.c.number.desc())
    if id_:
        asked = asked.where(tables.plan.c.id == id_)
    with desk.reading() as con:
        found = [_version(row) for row in con.execute(asked).mappings()]
    # Numbers are the order within a plan: clocks of two machines may differ.
    last = {one.id: one.at for one in reversed(found)}
    return tuple(sorted(found, key=lambda one: last[one.id], reverse=True))


def in_force(scope: Scope, desk: Desk, day: date) -> Version | None:
    """The plan whose periods hold a day, in its newest version; of several, the one saved last.

    For reports, whoever asks: a plan holds every team's money, and they narrow it to the asker's.
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    with desk.reading() as con:
        found = _newest_of_each(con)
    holding = [one for one in found if one.plan.about.since <= day <= one.plan.about.until]
    return max(holding, key=lambda one: (one.at, one.number, one.id), default=None)


def save(scope: Scope, desk: Desk, text: str, base: int, now: datetime) -> Version:
    """Make a text the newest version of the plan that it names.

    base    number of the version that it was begun from; 0 for a new plan
    return  the version; the one that is there where it says the same already, so that saving again
            after a lost connection does not double
    raises  Conflict where somebody saved since, with what they changed; BadInput naming the entry
            that cannot stand; Refused to all but WRITERS; Busy, NoSpace
    """
    scope.must_be(*WRITERS)
    text = tidy(text)
    id_ = parse(text).about.id
    with desk.writing() as con:
        held = _all_of(con, id_)
        newest = held[-1] if held else None
        if newest is not None and newest.text == text:
            return newest
        number = newest.number if newest else 0
        if base != number:
            raise _conflict(held, base, id_)
        author = scope.identity or scope.role
        row = {"id": id_, "number": number + 1, "text": text, "author": author, "at": stamp(now)}
        con.execute(insert(tables.plan), row)
        before = {"number": number, "text": newest.text} if newest else None
        after = {"number": number + 1, "text": text}
        added(con, scope, now, "plan saved", f"plan {id_}", before=before, after=after)
    return Version(id_, number + 1, text, author, datetime.fromisoformat(stamp(now)))


def tidy(text: str) -> str:
    """The text with plain line ends and one at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") + "\n"


def _conflict(held: list[Version], base: int, id_: str) -> Exception:
    if not held:
        return BadInput(
            f"There is no plan '{id_}' yet, so none to begin from: save it as a new one."
        )
    newest = held[-1]
    if base > newest.number:
        return BadInput(f"There is no version {base} of '{id_}'; the newest is {newest.number}.")
    if base == 0:
        return Conflict(saved_since(None, newest), newest, ())
    began = next(one for one in held if one.number == base)
    return Conflict(saved_since(began.plan, newest), newest, changes(began.text, newest.text))


def saved_since(began: Plan | None, newest: Version) -> str:
    """Who saved what while somebody else was writing.

    began  what that other one began from; None for a new plan
    """
    if began is None:
        return (
            f"A plan '{newest.id}' is there already: version {newest.number}, saved by "
            f"{newest.author}. Nothing of yours is lost: choose entry by entry, or give yours "
            "another id."
        )
    changed = differing(began, newest.plan)
    told = "; ".join(str(one) for one in changed[:5]) or "nothing that counts"
    more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
    return (
        f"{newest.author} saved version {newest.number} of this plan while you were writing, and "
        f"changed: {told}{more}. Nothing of yours is lost: both are put together below."
    )


def _all_of(con: Connection, id_: str) -> list[Version]:
    asked = select(tables.plan).where(tables.plan.c.id == id_).order_by(tables.plan.c.number)
    return [_version(row) for row in con.execute(asked).mappings()]


def _newest_of_each(con: Connection) -> list[Version]:
    asked = select(tables.plan).order_by(tables.plan.c.id, tables.plan.c.number)
    found = {row["id"]: _version(row) for row in con.execute(asked).mappings()}
    return list(found.values())


def _version(row: RowMapping) -> Version:
    at = datetime.fromisoformat(row["at"])
    return Version(row["id"], row["number"], row["text"], row["author"], at)


__all__ = ["WRITERS", "Change", "Version", "changes", "in_force", "save", "tidy", "versions"]
