"""What does one answer do to a score that is held against peers and drawn to their middle?"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cxdata.metrics import case_mix
from cxdata.metrics.counts import Array
from cxdata.metrics.shrink import shrink

Ints = NDArray[np.int64]
# From a promoter, or where there is none from a passive, to a detractor; and the other way.
DOWN, UP = ((0, 1), 2), ((2, 1), 0)


def turns(promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike) -> Array:
    """How far one answer that goes from one end to the other moves each team's counted score.

    promoters, passives, detractors  counts of a peer group, shape (teams, strata)
    return  points down (0 or less) and up (0 or more) at most, shape (teams, 2): whichever
            stratum moves it most, with what the answer does to the group's rates, to the middle
            and to the spread that the scores are drawn by; 0 where nobody can change
    """
    table = np.stack([np.asarray(c, dtype=np.int64) for c in (promoters, passives, detractors)])
    return _turns(table.tobytes(), table.shape).copy()


@lru_cache(maxsize=32)  # the same months are asked for at every move of a slider
def _turns(held: bytes, shape: tuple[int, ...]) -> Array:
    table = np.frombuffer(held, dtype=np.int64).reshape(shape)
    kept = table[:, :, table.sum(axis=(0, 1)) > 0]
    here = _counted(kept)
    found = np.zeros((shape[1], 2))
    for team in range(shape[1]):
        down, up = (_moved(kept, team, *way) - here[team] for way in (DOWN, UP))
        found[team] = min([0.0, *down]), max([0.0, *up])
    return found


def _moved(table: Ints, team: int, kinds: tuple[int, int], to: int) -> Array:
    """A team's counted score with one of its answers changed, by stratum where it can be."""
    first, second = (table[kind, team] > 0 for kind in kinds)
    strata = np.flatnonzero(first | second)
    changed = np.repeat(table[:, None], len(strata), axis=1)
    each = np.arange(len(strata))
    changed[np.where(first, *kinds)[strata], each, team, strata] -= 1
    changed[to, each, team, strata] += 1
    score = _counted(changed)[..., team]
    return score[np.isfinite(score)]


def _counted(table: Ints) -> Array:
    """Each team's score like for like, drawn to the middle, shape (…, teams)."""
    mix = case_mix.case_mix(*table)
    level = np.where(mix.compared > 0, mix.adjusted, np.nan)
    return shrink(level, mix.variance).estimate
