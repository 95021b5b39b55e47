"""Where between our teams do we lose customers? The next score after a good and a bad first one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.record.ways import WITHIN, Followed, Handed, followed, handed
from cxdata.reports import handovers_words as words
from cxdata.reports import hidden, journey_strip, periods, wording
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.handovers_cells import Cell, painted
from cxdata.reports.handovers_counts import Asked, Table, of_stages, of_teams, tested
from cxdata.reports.hidden import YEAR
from cxdata.reports.periods import Window
from cxdata.scope import Scope, View, month_after

__all__ = ["BY", "DAYS", "MEASURES", "Cell", "End", "Handovers", "handovers", "period_of"]

STAGE, TEAM = "stage", "team"
BY = (STAGE, TEAM)
DAYS = WITHIN
ONE, OWN = "nps", "own"
MEASURES = (ONE, OWN)
MOST = 24  # ends that can stand side by side
QUESTION = "Where between our teams do we lose customers?"


@dataclass(frozen=True)
class End:
    """A stage or a team that customers come from or go to.

    owners   names of the departments that answer for it
    measure  of its answers, as shown: 'NPS', 'CSAT', 'Ease'
    """

    id: str
    name: str
    owners: tuple[str, ...]
    measure: str


@dataclass(frozen=True)
class Handovers:
    """The matrix of handovers, and what stands above and below it.

    ends      in journey order (stages), or in the organisation's (teams)
    cells     a row for each end that customers come from, a column for each that they go to
    ranked    the handovers that lose most beyond chance, worst first
    lost      a sentence for each of them
    period    the whole years that are looked at
    empty     nobody can be followed: under two ends, or no answer carries a customer's id; or no
              handover has answers enough to be shown
    """

    question: str
    verdict: Sentence
    by: str
    days: int
    measure: str
    ends: tuple[End, ...]
    cells: tuple[tuple[Cell, ...], ...]
    ranked: tuple[Cell, ...]
    lost: tuple[str, ...]
    legend: str
    period: str
    facts: str
    notes: tuple[str, ...]
    header: Header
    empty: bool


def handovers(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    by: str = STAGE,
    days: int = 30,
    measure: str = ONE,
) -> Handovers:
    """How customers score the next touchpoint after a good and after a bad one.

    by       'stage' or 'team'; between teams the next score is always NPS
    days     at most so many between the two answers: one of DAYS
    measure  'nps', or 'own': each stage's own; one of MEASURES
    raises   NoRecord, Refused, BadInput on any other choice
    """
    if by not in BY or days not in DAYS or measure not in MEASURES:
        raise BadInput(f"There are no handovers by '{by}' within {days} days, of '{measure}'.")
    window, looked = period_of(scope, snapshot, view)
    found = _read(scope, snapshot, organisation, window, view)
    asked = _asked(organisation, window, looked, found, days)
    ends, table, more = _table(organisation, view, found, asked, by, measure)
    outcome = tested(table)
    cells = painted(table, outcome, [METRICS[m].unit for m in table.metric], asked.minimum)
    cells = _named(organisation, view, ends, cells, by)
    ranked = words.ranked(cells)
    lost = followed(snapshot, scope, looked)
    empty = len(ends) < 2 or lost.without_customer == lost.answers
    period = wording.period(looked.since, looked.until)
    return Handovers(
        QUESTION,
        words.verdict(ends, ranked, cells, by, days) if not empty else words.nobody(lost, ends),
        *(by, days, measure, ends, cells, ranked),
        tuple(words.lost(ends, cell) for cell in ranked),
        words.legend(cells, by),
        period,
        words.facts(period, days, table, view, looked),
        _notes(organisation, view, looked, lost, more),
        _header(view, looked, window, by, days),
        empty or not _shown(cells),
    )


def _shown(cells: tuple[tuple[Cell, ...], ...]) -> bool:
    """Can any handover be shown?"""
    return any(cell.change.value is not None for row in cells for cell in row)


def period_of(scope: Scope, snapshot: Snapshot, view: View) -> tuple[Window, View]:
    """The window, and the smallest run of its whole years that holds the view, filters kept."""
    window = periods.window(snapshot.span(scope), view, view.since)
    first, until = window.place(view)
    since, until = first // YEAR * YEAR, -(-until // YEAR) * YEAR
    return window, View(
        window.month(since),
        window.month(until),
        *(view.departments, view.teams, view.segments, view.channels, view.regions),
    )


def _read(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, window: Window, view: View
) -> Handed:
    number = {stage.id: i for i, stage in enumerate(organisation.stages)}
    stage_of = {t.id: number[t.stage] for t in organisation.touchpoints}
    return handed(snapshot, scope, View(window.since, window.until), stage_of, view)


def _asked(
    organisation: Organisation, window: Window, looked: View, found: Handed, days: int
) -> Asked:
    since, until = window.place(looked)
    members = {name: int(places.max(initial=-1)) + 1 for name, places in found.apart.items()}
    years = range(since // YEAR, until // YEAR)
    return Asked(days, years, members, hidden.minimum_of(organisation))


def _table(
    organisation: Organisation, view: View, found: Handed, asked: Asked, by: str, measure: str
) -> tuple[tuple[End, ...], Table, str]:
    """The ends, their table, and a note where not all of them can be shown."""
    if by == STAGE:
        own = [s.metric if measure == OWN else ONE for s in organisation.stages]
        ends = tuple(
            End(s.id, s.name, journey_strip.owners(organisation, s), METRICS[metric].name)
            for s, metric in zip(organisation.stages, own, strict=True)
        )
        return ends, of_stages(found, tuple(own), asked), ""
    codes, more = _teams(organisation, found)
    called = {team.id: team for team in organisation.teams}
    department = {d.id: d.name for d in organisation.departments}
    teams = [called[found.team[code]] for code in codes]
    ends = tuple(End(t.id, t.name, (department[t.department],), "NPS") for t in teams)
    return (
        ends,
        of_teams(found, np.array(codes, dtype=np.int64), len(organisation.stages), asked),
        more,
    )


def _teams(organisation: Organisation, found: Handed) -> tuple[list[int], str]:
    """Codes of the teams that meet customers, in the organisation's order: at most MOST."""
    n = found.counts[:, :3].sum(axis=1)
    one, two = (np.bincount(codes, n, len(found.team)) for codes in found.teams)
    size = one + two
    place = {id_: code for code, id_ in enumerate(found.team)}
    known = [place[t.id] for t in organisation.teams if t.id in place and size[place[t.id]] > 0]
    kept = set(sorted(known, key=lambda code: -size[code])[:MOST])
    more = ""
    if len(known) > MOST:
        more = f"The {MOST} teams with most handovers of {len(known)} are shown."
    return [code for code in known if code in kept], more


