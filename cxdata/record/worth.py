"""What customers are worth, who they all are, and who answered at touchpoints: sums, never rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.errors import Refused
from cxdata.record.cells import Cells
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View, month_after, months_between

_EPOCH = date(1970, 1, 1)
_BY = ("month", "touchpoint", "team", "metric", "segment", "channel", "region")
_SCORES = tuple(f"c{score}" for score in range(11))


@dataclass(frozen=True)
class Worth:
    """Customers whose latest relational answer in a view is of one group, and what they are worth.

    standing   0 detractor, 1 passive, 2 promoter; only customers who are there at the view's end
    customers  all of them; valued of them with a revenue; lasting with a lifetime value
    value      revenue a year in the currency; squares the sum of its squares
    lifetime   lifetime value; lifetime_squares the sum of its squares
    """

    standing: int
    customers: int
    valued: int
    value: float
    squares: float
    lasting: int
    lifetime: float
    lifetime_squares: float


@dataclass(frozen=True)
class All:
    """All customers who are there at a view's end, whether they answered or not; as Worth."""

    customers: int
    valued: int
    value: float
    lasting: int
    lifetime: float


@dataclass(frozen=True)
class Part:
    """Customers whom a year kept, lost or brought: how many, of how many the revenue is known."""

    customers: int
    valued: int
    value: float


@dataclass(frozen=True)
class Base:
    """All customers, by the months in which they came and left, segment and region.

    came, gone  months since 1970-01, shape (rows,); customers of each row
    group       of each row a number; groups names what segment and region each number is
    """

    came: NDArray[np.int64]
    gone: NDArray[np.int64]
    group: NDArray[np.int64]
    customers: NDArray[np.int64]
    groups: tuple[tuple[str, str], ...]

    def of(self, view: View) -> Mapping[tuple[str, str], int]:
        """Customers at any time of a view's months, by (segment, region), without any filter."""
        since, until = (months_between(_EPOCH, end) for end in (view.since, view.until))
        there = (self.came < until) & (self.gone >= since)
        sums = np.bincount(self.group[there], self.customers[there], len(self.groups))
        told = zip(self.groups, sums.astype(np.int64).tolist(), strict=True)
        return {group: n for group, n in told if n}


