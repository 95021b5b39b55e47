"""What one answer moves: the score that counts, which is drawn to the middle, and the plain one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cxdata.metrics import one_answer
from cxdata.reports.hidden import Ints
from cxdata.reports.incentive_ground import Counted, Ground, drawn_to_the_past
from cxdata.scope import View

ENDS = 200.0  # points between a detractor and a promoter
FAVOURABLE = 100.0  # % between an answer that is not favourable and one that is


@dataclass(frozen=True)
class Moved:
    """How far one answer, from one end to the other, moves a team's scores; points, or %.

    plain     the plain score, up or down
    down, up  the score that counts at most: under 0, and over 0
    """

    plain: float
    down: float
    up: float


def moved(ground: Ground, scores: Mapping[str, Counted], view: View) -> dict[str, Moved]:
    """By team, of those that have a score.

    scores  from `ground.counted` over the same months
    """
    drawn = _drawn(ground, view)
    known = {team: one for team, one in scores.items() if one.value is not None and one.n > 0}
    return {team: _one(ground, team, one, view, drawn) for team, one in known.items()}


def _drawn(ground: Ground, view: View) -> dict[str, tuple[float, float]]:
    """Down and up of teams that are held against their peers."""
    found = {}
    for members, table in ground.groups(view):
        for team, (down, up) in zip(members, one_answer.turns(*table), strict=True):
            found[team.id] = float(down), float(up)
    return found


def _one(
    ground: Ground,
    team: str,
    counted: Counted,
    view: View,
    drawn: Mapping[str, tuple[float, float]],
) -> Moved:
    if counted.kind == "line_of_sight":
        step = ground.sights(view).one_answer(ground.ways.weights(team))
        return Moved(step, -step, step)
    step = (ENDS if counted.unit == "points" else FAVOURABLE) / counted.n
    if counted.kind == "adjusted":
        return Moved(step, *drawn[team])
    if counted.kind == "own":
        return Moved(step, *_to_the_past(*ground.to_its_past(team, view)))
    return Moved(step, -step, step)


def _to_the_past(now: Sequence[Ints], then: Sequence[Ints] | None) -> tuple[float, float]:
    here = drawn_to_the_past(now, then)[0]
    found = []
    for kinds, to in (one_answer.DOWN, one_answer.UP):
        kind = next((k for k in kinds if int(now[k][0]) > 0), to)
        changed = [np.array(part) for part in now]
        changed[kind][0] -= 1
        changed[to][0] += 1
        found.append(drawn_to_the_past(changed, then)[0] - here)
    return found[0], found[1]
