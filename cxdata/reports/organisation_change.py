"""What does another organisation file change: entry by entry, on screen, and for the answers?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from cxdata import organisation as organisations
from cxdata.errors import NoRecord
from cxdata.organisation import Organisation
from cxdata.record import Snapshot, versions
from cxdata.reports import organisation_screen, wording
from cxdata.reports.organisation_screen import Shown
from cxdata.scope import STEWARD, Scope, View

NEW, GONE, CHANGED, MOVED = "new", "gone", "changed", "moved"
ENTRIES = {
    "stages": "stage",
    "touchpoints": "touchpoint",
    "departments": "department",
    "teams": "team",
    "lines": "line of sight",
    "measures": "measure",
    "objectives": "objective",
    "events": "event",
}
ORDERED = ("stages", "touchpoints")  # their order is what the journey shows


@dataclass(frozen=True)
class Edit:
    """One difference between two versions.

    section  'company', 'stage' …; name of the entry; what: NEW, GONE, CHANGED or MOVED
    entry    what of it: 'target'; '' where the whole entry is new or gone
    before, after  as read by people; '' where there is none
    """

    section: str
    name: str
    what: str
    entry: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Place:
    """A name that answers carry, and that gains or loses its place.

    dimension  'stage', 'touchpoint', 'team' or 'measure'; n answers, or figures of a measure
    """

    dimension: str
    name: str
    n: int
    gained: bool

    @property
    def words(self) -> str:
        """'412 answers about touchpoint till lose their place.'"""
        kind = "figure" if self.dimension == "measure" else "answer"
        verb = ("gains", "gain") if self.gained else ("loses", "lose")
        tail = "its place" if self.n == 1 else "their place"
        return (
            f"{wording.counted(self.n, kind)} under {self.dimension} “{self.name}” "
            f"{verb[self.n != 1]} {tail}."
        )


@dataclass(frozen=True)
class OrganisationChange:
    """What a text would change.

    edits     entry by entry, company first
    screen    sentences: which stages, touchpoints, departments, teams appear, go or are renamed
    places    names whose answers lose or gain their place, most answers first
    scorecard what the landing page would say instead, row by row
    charts    sentences: breaks and events that come and go
    concerns  what is probably not meant; none of it keeps the text out
    """

    edits: tuple[Edit, ...]
    screen: tuple[str, ...]
    places: tuple[Place, ...]
    scorecard: tuple[Shown, ...]
    charts: tuple[str, ...]
    concerns: tuple[str, ...]


def change(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, text: str, view: View | None
) -> OrganisationChange:
    """What would change if a text became the newest version; stewards only.

    view    the months of the scorecard that is compared; None compares none
    raises  BadInput naming the entry that cannot stand
    """
    scope.must_be(STEWARD)
    after = organisations.parse(text)
    return OrganisationChange(
        edits=differences(organisation, after),
        screen=_screen(organisation, after),
        places=_places(organisation, after, versions.known(snapshot, scope)),
        scorecard=_scorecard(scope, snapshot, (organisation, after), view),
        charts=_charts(organisation, after),
        concerns=organisations.concerns(after),
    )


def differences(before: Organisation, after: Organisation) -> tuple[Edit, ...]:
    """Every entry that differs between two versions, in the order of the file."""
    found = _changed("company", after.company.name, before.company, after.company)
    found += _changed("retention", "", before.retention, after.retention)
    for field, section in ENTRIES.items():
        found += _section(field, section, getattr(before, field), getattr(after, field))
    return tuple(found)


def _section(field: str, section: str, old: Sequence[Any], new: Sequence[Any]) -> list[Edit]:
    was, now = _keyed(old), _keyed(new)
    found: list[Edit] = []
    for key, entry in now.items():
        if key in was:
            found += _changed(section, called(entry), was[key], entry)
        else:
            found.append(Edit(section, called(entry), NEW, after=_told(entry)))
    gone = [entry for key, entry in was.items() if key not in now]
    found += [Edit(section, called(entry), GONE, before=_told(entry)) for entry in gone]
    if field in ORDERED:
        found += _moved(section, was, now)
    return found


def _moved(section: str, was: Mapping[Any, Any], now: Mapping[Any, Any]) -> list[Edit]:
    old = [key for key in was if key in now]
    new = [key for key in now if key in was]
    return [
        Edit(section, called(now[key]), MOVED, "place", str(old.index(key) + 1), str(i + 1))
        for i, key in enumerate(new)
        if old.index(key) != i
    ]


def _changed(section: str, name: str, old: Any, new: Any) -> list[Edit]:
    return [
        Edit(section, name, CHANGED, field.name, _shown(before), _shown(after))
        for field in fields(old)
        if (before := getattr(old, field.name)) != (after := getattr(new, field.name))
    ]


def _keyed(entries: Sequence[Any]) -> dict[Any, Any]:
    """Entries by what tells them apart; those alike in that are numbered."""
    found: dict[Any, Any] = {}
    for entry in entries:
        key = _key(entry)
        number = sum(1 for other in found if other[0] == key)
        found[key, number] = entry
    return found


def _key(entry: Any) -> tuple[str, ...]:
    if isinstance(entry, organisations.Line):
        return (entry.team, entry.touchpoint, entry.serves)
    if isinstance(entry, organisations.Event):
        return (entry.on.isoformat(), entry.name)
    return (getattr(entry, "id", "") or entry.name,)


def called(entry: Any) -> str:
    """What people call an entry: 'Buy', 'front → till', '1 Jul 2024 Prices raised'."""
    if isinstance(entry, organisations.Line):
        return f"{entry.team} → {entry.touchpoint or entry.serves}"
    if isinstance(entry, organisations.Event):
        return f"{wording.day(entry.on)} {entry.name}"
    return str(entry.name)


def _told(entry: Any) -> str:
    given = {
        field.name: value
        for field in fields(entry)
        if (value := getattr(entry, field.name)) != field.default and field.name not in ("name",)
    }
    return ", ".join(f"{name} {_shown(value)}" for name, value in given.items())


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return wording.day(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _screen(before: Organisation, after: Organisation) -> tuple[str, ...]:
    told: list[str] = []
    for field in ("stages", "touchpoints", "departments", "teams"):
        old = {one.id: one.name for one in getattr(before, field)}
        new = {one.id: one.name for one in getattr(after, field)}
        one = ENTRIES[field]
        come = [name for id_, name in new.items() if id_ not in old]
        go = [name for id_, name in old.items() if id_ not in new]
        told += [f"{_many(one, come)} {_verb(come, 'appear')}: {wording.listed(come)}."] * bool(
            come
        )
        told += [f"{_many(one, go)} {_verb(go, 'vanish', 'es')}: {wording.listed(go)}."] * bool(go)
        told += [
            f"{one.capitalize()} “{old[id_]}” is called “{name}” from now on."
            for id_, name in new.items()
            if id_ in old and old[id_] != name
        ]
    if before.company.timezone != after.company.timezone:
        told.append(
            f"Days are counted in {after.company.timezone}: answers around midnight move to "
            "another day, also in months that are past."
        )
    return tuple(told)


def _many(one: str, names: Sequence[str]) -> str:
    return wording.counted(len(names), one)


def _verb(names: Sequence[str], verb: str, ending: str = "s") -> str:
    return f"{verb}{ending}" if len(names) == 1 else verb


def _places(
    before: Organisation, after: Organisation, known: Mapping[tuple[str, str, str], int]
) -> tuple[Place, ...]:
    had, has = _named(before), _named(after)
    found = []
    for (dimension, name, kind), n in known.items():
        what = "stage" if (dimension, kind) == ("touchpoint", "relational") else dimension
        if ((what, name) in had) != ((what, name) in has):
            found.append((what, name, n, (what, name) in has))
    whole: dict[tuple[str, str, bool], int] = {}
    for what, name, n, gained in found:
        whole[what, name, gained] = whole.get((what, name, gained), 0) + n
    told = [Place(what, name, n, gained) for (what, name, gained), n in whole.items()]
    return tuple(sorted(told, key=lambda one: (one.gained, -one.n, one.dimension, one.name)))


def _named(whole: Organisation) -> set[tuple[str, str]]:
    fields_ = ("stages", "touchpoints", "teams", "measures")
    return {(ENTRIES[field], one.id) for field in fields_ for one in getattr(whole, field)}


def _scorecard(
    scope: Scope, snapshot: Snapshot, both: tuple[Organisation, Organisation], view: View | None
) -> tuple[Shown, ...]:
    if view is None:
        return ()
    try:
        return organisation_screen.changes(scope, snapshot, both, view)
    except NoRecord:
        return ()


def _charts(before: Organisation, after: Organisation) -> tuple[str, ...]:
    told = []
    for event in sorted(set(after.events) - set(before.events), key=lambda e: (e.on, e.name)):
        told.append(
            f"From {wording.day(event.on)} on, “{event.name}” breaks every chart: nothing is "
            "compared across that day."
            if event.kind == "break"
            else f"“{event.name}” is marked on every chart at {wording.day(event.on)}."
        )
    for event in sorted(set(before.events) - set(after.events), key=lambda e: (e.on, e.name)):
        told.append(
            f"“{event.name}” of {wording.day(event.on)} is no longer a {_mark(event.kind)}."
        )
    return tuple(told)


def _mark(kind: str) -> str:
    return "break: scores are compared across that day" if kind == "break" else "mark on charts"
