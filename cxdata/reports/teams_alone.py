"""Teams that are not compared: each by its own past and its own target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from cxdata.metrics import control
from cxdata.organisation import Organisation, Team
from cxdata.reports import (
    charting,
    places,
    scoring,
    teams_words,
    trend_weighted,
    weighting,
    wording,
)
from cxdata.reports.board import Board
from cxdata.reports.charting import Era, Grid, Point, Series
from cxdata.reports.figures import Change, Figure, Target
from cxdata.reports.hidden import Mask
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.teams_seen import Ground
from cxdata.scope import View


@dataclass(frozen=True)
class Alone:
    """A team without peers, by the touchpoints that it owns, supports or serves.

    figure    of the period; change against the period before, all of them considered
    points, eras, since, unit  its own control chart, as of a panel of the trend
    target    in points; None where its touchpoints have none by this measure
    aim       'on target', '6 under target', or why there is none
    why       why it is not compared
    refused   why its figure is as answered where weights were asked for, else ''
    """

    id: str
    name: str
    department: str
    figure: Figure
    change: Change
    points: tuple[Point, ...]
    eras: tuple[Era, ...]
    since: str
    unit: str
    target: Target | None
    aim: str
    why: str
    refused: str = ""


def alone(ground: Ground, left: Mapping[str, str]) -> tuple[Alone, ...]:
    """The teams that are left, in the file's order, as far as the filters keep them.

    left    team id -> why it is not compared
    """
    page, board = ground.page, ground.board
    teams = [t for t in page.organisation.teams if t.id in left and t.id in ground.kept]
    rows = board.of(places.TEAM, *(t.id for t in teams))
    if not rows.keys:
        return ()
    times = _grid(page, rows)
    may = _may(page, rows, times)
    seen = np.array([t.id in ground.seen for t in teams])
    figures, changes, given = _compared(ground, rows, seen)
    found = []
    for i, team in enumerate(teams):
        row = rows.rows([i])
        own = _weighable(ground, row, times)
        shown = may[i] if own is times else _may(page, rows, own)[i]
        told = _one(page, team, row, _series(ground, row, own, shown),
                    (figures[i], changes[i]), left[team.id])  # fmt: skip
        refused = given[i].refused if given and given[i].n else ""
        found.append(replace(told, refused=refused))
    return tuple(found)


def _series(ground: Ground, row: Board, times: Grid, may: Mask) -> Series:
    """The team's chart; where weights are asked for what cannot be weighted is a gap."""
    if ground.weighing is None:
        return charting.series(row, times, may)
    given = trend_weighted.over(ground.weighing, row, times, ground.page.view)
    return trend_weighted.drawn(row, times, given, may)


def _weighable(ground: Ground, row: Board, times: Grid) -> Grid:
    """The same periods, or quarters where too few of a team's months can be weighted."""
    if ground.weighing is None or times.size > 1 or not times.starts:
        return times
    given = trend_weighted.over(ground.weighing, row, times, ground.page.view)
    if not trend_weighted.longer([given]):
        return times
    since, until = times.starts[0], times.starts[-1] + times.size
    return charting.grid(row, ground.page.organisation, since, until, charting.QUARTER)


def _grid(page: Page, rows: Board) -> Grid:
    """The periods of all charts: from the record's first month, quarters where answers are few."""
    since, until = page.run(page.snapshot.span(page.scope)[0].replace(day=1))
    usual = np.median(rows.counts[:, since:until].sum(axis=-1), axis=-1)
    size = 1 if np.median(usual) >= control.FEW_A_MONTH else charting.QUARTER
    return charting.grid(rows, page.organisation, since, until, size)


def _may(page: Page, rows: Board, times: Grid) -> Mask:
    """Which periods of each row may be shown beside the total, shape (rows, periods)."""
    month = rows.window.month
    ends = [View(month(start), month(start + times.size)) for start in times.starts]
    found = [rows.may_beside_total(view, page.minimum) for view in ends]
    return np.stack(found, axis=1) if found else np.zeros((len(rows.keys), 0), dtype=bool)


def _compared(
    ground: Ground, rows: Board, seen: Mask
) -> tuple[tuple[Figure, ...], tuple[Change, ...], tuple[Weighed, ...]]:
    page = ground.page
    now, then, given = weighting.pair_of(rows, (page.view, page.then), ground.weighing)
    may, before = (rows.may_beside_total(v, page.minimum) for v in (page.view, page.then))
    may &= seen
    moved = scoring.moves(rows.metric, now, then, may & before)
    refused = "not comparable" if page.refused else ""
    figures = weighting.given(scoring.figures(rows.metric, now, may), given)
    return figures, scoring.changes(moved, refused), given


def _one(
    page: Page,
    team: Team,
    row: Board,
    found: Series,
    told: tuple[Figure, Change],
    why: str,
) -> Alone:
    figure, change = told
    signal = found.since is not None and charting.current(found) is not None
    target = scoring.target(figure, _target(page, row))
    return Alone(
        id=team.id,
        name=team.name,
        department=team.department,
        figure=figure,
        change=change,
        points=found.points,
        eras=found.eras,
        since=f"since {wording.month(found.since)}" if signal and found.since else "",
        unit="points",
        target=target,
        aim=teams_words.NO_TARGET if target is None else target.words,
        why=why,
    )


def _target(page: Page, row: Board) -> float | None:
    """The targets of what the answers are about, weighted by them; None where one has none."""
    aims = _aims(page.organisation)
    since, until = row.window.place(page.view)
    if row.holds is None or row.placed is None:
        return None
    n = row.placed[:, max(since, 0) : max(until, 0)].sum(axis=1)
    at = page.wide.places()
    held = [(aims.get(at[i][0]), int(n[i])) for i in np.flatnonzero(row.holds[0]) if n[i]]
    known = [(aim, size) for aim, size in held if aim is not None]
    if not known or len(known) < len(held):
        return None
    return sum(aim * size for aim, size in known) / sum(size for _, size in known)


def _aims(organisation: Organisation) -> dict[str, float]:
    """Targets in NPS points by touchpoint: its own, else its stage's; other measures have none."""
    found = {}
    for touchpoint in organisation.touchpoints:
        stage = organisation.stage_of(touchpoint.id)
        if stage is None or stage.metric != "nps":
            continue
        aim = touchpoint.target if touchpoint.target is not None else stage.target
        if aim is not None:
            found[touchpoint.id] = aim
    return found
