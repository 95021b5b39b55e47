"""A team's money taken apart: what each component earns, why, and what is missing."""

from __future__ import annotations

from decimal import Decimal

from cxdata.desk.entries import ALL, OVER_TARGET, Plan
from cxdata.metrics import incentive
from cxdata.metrics.incentive import Earner, Part, Payout, Payouts, Terms
from cxdata.reports import incentive_cut, incentive_rounding, incentive_words, wording
from cxdata.reports.figures import Figure
from cxdata.reports.incentive_ground import Counted
from cxdata.reports.incentive_shapes import MET, SHORT, UNKNOWN, Check, Component, OnRamp

FEW = 10  # contacts under which what was said of them is not shown
BUDGET = "Budget"  # the step by which a cut is shown
NAMES = {
    incentive.TEAM: "Own score",
    incentive.COMPANY: "Whole company",
    incentive.LOOP: "Customers who were told",
}


def components(
    row: Payout, one: Earner, ramp: OnRamp, terms: Terms, company: Figure, currency: str
) -> tuple[Component, ...]:
    """Each part in money as it is earned, and what a budget cuts from them as a step of its own."""
    texts = incentive_rounding.parts([part.money for part in row.parts], currency)
    found = tuple(
        _component(part, text, one, ramp, terms, company, currency)
        for part, text in zip(row.parts, texts, strict=True)
    )
    return (*found, _cut(row, terms, currency)) if row.money < row.earned else found


def _cut(row: Payout, terms: Terms, currency: str) -> Component:
    """What the budget takes, rounded so that the steps end at the shown payout."""
    earned, paid = (incentive_words.money(amount, currency) for amount in (row.earned, row.money))
    shown = incentive_words.rounded(row.money) - incentive_words.rounded(row.earned)
    least = f"under {incentive_words.money(Decimal(1), currency)}"
    text = incentive_words.money(shown, currency) if shown else least
    how = incentive_cut.IS[OVER_TARGET if terms.over_first else ALL]
    why = (
        f"All teams together earned more than the budget holds, so {how}: here {earned} to {paid}, "
        f"{incentive_cut.percent(float(row.money / row.earned))} of it."
    )
    return Component(BUDGET, "", Decimal(0), row.money - row.earned, text, why)


def _component(
    part: Part, text: str, one: Earner, ramp: OnRamp, terms: Terms, company: Figure, currency: str
) -> Component:
    full = one.target * Decimal(str(part.weight))
    bonus = part.name == incentive.LOOP
    share = f"{wording.share(part.weight)}{' on top' if bonus else ''}"
    why = {
        incentive.TEAM: lambda: _own(part, one, ramp, terms),
        incentive.COMPANY: lambda: _company(part, company, terms),
        incentive.LOOP: lambda: _loop(one, part),
    }[part.name]()
    at_target = incentive_words.money(full, currency)
    why = f"{why} {at_target} at {'best' if bonus else 'target'}."
    return Component(NAMES[part.name], share, full, part.money, text, why)


def _own(part: Part, one: Earner, ramp: OnRamp, terms: Terms) -> str:
    if ramp.value is None:
        return "There is no score of its own that may count, so the company's decides."
    said = wording.scored(ramp.value, ramp.unit)
    words = f"A score of {said} pays {100 * part.share:.0f} % of this part."
    if part.weight + 1e-9 < float(terms.team):
        usual = wording.share(float(terms.team))
        words += (
            f" Few answers: {wording.share(part.weight)} instead of {usual} hang on it, the rest "
            "on the company."
        )
    return words


def _company(part: Part, company: Figure, terms: Terms) -> str:
    if company.value is None:
        return f"The company has no score: {company.note}."
    return f"The company's {company.text} pays {100 * part.share:.0f} % of this part."


def _loop(one: Earner, part: Part) -> str:
    few = f"Fewer than {FEW} unhappy customers were contacted: "
    if not one.contacts or one.told is None:
        return f"{few}too few to count."
    if one.contacts < FEW:  # they come in little by little; how many were told is still hidden
        return f"{few}they count in part, and how many were told is not shown."
    days = f", {one.days:.0f} days after their answer (median)" if one.days is not None else ""
    return (
        f"{wording.share(one.told)} of {wording.counted(one.contacts, 'contacted customer')} were "
        f"told what was done{days}: {100 * part.share:.0f} % of this part."
    )


def enough(counted: Counted, plan: Plan) -> Check:
    """Do enough answers stand behind the own score for it to count in full?"""
    full, n = float(plan.shares.full), counted.n_eff
    if counted.value is None:
        note = f"{counted.plain.note or 'no score'}; the company's counts"
        return Check("Enough answers of its own?", UNKNOWN, note)
    worth = wording.counted(round(n))
    told = worth if counted.kind != "line_of_sight" else f"{worth} in effect"
    if n >= full:
        return Check("Enough answers of its own", MET, f"{told}, {full:.0f} needed")
    return Check(
        "Few answers of its own",
        SHORT,
        f"{told}: {full - n:.0f} more until the own score counts in full; nothing is held for it",
    )


def notes(counted: Counted, found: Payouts, plan: Plan, currency: str) -> tuple[str, ...]:
    """What else decides a team's money."""
    told = []
    if counted.why:
        told.append(f"{counted.why.rstrip('.')}.")
    if counted.heard < 1 and counted.value is not None:
        told.append(
            f"The score stands for {wording.share(counted.heard)} of the work; what has too few "
            "answers is left out."
        )
    if found.factor < 1 and plan.budget.cap is not None:
        told.append(
            "All teams together earned more than the budget holds, so "
            f"{incentive_cut.IS[plan.budget.sharing]}: all together get "
            f"{incentive_cut.percent(found.factor)} of what was earned."
        )
    return tuple(told)
