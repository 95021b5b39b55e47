"""A Plan into text: what a form saves, in the file's order, without what is as by default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

from cxdata.desk.entries import Plan
from cxdata.desk.reading import MANY, ONE


def written(plan: Plan) -> str:
    """The text of a plan; `parse` makes the same plan of it."""
    parts = [
        "\n".join(lines(f"[{name}]", getattr(plan, field)))
        for name, (field, _, needed) in ONE.items()
        if needed or getattr(plan, field) != _default(plan, field)
    ]
    for name, (field, _) in MANY.items():
        parts += ["\n".join(lines(f"[[{name}]]", one)) for one in getattr(plan, field)]
    return "\n\n".join(parts) + "\n"


def lines(head: str, entry: Any) -> Iterator[str]:
    """An entry under its heading, without what is as by default."""
    yield head
    for field in fields(entry):
        value = getattr(entry, field.name)
        if value is not None and (field.default is MISSING or value != field.default):
            yield f"{field.name} = {literal(value)}"


def _default(plan: Plan, field: str) -> object:
    factory = next(one for one in fields(plan) if one.name == field).default_factory
    return factory() if factory is not MISSING else None


def literal(value: object) -> str:
    """A value as it stands in the file."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
