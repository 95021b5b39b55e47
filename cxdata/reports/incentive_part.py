"""What a department's or a team's Monday says about its pay, to those who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cxdata.desk.plans import Version
from cxdata.organisation import Organisation
from cxdata.reports import incentive_words, wording
from cxdata.reports.incentive_guards import KEPT
from cxdata.reports.incentive_shapes import Incentives, TeamPay
from cxdata.reports.payees import payees
from cxdata.scope import Scope

NO_PLAN = "No incentive plan is in force: nothing on this page decides anybody's pay."
NONE_HERE = "No team of this part takes part in the incentive plan."
OTHERS = (
    "What these teams are on course for is open to the teams themselves, to who leads them, to "
    "executives and to payroll."
)
LISTED = 8  # teams that get a line of their own
STATES = {"held": "waits for a decision", "withheld": "withheld by a decision"}


def here(
    scope: Scope, organisation: Organisation, version: Version | None, teams: Sequence[str]
) -> tuple[str, ...]:
    """Why no money of these teams is told to whoever asks; nothing where some can be."""
    if version is None:
        return (NO_PLAN,)
    inside = [id_ for id_ in teams if version.plan.member(id_) is not None]
    if not inside:
        return (NONE_HERE,)
    return () if set(inside) & set(payees(scope, organisation)) else (OTHERS,)


def part(found: Incentives, teams: Sequence[str], currency: str) -> tuple[str, ...]:
    """'Q4 2026: on course for 94 % of target …; holds: none', then a line a team.

    found     what the asker may see: teams of others are not in it
    teams     ids of the part's teams
    currency  of the company
    """
    rows = [team for team in found.teams if team.id in teams]
    if not rows:
        return (OTHERS,)
    told = [_lead(found, rows, currency)]
    if len(rows) > 1:
        told += [_row(team) for team in rows[:LISTED]]
    if len(rows) > LISTED:
        told.append(f"{len(rows) - LISTED} more are on the page Incentives.")
    if found.shadow:
        told.append("Shadow period: nothing is paid by it yet.")
    return tuple(told)


def _lead(found: Incentives, rows: Sequence[TeamPay], currency: str) -> str:
    paid = [team for team in rows if team.standing != KEPT]
    amount = sum((team.amount for team in paid), Decimal(0))
    target = sum((team.target for team in rows), Decimal(0))
    whose = rows[0].name if len(rows) == 1 else wording.counted(len(rows), "team")
    share = f"{100 * float(amount / target):.0f} % of target, " if target else ""
    ends = (
        f", between {rows[0].range_text.replace(' to ', ' and ')}"
        if len(paid) == len(rows) == 1
        else ""
    )
    sums = incentive_words.money(amount, currency)
    verb = "came to" if found.ended else "on course for"
    return f"{found.period}, {whose}: {verb} {share}{sums}{ends}; holds: {_holds(rows)}."


def _holds(rows: Sequence[TeamPay]) -> str:
    waiting = [team for team in rows if team.standing in STATES]
    if not waiting:
        return "none"
    if len(rows) == 1:
        return f"the payment {_state(rows[0])}"
    return ", ".join(f"{team.name} {STATES[team.standing]}" for team in waiting)


def _state(team: TeamPay) -> str:
    return STATES[team.standing].replace("withheld", "is withheld")


def _row(team: TeamPay) -> str:
    if team.standing == KEPT:
        return f"{team.name}: {team.expected}; {team.text} withheld"
    return f"{team.name}: {team.percent:.0f} %, {team.text}"
