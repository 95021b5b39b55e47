"""How does each department do, at the touchpoints that it owns or supports?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cxdata.organisation import Organisation
from cxdata.reports import scoring, weighting
from cxdata.reports.board import Board
from cxdata.reports.figures import Change, Figure
from cxdata.reports.hidden import Mask, minimum_of
from cxdata.reports.places import DEPARTMENT, WHOLE
from cxdata.reports.scoring import Tally
from cxdata.reports.weighting import Weighing
from cxdata.scope import View


@dataclass(frozen=True)
class DepartmentRow:
    """A department, by the touchpoint NPS of what it answers for.

    change    against the previous period, after Benjamini-Hochberg at 10 % over departments
    relation  to everybody else's touchpoint score: 'above', 'below', 'same' (cannot be told),
              'none' (nothing to tell)
    teams     how many teams it has; touchpoints how many it owns or supports
    """

    id: str
    name: str
    figure: Figure
    change: Change
    relation: str
    teams: int
    touchpoints: int


def table(
    organisation: Organisation,
    board: Board,
    periods: tuple[View, View],
    refused: str,
    weighing: Weighing | None = None,
) -> tuple[DepartmentRow, ...]:
    """The departments in file order; board of the touchpoint NPS, weighted where asked for."""
    minimum = minimum_of(organisation)
    now, then = periods
    rows = board.of(DEPARTMENT, *(d.id for d in organisation.departments))
    counts, may = rows.over(now), rows.may_beside_total(now, minimum)
    here, there, given = weighting.pair_of(rows, periods, weighing)
    figures = weighting.given(scoring.figures(board.metric, here, may), given)
    before = rows.may_beside_total(then, minimum)
    moved = scoring.moves(board.metric, here, there, may & before)
    changes = scoring.changes(moved, refused)
    rest: Tally = board.of(WHOLE, "").over(now) - counts
    if weighing is not None:
        here, rest = weighting.against(rows, now, weighing, here, rest)
    stands = related(board.metric, here, rest, may)
    told = zip(organisation.departments, figures, changes, stands, strict=True)
    return tuple(
        DepartmentRow(d.id, d.name, figure, change, relation, *_reach(organisation, d.id))
        for d, figure, change, relation in told
    )


def related(metric: str, counts: Tally, rest: Tally, may: Mask) -> list[str]:
    """Where rows stand to what is beside each of them, judged side by side."""
    against = scoring.moves(metric, counts, rest, may)
    stand = scoring.standing(against.p)
    words = np.full(len(counts), "same", dtype=object)
    words[stand & (against.low > 0)] = "above"
    words[stand & (against.high < 0)] = "below"
    words[~np.isfinite(against.value)] = "none"
    return [str(word) for word in words]


def _reach(organisation: Organisation, department: str) -> tuple[int, int]:
    teams = organisation.teams_of(department)
    return len(teams), len(organisation.touchpoints_of(teams))
