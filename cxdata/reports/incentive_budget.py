"""A plan's money with its range: of a team, and of all teams together against the budget."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import erfc, hypot, sqrt

from cxdata.desk import entries
from cxdata.desk.entries import Plan
from cxdata.metrics import incentive
from cxdata.metrics.incentive import Earner, Payouts, Terms
from cxdata.metrics.ramp import Ramp
from cxdata.metrics.scores import Z95
from cxdata.reports import incentive_words, wording
from cxdata.reports.figures import Figure
from cxdata.reports.incentive_ground import Counted, Ground
from cxdata.reports.incentive_shapes import Budget, OnRamp
from cxdata.reports.incentive_terms import Stretch

Range = tuple[Decimal, Decimal]


class Held:
    """What every team's part is made from."""

    def __init__(
        self,
        ground: Ground,
        plan: Plan,
        stretch: Stretch,
        terms: Terms,
        company: Figure,
        found: Payouts,
    ) -> None:
        self.ground, self.plan, self.stretch = ground, plan, stretch
        self.terms, self.company, self.found = terms, company, found

    @property
    def currency(self) -> str:
        """Of the company."""
        return self.ground.page.organisation.company.currency


def on_ramp(ramp: Ramp, counted: Counted | Figure) -> OnRamp:
    """A score on its ramp, with what it pays."""
    value, low, high = counted.value, counted.low, counted.high
    pays = [None if v is None else 100 * float(ramp.share(v)) for v in (value, low, high)]
    return OnRamp(
        threshold=float(ramp.threshold),
        target=float(ramp.target),
        stretch=float(ramp.stretch),
        best=100 * float(ramp.most),
        value=value,
        low=low,
        high=high,
        percent=pays[0],
        percent_low=pays[1],
        percent_high=pays[2],
        unit=counted.unit,
    )


def spread(
    terms: Terms,
    earners: Sequence[Earner],
    scores: Mapping[str, Counted],
    company: Figure,
    found: Payouts,
) -> dict[str, Range]:
    """What chance could have made of each payout: 95 %, own and company's score independent."""
    ends = company.low, company.high
    result = {}
    for one, row in zip(earners, found.rows, strict=True):
        counted = scores[one.id]
        here = _about(terms, one, one.score, company.value)
        own = [
            here if end is None else _about(terms, one, end, company.value)
            for end in (counted.low, counted.high)
        ]
        theirs = [_about(terms, one, one.score, end) for end in ends]
        down, up = (
            Decimal(str(found.factor * hypot(a - here, b - here)))
            for a, b in zip(own, theirs, strict=True)
        )
        low = max(Decimal(0), row.money - down)
        result[one.id] = (_cents(low, terms), _cents(row.money + up, terms))
    return result


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


def budget(
    held: Held,
    ranges: Mapping[str, Range],
    earners: Sequence[Earner],
    withheld: Collection[str] = (),
) -> Budget:
    """All teams: own scores vary each by itself, the company's moves all of them together.

    withheld  ids of teams whose payment a person has decided to withhold: it is not in the
              forecast, and nobody else gets it
    """
    found, currency, cap = held.found, held.currency, held.plan.budget.cap
    out = sum((row.money for row in found.rows if row.id in withheld), Decimal(0))
    total = found.total - out
    low, high = _ends(held, ranges, earners, withheld, out)
    at_target = sum((one.target for one in earners), Decimal(0))
    most = sum((_most(one, held.terms) for one in earners), Decimal(0))
    side = int(cap is None or cap >= found.earned)  # the end that lies towards the budget
    over = _over(found.earned, _earned_by(held, ranges, earners, side), cap)
    ticks = [("at target", at_target, incentive_words.money(at_target, currency))]
    if cap is not None:
        ticks.append(("budget", cap, incentive_words.money(cap, currency)))
    words = f"Forecast {incentive_words.money(total, currency)}"
    if low < high:
        ends = incentive_words.between(low, high, currency).replace(" to ", " and ")
        words += f", between {ends}"
    words += "".join(f"; {name} {text}" for name, _, text in ticks) + "."
    small = _small_print(cap, over, most, held)
    if withheld:
        told = incentive_words.money(out, currency)
        small = f"Withheld by a decision, and not in the forecast: {told}. {small}"
    return Budget(
        total, low, high, at_target, most, cap, found.factor, over, tuple(ticks), words, small, out
    )


