"""What a score is worth in money: a straight ramp, shares of team and company, and whole cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cxdata.metrics.ramp import Ramp, exact
from cxdata.metrics.sharing import shared

__all__ = ["Earner", "Part", "Payout", "Payouts", "Ramp", "Terms", "Told", "earned", "payouts"]

TEAM, COMPANY, LOOP = "team", "company", "loop"
EXACT = (
    10**6
)  # a score counts to the millionth of a point, so that equal teams are equal to the bit


@dataclass(frozen=True)
class Told:
    """The bonus for customers who were told what was done; shares 0..1.

    share    of the target sum at most
    told     shares of contacted customers told, (nothing, everything)
    days     days until told, (nothing, everything), slow first; None: time does not count
    full     contacts from which the bonus is whole; under it it is in proportion
    """

    share: Decimal
    told: tuple[Decimal, Decimal]
    days: tuple[Decimal, Decimal] | None = None
    full: Decimal = Decimal(20)


@dataclass(frozen=True)
class Terms:
    """What holds for every team of a plan.

    team      share of the target sum that goes by the team's score, 0..1; the rest by the company's
    full      effective answers from which that share is whole
    company   the company's ramp; company_score its score, None where it has none: that part pays 0
    told      None: no such bonus
    cap       most that all may cost together; None: no cap
    over_first  what lies over target is cut first, then all sums alike; else all alike
    unit      smallest sum paid
    """

    team: Decimal
    full: Decimal
    company: Ramp
    company_score: float | None
    told: Told | None = None
    cap: Decimal | None = None
    over_first: bool = False
    unit: Decimal = Decimal("0.01")


@dataclass(frozen=True)
class Earner:
    """A team, and what it is paid by.

    target    money at 100 %: heads x amount a head
    score     the score that counts, None where it has none: all goes by the company's
    n_eff     effective answers behind it
    contacts  unhappy customers who were contacted; told the share of them told, 0..1; days the
              median days until told, None where nobody was
    """

    id: str
    target: Decimal
    ramp: Ramp
    score: float | None
    n_eff: float
    contacts: int = 0
    told: float | None = None
    days: float | None = None


@dataclass(frozen=True)
class Part:
    """A component: its weight (share of the target sum), what of it is earned (0..most), money.

    money  as earned, before the budget cuts
    """

    name: str
    weight: float
    share: float
    money: Decimal


@dataclass(frozen=True)
class Payout:
    """What a team is paid.

    money   in whole units, the budget considered
    earned  before the budget, rounded to the unit; the parts' money adds up to it
    share   earned of the target sum (1.0 at target)
    point   what one more point of the team's own score is worth, the budget's factor as it is
    """

    id: str
    money: Decimal
    earned: Decimal
    share: float
    point: Decimal
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Payouts:
    """All teams, in the order given.

    earned  what they earned together; total what is paid; total + kept is the cap where it binds
    kept    what cannot be split without paying equal teams unequally; less than a unit a team
    factor  total of earned: 1.0 where the budget is not exceeded
    """

    rows: tuple[Payout, ...]
    earned: Decimal
    total: Decimal
    kept: Decimal
    factor: float


def payouts(terms: Terms, earners: Sequence[Earner]) -> Payouts:
    """What every team is paid: whole units that never exceed the cap, the same for equal teams.

    The order of the teams does not matter, and a higher score of a team's own never lowers its
    money. Holds do not enter: what one team is paid does not hang on another one's hold.
    raises  ValueError on a negative target sum or an id given twice
    """
    if len({one.id for one in earners}) < len(earners):
        raise ValueError("a team stands in the list twice")
    whole = [_exact(terms, one) for one in earners]
    sums = [_split(terms, one, parts) for one, parts in zip(earners, whole, strict=True)]
    cap = None if terms.cap is None else int(terms.cap / terms.unit)
    found = shared(sums, cap)
    rows = []
    for one, parts, units, own in zip(earners, whole, found.units, sums, strict=True):
        more = _split(terms, one, _better(terms, one, parts))
        gain = Fraction(0) if one.score is None else found.at(*more) - found.at(*own)
        rows.append(_payout(terms, one, parts, units, gain))
    total = sum(found.units) * terms.unit
    earned = sum((row.earned for row in rows), Decimal(0))
    kept = Decimal(0) if not found.bound or terms.cap is None else terms.cap - total
    factor = float(total / earned) if found.bound and earned else 1.0
    return Payouts(tuple(rows), earned, total, kept, factor)


def earned(terms: Terms, earner: Earner) -> Decimal:
    """What one team earns before the budget, rounded to the unit: for ranges and what-ifs."""
    return _money(terms, sum(amount for _, _, amount in _exact(terms, earner).values()))


Parts = dict[str, tuple[Fraction, Fraction, Fraction]]  # name -> weight, share, units of money


def _exact(terms: Terms, one: Earner) -> Parts:
    if one.target < 0:
        raise ValueError(f"team {one.id} has a negative target sum: {one.target}")
    base = _base(terms, one)
    own = Fraction(terms.team) * _whole(one.n_eff if one.score is not None else 0.0, terms.full)
    found = {
        TEAM: (own, one.ramp.exact(one.score)),
        COMPANY: (1 - own, terms.company.exact(terms.company_score)),
    }
    if terms.told is not None:
        weight = Fraction(terms.told.share) * _whole(one.contacts, terms.told.full)
        found[LOOP] = weight, _told(terms.told, one)
    return {name: (weight, share, base * weight * share) for name, (weight, share) in found.items()}


def _whole(n: float, full: Decimal) -> Fraction:
    """How much of a share counts with so much behind it."""
    return min(Fraction(1), exact(n) / Fraction(full)) if full > 0 else Fraction(int(n > 0))


def _told(terms: Told, one: Earner) -> Fraction:
    """How much of the bonus is earned, 0..1: the mean of both where time counts, too."""
    told = _between(one.told, terms.told)
    return told if terms.days is None else (told + _between(one.days, terms.days)) / 2


def _between(value: float | None, ends: tuple[Decimal, Decimal]) -> Fraction:
    if value is None:
        return Fraction(0)
    start, end = map(Fraction, ends)
    return max(Fraction(0), min(Fraction(1), (exact(value) - start) / (end - start)))


def _split(terms: Terms, one: Earner, parts: Parts) -> tuple[Fraction, Fraction]:
    """Units of money up to target and over it, as the budget cuts them."""
    whole = sum((amount for _, _, amount in parts.values()), Fraction(0))
    if not terms.over_first:
        return whole, Fraction(0)
    low = min(whole, _base(terms, one))
    return low, whole - low


def _better(terms: Terms, one: Earner, parts: Parts) -> Parts:
    """The same with one more point of the team's own score."""
    if one.score is None:
        return parts
    weight, _, _ = parts[TEAM]
    share = one.ramp.exact(one.score + 1)
    return {**parts, TEAM: (weight, share, _base(terms, one) * weight * share)}


