"""How does each stage of the journey do, by its own measure?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cxdata.catalog import METRICS
from cxdata.organisation import Organisation, Stage
from cxdata.reports import scoring, weighting, wording
from cxdata.reports.board import Board
from cxdata.reports.figures import Change, Figure, Target
from cxdata.reports.hidden import minimum_of, shown
from cxdata.reports.places import STAGE, TOUCHPOINT
from cxdata.reports.weighting import Weighing
from cxdata.scope import View

SPARK = 12  # months
STRONG, PLAIN = 25, 10  # points from target at which the colour deepens


@dataclass(frozen=True)
class StageCell:
    """A stage of the journey, by its own measure.

    number     1, 2 … in journey order
    metric     'nps', 'csat', 'ces'; label as shown: 'NPS', 'CSAT', 'Ease'
    change     against the previous period (Benjamini-Hochberg over the stages)
    spark      12 months' values, oldest first; None where a month is hidden or empty
    spark_labels  their months: 'Nov 2025' …
    owners     names of the departments whose teams own its touchpoints, in file order
    worst      name of the touchpoint that lies under the rest of its stage by more than chance
               ('' where none does), its id and its figure
    lowest     name of the touchpoint that lies lowest of several where none is told from the rest
               by more than chance; '' where one is, or fewer than two may be shown
    tint       -3 … +3, the step of the diverging palette: by the distance to target, 0 without
               a target or where the distance may be chance
    """

    id: str
    number: int
    name: str
    metric: str
    label: str
    figure: Figure
    change: Change
    target: Target | None
    spark: tuple[float | None, ...]
    spark_labels: tuple[str, ...]
    owners: tuple[str, ...]
    worst: str
    worst_id: str
    worst_figure: Figure | None
    promise: str
    tint: int
    lowest: str = ""


def strip(
    organisation: Organisation,
    boards: Mapping[str, Board],
    periods: tuple[View, View],
    refused: str,
    weighing: Weighing | None = None,
) -> tuple[StageCell, ...]:
    """The stages in journey order.

    boards   of each metric that a stage goes by
    periods  the view and the one before; refused says why they cannot be compared, or ''
    weighing where the scores are to be weighted; sparks and worst touchpoints stay as answered
    """
    now = periods[0]
    moved, figures = [], []
    allowed = [_may(organisation, boards, view) for view in periods]
    for stage in organisation.stages:
        board = _row(boards, stage)
        may, before = (np.array([found[stage.id]]) for found in allowed)
        here, there, given = weighting.pair_of(board, periods, weighing)
        figures.append(weighting.given(scoring.figures(board.metric, here, may), given)[0])
        moved.append(scoring.moves(board.metric, here, there, may & before))
    changes = scoring.changes(scoring.Moves.joined(moved), refused)
    return tuple(
        _cell(organisation, boards, now, number, figure, change)
        for number, (figure, change) in enumerate(zip(figures, changes, strict=True), start=1)
    )


def _may(organisation: Organisation, boards: Mapping[str, Board], view: View) -> dict[str, bool]:
    """Which stages may be shown beside the total of their measure."""
    found: dict[str, bool] = {}
    for metric, board in boards.items():
        ids = [stage.id for stage in organisation.stages if stage.metric == metric]
        may = board.of(STAGE, *ids).may_beside_total(view, minimum_of(organisation))
        found |= dict(zip(ids, may.tolist(), strict=True))
    return found


def _row(boards: Mapping[str, Board], stage: Stage) -> Board:
    return boards[stage.metric].of(STAGE, stage.id)


def _cell(
    organisation: Organisation,
    boards: Mapping[str, Board],
    now: View,
    number: int,
    figure: Figure,
    change: Change,
) -> StageCell:
    stage = organisation.stages[number - 1]
    aimed = scoring.target(figure, stage.target)
    spark, labels = _spark(_row(boards, stage), now)
    names = {t.id: t.name for t in organisation.touchpoints} | {"": ""}
    id_, worst, beyond = _worst(organisation, boards[stage.metric], stage, now)
    name = id_ if beyond else ""
    return StageCell(
        stage.id,
        number,
        stage.name,
        stage.metric,
        METRICS[stage.metric].name,
        figure,
        change,
        aimed,
        spark,
        labels,
        owners(organisation, stage),
        names[name],
        name,
        worst if beyond else None,
        stage.promise,
        _tint(aimed, figure.unit),
        "" if beyond else names[id_],
    )


def owners(organisation: Organisation, stage: Stage) -> tuple[str, ...]:
    """Names of the departments whose teams own a stage's touchpoints, in file order."""
    own = {t.id for t in organisation.touchpoints if t.stage == stage.id}
    teams = {ln.team for ln in organisation.lines if ln.touchpoint in own and ln.part == "owns"}
    held = {team.department for team in organisation.teams if team.id in teams}
    return tuple(d.name for d in organisation.departments if d.id in held)


def _spark(board: Board, now: View) -> tuple[tuple[float | None, ...], tuple[str, ...]]:
    last = board.window.place(now)[1]
    months = range(max(last - SPARK, 0), last)
    found = scoring.estimate(board.metric, board.counts[0, months.start : months.stop])
    values = tuple(
        float(value) if np.isfinite(value) and shown(board.level[0], month, month + 1) else None
        for month, value in zip(months, found.value, strict=True)
    )
    return values, tuple(wording.month(board.window.month(month)) for month in months)


def _worst(
    organisation: Organisation, board: Board, stage: Stage, now: View
) -> tuple[str, Figure | None, bool]:
    """The touchpoint that lies lowest, if any does: under the rest of its stage beyond chance, or
    of at least two that may be shown.
    """
    ids = [t.id for t in organisation.touchpoints if t.stage == stage.id]
    whole = board.of(STAGE, stage.id).over(now)
    rows = board.of(TOUCHPOINT, *ids)
    counts, may = rows.over(now), rows.may(now)
    against = scoring.moves(board.metric, counts, whole - counts, may)
    below = scoring.standing(against.p) & (against.high < 0)
    figures = scoring.figures(board.metric, counts, may)
    known = np.array([figure.value is not None for figure in figures], dtype=bool)
    among = np.flatnonzero(below if below.any() else known)
    if len(among) < (1 if below.any() else 2):
        return "", None, False
    least = min(among, key=lambda i: figures[i].value or 0.0)
    return ids[least], figures[least], bool(below.any())


def _tint(aimed: Target | None, unit: str) -> int:
    if aimed is None or aimed.distance is None or aimed.beyond == "level":
        return 0
    size = points(aimed, unit)
    step = 3 if size >= STRONG else 2 if size >= PLAIN else 1
    return step if aimed.beyond == "over" else -step


def points(aimed: Target, unit: str) -> float:
    """Size of the distance on the scale of points, which is twice as long as that of shares."""
    return abs(aimed.distance or 0.0) * (2 if unit == "%" else 1)