def _ends(
    held: Held,
    ranges: Mapping[str, Range],
    earners: Sequence[Earner],
    withheld: Collection[str],
    out: Decimal,
) -> Range:
    """Of the forecast: chance moves what is earned, and only then the budget cuts it.

    out  what is withheld, after the cut; it frees nothing for others
    """
    found, cap = held.found, held.plan.budget.cap
    paid = [one for one in earners if one.id not in withheld]
    earned = sum((row.earned for row in found.rows if row.id not in withheld), Decimal(0))
    down, up = (_earned_by(held, ranges, paid, end) for end in (0, 1))
    ends = (_cents(max(Decimal(0), x), held.terms) for x in (earned - down, earned + up))
    if cap is None:
        low, high = ends
        return low, high
    room = (found.total if found.factor < 1 else cap) - out
    low, high = (min(room, end) for end in ends)
    return low, high


def _small_print(cap: Decimal | None, over: float, most: Decimal, held: Held) -> str:
    ceiling = f"If every team reached its stretch: {incentive_words.money(most, held.currency)}."
    if cap is None:
        return f"This plan has no budget cap. {ceiling}"
    how = {
        entries.ALL: "every sum is cut by the same factor",
        entries.OVER_TARGET: "what lies over target is cut first",
    }[held.plan.budget.sharing]
    chance = "under 1 %" if over < 0.005 else wording.share(over)
    return f"Chance that more is earned than the budget holds: {chance}; then {how}. {ceiling}"


def _earned_by(
    held: Held, ranges: Mapping[str, Range], earners: Sequence[Earner], end: int
) -> Decimal:
    """How far chance moves what is earned to one side, before the budget cuts."""
    factor = held.found.factor
    return _joint(held, ranges, earners, end) / Decimal(str(factor)) if factor else Decimal(0)


def together(held: Held, ranges: Mapping[str, Range], earners: Sequence[Earner]) -> Range:
    """What chance could have made of the sum of some teams: 95 %, the budget's factor as it is."""
    ids = {one.id for one in earners}
    total = sum((row.money for row in held.found.rows if row.id in ids), Decimal(0))
    down, up = (_joint(held, ranges, earners, end) for end in (0, 1))
    return _cents(max(Decimal(0), total - down), held.terms), _cents(total + up, held.terms)


def _joint(held: Held, ranges: Mapping[str, Range], earners: Sequence[Earner], end: int) -> Decimal:
    """How far chance moves the money of some teams together to one side (0 down, 1 up).

    Own scores vary each by itself, the company's moves all of them; the budget's factor as it is.
    """
    score = held.company.low if end == 0 else held.company.high
    value, factor = held.company.value, held.found.factor
    common, single = 0.0, 0.0
    rows = {row.id: row for row in held.found.rows}
    for one in earners:
        row = rows[one.id]
        moved, here = (_about(held.terms, one, one.score, end_) for end_ in (score, value))
        company = factor * (moved - here)
        whole = float(ranges[one.id][end] - row.money)
        common += company
        single += max(0.0, whole**2 - company**2)
    return Decimal(str(hypot(common, sqrt(single))))


def _most(one: Earner, terms: Terms) -> Decimal:
    best = replace(one, score=float(one.ramp.stretch))
    return incentive.earned(replace(terms, company_score=float(terms.company.stretch)), best)


def _over(earned: Decimal, up: Decimal, cap: Decimal | None) -> float:
    """Chance that more is earned than the budget holds."""
    if cap is None:
        return 0.0
    if not up:
        return float(earned > cap)
    return 0.5 * erfc(float(cap - earned) / (float(up) / Z95) / sqrt(2))


def _cents(amount: Decimal, terms: Terms) -> Decimal:
    return (amount / terms.unit).to_integral_value() * terms.unit
