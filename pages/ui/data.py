"""What the pages read: the one place that caches, and it never mixes two people's rows.

Every cached function takes the scope, the view and the snapshot as plain arguments, so that all
three are part of its key (an argument with a leading underscore would not be). A report is given
the very scope that is in its key: `access.reader()`, without the identity, so that what it returns
cannot depend on who exactly asks and may be shared by all of a role, departments and teams.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple
from zoneinfo import ZoneInfo

import streamlit as st

from cxdata import organisation as organisations
from cxdata import record
from cxdata.errors import NoRecord
from cxdata.organisation import Company, Organisation
from cxdata.record import Snapshot
from cxdata.reports import bridging, voice, ways, wording
from cxdata.reports import journey as journeys
from cxdata.reports import journey_panel as cells
from cxdata.reports import scorecard as scorecards
from cxdata.reports import trend as trends
from cxdata.reports.bridging import BridgeReport
from cxdata.reports.journey_ground import Ground, ground
from cxdata.scope import EMPLOYEE, Scope, View, month_after
from pages.ui import access, looks, place, waiting
from pages.ui.data_keys import KEYS, Ask

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
Whole = TypeVar("Whole")
Of, Told = TypeVarTuple("Of"), TypeVarTuple("Told")


ANYBODY = Scope(EMPLOYEE)  # who asks before there is a visitor: nobody may see less

# Reports that depend on who exactly asks: the tokens of ways open nothing for anybody else.
OF_ONE = (ways.__name__,)
# Reports of thousands of rows, for a file: few are kept, lest they fill the memory of the others.
LARGE = (voice.filed,)


def root() -> Path:
    """Where data lies (see `place.root`)."""
    return place.root()


def snapshot() -> Snapshot:
    """The snapshot that serves now; without one the page says what is being done about it."""
    found = opened()
    if found is None:
        waiting.page(root())
    return found


def opened() -> Snapshot | None:
    """The snapshot that serves now; None as long as there are no answers."""
    try:
        held = record.open_snapshot(record.locate(root()))
        _span(access.reader(), held)
    except NoRecord:
        return None
    return held


def organisation() -> Organisation:
    """The company as its file tells it; a bare one where none was imported."""
    return _organisation(snapshot())


def months() -> tuple[date, date]:
    """The run of whole months that can be looked at: first days, the second one exclusive."""
    return _months(access.reader(), snapshot(), today())


def last_day() -> date:
    """The last day that the record knows."""
    return _span(access.reader(), snapshot())[1]


def whose() -> str:
    """Whose data it is and up to when; the sample company says that it is made up."""
    held = opened()
    if held is None:
        return "No feedback yet"
    words = f"{organisation().company.name} · data to {wording.day(last_day())}"
    return f"{words} · a made-up company" if held.demo else words


def today() -> date:
    """The day it is where the organisation is; in the demo the day after the record's last."""
    return day_of(access.reader(), snapshot())


def day_of(scope: Scope, held: Snapshot) -> date:
    """The same of a record that serves."""
    if held.demo:
        return _span(scope, held)[1] + timedelta(days=1)
    return datetime.now(_zone(held)).date()


def months_of(scope: Scope, held: Snapshot) -> tuple[date, date]:
    """`months` of a scope and a snapshot that are given."""
    return _months(scope, held, day_of(scope, held))


def scorecard_of(scope: Scope, view: View, held: Snapshot) -> scorecards.Scorecard:
    """`scorecard` of a scope and a snapshot that are given."""
    return _scorecard(scope, view, held)


def zone() -> ZoneInfo:
    """The organisation's time zone, in which its days begin and end; UTC without a record."""
    try:
        return _zone(record.open_snapshot(record.locate(root())))
    except NoRecord:
        return ZoneInfo("UTC")


def _zone(held: Snapshot) -> ZoneInfo:
    return ZoneInfo(_organisation(held).company.timezone)


def members(dimension: str) -> tuple[str, ...]:
    """The names in use of a dimension; answers without one have no name to choose."""
    return tuple(name for name in _members(snapshot(), dimension) if name)


def scorecard(view: View) -> scorecards.Scorecard:
    """The landing page's figures for whoever looks."""
    return _scorecard(access.reader(), view, snapshot())


def trend(view: View, by: str = "", grain: str = "auto") -> trends.Trend:
    """The control chart's figures for whoever looks."""
    return _trend(access.reader(), view, snapshot(), by, grain)


def bridge(before: View, after: View, dimension: str = "") -> BridgeReport:
    """What moved the score between two periods, for whoever looks."""
    return _bridge(access.reader(), before, after, snapshot(), dimension)


def journey(view: View, by: str, colour: str, measure: str, over: str) -> journeys.Journey:
    """The journey's map for whoever looks."""
    return _journey(access.reader(), view, snapshot(), by, colour, measure, over)


def journey_panel(view: View, by: str, measure: str, cell: tuple[str, str]) -> cells.CellPanel:
    """What lies behind a cell of the map, for whoever looks."""
    return _journey_panel(access.reader(), view, snapshot(), by, measure, cell)


def of(
    report: Callable[Concatenate[Scope, Snapshot, Organisation, Asked], Found],
    *asked: Asked.args,
    **named: Asked.kwargs,
) -> Found:
    """Any report for whoever looks: kept by its name, the scope, the snapshot and what is asked.

    report  a function of a module, never one made on the way; what is asked are plain values
    """
    key = (report.__module__, report.__qualname__, asked, tuple(sorted(named.items())))
    scope = access.scope()
    # What is the same for all of a role is kept once for them, not once for each of thousands.
    given = scope if report.__module__ in OF_ONE else replace(scope, identity="")
    kept = _large if report in LARGE else _report
    found: Found = kept(given, snapshot(), key, Ask(report, asked, named))
    looks.noted(scope, found, zone())
    return found


