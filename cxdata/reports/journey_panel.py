"""What lies behind a cell of the journey's map."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.organisation import PARTS, Organisation
from cxdata.record import Snapshot
from cxdata.reports import journey_cells, journey_paint, places, scoring, wording
from cxdata.reports.figures import Change, Figure
from cxdata.reports.hidden import Ints
from cxdata.reports.journey_behind import Behind, Course
from cxdata.reports.journey_beside import Beside, beside
from cxdata.reports.journey_ground import ONE, Ground, ground
from cxdata.reports.measure_words import AS_ANSWERED
from cxdata.reports.waterfall import Waterfall
from cxdata.reports.wide import FILTERS
from cxdata.scope import Scope, View


@dataclass(frozen=True)
class Hand:
    """Teams at a touchpoint: their names, their department, and their daily work there."""

    teams: tuple[str, ...]
    department: str
    work: str


@dataclass(frozen=True)
class CellPanel:
    """What lies behind a cell.

    title      'Delivery on time · Apr 2026 · North'
    name, column  as the map writes them; map_view the view that the map is of
    touchpoint its id; view its months and customers, and its part of the company: the cell as
               other pages look at it
    figure     the cell's; change against the period before
    scores     (score, answers) of its metric's whole scale, empty where it may not be shown;
               favourable from `top` on, unfavourable to `bottom`
    course     the same part's row over time, with control limits; None where hidden
    moved      the bridge from the period before
    beside     operational measures of the touchpoint
    beside_as  why these are held against the score as answered; '' where all is
    owners, supporters  the teams, in the organisation's order
    """

    title: str
    name: str
    column: str
    map_view: View
    touchpoint: str
    view: View
    measure: str
    figure: Figure
    change: Change
    scores: tuple[tuple[int, int], ...]
    top: int
    bottom: int
    course: Course | None
    moved: Waterfall
    beside: tuple[Beside, ...]
    beside_as: str
    owners: tuple[Hand, ...]
    supporters: tuple[Hand, ...]


def panel(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    *,
    by: str,
    touchpoint: str,
    column: str,
    measure: str = ONE,
) -> CellPanel:
    """What lies behind the cell of a touchpoint in a column of the map of the same view.

    raises  BadInput where the map has no such cell; NoRecord; Refused
    """
    found = ground(scope, snapshot, organisation, view, by=by, measure=measure)
    return behind(found, touchpoint, column)


def behind(ground: Ground, touchpoint: str, column: str) -> CellPanel:
    """What lies behind a cell of a map that was read; see `panel`."""
    page, found, metrics = ground.page, ground.found, ground.metrics
    organisation, view = page.organisation, page.view
    ids = [id_ for id_, _ in metrics]
    columns = [one.id for one in found.columns]
    if touchpoint not in ids or column not in columns:
        raise BadInput("The map has no such cell any more; choose another one.")
    r, c = ids.index(touchpoint), columns.index(column)
    metric, here = metrics[r][1], found.columns[c]
    may, before = bool(found.may[r, c]), bool(found.before[r, c])
    cell = Behind.of(ground, here, touchpoint, metric)
    figure = journey_paint.given(scoring.figure(metric, found.now[r, c], may), found, (r, c))
    moved = scoring.moves(metric, found.now[r, c][None], found.then[r, c][None],
                          np.array([may and before]))  # fmt: skip
    change = scoring.changes(moved, cell.page.refused)[0]
    name = page.name(places.TOUCHPOINT, touchpoint)
    owners, supporters = _hands(organisation, touchpoint, cell.teams())
    one = _narrowed(cell.page.view, ground.by, column)
    whole = replace(one, since=view.since, until=view.until)
    about = page.scope, page.snapshot, organisation
    measured = beside(*about, whole, (touchpoint, one)) if may else ()
    return CellPanel(
        title=" · ".join([name, here.long, *_kept(view)]),
        name=name,
        column=here.long,
        map_view=view,
        touchpoint=touchpoint,
        view=one,
        measure=METRICS[metric].name,
        figure=figure,
        change=change,
        scores=_scores(metric, found.given[r, c]) if figure.value is not None else (),
        top=METRICS[metric].top,
        bottom=METRICS[metric].bottom,
        course=cell.course() if may else None,
        moved=cell.moved(figure, may and before),
        beside=measured,
        beside_as=AS_ANSWERED if measured and view.weighted else "",
        owners=owners,
        supporters=supporters,
    )


def _narrowed(view: View, by: str, member: str) -> View:
    """The view of a cell's own page, of its department or team alone."""
    if by not in journey_cells.PARTS:
        return view
    return replace(view, **{"departments": (), "teams": (), f"{by}s": (member,)})  # type: ignore[arg-type]


def _kept(view: View) -> list[str]:
    asked = (view.segments, view.channels, view.regions)
    return [wording.listed(m or ("not given",)) for _, m in zip(FILTERS, asked, strict=True) if m]


def _scores(metric: str, histogram: Ints) -> tuple[tuple[int, int], ...]:
    scale = METRICS[metric]
    return tuple((score, int(histogram[score])) for score in range(scale.low, scale.high + 1))


def _hands(
    organisation: Organisation, touchpoint: str, met: tuple[str, ...]
) -> tuple[tuple[Hand, ...], tuple[Hand, ...]]:
    """Who owns and who supports a touchpoint, those of one department and one work together.

    met  the teams that the cell's customers met; of several owners only these are named
    """
    teams = {team.id: team for team in organisation.teams}
    names = {department.id: department.name for department in organisation.departments}
    found: dict[str, dict[tuple[str, str], list[str]]] = {part: {} for part in PARTS}
    lines = [ln for ln in organisation.lines if ln.touchpoint == touchpoint and ln.team in teams]
    own = {ln.team for ln in lines if ln.part == "owns"}
    for line in lines:
        if line.part == "owns" and line.team not in met and own & set(met):
            continue
        team = teams[line.team]
        key = names.get(team.department, ""), line.work
        found[line.part].setdefault(key, []).append(team.name)
    owns, supports = (
        tuple(Hand(tuple(told), *key) for key, told in found[part].items()) for part in PARTS
    )
    return owns, supports
