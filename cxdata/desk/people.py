"""Who may come in, and as what: given by a steward, or by the groups of the login."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from cxdata.desk import tables
from cxdata.desk.events import added, stamp
from cxdata.desk.groups import Grant
from cxdata.desk.store import Desk
from cxdata.errors import BadInput, Refused
from cxdata.scope import LEAD, ROLES, STEWARD, Scope

PREFIX = "person-"
ASKING, REVOKED = "asking", "revoked"
LIFE = timedelta(hours=12)  # of a login, from when its token was issued
KEPT = timedelta(days=30)  # that the desk knows of a login that was ended


@dataclass(frozen=True)
class Standing:
    """What the desk says of a login.

    given    what a steward gave the person; None leaves it to the groups
    revoked  whether a steward took the access back; ended whether this login was logged out
    """

    given: Grant | None = None
    revoked: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Arrival:
    """Somebody came: who the provider says it is, and what the groups of the login give."""

    issuer: str
    subject: str
    name: str
    email: str
    by_groups: Grant | None
    at: datetime


@dataclass(frozen=True)
class Person:
    """Somebody who has come at least once; given and by_groups as in Standing and Arrival."""

    id: str
    name: str
    email: str
    given: Grant | None
    by_groups: Grant | None
    revoked_at: datetime | None
    first_came: datetime
    last_came: datetime

    @property
    def stands(self) -> Grant | None:
        """What the person may be now; None where nothing, or no longer."""
        return None if self.revoked_at else self.given or self.by_groups


def identity(issuer: str, subject: str) -> str:
    """The id that somebody has here for good: it names nobody to those who do not know both."""
    told = json.dumps([issuer, subject]).encode()
    return PREFIX + hashlib.blake2s(told, digest_size=8).hexdigest()


def standing(desk: Desk, issuer: str, subject: str, token: str) -> Standing:
    """What the desk says of a login; nothing of somebody who never came."""
    row, gone = tables.person.c, tables.ended.c
    asked = select(row.role, row.departments, row.teams, row.revoked_at)
    with desk.reading() as con:
        found = con.execute(asked.where(row.issuer == issuer, row.subject == subject)).first()
        ended = con.execute(select(gone.token).where(gone.token == token)).first() is not None
    if found is None:
        return Standing(ended=ended)
    given = _given(found.role, found.departments, found.teams)
    return Standing(given, found.revoked_at is not None, ended)


def came(desk: Desk, arrivals: Iterable[Arrival]) -> None:
    """Keep who came, when last, and what the groups of the login gave."""
    rows = [
        {
            "id": identity(one.issuer, one.subject),
            "issuer": one.issuer,
            "subject": one.subject,
            "name": one.name,
            "email": one.email,
            "by_groups": _told(one.by_groups),
            "first_came": stamp(one.at),
            "last_came": stamp(one.at),
        }
        for one in arrivals
    ]
    if not rows:
        return
    made = upsert(tables.person)
    newer = ("name", "email", "by_groups", "last_came")
    kept = made.on_conflict_do_update(
        index_elements=["id"], set_={name: made.excluded[name] for name in newer}
    )
    desk.keeps_people()
    with desk.writing() as con:
        for row in rows:
            con.execute(kept.values(role="", departments="[]", teams="[]", **row))


def end(desk: Desk, token: str, now: datetime) -> None:
    """End a login before its time; those whose time is long over are forgotten."""
    with desk.writing() as con:
        # A clock that is ahead for a while must not let an ended login stand again: what is
        # forgotten is old by the end before this one, too.
        last = con.execute(select(func.max(tables.ended.c.at))).scalar_one()
        sure = min(now, datetime.fromisoformat(last)) if last else now
        con.execute(delete(tables.ended).where(tables.ended.c.at < stamp(sure - KEPT)))
        row = {"token": token, "at": stamp(now)}
        con.execute(upsert(tables.ended).on_conflict_do_nothing(), row)


def listed(
    scope: Scope, desk: Desk, search: str = "", only: str = "", most: int = 500
) -> tuple[Person, ...]:
    """Who has come, the last one first; stewards only.

    search  a part of the name, the address or the id; '' for all
    only    ASKING: who has no role, REVOKED: whose access was taken back; '' for all
    """
    scope.must_be(STEWARD)
    row = tables.person.c
    asked = select(tables.person).order_by(row.last_came.desc(), row.id).limit(most)
    if search:
        said = (row.name, row.email, row.id)
        asked = asked.where(or_(*(one.icontains(search, autoescape=True) for one in said)))
    if only:
        asked = asked.where(_states()[only])
    with desk.reading() as con:
        return tuple(_person(one) for one in con.execute(asked).mappings())


def tally(scope: Scope, desk: Desk) -> dict[str, int]:
    """How many have come in all (''), are ASKING or REVOKED; stewards only."""
    scope.must_be(STEWARD)
    counted = select(func.count()).select_from(tables.person)
    with desk.reading() as con:
        found = {"": int(con.execute(counted).scalar_one())}
        for name, state in _states().items():
            found[name] = int(con.execute(counted.where(state)).scalar_one())
    return found


def _states() -> dict[str, ColumnElement[bool]]:
    row = tables.person.c
    nothing = and_(row.role == "", row.by_groups == "", row.revoked_at.is_(None))
    return {ASKING: nothing, REVOKED: row.revoked_at.is_not(None)}


def names(desk: Desk, ids: Iterable[str]) -> dict[str, str]:
    """Names of ids, for whoever may see who did something; an unknown id is left out."""
    row = tables.person.c
    asked = select(row.id, row.name, row.email).where(row.id.in_(list(ids)))
    with desk.reading() as con:
        return {one.id: one.name or one.email or one.id for one in con.execute(asked)}


def give(scope: Scope, desk: Desk, id_: str, grant: Grant | None, now: datetime) -> Person:
    """Give somebody a role, departments and teams; None leaves it to the groups again.

    raises  Refused to all but stewards, and where no steward would be left; BadInput
    """
    if grant is not None and grant.role not in ROLES:
        raise BadInput(f"There is no role '{grant.role}'; the roles are: {', '.join(ROLES)}.")
    if grant is not None and grant.role == LEAD and not grant.departments:
        raise BadInput("A lead leads at least one department: choose it.")
    given: dict[str, str | None] = {
        "role": grant.role if grant else "",
        "departments": json.dumps(grant.departments if grant else ()),
        "teams": json.dumps(grant.teams if grant else ()),
    }
    return _changed(scope, desk, id_, given, "role given" if grant else "role by groups", now)


def revoke(scope: Scope, desk: Desk, id_: str, now: datetime) -> Person:
    """Take somebody's access back, from their next click on.

    raises  Refused to all but stewards, and where no steward would be left
    """
    return _changed(scope, desk, id_, {"revoked_at": stamp(now)}, "access revoked", now)


def restore(scope: Scope, desk: Desk, id_: str, now: datetime) -> Person:
    """Let somebody in again as before."""
    return _changed(scope, desk, id_, {"revoked_at": None}, "access restored", now)


def _changed(
    scope: Scope, desk: Desk, id_: str, values: dict[str, str | None], what: str, now: datetime
) -> Person:
    scope.must_be(STEWARD)
    row = tables.person.c
    with desk.writing() as con:
        _acts(con, scope)
        before = _one(con, id_)
        con.execute(update(tables.person).where(row.id == id_).values(**values))
        after = _one(con, id_)
        if _is_steward(before) and not any(_is_steward(p) for p in _stewards(con)):
            raise Refused(
                "Nobody would be left who may give roles: make somebody else a steward first."
            )
        told = {"before": _event(before), "after": _event(after)}
        if told["before"] != told["after"]:
            added(con, scope, now, what, f"person {id_}", **told)
    return after


def _acts(con: Connection, scope: Scope) -> None:
    """Whom another steward has just revoked, or made something else, changes nothing any more.

    What groups give is not asked here: the last login tells of them, and people.toml may say
    otherwise since.
    """
    row = tables.person.c
    asked = select(row.role, row.revoked_at).where(row.id == scope.identity)
    found = con.execute(asked).first()
    if found is not None and found.revoked_at is not None:
        raise Refused("Your access was taken back; nothing was changed.")
    if found is not None and found.role not in ("", STEWARD):
        raise Refused("You are no steward any more; nothing was changed.")


def _stewards(con: Connection) -> list[Person]:
    """Who may be a steward, by gift or by group."""
    row = tables.person.c
    near = or_(row.role == STEWARD, row.by_groups.like(f'%"{STEWARD}"%'))
    asked = select(tables.person).where(row.revoked_at.is_(None), near)
    return [_person(one) for one in con.execute(asked).mappings()]


def _is_steward(person: Person) -> bool:
    return person.stands is not None and person.stands.role == STEWARD


def _one(con: Connection, id_: str) -> Person:
    asked = select(tables.person).where(tables.person.c.id == id_)
    found = con.execute(asked).mappings().first()
    if found is None:
        raise BadInput(f"Nobody called '{id_}' has come yet: they log in once, then get a role.")
    return _person(found)


def _event(person: Person) -> dict[str, object]:
    """What an event keeps: what somebody may, and never the name."""
    grant = person.given
    given = None if grant is None else {**vars(grant)}
    return {"given": given, "revoked": person.revoked_at is not None}


def _given(role: str, departments: str, teams: str) -> Grant | None:
    return Grant(role, tuple(json.loads(departments)), tuple(json.loads(teams))) if role else None


def _told(grant: Grant | None) -> str:
    return json.dumps([grant.role, grant.departments, grant.teams]) if grant else ""


def _person(row: RowMapping) -> Person:
    by_groups = json.loads(row["by_groups"]) if row["by_groups"] else None
    return Person(
        row["id"],
        row["name"],
        row["email"],
        _given(row["role"], row["departments"], row["teams"]),
        Grant(by_groups[0], tuple(by_groups[1]), tuple(by_groups[2])) if by_groups else None,
        datetime.fromisoformat(row["revoked_at"]) if row["revoked_at"] else None,
        datetime.fromisoformat(row["first_came"]),
        datetime.fromisoformat(row["last_came"]),
    )
