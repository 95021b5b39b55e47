"""How much did the company grow because customers stayed and told others?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cxdata.metrics import value
from cxdata.record import Snapshot, worth
from cxdata.record.worth import Part
from cxdata.reports import margins, wording, worth_shown
from cxdata.reports.worth_shown import ENOUGH, two_digits
from cxdata.scope import Scope, View

YEARS = (
    "Earned growth in full needs what each customer bought in either of two years; the list holds "
    "one year's revenue, so that each customer is held at it."
)
_FEW = "too few customers came or left to show it."


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


def earned(scope: Scope, snapshot: Snapshot, view: View, minimum: int, currency: str) -> Earned:
    """Earned growth of the year that ends with a view, of its segments and regions."""
    if view.channels:
        return _unknown("A customer belongs to no channel: take that filter off.")
    parts = worth.kept_and_won(snapshot, scope, view)
    why = lacking(parts, minimum)
    if not why and not worth_shown.turned(worth.turned(snapshot, scope, view), view, minimum):
        why = _FEW
    if why:
        return _unknown(why)
    return _grown(parts, "" if margins.filters(view) else currency)


def _grown(parts: Mapping[str, Part], currency: str) -> Earned:
    """As exactly as one customer brings of it on average, at most: a hundredth or a thousandth.

    currency  '' where no amount is told
    """
    none = Part(0, 0, 0.0)
    held = [parts.get(name, none) for name in ("kept", "lost", "recommended", "new")]
    before = held[0].value + held[1].value
    places = 1 if held[0].valued + held[1].valued >= 10 * ENOUGH else 0
    kept, won, new = (round(held[i].value / before, 2 + places) for i in (0, 2, 3))
    growth = round(kept + won + new - 1, 2 + places)
    found = value.earned_growth(kept, won, growth)
    brought = f"the {wording.money(two_digits(before), currency)} a year" if currency else "what"
    words = (
        f"of {brought}{' that' * bool(currency)} customers brought a year ago "
        f"{wording.share(kept)} is still here, and new customers who were recommended add "
        f"{wording.share(won)}. All new customers together make it "
        f"{wording.signed(100 * growth, places)} %. {YEARS}"
    )
    rate = round(float(found.rate), 2 + places)
    text = f"{wording.signed(100 * rate, places)} %"
    ratio = float(found.ratio) if np.isfinite(found.ratio) else None
    return Earned(rate, ratio, kept, won, growth, text, words)


def lacking(parts: Mapping[str, Part], minimum: int) -> str:
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
        return _FEW
    if held[0].valued + held[1].valued < ENOUGH:
        return f"it takes {ENOUGH} customers of a year ago, lest it be what single ones bring."
    return ""


def _unknown(why: str) -> Earned:
    return Earned(None, None, None, None, None, "not known", f"{why[0].upper()}{why[1:]}")
