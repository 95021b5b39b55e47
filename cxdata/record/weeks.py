"""Answers and operational figures by calendar week: Monday to Sunday of the organisation's days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from cxdata.errors import Refused
from cxdata.record.cells import Cells
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope

MONDAY = date(1969, 12, 29)  # the first day of week 0, the week of 1970-01-01
DAYS = 7
_BY = ("week", "touchpoint", "team", "metric")
_SCORES = tuple(f"c{score}" for score in range(11))


def week_of(day: date) -> int:
    """The number of the week that a day lies in."""
    return (day - MONDAY).days // DAYS


def monday_of(week: int) -> date:
    """The first day of a week."""
    return MONDAY + timedelta(days=DAYS * week)


def sunday_of(week: int) -> date:
    """The last day of a week."""
    return monday_of(week) + timedelta(days=DAYS - 1)


def answers(snapshot: Snapshot, scope: Scope, since: int, until: int) -> Cells:
    """Touchpoint answers of the weeks since <= week < until, numbered as in `week_of`.

    return  Cells by week x touchpoint x team x metric
    raises  Refused where nobody asks
    """
    found = snapshot.arrays("weeks", _ends(scope, since, until))
    counts = np.stack([found[score] for score in _SCORES], axis=1).astype(np.int64)
    keys = {d: found[d].astype(np.int64) for d in _BY}
    return Cells(keys, {d: snapshot.names[d] for d in _BY[1:]}, counts)


def measures(snapshot: Snapshot, scope: Scope, since: int, until: int) -> dict[str, Any]:
    """Operational figures of the weeks since <= week < until.

    return  'week', 'n' (cases): int64 arrays; 'value': the mean weighted by cases (the plain mean
            where no cases are given); 'touchpoint', 'team', 'measure': lists of names
    raises  Refused where nobody asks
    """
    found = snapshot.arrays("measures_by_week", _ends(scope, since, until))
    cases = found["n"].astype(np.int64)
    mean = found.pop("total") / np.maximum(cases, 1)
    found["value"] = np.where(cases > 0, mean, found.pop("plain"))
    return snapshot.named(found, ("week", "n", "value"))


def _ends(scope: Scope, since: int, until: int) -> dict[str, object]:
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    return {"since": monday_of(since), "until": monday_of(until)}
