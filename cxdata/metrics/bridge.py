"""What moved the NPS: an exact split of the change between two periods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cxdata.metrics.counts import Array, checked, ratio, table

# Shapley weights of one factor's step, where the two others stand before (0) or after (1) theirs.
_ORDERS = {(0, 0): 1 / 3, (1, 0): 1 / 6, (0, 1): 1 / 6, (1, 1): 1 / 3}


@dataclass(frozen=True)
class Bridge:
    """The change after - before in points, by segment: sum(mix) + sum(rate) == change.

    before, after     NPS of either period
    weight0, weight1  share of each segment among the answers, shape (segments,)
    mix               from more or fewer answers of segments above or below the average
    rate              from the segment's own score moving: experience
    rate_promoters    the part of rate that promoters brought (more promoters: positive)
    rate_detractors   the part that detractors brought (fewer detractors: positive)
    rate_se           standard error of rate, NaN where a segment entered or left
    total_mix, total_rate, mix_se, total_se  sums over segments with their standard errors
    """

    before: float
    after: float
    weight0: Array
    weight1: Array
    mix: Array
    rate: Array
    rate_promoters: Array
    rate_detractors: Array
    rate_se: Array
    total_mix: float
    total_rate: float
    mix_se: float
    total_se: float

    @property
    def change(self) -> float:
        """Points between the two periods."""
        return self.after - self.before


@dataclass(frozen=True)
class Factors:
    """The change after - before in points by cause; the three sum to it exactly.

    customer_mix    from another mix of customers
    who_answered    from another share of each kind of customer answering
    experience      from customers of the same kind scoring otherwise
    who_answered_se its standard error: each eligible customer answers or not by chance
    experience_se   its standard error; NaN where the segments' errors are not known
    by_segment      experience of each segment, shape (segments,)
    """

    before: float
    after: float
    customer_mix: float
    who_answered: float
    experience: float
    who_answered_se: float
    experience_se: float
    by_segment: Array

    @property
    def change(self) -> float:
        """Points between the two periods."""
        return self.after - self.before


def two_factor(
    counts0: ArrayLike,
    counts1: ArrayLike,
    shares: tuple[ArrayLike, ArrayLike] | None = None,
    drawn: tuple[float, float] | None = None,
) -> Bridge:
    """Mix and rate of every segment between period 0 and period 1.

    counts0, counts1  promoters, passives, detractors of each segment, shape (segments, 3)
    shares            of each segment in either period where answers are weighted, adding up to 1;
                      counts then hold what each segment's answers are worth. None: those of counts
    drawn             how many answers such shares come from; None where they are counted of all
                      customers, so that only the scores make the mix uncertain
    return            Bridge in points; all NaN where either period has no answers
    raises            ValueError on negative counts or shapes that differ
    source            Das Gupta 1993. A segment that enters or leaves has one known score and uses
                      it in both periods: all its effect is mix. mix_se is ours.
    """
    one, two = _periods(counts0, counts1)
    if shares is None:
        w0, w1 = ratio(one.sum(axis=1), one.sum()), ratio(two.sum(axis=1), two.sum())
        drawn = one.sum(), two.sum()
    else:
        w0, w1 = checked(shares0=shares[0], shares1=shares[1])
    shares0, shares1 = _known(one, two), _known(two, one)
    r0, r1 = shares0[:, 0] - shares0[:, 2], shares1[:, 0] - shares1[:, 2]
    before, after = float(w0 @ r0), float(w1 @ r1)
    pull = (r0 + r1) / 2 - (before + after) / 2
    middle = (w0 + w1) / 2
    move = shares1 - shares0
    error = middle * np.sqrt(_error(one) + _error(two))
    error[(one.sum(axis=1) == 0) | (two.sum(axis=1) == 0)] = np.nan
    if drawn is None:
        loose = _counted(w1 - w0, one, two)
    else:
        loose = _drawn(w0, pull, drawn[0]) + _drawn(w1, pull, drawn[1])
    mix, rate = (w1 - w0) * pull, middle * (r1 - r0)
    return Bridge(
        before=100 * before,
        after=100 * after,
        weight0=w0,
        weight1=w1,
        mix=100 * mix,
        rate=100 * rate,
        rate_promoters=100 * middle * move[:, 0],
        rate_detractors=-100 * middle * move[:, 2],
        rate_se=100 * error,
        total_mix=100 * float(mix.sum()),
        total_rate=100 * float(rate.sum()),
        mix_se=100 * float(np.sqrt(loose)),
        total_se=100 * float(np.sqrt(np.nansum(error**2))) if one.any() and two.any() else np.nan,
    )


def three_factor(
    customers0: ArrayLike,
    customers1: ArrayLike,
    response0: ArrayLike,
    response1: ArrayLike,
    nps0: ArrayLike,
    nps1: ArrayLike,
    variances: ArrayLike | None = None,
) -> Factors:
    """Customer mix, who answered and experience: Shapley over the 3! orders.

    customers0, customers1  eligible customers of each segment, shape (segments,)
    response0, response1    share of them that answered
    nps0, nps1              score of each segment in points
    variances               variance of each segment's nps1 - nps0 in points squared, where known
    return   Factors in points; NaN where a period, or a mixture of the two (these customers with
             those response rates), has no answers
    raises   ValueError on negative counts, scores off -100..+100, or shapes that differ
    source   Shapley 1953, Das Gupta 1993; the error of who_answered is ours (delta method)
    """
    size0, size1, rate0, rate1, _, _ = checked(
        customers0=customers0,
        customers1=customers1,
        response0=response0,
        response1=response1,
        nps0=np.asarray(nps0, dtype=float) + 100,  # scores may be negative, not under -100
        nps1=np.asarray(nps1, dtype=float) + 100,
    )
    scores = np.array([nps0, nps1], dtype=float)
    size, rate = np.array([size0, size1]), np.array([rate0, rate1])
    weight = size[:, None] * rate[None, :]  # (customers, response, segments)
    weight = ratio(weight, weight.sum(axis=-1, keepdims=True))
    level = np.einsum("abk,ck->abc", weight, scores)  # NPS of every mixture of the periods
    held = sum(part * weight[order] for order, part in _ORDERS.items())
    by_segment = np.asarray(held * (scores[1] - scores[0]))
    spread = np.full(len(scores[0]), np.nan) if variances is None else np.asarray(variances, float)
    return Factors(
        before=float(level[0, 0, 0]),
        after=float(level[1, 1, 1]),
        customer_mix=_step(level),
        who_answered=_step(np.moveaxis(level, 1, 0)),
        experience=float(by_segment.sum()),
        who_answered_se=_answering_error(size, rate, scores, level),
        experience_se=float(np.sqrt((held**2 * spread).sum())),
        by_segment=by_segment,
    )


def three_factor_counts(
    eligible0: ArrayLike, eligible1: ArrayLike, counts0: ArrayLike, counts1: ArrayLike
) -> Factors:
    """`three_factor` from counts, with the standard error of experience.

    eligible0, eligible1  eligible customers of each segment, shape (segments,)
    counts0, counts1      their answers: promoters, passives, detractors, shape (segments, 3)
    return   Factors in points. A segment without answers in one period uses the score of the
             other; one without eligible customers in one period uses the other's response.
    raises   ValueError where a segment has answers but no eligible customers, and as three_factor
    """
    one, two = _periods(counts0, counts1)
    size0, size1 = checked(eligible0=eligible0, eligible1=eligible1)
    n0, n1 = one.sum(axis=1), two.sum(axis=1)
    if np.any((size0 == 0) & (n0 > 0)) or np.any((size1 == 0) & (n1 > 0)):
        raise ValueError("a segment has answers but no eligible customers: import its invitations")
    rate0, rate1 = ratio(n0, size0), ratio(n1, size1)
    rate0, rate1 = _filled(rate0, rate1), _filled(rate1, rate0)
    shares0, shares1 = _known(one, two), _known(two, one)
    both = (n0 > 0) & (n1 > 0)
    spread = np.where(both, 1e4 * (_error(one) + _error(two)), 0)
    score0, score1 = (100 * (shares[:, 0] - shares[:, 2]) for shares in (shares0, shares1))
    return three_factor(size0, size1, rate0, rate1, score0, score1, spread)


def _periods(counts0: ArrayLike, counts1: ArrayLike) -> tuple[Array, Array]:
    one, two = table(counts0, 3, "counts0"), table(counts1, 3, "counts1")
    if one.ndim != 2 or one.shape != two.shape:
        raise ValueError(f"both periods need (segments, 3), not {one.shape} and {two.shape}")
    return one, two


def _known(counts: Array, other: Array) -> Array:
    """Shares of promoters, passives, detractors; of the other period where this has no answers."""
    mine, its = (ratio(part, part.sum(axis=1, keepdims=True)) for part in (counts, other))
    return _filled(mine, its)


def _filled(mine: Array, other: Array) -> Array:
    """A figure, else the other period's, else 0 (it then weighs nothing in either)."""
    return np.nan_to_num(np.where(np.isnan(mine), other, mine))


