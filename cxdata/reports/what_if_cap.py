"""What a budget does to two plans in comparison: a cut can take what easier targets give."""

from __future__ import annotations

from cxdata.desk.entries import Plan
from cxdata.metrics.incentive import Payouts
from cxdata.reports import incentive_cut, incentive_words, wording

Side = tuple[str, Plan, Payouts]  # what a plan is called, the plan, what it would pay


def words(first: Side, second: Side, currency: str) -> str:
    """Which budget cuts, by how much, and whom it takes something that the targets do not; ''."""
    told = [_cut(*side, currency) for side in (first, second) if binds(side[2])]
    return " ".join(filter(None, (*told, _taken(first, second))))


def binds(found: Payouts) -> bool:
    """Is more earned than the budget holds?"""
    return found.total < found.earned


def _cut(name: str, plan: Plan, found: Payouts, currency: str) -> str:
    earned, total = (incentive_words.money(one, currency) for one in (found.earned, found.total))
    left = incentive_cut.percent(found.factor)
    return (
        f"By {name} {earned} would be earned, and the budget holds {total}, {left} of it: "
        f"{incentive_cut.IS[plan.budget.sharing]}."
    )


def _taken(first: Side, second: Side) -> str:
    """How many teams get less although they earn no less before the cut."""
    before = {row.id: row for row in first[2].rows}
    less = [row for row in second[2].rows if row.id in before and row.money < before[row.id].money]
    taken = sum(row.earned >= before[row.id].earned for row in less)
    if not taken or not binds(second[2]):
        return ""
    which = "It" if len(less) == 1 else "All of them" if taken == len(less) else f"{taken} of them"
    verb = "earns" if taken == 1 else "earn"
    return (
        f"{wording.counted(len(less), 'team')} would get less. {which} {verb} no less than by "
        f"{first[0]} before this cut: the budget takes it, not the targets."
    )
