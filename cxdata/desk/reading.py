"""Text into a Plan: every entry read, and refused by its name where it does not fit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from cxdata.desk import checking
from cxdata.desk.entries import (
    About,
    Budget,
    Checks,
    Group,
    Loop,
    Member,
    Plan,
    Ramp,
    Shares,
)
from cxdata.desk.faults import Faults, place
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.organisation.naming import hint, where

Entry = TypeVar("Entry")

# section of the file -> field of Plan, kind of entry, whether it must be there
ONE: dict[str, tuple[str, type[Any], bool]] = {
    "plan": ("about", About, True),
    "ramp": ("ramp", Ramp, True),
    "company": ("company", Ramp, True),
    "shares": ("shares", Shares, False),
    "loop": ("loop", Loop, False),
    "checks": ("checks", Checks, False),
    "budget": ("budget", Budget, False),
}
MANY: dict[str, tuple[str, type[Any]]] = {"group": ("groups", Group), "team": ("members", Member)}
_WORDS = {
    "str": "text in quotes",
    "int": "a whole number",
    "date": "a day like 2026-10-01, without quotes",
}
LONGEST = 500  # characters of a text
LARGEST = Decimal(10) ** 12


def parse(text: str, organisation: Organisation | None = None) -> Plan:
    """Read a plan.

    text          TOML as in docs/plans.md
    organisation  teams, stages and peer groups are held against it where given
    raises        BadInput naming each entry at fault, its line where it can be found, and what to
                  write
    """
    plan = read(text)
    checking.check(plan, text, organisation)
    return plan


def read(text: str) -> Plan:
    """The entries of a text, whether or not they may stand beside one another: what a form shows.

    raises  BadInput where the text is no TOML, or an entry is missing, unknown, or of a wrong kind
    """
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, InvalidOperation) as error:
        raise BadInput(f"The plan is not valid TOML: {error}.") from error
    except RecursionError as error:
        raise BadInput("The plan is nested too deeply to be one.") from error
    faults = Faults()
    for name in table:
        with faults.taken():
            if name not in ONE and name not in MANY:
                raise BadInput(
                    f"{where(text, name)}a plan has no section '{name}'"
                    f"{hint(name, {**ONE, **MANY})}."
                )
    parts: dict[str, Any] = {}
    for section, (field, kind, needed) in ONE.items():
        with faults.taken():
            row = table.get(section, None if needed else {})
            if not isinstance(row, dict):
                wrong = "is missing" if row is None else "is no section"
                raise BadInput(f"[{section}] {wrong}; it needs: {_needs(kind)}.")
            parts[field] = _entry(text, section, f"[{section}]", kind, row)
    for section, (field, kind) in MANY.items():
        with faults.taken():
            parts[field] = tuple(_rows(text, section, kind, table.get(section, []), faults))
    faults.end()
    return Plan(**parts)


def _needs(kind: type[Any]) -> str:
    """The entries that a section must have; all that it may have, where it must have none."""
    every = fields(kind)
    needed = [field.name for field in every if field.default is MISSING]
    return ", ".join(needed or [field.name for field in every])


def _rows(text: str, section: str, kind: type[Entry], found: object, faults: Faults) -> list[Entry]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise BadInput(f"{where(text, section)}write [[{section}]] with two brackets a side.")
    label = "peers" if section == "group" else "id"
    rows: list[Entry] = []
    for row in found:
        id_ = str(row.get(label, ""))
        with faults.taken():
            rows.append(_entry(text, id_, f"{section} '{id_}'", kind, row))
    return rows


def _entry(text: str, mark: str, name: str, kind: type[Entry], row: Mapping[str, Any]) -> Entry:
    """A section or row; all that is wrong with it is told at once, an entry each."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    faults, values = Faults(), {}
    lacking = [key for key, field in known.items() if field.default is MISSING and key not in row]
    if lacking:
        with faults.taken():
            raise BadInput(f"{where(text, mark)}{name} lacks: {', '.join(lacking)}.")
    for key, value in row.items():
        with faults.taken():
            if key not in known:
                raise BadInput(
                    f"{place(text, mark, key)}{name} has an entry '{key}' that nothing reads"
                    f"{hint(key, known)}."
                )
            try:
                values[key] = _value(key, str(known[key].type), value)
            except BadInput as fault:  # its line is looked for only here: a plan may be long
                raise BadInput(f"{place(text, mark, key)}{name}: {fault}") from fault
    faults.end()
    return kind(**values)


def _value(key: str, wanted: str, value: object) -> object:
    if "Decimal" in wanted and isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if not number.is_finite() or abs(number) > LARGEST:
            raise BadInput(f"{key} = {value} is no number that can be meant.")
        return number
    right = {
        "str": isinstance(value, str),
        "int": isinstance(value, int) and not isinstance(value, bool),
        "date": isinstance(value, date) and not isinstance(value, datetime),
    }.get(wanted, False)
    if not right:
        words = _WORDS.get(wanted, "a number")
        raise BadInput(f"{key} = {value!r} should be {words}.")
    if isinstance(value, str) and (len(value) > LONGEST or not value.isprintable()):
        raise BadInput(f"{key} must be one line of at most {LONGEST} characters.")
    return value