def base(snapshot: Snapshot, scope: Scope) -> Base:
    """Customers to weight to: read once for all the months that a page looks at."""
    _asked_by(scope)
    found = snapshot.arrays("customer_base")
    came, gone, segment, region, customers = (
        found[name].astype(np.int64) for name in ("came", "gone", "segment", "region", "customers")
    )
    segments, regions = snapshot.names.get("segment", ("",)), snapshot.names.get("region", ("",))
    codes, group = np.unique(segment * len(regions) + region, return_inverse=True)
    groups = [(segments[code // len(regions)], regions[code % len(regions)]) for code in codes]
    return Base(came, gone, group, customers, tuple(groups))


def by_standing(snapshot: Snapshot, scope: Scope, view: View) -> tuple[Worth, ...]:
    """Customers by how they last answered in the view's months.

    A filter keeps the customers whose latest answer it keeps, as for revenue at risk.
    """
    _asked_by(scope)
    rows = snapshot.rows("worth_by_standing", **_months(view), **snapshot.filters(view))
    return tuple(Worth(*row) for row in rows)


def of_all(snapshot: Snapshot, scope: Scope, view: View) -> All:
    """All customers at the view's end, of its segments and regions; channels divide no customers.

    raises  Refused where the view keeps channels: customers have none
    """
    params = _customers(snapshot, scope, view)
    ((*row,),) = snapshot.rows("worth_of_all", until=_months(view)["until"], **params)
    return All(*row)


def kept_and_won(snapshot: Snapshot, scope: Scope, view: View) -> Mapping[str, Part]:
    """Customers of the view's end and those of a year before it: kept, lost, new, recommended.

    'recommended' are new customers who were referred by somebody; 'new' are the other new ones.
    raises  Refused as of_all
    """
    kept = _customers(snapshot, scope, view)
    sums: dict[str, Part] = {}
    for part, segment, region, *rest in _turned(snapshot, view):
        codes = ((segment, kept["segments"]), (region, kept["regions"]))
        if all(chosen is None or code in chosen for code, chosen in codes):
            held = sums.get(part, Part(0, 0, 0.0))
            told = (held.customers + rest[0], held.valued + rest[1], held.value + rest[2])
            sums[part] = Part(*told)
    return sums


def turned(snapshot: Snapshot, scope: Scope, view: View) -> Mapping[str, Cells]:
    """The customers that `kept_and_won` knows the revenue of, before any filter of segments.

    return  by part Cells by segment x region, counts of shape (rows, 1)
    """
    _asked_by(scope)
    rows = _turned(snapshot, view)
    found = {}
    for part in sorted({row[0] for row in rows}):
        told = np.array([(row[1], row[2], row[4]) for row in rows if row[0] == part], np.int64)
        keys = {"segment": told[:, 0], "region": told[:, 1]}
        found[part] = Cells(keys, _names(snapshot, keys), told[:, 2:])
    return found


def apart(snapshot: Snapshot, scope: Scope, view: View) -> Mapping[str, Cells]:
    """Whose worth the figures of a view are drawn from, of all months and before any filter.

    return  'unhappy' (detractors with a revenue), 'valued' (all with one), 'lasting' (all with a
            lifetime value) -> Cells by month of the latest answer x segment x channel x region,
            the last three where the view keeps some only; counts of shape (rows, 1)
    """
    _asked_by(scope)
    whole = not (view.segments or view.channels or view.regions)
    asked = {"until": _months(view)["until"], "whole": whole}
    found = snapshot.arrays("customers_apart", asked)
    dimensions = () if whole else ("segment", "channel", "region")
    keys = {d: found[d].astype(np.int64) for d in ("month", *dimensions)}
    names = _names(snapshot, dimensions)
    return {
        of: Cells(keys, names, found[of].astype(np.int64)[:, None])
        for of in ("unhappy", "valued", "lasting")
    }


def answers(snapshot: Snapshot, scope: Scope, view: View, metrics: tuple[str, ...]) -> Cells:
    """Touchpoint answers of a view's months by place and who answered, after its filters.

    return  Cells by month x touchpoint x team x metric x segment x channel x region
    """
    _asked_by(scope)
    asked = {"metrics": snapshot.codes("metric", metrics), **snapshot.filters(view)}
    when = {"since": view.since, "until": view.until}
    found = snapshot.arrays("answers_by_customer_mix", {**when, **asked})
    counts = np.stack([found[score].astype(np.int64) for score in _SCORES], axis=1)
    keys = {d: found[d].astype(np.int64) for d in _BY}
    return Cells(keys, {d: snapshot.names.get(d, ("",)) for d in _BY[1:]}, counts)


def _months(view: View) -> dict[str, object]:
    since, until = (months_between(_EPOCH, end) for end in (view.since, view.until))
    return {"since": since, "until": until}


def _turned(snapshot: Snapshot, view: View) -> list[tuple[Any, ...]]:
    now = _months(view)["until"]
    then = months_between(_EPOCH, month_after(view.until, -12))
    return snapshot.rows("kept_and_won", then=then, now=now)


def _names(snapshot: Snapshot, dimensions: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {d: snapshot.names.get(d, ("",)) for d in dimensions}


def _customers(snapshot: Snapshot, scope: Scope, view: View) -> dict[str, Any]:
    _asked_by(scope)
    if view.channels:
        raise Refused("A customer belongs to no channel: take the channel filter off.")
    kept = snapshot.filters(view)
    return {name: kept[name] for name in ("segments", "regions")}


def _asked_by(scope: Scope) -> None:
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