def _named(
    organisation: Organisation,
    view: View,
    ends: tuple[End, ...],
    cells: tuple[tuple[Cell, ...], ...],
    by: str,
) -> tuple[tuple[Cell, ...], ...]:
    """Cells with their ends; those that a department or team filter leaves out are marked."""
    kept = _kept(organisation, view, by)
    return tuple(
        tuple(
            cell.between(one.id, two.id, kept is None or bool({one.id, two.id} & kept))
            for two, cell in zip(ends, row, strict=True)
        )
        for one, row in zip(ends, cells, strict=True)
    )


def _kept(organisation: Organisation, view: View, by: str) -> set[str] | None:
    """Ends that the chosen departments or teams have a part in; None where none are chosen."""
    if not (view.teams or view.departments):
        return None
    teams = view.teams or tuple(t for d in view.departments for t in organisation.teams_of(d))
    if by == TEAM:
        return set(teams)
    touched = set(organisation.touchpoints_of(teams))
    return {t.stage for t in organisation.touchpoints if t.id in touched}


def _notes(
    organisation: Organisation, view: View, looked: View, found: Followed, more: str
) -> tuple[str, ...]:
    said = [words.unfollowed(found), more]
    if view.departments or view.teams:
        said.append(
            "A department or a team keeps the handovers that it has a part in, from either side; "
            "their figures are the whole company's."
        )
    said += [
        f"{event.name} on {wording.day(event.on)} lies within these years: answers before and "
        "after it stand side by side here."
        for event in organisation.breaks
        if looked.since < event.on < looked.until
    ]
    return tuple(line for line in said if line)


def _header(view: View, looked: View, window: Window, by: str, days: int) -> Header:
    definition = (
        f"Score of the next touchpoint answer within {days} days after a bad first answer, minus "
        f"that after a good one, by {by} of both; of customers whose answers carry an id."
    )
    filters = (
        ("Period", wording.period(looked.since, looked.until)),
        *(
            (name, ", ".join(members))
            for name, members in (
                ("Segment", view.segments),
                ("Channel", view.channels),
                ("Region", view.regions),
            )
            if members
        ),
    )
    as_of = min(window.last, month_after(looked.until, 0)).isoformat()
    return Header("Handovers", definition, filters, as_of)
