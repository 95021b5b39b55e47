"""The organisation file: promise, stages, touchpoints, departments, teams, lines of sight."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cxdata.catalog import METRICS, MINIMUM_COMMENTS, MINIMUM_GROUP
from cxdata.errors import BadInput

EVIDENCE = ("measured", "associated", "assumed")
PARTS = ("owns", "supports")


@dataclass(frozen=True)
class Company:
    """The whole. target is the relational NPS aimed at, in points; minimum_* are group sizes."""

    name: str
    promise: str = ""
    currency: str = "EUR"
    timezone: str = "UTC"
    target: float | None = None
    minimum_group: int = MINIMUM_GROUP
    minimum_comments: int = MINIMUM_COMMENTS


@dataclass(frozen=True)
class Stage:
    """A phase of the journey, with its own metric; target in that metric's unit."""

    id: str
    name: str
    metric: str = "nps"
    target: float | None = None
    promise: str = ""


@dataclass(frozen=True)
class Touchpoint:
    """A moment of the journey; target in its stage's unit, the stage's where it has none."""

    id: str
    name: str
    stage: str
    target: float | None = None


@dataclass(frozen=True)
class Department:
    """A part of the company that answers for teams."""

    id: str
    name: str
    lead: str = ""


@dataclass(frozen=True)
class Team:
    """Who does the work. heads is a head count; peers the id of the group it is compared in."""

    id: str
    name: str
    department: str
    heads: int = 0
    customer_facing: bool = True
    peers: str = ""


@dataclass(frozen=True)
class Line:
    """A line of sight: what a team's daily work has to do with a touchpoint, or another team.

    part      'owns' or 'supports'; weight is the share of the line (0..1)
    measure   id of the operational measure that carries it; evidence how it is known
    """

    team: str
    touchpoint: str = ""
    serves: str = ""
    part: str = "owns"
    weight: float = 1.0
    work: str = ""
    measure: str = ""
    evidence: str = "assumed"


@dataclass(frozen=True)
class Measure:
    """An operational measure: its name, unit, and whether less of it is better."""

    id: str
    name: str
    unit: str = ""
    less_is_better: bool = False


@dataclass(frozen=True)
class Objective:
    """A shared objective with its executive sponsor."""

    name: str
    measure: str
    start: float
    goal: float
    by: date
    sponsor: str


@dataclass(frozen=True)
class Event:
    """Something that happened; kind 'break' means that before and after cannot be compared."""

    on: date
    name: str
    kind: str = "event"


@dataclass(frozen=True)
class Organisation:
    """The whole file, in the order in which it was written."""

    company: Company
    stages: tuple[Stage, ...] = ()
    touchpoints: tuple[Touchpoint, ...] = ()
    departments: tuple[Department, ...] = ()
    teams: tuple[Team, ...] = ()
    lines: tuple[Line, ...] = ()
    measures: tuple[Measure, ...] = ()
    objectives: tuple[Objective, ...] = ()
    events: tuple[Event, ...] = ()

    def stage_of(self, touchpoint: str) -> Stage | None:
        """The stage a touchpoint belongs to; None where it is not on the map."""
        stages = {stage.id: stage for stage in self.stages}
        return next((stages[t.stage] for t in self.touchpoints if t.id == touchpoint), None)

    def teams_of(self, department: str) -> tuple[str, ...]:
        """Ids of a department's teams."""
        return tuple(team.id for team in self.teams if team.department == department)

    def touchpoints_of(self, teams: Iterable[str], *parts: str) -> tuple[str, ...]:
        """Ids of the touchpoints that teams own or support, in journey order."""
        wanted, kept = set(teams), set(parts or PARTS)
        held = {ln.touchpoint for ln in self.lines if ln.team in wanted and ln.part in kept}
        return tuple(t.id for t in self.touchpoints if t.id in held)

    def owners_of(self, touchpoint: str) -> tuple[Department, ...]:
        """The departments whose teams own a touchpoint, in file order."""
        owning = {ln.team for ln in self.lines if ln.touchpoint == touchpoint and ln.part == "owns"}
        held = {team.department for team in self.teams if team.id in owning}
        return tuple(d for d in self.departments if d.id in held)

    @property
    def breaks(self) -> tuple[Event, ...]:
        """The days from which on scores cannot be compared with before, oldest first."""
        return tuple(sorted((e for e in self.events if e.kind == "break"), key=lambda e: e.on))


Entry = TypeVar("Entry")
_SECTIONS: dict[str, tuple[str, type[Any]]] = {
    "stage": ("stages", Stage),
    "touchpoint": ("touchpoints", Touchpoint),
    "department": ("departments", Department),
    "team": ("teams", Team),
    "line": ("lines", Line),
    "measure": ("measures", Measure),
    "objective": ("objectives", Objective),
    "event": ("events", Event),
}


