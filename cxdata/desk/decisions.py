"""What a person decided about a payment that was held: pay or withhold, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from cxdata.desk import tables
from cxdata.desk.events import added, stamp
from cxdata.desk.store import Desk
from cxdata.errors import BadInput, Conflict, Refused
from cxdata.scope import EXECUTIVE, PAYROLL, Scope

PAY, WITHHOLD = "pay", "withhold"
VERDICTS = (PAY, WITHHOLD)
DECIDERS = (EXECUTIVE, PAYROLL)
SHORTEST, LONGEST = 10, 2_000  # characters of a reason


@dataclass(frozen=True)
class Hold:
    """A payment that was held: of which plan's version, period ('2026-Q4'), team, by which check.

    figure  what was found, in words, as it was on screen when it was decided upon
    """

    plan: str
    version: int
    period: str
    team: str
    check: str
    figure: str


@dataclass(frozen=True)
class Decision:
    """A decision on a hold; verdict 'pay' or 'withhold'."""

    number: int
    hold: Hold
    verdict: str
    reason: str
    author: str
    at: datetime


def taken(scope: Scope, desk: Desk, plan: str, period: str) -> tuple[Decision, ...]:
    """The decision that stands for each held team and check of a period, in the order taken.

    For reports, whoever asks: they show a team its own.
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    found = {(one.hold.team, one.hold.check): one for one in _all(desk, plan, period)}
    return tuple(sorted(found.values(), key=lambda one: one.number))


def every(scope: Scope, desk: Desk, plan: str, period: str) -> tuple[Decision, ...]:
    """All decisions of a period, oldest first, replaced ones too; DECIDERS only."""
    scope.must_be(*DECIDERS)
    return _all(desk, plan, period)


def _all(desk: Desk, plan: str, period: str) -> tuple[Decision, ...]:
    row = tables.decision.c
    asked = select(tables.decision).where(row.plan == plan, row.period == period)
    with desk.reading() as con:
        rows = con.execute(asked.order_by(row.number)).mappings()
        return tuple(_decision(one) for one in rows)


def decide(
    scope: Scope,
    desk: Desk,
    hold: Hold,
    verdict: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> Decision:
    """Write a decision; a later one on the same hold stands in its place, both are kept.

    seen    number of the decision that stood when this one was begun, 0 for none; None: whatever
            stood
    return  the decision; the one that is there where the same person said the same already
    raises  Refused to all but DECIDERS; BadInput without a reason, for a verdict that is none or a
            version that is not there; Conflict where somebody decided since; Busy, NoSpace
    """
    scope.must_be(*DECIDERS)
    reason = " ".join(reason.split())
    if verdict not in VERDICTS:
        raise BadInput(f"'{verdict}' is no decision; take one of: {', '.join(VERDICTS)}.")
    if not SHORTEST <= len(reason) <= LONGEST:
        raise BadInput(
            f"Say why, in {SHORTEST} to {LONGEST:,} characters: the team will read it, and whoever "
            "checks the payroll."
        )
    author = scope.identity or scope.role
    with desk.writing() as con:
        last = _last(con, hold)
        if last and (last["verdict"], last["reason"], last["author"]) == (verdict, reason, author):
            return _decision(last)
        if seen is not None and last is not None and last["number"] != seen:
            raise _decided(_decision(last))
        _must_exist(con, hold)
        row = {**vars(hold), "verdict": verdict, "reason": reason, "author": author}
        row["at"] = stamp(now)
        made = con.execute(insert(tables.decision).returning(tables.decision.c.number), row)
        number = int(made.scalar_one())
        thing = f"hold {hold.plan} {hold.period} {hold.team} {hold.check}"
        before = None if last is None else _said(last)
        added(con, scope, now, f"hold decided: {verdict}", thing, before=before, after=_said(row))
    return Decision(number, hold, verdict, reason, author, datetime.fromisoformat(row["at"]))


def _last(con: Connection, hold: Hold) -> RowMapping | None:
    row = tables.decision.c
    same = (
        row.plan == hold.plan,
        row.period == hold.period,
        row.team == hold.team,
        row.check == hold.check,
    )
    asked = select(tables.decision).where(*same).order_by(row.number.desc()).limit(1)
    return con.execute(asked).mappings().first()


def _decided(last: Decision) -> Conflict:
    return Conflict(
        f"{last.author} decided on this payment while you were writing: {last.verdict}, because "
        f"'{last.reason}'. Nothing of yours was saved; save again if yours shall stand instead.",
        last,
        (),
    )


def _must_exist(con: Connection, hold: Hold) -> None:
    row = tables.plan.c
    asked = select(row.id).where(row.id == hold.plan, row.number == hold.version)
    if con.execute(asked).first() is None:
        raise BadInput(f"There is no version {hold.version} of the plan '{hold.plan}'.")


def _said(row: Mapping[Any, Any]) -> dict[str, object]:
    return {name: row[name] for name in ("version", "verdict", "reason", "figure")}


def _decision(row: RowMapping) -> Decision:
    hold = Hold(*(row[name] for name in ("plan", "version", "period", "team", "check", "figure")))
    at = datetime.fromisoformat(row["at"])
    return Decision(row["number"], hold, row["verdict"], row["reason"], row["author"], at)
