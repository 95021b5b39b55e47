"""Customers who were contacted after they had been unhappy, and told what was done, by team."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.errors import Refused
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View

WITHIN_DAYS = 90  # an answer older than this is not what the contact was about


@dataclass(frozen=True)
class Contacts:
    """A team's contacts.

    contacts  customers contacted; told the share of them who were told what was done, 0..1
    days      median days from their answer until they were told; None where no answer is known
    """

    contacts: int
    told: float
    days: float | None


def contacts_by_team(
    snapshot: Snapshot, scope: Scope, view: View, timed: bool = False
) -> dict[str, Contacts]:
    """Contacts of a view's months, team id -> Contacts; teams without any are left out.

    timed   read the days, too: they need the answers themselves
    raises  Refused where nobody asks
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    days: dict[int, float] = {}
    ends = {"since": view.since, "until": view.until}
    if timed:
        days = dict(snapshot.rows("told_days", **ends, within=WITHIN_DAYS))
    names = snapshot.names.get("team", ("",))
    return {
        names[team]: Contacts(n, told / n, days.get(team))
        for team, n, told in snapshot.rows("told_by_team", **ends)
        if n and names[team]
    }
