"""How often would a plan pay the wrong team? Luck drawn many times over the teams as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cxdata.metrics.counts import Array, Mask, checked, ratio
from cxdata.metrics.ramp import Ramp
from cxdata.metrics.scores import steady_variance
from cxdata.metrics.shrink import shrink

DRAWS, SEED = 2_000, 20_261_123
CHUNK = 100  # draws at a time: little memory, and others get their turn in between
ALONE = -1  # group of a team that has no peers


@dataclass(frozen=True)
class Design:
    """Teams as they are, and how the plan pays them; arrays of shape (teams,).

    truth     points that each team would score if everybody answered
    n         answers (effective ones) that its score rests on, 1 or more
    passives  share of passive answers, 0..1
    group     number of its peer group, ALONE (-1): its own score counts as it is
    ramps     threshold, target, stretch, most of each team, shape (teams, 4)
    money     target sum of each team
    team      share of the target sum by the team's own score; full the answers that make it whole
    company   share of the target sum earned by the company's score, taken as it is
    tau       spread of the truths around `truth`, in points: drawn anew each time
    """

    truth: Array
    n: Array
    passives: Array
    group: Array
    ramps: Array
    money: Array
    team: float = 0.6
    full: float = 60.0
    company: float = 1.0
    tau: float = 0.0


@dataclass(frozen=True)
class Wrong:
    """How a way of paying errs.

    false_pay   share of the teams under their target that are paid as if they had reached it;
                missed_pay of those at or over it that are not; NaN where there are none
    by_luck     share of all money paid that the truths do not earn; missed the money that they
                earn and is not paid, as a share of what they earn
    spread      how far apart luck alone puts the pay of teams that deserve the same, in one period:
                standard deviation, in shares of the target sum
    cost        mean money of a period; low, high its 90 % range
    """

    false_pay: float
    missed_pay: float
    by_luck: float
    missed: float
    spread: float
    cost: float
    low: float
    high: float


@dataclass(frozen=True)
class Honesty:
    """A plan beside the same plan as a cliff: all at target and over, nothing under.

    error  the largest standard error of the two plans' false_pay and missed_pay from drawing
    """

    plan: Wrong
    cliff: Wrong
    draws: int
    error: float


def simulate(
    design: Design,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[float], None] | None = None,
) -> Honesty:
    """Draw answers for every team, score and pay them, and hold that against their truths.

    progress  called with the share done, after every chunk; what it raises ends the simulation
    raises    ValueError on arrays that differ in shape, no team, or an impossible score
    source    METHODS 7. A team's pay: its share by the ramp on the score drawn to its peers', the
              rest by the company's. The cliff pays by the raw score.
    """
    _checked(design)
    rng = np.random.default_rng(seed)
    found = []
    for done, part in enumerate(_chunks(design, draws, rng), start=1):
        found.append(part)
        if progress is not None:
            progress(min(1.0, done * CHUNK / draws))
    truth, own, raw = (np.concatenate(parts) for parts in zip(*found, strict=True))
    whole = np.minimum(1.0, design.n / design.full) if design.full > 0 else np.ones(len(design.n))
    weight = design.team * whole
    plan = _wrong(design, truth, own, _ramped, weight)
    cliff = _wrong(design, truth, raw, _cliff, np.ones(len(design.n)))
    return Honesty(plan, cliff, draws, _error(design, truth, (plan, cliff)))


def _chunks(
    design: Design, draws: int, rng: np.random.Generator
) -> Iterator[tuple[Array, Array, Array]]:
    """Truths, counted scores and raw scores, shape (chunk, teams) each."""
    for start in range(0, draws, CHUNK):
        size = (min(CHUNK, draws - start), len(design.truth))
        truth = design.truth + design.tau * rng.standard_normal(size)
        # A truth that the passives leave no room for is as far out as it can be.
        room = 100 * (1 - design.passives)
        truth = np.clip(truth, -room, room)
        counts = _answers(truth / 100, design, rng)
        raw = 100 * ratio(counts[0] - counts[2], counts.sum(axis=0))
        yield truth, _counted(raw, counts, design.group), raw


def _answers(truth: Array, design: Design, rng: np.random.Generator) -> Array:
    """Promoters, passives, detractors, shape (3, chunk, teams)."""
    n = np.broadcast_to(np.maximum(np.rint(design.n), 1).astype(np.int64), truth.shape)
    up = (1 - design.passives + truth) / 2
    promoters = rng.binomial(n, np.clip(up, 0, 1))
    left = np.clip(ratio(1 - design.passives - up, 1 - up), 0, 1)
    detractors = rng.binomial(n - promoters, np.nan_to_num(left))
    return np.stack([promoters, n - promoters - detractors, detractors]).astype(float)


def _counted(raw: Array, counts: Array, group: Array) -> Array:
    """The score that counts: drawn to the peers', or its own where there are none."""
    n = counts.sum(axis=0)
    found = raw.copy()
    for one in np.unique(group[group != ALONE]):
        members = group == one
        if members.sum() > 1:
            # One answer's variance is the group's: a team of six promoters is not certain.
            pooled = steady_variance(*(part[:, members].sum(axis=1) for part in counts))
            v = 1e4 * np.asarray(pooled)[:, None] / n[:, members]
            found[:, members] = shrink(raw[:, members], v).estimate
    return found


