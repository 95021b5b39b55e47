"""Two plans beside one another: what each pays, and whether one answer flips a result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from cxdata.desk.entries import Plan
from cxdata.metrics import incentive
from cxdata.metrics.incentive import Earner, Payouts, Terms
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.reports import (
    hidden,
    incentive_rounding,
    incentive_terms,
    incentive_turns,
    incentive_words,
    what_if_cap,
    wording,
)
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.incentive_budget import on_ramp
from cxdata.reports.incentive_ground import Counted, Ground
from cxdata.reports.incentive_shapes import OnRamp
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.incentive_turns import Moved
from cxdata.reports.payees import must_see_all
from cxdata.scope import Scope

QUESTION = "What would another plan have paid, and how often would it pay the wrong team?"
MOVE = "Move a slider, or choose another plan, to see what would change."
NO_OWN = (
    "No money hangs on a team's own score by this plan (0 % of the money goes by it), so no answer "
    "about a team moves its pay."
)


@dataclass(frozen=True)
class Rival:
    """A team under both plans: money and % of its target amount; more_text the second's less.

    first_earned, second_earned  what it earns before the budget cuts
    """

    id: str
    name: str
    first: Decimal
    second: Decimal
    first_percent: float
    second_percent: float
    first_text: str
    second_text: str
    more_text: str
    first_earned: Decimal
    second_earned: Decimal


@dataclass(frozen=True)
class Turn:
    """What one answer does to a team's pay.

    by_ramp   at most so much under the second plan; by_cliff by all or nothing at the target; both
              as its budget cuts
    flips     would one answer decide everything under all or nothing?
    on        the counted score on the second plan's ramp
    plain     the plain score, which all or nothing goes by; None without a score
    """

    id: str
    name: str
    by_ramp: Decimal
    by_cliff: Decimal
    flips: bool
    ramp_text: str
    cliff_text: str
    on: OnRamp
    plain: float | None = None


@dataclass(frozen=True)
class WhatIf:
    """Both plans in one period.

    turns       in the organisation's order; one_answer says what they come to
    hangs       does any money hang on a team's own score by the second plan?
    capped      which budget cuts, and whom
    """

    answer: Sentence
    text: str
    rows: tuple[Rival, ...]
    turns: tuple[Turn, ...]
    one_answer: str
    hangs: bool
    capped: str
    header: Header


def what_if(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    first: Plan,
    second: Plan,
    names: tuple[str, str],
    stretches: tuple[Stretch, Stretch],
) -> WhatIf:
    """What two plans pay in a period; changes neither.

    names      what the plans are called
    stretches  the same period under each plan (they may look back over different months)
    raises     Refused to all but those who may see everybody's money
    """
    must_see_all(scope)
    longest = max(one.window.months for one in stretches)
    ground = Ground.open(scope, snapshot, organisation, stretches[0].window.until, longest)
    a, b = (_Paid(ground, *one) for one in zip((first, second), stretches, strict=True))
    currency = organisation.company.currency
    teams = {team.id: team for team in organisation.teams}
    ids = [team for team in teams if team in a.money or team in b.money]
    rows = tuple(_rival(teams[id_], a, b, currency) for id_ in ids)
    idle = _idle(b)
    moved = {} if idle else incentive_turns.moved(ground, b.scores, stretches[1].window)
    turns = tuple(_turn(teams[id_], b, moved.get(id_), currency) for id_ in ids if id_ in b.earners)
    more = incentive_rounding.apart(b.found.total, a.found.total)
    return WhatIf(
        answer=_answer(rows, (a, b), more, names, stretches[0].label, currency),
        text=incentive_words.money(b.found.total, currency),
        rows=rows,
        turns=turns,
        one_answer=idle or _one_answer(turns, currency),
        hangs=not idle,
        capped=what_if_cap.words((names[0], first, a.found), (names[1], second, b.found), currency),
        header=Header(
            "Two plans in comparison",
            incentive_words.DEFINITION,
            (("Period", stretches[0].label), ("First", names[0]), ("Second", names[1])),
            ground.page.wide.window.last.isoformat(),
        ),
    )


class _Paid:
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


def _rival(team: Team, a: _Paid, b: _Paid, currency: str) -> Rival:
    first, second = (one.money.get(team.id, Decimal(0)) for one in (a, b))
    more = incentive_rounding.apart(second, first)
    sign = "+" if more > 0 else ""
    return Rival(
        team.id,
        team.name,
        first,
        second,
        a.percent(team.id),
        b.percent(team.id),
        incentive_words.money(first, currency),
        incentive_words.money(second, currency),
        f"{sign}{incentive_words.money(more, currency)}" if more else "same",
        *(one.earned.get(team.id, Decimal(0)) for one in (a, b)),
    )


def _idle(paid: _Paid) -> str:
    """Why no money hangs on any team's own score; '' where some does."""
    target = sum((one.target for one in paid.earners.values()), Decimal(0))
    return incentive_words.nothing(target, paid.terms.cap) or ("" if paid.terms.team else NO_OWN)


