"""How much revenue leaves with unhappy customers?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from cxdata.metrics import value
from cxdata.reports import wording


class Group(Protocol):
    """Customers by their last answer, as the record counts them.

    group      'promoter', 'passive' or 'detractor'
    customers  who answered so in the period; known of them with a revenue; revenue a year, summed
    watched    of how many in the company's history it is known whether they left within a year
    churned    how many of those did
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
    def watched(self) -> int: ...  # noqa: D102
    @property
    def churned(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class Risk:
    """Revenue a year that leaves with unhappy customers, beyond what happy ones leave too.

    value, low, high  in the currency; None where not known
    text    '€ 1.9 m', or 'not known'
    words   the range and what it is made of ('€ 1.2 m – 2.6 m a year: the 1,047 unhappy customers
            who answered spend € 5.6 m a year, …'), or why it is not known
    """

    value: float | None
    low: float | None
    high: float | None
    currency: str
    text: str
    words: str


def risk(groups: Sequence[Group], currency: str, minimum: int, whole: float | None = None) -> Risk:
    """Revenue at risk of a period's detractors.

    whole   revenue a year of all customers, of whom those who answered are a share; None where
            that is not known
    """
    named = {group.group: group for group in groups}
    unhappy, happy = named.get("detractor"), named.get("promoter")
    if unhappy is None or happy is None or not unhappy.known:
        return unknown(
            currency, "No customers with revenue were imported, or none of them answered."
        )
    if min(unhappy.known, happy.watched, unhappy.watched) < minimum:
        return unknown(currency, "Too few customers with known revenue and history to tell.")
    found = value.revenue_at_risk(
        unhappy.revenue,
        (unhappy.churned, unhappy.watched),
        (happy.churned, happy.watched),
    )
    if not np.isfinite(found.value):
        return unknown(currency, "Which customers left is not known.")
    low, high = max(float(found.low), 0.0), max(float(found.high), 0.0)
    middle = min(max(float(found.value), low), high)
    words = f"{wording.money_range(low, high, currency)} a year"
    if found.low <= 0:
        words = f"at most {wording.money(high, currency)} a year; it may be chance"
    made = _made(unhappy, happy, currency)
    text = wording.money(middle, currency)
    share = min(sum(group.revenue for group in groups) / whole, 1.0) if whole else None
    covered = (
        "" if share is None else f" All who answered hold {wording.share(share)} of all revenue."
    )
    return Risk(middle, low, high, currency, text, f"{words}: {made}.{covered}")


def _made(unhappy: Group, happy: Group, currency: str) -> str:
    """The figure's two factors, and whom it covers: those who answered with a known revenue."""
    part = "" if unhappy.known == unhappy.customers else f"{unhappy.known:,} of "
    known = " (the others' revenue is not known)" if part else ""
    who = wording.counted(unhappy.customers, "unhappy customer")
    verb = "spends" if unhappy.known == 1 else "spend"
    spent = wording.money(unhappy.revenue, currency)
    left, stayed = (group.churned / group.watched for group in (unhappy, happy))
    extra = round(100 * left, 1) - round(100 * stayed, 1)  # so that what is shown adds up
    times = f"{spent} × {extra:.1f} %" if extra > 0 else "nothing is at stake"
    return (
        f"{part}the {who} who answered{known} {verb} {spent} a year. Of such customers "
        f"{100 * left:.1f} % left within a year, of happy ones {100 * stayed:.1f} %: {times}. "
        "Those who stayed silent are not in it"
    )


def unknown(currency: str, why: str) -> Risk:
    """No figure, and why."""
    return Risk(None, None, None, currency, "not known", why)
