"""Two people changed the same plan: what each changed, put together entry by entry.

Held against the version that both began from. What one of them changed stands; what both changed
alike stands; what both changed differently is for a person to choose. Entries that only make sense
together (a ramp's three ends, both shares) are taken together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from cxdata.desk.differences import Change, differing, said
from cxdata.desk.entries import Plan
from cxdata.desk.reading import MANY, ONE, parse
from cxdata.desk.writing import written

TOGETHER = {
    "ramp": ("threshold", "target", "stretch"),
    "shares": ("team", "company"),
    "days": ("days_from", "days_to"),
}

REMARK = re.compile(r"""(?:[^"'#]|"(?:\\.|[^"\\])*"|'[^']*')*(#.*)""")


@dataclass(frozen=True)
class Clash:
    """An entry that both changed, differently; each as written, '' where it is not there."""

    entry: str
    before: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merge:
    """Two texts that began as one.

    before  what both began from; None where each made a first version
    """

    before: Plan | None
    theirs: Plan
    mine: Plan
    remarks: tuple[str, ...] = ()

    @cached_property
    def clashes(self) -> tuple[Clash, ...]:
        """What a person has to choose, in the file's order."""
        return tuple(self._put_together(())[1])

    @cached_property
    def kept(self) -> tuple[Change, ...]:
        """What only they changed: it comes into mine."""
        return differing(self.mine, self.plan({one.entry for one in self.clashes}))

    @cached_property
    def applied(self) -> tuple[Change, ...]:
        """What only I changed: it comes on top of theirs."""
        return differing(self.theirs, self.plan(()))

    def plan(self, mine: Collection[str]) -> Plan:
        """Both together; of the clashes those named are decided as mine, the others as theirs."""
        return self._put_together(mine)[0]

    def text(self, mine: Collection[str]) -> str:
        """The same as text, with the remarks (#) of both above it. It may still be no valid plan.

        Two changes that fit the version before may contradict one another; `save` says so.
        """
        return "".join(f"{line}\n" for line in self.remarks) + written(self.plan(mine))

    def _put_together(self, mine: Collection[str]) -> tuple[Plan, list[Clash]]:
        found: list[Clash] = []
        parts: dict[str, Any] = {}
        for section, (field, _, _) in ONE.items():
            old = None if self.before is None else getattr(self.before, field)
            sides = old, getattr(self.theirs, field), getattr(self.mine, field)
            parts[field] = _entry(section, sides, mine, found)
        for section, (field, kind) in MANY.items():
            label = fields(kind)[0].name
            rows = [
                {} if plan is None else {getattr(one, label): one for one in getattr(plan, field)}
                for plan in (self.before, self.theirs, self.mine)
            ]
            together = [
                _row(f"{section} '{id_}'", tuple(row.get(id_) for row in rows), mine, found)
                for id_ in dict.fromkeys((*rows[1], *rows[2]))
            ]
            parts[field] = tuple(one for one in together if one is not None)
        return Plan(**parts), found


def merged(before: str | None, theirs: str, mine: str) -> Merge:
    """Hold two texts of a plan against the one that both began from.

    raises  BadInput where one of them is no plan
    """
    noted = dict.fromkeys(line for text in (theirs, mine) for line in remarks(text))
    started = None if before is None else parse(before)
    return Merge(started, parse(theirs), parse(mine), tuple(noted))


def remarks(text: str) -> Iterator[str]:
    """What stands behind a # that is not within quotes."""
    for line in text.splitlines():
        if (remark := REMARK.match(line)) is not None:
            yield remark[1].strip()


def _row(name: str, sides: tuple[Any, ...], mine: Collection[str], found: list[Clash]) -> Any:
    """A team's or group's entry; None where it is not there in the end."""
    before, theirs, own = sides
    if own in (theirs, before):
        return theirs
    if theirs == before:
        return own
    if theirs is None or own is None:
        found.append(Clash(name, *(_whole(side) for side in sides)))
        return own if name in mine else theirs
    return _entry(name, sides, mine, found)


def _entry(name: str, sides: tuple[Any, ...], mine: Collection[str], found: list[Clash]) -> Any:
    theirs = sides[1]
    chosen: dict[str, object] = {}
    for unit in _units(theirs):
        old, new, other = (
            None if side is None else tuple(getattr(side, field) for field in unit)
            for side in sides
        )
        if other in (new, old):
            continue
        label = f"{name}: {', '.join(unit)}"
        if new != old:
            found.append(Clash(label, *(_said(values) for values in (old, new, other))))
            if label not in mine:
                continue
        chosen |= dict(zip(unit, other or (), strict=True))
    return replace(theirs, **chosen)


def _units(entry: Any) -> Iterator[tuple[str, ...]]:
    """The fields of an entry, those that belong together at once."""
    names = [field.name for field in fields(entry)]
    taken: set[str] = set()
    for name in names:
        if name in taken:
            continue
        unit = next((u for u in TOGETHER.values() if name in u and set(u) <= set(names)), (name,))
        taken |= set(unit)
        yield unit


def _whole(row: Any) -> str:
    """A row in words: '' where it is not there."""
    if row is None:
        return ""
    told = {field.name: getattr(row, field.name) for field in fields(row)[1:]}
    listed = [f"{name} {said(value)}" for name, value in told.items() if value not in (None, "")]
    return ", ".join(("takes part", *listed))


def _said(values: tuple[object, ...] | None) -> str:
    """Values as written, '' where none is there."""
    if values is None or all(value in (None, "") for value in values):
        return ""
    return ", ".join("none" if value in (None, "") else said(value) for value in values)
