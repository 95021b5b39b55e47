"""What looks unlike chance in a team's answers, and how often an innocent team would look so.

Nothing here says that somebody cheated: each finding has innocent explanations, and a person looks.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from cxdata.metrics import dealing
from cxdata.metrics.counts import Array, checked, ratio
from cxdata.metrics.finding import (
    DEFAULT,
    HOLD,
    NOTE,
    QUIET,
    UNKNOWN,
    Finding,
    Levels,
    high,
    low,
    unknown,
)

__all__ = [
    "DETECTORS",
    "HOLD",
    "NOTE",
    "QUIET",
    "UNKNOWN",
    "Finding",
    "Levels",
    "busiest_hour",
    "coverage",
    "one_source",
    "response_drop",
    "tens",
]

COVERAGE, TENS, HOUR, RESPONSE, SOURCE = "coverage", "tens", "hour", "response", "source"
DETECTORS = (COVERAGE, TENS, HOUR, RESPONSE, SOURCE)
NEEDED = 0.95  # of eligible customers that are invited
SLIGHT = 0.9  # a response rate that fell by less than a tenth holds nothing, however many answered
LONGEST_RUN = 50  # answers of one source more than found, up to which its limit is looked for
CELLS = 24  # hours of the day


def coverage(
    invited: float, eligible: float, needed: float = NEEDED, levels: Levels = DEFAULT
) -> Finding:
    """Were fewer eligible customers invited than the share that is needed?

    raises  ValueError on a negative count
    source  METHODS 7; the binomial itself instead of its normal z, which holds four times too
            often at a hundred customers (docs/deviations.md)
    """
    counts = checked(invited=invited, eligible=eligible)
    k, n = float(min(counts)), int(counts[1])
    if not n:
        return unknown(COVERAGE)
    room = 10 * np.sqrt(n * needed * (1 - needed)) + 10
    at = np.arange(max(0.0, np.floor(n * needed - room)), np.ceil(n * needed) + 1)
    p = 1.0 if k >= n else float(special.bdtr(k, n, needed))
    return low(COVERAGE, k, at, special.bdtr(at, n, needed), p, float(n), n, levels)


def tens(
    tens: ArrayLike,
    nines: ArrayLike,
    peers_tens: ArrayLike,
    peers_nines: ArrayLike,
    levels: Levels = DEFAULT,
) -> Finding:
    """Are there more tens among the nines and tens than at the peers?

    Counts by stratum (touchpoint), shape (strata,) or numbers: like is held against like.
    raises  ValueError on a negative count or shapes that differ
    source  METHODS 7; the peers' share is an estimate, so tens are dealt out (hypergeometric), not
            drawn with a known share (docs/deviations.md)
    """
    own, other, theirs, rest = (
        np.atleast_1d(part)
        for part in checked(tens=tens, nines=nines, peers_tens=peers_tens, peers_nines=peers_nines)
    )
    kept = (own + other > 0) & (theirs + rest > 0)
    own, other, theirs, rest = (part[kept] for part in (own, other, theirs, rest))
    n, k = int((own + other).sum()), float(own.sum())
    if not n:
        return unknown(TENS)
    at, chance = dealing.dealt(own + theirs, other + rest, own + other)
    p = float(dealing.tail(at, chance, np.array([k]), over=True)[0])
    return high(TENS, k / n, at / n, dealing.tail(at, chance, at, over=True), p, n, levels)


def busiest_hour(own: ArrayLike, others: ArrayLike, levels: Levels = DEFAULT) -> Finding:
    """Did more answers come within one clock hour than chance brings together?

    own, others  answers of the team, and of everybody else, in every clock hour of the window, in
                 order, from midnight on: shape (hours,)
    return       figure: answers in the hour that is least likely
    raises       ValueError on a negative count or shapes that differ
    source       METHODS 7: n P(Poisson(λ) >= w - 1). λ is ours: what the hour of the day, or what
                 the others had in that very hour, leads to expect, whichever is more, so that
                 opening hours and a wave of invitations alarm nobody (docs/deviations.md)
    """
    mine, rest = checked(own=own, others=others)
    n = int(mine.sum())
    if n < 2:
        return unknown(HOUR)
    several = np.flatnonzero(mine > 1) if mine.max() > 1 else np.array([int(np.argmax(mine))])
    expected = _expected(mine, rest, several)
    chance = special.pdtrc(np.maximum(mine[several] - 2, 0), expected)
    least = int(np.argmin(chance))
    busiest, rate = int(several[least]), float(expected[least])
    at = np.arange(2.0, max(40.0, 10 * rate + 40, mine[busiest] + 2))
    over = np.minimum(1.0, n * special.pdtrc(at - 2, rate))
    p = min(1.0, n * float(chance[least])) if mine[busiest] > 1 else 1.0
    return high(HOUR, float(mine[busiest]), at, over, p, n, levels)


def response_drop(
    answered: ArrayLike,
    invited: ArrayLike,
    before: ArrayLike,
    invited_before: ArrayLike,
    levels: Levels = DEFAULT,
) -> Finding:
    """Do fewer of those invited answer than did before?

    Counts by stratum (segment, touchpoint), shape (strata,): a change of who was asked is no drop.
    return  figure: rate now as a share of the rate that the former one leads to expect
    raises  ValueError on a negative count or shapes that differ
    source  METHODS 7; answers are dealt out within strata (exact Cochran-Mantel-Haenszel). A drop
            by less than a tenth holds nothing: ours (docs/deviations.md)
    """
    given = checked(answered=answered, invited=invited, before=before, then=invited_before)
    a, n, b, m = (np.atleast_1d(part) for part in given)
    n, m = np.maximum(n, a), np.maximum(m, b)
    kept = (n > 0) & (m > 0)
    a, n, b, m = (part[kept] for part in (a, n, b, m))
    expected = float((n * np.nan_to_num(ratio(b, m))).sum())
    if not expected:
        return unknown(RESPONSE)
    at, chance = dealing.dealt(a + b, n + m - a - b, n)
    under, k = dealing.tail(at, chance, at, over=False), float(a.sum())
    p = float(dealing.tail(at, chance, np.array([k]), over=False)[0])
    found = low(RESPONSE, k, at, under, p, expected, int(n.sum()), levels)
    return replace(found, level=NOTE) if found.level == HOLD and found.figure > SLIGHT else found


def one_source(
    largest: float,
    n: float,
    peers_largest: ArrayLike,
    peers_n: ArrayLike,
    peers_pairs: ArrayLike,
    levels: Levels = DEFAULT,
) -> Finding:
    """Do more of a team's answers come from one device, address or employee than at its peers?

    largest, n     answers of the most frequent source, and of all known sources
    peers_largest, peers_n  the same of each peer, shape (peers,)
    peers_pairs    pairs of a peer's answers that share a source, shape (peers,)
    return         figure: share of the most frequent source
    raises         ValueError on a negative count or shapes that differ
    source         METHODS 7 names it; the test is ours. Two chances, of which the larger counts:
                   of so large a share if the peers' largest sources were dealt out (a tablet at
                   every till), and of so many from one source as pairs are found at the peers
                   (customers who answer twice)
    """
    theirs, total, pairs = checked(largest=peers_largest, n=peers_n, pairs=peers_pairs)
    own, answers = (float(part) for part in checked(largest=largest, n=n))
    if answers < 2 or not total.sum():
        return unknown(SOURCE)
    possible = float((total * (total - 1) / 2).sum())
    rate = answers * (float(pairs.sum()) + 1) / max(possible, 1.0)
    at = np.arange(2.0, min(answers, own + LONGEST_RUN) + 1)
    twice = np.minimum(1.0, answers * special.pdtrc(at - 2, rate))
    marked, every = own + float(theirs.sum()), answers + float(total.sum())
    over = np.maximum(twice, _dealt_over(marked, every, answers, at))
    p = float(over[int(own) - 2]) if own >= 2 else 1.0
    return high(SOURCE, own / answers, at / answers, over, p, int(answers), levels)


def _dealt_over(marked: float, every: float, answers: float, at: Array) -> Array:
    """Chance of at least so many marked ones among the answers."""
    return dealing.tail(*dealing.dealt(marked, every - marked, answers), at, over=True)


def _expected(mine: Array, rest: Array, hours: NDArray[np.int64]) -> Array:
    """Answers of the team to be expected in some of the clock hours."""
    n, days = float(mine.sum()), len(mine) / CELLS
    usual = np.maximum(_profile(mine), _profile(mine + rest))[hours % CELLS]
    wave = np.nan_to_num(ratio(rest[hours], rest.sum()))
    return n * np.maximum(usual / days, wave)


def _profile(counts: Array) -> Array:
    """Share of the answers by hour of the day, an answer more in every one."""
    room = -len(counts) % CELLS
    found = np.append(counts, np.zeros(room)).reshape(-1, CELLS).sum(axis=0) + 1
    return np.asarray(found / found.sum())
