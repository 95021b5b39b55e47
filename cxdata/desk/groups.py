"""people.toml: which groups of a login give which role. Who is in none of them gets nothing."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.organisation.naming import hint, where
from cxdata.scope import LEAD, ROLES

FILE = "people.toml"
GROUPS, EMAIL = "groups", "email"
LONGEST = 300  # characters of a text
EVERYBODY = "the steward of this dashboard"


@dataclass(frozen=True)
class Grant:
    """What somebody may be here: a role, and ids of departments and teams."""

    role: str
    departments: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A group and what it gives.

    name   as it stands in the login's claim
    claim  the claim of the ID token that it stands in: a list, or one value
    """

    name: str
    role: str
    departments: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    claim: str = GROUPS


@dataclass(frozen=True)
class Rules:
    """The file: whom to ask, and the groups in the order in which they decide."""

    ask: str = EVERYBODY
    groups: tuple[Group, ...] = ()

    def granted(self, claims: Mapping[str, Any]) -> Grant | None:
        """What a login's claims give; None where no group of the file is among them.

        The first group that fits decides the role. Departments add up over fitting groups of that
        role, teams over all that fit: a lead does not lead where another group makes them a member.
        """
        fit = [group for group in self.groups if _fits(claims, group)]
        if not fit:
            return None
        alike = [group for group in fit if group.role == fit[0].role]
        return Grant(
            fit[0].role,
            _once(d for group in alike for d in group.departments),
            _once(t for group in fit for t in group.teams),
        )

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that the groups stand in."""
        return _once((GROUPS, *(group.claim for group in self.groups)))


def read(home: Path) -> Rules:
    """The rules of a home; none where it has no file.

    raises  BadInput naming the entry
    """
    try:
        text = (home / FILE).read_text("utf-8")
    except FileNotFoundError:
        return Rules()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{FILE} cannot be read: {error}.") from error
    return parse(text)


def parse(text: str) -> Rules:
    """Read people.toml as docs/login.md shows it.

    raises  BadInput naming the entry, its line where it can be found, and what to write
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"{FILE} is not valid TOML: {error}.") from error
    for name in table:
        if name not in ("ask", "group"):
            near = hint(name, ("ask", "group")) or "."
            raise BadInput(f"{where(text, name)}{FILE} has no entry '{name}'{near}")
    ask = _text("ask", "", table.get("ask", EVERYBODY))
    rows = table.get("group", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadInput(f"{where(text, 'group')}write [[group]] with two brackets a side.")
    groups = tuple(_group(text, row) for row in rows)
    for (name, claim), count in Counter((g.name, g.claim) for g in groups).items():
        if count > 1:
            of = "" if claim == GROUPS else f" of the claim '{claim}'"
            raise BadInput(f"{where(text, name)}group '{name}'{of} stands there {count} times.")
    return Rules(ask, groups)


def unknown(rules: Rules, organisation: Organisation) -> tuple[str, ...]:
    """What the file names and the organisation does not hold, a sentence each: it gives nothing."""
    departments = {one.id: one for one in organisation.departments}
    teams = {one.id: one for one in organisation.teams}
    return tuple(
        f"group '{group.name}': no {kind} is called '{id_}'{hint(id_, known) or '.'}"
        for group in rules.groups
        for kind, ids, known in (
            ("department", group.departments, departments),
            ("team", group.teams, teams),
        )
        for id_ in ids
        if id_ not in known
    )


def _group(text: str, row: Mapping[str, Any]) -> Group:
    name = _text("group", "", row.get("name", ""))
    told = f"{where(text, name)}group '{name}'"
    known = {field.name: field for field in fields(Group)}
    for key in row:
        if key not in known:
            raise BadInput(
                f"{told} has an entry '{key}' that nothing reads{hint(key, known) or '.'}"
            )
    lacking = [key for key, one in known.items() if one.default is MISSING and not row.get(key)]
    if lacking:
        raise BadInput(f"{told} lacks: {', '.join(lacking)}.")
    role = _text("role", told, row["role"])
    if role not in ROLES:
        raise BadInput(f"{told}: there is no role '{role}'; the roles are: {', '.join(ROLES)}.")
    departments = _texts("departments", told, row.get("departments", []))
    if role == LEAD and not departments:
        raise BadInput(f'{told}: a lead needs departments = ["…"], the ids of those led.')
    teams = _texts("teams", told, row.get("teams", []))
    return Group(name, role, departments, teams, _text("claim", told, row.get("claim", GROUPS)))


def _text(key: str, told: str, value: object) -> str:
    if not isinstance(value, str) or not value.isprintable() or len(value) > LONGEST:
        raise BadInput(f"{told}{': ' * bool(told)}{key} should be one line of text in quotes.")
    return value


def _texts(key: str, told: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadInput(f'{told}: {key} should be a list of ids, like ["logistics"].')
    return _once(_text(key, told, one) for one in value)


def _fits(claims: Mapping[str, Any], group: Group) -> bool:
    value = claims.get(group.claim)
    held = [str(one) for one in value] if isinstance(value, list | tuple) else [value]
    if group.claim != EMAIL:
        return group.name in held
    # An address is a person's only where the provider says that it has checked it.
    checked = claims.get("email_verified") is True
    return checked and group.name.casefold() in [str(one).casefold() for one in held]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
