"""What differs between two texts of a plan, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

from cxdata.desk.entries import Plan
from cxdata.desk.reading import MANY, ONE, parse


@dataclass(frozen=True)
class Change:
    """An entry that differs: 'ramp: target'. before, after as written; '' where it is not there."""

    entry: str
    before: str
    after: str

    def __str__(self) -> str:
        if not self.before:
            return f"{self.entry} is new ({self.after})"
        if not self.after:
            return f"{self.entry} is gone (was {self.before})"
        return f"{self.entry} from {self.before} to {self.after}"


def changes(before: str, after: str) -> tuple[Change, ...]:
    """What a later text changed, in the order of the later one, then what it left out."""
    return differing(parse(before), parse(after))


def differing(before: Plan, after: Plan) -> tuple[Change, ...]:
    """The same of two plans."""
    old, new = _entries(before), _entries(after)
    names = [*new, *(name for name in old if name not in new)]
    return tuple(
        Change(name, old.get(name, ""), new.get(name, ""))
        for name in names
        if old.get(name, "") != new.get(name, "")
    )


def _entries(plan: Plan) -> dict[str, str]:
    found: dict[str, str] = {}
    for section, (field, _, _) in ONE.items():
        found |= _of(section, getattr(plan, field))
    for section, (field, kind) in MANY.items():
        label = fields(kind)[0].name  # id, or peers
        for one in getattr(plan, field):
            name = f"{section} '{getattr(one, label)}'"
            found |= {name: "takes part"} | _of(name, one)
    return found


def _of(section: str, entry: object) -> dict[str, str]:
    values = {one.name: getattr(entry, one.name) for one in fields(entry)}  # type: ignore[arg-type]
    return {f"{section}: {name}": said(v) for name, v in values.items() if v not in (None, "")}


def said(value: object) -> str:
    """A value as written in the file, without quotes."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
