"""What a person has decided to withhold, beside a what-if that knows no decisions."""

from __future__ import annotations

from decimal import Decimal

from cxdata.reports import incentive_words, wording
from cxdata.reports.incentive_guards import KEPT
from cxdata.reports.incentive_shapes import Incentives

NAMED = 3  # teams that the sentence names


def words(name: str, paid: Incentives, currency: str) -> str:
    """'Decisions are in none of these sums: by the plan in force € 9,095 … is withheld …'; ''.

    name  what the plan is called; paid its period, as whoever sees all money reads it
    """
    kept = [team for team in paid.teams if team.standing == KEPT]
    out = sum((team.amount for team in kept), Decimal(0))
    if not out:
        return ""
    names = [team.name for team in kept[:NAMED]]
    if len(kept) > NAMED:
        names.append(f"{len(kept) - NAMED} more")
    amount = incentive_words.money(out, currency)
    return (
        f"Decisions are in none of these sums: by {name}, {amount} of {paid.period} is withheld "
        f"({wording.listed(names)}), and Incentives forecasts {paid.text}."
    )
