"""A part's touchpoints in journey order, each by its stage's own measure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cxdata.catalog import METRICS
from cxdata.metrics import compare
from cxdata.metrics.scores import Estimate
from cxdata.reports import board as boards
from cxdata.reports import hidden, places, scoring, weighting
from cxdata.reports.board import Board
from cxdata.reports.figures import Change, Figure, Target
from cxdata.reports.hidden import Mask
from cxdata.reports.line_of_sight_ground import tint
from cxdata.reports.monday_score import WeekChart, chart
from cxdata.reports.monday_weeks import Weekly
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.weighting import Weighing
from cxdata.scope import View


@dataclass(frozen=True)
class TouchRow:
    """A touchpoint of the part, by the customers whom the part answers for.

    part     'owns' or 'supports'
    metric   as shown: 'NPS', 'CSAT', 'Ease'
    change   against the months before (Benjamini-Hochberg over the part's touchpoints)
    target   None without one; far says that it lies off by more than chance beside the others
    size     distance of the near end of its interval from target in points, % counted twice
    tint     -3 … +3 of the diverging palette by the distance, 0 where it may be chance
    weeks    its NPS by week
    """

    id: str
    name: str
    stage: str
    part: str
    metric: str
    figure: Figure
    change: Change
    target: Target | None
    far: bool
    size: float
    tint: int
    weeks: WeekChart


@dataclass(frozen=True)
class _Counted:
    """A touchpoint's figure, its move as a row of one, its target and the chance of that gap."""

    metric: str
    figure: Figure
    moved: scoring.Moves
    target: Target | None
    p: float


def rows(page: Page, weekly: Weekly, weighing: Weighing | None = None) -> tuple[TouchRow, ...]:
    """The touchpoints that the part's teams own or support, and others where they met somebody."""
    counted = _counted(page, weighing)
    if not counted:
        return ()
    changes = scoring.changes(
        scoring.Moves.joined([one.moved for one in counted.values()]), page.refused
    )
    far = scoring.standing(np.array([one.p for one in counted.values()])).tolist()
    owned = set(page.organisation.touchpoints_of(page.teams, "owns"))
    return tuple(
        _row(page, weekly, (id_, "owns" if id_ in owned else "supports"), one, change, bool(off))
        for (id_, one), change, off in zip(counted.items(), changes, far, strict=True)
    )


def _row(
    page: Page, weekly: Weekly, what: tuple[str, str], one: _Counted, change: Change, far: bool
) -> TouchRow:
    id_, part = what
    stage = page.organisation.stage_of(id_)
    off = one.target is not None and one.target.beyond != "level" and far
    unit = one.figure.unit
    return TouchRow(
        id=id_,
        name=page.name(places.TOUCHPOINT, id_),
        stage=stage.name if stage else "",
        part=part,
        metric=METRICS[one.metric].name,
        figure=one.figure,
        change=change,
        target=_told(one.target, off),
        far=off,
        size=_size(one.figure, one.target),
        tint=tint(one.target, unit) if off else 0,
        weeks=chart(page, weekly, (places.WITHIN, id_)),
    )


def beside(rows: Sequence[TouchRow]) -> tuple[TouchRow, ...]:
    """Rows that were chosen from several pages, judged as those that now stand beside each other.

    Which of them lie off target by more than chance depends on how many are looked at.
    """
    aims = [scoring.target(row.figure, row.target.value if row.target else None) for row in rows]
    chance = [_chance(row.figure, aimed) for row, aimed in zip(rows, aims, strict=True)]
    far = scoring.standing(np.array(chance)).tolist()
    found = []
    for row, aimed, stands in zip(rows, aims, far, strict=True):
        off = aimed is not None and aimed.beyond != "level" and bool(stands)
        found.append(replace(
            row, target=_told(aimed, off), far=off, size=_size(row.figure, aimed),
            tint=tint(aimed, row.figure.unit) if off else 0,
        ))  # fmt: skip
    return tuple(found)


def _chance(figure: Figure, aimed: Target | None) -> float:
    """Chance of lying so far off where the truth is on target; NaN without one or the other."""
    if aimed is None or figure.value is None or figure.low is None or figure.high is None:
        return math.nan
    told = Estimate(figure.value, figure.low, figure.high, figure.n or 0)
    return float(compare.against_target(told, aimed.value).p)


def _size(figure: Figure, aimed: Target | None) -> float:
    """What is sure of the distance: few answers do not make a touchpoint the worst one."""
    if aimed is None or figure.low is None or figure.high is None:
        return 0.0
    near = max(aimed.value - figure.high, figure.low - aimed.value, 0.0)
    return near * (2 if figure.unit == "%" else 1)


def _told(aimed: Target | None, off: bool) -> Target | None:
    """The target in words that hold beside the part's other touchpoints."""
    if aimed is None or off or aimed.beyond == "level":
        return aimed
    return replace(aimed, beyond="level", words=f"{aimed.words}, may be chance")


def weighed(page: Page, weighing: Weighing) -> list[tuple[str, Weighed]]:
    """The touchpoints by name, and how each was weighted."""
    return [
        (page.name(places.TOUCHPOINT, key[1]), given)
        for board in _boards(page)
        for key, given in zip(board.keys, weighing.pair(board)[0], strict=True)
    ]


def _boards(page: Page) -> list[Board]:
    """The part's touchpoints, a board for each measure that they go by."""
    ids = _ids(page)
    metric = {id_: _metric(page, id_) for id_ in ids}
    return [
        _board(page, one).of(places.WITHIN, *(i for i in ids if metric[i] == one))
        for one in dict.fromkeys(metric.values())
    ]


def _counted(page: Page, weighing: Weighing | None) -> dict[str, _Counted]:
    """The touchpoints in journey order."""
    found: dict[str, _Counted] = {}
    for board in _boards(page):
        found |= _of_metric(page, board, weighing)
    return {id_: found[id_] for id_ in _ids(page) if id_ in found}


def _of_metric(page: Page, board: Board, weighing: Weighing | None) -> dict[str, _Counted]:
    now, then, given = weighting.pair_of(board, (page.view, page.then), weighing)
    may, before = _beside(page, board, page.view), _beside(page, board, page.then)
    figures = weighting.given(scoring.figures(board.metric, now, may), given)
    moved = scoring.moves(board.metric, now, then, may & before)
    aims = [_aim(page, key[1]) for key in board.keys]
    goals = np.array([np.nan if aim is None else aim for aim in aims])
    p = compare.against_target(scoring.estimate(board.metric, now), goals).p
    return {
        key[1]: _Counted(
            board.metric,
            figures[i],
            scoring.Moves(*(part[i : i + 1] for part in _parts(moved))),
            scoring.target(figures[i], aims[i]),
            float(np.asarray(p)[i]) if may[i] else np.nan,
        )
        for i, key in enumerate(board.keys)
    }


def _parts(moved: scoring.Moves) -> tuple[np.ndarray[Any, Any], ...]:
    return moved.value, moved.low, moved.high, moved.p


def _beside(page: Page, board: Board, view: View) -> Mask:
    """Which rows may be shown beside the part's own score."""
    may = board.may(view)
    if board.holds is None or board.placed is None or not len(board.keys):
        return may
    since, until = board.window.place(view)
    within = board.holds.any(axis=0)
    n = np.where(within, board.placed[:, max(since, 0) : max(until, 0)].sum(axis=1), 0)
    return hidden.beside_total(n, may, board.holds, page.minimum)


def _ids(page: Page) -> list[str]:
    """Ids in journey order: of lines, and of places that the part answers for."""
    known = [t.id for t in page.organisation.touchpoints]
    named = set(page.organisation.touchpoints_of(page.teams))
    answered = page.boards["nps"].of(places.WITHIN, *known)
    n = answered.over(page.view).sum(axis=1).tolist()
    seen = {key[1] for key, size in zip(answered.keys, n, strict=True) if size}
    return [id_ for id_ in known if id_ in named | seen]


def _metric(page: Page, touchpoint: str) -> str:
    stage = page.organisation.stage_of(touchpoint)
    return stage.metric if stage else "nps"


def _aim(page: Page, touchpoint: str) -> float | None:
    own = next((t.target for t in page.organisation.touchpoints if t.id == touchpoint), None)
    stage = page.organisation.stage_of(touchpoint)
    return own if own is not None or stage is None else stage.target


def _board(page: Page, metric: str) -> Board:
    if metric == "nps":
        return page.boards["nps"]
    return boards.at_places(page.wide, page.sets, metric, page.minimum)
