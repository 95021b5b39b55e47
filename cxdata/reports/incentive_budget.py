"""A plan's money with its range: of a team, and of all teams together against the budget."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import erfc, sqrt

from cxdata.desk.entries import Plan
from cxdata.metrics import incentive
from cxdata.metrics.incentive import Earner, Payouts, Terms
from cxdata.metrics.ramp import Ramp
from cxdata.metrics.scores import Z95
from cxdata.reports import incentive_cut, incentive_words, wording
from cxdata.reports.figures import Figure
from cxdata.reports.incentive_ground import Counted, Ground
from cxdata.reports.incentive_luck import Luck, ends, less, together
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


def ranges(held: Held, luck: Mapping[str, Luck]) -> dict[str, Range]:
    """What chance could have made of each team's payout: 95 %, through the budget's cut."""
    everybody = together(luck.values())
    found = {}
    for row in held.found.rows:
        others = less(everybody, luck[row.id])
        found[row.id] = _around(held, row.money, luck[row.id], others)
    return found


def _around(held: Held, money: Decimal, of: Luck, rest: Luck) -> Range:
    cap = held.terms.cap
    down, up = ends(of, rest, None if cap is None else float(cap))
    low = max(Decimal(0), money - Decimal(str(down)))
    return _cents(low, held.terms), _cents(money + Decimal(str(up)), held.terms)


def budget(
    held: Held,
    luck: Mapping[str, Luck],
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
    low, high = of_some(held, luck, [one for one in luck if one not in withheld])
    at_target = sum((one.target for one in earners), Decimal(0))
    most = sum((_most(one, held.terms) for one in earners), Decimal(0))
    side = int(cap is None or cap >= found.earned)  # the end that lies towards the budget
    over = _over(found.earned, together(luck.values()).moved(side), cap)
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


def _small_print(cap: Decimal | None, over: float, most: Decimal, held: Held) -> str:
    ceiling = f"If every team reached its stretch: {incentive_words.money(most, held.currency)}."
    if cap is None:
        return f"This plan has no budget cap. {ceiling}"
    how = incentive_cut.IS[held.plan.budget.sharing]
    chance = "under 1 %" if over < 0.005 else wording.share(over)
    return f"Chance that more is earned than the budget holds: {chance}; then {how}. {ceiling}"


def of_some(held: Held, luck: Mapping[str, Luck], paid: Collection[str]) -> Range:
    """What chance could have made of the sum of some teams: 95 %, through the budget's cut.

    paid  their ids; who is not among them earns beside them all the same
    """
    rest = together(one for id_, one in luck.items() if id_ not in paid)
    money = sum((row.money for row in held.found.rows if row.id in paid), Decimal(0))
    return _around(held, money, together(luck[id_] for id_ in luck if id_ in paid), rest)


def _most(one: Earner, terms: Terms) -> Decimal:
    best = replace(one, score=float(one.ramp.stretch))
    return incentive.earned(replace(terms, company_score=float(terms.company.stretch)), best)


def _over(earned: Decimal, up: float, cap: Decimal | None) -> float:
    """Chance that more is earned than the budget holds."""
    if cap is None:
        return 0.0
    if not up:
        return float(earned > cap)
    return 0.5 * erfc(float(cap - earned) / (up / Z95) / sqrt(2))


def _cents(amount: Decimal, terms: Terms) -> Decimal:
    return (amount / terms.unit).to_integral_value() * terms.unit
