"""What was decided on a plan's holds and changed in its versions: who, when, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from cxdata.desk.decisions import PAY, Decision
from cxdata.desk.differences import Change, changes
from cxdata.desk.plans import Version
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import payees, wording
from cxdata.reports.incentive_signs import TITLES
from cxdata.scope import Scope

STANDS, OVERRULED = "stands", "overruled by a later one"
UNREAD = Change("cannot be compared entry by entry", "", "")
ALIKE = Change("no entry; at most remarks or the order", "", "")


@dataclass(frozen=True)
class Ruling:
    """A decision on a hold.

    when   by the organisation's clock
    who    the author as the desk holds it, a number that names nobody
    state  STANDS or OVERRULED
    """

    when: str
    who: str
    team: str
    check: str
    figure: str
    verdict: str
    reason: str
    state: str
    version: int


@dataclass(frozen=True)
class Entry:
    """An entry of a plan that a version changed; before and after as written, '' for none."""

    version: int
    when: str
    who: str
    entry: str
    before: str
    after: str


@dataclass(frozen=True)
class History:
    """Decisions on a period's holds and changes of a plan, both newest first."""

    rulings: tuple[Ruling, ...]
    entries: tuple[Entry, ...]


def history(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    decisions: tuple[Decision, ...],
    versions: tuple[Version, ...],
) -> History:
    """What was decided and changed, for those who may see all money.

    decisions  of a period, oldest first, overruled ones too
    versions   of a plan, newest first
    raises     Refused
    """
    payees.must_see_all(scope)
    names = {team.id: team.name for team in organisation.teams}
    stands = {(one.hold.team, one.hold.check): one.number for one in decisions}
    zone = ZoneInfo(organisation.company.timezone)
    rulings = [
        _ruling(one, names, one.number in stands.values(), zone) for one in reversed(decisions)
    ]
    return History(tuple(rulings), tuple(_entries(versions, zone)))


def _ruling(one: Decision, names: dict[str, str], stands: bool, zone: ZoneInfo) -> Ruling:
    return Ruling(
        when=_when(one.at, zone),
        who=one.author,
        team=names.get(one.hold.team, one.hold.team),
        check=TITLES.get(one.hold.check, one.hold.check),
        figure=one.hold.figure,
        verdict="paid" if one.verdict == PAY else "withheld",
        reason=one.reason,
        state=STANDS if stands else OVERRULED,
        version=one.hold.version,
    )


def _entries(versions: Sequence[Version], zone: ZoneInfo) -> list[Entry]:
    found = [
        Entry(newer.number, _when(newer.at, zone), newer.author, one.entry, one.before, one.after)
        for newer, older in pairwise(versions)
        for one in _changed(older.text, newer.text)
    ]
    if versions:
        first = versions[-1]
        when = _when(first.at, zone)
        found.append(Entry(first.number, when, first.author, "the first one", "", ""))
    return found


def _changed(before: str, after: str) -> tuple[Change, ...]:
    try:
        return changes(before, after) or (ALIKE,)
    except BadInput:  # written for an older program
        return (UNREAD,)


def _when(at: datetime, zone: ZoneInfo) -> str:
    return wording.moment(at.astimezone(zone))
