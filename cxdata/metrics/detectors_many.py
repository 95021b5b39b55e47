"""The detectors of many teams at once: one pass over all instead of one a team.

Each function is the one of the same name in `detectors` for every row, which says what is looked
for and where it comes from; the tests hold the two to each other.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from cxdata.metrics import dealing_many
from cxdata.metrics.counts import Array, Mask, checked, ratio
from cxdata.metrics.detectors import (
    CELLS,
    COVERAGE,
    HOUR,
    LONGEST_RUN,
    NEEDED,
    RESPONSE,
    SLIGHT,
    SOURCE,
    TENS,
)
from cxdata.metrics.finding import DEFAULT, HOLD, NOTE, Finding, Levels
from cxdata.metrics.finding_many import highs, lows

Ints = NDArray[np.int64]


def coverage(
    invited: ArrayLike,
    eligible: ArrayLike,
    needed: ArrayLike = NEEDED,
    levels: Levels = DEFAULT,
) -> list[Finding]:
    """As `detectors.coverage`; counts of shape (teams,), needed one for all or one a team."""
    given, n = checked(invited=invited, eligible=eligible)
    if not len(n):
        return []
    k, share = np.minimum(given, n), np.broadcast_to(np.asarray(needed, float), n.shape)
    room = 10 * np.sqrt(n * share * (1 - share)) + 10
    first = np.maximum(0.0, np.floor(n * share - room))
    at, inside = _steps(first, np.ceil(n * share) + 1 - first)
    under, row = np.zeros(at.shape), np.nonzero(inside)[0]
    under[inside] = special.bdtr(at[inside], n[row].astype(np.int64), share[row])
    p = np.where(k >= n, 1.0, special.bdtr(np.minimum(k, n), n.astype(np.int64), share))
    base = np.maximum(n, 1)
    return lows(COVERAGE, k / base, at / base[:, None], under, inside, p, n, n > 0, levels)


def tens(
    tens: ArrayLike,
    nines: ArrayLike,
    peers_tens: ArrayLike,
    peers_nines: ArrayLike,
    levels: Levels = DEFAULT,
) -> list[Finding]:
    """As `detectors.tens`; counts by team and stratum, shape (teams, strata)."""
    given = checked(tens=tens, nines=nines, peers_tens=peers_tens, peers_nines=peers_nines)
    own, other, theirs, rest = given
    if not len(own):
        return []
    kept = (own + other > 0) & (theirs + rest > 0)
    own, other, theirs, rest = (np.where(kept, part, 0.0) for part in given)
    n, k = (own + other).sum(axis=1), own.sum(axis=1)
    found = dealing_many.dealt(own + theirs, other + rest, own + other)
    over = found.tail(found.at, over=True)
    p = found.tail(k[:, None], over=True)[:, 0]
    base = np.maximum(n, 1)
    at = found.at / base[:, None]
    return highs(TENS, k / base, at, over, found.inside, p, n, n > 0, levels)


def busiest_hour(own: Ints, whole: Ints, levels: Levels = DEFAULT) -> list[Finding]:
    """As `detectors.busiest_hour`.

    own    answers by team and clock hour, shape (teams, hours)
    whole  answers of everybody by clock hour, shape (hours,): each team's others are the rest
    """
    if not len(own):
        return []
    if own.min(initial=0) < 0 or (own > whole).any():
        raise ValueError("a team holds fewer than no answers in an hour, or more than all together")
    n, most = own.sum(axis=1), own.max(axis=1)
    team, hour = np.nonzero(own > 1)
    alone = np.flatnonzero(most <= 1)  # no hour has two: its first one stands for all
    team = np.concatenate((team, alone))
    hour = np.concatenate((hour, own[alone].argmax(axis=1)))
    here = own[team, hour].astype(float)
    expected = _expected(own, whole, n.astype(float), team, hour)
    chance = special.pdtrc(np.maximum(here - 2, 0), expected)
    order = np.lexsort((hour, chance, team))
    least = order[np.searchsorted(team[order], np.arange(len(own)))]
    rate, busiest = expected[least], here[least]
    size = np.ceil(np.maximum(np.maximum(40.0, 10 * rate + 40), busiest + 2) - 2)
    at, inside = _steps(np.full(len(own), 2.0), size)
    over = np.minimum(1.0, n[:, None] * special.pdtrc(at - 2, rate[:, None]))
    p = np.where(busiest > 1, np.minimum(1.0, n * chance[least]), 1.0)
    return highs(HOUR, busiest, at, over, inside, p, n, n >= 2, levels)


def response_drop(
    answered: ArrayLike,
    invited: ArrayLike,
    before: ArrayLike,
    invited_before: ArrayLike,
    levels: Levels = DEFAULT,
) -> list[Finding]:
    """As `detectors.response_drop`; counts by team and stratum, shape (teams, strata)."""
    given = checked(answered=answered, invited=invited, before=before, then=invited_before)
    a, n, b, m = given
    if not len(a):
        return []
    n, m = np.maximum(n, a), np.maximum(m, b)
    kept = (n > 0) & (m > 0)
    a, n, b, m = (np.where(kept, part, 0.0) for part in (a, n, b, m))
    expected = (n * np.nan_to_num(ratio(b, m))).sum(axis=1)
    found = dealing_many.dealt(a + b, n + m - a - b, n)
    under, k = found.tail(found.at, over=False), a.sum(axis=1)
    p = found.tail(k[:, None], over=False)[:, 0]
    base = np.where(expected > 0, expected, 1.0)
    at, of = found.at / base[:, None], n.sum(axis=1)
    told = lows(RESPONSE, k / base, at, under, found.inside, p, of, expected > 0, levels)
    return [
        replace(one, level=NOTE) if one.level == HOLD and one.figure > SLIGHT else one
        for one in told
    ]


def one_source(
    largest: ArrayLike,
    n: ArrayLike,
    peers_largest: ArrayLike,
    peers_n: ArrayLike,
    peers_possible: ArrayLike,
    peers_pairs: ArrayLike,
    levels: Levels = DEFAULT,
) -> list[Finding]:
    """As `detectors.one_source`, with the peers' counts added up; shape (teams,) each.

    peers_possible  pairs that there are among the answers of each peer, shared source or not
    """
    own, answers, theirs, total, possible, pairs = checked(
        largest=largest, n=n, peers_largest=peers_largest, peers_n=peers_n,
        peers_possible=peers_possible, peers_pairs=peers_pairs,
    )  # fmt: skip
    if not len(own):
        return []
    known = (answers >= 2) & (total > 0)
    rate = answers * (pairs + 1) / np.maximum(possible, 1.0)
    at, inside = _steps(
        np.full(len(own), 2.0), np.maximum(1.0, np.minimum(answers, own + LONGEST_RUN) - 1)
    )
    twice = np.minimum(1.0, answers[:, None] * special.pdtrc(at - 2, rate[:, None]))
    marked, every = own + theirs, answers + total
    dealt = dealing_many.dealt(
        *(part[:, None] for part in (marked, np.maximum(every - marked, 0.0), answers))
    )
    over = np.maximum(twice, dealt.tail(at, over=True))
    here = np.clip(own - 2, 0, at.shape[1] - 1).astype(np.int64)
    p = np.where(own >= 2, over[np.arange(len(own)), here], 1.0)
    base = np.maximum(answers, 1)
    return highs(SOURCE, own / base, at / base[:, None], over, inside, p, answers, known, levels)


def _steps(first: Array, size: Array) -> tuple[Array, Mask]:
    """From `first` on by one, so many a team: shape (teams, widest), and what is inside."""
    place = np.arange(int(size.max()))
    return first[:, None] + place, place < size[:, None]


def _expected(own: Ints, whole: Ints, n: Array, team: Ints, hour: Ints) -> Array:
    """Answers to be expected of a team in a clock hour, of each pair."""
    days = own.shape[1] / CELLS
    profile = np.maximum(_profile(own), _profile(whole[None]))[team, hour % CELLS]
    rest = (whole.sum() - n)[team]
    wave = np.nan_to_num(ratio(whole[hour] - own[team, hour], rest))
    return np.asarray(n[team] * np.maximum(profile / days, wave))


def _profile(counts: Ints) -> Array:
    """Share of the answers by hour of the day, an answer more in every one; shape (teams, 24)."""
    room = -counts.shape[1] % CELLS
    padded = np.pad(counts, ((0, 0), (0, room))) if room else counts
    found = padded.reshape(len(counts), -1, CELLS).sum(axis=1) + 1
    return np.asarray(found / found.sum(axis=1, keepdims=True))
