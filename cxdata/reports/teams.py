"""Which teams differ from their peers by more than their customers and chance explain?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot, invited
from cxdata.reports import (
    board,
    captions,
    departments,
    periods,
    places,
    scoring,
    teams_misled,
    teams_words,
    weighting,
)
from cxdata.reports.board import Board
from cxdata.reports.departments import DepartmentRow
from cxdata.reports.figures import Figure, Header, Sentence
from cxdata.reports.notes import scales
from cxdata.reports.page import Page
from cxdata.reports.teams_alone import Alone, alone
from cxdata.reports.teams_peers import PeerGroup, TeamRow, peer_groups
from cxdata.reports.teams_seen import Ground, seen
from cxdata.reports.weighting import Weighing
from cxdata.scope import Scope, View, month_after

__all__ = ["Alone", "PeerGroup", "TeamRow", "Teams", "ordered", "teams"]

YEAR, PERIOD = "year", "period"
OVER = {YEAR: "Twelve months", PERIOD: "The period above"}
ORDERS = {
    "name": "Name",
    "adjusted": "Adjusted score",
    "answers": "Answers",
    "response": "Response rate",
}
QUESTION = "Which teams stand out from their peers, once luck and customers are taken into account?"


@dataclass(frozen=True)
class Teams:
    """Teams within their peer groups, teams that have no peers, and the departments.

    question, verdict   the page's question and its answer
    period       the months that are compared, in words; period_words why these
    groups       peer groups that a filter touches, in the organisation's order
    alone        teams that are not compared, each with its own chart and why
    alone_words  why they are not, a sentence a reason
    low, high    the one scale of their charts, points
    header       of the tables of teams; departments_header of that of all departments
    departments  in the file's order, never ranked; company the score of all touchpoints together
    why          why the plain table misleads; examples of this company's own, () where none is
    departments_words  which months theirs are, and what their changes are against
    counted      which scores are weighted and which need no weights; '' where all are as answered
    """

    question: str
    verdict: Sentence
    period: str
    period_words: str
    groups: tuple[PeerGroup, ...]
    alone: tuple[Alone, ...]
    alone_words: tuple[str, ...]
    low: float
    high: float
    departments: tuple[DepartmentRow, ...]
    company: Figure
    why: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    header: Header
    departments_header: Header
    counted: str = ""
    departments_words: str = ""


def teams(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, over: str = YEAR
) -> Teams:
    """The fair comparison of a view's teams.

    over    'year': the twelve months to the end of the view (fewer where the record is younger);
            'period': the view's own months
    raises  NoRecord, Refused, BadInput (no such choice)
    Departments and teams of the view are looked at within their whole peer groups.
    """
    if over not in OVER:
        raise BadInput(f"'{over}' is nothing to compare over; take one of: {', '.join(OVER)}.")
    first = snapshot.span(scope)[0].replace(day=1)
    whole = _whole(view, first, over)
    page = Page.open(
        scope, snapshot, organisation, (whole, periods.before(whole)), first, by_team=True
    )
    found = _board(page)
    kept = _kept(organisation, view)
    asked = invited.by_team(snapshot, scope, whole)
    weighing = Weighing(page, far=True) if view.weighted else None
    ground = Ground(page, found, asked, kept, seen(page, found), weighing)
    groups, left = peer_groups(ground)
    single = alone(ground, left)
    low, high = _scale(single)
    return Teams(
        question=QUESTION,
        verdict=teams_words.verdict(groups, single),
        period=periods.label(whole),
        period_words=_period_words(view, whole, over),
        groups=groups,
        alone=single,
        alone_words=teams_words.reasons(single),
        low=low,
        high=high,
        departments=departments.table(
            organisation, found, (page.view, page.then), page.refused, weighing
        ),
        company=_company(page, found, weighing),
        why=teams_words.WHY,
        examples=teams_misled.examples(groups),
        notes=_notes(page, groups),
        header=page.header("Teams and their peers", teams_words.DEFINITION),
        departments_header=captions.departments(page),
        counted="" if weighing is None else teams_words.counted(groups, single),
        departments_words=_departments_words(page, view, over),
    )


def header(told: Teams, group: PeerGroup) -> Header:
    """What stands above the table of one peer group."""
    return replace(told.header, filters=(*told.header.filters, ("Peer group", group.name)))


def ordered(group: PeerGroup, by: str) -> tuple[TeamRow, ...]:
    """A group's teams by name, or as asked, largest first; what is not known comes last."""
    rows = sorted(group.teams, key=lambda row: row.name.casefold())
    value = {
        "adjusted": lambda row: row.adjusted,
        "answers": lambda row: row.figure.n,
        "response": lambda row: row.response,
    }.get(by)
    if value is None:
        return tuple(rows)
    return tuple(sorted(rows, key=lambda row: -(-1e9 if value(row) is None else value(row))))


def _whole(view: View, first: date, over: str) -> View:
    """The months that are compared, of the whole company."""
    since = max(first, month_after(view.until, -12)) if over == YEAR else view.since
    since = min(since, month_after(view.until, -1))
    return replace(view, since=since, departments=(), teams=())


def _board(page: Page) -> Board:
    """Touchpoint NPS by set of places, each team's own answers among them."""
    at = page.wide.places()
    met = {t.id: [p for p in at if p[1] == t.id] for t in page.organisation.teams}
    sets = places.crossed(page.sets, at, places.WHOLE, met, page.wide.answered)
    return board.at_places(page.wide, sets, "nps", page.minimum)


def _kept(organisation: Organisation, view: View) -> frozenset[str]:
    """Ids of the teams that the filters keep; all without a filter."""
    if view.teams:
        return frozenset(view.teams)
    return frozenset(
        t.id for t in organisation.teams if not view.departments or t.department in view.departments
    )


def _company(page: Page, found: Board, weighing: Weighing | None) -> Figure:
    row = found.of(places.WHOLE, "")
    here, _, given = weighting.pair_of(row, (page.view, page.then), weighing)
    return weighting.given(scoring.figures("nps", here, row.may(page.view)), given)[0]


def _scale(single: tuple[Alone, ...]) -> tuple[float, float]:
    """The range that holds every interval, with room."""
    ends = [
        end
        for one in single
        for point in one.points
        for end in (point.figure.low, point.figure.high)
        if end is not None
    ]
    if not ends:
        return -100.0, 100.0
    return max(-100.0, min(ends) - 2), min(100.0, max(ends) + 2)


def _period_words(view: View, whole: View, over: str) -> str:
    label = periods.label(whole)
    if over == YEAR and whole.since != view.since:
        return f"{label}: the twelve months to the end of the period above, since fewer say less."
    return f"{label}."


def _departments_words(page: Page, view: View, over: str) -> str:
    now, then = periods.label(page.view), periods.label(page.then)
    words = f"{now}, changes against {then}."
    if over == YEAR and page.view.since != view.since:
        words += f" The scorecard's are of {periods.label(view)}, so its changes may be others."
    return words


def _notes(page: Page, groups: tuple[PeerGroup, ...]) -> tuple[str, ...]:
    told = []
    for event in page.organisation.breaks:
        if page.view.since < event.on < page.view.until:
            told.append(f"{periods.refusal(event)} This period holds both.")
    hidden = sum(row.figure.hidden for group in groups for row in group.teams)
    if hidden:
        told.append(f"{hidden} team{'' if hidden == 1 else 's'} not shown: too few answers.")
    return (*told, *scales(page))
