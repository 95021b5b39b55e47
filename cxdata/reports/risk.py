"""How much revenue leaves with unhappy customers?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from cxdata.metrics import value
from cxdata.record.worth import All
from cxdata.reports import wording
from cxdata.reports.worth_shown import ENOUGH, Shown, two_digits

ALONE = "Too few unhappy customers with known revenue: it would tell what single ones spend."
_SILENT = "Those who stayed silent are not in it"
_WITHOUT = (
    "what the unhappy customers who answered spend, times how much more often such customers left "
    f"than happy ones. Both are told only without a filter and from {ENOUGH} customers on, so that "
    f"nobody's own spending shows. {_SILENT}"
)


class Group(Protocol):
    """Customers by their last answer, as the record counts them.

    group      'promoter', 'passive' or 'detractor'
    customers  who answered so in the period; known of them with a revenue; revenue a year, summed;
               squares the sum of its squares
    watched    answers in the company's history of which it is known whether the customer left
               within a year; churned after how many of them that was so
    watchers   how many customers' last such answer is of the group
    """

    @property
    def group(self) -> str: ...  # noqa: D102
    @property
    def customers(self) -> int: ...  # noqa: D102
    @property
    def known(self) -> int: ...  # noqa: D102
    @property
    def revenue(self) -> float: ...  # noqa: D102
    @property
    def squares(self) -> float: ...  # noqa: D102
    @property
    def watched(self) -> int: ...  # noqa: D102
    @property
    def churned(self) -> int: ...  # noqa: D102
    @property
    def watchers(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class Risk:
    """Revenue a year that leaves with unhappy customers, beyond what happy ones leave too.

    value, low, high  in the currency, to two digits; None where not known
    text    '€ 1.9 m', or 'not known'
    words   the range and, as far as that tells nobody's revenue, what it is made of ('€ 1.2 m –
            2.6 m a year: the 1,047 unhappy customers who answered spend € 5.6 m a year, …'), or
            why it is not known
    """

    value: float | None
    low: float | None
    high: float | None
    currency: str
    text: str
    words: str


def history(group: Group) -> tuple[float, int]:
    """Customers who left within a year, of how many, in the proportion of all answers watched.

    A customer who answers often is watched often and leaves but once, so that answers would make an
    interval too narrow: it goes by customers. (By the last answer alone the share would be too
    large: whoever stays goes on answering, and only who leaves keeps the last one for good.)
    """
    if not group.watched:
        return 0.0, 0
    return group.churned * group.watchers / group.watched, group.watchers


def risk(
    groups: Sequence[Group], currency: str, minimum: int, may: Shown, everybody: All | None = None
) -> Risk:
    """Revenue at risk of a period's detractors.

    may        what may be told of them; what it is made of stands beside it only without a filter
               and from worth_shown.ENOUGH customers on: else filters would tell single ones
    everybody  all customers, of whom those who answered are a share; None where that is not known
    """
    named = {group.group: group for group in groups}
    unhappy, happy = named.get("detractor"), named.get("promoter")
    if unhappy is None or happy is None or not unhappy.known:
        return unknown(
            currency, "No customers with revenue were imported, or none of them answered."
        )
    if min(unhappy.known, happy.watchers, unhappy.watchers) < minimum:
        return unknown(currency, "Too few customers with known revenue and history to tell.")
    if not may.unhappy or unhappy.revenue**2 < minimum * unhappy.squares:
        return unknown(currency, ALONE)
    spent = two_digits(unhappy.revenue)
    found = value.revenue_at_risk(spent, history(unhappy), history(happy))
    if not np.isfinite(found.value):
        return unknown(currency, "Which customers left is not known.")
    low, high = (two_digits(max(float(end), 0.0)) for end in (found.low, found.high))
    middle = min(max(two_digits(float(found.value)), low), high)
    words = f"{wording.money_range(low, high, currency)} a year"
    if found.low <= 0:
        words = f"at most {wording.money(high, currency)} a year; it may be chance"
    told = not may.filtered and unhappy.known >= ENOUGH
    made = _made(unhappy, happy, spent, currency) if told else _WITHOUT
    covered = _covered(groups, may, everybody)
    return Risk(
        middle, low, high, currency, wording.money(middle, currency), f"{words}: {made}.{covered}"
    )


def _covered(groups: Sequence[Group], may: Shown, everybody: All | None) -> str:
    if everybody is None or not may.valued or everybody.valued < ENOUGH or not everybody.value:
        return ""
    share = min(sum(group.revenue for group in groups) / everybody.value, 1.0)
    return f" All who answered hold {wording.share(share)} of all revenue."


def _made(unhappy: Group, happy: Group, revenue: float, currency: str) -> str:
    """The figure's two factors, and whom it covers: those who answered with a known revenue."""
    part = "" if unhappy.known == unhappy.customers else f"{unhappy.known:,} of "
    known = " (the others' revenue is not known)" if part else ""
    who = wording.counted(unhappy.customers, "unhappy customer")
    spent = wording.money(revenue, currency)
    left, stayed = (group.churned / group.watched for group in (unhappy, happy))
    extra = round(100 * left, 1) - round(100 * stayed, 1)  # so that what is shown adds up
    times = f"roughly {spent} × {extra:.1f} %" if extra > 0 else "nothing is at stake"
    return (
        f"{part}the {who} who answered{known} spend {spent} a year. Of such customers "
        f"{100 * left:.1f} % left within a year, of happy ones {100 * stayed:.1f} %: {times}. "
        f"{_SILENT}"
    )


def unknown(currency: str, why: str) -> Risk:
    """No figure, and why."""
    return Risk(None, None, None, currency, "not known", why)
