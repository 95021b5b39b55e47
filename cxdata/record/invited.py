"""Who could answer at touchpoints, was asked and did, by team: sums, made where the rows are."""

from __future__ import annotations

from collections.abc import Mapping

from cxdata.errors import Refused
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View


def by_team(snapshot: Snapshot, scope: Scope, view: View) -> Mapping[str, tuple[int, int, int]]:
    """Eligible, invited and answered of each team in a view's months, after its filters.

    return  by name of the team; '' holds those without one
    raises  Refused where nobody asks
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    filters = snapshot.filters(view)
    rows = snapshot.rows("invited_by_team", since=view.since, until=view.until, **filters)
    return {snapshot.names["team"][team]: (e, i, a) for team, e, i, a in rows}
