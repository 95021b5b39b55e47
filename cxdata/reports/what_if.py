"""Two plans beside one another: what each pays."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cxdata.desk.entries import Plan
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.reports import (
    incentive_rounding,
    incentive_words,
    what_if_cap,
    wording,
)
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.incentive_ground import Ground
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.payees import must_see_all
from cxdata.reports.what_if_paid import Paid
from cxdata.scope import Scope

QUESTION = "What would another plan have paid, and how often would it pay the wrong team?"
MOVE = "Move a slider, or choose another plan, to see what would change."


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
class WhatIf:
    """Both plans in one period.

    capped  which budget cuts, and whom
    """

    answer: Sentence
    text: str
    rows: tuple[Rival, ...]
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
    a, b = (Paid(ground, *one) for one in zip((first, second), stretches, strict=True))
    currency = organisation.company.currency
    teams = {team.id: team for team in organisation.teams}
    ids = [team for team in teams if team in a.money or team in b.money]
    rows = tuple(_rival(teams[id_], a, b, currency) for id_ in ids)
    more = incentive_rounding.apart(b.found.total, a.found.total)
    return WhatIf(
        answer=_answer(rows, (a, b), more, names, stretches[0].label, currency),
        text=incentive_words.money(b.found.total, currency),
        rows=rows,
        capped=what_if_cap.words((names[0], first, a.found), (names[1], second, b.found), currency),
        header=Header(
            "Two plans in comparison",
            incentive_words.DEFINITION,
            (("Period", stretches[0].label), ("First", names[0]), ("Second", names[1])),
            ground.page.wide.window.last.isoformat(),
        ),
    )


def _rival(team: Team, a: Paid, b: Paid, currency: str) -> Rival:
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


def _answer(
    rows: tuple[Rival, ...],
    paid: tuple[Paid, Paid],
    more: Decimal,
    names: tuple[str, str],
    label: str,
    currency: str,
) -> Sentence:
    total = incentive_words.money(paid[0].found.total, currency)
    told = f"in {label} by {names[1]}. "
    if not more and all(row.first == row.second for row in rows):
        alike = "" if names[0] == names[1] else f"The same as {names[0]}, team by team. "
        return ((told, False), (f"{alike}{MOVE}", True))
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