def _error(counts: Array) -> Array:
    """Squared standard error of each segment's score on -1..+1, pseudo-answers as in compare."""
    p, s, d = counts[:, 0] + 0.375, counts[:, 1] + 0.75, counts[:, 2] + 0.375
    n = p + s + d
    return np.asarray(((p + d) / n - ((p - d) / n) ** 2) / n)


def _drawn(weight: Array, pull: Array, n: float) -> float:
    """Squared standard error of sum(weight * pull) where weight are the shares of n answers."""
    return float((weight @ pull**2 - (weight @ pull) ** 2) / n) if n else np.nan


def _counted(moved: Array, one: Array, two: Array) -> float:
    """Squared standard error of the mix where shares are known and scores are drawn.

    Half of each period's score counts; of a segment with one known score that one counts whole.
    """
    n0, n1 = one.sum(axis=1), two.sum(axis=1)
    halves = (_error(one) + _error(two)) / 4
    alone = np.where(n0 > 0, _error(one), _error(two))
    return float((moved**2 * np.where((n0 > 0) & (n1 > 0), halves, alone)).sum())


def _step(level: Array) -> float:
    """Shapley value of the factor on the first axis, from the 2x2x2 table of levels."""
    return float(sum(part * (level[1][o] - level[0][o]) for o, part in _ORDERS.items()))


def _answering_error(size: Array, rate: Array, scores: Array, level: Array) -> float:
    """Standard error of who_answered: response rates are binomial, the slope is exact."""
    sums = (size[:, None] * rate[None, :]).sum(axis=-1)
    squares = 0.0
    for period in (0, 1):
        slope = sum(
            part * size[c] * (scores[s] - level[c, period, s]) / sums[c, period]
            for (c, s), part in _ORDERS.items()
            if sums[c, period]
        )
        chance = np.clip(rate[period] * (1 - rate[period]), 0, None)
        squares += float(
            (np.square(slope) * ratio(chance, size[period])[None]).sum(where=size[period] > 0)
        )
    return float(np.sqrt(squares)) if np.isfinite(level).all() else np.nan
