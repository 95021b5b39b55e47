"""A period whose months are all over and known: what it came to, and no chance of what is known."""

from __future__ import annotations

from dataclasses import replace

from cxdata.reports import incentive_cut
from cxdata.reports.incentive_budget import Held
from cxdata.reports.incentive_shapes import Budget
from cxdata.reports.incentive_words import money


def budget(found: Budget, held: Held) -> Budget:
    """All teams together, as it turned out: the amount is known, so it has no range."""
    total = money(found.forecast, held.currency)
    words = f"Came to {total}" + "".join(f"; {name} {text}" for name, _, text in found.ticks) + "."
    told = _told(found, held)
    over = float(found.scale < 1)
    return replace(
        found, low=found.forecast, high=found.forecast, over=over, words=words, small_print=told
    )


def _told(found: Budget, held: Held) -> str:
    told = []
    if found.withheld:
        told.append(
            f"Withheld by a decision, and not in it: {money(found.withheld, held.currency)}."
        )
    if found.cap is None:
        told.append("This plan has no budget cap.")
    elif found.scale < 1:
        how = incentive_cut.WAS[held.plan.budget.sharing]
        earned = money(held.found.earned, held.currency)
        told.append(f"{earned} was earned, more than the budget holds, so {how}.")
    else:
        told.append("The budget held all that was earned.")
    told.append(f"If every team had reached its stretch: {money(found.most, held.currency)}.")
    return " ".join(told)
