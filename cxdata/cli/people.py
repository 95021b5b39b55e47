"""python -m cxdata people: who may come in; the first steward's way in, and the last one's back."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from cxdata import desk, organisation, record
from cxdata.desk import groups, people
from cxdata.desk.groups import Grant
from cxdata.desk.people import Person
from cxdata.errors import BadInput, NoRecord
from cxdata.flows import people as flow
from cxdata.organisation import Organisation
from cxdata.scope import ROLES, Scope

LIST, GIVE, GROUPS, REVOKE, RESTORE, CHECK = "list", "give", "groups", "revoke", "restore", "check"
ACTIONS = (LIST, GIVE, GROUPS, REVOKE, RESTORE, CHECK)
EPILOG = (
    "list: who has come; give ID ROLE: a role by name; groups ID: the role of their groups again; "
    "revoke ID, restore ID; check: is people.toml right?"
)


def options(command: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = command.add_argument
    add("action", nargs="?", choices=ACTIONS, default=LIST)
    add("id", nargs="?", metavar="ID", default="", help="as `list` shows it: person-…")
    add("role", nargs="?", metavar="ROLE", default="", help=", ".join(ROLES))
    add("--department", action="append", default=[], metavar="ID", help="repeatable")
    add("--team", action="append", default=[], metavar="ID", help="repeatable")
    command.epilog = EPILOG


def place(root: Path) -> str:
    """Whose people these are: the desk that is read and written, and the file beside it."""
    home = root / "own"
    return f"People of {desk.open_desk(home).path.resolve()}, groups of {groups.FILE} beside it."


def run(scope: Scope, root: Path, said: argparse.Namespace, now: datetime) -> list[str]:
    """Do it; the lines to print.

    raises  BadInput, Refused
    """
    home = root / "own"
    if said.action == LIST:
        found = people.listed(scope, desk.open_desk(home), most=100_000)
        return [_line(one) for one in found] or ["Nobody has logged in yet."]
    if said.action == CHECK:
        return _checked(root)
    if not said.id or (said.action == GIVE and not said.role):
        raise BadInput(
            f"{said.action} needs an ID{' and a ROLE' * (said.action == GIVE)}. {EPILOG}"
        )
    if said.action == GIVE:
        grant = Grant(said.role, tuple(said.department), tuple(said.team))
        return [_line(flow.give(scope, home, _company(root), said.id, grant, now))]
    if said.action == GROUPS:
        return [_line(flow.give(scope, home, None, said.id, None, now))]
    change = flow.revoke if said.action == REVOKE else flow.restore
    return [_line(change(scope, home, said.id, now))]


def _checked(root: Path) -> list[str]:
    rules, company = groups.read(root / "own"), _company(root)
    wrong = groups.unknown(rules, company) if company else ()
    if wrong:
        raise BadInput("\n".join(wrong))
    if not rules.groups:
        return [f"No group gives a role: {root / 'own' / groups.FILE} is missing or names none."]
    return [
        " ".join((f"{one.claim} '{one.name}' gives {one.role}", *one.departments, *one.teams))
        for one in rules.groups
    ]


def _company(root: Path) -> Organisation | None:
    try:
        text = record.open_snapshot(record.locate(root)).organisation()
    except NoRecord:
        return None
    return organisation.parse(text) if text else None


def _line(one: Person) -> str:
    grant = one.given or one.by_groups
    what = "no role" if grant is None else f"{grant.role} ({'given' if one.given else 'by group'})"
    parts = ", ".join((*grant.departments, *grant.teams)) if grant else ""
    gone = "  revoked" if one.revoked_at else ""
    return (
        f"{one.id}  {what:<22} {parts:<24} {one.last_came:%Y-%m-%d}  {one.name} {one.email}{gone}"
    )
