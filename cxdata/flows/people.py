"""Who may come in: what a steward gives, takes back and restores; held against the company."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cxdata import desk
from cxdata.desk import people
from cxdata.desk.groups import Grant
from cxdata.desk.people import Person
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.organisation.naming import hint
from cxdata.scope import STEWARD, Scope


def give(
    scope: Scope,
    home: Path,
    organisation: Organisation | None,
    id_: str,
    grant: Grant | None,
    now: datetime,
) -> Person:
    """Give somebody a role; None leaves it to the groups of the login (see `desk.people.give`).

    raises  BadInput too on departments and teams that the organisation does not hold
    """
    scope.must_be(STEWARD)
    if grant is not None and organisation is not None:
        _known("department", grant.departments, [one.id for one in organisation.departments])
        _known("team", grant.teams, [one.id for one in organisation.teams])
    return people.give(scope, desk.open_desk(home), id_, grant, now)


def revoke(scope: Scope, home: Path, id_: str, now: datetime) -> Person:
    """Take somebody's access back (see `desk.people.revoke`)."""
    return people.revoke(scope, desk.open_desk(home), id_, now)


def restore(scope: Scope, home: Path, id_: str, now: datetime) -> Person:
    """Let somebody in again (see `desk.people.restore`)."""
    return people.restore(scope, desk.open_desk(home), id_, now)


def end(home: Path, token: str, now: datetime) -> None:
    """End the login that a token stands for: a copy of its cookie opens nothing from now on."""
    people.end(desk.open_desk(home), token, now)


def _known(kind: str, ids: tuple[str, ...], names: list[str]) -> None:
    for id_ in ids:
        if id_ not in names:
            raise BadInput(f"No {kind} is called '{id_}'{hint(id_, names) or '.'}")
