"""Touchpoint answers by what makes a case easy or hard: team x touchpoint x channel x segment."""

from __future__ import annotations

import numpy as np

from cxdata.errors import Refused
from cxdata.record.cells import Cells
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View

_BY = ("touchpoint", "team", "channel", "segment")
_SCORES = tuple(f"c{score}" for score in range(11))


def strata(snapshot: Snapshot, scope: Scope, view: View) -> Cells:
    """Touchpoint NPS answers of a view's months, after its segment, channel and region filters.

    Departments and teams of the view are the reports' business: they need the peers beside them.
    return  Cells by touchpoint x team x channel x segment, all months together
    raises  Refused where nobody asks
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    params = {"since": view.since, "until": view.until, **snapshot.filters(view)}
    found = snapshot.arrays("strata", params)
    counts = np.stack([found[score].astype(np.int64) for score in _SCORES], axis=1)
    keys = {d: found[d].astype(np.int64) for d in _BY}
    return Cells(keys, {d: snapshot.names.get(d, ("",)) for d in _BY}, counts)
