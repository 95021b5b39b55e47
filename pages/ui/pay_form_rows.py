"""The tables of a plan's form: teams and the ramps of peer groups, as rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from cxdata.desk.entries import Group, Member, Plan, Ramp
from cxdata.organisation import Organisation

ID, NAME, PART, USUAL, TEAMS = "id", "name", "part", "usual", "teams"
ENDS = ("threshold", "target", "stretch")
RAMP = (*ENDS, "most")
NUMBERS = ("heads", "amount", *RAMP)
Row = dict[str, Any]
Edits = Mapping[Any, Mapping[str, Any]]  # number of a row -> what was typed over its cells


def team_rows(plan: Plan, company: Organisation) -> list[Row]:
    """A row a team: the organisation's, then those that only the plan names.

    Numbers are floats or None; heads, amount, score and ramp are the team's own.
    """
    known = {team.id: team for team in company.teams}
    ids = [*known, *(one.id for one in plan.members if one.id not in known)]
    rows = []
    for id_ in ids:
        team, member = known.get(id_), plan.member(id_)
        own = member or Member(id_)
        row: Row = {ID: id_, NAME: team.name if team else id_, PART: member is not None}
        row |= {name: _float(getattr(own, name)) for name in NUMBERS}
        row |= {"score": own.score or None, "stage": own.stage or None}
        rows.append(row | {USUAL: team.heads if team else None})
    return rows


def group_rows(plan: Plan, company: Organisation) -> list[Row]:
    """A row a peer group: the organisation's, then those that only the plan names."""
    held = {one.peers: one for one in plan.groups}
    peers = sorted({team.peers for team in company.teams if team.peers})
    rows = []
    for id_ in (*peers, *(one for one in held if one not in peers)):
        own = held.get(id_)
        names = ", ".join(team.name for team in company.teams if team.peers == id_)
        row: Row = {ID: id_, NAME: id_.replace("_", " "), TEAMS: names}
        rows.append(row | {name: _float(getattr(own, name, None)) for name in RAMP})
    return rows


def edited(rows: Iterable[Row], edits: Edits) -> list[Row]:
    """The rows with what was typed over them."""
    by = {int(i): cells for i, cells in edits.items()}
    return [{**row, **by.get(i, {})} for i, row in enumerate(rows)]


def members(plan: Plan, company: Organisation, edits: Edits) -> tuple[Member, ...]:
    """Who takes part after the edits; as before where nobody would (`nobody`).

    A cell that is filled makes its team take part; an end of a ramp brings the others, and takes
    them along when it is emptied.
    """
    if not edits:
        return plan.members
    found = _taking(plan, company, edits)
    if not found:
        return plan.members
    every = [Member(row[ID]) for row in team_rows(plan, company)]
    if not plan.members and list(found.values()) == every:
        return ()  # all of the organisation's, whoever joins
    return tuple(found[id_] for id_ in _ordered([one.id for one in plan.members], found))


def nobody(plan: Plan, company: Organisation, edits: Edits) -> bool:
    """Do the edits take the last team out? A plan that names none is everybody's, not nobody's."""
    return bool(edits) and not _taking(plan, company, edits)


def _taking(plan: Plan, company: Organisation, edits: Edits) -> dict[str, Member]:
    before = team_rows(plan, company)
    ticked = {int(i): cells[PART] for i, cells in edits.items() if PART in cells}
    peers = {team.id: team.peers for team in company.teams}
    found: dict[str, Member] = {}
    for i, (was, row) in enumerate(zip(before, edited(before, edits), strict=True)):
        typed = any(row[name] != was[name] for name in (*NUMBERS, "score", "stage"))
        if not ticked.get(i, was[PART] or typed):
            continue
        id_ = row[ID]
        ramp = plan.ramp_of(id_, peers.get(id_, ""))
        found[id_] = _member(plan.member(id_) or Member(id_), was, _whole(was, row, ramp))
    return found


def groups(plan: Plan, company: Organisation, edits: Edits) -> tuple[Group, ...]:
    """The peer groups' ramps after the edits; a row without one has none of its own."""
    if not edits:
        return plan.groups
    before = group_rows(plan, company)
    held = {one.peers: one for one in plan.groups}
    found: dict[str, Group] = {}
    for was, row in zip(before, edited(before, edits), strict=True):
        id_, now = row[ID], _whole(was, row, plan.ramp)
        if any(now[name] is None for name in ENDS):
            continue
        old = held.get(id_)
        values = {name: _meant(getattr(old, name, None), was[name], now[name]) for name in ENDS}
        most = _meant(getattr(old, "most", None), was["most"], now["most"])
        usual = next(one.default for one in fields(Group) if one.name == "most")
        found[id_] = Group(id_, **values, most=usual if most is None else most)
    return tuple(found[id_] for id_ in _ordered(held, found))


def settled(shown: Iterable[Row], held: Iterable[Row]) -> bool:
    """Does a table show what its plan holds? A team that is out may still show what it had.

    One that only the plan named is no row of what is held any more once it is out.
    """
    now = {row[ID]: row for row in held}
    return all(
        row == now.get(row[ID])
        or (PART in row and not row[PART] and not now.get(row[ID], {}).get(PART))
        for row in shown
    )


def _ordered(before: Iterable[str], found: Iterable[str]) -> list[str]:
    """What is found, in the order of before; what is new comes last."""
    new = list(found)
    return list(dict.fromkeys([id_ for id_ in before if id_ in new] + new))


def _member(own: Member, was: Row, now: Row) -> Member:
    numbers = {name: _meant(getattr(own, name), was[name], now[name]) for name in NUMBERS}
    return replace(own, **numbers, score=now["score"] or "", stage=now["stage"] or "")


def _whole(was: Row, now: Row, ramp: Ramp) -> Row:
    """A row with all ends of its ramp, or none; ramp: what counts without."""
    given = [name for name in ENDS if now[name] is not None]
    emptied = any(now[name] is None and was[name] is not None for name in ENDS)
    if emptied:
        return {**now, **dict.fromkeys(RAMP)}
    if len(given) == len(ENDS) or not (given or now["most"] is not None):
        return now
    if all(now[name] == was[name] for name in RAMP):
        return now  # as it was written: the mistake is told, and nothing is made up
    lacking = {name: float(getattr(ramp, name)) for name in ENDS if now[name] is None}
    return {**now, **lacking}


def _meant(own: Decimal | None, was: float | None, now: float | None) -> Any:
    if now == was:
        return own
    return None if now is None else exact(now)


def exact(number: float) -> Decimal:
    """A number as it was typed: 77, not 77.0."""
    return Decimal(int(number)) if float(number).is_integer() else Decimal(str(number))


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
