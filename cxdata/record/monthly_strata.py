"""Touchpoint answers by month and stratum: what scores over many windows are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxdata.errors import Refused
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class MonthlyStrata:
    """Rows of touchpoint NPS answers.

    month    since 1970-01; team index into `teams`; touchpoint index into `touchpoints`
    stratum  a number for touchpoint x channel x segment
    counts   promoters, passives, detractors, shape (3, rows)
    """

    month: Ints
    team: Ints
    touchpoint: Ints
    stratum: Ints
    counts: Ints
    teams: tuple[str, ...]
    touchpoints: tuple[str, ...]

    def within(self, since: int, until: int) -> MonthlyStrata:
        """The rows of months since <= month < until."""
        keep = (self.month >= since) & (self.month < until)
        return MonthlyStrata(
            self.month[keep],
            self.team[keep],
            self.touchpoint[keep],
            self.stratum[keep],
            self.counts[:, keep],
            self.teams,
            self.touchpoints,
        )


def monthly_strata(snapshot: Snapshot, scope: Scope, view: View) -> MonthlyStrata:
    """Touchpoint NPS answers of a view's months; its filters are not looked at.

    raises  Refused where nobody asks
    """
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    found = snapshot.arrays("strata_by_month", {"since": view.since, "until": view.until})
    whole = {name: np.asarray(column, dtype=np.int64) for name, column in found.items()}
    sizes = (len(snapshot.names.get(d, ("",))) for d in ("channel", "segment"))
    channels, segments = sizes
    stratum = (whole["touchpoint"] * channels + whole["channel"]) * segments + whole["segment"]
    promoters, detractors = whole["promoters"], whole["detractors"]
    counts = np.stack([promoters, whole["n"] - promoters - detractors, detractors])
    names = snapshot.names
    return MonthlyStrata(
        whole["month"],
        whole["team"],
        whole["touchpoint"],
        stratum,
        counts,
        names.get("team", ("",)),
        names.get("touchpoint", ("",)),
    )
