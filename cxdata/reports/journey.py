"""Where on their way do we lose customers? Every touchpoint of the journey, by column."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import (
    journey_paint,
    journey_quarters,
    journey_weighted,
    journey_words,
    notes,
    weighting_words,
    wording,
)
from cxdata.reports import journey_strip as stages
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.journey_cells import COLUMNS, QUARTER, SIZES, Counted
from cxdata.reports.journey_curve import Curve, curve
from cxdata.reports.journey_ground import MEASURES, ONE, Ground, ground
from cxdata.reports.journey_paint import COLOURS, SCORE, Cell, painted
from cxdata.reports.journey_strip import StageCell
from cxdata.reports.places import STAGE
from cxdata.scope import Scope, View

__all__ = ["COLOURS", "COLUMNS", "MEASURES", "Heading", "Journey", "Row", "journey"]

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
    blank     why no cell of the map can be shown; '' where one can
    counted   how the cells were weighted; '' where they are as answered
    offer     columns that tell more than these do, '' where none are known to
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
    blank: str = ""
    counted: str = ""
    offer: str = ""


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
    return mapped(ground(scope, snapshot, organisation, view, by=by, measure=measure), colour, over)


def mapped(ground: Ground, colour: str = SCORE, over: str = "") -> Journey:
    """The map of what was read, in a colour; see `journey`."""
    if colour not in COLOURS:
        raise BadInput(f"There is no map coloured by '{colour}'.")
    page, found, metrics, by = ground.page, ground.found, ground.metrics, ground.by
    organisation, measure = page.organisation, ground.measure
    cells = painted(page, found, metrics, by, colour)
    headings, events = _headings(organisation, found, by)
    lower = journey_quarters.lower(ground, cells)
    told = _weighed(ground)
    if not told or any(cell.figure.value is not None for row in cells for cell in row):
        told = (*told, *journey_words.verdict(page, found, metrics, cells, by, lower))
    return Journey(
        question=QUESTION,
        verdict=told,
        by=by,
        colour=colour,
        measure=measure,
        columns=headings,
        rows=_rows(organisation, metrics, cells),
        legend=journey_words.legend(found, cells, colour, measure),
        events=events,
        stages=stages.strip(
            organisation, page.boards, (page.view, page.then), page.refused, ground.weighing
        ),
        curve=curve(page, over, ground.weighing),
        part=page.part,
        notes=(*_as_answered(ground), *notes.scales(page)),
        header=page.header(f"The journey by {by}", _definition(by)),
        blank=journey_words.blank(cells, page.minimum),
        offer=QUARTER if lower else _more(ground),
        counted=journey_weighted.words(found) if ground.weighing else "",
    )


def _as_answered(ground: Ground) -> tuple[str, ...]:
    """What of the weighted strip of stages stays as answered."""
    if ground.weighing is None:
        return ()
    page = ground.page
    return weighting_words.apart(page, ground.weighing, page.organisation, (STAGE,))


def _weighed(ground: Ground) -> Sentence:
    """How many cells the answer is of, where not all can be weighted."""
    if ground.weighing is None:
        return ()
    return journey_weighted.headline(ground.found, ground.quarters)


def _more(ground: Ground) -> str:
    return journey_weighted.finer(ground.found, ground.quarters) if ground.weighing else ""


def _definition(by: str) -> str:
    return (
        "Score of each touchpoint's answers in the column with its 95 % interval; outlined where "
        "it differs from the rest of its row (permutation or score test, Benjamini-Hochberg at "
        f"{100 * journey_paint.rate(by):.0f} %). Response in %."
    )


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
