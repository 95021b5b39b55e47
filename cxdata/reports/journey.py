"""Where on their way do we lose customers? Every touchpoint of the journey, by column."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import journey_cells, journey_words, notes, periods, places, wording
from cxdata.reports import journey_strip as stages
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.journey_cells import COLUMNS, SIZES, Counted
from cxdata.reports.journey_curve import Curve, curve
from cxdata.reports.journey_paint import COLOURS, SCORE, Cell, painted
from cxdata.reports.journey_strip import StageCell
from cxdata.reports.page import Page
from cxdata.reports.wide import FILTERS, Wide, read
from cxdata.scope import Scope, View, month_after

__all__ = ["COLOURS", "COLUMNS", "MEASURES", "Heading", "Journey", "Row", "journey"]

ONE, OWN = "nps", "own"
MEASURES = (ONE, OWN)  # NPS everywhere, or each stage by its own measure
QUESTION = "Where on their way do we lose customers?"


@dataclass(frozen=True)
class Heading:
    """A column of the map.

    id, name  '2026-04', 'Apr' or a member's; long as in a sentence: 'Apr 2026'
    marks     numbers of the events that fall into it, from 1; broken: a break lies before it
    """

    id: str
    name: str
    long: str
    marks: tuple[int, ...]
    broken: bool


@dataclass(frozen=True)
class Row:
    """A touchpoint of the map, in journey order.

    stage   name of its stage; measure as shown: 'NPS', 'CSAT', 'Ease'
    cells   one for each column
    """

    id: str
    name: str
    stage: str
    measure: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Journey:
    """The map of the journey, and what stands above it.

    verdict   the answer in a sentence
    by, colour, measure  what was asked for: one of COLUMNS, COLOURS, MEASURES
    legend    what colour, hatching and outlines mean
    events    what the numbers on the time axis stand for, a sentence each
    curve     the score along the touchpoints
    """

    question: str
    verdict: Sentence
    by: str
    colour: str
    measure: str
    columns: tuple[Heading, ...]
    rows: tuple[Row, ...]
    legend: str
    events: tuple[str, ...]
    stages: tuple[StageCell, ...]
    curve: Curve
    part: str
    notes: tuple[str, ...]
    header: Header


def journey(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    *,
    by: str = "month",
    colour: str = SCORE,
    measure: str = ONE,
    over: str = "",
) -> Journey:
    """The map of the journey by months, parts of the company or customers.

    by       one of COLUMNS; time runs over 13 months or 8 quarters up to the view's last
    colour   one of COLOURS; measure one of MEASURES
    over     what is laid over the curve: '', 'before', 'year', or a segment
    raises   NoRecord, Refused, BadInput (no such choice, or too many members side by side)
    """
    if by not in COLUMNS or colour not in COLOURS or measure not in MEASURES:
        raise BadInput(f"There is no map by '{by}', coloured by '{colour}', of '{measure}'.")
    page, wide = opened(scope, snapshot, organisation, view, by)
    metrics = metrics_of(organisation, measure)
    if not metrics:
        raise BadInput(
            "The organisation file names no touchpoints yet: there is no journey to map."
        )
    found = _used(journey_cells.counted(page, by, metrics, wide), by)
    cells = painted(page, found, metrics, by, colour)
    headings, events = _headings(organisation, found, by)
    words = journey_words.verdict(page, found, metrics, cells, by)
    return Journey(
        question=QUESTION,
        verdict=words,
        by=by,
        colour=colour,
        measure=measure,
        columns=headings,
        rows=_rows(organisation, metrics, cells),
        legend=journey_words.legend(found, cells, colour, measure),
        events=events,
        stages=stages.strip(organisation, page.boards, (page.view, page.then), page.refused),
        curve=curve(page, over),
        part=page.part,
        notes=tuple(notes.scales(page)),
        header=page.header(f"The journey by {by}", _DEFINITION),
    )


_DEFINITION = (
    "Score of each touchpoint's answers in the column with its 95 % interval; outlined where it "
    "differs from the rest of its row (permutation or score test, Benjamini-Hochberg at 10 %)."
)


def opened(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, by: str
) -> tuple[Page, Wide]:
    """The page of a view, and its slice with every member of `by` told apart; read once."""
    then = periods.before(view)
    back = month_after(view.until, -2 * SIZES.get(by, 1) * journey_cells.USUAL.get(by, 1))
    since = min(back, then.since)
    team = by == places.TEAM
    if by not in FILTERS or _chosen(view, by):
        page = Page.open(scope, snapshot, organisation, (view, then), since, team)
        return page, page.wide
    members = snapshot.members(by)
    if len(members) > journey_cells.MOST:
        raise BadInput(
            f"{len(members)} {by}s cannot stand side by side; choose some of them above."
        )
    wide = read(scope, snapshot, replace(view, **{f"{by}s": members}), since)  # type: ignore[arg-type]
    plain = journey_cells.alone(wide, by, None)
    return Page(scope, snapshot, organisation, view, then, plain), wide


def metrics_of(organisation: Organisation, measure: str) -> tuple[tuple[str, str], ...]:
    """Touchpoints in the order of the journey, each with the metric that it is shown by."""
    return tuple(
        (touchpoint.id, "nps" if measure == ONE else stage.metric)
        for stage in organisation.stages
        for touchpoint in organisation.touchpoints
        if touchpoint.stage == stage.id
    )


def _chosen(view: View, by: str) -> tuple[str, ...]:
    return {"segment": view.segments, "channel": view.channels, "region": view.regions}[by]


def _used(found: Counted, by: str) -> Counted:
    """Without the members that nobody answered about."""
    if by in SIZES:
        return found
    kept = np.flatnonzero(found.now.sum(axis=(0, 2)) > 0)
    columns = tuple(found.columns[i] for i in kept)
    now, then = found.now[:, kept], found.then[:, kept]
    return Counted(columns, now, then, found.may[:, kept], found.before[:, kept])


def _rows(
    organisation: Organisation,
    metrics: tuple[tuple[str, str], ...],
    cells: tuple[tuple[Cell, ...], ...],
) -> tuple[Row, ...]:
    names = {t.id: t.name for t in organisation.touchpoints}
    found = []
    for (id_, metric), row in zip(metrics, cells, strict=True):
        stage = organisation.stage_of(id_)
        found.append(Row(id_, names[id_], stage.name if stage else "", METRICS[metric].name, row))
    return tuple(found)


def _headings(
    organisation: Organisation, found: Counted, by: str
) -> tuple[tuple[Heading, ...], tuple[str, ...]]:
    """The columns with what happened in them."""
    if by not in SIZES or not found.columns:
        return tuple(Heading(c.id, c.name, c.long, (), False) for c in found.columns), ()
    since, until = found.columns[0].now.since, found.columns[-1].now.until
    events = [e for e in organisation.events if since <= e.on < until]
    events.sort(key=lambda event: event.on)
    headings = []
    for i, column in enumerate(found.columns):
        inside = [k for k, e in enumerate(events, 1) if column.now.since <= e.on < column.now.until]
        broken = i > 0 and column.era != found.columns[i - 1].era
        headings.append(Heading(column.id, column.name, column.long, tuple(inside), broken))
    ends = {"break": ": before and after cannot be compared"}
    words = (
        f"{k}. {e.name}, {wording.day(e.on)}{ends.get(e.kind, '')}."
        for k, e in enumerate(events, 1)
    )
    return tuple(headings), tuple(words)
