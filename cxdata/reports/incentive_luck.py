"""How far chance moves a payout: what is earned moves with the scores, and the budget cuts after.

Own scores vary each by itself, the company's moves everybody's money at once. Where the budget
binds, what a team gets hangs on what all the others earn, too: luck that lifts everybody lifts
nobody, and the luck of others takes from one's own. All of it is followed through the cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from cxdata.metrics.incentive import Earner, Payouts, Terms
from cxdata.metrics.ramp import Ramp
from cxdata.reports.figures import Figure
from cxdata.reports.incentive_ground import Counted

Pieces = tuple[float, float]  # money: what a budget cuts last, and what it cuts first
Ends = tuple[Pieces, Pieces]  # how far down and how far up, neither negative


@dataclass(frozen=True)
class Luck:
    """Of one team or of several together: what is earned before the budget, and what moves it.

    own      how far 95 % of chance in the own scores moves it; company in the company's score
    whole    own, of both pieces together
    """

    earned: Pieces
    own: Ends
    company: Ends
    whole: Pieces

    def moved(self, end: int) -> float:
        """How far chance moves all that is earned, to one side (0 down, 1 up)."""
        return hypot(self.whole[end], sum(self.company[end]))


def lucks(
    terms: Terms,
    earners: Sequence[Earner],
    scores: Mapping[str, Counted],
    company: Figure,
    found: Payouts,
) -> dict[str, Luck]:
    """Each team's, by id: both scores at the ends of their 95 % intervals."""
    result = {}
    for one, row in zip(earners, found.rows, strict=True):
        counted, earned = scores[one.id], float(row.earned)
        here = _about(terms, one, one.score, company.value)
        own = [
            0.0 if end is None else _about(terms, one, end, company.value) - here
            for end in (counted.low, counted.high)
        ]
        theirs = [
            0.0 if end is None else _about(terms, one, one.score, end) - here
            for end in (company.low, company.high)
        ]
        now = _split(terms, one, earned)
        result[one.id] = Luck(
            now,
            _ends(terms, one, earned, own),
            _ends(terms, one, earned, theirs),
            (abs(own[0]), abs(own[1])),
        )
    return result


def together(of: Iterable[Luck]) -> Luck:
    """Several teams': own luck evens out, the company's adds up."""
    earned, own, company, whole = [0.0] * 2, [0.0] * 4, [0.0] * 4, [0.0] * 2
    for one in of:
        for i in (0, 1):
            earned[i] += one.earned[i]
            whole[i] += one.whole[i] ** 2
        for i, (mine, common) in enumerate(zip(_flat(one.own), _flat(one.company), strict=True)):
            own[i] += mine**2
            company[i] += common
    return Luck(
        (earned[0], earned[1]),
        _paired([sqrt(square) for square in own]),
        _paired(company),
        (sqrt(whole[0]), sqrt(whole[1])),
    )


def less(all_: Luck, some: Luck) -> Luck:
    """All without some of them: the teams that are left."""
    own = [
        sqrt(max(0.0, a**2 - b**2)) for a, b in zip(_flat(all_.own), _flat(some.own), strict=True)
    ]
    company = [a - b for a, b in zip(_flat(all_.company), _flat(some.company), strict=True)]
    whole = [sqrt(max(0.0, a**2 - b**2)) for a, b in zip(all_.whole, some.whole, strict=True)]
    earned = [a - b for a, b in zip(all_.earned, some.earned, strict=True)]
    return Luck((earned[0], earned[1]), _paired(own), _paired(company), (whole[0], whole[1]))


def ends(of: Luck, rest: Luck, cap: float | None) -> tuple[float, float]:
    """How far chance moves what some teams are paid down and up: 95 %, both 0 or more.

    rest  everybody else who is paid from the budget; cap None: no budget cuts
    Three kinds of luck (own, the others', the company's), independent and of one length: the
    direction in which they move the money most is looked for with the budget and without.
    """
    now = _paid(of, rest, cap, (0.0, 0.0, 0.0))
    down, up = 0.0, 0.0
    for seen in (cap, None):
        for side in (-1.0, 1.0):
            to = _direction(of, rest, seen, side)
            moved = _paid(of, rest, cap, to) - now
            down, up = max(down, -moved), max(up, moved)
    return down, up


Way = tuple[float, float, float]  # of own luck, of the others', of the company's


def _direction(of: Luck, rest: Luck, cap: float | None, side: float) -> Way:
    """The way, one long, that moves the money most to a side, by what each luck does alone."""
    now = _paid(of, rest, cap, (0.0, 0.0, 0.0))
    found = []
    for i in range(3):
        gains = [
            (side * (_paid(of, rest, cap, _alone(i, sign)) - now), sign) for sign in (1.0, -1.0)
        ]
        gain, sign = max(gains)
        found.append(sign * max(0.0, gain))
    length = hypot(*found)
    if not length:
        return 0.0, 0.0, 0.0
    own, others, company = (part / length for part in found)
    return own, others, company


def _alone(luck: int, sign: float) -> Way:
    own, others, company = (sign if i == luck else 0.0 for i in range(3))
    return own, others, company


def _paid(of: Luck, rest: Luck, cap: float | None, way: Way) -> float:
    """What some teams are paid where luck went so far: 1 is an end of its 95 %."""
    own, others, company = way
    mine = _at(of, own, company)
    if cap is None:
        return sum(mine)
    theirs = _at(rest, others, company)
    last, first = mine[0] + theirs[0], mine[1] + theirs[1]
    if last + first <= cap:
        return sum(mine)
    if last >= cap:
        return mine[0] * cap / last
    return mine[0] + mine[1] * (cap - last) / first


def _at(one: Luck, own: float, company: float) -> Pieces:
    last, first = (
        max(0.0, one.earned[i] + _far(one.own, own, i) + _far(one.company, company, i))
        for i in (0, 1)
    )
    return last, first


def _far(luck: Ends, way: float, piece: int) -> float:
    return way * luck[int(way > 0)][piece]


def _ends(terms: Terms, one: Earner, earned: float, moves: Sequence[float]) -> Ends:
    now = _split(terms, one, earned)
    found = []
    for move in moves:
        there = _split(terms, one, max(0.0, earned + move))
        found.append((abs(there[0] - now[0]), abs(there[1] - now[1])))
    return found[0], found[1]


def _split(terms: Terms, one: Earner, earned: float) -> Pieces:
    """As the budget cuts it: all alike, or what lies over target first."""
    last = min(earned, float(one.target)) if terms.over_first else earned
    return last, earned - last


def _about(terms: Terms, one: Earner, score: float | None, company: float | None) -> float:
    """What the two scores earn, near enough for a range."""
    own = 0.0
    if score is not None:
        whole = min(1.0, one.n_eff / float(terms.full)) if terms.full else 1.0
        own = float(terms.team) * whole
    paid = own * _share(one.ramp, score) + (1 - own) * _share(terms.company, company)
    return float(one.target) * paid


def _share(ramp: Ramp, score: float | None) -> float:
    if score is None:
        return 0.0
    low, aim, high = float(ramp.threshold), float(ramp.target), float(ramp.stretch)
    if score <= aim:
        return max(0.0, (score - low) / (aim - low))
    return 1 + (float(ramp.most) - 1) * min(1.0, (score - aim) / (high - aim))


def _flat(luck: Ends) -> tuple[float, ...]:
    return luck[0] + luck[1]


def _paired(flat: Sequence[float]) -> Ends:
    return (flat[0], flat[1]), (flat[2], flat[3])