Paid = Callable[[Design, Array], Array]


def _ramped(design: Design, score: Array) -> Array:
    """Share of the target sum by the ramp of each team."""
    low, mid, high, most = design.ramps.T
    first = np.clip((score - low) / (mid - low), 0, 1)
    return np.asarray(first + (most - 1) * np.clip((score - mid) / (high - mid), 0, 1))


def _cliff(design: Design, score: Array) -> Array:
    return (score >= design.ramps[:, 1]).astype(float)


def _wrong(design: Design, truth: Array, score: Array, paid: Paid, weight: Array) -> Wrong:
    got, due = paid(design, score), paid(design, truth)
    rest = (1 - weight) * design.company
    money, earned = ((weight * part + rest) * design.money for part in (got, due))
    target = design.ramps[:, 1]
    over, under = truth >= target, truth < target
    reached = score >= target
    cost = money.sum(axis=1)
    low, high = np.percentile(cost, [5, 95])
    return Wrong(
        false_pay=_share(reached, under),
        missed_pay=_share(~reached, over),
        by_luck=float(ratio(np.maximum(money - earned, 0).sum(), money.sum())),
        missed=float(ratio(np.maximum(earned - money, 0).sum(), earned.sum())),
        spread=float((weight * (got - due)).std(axis=1).mean()),
        cost=float(cost.mean()),
        low=float(low),
        high=float(high),
    )


def _share(wrong: Mask, among: Mask) -> float:
    return float(ratio((wrong & among).sum(), among.sum()))


def _error(design: Design, truth: Array, ways: tuple[Wrong, ...]) -> float:
    """Standard errors of the shares: draws are apart, teams of one draw are not quite."""
    target = design.ramps[:, 1]
    sizes = (truth < target).any(axis=1).sum(), (truth >= target).any(axis=1).sum()
    found = [
        np.sqrt(share * (1 - share) / size)
        for one in ways
        for share, size in zip((one.false_pay, one.missed_pay), sizes, strict=True)
        if size
    ]
    return float(max(found, default=0.0))


def _checked(design: Design) -> None:
    arrays = (design.n, design.passives, design.group, design.money)
    size = np.shape(design.truth)
    if not size or not size[0] or any(np.shape(part) != size for part in arrays):
        raise ValueError("one or more teams are needed, and arrays of one shape")
    if np.shape(design.ramps) != (*size, 4):
        raise ValueError(f"ramps of shape {(*size, 4)} are needed, not {np.shape(design.ramps)}")
    if np.any(np.abs(design.truth) > 100) or np.any(design.n < 1):
        raise ValueError("a truth lies outside -100 to 100, or a team has no answers")


def alike(teams: int, truth: float, n: float, ramp: Ramp, passives: float = 0.3) -> Design:
    """A design of equal teams of one peer group, each with a target sum of 1."""
    ends = [float(ramp.threshold), float(ramp.target), float(ramp.stretch), float(ramp.most)]
    ones = np.ones(teams)
    return Design(
        truth * ones, n * ones, passives * ones, 0 * ones, np.tile(ends, (teams, 1)), ones
    )


def flips(promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, target: float) -> Mask:
    """Would one answer more, a promoter or a detractor, take a raw score across its target?

    promoters, passives, detractors  counts of one shape; return of that shape
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n, net = p + s + d, p - d
    reached = [100 * ratio(net + more, n + abs(more)) >= target for more in (0, 1, -1)]
    return np.asarray((reached[0] != reached[1]) | (reached[0] != reached[2])) & (n > 0)
