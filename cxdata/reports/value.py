"""What is it worth? The score by what customers are worth, what is at stake, what was earned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.metrics import scores, value
from cxdata.metrics.scores import Estimate
from cxdata.organisation import Organisation
from cxdata.record import Snapshot, worth
from cxdata.record.worth import All, Worth
from cxdata.reports import earned, periods, risk, wording, worth_shown
from cxdata.reports.earned import Earned
from cxdata.reports.figures import Header, Measured, Sentence
from cxdata.reports.page import Page
from cxdata.reports.risk import Risk
from cxdata.reports.worth_shown import ENOUGH, Shown, two_digits
from cxdata.scope import Scope, View

QUESTION = "What is it worth?"
NO_CUSTOMERS = (
    "No customers with revenue are in the record: a steward imports a list of them (customer, "
    "revenue, lifetime_value, churned_on, referred_by) under Steward, Imports."
)


@dataclass(frozen=True)
class Weighted:
    """The score with customers counted by what they are worth.

    by        'revenue' or 'lifetime value'
    alike     the NPS of the same customers, each counted once
    figure    the NPS weighted; n_eff how many alike customers it is worth
    moved     figure - alike, low … high; stands where 0 lies outside
    customers whom both are drawn from
    coverage  their share of all customers' value, 0..1; None where that is not known
    hidden    why there is no figure, '' where there is
    """

    by: str
    alike: Estimate
    figure: Estimate
    n_eff: float
    moved: Estimate
    customers: int
    coverage: float | None
    hidden: str = ""

    @property
    def stands(self) -> bool:
        """Does counting by worth change the score beyond chance?"""
        return not self.hidden and not self.moved.low <= 0 <= self.moved.high


@dataclass(frozen=True)
class Value:
    """The page: scoped, suppressed, and in words."""

    question: str
    verdict: Sentence
    weighted: tuple[Weighted, ...]
    rows: tuple[Measured, ...]
    coverage: str
    risk: Risk
    earned: Earned
    notes: tuple[str, ...]
    header: Header


def report(scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View) -> Value:
    """The worth of the customers who answered in a period, of the whole company.

    view    departments and teams are let go: a customer belongs to none
    raises  NoRecord; Refused where nobody asks
    """
    whole = replace(view, departments=(), teams=(), weighted=False)
    page = Page.open(scope, snapshot, organisation, (whole, periods.before(whole)), whole.since)
    groups = worth.by_standing(snapshot, scope, whole)
    everybody = None if whole.channels else worth.of_all(snapshot, scope, whole)
    answered = bool(page.head.may(whole)[0])
    may = worth_shown.shown(snapshot, scope, whole, page.minimum)
    found = tuple(
        _weighted(by, groups, everybody, page.minimum, answered and told)
        for by, told in (("revenue", may.valued), ("lifetime value", may.lasting))
    )
    currency = organisation.company.currency
    at_risk = risk.risk(
        snapshot.customers_at_risk(scope, whole),
        currency,
        page.minimum,
        may,
        everybody,
    )
    if not answered:
        at_risk = risk.unknown(currency, "Too few answers to tell.")
    return Value(
        question=QUESTION,
        verdict=_verdict(found),
        weighted=found,
        rows=tuple(row for one in found for row in _rows(one)),
        coverage=_coverage(found, everybody, may, currency),
        risk=at_risk,
        earned=earned.earned(scope, snapshot, whole, page.minimum, currency),
        notes=_notes(view, found),
        header=page.header("What the score is worth", _DEFINITION),
    )


_DEFINITION = (
    "Net Promoter Score of customers by their latest answer in the period, each counted by revenue "
    "a year or by lifetime value; 95 % interval of as many customers as that is worth."
)


def _weighted(
    by: str, groups: Sequence[Worth], everybody: All | None, minimum: int, may: bool
) -> Weighted:
    held = {group.standing: group for group in groups}
    names = ("valued", "value", "squares")
    if by != "revenue":
        names = ("lasting", "lifetime", "lifetime_squares")
    counts, values, squares = (
        np.array([float(getattr(held.get(k), name, 0)) for k in (2, 1, 0)]) for name in names
    )
    weighted = value.value_weighted(values[0], values[1], values[2], squares.sum())
    alike, moved = scores.nps(*counts.astype(int)), value.tilt(counts, values, squares)
    share = _share(float(values.sum()), everybody, names)
    customers, why = int(counts.sum()), ""
    if not may or sum(group.customers for group in groups) < minimum:
        why = "too few to show"
    elif not customers or not values.sum():
        why = f"the {by} of those who answered is not known"
    elif customers < minimum:
        why = "too few to show"
    elif weighted.n < minimum:
        why = f"a few customers hold nearly all of the {by}: it would be their own score"
    worth_as = two_digits(float(weighted.n))
    return Weighted(by, alike, _told(weighted), worth_as, _told(moved), customers, share, why)


def _share(held: float, everybody: All | None, names: Sequence[str]) -> float | None:
    """Whole hundredths of all customers' value; None where too few hold it, or it is not known."""
    if everybody is None or getattr(everybody, names[0]) < ENOUGH:
        return None
    whole = getattr(everybody, names[1])
    return round(min(held / whole, 1.0), 2) if whole else None


