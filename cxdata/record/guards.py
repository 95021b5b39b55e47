"""What the detectors of incentives look at: when answers came, from how many places, who was asked.

Raw counts of every team, for reports: they show a team its own findings. A view's filters do not
narrow them: what is paid by, and what is watched, is all that a team was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cxdata.errors import Refused
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View, month_after

Ints = NDArray[np.int64]
STRATA, COUNTS = ("touchpoint", "segment", "channel"), ("eligible", "invited", "answered")
TIMED = 0.5  # share of answers on the hour itself, over which a source gave days and no hours


@dataclass(frozen=True)
class Hours:
    """Answers by team and clock hour of the window, from midnight UTC of its first day on.

    teams   names, in no order that counts
    counts  shape (teams, hours), a whole number of days
    untimed teams whose source gives days and no hours: they are not among the others
    """

    teams: tuple[str, ...]
    counts: Ints
    untimed: tuple[str, ...]

    def of(self, team: str) -> tuple[Ints, Ints] | None:
        """A team's counts and those of all others, shape (hours,); None where it is not there."""
        if team not in self.teams:
            return None
        own = self.counts[self.teams.index(team)]
        return own, self.whole - own

    @cached_property
    def whole(self) -> Ints:
        """Answers of all teams by clock hour, shape (hours,)."""
        return np.asarray(self.counts.sum(axis=0))


@dataclass(frozen=True)
class Origins:
    """A team's answers whose origin (device, address, employee) is known.

    n        answers; origins how many places they come from
    largest  answers of the most frequent one; pairs of answers that share one
    """

    n: int
    origins: int
    largest: int
    pairs: int


@dataclass(frozen=True)
class Asked:
    """Touchpoint invitations by team and stratum (touchpoint, segment and channel).

    teams      names of those that invitations are known of
    touchpoints  id of each stratum's touchpoint
    now, then  eligible, invited and answered, shape (teams, strata, 3): of the window, and of as
               many months before it
    """

    teams: tuple[str, ...]
    touchpoints: tuple[str, ...]
    now: Ints
    then: Ints


def asked(snapshot: Snapshot, scope: Scope, view: View) -> Asked:
    """Who could answer at touchpoints, was asked and did, in a view's months and before them.

    raises  Refused where nobody asks
    """
    before = month_after(view.since, -view.months)
    found = _read(
        snapshot, scope, "guard_invitations", before=before, since=view.since, until=view.until
    )
    codes, row = np.unique(found["team"], return_inverse=True)
    keys = np.stack([found[name].astype(np.int64) for name in STRATA])
    strata, column = np.unique(keys, axis=1, return_inverse=True)
    counts = np.stack([found[name].astype(np.int64) for name in COUNTS], axis=1)
    tables = np.zeros((2, len(codes), strata.shape[1], len(COUNTS)), dtype=np.int64)
    np.add.at(tables, (found["now"].astype(np.int64), row, column.reshape(-1)), counts)
    teams, places = snapshot.names["team"], snapshot.names["touchpoint"]
    return Asked(
        teams=tuple(teams[code] for code in codes.tolist()),
        touchpoints=tuple(places[code] for code in strata[STRATA.index("touchpoint")].tolist()),
        now=tables[1],
        then=tables[0],
    )


def hours(snapshot: Snapshot, scope: Scope, view: View, metric: str = "nps") -> Hours:
    """When the touchpoint answers of a view's months came, by team.

    raises  Refused where nobody asks
    """
    found = _read(snapshot, scope, "guard_hours", **_answers(snapshot, view, metric))
    team, hour = found["team"].astype(np.int64), found["hour"].astype(np.int64)
    n, sharp = found["n"].astype(np.int64), found["sharp"].astype(np.int64)
    codes, row = np.unique(team, return_inverse=True)
    whole = np.bincount(row, n, len(codes))
    timed = np.bincount(row, sharp, len(codes)) <= TIMED * whole
    # The window is the business days' of the company's own zone: a day to either side in UTC.
    start = int((np.datetime64(view.since, "h") - np.timedelta64(24, "h")).astype(np.int64))
    end = int((np.datetime64(view.until, "h") + np.timedelta64(24, "h")).astype(np.int64))
    kept = timed[row] & (hour >= start) & (hour < end)
    counts = np.zeros((len(codes), end - start), dtype=np.int64)
    np.add.at(counts, (row[kept], hour[kept] - start), n[kept])
    names = [snapshot.names["team"][code] for code in codes.tolist()]
    told = tuple(name for name, ok in zip(names, timed, strict=True) if ok)
    left = tuple(name for name, ok in zip(names, timed, strict=True) if not ok)
    return Hours(told, counts[timed], left)


def origins(
    snapshot: Snapshot, scope: Scope, view: View, metric: str = "nps"
) -> dict[str, Origins]:
    """From how many places the touchpoint answers of a view's months came, by team name.

    Teams without any known origin are not there.
    raises  Refused where nobody asks
    """
    found = _read(snapshot, scope, "guard_origins", **_answers(snapshot, view, metric))
    names = [snapshot.names["team"][code] for code in found["team"].tolist()]
    columns = (found[name].tolist() for name in ("n", "origins", "largest", "pairs"))
    return {
        name: Origins(*row) for name, row in zip(names, zip(*columns, strict=True), strict=True)
    }


def _answers(snapshot: Snapshot, view: View, metric: str) -> dict[str, object]:
    codes = snapshot.codes("metric", (metric,))
    return {"since": view.since, "until": view.until, "metric": codes[0] if codes else 255}


def _read(
    snapshot: Snapshot, scope: Scope, name: str, **params: object
) -> dict[str, NDArray[np.generic]]:
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
    return snapshot.arrays(name, params)
