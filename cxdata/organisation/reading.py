"""Text into an Organisation: every entry read, and refused by its name where it does not fit."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from cxdata.errors import BadInput
from cxdata.organisation import checks
from cxdata.organisation.entries import (
    Company,
    Department,
    Event,
    Line,
    Measure,
    Objective,
    Organisation,
    Retention,
    Stage,
    Team,
    Touchpoint,
)
from cxdata.organisation.naming import hint, where

Entry = TypeVar("Entry")

# section of the file -> field of Organisation, kind of entry
SECTIONS: dict[str, tuple[str, type[Any]]] = {
    "stage": ("stages", Stage),
    "touchpoint": ("touchpoints", Touchpoint),
    "department": ("departments", Department),
    "team": ("teams", Team),
    "line": ("lines", Line),
    "measure": ("measures", Measure),
    "objective": ("objectives", Objective),
    "event": ("events", Event),
}
# sections that stand once, under one bracket
SINGLE: dict[str, type[Any]] = {"company": Company, "retention": Retention}
_WORDS = {
    "str": "text in quotes",
    "int": "a whole number",
    "bool": "true or false",
    "date": "a day like 2026-10-31, without quotes",
}
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]")
_LONGEST = 2_000  # characters of an entry: a promise, not a book


def parse(text: str) -> Organisation:
    """Read an organisation file.

    text    TOML as in docs/format.md
    raises  BadInput naming the entry, its line where it can be found, and what to write instead
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The organisation file is not valid TOML: {error}.") from error
    except RecursionError as error:
        raise BadInput("The organisation file is nested too deeply to be one.") from error
    unknown = set(table) - set(SECTIONS) - set(SINGLE)
    if unknown:
        name = min(unknown)
        raise BadInput(
            f"{where(text, name)}there is no section '{name}'{hint(name, [*SINGLE, *SECTIONS])}."
        )
    if not isinstance(table.get("company"), dict):
        raise BadInput('The organisation file needs a section [company] with at least name = "…".')
    parts = {
        field: tuple(_entry(text, section, kind, row) for row in _rows(text, section, table))
        for section, (field, kind) in SECTIONS.items()
    }
    retention = table.get("retention", {})
    if not isinstance(retention, dict):
        raise BadInput(
            f"{where(text, 'retention')}'retention' stands once: write it under [retention], with "
            "one bracket."
        )
    whole = Organisation(
        _entry(text, "company", Company, table["company"]),
        **parts,
        retention=_entry(text, "retention", Retention, retention),
    )
    checks.check(whole, text)
    return whole


def _rows(text: str, section: str, table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = table.get(section, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise BadInput(
            f"{where(text, section)}'{section}' stands for several entries: write each under "
            f"[[{section}]], with two brackets."
        )
    return found


def _entry(text: str, section: str, kind: type[Entry], row: Mapping[str, Any]) -> Entry:
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    label = str(row.get("id") or row.get("name") or row.get("team") or "")
    for key, value in row.items():
        if key not in known:
            raise BadInput(
                f"{where(text, label)}{section} '{label}' has an entry '{key}' that nothing reads"
                f"{hint(key, known)}."
            )
        wanted = str(known[key].type)
        if not fits(value, wanted):
            raise BadInput(
                f"{where(text, label)}{section} '{label}': {key} = {value!r} should be "
                f"{_WORDS.get(wanted.removesuffix(' | None'), 'a number')}."
            )
        if isinstance(value, str) and (_CONTROL.search(value) or len(value) > _LONGEST):
            raise BadInput(
                f"{where(text, label)}{section} '{label}': {key} must be one line of at most "
                f"{_LONGEST:,} characters."
            )
    try:
        return kind(**row)
    except TypeError as error:
        missing = ", ".join(re.findall(r"'(\w+)'", str(error)))
        raise BadInput(f"{where(text, label)}{section} '{label}' lacks: {missing}.") from error


def fits(value: Any, wanted: str) -> bool:
    """Whether a value of the file is of the type that an entry is declared with."""
    if "float" in wanted:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and math.isfinite(value)
    if wanted.startswith("date"):
        return isinstance(value, date) and not isinstance(value, datetime)
    kinds = {"str": str, "int": int, "bool": bool}
    kind = kinds[wanted]
    return isinstance(value, kind) and (kind is not int or not isinstance(value, bool))