def narrowed(
    report: Callable[[Scope, Whole, *Told], Found],
    ground: Callable[[Snapshot, Organisation, *Of], Whole],
    of: tuple[*Of],
    *asked: *Told,
) -> Found:
    """Whoever looks gets their part of what is worked out once for everybody.

    ground  (snapshot, organisation, *of): may hold what nobody here may see, so it is handed to
            the report alone, never to a page; kept by its name, the snapshot and what it is of
    report  (scope, what the ground made, *asked): takes out what the asker may see, and is kept by
            the scope as every report is
    """
    made = _named(ground, of)
    key = (report.__module__, report.__qualname__, made, asked)
    scope = access.scope()
    given = replace(scope, identity="")
    found: Found = _narrowed(given, snapshot(), key, Ask((report, ground), of, asked))
    looks.noted(scope, found, zone())
    return found


def readied(
    held: Snapshot,
    ground: Callable[[Snapshot, Organisation, *Of], Whole],
    of: Callable[[tuple[date, date]], tuple[*Of]],
) -> None:
    """Work out what `narrowed` narrows before anybody asks; it goes to nobody.

    of  what it is of, from the months that can be looked at
    """
    asked = of(_months(ANYBODY, held, day_of(ANYBODY, held)))
    _everybodys(held, _named(ground, asked), Ask(ground, asked, {}))


def _named(ground: Callable[..., Any], of: tuple[Any, ...]) -> tuple[Any, ...]:
    return ground.__module__, ground.__qualname__, of


# Reports are frozen and made of tuples: they can be shared as they are, without a copy a run.
@st.cache_resource(max_entries=8, hash_funcs=KEYS, show_spinner=False)
def _organisation(held: Snapshot) -> Organisation:
    return _said(held.organisation())


@lru_cache(maxsize=8)  # a new snapshot mostly brings the organisation of the one before it
def _said(text: str) -> Organisation:
    return organisations.parse(text) if text else Organisation(Company("Your company"))


def _span(scope: Scope, held: Snapshot) -> tuple[date, date]:
    return held.span(scope)  # the snapshot keeps it; to look a key up would cost more


@st.cache_resource(max_entries=64, hash_funcs=KEYS, show_spinner=False)
def _members(held: Snapshot, dimension: str) -> tuple[str, ...]:
    return held.members(dimension)


@st.cache_resource(max_entries=512, hash_funcs=KEYS, show_spinner=False)
def _report(scope: Scope, held: Snapshot, key: tuple[Any, ...], ask: Ask) -> Any:
    return ask.report(scope, held, _organisation(held), *ask.asked, **ask.named)


@st.cache_resource(max_entries=4, hash_funcs=KEYS, show_spinner=False)
def _large(scope: Scope, held: Snapshot, key: tuple[Any, ...], ask: Ask) -> Any:
    return ask.report(scope, held, _organisation(held), *ask.asked, **ask.named)


@st.cache_resource(max_entries=512, hash_funcs=KEYS, show_spinner=False)
def _narrowed(scope: Scope, held: Snapshot, key: tuple[Any, ...], ask: Ask) -> Any:
    report, ground = ask.report
    return report(scope, _everybodys(held, key[2], Ask(ground, ask.asked, {})), *ask.named)


# The one thing kept without a scope: `_narrowed` alone may read it (a test holds it to that).
@st.cache_resource(max_entries=32, hash_funcs=KEYS, show_spinner=False)
def _everybodys(held: Snapshot, key: tuple[Any, ...], ask: Ask) -> Any:
    return ask.report(held, _organisation(held), *ask.asked)


def _months(scope: Scope, held: Snapshot, day: date) -> tuple[date, date]:
    first, last = _span(scope, held)
    first, until = first.replace(day=1), month_after(last.replace(day=1), 1)
    # The month that is still running is left out, unless there is no other.
    if day < until and month_after(first, 1) < until:
        until = month_after(until, -1)
    return first, until


@st.cache_resource(max_entries=256, hash_funcs=KEYS, show_spinner=False)
def _scorecard(scope: Scope, view: View, held: Snapshot) -> scorecards.Scorecard:
    return scorecards.scorecard(scope, held, _organisation(held), view)


@st.cache_resource(max_entries=256, hash_funcs=KEYS, show_spinner=False)
def _trend(scope: Scope, view: View, held: Snapshot, by: str, grain: str) -> trends.Trend:
    return trends.trend(scope, held, _organisation(held), view, grain=grain, by=by or None)


@st.cache_resource(max_entries=256, hash_funcs=KEYS, show_spinner=False)
def _bridge(
    scope: Scope, before: View, after: View, held: Snapshot, dimension: str
) -> BridgeReport:
    return bridging.bridge(scope, held, _organisation(held), before, after, dimension or None)


@st.cache_resource(max_entries=48, hash_funcs=KEYS, show_spinner=False)
def _ground(scope: Scope, view: View, held: Snapshot, by: str, measure: str) -> Ground:
    return ground(scope, held, _organisation(held), view, by=by, measure=measure)


@st.cache_resource(max_entries=256, hash_funcs=KEYS, show_spinner=False)
def _journey(
    scope: Scope, view: View, held: Snapshot, by: str, colour: str, measure: str, over: str
) -> journeys.Journey:
    return journeys.mapped(_ground(scope, view, held, by, measure), colour, over)


@st.cache_resource(max_entries=256, hash_funcs=KEYS, show_spinner=False)
def _journey_panel(
    scope: Scope, view: View, held: Snapshot, by: str, measure: str, cell: tuple[str, str]
) -> cells.CellPanel:
    return cells.behind(_ground(scope, view, held, by, measure), *cell)
