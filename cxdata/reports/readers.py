"""Whose words somebody may read. Scores are open to everyone, comments and customers' ways not."""

from __future__ import annotations

from cxdata.organisation import Organisation
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, STEWARD, Scope


def readable(scope: Scope, organisation: Organisation) -> tuple[str, ...] | None:
    """The touchpoints whose comments somebody may read.

    return  None: all comments, those of the relational survey too; else ids in journey order,
            those that the scope's teams, and those of its departments, own or support; () for
            nobody's
    """
    if scope.role in (EXECUTIVE, STEWARD):
        return None
    if scope.role not in (LEAD, EMPLOYEE):
        return ()
    known = {department.id for department in organisation.departments}
    teams = [team for d in scope.departments if d in known for team in organisation.teams_of(d)]
    own = [team.id for team in organisation.teams if team.id in scope.teams]
    return organisation.touchpoints_of([*teams, *own])
