"""A presentation as it is shown, frozen and exported: one model for the screen and the deck.

Everything is plain (strings, numbers, dates as ISO text, tuples of these), so that it turns into
JSON and back without loss. A frozen one keeps its figures and words, and pins no snapshot.
All figures come suppressed: what may not be shown is None, with its note.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """A figure. value, low, high in `unit` ('points' or '%'), None where hidden; n answers."""

    value: float | None
    low: float | None
    high: float | None
    n: int | None
    unit: str = "points"
    text: str = "–"
    note: str = ""


@dataclass(frozen=True)
class Headline:
    """The one number. target in points or None; verdict 'up', 'down', 'level' or 'refused'.

    beyond  'under' or 'over' where the whole interval lies on that side of the target, else 'level'
    """

    figure: Value
    previous: Value
    target: float | None
    verdict: str
    small_print: str
    beyond: str = "level"


@dataclass(frozen=True)
class Shares:
    """Who makes the score: counts and shares 0..1 of promoters, passives, detractors."""

    promoters: int
    passives: int
    detractors: int


@dataclass(frozen=True)
class Line:
    """A score over periods. marks: (label of the period, what happened then).

    span  so many of the last values make the headline's period; 0 where that is not known
    """

    name: str
    periods: tuple[str, ...]
    values: tuple[Value, ...]
    target: float | None = None
    marks: tuple[tuple[str, str], ...] = ()
    span: int = 0


@dataclass(frozen=True)
class Step:
    """A step of the bridge, in points; chance: may be chance (drawn dashed, never coloured)."""

    name: str
    value: float
    low: float | None
    high: float | None
    chance: bool


@dataclass(frozen=True)
class Bridge:
    """What moved the score from start to end; the steps add up exactly."""

    start: tuple[str, float]
    steps: tuple[Step, ...]
    end: tuple[str, float]


@dataclass(frozen=True)
class HeatCell:
    """A cell. shade -3..+3 picks one of the seven diverging colours, None leaves it plain."""

    value: Value
    shade: int | None
    mark: str = ""  # 'valley', 'peak' or ''


@dataclass(frozen=True)
class Heat:
    """The journey: a row a touchpoint (stage, name, owner), columns are periods or one."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    cells: tuple[tuple[HeatCell, ...], ...]


@dataclass(frozen=True)
class WayStep:
    """One moment of a customer's way; days after the one before it, no dates."""

    stage: str
    touchpoint: str
    department: str
    days: int
    score: str
    words: str = ""
    told: bool | None = None


@dataclass(frozen=True)
class Way:
    """One customer's way through the departments; shown only once a person approved it."""

    steps: tuple[WayStep, ...]
    approved_by: str = ""


@dataclass(frozen=True)
class Goal:
    """A shared objective and where it stands; share: of the way from start to aim, 0..1.

    path  where the straight way is by now, as a share; None where that is not known
    """

    name: str
    start: str
    now: str
    aim: str
    due: str
    sponsor: str
    course: str
    share: float | None
    parts: tuple[tuple[str, str], ...] = ()  # department, what it can do
    path: float | None = None


@dataclass(frozen=True)
class Goals:
    """The shared goals and what each department can do for them."""

    goals: tuple[Goal, ...]


@dataclass(frozen=True)
class Table:
    """Any other slide: plain rows under plain column names ('you said, we did')."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Picture = Headline | Shares | Line | Bridge | Heat | Way | Goals | Table


@dataclass(frozen=True)
class Slide:
    """A slide.

    key       what it is: 'nps', 'score', 'moved', 'journey', 'way', 'done', 'goal' …
    title     the question or statement on top
    sentence  the answer under it; the presenter may edit it
    pictures  what it shows, in reading order (one, at most two)
    words     what the pictures show, as alternative text
    source    'Relational survey, 3,390 answers, Aug – Oct 2026'; definition: what the figure is
    notes     speaker notes: the explainer in plain words
    held      where the slide is a customer's way: by what the desk holds it, never the way itself
    """

    key: str
    title: str
    sentence: str
    pictures: tuple[Picture, ...]
    words: str
    source: str
    definition: str
    notes: str = ""
    held: str = ""


@dataclass(frozen=True)
class Presentation:
    """Slides in their order. as_of: last day of the data, ISO; frozen_at '' while a draft.

    left_out  titles of slides that have nothing to show, each with the reason
    """

    title: str
    company: str
    period: str
    as_of: str
    snapshot: int
    demo: bool
    slides: tuple[Slide, ...]
    frozen_at: str = ""
    frozen_by: str = ""
    left_out: tuple[tuple[str, str], ...] = ()