def _turn(team: Team, paid: _Paid, moved: Moved | None, currency: str) -> Turn:
    """One answer the other way: a promoter where a detractor was, or the reverse."""
    one, counted = paid.earners[team.id], paid.scores[team.id]
    on, plain = on_ramp(one.ramp, counted), counted.plain.value
    if one.score is None or plain is None or moved is None:
        return Turn(team.id, team.name, Decimal(0), Decimal(0), False, "–", "–", on, plain)
    here = incentive.earned(paid.terms, one)
    ends = (replace(one, score=one.score + move) for move in (moved.down, moved.up))
    factor = Decimal(str(paid.found.factor))
    most = factor * max(abs(incentive.earned(paid.terms, end) - here) for end in ends)
    aim = float(one.ramp.target)
    flips = any((plain >= aim) != (plain + move >= aim) for move in (-moved.plain, moved.plain))
    cliff = factor * one.target if flips else Decimal(0)
    by_ramp, by_cliff = (incentive_words.money(amount, currency) for amount in (most, cliff))
    return Turn(team.id, team.name, most, cliff, flips, by_ramp, by_cliff, on, plain)


def _answer(
    rows: tuple[Rival, ...],
    paid: tuple[_Paid, _Paid],
    more: Decimal,
    names: tuple[str, str],
    label: str,
    currency: str,
) -> Sentence:
    total = incentive_words.money(paid[0].found.total, currency)
    told = f"in {label} by {names[1]}. "
    if not more and all(row.first == row.second for row in rows):
        return ((told, False), (f"The same as {names[0]}, team by team. {MOVE}", True))
    size = incentive_words.money(abs(more), currency)
    side = "more" if more > 0 else "less"
    gain = sum(row.second > row.first for row in rows)
    lose = sum(row.second < row.first for row in rows)
    versus = f"That is {size} {side} than {names[0]} ({total}). " if more else "The same in all. "
    return (
        (told, False),
        (versus, False),
        (_moved_teams(gain, lose), True),
    )


def _moved_teams(gain: int, lose: int) -> str:
    """'3 teams would get more, none less.'"""
    more = wording.counted(gain, "team") if gain else "No team"
    return f"{more} would get more, {lose or 'none'} less."


def _one_answer(turns: tuple[Turn, ...], currency: str) -> str:
    known = [one for one in turns if one.on.value is not None]
    if not known:
        return "No team has a score yet."
    most = max(known, key=lambda one: one.by_ramp)
    flipping = [one for one in known if one.flips]
    ramp = "On this ramp no customer who changes from one end to the other moves any team's pay."
    if most.by_ramp:
        ramp = (
            f"On this ramp one customer who changes from one end to the other moves a team's pay "
            f"by {incentive_words.money(most.by_ramp, currency)} at most ({most.name})."
        )
    cliff = "By all or nothing at the target, by the plain score,"
    if not flipping:
        return f"{ramp} {cliff} no team hangs on a single answer today."
    names = wording.listed([one.name for one in flipping[:4]])
    noun = "team" if len(flipping) == 1 else "teams"
    worth = max(one.by_cliff for one in flipping)
    return (
        f"{ramp} {cliff} it would flip {len(flipping)} {noun} ({names}): "
        f"up to {incentive_words.money(worth, currency)} for one answer."
    )