def parse(text: str) -> Organisation:
    """Read an organisation file.

    text    TOML as in docs/format.md
    raises  BadInput naming the entry, its line where it can be found, and what to write instead
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The organisation file is not valid TOML: {error}.") from error
    unknown = set(table) - set(_SECTIONS) - {"company"}
    if unknown:
        name = min(unknown)
        raise BadInput(f"{_where(text, name)}there is no section '{name}'{_hint(name, _SECTIONS)}.")
    if "company" not in table:
        raise BadInput('The organisation file needs a section [company] with at least name = "…".')
    parts = {
        field: tuple(_entry(text, section, kind, row) for row in table.get(section, []))
        for section, (field, kind) in _SECTIONS.items()
    }
    whole = Organisation(_entry(text, "company", Company, table["company"]), **parts)
    _check(whole, text)
    return whole


def _entry(text: str, section: str, kind: type[Entry], row: Mapping[str, Any]) -> Entry:
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    label = str(row.get("id") or row.get("name") or row.get("team") or "")
    for key, value in row.items():
        if key not in known:
            raise BadInput(
                f"{_where(text, label)}{section} '{label}' has an entry '{key}' that nothing reads"
                f"{_hint(key, known)}."
            )
        if not _fits(value, str(known[key].type)):
            raise BadInput(
                f"{_where(text, label)}{section} '{label}': {key} = {value!r} should be a "
                f"{known[key].type}."
            )
    try:
        return kind(**row)
    except TypeError as error:
        missing = ", ".join(re.findall(r"'(\w+)'", str(error)))
        raise BadInput(f"{_where(text, label)}{section} '{label}' lacks: {missing}.") from error


def _fits(value: Any, wanted: str) -> bool:
    if "float" in wanted:
        return isinstance(value, int | float) and not isinstance(value, bool)
    kinds = {"str": str, "int": int, "bool": bool, "date": date}
    kind = kinds[wanted]
    return isinstance(value, kind) and (kind is not int or not isinstance(value, bool))


def _check(whole: Organisation, text: str) -> None:
    company = whole.company
    try:
        ZoneInfo(company.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            f"{_where(text, company.timezone)}no time zone is called '{company.timezone}'; "
            "write one like 'Europe/Amsterdam'."
        ) from error
    ids = {
        "stage": [s.id for s in whole.stages],
        "touchpoint": [t.id for t in whole.touchpoints],
        "department": [d.id for d in whole.departments],
        "team": [t.id for t in whole.teams],
        "measure": [m.id for m in whole.measures],
    }
    for section, names in ids.items():
        for name in names:
            if names.count(name) > 1:
                raise BadInput(f"{_where(text, name)}two {section}s have the id '{name}'.")
    for name in set(ids["stage"]) & set(ids["touchpoint"]):
        raise BadInput(f"{_where(text, name)}'{name}' is both a stage and a touchpoint.")
    for stage in whole.stages:
        _known(text, f"stage '{stage.id}'", "metric", stage.metric, METRICS)
    for touchpoint in whole.touchpoints:
        _known(text, f"touchpoint '{touchpoint.id}'", "stage", touchpoint.stage, ids["stage"])
    for team in whole.teams:
        _known(text, f"team '{team.id}'", "department", team.department, ids["department"])
    for line in whole.lines:
        _check_line(line, text, ids)
    for event in whole.events:
        _known(text, f"event '{event.name}'", "kind", event.kind, ("event", "break"))


def _check_line(line: Line, text: str, ids: Mapping[str, list[str]]) -> None:
    label = f"line of team '{line.team}'"
    _known(text, label, "team", line.team, ids["team"])
    if bool(line.touchpoint) == bool(line.serves):
        raise BadInput(f"{_where(text, line.team)}{label} needs either touchpoint or serves.")
    if line.touchpoint:
        _known(text, label, "touchpoint", line.touchpoint, ids["touchpoint"])
    else:
        _known(text, label, "team to serve", line.serves, ids["team"])
    _known(text, label, "part", line.part, PARTS)
    _known(text, label, "evidence", line.evidence, EVIDENCE)
    if line.measure:
        _known(text, label, "measure", line.measure, ids["measure"])
    if not 0 < line.weight <= 1:
        raise BadInput(f"{_where(text, line.team)}{label}: weight {line.weight} is not in 0..1.")


def _known(text: str, label: str, entry: str, name: str, names: Iterable[str]) -> None:
    if name not in names:
        raise BadInput(
            f"{_where(text, name)}{label}: no {entry} is called '{name}'{_hint(name, names)}."
        )


def _hint(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def _where(text: str, name: str) -> str:
    """'Line 12: ' for the first line that holds the name in quotes or as a section."""
    for number, line in enumerate(text.splitlines(), start=1):
        if name and (f'"{name}"' in line or f"[{name}]" in line):
            return f"Line {number}: "
    return ""
