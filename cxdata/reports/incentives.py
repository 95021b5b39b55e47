"""What is every team on course for, and why? Only the teams whose money the asker may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from cxdata.desk.decisions import DECIDERS, Decision
from cxdata.desk.entries import SHADOW
from cxdata.desk.plans import Version
from cxdata.metrics import incentive
from cxdata.metrics.incentive import Earner, Payout
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.reports import incentive_components as pieces
from cxdata.reports import (
    incentive_ended,
    incentive_guards,
    incentive_opening,
    incentive_point,
    incentive_rounding,
    incentive_terms,
    incentive_words,
    periods,
    scoring,
    wording,
)
from cxdata.reports.figures import Figure, Header, Sentence
from cxdata.reports.incentive_budget import Held, Range, of_some, on_ramp
from cxdata.reports.incentive_budget import budget as budget_of
from cxdata.reports.incentive_ground import Counted
from cxdata.reports.incentive_guards import Watched
from cxdata.reports.incentive_luck import Luck
from cxdata.reports.incentive_opening import Opening
from cxdata.reports.incentive_shapes import (
    Budget,
    CompanyPart,
    Incentives,
    TeamPay,
)
from cxdata.reports.incentive_sums import Sums, sums
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.payees import payees, sees_all
from cxdata.scope import EMPLOYEE, LEAD, STEWARD, Scope, month_after


def incentives(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    version: Version,
    decisions: tuple[Decision, ...],
    stretch: Stretch,
) -> Incentives:
    """A plan's period for whoever asks.

    version    of the plan; decisions those that stand for this period
    stretch    the period, from incentive_terms.periods_of
    raises     NoRecord, Refused
    """
    return narrowed(scope, sums(snapshot, organisation, version, stretch), version, decisions)


def narrowed(
    scope: Scope, whole: Sums, version: Version, decisions: tuple[Decision, ...]
) -> Incentives:
    """Of what a plan's period comes to, the part of whoever asks.

    whole      of every team, from incentive_sums.sums for the same version
    decisions  those that stand for this period
    """
    held = whole.held
    organisation = held.ground.page.organisation
    zone = ZoneInfo(organisation.company.timezone)
    may = payees(scope, organisation)
    rows = zip(whole.earners, held.found.rows, strict=True)
    by_id = {one.id: (one, row) for one, row in rows}
    shown = tuple(
        _team(held, team, *by_id[team.id], whole.scores[team.id], whole.ranges[team.id],
              incentive_guards.watched(team.id, whole.seen[team.id], held.plan, decisions, zone))
        for team in incentive_terms.members(held.plan, organisation)
        if team.id in may
    )  # fmt: skip
    return _page(scope, version, held, shown, whole.luck, whole.earners)


def _team(
    held: Held,
    team: Team,
    one: Earner,
    row: Payout,
    counted: Counted,
    ends: Range,
    watched: Watched,
) -> TeamPay:
    currency, stretch = held.currency, held.stretch
    quarter = (
        held.ground.figure(team.id, stretch.part)
        if stretch.part
        else Figure(None, None, None, 0, note=scoring.NOBODY)
    )
    ramp = on_ramp(one.ramp, counted)
    own = next((part.weight for part in row.parts if part.name == incentive.TEAM), 0.0)
    when = stretch.label if stretch.ended else incentive_words.due(_last(stretch))
    why = incentive_words.nothing(one.target, held.terms.cap)
    heads = incentive_terms.heads(held.plan, team)
    point = incentive_point.words(
        row.point, ramp.percent, ramp.best, currency, why,
        held=watched.standing == "held", ended=stretch.ended,
    )  # fmt: skip
    opening = Opening(
        team.name, heads, (row.money, *ends), watched.standing, currency, when, stretch.ended
    )
    return TeamPay(
        id=team.id,
        name=team.name,
        department=team.department,
        heads=heads,
        target=one.target,
        amount=row.money,
        low=ends[0],
        high=ends[1],
        percent=100 * float(row.money / one.target) if one.target else 0.0,
        point=row.point,
        ramp=ramp,
        stairs=incentive_words.stairs(
            counted, quarter, _so_far(stretch), periods.label(stretch.window)
        ),
        way=incentive_words.way(counted),
        n=counted.n,
        n_eff=counted.n_eff,
        own_share=own,
        components=pieces.components(row, one, ramp, held.terms, held.company, currency),
        checks=(pieces.enough(counted, held.plan), *watched.checks),
        signs=watched.signs,
        held=watched.held,
        chain=counted.kind == "line_of_sight",
        answer=incentive_opening.words(opening, point),
        text=incentive_words.money(row.money, currency),
        expected=incentive_words.money(
            Decimal(0) if watched.standing == incentive_guards.KEPT else row.money, currency
        ),
        range_text=incentive_words.between(*ends, currency),
        standing=watched.standing,
        notes=pieces.notes(counted, held.found, held.plan, currency),
    )


def _page(
    scope: Scope,
    version: Version,
    held: Held,
    teams: tuple[TeamPay, ...],
    luck: Mapping[str, Luck],
    earners: Sequence[Earner],
) -> Incentives:
    plan, stretch = held.plan, held.stretch
    kept = frozenset(team.id for team in teams if team.standing == incentive_guards.KEPT)
    budget = budget_of(held, luck, earners, kept) if sees_all(scope) else None
    if budget is not None and stretch.ended:
        budget = incentive_ended.budget(budget, held)
    last = held.ground.page.wide.window.last
    company = CompanyPart(on_ramp(held.terms.company, held.company), _company_words(held))
    return Incentives(
        plan=plan.about.name,
        plan_id=version.id,
        version=version.number,
        shadow=plan.about.mode == SHADOW,
        period=stretch.label,
        period_id=stretch.id,
        as_of=last.isoformat(),
        question=incentive_words.question(budget is not None, stretch.ended),
        answer=_answer(scope, teams, budget, held, _sum(teams, held, luck)),
        text=_total(teams, budget, held),
        company=company,
        teams=teams,
        budget=budget,
        may_decide=scope.role in DECIDERS,
        hole=incentive_words.HOLE,
        notes=_notes(held),
        header=Header(
            "Incentives",
            incentive_words.DEFINITION,
            (
                ("Plan", f"{plan.about.name}, version {version.number}"),
                ("Period", f"{stretch.label}{' (open)' if stretch.still else ''}"),
                ("Scores of", periods.label(stretch.window)),
                *((("Mode", "shadow: nothing is paid"),) if plan.about.mode == SHADOW else ()),
            ),
            last.isoformat(),
        ),
        ended=stretch.ended,
    )


def _answer(
    scope: Scope, teams: tuple[TeamPay, ...], budget: Budget | None, held: Held, ends: Range
) -> Sentence:
    if budget is not None:
        return _answer_all(teams, budget, held)
    if not teams and scope.role in (EMPLOYEE, LEAD) and not (scope.teams or scope.departments):
        return (("No team of yours is known here yet.", False),)
    if not teams and scope.role == STEWARD:
        return (("Stewards look after the data: what teams are paid is not theirs to see.", False),)
    if not teams:
        return (("No team of yours takes part in this plan.", False),)
    return teams[0].answer if len(teams) == 1 else _answer_some(teams, held, ends)


def _answer_all(teams: tuple[TeamPay, ...], budget: Budget, held: Held) -> Sentence:
    currency = held.currency
    said = [(f"for {wording.counted(len(teams), 'team')} in {held.stretch.label}. ", False)]
    why = incentive_words.nothing(budget.at_target, budget.cap)
    if why:
        return (*said, (f"{why} ", False), (_holds(teams, currency), False))
    if not held.stretch.ended:
        if budget.scale < 1 and budget.low == budget.high:
            said.append((incentive_words.ALL_EARNED, True))
        said.append((incentive_words.sure(budget.low, budget.high, currency), True))
    if budget.cap is not None:
        room = incentive_rounding.apart(budget.cap, budget.forecast)
        cap = incentive_words.money(budget.cap, currency)
        if budget.scale < 1:
            said.append((f"More was earned than the budget of {cap}, so it is shared. ", False))
        else:
            left = incentive_words.money(room, currency)
            verb = "left" if held.stretch.ended else "leaves"
            said.append((f"That {verb} {left} of the budget of {cap}. ", False))
    said.append((_holds(teams, currency), False))
    return tuple(part for part in said if part[0])


def _answer_some(teams: tuple[TeamPay, ...], held: Held, ends: Range) -> Sentence:
    told = f"for your {wording.counted(len(teams), 'team')} in {held.stretch.label}. "
    sure = "" if held.stretch.ended else incentive_words.sure(*ends, held.currency)
    said = ((told, False), (sure, True), (_holds(teams, held.currency), False))
    return tuple(part for part in said if part[0])


def _sum(teams: tuple[TeamPay, ...], held: Held, luck: Mapping[str, Luck]) -> Range:
    """What chance could have made of the sum of these teams, without what is withheld."""
    paid = {team.id for team in teams if team.standing != incentive_guards.KEPT}
    return of_some(held, luck, paid)


def _holds(teams: tuple[TeamPay, ...], currency: str) -> str:
    """How many payments wait, and what a person has decided to withhold."""
    waits = sum(team.standing == "held" for team in teams)
    kept = [team.amount for team in teams if team.standing == incentive_guards.KEPT]
    told = []
    if waits:
        noun = "payment waits" if waits == 1 else "payments wait"
        told.append(f"{waits} {noun} for a decision.")
    if kept:
        noun = "payment is" if len(kept) == 1 else "payments are"
        amount = incentive_words.money(sum(kept, Decimal(0)), currency)
        told.append(f"{len(kept)} {noun} withheld by a decision: {amount}, not counted here.")
    return " ".join(told)


def _total(teams: tuple[TeamPay, ...], budget: Budget | None, held: Held) -> str:
    if budget is not None:
        return incentive_words.money(budget.forecast, held.currency)
    if not teams:
        return "–"
    paid = (t.amount for t in teams if t.standing != incentive_guards.KEPT)
    return incentive_words.money(sum(paid, Decimal(0)), held.currency)


def _company_words(held: Held) -> str:
    figure = held.company
    if figure.value is None:
        return f"The company has no score for these months: {figure.note}."
    window = held.stretch.window
    verb, pays = ("stood", "paid") if held.stretch.ended else ("stands", "pays")
    months = f"the {window.months} months" if window.months > 1 else "the month"
    over = f"over {months} to {wording.month(month_after(window.until, -1))}"
    margin = f" ±{figure.margin:.0f}" if figure.margin is not None else ""
    paid = 100 * float(held.terms.company.share(figure.value))
    return (
        f"The whole company {verb} at {figure.text}{margin} {over} "
        f"({wording.counted(figure.n or 0)}), which {pays} {paid:.0f} % of the part that everybody "
        "shares."
    )


def _notes(held: Held) -> tuple[str, ...]:
    window = periods.label(held.stretch.window)
    months = held.stretch.window.months
    found = [f"Scores look back over {months} months ({window})."]
    if held.stretch.still:
        several = "month is" if held.stretch.still == 1 else "months are"
        found.append(
            f"{held.stretch.still} {several} still to come: the forecast takes it that they will "
            "be like those known."
        )
    found.append(incentive_words.AS_ANSWERED)
    return tuple(found)


def _so_far(stretch: Stretch) -> str:
    return f"{stretch.label} so far" if stretch.still else stretch.label


def _last(stretch: Stretch) -> date:
    return incentive_terms.last_month(stretch)