def _told(estimate: Estimate) -> Estimate:
    """Tenths of a point: finer ones would tell what a single customer of many brings."""
    value, low, high = (
        round(float(end), 1) for end in (estimate.value, estimate.low, estimate.high)
    )
    return Estimate(value, low, high, estimate.n)


def _rows(one: Weighted) -> list[Measured]:
    if one.hidden:
        return [Measured(f"By {one.by}", None, None, None, "–", "", one.hidden)]
    count = wording.counted(one.customers, "customer")
    alike = one.alike
    size = f"{wording.plain(one.moved.value, 1)} ± {wording.plain(_half(one.moved), 1)}"
    side = "higher" if one.moved.value > 0 else "lower"
    moved = f"{size} {side}" if one.stands else f"no detectable difference ({size})"
    tone = ("above" if one.moved.value > 0 else "below") if one.stands else "same"
    figure = one.figure
    sure = f"as sure as {one.n_eff:,.0f}"  # of the customers that the row below it counts
    return [
        Measured(f"By {one.by}", figure.value, figure.low, figure.high,
                 wording.signed(figure.value), sure, moved, tone),
        Measured("Each counted once", alike.value, alike.low, alike.high,
                 wording.signed(alike.value), count, f"those with a {one.by}"),
    ]  # fmt: skip


def _half(estimate: Estimate) -> float:
    return float(estimate.high - estimate.low) / 2


def _verdict(found: Sequence[Weighted]) -> Sentence:
    known = [one for one in found if not one.hidden]
    if not known:
        return ((f"It cannot be told: {found[0].hidden}.", False),)
    one = known[0]
    if not one.stands:
        told = (
            f"Customers who bring more recommend us no more and no less than the others, as far as "
            f"{wording.counted(one.customers, 'customer')} can tell."
        )
        return ((told, False),)
    side = "less" if one.moved.value < 0 else "more"
    size = f" ({wording.plain(one.moved.value, 1)} ± {wording.plain(_half(one.moved), 1)} points)"
    words = f"Customers who bring more recommend us {side} than the others"
    ends = (
        f"{wording.signed(one.figure.value)} by {one.by}, {wording.signed(one.alike.value)} with "
        "each customer counted once"
    )
    return ((words, False), (size, True), (f": {ends}.", False))


def _coverage(found: Sequence[Weighted], everybody: All | None, may: Shown, currency: str) -> str:
    if everybody is None:
        return "What share of all revenue that is cannot be told: a customer belongs to no channel."
    told = [
        f"{wording.share(one.coverage)} of all {one.by}"
        for one in found
        if one.coverage is not None and not one.hidden
    ]
    if not everybody.value:
        return NO_CUSTOMERS
    if not told:
        return "What share of all revenue that is cannot be told of so few customers."
    together = ""
    if not may.filtered and everybody.valued >= ENOUGH:
        money = wording.money(two_digits(everybody.value), currency)
        together = f"; all customers of the list together bring {money} a year"
    silent = "Nobody knows what the others would say."
    return f"Customers who answered hold {wording.listed(told)}{together}. {silent}"


def _notes(view: View, found: Sequence[Weighted]) -> tuple[str, ...]:
    told = []
    if view.departments or view.teams:
        told.append("Told for the whole company: a customer belongs to no department and no team.")
    if any(not one.hidden for one in found):
        told.append(
            "A customer counts once, by the latest answer, and only while still a customer at the "
            "period's end; a value under 0 counts as 0. The difference is that of the same "
            "customers counted in two ways."
        )
    return tuple(told)
