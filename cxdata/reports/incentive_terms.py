"""A plan, a company and its scores as what the payout's arithmetic needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cxdata.desk import entries
from cxdata.desk.entries import OVER_TARGET, PERIODS, Plan
from cxdata.metrics import incentive
from cxdata.metrics.incentive import Earner, Payouts, Terms, Told
from cxdata.metrics.ramp import Ramp
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.record.told import Contacts, contacts_by_team
from cxdata.reports import wording
from cxdata.reports.figures import Figure
from cxdata.reports.incentive_ground import Counted
from cxdata.scope import Scope, View, month_after, months_between

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Stretch:
    """A period of a plan and the months that its scores look back over.

    since, until  the period's first day, and the first day after it
    window        whole months that count: to the period's end, or to the record's if that is first
    still         months of the period that are still to come
    """

    since: date
    until: date
    window: View
    still: int

    @property
    def label(self) -> str:
        """'Q4 2026', or the months where a quarter does not start in January, April …"""
        quarter = months_between(self.since, self.until) == 3 and self.since.month % 3 == 1
        if quarter:
            return f"Q{(self.since.month + 2) // 3} {self.since.year}"
        return wording.period(self.since, self.until)

    @property
    def ended(self) -> bool:
        """Are all its months over and in the record?"""
        return not self.still

    @property
    def id(self) -> str:
        """'2026-10': how the desk names it."""
        return f"{self.since:%Y-%m}"

    @property
    def part(self) -> View | None:
        """The months of the period itself that are in the record; None before the first."""
        until = min(self.until, self.window.until)
        return View(self.since, until) if self.since < until else None


def periods_of(plan: Plan, known: tuple[date, date]) -> tuple[Stretch, ...]:
    """The periods of a plan that have begun, oldest first; its first one where none has.

    known   first days of the record's months, the second one exclusive
    """
    begun = [p for p in plan.periods if p.since < known[1]] or list(plan.periods[:1])
    return tuple(stretch(plan, period.since, known) for period in begun)


def stretch(plan: Plan, since: date, known: tuple[date, date]) -> Stretch:
    """The period of a plan that begins on a day, also one before the plan's own first."""
    until = month_after(since, PERIODS[plan.about.period])
    end = min(until, known[1])
    first = max(known[0], month_after(end, -plan.about.window))
    window = View(min(first, month_after(end, -1)), end)
    return Stretch(since, until, window, max(0, months_between(end, until)))


def past(plan: Plan, current: Stretch, known: tuple[date, date], count: int) -> list[Stretch]:
    """So many periods before a period, oldest first, as far as the record knows a score."""
    size = PERIODS[plan.about.period]
    starts = [month_after(current.since, -size * k) for k in range(count, 0, -1)]
    return [stretch(plan, s, known) for s in starts if month_after(s, size) > known[0]]


def members(plan: Plan, organisation: Organisation) -> tuple[Team, ...]:
    """The teams that take part, in the organisation's order."""
    return tuple(team for team in organisation.teams if plan.member(team.id) is not None)


def kinds(plan: Plan, organisation: Organisation) -> dict[str, tuple[str, str]]:
    """Which score counts for each team, and the stage of 'csat' and 'ces'."""
    found = {}
    for team in members(plan, organisation):
        own = plan.member(team.id)
        stage = (own.stage if own else "") or plan.about.stage
        found[team.id] = plan.score_of(team.id, team.customer_facing), stage
    return found


def ramp(entry: entries.Ramp) -> Ramp:
    """A plan's ramp as the arithmetic takes it: `most` as a share."""
    return Ramp(entry.threshold, entry.target, entry.stretch, entry.most / HUNDRED)


def terms(plan: Plan, company: Figure) -> Terms:
    """What holds for every team of a plan."""
    loop = plan.loop
    told = None
    if loop.share > 0:
        days = None
        if loop.days_from is not None and loop.days_to is not None:
            days = loop.days_from, loop.days_to
        ends = loop.told_from / HUNDRED, loop.told_to / HUNDRED
        told = Told(loop.share / HUNDRED, ends, days, loop.full)
    return Terms(
        team=plan.shares.team / HUNDRED,
        full=plan.shares.full,
        company=ramp(plan.company),
        company_score=company.value,
        told=told,
        cap=plan.budget.cap,
        over_first=plan.budget.sharing == OVER_TARGET,
        unit=plan.about.unit,
    )


def heads(plan: Plan, team: Team) -> Decimal:
    """How many share a team's sum: as the plan says, else the organisation."""
    own = plan.member(team.id)
    return own.heads if own and own.heads is not None else Decimal(team.heads)


def target(plan: Plan, team: Team) -> Decimal:
    """A team's target sum: money at 100 %."""
    own = plan.member(team.id)
    return heads(plan, team) * (own.amount if own and own.amount is not None else plan.about.amount)


def earner(
    plan: Plan, team: Team, counted: Counted, contacts: Contacts | None, minimum: int
) -> Earner:
    """A team as the arithmetic takes it."""
    found = Earner(
        id=team.id,
        target=target(plan, team),
        ramp=ramp(plan.ramp_of(team.id, team.peers)),
        score=counted.value,
        n_eff=behind(counted.n_eff, minimum),
    )
    if contacts is None:
        return found
    n = round(behind(contacts.contacts, minimum))
    return replace(found, contacts=n, told=contacts.told, days=contacts.days)


def behind(n_eff: float, minimum: int) -> float:
    """Answers that a score's share of the money counts, 0 where the score may not be shown.

    From nothing at one answer under the minimum group to all of them at twice the minimum: a
    payout neither gives a hidden score away nor jumps when the score appears.
    """
    if n_eff >= 2 * minimum:
        return n_eff
    return max(0.0, n_eff - (minimum - 1)) * 2 * minimum / (minimum + 1)


def paid(
    plan: Plan,
    organisation: Organisation,
    scores: Mapping[str, Counted],
    company: Figure,
    told: Mapping[str, Contacts],
    minimum: int,
) -> tuple[Terms, list[Earner], Payouts]:
    """What every team of a plan is paid for scores."""
    here = terms(plan, company)
    rows = [
        earner(plan, team, scores[team.id], told.get(team.id), minimum)
        for team in members(plan, organisation)
    ]
    return here, rows, incentive.payouts(here, rows)


def last_month(stretch: Stretch) -> date:
    """The first day of a period's last month."""
    return month_after(stretch.until, -1)


def told(plan: Plan, snapshot: Snapshot, scope: Scope, window: View) -> dict[str, Contacts]:
    """Contacts by team, where the plan pays a bonus for them; else none are read."""
    if not plan.loop.share:
        return {}
    return contacts_by_team(snapshot, scope, window, plan.loop.days_from is not None)
