"""What a plan pays in a period, and what that comes from."""

from __future__ import annotations

from collections.abc import Mapping

from cxdata.desk.entries import Plan
from cxdata.metrics.incentive import Earner, Payouts, Terms
from cxdata.reports import hidden, incentive_terms
from cxdata.reports.incentive_ground import Counted, Ground
from cxdata.reports.incentive_terms import Stretch


class Paid:
    """A plan's payouts in a period, and what they come from."""

    def __init__(self, ground: Ground, plan: Plan, stretch: Stretch) -> None:
        page = ground.page
        company = ground.company(stretch.window)
        kinds = incentive_terms.kinds(plan, page.organisation)
        self.scores: Mapping[str, Counted] = ground.counted(stretch.window, kinds)
        told = incentive_terms.told(plan, page.snapshot, page.scope, stretch.window)
        minimum = hidden.minimum_of(page.organisation)
        terms, earners, found = incentive_terms.paid(
            plan, page.organisation, self.scores, company, told, minimum
        )
        self.terms: Terms = terms
        self.found: Payouts = found
        self.earners: dict[str, Earner] = {one.id: one for one in earners}
        self.earned = {row.id: row.earned for row in found.rows}
        self.money = {row.id: row.money for row in found.rows}

    def percent(self, team: str) -> float:
        """Of the target sum."""
        if team not in self.earners or not self.earners[team].target:
            return 0.0
        return 100 * float(self.money[team] / self.earners[team].target)
