"""How work reaches the customer: weights along chains of teams, and a score that follows them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from cxdata.metrics.counts import Array, Figure, Mask, checked, figure, ratio, total
from cxdata.metrics.scores import Z95, steady_variance, variance


@dataclass(frozen=True)
class Reach:
    """Where the work of each team arrives.

    weights  share of a team's work by touchpoint, shape (teams, touchpoints); a row adds up to 1,
             or to 0 where nothing arrives at a touchpoint
    own      the part of it that arrives without passing through another team, same shape
    passed   share of a team's work that it passes to each team that it serves, (teams, teams)
    lost     share of a team's written weight on lines that lead nowhere (a circle, or a team
             that reaches nothing), shape (teams,)
    circles  teams that serve one another in a circle, each in that order
    circular which lines from team to team lie on a circle, shape (teams, teams)
    """

    weights: Array
    own: Array
    passed: Array
    lost: Array
    circles: tuple[tuple[int, ...], ...]
    circular: Mask


@dataclass(frozen=True)
class Sight:
    """The score of work by the touchpoints that it reaches; floats for one team, else arrays.

    value, low, high  points on -100..+100; NaN where nobody answered at any of them
    n         answers at the touchpoints that count
    n_eff     how many answers of a single touchpoint they are worth
    variance  of the score on -1..+1: the sum of W² V / n
    heard     share of the weight whose touchpoints have answers, 0..1
    """

    value: Figure
    low: Figure
    high: Figure
    n: Figure
    n_eff: Figure
    variance: Figure
    heard: Figure


def reach(lines: ArrayLike, serves: ArrayLike) -> Reach:
    """The touchpoints that teams reach, by themselves and through the teams that they serve.

    A team's weights are taken as shares of their sum. Along a chain they multiply: who gives a
    tenth to a team that gives half to the till has a twentieth at the till. Lines on a circle and
    lines to a team that reaches nothing count as lost; the others then make up the whole.

    lines   weight of each team's own lines to touchpoints, shape (teams, touchpoints)
    serves  weight of its lines to teams, shape (teams, teams): the row serves the column
    raises  ValueError on a negative weight or shapes that do not fit
    """
    own, passed = checked(lines=lines)[0], checked(serves=serves)[0]
    if own.ndim != 2 or passed.shape != (len(own), len(own)):
        raise ValueError(f"lines {own.shape} and serves {passed.shape} are not of the same teams")
    circles, circular = _circles(passed > 0)
    live = np.where(circular, 0.0, passed)
    live[:, ~_arriving(own, live)] = 0.0
    written = own.sum(axis=1) + passed.sum(axis=1)
    whole = own.sum(axis=1) + live.sum(axis=1)
    lost = np.nan_to_num(ratio(written - whole, written))
    own, live = (np.nan_to_num(ratio(part, whole[:, None])) for part in (own, live))
    weights = np.linalg.solve(np.eye(len(own)) - live, own) if len(own) else own
    return Reach(np.asarray(weights, dtype=float), own, live, lost, circles, circular)


def score(
    weights: ArrayLike,
    promoters: ArrayLike,
    passives: ArrayLike,
    detractors: ArrayLike,
    z: float = Z95,
) -> Sight:
    """NPS of the touchpoints that work reaches, each with its weight however many answered there.

    weights  by touchpoint, shape (touchpoints,) or (teams, touchpoints); a touchpoint without
             answers drops out and the others take its weight
    promoters, passives, detractors  counts, shape (touchpoints,)
    return   Sight: value = sum of W θ, variance = sum of W² V / n, n_eff = sum of W V / variance
    raises   ValueError on negative counts or weights, or shapes that do not fit
    source   METHODS 7: the score and n_eff of a team that meets no customer. The interval adds
             3 k⁻¹ pseudo-answers to each touchpoint, k = 1 / sum of W² (after Price & Bonett 2004):
             for one touchpoint that of its NPS. In n_eff answers that are all alike take the
             variance with pseudo-answers (docs/deviations.md)
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    (given,) = checked(weights=weights)
    if p.ndim != 1 or given.shape[-1:] != p.shape:
        raise ValueError(f"weights {given.shape} do not fit {p.shape} touchpoints")
    n = p + s + d
    kept = given * (n > 0)
    share = ratio(kept, kept.sum(axis=-1, keepdims=True))
    answers, spread = np.maximum(n, 1), variance(p, s, d)
    sure = np.where(spread > 0, spread, steady_variance(p, s, d))
    value = _sum(share, ratio(p - d, n))
    low, high = _interval(share, p, s, d, z)
    return Sight(
        value=figure(100 * value),
        low=figure(100 * np.minimum(low, value)),
        high=figure(100 * np.maximum(high, value)),
        n=total(np.where(kept > 0, n, 0).sum(axis=-1)),
        n_eff=figure(ratio(_sum(share, sure), _sum(share**2, sure / answers))),
        variance=figure(_sum(share**2, spread / answers)),
        heard=figure(ratio(kept.sum(axis=-1), given.sum(axis=-1))),
    )


def _interval(share: Array, p: Array, s: Array, d: Array, z: float) -> tuple[Array, Array]:
    """Ends on -1..+1, with as many pseudo-answers a touchpoint as the weights ask for."""
    extra = 3 * (z / Z95) ** 2 * (share**2).sum(axis=-1, keepdims=True)
    n = p + s + d + extra
    centre = (p - d) / n
    spread = (p + d + extra / 2) / n - centre**2
    middle, half = _sum(share, centre), z * np.sqrt(_sum(share**2, spread / n))
    return np.clip(middle - half, -1, 1), np.clip(middle + half, -1, 1)


def _sum(share: Array, part: Figure) -> Array:
    """Over the touchpoints; those without weight count for nothing, NaN where none has any."""
    return np.asarray(np.where(share == 0, 0.0, share * part).sum(axis=-1))


def _arriving(own: Array, live: Array) -> Mask:
    """Teams from which something arrives at a touchpoint."""
    found = own.sum(axis=1) > 0
    for _ in range(len(own)):
        more = found | (live[:, found].sum(axis=1) > 0)
        if (more == found).all():
            break
        found = more
    return np.asarray(found)


def _circles(serves: Mask) -> tuple[tuple[tuple[int, ...], ...], Mask]:
    """One circle of each group of teams that serve one another; all lines within such groups."""
    if not len(serves):
        return (), serves
    _, group = connected_components(csr_array(serves.astype(np.int8)), connection="strong")
    within = serves & (group[:, None] == group[None, :])
    starts = {int(group[i]): int(i) for i in np.flatnonzero(within.any(axis=1))[::-1]}
    return tuple(_circle(within, start) for start in sorted(starts.values())), within


def _circle(within: Mask, start: int) -> tuple[int, ...]:
    """The shortest way from a team along the lines of its group back to itself."""
    came: dict[int, int] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in np.flatnonzero(within[here]).tolist():
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return tuple(reversed(way))
            if there not in came:
                came[there] = here
                queue.append(there)
    raise ValueError(f"team {start} lies on no circle")
