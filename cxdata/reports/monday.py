"""The team lead's Monday: how does our part do, what changed, and what do we talk about?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import (
    monday_days,
    monday_measures,
    monday_rows,
    monday_score,
    monday_weeks,
    monday_words,
    periods,
    places,
    scoring,
    weighting,
    weighting_words,
    wording,
)
from cxdata.reports.figures import Figure, Header, Sentence
from cxdata.reports.monday_measures import MeasureWeek
from cxdata.reports.monday_rows import TouchRow
from cxdata.reports.monday_score import Moved, WeekChart
from cxdata.reports.notes import scales
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.weighting import Weighing
from cxdata.scope import Scope, View

__all__ = ["MeasureWeek", "Monday", "Moved", "TouchRow", "WeekChart", "monday"]


@dataclass(frozen=True)
class Monday:
    """A part of the company, as its lead finds it on a Monday.

    part       its name, or names
    figure     touchpoint NPS of the months `period`; facts its small print
    relation   to everybody else's: 'above', 'below', 'same', 'none'; company the score of all
    beside     the relation in a sentence
    week, quarter  what changed: since last Monday, and since the months before
    chart      its NPS by week
    rows       its touchpoints in journey order
    measures   its operational measures
    asked      response rate and coverage in a sentence
    reach      customers of the period who were invited, and who could have been
    counted    how its scores were weighted, and what is as answered; '' where all is
    stale      why the page does not tell of last week; '' where it does
    """

    question: str
    part: str
    verdict: Sentence
    period: str
    figure: Figure
    facts: str
    company: Figure
    relation: str
    beside: str
    week: Moved
    quarter: Moved
    chart: WeekChart
    rows: tuple[TouchRow, ...]
    measures: tuple[MeasureWeek, ...]
    asked: str
    stale: str
    notes: tuple[str, ...]
    header: Header
    counted: str = ""
    reach: tuple[int, int] = (0, 0)


def monday(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, today: date
) -> Monday:
    """The Monday of a view's departments or teams.

    view    its months are those of the score; one department or team at least
    today   the day it is
    raises  NoRecord, Refused, BadInput (nobody's Monday)
    Scores are open to everyone: any part may be asked for.
    """
    if not places.chosen(view):
        raise BadInput("Whose Monday? Take a department or a team.")
    first, last = snapshot.span(scope)
    views = (view, periods.before(view))
    page = Page.open(scope, snapshot, organisation, views, first.replace(day=1), by_team=True)
    calendar = monday_days.days(today, last)
    key = places.chosen_key(view)
    keys = (key, *((places.WITHIN, t.id) for t in organisation.touchpoints))
    weekly = monday_weeks.weekly(page, keys, calendar.week, monday_score.WEEKS, page.minimum)
    weighing = Weighing(page) if view.weighted else None
    here, _, given = weighting.pair_of(page.head, (page.view, page.then), weighing)
    figures = scoring.figures("nps", here, page.head.may(view))
    figure = weighting.given(figures, given)[0]
    company = _company(page, weighing)
    relation = monday_score.relation(page, weighing)
    chart = monday_score.chart(page, weekly, key)
    week = monday_score.steadied(monday_score.week(page, weekly, key, calendar.week), chart)
    quarter = monday_score.quarter(page, figure, weighing)
    eligible, invited, _ = page.asked[1].counts.sum(axis=0).tolist()
    return Monday(
        question=f"How does {page.part} do, and what do we talk about this week?",
        part=page.part,
        verdict=monday_words.verdict(page.part, figure, relation, (week, quarter), chart),
        period=periods.label(view),
        figure=figure,
        facts=monday_words.facts(page, figure),
        company=company,
        relation=relation,
        beside=monday_words.beside(company, relation),
        week=week,
        quarter=quarter,
        chart=chart,
        rows=monday_rows.rows(page, weekly, weighing),
        measures=monday_measures.measures(page, calendar.week),
        asked=monday_words.asked(page),
        stale=monday_words.stale(calendar.stale),
        notes=(*_notes(page, figure), *scales(page)),
        header=page.header(f"{page.part}: Monday", monday_words.DEFINITION),
        counted=_counted(page, given, weighing),
        reach=(invited, eligible),
    )


def _counted(page: Page, given: Sequence[Weighed], weighing: Weighing | None) -> str:
    """How the scores were weighted, which of them could not be, and what never is."""
    if weighing is None:
        return ""
    left = weighting_words.left_out(monday_rows.weighed(page, weighing))
    return " ".join(part for part in (given[0].words, left, monday_words.WEEKS) if part)


def _company(page: Page, weighing: Weighing | None) -> Figure:
    row = page.boards["nps"].of(places.WHOLE, "")
    here, _, given = weighting.pair_of(row, (page.view, page.then), weighing)
    return weighting.given(scoring.figures("nps", here, row.may(page.view)), given)[0]


def _notes(page: Page, figure: Figure) -> list[str]:
    told = [
        f"{periods.refusal(event)} This period holds both."
        for event in page.organisation.breaks
        if page.view.since < event.on < page.view.until
    ]
    if len(places.chosen(page.view)) > places.MOST_CHOSEN:
        told.append(f"Choose at most {places.MOST_CHOSEN} departments or teams at a time.")
    elif figure.hidden:
        span = wording.span(page.view.since, page.view.until)
        told.append(f"Too few answered in this {span} to show a score.")
    return told
