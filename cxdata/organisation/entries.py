"""What the organisation file holds: the company, its journey, its teams, what they do for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cxdata.catalog import MINIMUM_COMMENTS, MINIMUM_GROUP

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
class Retention:
    """How long what customers said is kept. comments_months: whole months, then words go."""

    comments_months: int = 24


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
    """A part of the company that answers for teams; contact is how a colleague reaches it."""

    id: str
    name: str
    lead: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Team:
    """Who does the work. heads is a head count; peers the id of the group it is compared in.

    contact  how a colleague reaches the team: a number, an address, a channel; '' where not given
    """

    id: str
    name: str
    department: str
    heads: int = 0
    customer_facing: bool = True
    peers: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Line:
    """A line of sight: what a team's daily work has to do with a touchpoint, or another team.

    part      'owns' or 'supports'
    weight    the share of the team's work that the line is, 0..1: a team's lines sum to 1
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
    """A shared objective with its executive sponsor.

    measure  id of a measure, or nps (the headline), csat, ces, or id of a stage or touchpoint
    since    the day on which it stood at start; a year before `by` where it is not given
    """

    name: str
    measure: str
    start: float
    goal: float
    by: date
    sponsor: str
    since: date | None = None


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
    retention: Retention = Retention()

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
