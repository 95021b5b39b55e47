"""Counts built by hand, served as a snapshot serves them: for what needs hundreds of records."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata.errors import NoRecord
from cxdata.record import Cells, Slice
from cxdata.reports.periods import EPOCH
from cxdata.scope import EXECUTIVE, Scope, View, month_after, months_between

CORE = ("kind", "touchpoint", "team", "metric")
MIX = ("segment", "channel", "region")
ROW = ("month", *CORE, *MIX)


class Tally:
    """Counts of a made-up company, a row for each (month, kind, …, region) and score."""

    def __init__(self):
        self.rows = []
        self.asked = []
        self.risk = ()

    def add(
        self,
        month: date,
        scores: dict[int, int],
        kind="relational",
        touchpoint="",
        team="",
        metric="nps",
        segment="",
        channel="",
        region="",
    ):
        key = (months_between(EPOCH, month), kind, touchpoint, team, metric)
        self.rows.append(((*key, segment, channel, region), scores))
        return self

    def ask(self, month: date, eligible, invited, answered, kind="relational", **members):
        row = {"month": months_between(EPOCH, month), "kind": kind}
        row |= {d: members.get(d, "") for d in ("touchpoint", "team", *MIX)}
        self.asked.append(row | {"eligible": eligible, "invited": invited, "answered": answered})
        return self

    def _table(self):
        if not hasattr(self, "_made") or self._made[0] != len(self.rows):
            keys = list(zip(*(key for key, _ in self.rows), strict=True)) or [()] * len(ROW)
            names = {d: ("", *sorted(set(keys[i + 1]) - {""})) for i, d in enumerate(ROW[1:])}
            codes = {"month": np.array(keys[0], dtype=np.int64)}
            for i, d in enumerate(ROW[1:]):
                place = {name: code for code, name in enumerate(names[d])}
                codes[d] = np.array([place[k] for k in keys[i + 1]], dtype=np.int64)
            counts = np.zeros((len(self.rows), 11), dtype=np.int64)
            for i, (_, scores) in enumerate(self.rows):
                for score, n in scores.items():
                    counts[i, score] += n
            self._made = (len(self.rows), names, codes, counts)
        return self._made[1:]

    def slice(self, scope: Scope, view: View) -> Slice:
        names, codes, counts = self._table()
        every = Cells(codes, names, counts)
        since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
        kept = every.between(since, until)
        filters = zip(MIX, (view.segments, view.channels, view.regions), strict=True)
        kept = kept.where(**{d: members for d, members in filters if members})
        mix = kept.where(kind="relational", metric="nps")
        return Slice(kept.by("month", *CORE), mix.by("month", *MIX))

    def span(self, scope: Scope) -> tuple[date, date]:
        if not self.rows:
            raise NoRecord("The record holds no answers yet; import some first.")
        kept = [key[0] for key, _ in self.rows if key[1] == "relational"]
        months = kept or [key[0] for key, _ in self.rows]
        last = month_after(EPOCH, max(months) + 1) - timedelta(days=1)
        return month_after(EPOCH, min(months)), last

    def members(self, dimension: str) -> tuple[str, ...]:
        return tuple(sorted(set(self._table()[0][dimension])))

    def invitations(self, scope: Scope, view: View, kind: str = ""):
        since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
        rows = [row for row in self.asked if since <= row["month"] < until]
        rows = [row for row in rows if kind in ("", row["kind"])]
        names = ("month", "kind", "touchpoint", "team", *MIX, "eligible", "invited", "answered")
        return {name: [row[name] for row in rows] for name in names}

    def odd_scales(self, scope: Scope, metric: str):
        return {}

    def customers_at_risk(self, scope: Scope, view: View):
        return self.risk


@pytest.fixture
def tally():
    return Tally()


@pytest.fixture(scope="session")
def new_tally():
    return Tally


@pytest.fixture(scope="session")
def someone():
    return Scope(EXECUTIVE)


@pytest.fixture
def scope(someone):
    return someone


ORGANISATION = """
[company]
name = "Brook"
promise = "It works."
target = 38

[[stage]]
id = "buy"
name = "Buy"
metric = "nps"
target = 30

[[stage]]
id = "receive"
name = "Receive"
metric = "csat"
target = 80

[[touchpoint]]
id = "shop"
name = "Shop visit"
stage = "buy"
[[touchpoint]]
id = "till"
name = "Till"
stage = "buy"
[[touchpoint]]
id = "van"
name = "Delivery"
stage = "receive"

[[department]]
id = "stores"
name = "Stores"
[[department]]
id = "logistics"
name = "Logistics"
[[department]]
id = "finance"
name = "Finance"

[[team]]
id = "store_a"
name = "Store A"
department = "stores"
[[team]]
id = "store_b"
name = "Store B"
department = "stores"
[[team]]
id = "vans"
name = "Vans"
department = "logistics"
[[team]]
id = "ledger"
name = "Ledger"
department = "finance"

[[line]]
team = "store_a"
touchpoint = "shop"
[[line]]
team = "store_b"
touchpoint = "till"
[[line]]
team = "vans"
touchpoint = "van"
[[line]]
team = "ledger"
touchpoint = "till"
part = "supports"
"""


@pytest.fixture
def brook():
    """A small company: two stages, three touchpoints, three departments."""
    return organisations.parse(ORGANISATION)


@pytest.fixture
def brook_with():
    """The same with more entries at the end of its file."""
    return lambda more: organisations.parse(ORGANISATION + more)


def spread(n: int, promoters: float, detractors: float) -> dict[int, int]:
    p, d = round(n * promoters), round(n * detractors)
    return {9: p, 8: n - p - d, 3: d}


@pytest.fixture
def answers():
    """Scores of n answers with these shares of promoters and detractors."""
    return spread
