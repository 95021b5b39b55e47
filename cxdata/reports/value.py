"""What is it worth? The score by what customers are worth, what is at stake, what was earned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.metrics import scores, value
from cxdata.metrics.scores import Estimate
from cxdata.organisation import Organisation
from cxdata.record import Snapshot, worth
from cxdata.record.worth import All, Part, Worth
from cxdata.reports import periods, risk, wording
from cxdata.reports.figures import Header, Measured, Sentence
from cxdata.reports.page import Page
from cxdata.reports.risk import Risk
from cxdata.scope import Scope, View

QUESTION = "What is it worth?"
NO_CUSTOMERS = (
    "No customers with revenue are in the record: a steward imports a list of them (customer, "
    "revenue, lifetime_value, churned_on, referred_by) under Steward, Imports."
)
YEARS = (
    "Earned growth in full needs what each customer bought in either of two years; the list holds "
    "one year's revenue, so that each customer is held at it."
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
class Earned:
    """Growth that customers brought by staying and recommending, as far as the list tells.

    rate, ratio  shares; None where not known
    kept, won    share of the revenue of a year ago that is still there, and that recommended
                 new customers bring; growth all growth as far as known
    text, words  as shown, and what it is or why it is not known
    """

    rate: float | None
    ratio: float | None
    kept: float | None
    won: float | None
    growth: float | None
    text: str
    words: str


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
    may = bool(page.head.may(whole)[0])
    found = tuple(
        _weighted(by, groups, everybody, page.minimum, may) for by in ("revenue", "lifetime value")
    )
    currency = organisation.company.currency
    at_risk = risk.risk(
        snapshot.customers_at_risk(scope, whole),
        currency,
        page.minimum,
        everybody.value if everybody else None,
    )
    if not may:
        at_risk = risk.unknown(currency, "Too few answers to tell.")
    return Value(
        question=QUESTION,
        verdict=_verdict(found),
        weighted=found,
        rows=tuple(row for one in found for row in _rows(one)),
        coverage=_coverage(found, everybody, currency),
        risk=at_risk,
        earned=_earned(scope, snapshot, whole, page.minimum, currency),
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
    whole = getattr(everybody, names[1], 0.0) if everybody else 0.0
    share = min(float(values.sum()) / whole, 1.0) if whole else None
    customers, why = int(counts.sum()), ""
    if not may or sum(group.customers for group in groups) < minimum:
        why = "too few to show"
    elif not customers or not values.sum():
        why = f"the {by} of those who answered is not known"
    elif customers < minimum:
        why = "too few to show"
    elif weighted.n < minimum:
        why = f"a few customers hold nearly all of the {by}: it would be their own score"
    return Weighted(by, alike, weighted, float(weighted.n), moved, customers, share, why)


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
    sure = f"as sure as {one.n_eff:,.0f} customers"
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


def _coverage(found: Sequence[Weighted], everybody: All | None, currency: str) -> str:
    if everybody is None:
        return "What share of all revenue that is cannot be told: a customer belongs to no channel."
    told = [
        f"{wording.share(one.coverage)} of all {one.by}"
        for one in found
        if one.coverage is not None and not one.hidden
    ]
    if not told:
        return NO_CUSTOMERS
    money = wording.money(everybody.value, currency)
    return (
        f"Customers who answered hold {wording.listed(told)}; all customers of the list together "
        f"bring {money} a year. Nobody knows what the others would say."
    )


def _earned(scope: Scope, snapshot: Snapshot, view: View, minimum: int, currency: str) -> Earned:
    if view.channels:
        return _unknown("A customer belongs to no channel: take that filter off.")
    parts = worth.kept_and_won(snapshot, scope, view)
    why = _lacking(parts, minimum)
    if why:
        return _unknown(why)
    kept, lost, won, new = (
        parts.get(name, Part(0, 0, 0.0)).value for name in ("kept", "lost", "recommended", "new")
    )
    before = kept + lost
    growth = (kept + won + new) / before - 1
    found = value.earned_growth(kept / before, won / before, growth)
    words = (
        f"of the {wording.money(before, currency)} a year that customers brought a year ago "
        f"{wording.share(kept / before)} is still here, and new customers who were recommended add "
        f"{wording.share(won / before)}. All new customers together make it "
        f"{wording.signed(100 * growth, 1)} %. {YEARS}"
    )
    text = f"{wording.signed(100 * found.rate, 1)} %"
    ratio = float(found.ratio) if np.isfinite(found.ratio) else None
    return Earned(found.rate, ratio, kept / before, won / before, growth, text, words)


def _lacking(parts: Mapping[str, Part], minimum: int) -> str:
    """Why earned growth is not known; '' where it is, as far as the list goes."""
    none = Part(0, 0, 0.0)
    held = [parts.get(name, none) for name in ("kept", "lost", "recommended", "new")]
    if not held[0].value + held[1].value:
        return (
            "no customer of a year ago has a known revenue. It needs a list of customers with "
            "since, revenue, churned_on and referred_by."
        )
    if not held[1].customers:
        return "nobody's leaving (churned_on) is in the list of customers."
    if not held[2].customers:
        return "nobody's recommendation (referred_by) is in the list of customers."
    if any(0 < part.customers < minimum or 0 < part.valued < minimum for part in held):
        return "too few customers came or left to show it."
    return ""


def _unknown(why: str) -> Earned:
    return Earned(None, None, None, None, None, "not known", f"{why[0].upper()}{why[1:]}")


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