def _base(terms: Terms, one: Earner) -> Fraction:
    """The target sum in units of money."""
    return Fraction(one.target) / Fraction(terms.unit)


def _payout(terms: Terms, one: Earner, parts: Parts, units: int, gain: Fraction) -> Payout:
    amounts = [amount for _, _, amount in parts.values()]
    whole = sum(amounts, Fraction(0))
    earned = int(whole + Fraction(1, 2))
    told = tuple(
        Part(name, float(weight), float(share), cents * terms.unit)
        for (name, (weight, share, _)), cents in zip(
            parts.items(), _components(amounts, earned), strict=True
        )
    )
    base = _base(terms, one)
    share = float(whole / base) if base else 0.0
    point = _money(terms, gain)
    return Payout(one.id, units * terms.unit, earned * terms.unit, share, point, told)


def _components(amounts: Sequence[Fraction], units: int) -> list[int]:
    """Whole units by component that add up to what is earned (largest remainder, in order)."""
    whole = sum(amounts, Fraction(0))
    if not whole:
        return [0] * len(amounts)
    ideal = [amount * units / whole for amount in amounts]
    found = [int(x) for x in ideal]
    by_rest = sorted(range(len(ideal)), key=lambda i: (found[i] - ideal[i], i))
    for i in by_rest[: units - sum(found)]:
        found[i] += 1
    return found


def _money(terms: Terms, units: Fraction | int) -> Decimal:
    """Rounded half up, as the shared sums are; never negative."""
    return int(units + Fraction(1, 2)) * terms.unit
