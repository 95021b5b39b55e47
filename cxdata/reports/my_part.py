"""How does our daily work reach the customer, and what do customers say there?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import monday_rows, my_part_words
from cxdata.reports.figures import Change, Header, Sentence
from cxdata.reports.line_of_sight_ground import Ground, Moment
from cxdata.reports.line_of_sight_ways import OWNS, SUPPORTS, THROUGH, Ways
from cxdata.reports.monday import Monday, monday
from cxdata.reports.monday_rows import TouchRow
from cxdata.reports.monday_score import Moved, WeekChart
from cxdata.scope import Scope, View, month_after

MOST = 2  # sentences of daily work that a touchpoint is told with


@dataclass(frozen=True)
class Place:
    """A touchpoint that the part's work reaches.

    part     'owns', 'supports', or 'through' (by way of teams that it serves)
    works    its daily work there in the organisation's words, the largest share first
    through  names of the teams that the work goes through; owners the departments that own it
    row      its figure of the months `period`, its change against those of `then`; None where
             nobody answered there
    whole    is that of everybody there? So for work that goes through others, whose customers
             are not the part's own
    """

    id: str
    name: str
    stage: str
    part: str
    works: tuple[str, ...]
    through: tuple[str, ...]
    owners: tuple[str, ...]
    row: TouchRow | None
    period: str
    then: str
    whole: bool = False


@dataclass(frozen=True)
class Call:
    """Whom to call: a department or a team, who leads it, how to reach it, and about what."""

    name: str
    lead: str
    contact: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class MyPart:
    """A team's or department's part in the customer's experience.

    part     its name, or names
    month    the month that customers are heard of, `period` as it is called
    verdict  the answer
    places   the touchpoints in journey order
    calls    whom to call about those that others own, the own lead last
    notes    what is missing, or not shown
    """

    part: str
    period: str
    verdict: Sentence
    places: tuple[Place, ...]
    calls: tuple[Call, ...]
    notes: tuple[str, ...]
    header: Header


def my_part(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, today: date
) -> MyPart:
    """The part of a view's departments or teams.

    view    the months that are looked at where its last one alone has too few answers
    today   the day it is
    raises  NoRecord, Refused, BadInput (nobody's part)
    """
    last = View(month_after(view.until, -1), view.until, view.departments, view.teams)
    month = monday(scope, snapshot, organisation, last, today)
    more = monday(scope, snapshot, organisation, view, today)
    teams = view.teams or tuple(t for d in view.departments for t in organisation.teams_of(d))
    ground = Ground.open(scope, snapshot, organisation, last)
    ways = ground.ways
    known = [team for team in dict.fromkeys(teams) if team in ways.row]
    places = _judged(tuple(_places(ground, known, month, more)))
    return MyPart(
        part=month.part,
        period=month.period,
        verdict=my_part_words.verdict(month.part, places, month.period),
        places=places,
        calls=tuple(_calls(organisation, ways, known, places)),
        notes=tuple(my_part_words.notes(places, month.period)),
        header=replace(
            month.header,
            title=f"{month.part}: where the work reaches the customer",
            definition=my_part_words.DEFINITION,
        ),
    )


def _places(ground: Ground, teams: Sequence[str], month: Monday, more: Monday) -> Iterable[Place]:
    """The touchpoints in journey order, each by the month, else by the months, that show it."""
    organisation, ways = ground.page.organisation, ground.ways
    names = {t.id: t for t in organisation.touchpoints}
    stages = {s.id: s.name for s in organisation.stages}
    rows = [({row.id: row for row in one.rows}, one.quarter) for one in (month, more)]
    reached = _reached(ways, teams)
    for id_ in ways.touchpoints:
        if id_ not in reached:
            continue
        part, works, through = reached[id_]
        row, months = _shown(id_, rows)
        whole = row is None and part == THROUGH
        if whole:
            row = _of_all(ground.moment[id_])
        yield Place(
            id=id_,
            name=names[id_].name,
            stage=stages[names[id_].stage],
            part=part,
            works=works,
            through=through,
            owners=tuple(d.name for d in organisation.owners_of(id_)),
            row=row,
            period=months.now,
            then=months.then,
            whole=whole,
        )


def _shown(
    id_: str, rows: Sequence[tuple[dict[str, TouchRow], Moved]]
) -> tuple[TouchRow | None, Moved]:
    """The first of the periods that shows a figure; the first one's word where none does."""
    for held, months in rows:
        if id_ in held and held[id_].figure.value is not None:
            return held[id_], months
    return rows[0][0].get(id_), rows[0][1]


def _judged(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places by figures that were judged as those of one sheet, whoever's they are."""
    rows = iter(monday_rows.beside([one.row for one in places if one.row]))
    return tuple(replace(one, row=next(rows)) if one.row else one for one in places)


def _of_all(moment: Moment) -> TouchRow:
    """A touchpoint by everybody who answered there, which is not compared."""
    return TouchRow(
        id=moment.id, name=moment.name, stage=moment.stage_name, part=THROUGH,
        metric=moment.measure, figure=moment.own,
        change=Change(None, None, None, None, "refused", ""), target=moment.target,
        far=False, size=0.0, tint=moment.tint, weeks=WeekChart((), None, ""),
    )  # fmt: skip


def _reached(
    ways: Ways, teams: Sequence[str]
) -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """By touchpoint: part, daily work and teams served; the closest part of several counts."""
    names = {team.id: team.name for team in ways.organisation.teams}
    held: dict[str, list[tuple[int, float, str, tuple[str, ...]]]] = {}
    order = (OWNS, SUPPORTS, THROUGH)
    for team in teams:
        for piece in ways.pieces(team):
            for id_, share in piece.at:
                served = tuple(names[one] for one in piece.served)
                rank = order.index(piece.part)
                held.setdefault(id_, []).append((rank, -share, piece.work, served))
    found = {}
    for id_, pieces in held.items():
        pieces.sort()
        works = tuple(dict.fromkeys(work for _, _, work, _ in pieces if work))[:MOST]
        through = tuple(dict.fromkeys(one for rank, *_, served in pieces for one in served
                                      if rank == pieces[0][0]))  # fmt: skip
        found[id_] = order[pieces[0][0]], works, through
    return found


def _calls(
    organisation: Organisation, ways: Ways, teams: Sequence[str], places: Sequence[Place]
) -> Iterable[Call]:
    """The owners of what others own, then one's own lead."""
    known = {team.id: team for team in organisation.teams}
    mine = dict.fromkeys(known[team].department for team in teams)
    about: dict[str, list[str]] = {}
    for place in places:
        for department in organisation.owners_of(place.id) if place.part != OWNS else ():
            if department.id not in mine:
                about.setdefault(department.id, []).append(place.name)
    for department in organisation.departments:
        if department.id in about:
            names = tuple(about[department.id])
            yield Call(department.name, department.lead, department.contact, names)
    for department in organisation.departments:
        if department.id in mine:
            yield Call(department.name, department.lead, department.contact, ())
    for team in teams:
        if known[team].contact:
            yield Call(known[team].name, "", known[team].contact, ())
