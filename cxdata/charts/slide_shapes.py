"""What the slides' pictures need of a presentation, by name alone (charts sit below reports).

Each protocol's docstring names the class that carries it; the fields are explained there.
"""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.shapes import Figure as Value


class Headline(Protocol):
    """The one number: reports.presentation.Headline."""

    @property
    def figure(self) -> Value: ...
    @property
    def previous(self) -> Value: ...
    @property
    def target(self) -> float | None: ...
    @property
    def beyond(self) -> str: ...
    @property
    def small_print(self) -> str: ...


class Shares(Protocol):
    """Who makes the score: reports.presentation.Shares."""

    @property
    def promoters(self) -> int: ...
    @property
    def passives(self) -> int: ...
    @property
    def detractors(self) -> int: ...


class Line(Protocol):
    """A score over periods: reports.presentation.Line."""

    @property
    def name(self) -> str: ...
    @property
    def periods(self) -> Sequence[str]: ...
    @property
    def values(self) -> Sequence[Value]: ...
    @property
    def target(self) -> float | None: ...
    @property
    def span(self) -> int: ...


class Step(Protocol):
    """A step of the bridge: reports.presentation.Step."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def chance(self) -> bool: ...


class Bridge(Protocol):
    """What moved the score: reports.presentation.Bridge."""

    @property
    def start(self) -> tuple[str, float]: ...
    @property
    def steps(self) -> Sequence[Step]: ...
    @property
    def end(self) -> tuple[str, float]: ...


class HeatCell(Protocol):
    """A cell: reports.presentation.HeatCell."""

    @property
    def value(self) -> Value: ...
    @property
    def shade(self) -> int | None: ...
    @property
    def mark(self) -> str: ...


class Heat(Protocol):
    """The journey: reports.presentation.Heat."""

    @property
    def rows(self) -> Sequence[tuple[str, str, str]]: ...
    @property
    def cells(self) -> Sequence[Sequence[HeatCell]]: ...


class WayStep(Protocol):
    """A moment of a customer's way: reports.presentation.WayStep."""

    @property
    def touchpoint(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def days(self) -> int: ...
    @property
    def score(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def told(self) -> bool | None: ...


class Way(Protocol):
    """One customer's way: reports.presentation.Way."""

    @property
    def steps(self) -> Sequence[WayStep]: ...


class Goal(Protocol):
    """A shared objective: reports.presentation.Goal."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def now(self) -> str: ...
    @property
    def aim(self) -> str: ...
    @property
    def due(self) -> str: ...
    @property
    def sponsor(self) -> str: ...
    @property
    def course(self) -> str: ...
    @property
    def share(self) -> float | None: ...
    @property
    def path(self) -> float | None: ...


class Goals(Protocol):
    """The shared goals: reports.presentation.Goals."""

    @property
    def goals(self) -> Sequence[Goal]: ...


class Table(Protocol):
    """Plain rows: reports.presentation.Table."""

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...


class Slide(Protocol):
    """A slide: reports.presentation.Slide."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def source(self) -> str: ...
