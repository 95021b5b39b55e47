"""Whose money somebody may see. Scores are open to everyone in the company, money is not."""

from __future__ import annotations

from cxdata.errors import Refused
from cxdata.organisation import Organisation
from cxdata.scope import EXECUTIVE, LEAD, PAYROLL, Scope

ALL_MONEY = (EXECUTIVE, PAYROLL)


def payees(scope: Scope, organisation: Organisation) -> tuple[str, ...]:
    """Ids of the teams whose payouts, checks and holds somebody may see, in the file's order.

    Executives and payroll see all teams; a lead those of the departments led; everybody the
    teams that they work in. A steward of the data has no business with anybody's pay.
    """
    if scope.role in ALL_MONEY:
        return tuple(team.id for team in organisation.teams)
    led = scope.departments if scope.role == LEAD else ()
    return tuple(
        team.id for team in organisation.teams if team.department in led or team.id in scope.teams
    )


def sees_all(scope: Scope) -> bool:
    """May somebody see what the whole company is paid, against its budget?"""
    return scope.role in ALL_MONEY


def must_see_all(scope: Scope) -> None:
    """Refuse those who may not; the message names no team and no amount."""
    if not sees_all(scope):
        raise Refused(
            "What teams are paid is open to executives and payroll; your own team's part is on "
            "the page Incentives."
        )
