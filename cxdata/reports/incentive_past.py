"""What a plan would have paid in past periods, by the scores of those days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from cxdata.desk.entries import Plan
from cxdata.metrics.incentive import Payouts
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import hidden, incentive_terms, incentive_words
from cxdata.reports.incentive_ground import Counted, Ground
from cxdata.reports.incentive_shapes import Quarter
from cxdata.reports.incentive_sums import ANYBODY
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.payees import payees, sees_all
from cxdata.scope import Scope, month_after

QUARTERS = 8
Told = Callable[[float], None]


@dataclass(frozen=True)
class Past:
    """Past periods, oldest first.

    teams  by team id, of the teams whose money may be seen
    all    all teams together; () for those who may not see that
    note   what makes periods hard to compare; ''
    """

    teams: dict[str, tuple[Quarter, ...]]
    all: tuple[Quarter, ...]
    note: str


def past(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    plan: Plan,
    current: Stretch,
    tell: Told | None = None,
) -> Past:
    """Eight periods before the current one, as the plan would have paid them.

    tell  called with the share done
    """
    whole = everybodys(snapshot, organisation, plan, current, tell)
    return narrowed(scope, organisation, whole)


def narrowed(scope: Scope, organisation: Organisation, whole: Past) -> Past:
    """Of the past periods of every team, the part of whoever asks."""
    may = payees(scope, organisation)
    teams = {team: rows for team, rows in whole.teams.items() if team in may}
    return Past(teams, whole.all if sees_all(scope) else (), whole.note)


def everybodys(
    snapshot: Snapshot,
    organisation: Organisation,
    plan: Plan,
    current: Stretch,
    tell: Told | None = None,
) -> Past:
    """The same of every team and of all together, whoever asks: for `narrowed` alone."""
    first, last = snapshot.span(ANYBODY)
    known = first.replace(day=1), month_after(last.replace(day=1), 1)
    stretches = incentive_terms.past(plan, current, known, QUARTERS)
    if not stretches:
        return Past({}, (), "The record is too young: there is no past period yet.")
    until = stretches[-1].window.until
    ground = Ground.open(ANYBODY, snapshot, organisation, until, 10_000)
    currency = organisation.company.currency
    teams: dict[str, list[Quarter]] = {
        team.id: [] for team in incentive_terms.members(plan, organisation)
    }
    together, cut = [], 0
    for done, one in enumerate(stretches, start=1):
        scores, found, targets = paid_then(ground, plan, one)
        cut += found.factor < 1
        for row in found.rows:
            score, target = scores[row.id].value, targets[row.id]
            paid = _quarter(one, score, row.money, target, currency)
            teams[row.id].append(_before(paid, row.earned, target))
        whole = sum(targets.values(), Decimal(0))
        paid = _quarter(one, None, found.total, whole, currency)
        together.append(_before(paid, found.earned, whole))
        if tell is not None:
            tell(done / len(stretches))
    by_team = {team: tuple(rows) for team, rows in teams.items()}
    note = " ".join(part for part in (_cut(cut, len(stretches)), _note(ground, stretches)) if part)
    return Past(by_team, tuple(together), note)


def paid_then(
    ground: Ground, plan: Plan, one: Stretch
) -> tuple[dict[str, Counted], Payouts, dict[str, Decimal]]:
    """Scores, payouts and target sums of a period."""
    page = ground.page
    scores = ground.counted(one.window, incentive_terms.kinds(plan, page.organisation))
    told = incentive_terms.told(plan, page.snapshot, page.scope, one.window)
    minimum = hidden.minimum_of(page.organisation)
    _, earners, found = incentive_terms.paid(
        plan, page.organisation, scores, ground.company(one.window), told, minimum
    )
    return scores, found, {earner.id: earner.target for earner in earners}


def _quarter(
    one: Stretch, score: float | None, money: Decimal, target: Decimal, currency: str
) -> Quarter:
    percent = 100 * float(money / target) if target else None
    return Quarter(one.label, score, percent, money, text=incentive_words.money(money, currency))


def _before(paid: Quarter, earned: Decimal, target: Decimal) -> Quarter:
    """With what was earned before the budget cut it, where it did."""
    if paid.amount is None or paid.amount >= earned or not target:
        return paid
    return replace(paid, before=earned, before_percent=100 * float(earned / target))


def _cut(cut: int, of: int) -> str:
    """Why so many periods come to the same sum."""
    if not cut:
        return ""
    return (
        f"In {cut} of these {of} more would have been earned than the budget holds: every sum is "
        "shown as cut to it."
    )


def _note(ground: Ground, stretches: list[Stretch]) -> str:
    since, until = stretches[0].window.since, stretches[-1].window.until
    named = [event.name for event in ground.page.organisation.breaks if since < event.on < until]
    if not named:
        return ""
    return (
        f"{'; '.join(named)}: scores before and after cannot be compared, so the earlier periods "
        "here are a rehearsal, not a record."
    )
