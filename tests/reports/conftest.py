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
        self.added = []
        self.asked = []
        self.read = []  # names of the queries that were served
        self.risk = ()
        self.revenue = 0.0  # a year, of all customers

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
        self.added.append(((*key, segment, channel, region), scores))
        return self

    def ask(self, month: date, eligible, invited, answered, kind="relational", **members):
        row = {"month": months_between(EPOCH, month), "kind": kind}
        row |= {d: members.get(d, "") for d in ("touchpoint", "team", *MIX)}
        self.asked.append(row | {"eligible": eligible, "invited": invited, "answered": answered})
        return self

    def _table(self):
        if not hasattr(self, "_made") or self._made[0] != len(self.added):
            keys = list(zip(*(key for key, _ in self.added), strict=True)) or [()] * len(ROW)
            names = {d: ("", *sorted(set(keys[i + 1]) - {""})) for i, d in enumerate(ROW[1:])}
            codes = {"month": np.array(keys[0], dtype=np.int64)}
            for i, d in enumerate(ROW[1:]):
                place = {name: code for code, name in enumerate(names[d])}
                codes[d] = np.array([place[k] for k in keys[i + 1]], dtype=np.int64)
            counts = np.zeros((len(self.added), 11), dtype=np.int64)
            for i, (_, scores) in enumerate(self.added):
                for score, n in scores.items():
                    counts[i, score] += n
            self._made = (len(self.added), names, codes, counts)
        return self._made[1:]

    def slice(self, scope: Scope, view: View, by_mix=True) -> Slice:
        names, codes, counts = self._table()
        every = Cells(codes, names, counts)
        since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
        kept = every.between(since, until)
        filters = zip(MIX, (view.segments, view.channels, view.regions), strict=True)
        kept = kept.where(**{d: members for d, members in filters if members})
        mix = kept.where(kind="relational", metric="nps")
        return Slice(kept.by("month", *CORE), mix.by("month", *MIX))

    @property
    def names(self):
        return self._table()[0]

    def codes(self, dimension, names):
        return [code for code, name in enumerate(self.names[dimension]) if name in names]

    def filters(self, view: View):
        kept = zip(MIX, (view.segments, view.channels, view.regions), strict=True)
        return {f"{d}s": self.codes(d, names) if names else None for d, names in kept}

    def arrays(self, name: str, params=None):
        self.read.append(name)
        if name == "customer_base":  # no customers were imported
            columns = ("came", "gone", "segment", "region", "customers")
            return {d: np.zeros(0, dtype=np.int64) for d in columns}
        if name == "customers_apart":
            return self._apart(params)
        if name == "answers_by_customer_mix":
            return self._placed(params)
        assert name == "slice_apart", "no other query is served here"
        _, codes, counts = self._table()
        since, until = (months_between(EPOCH, params[end]) for end in ("since", "until"))
        found = {d: codes[d] for d in ("month", *CORE)}
        asked = np.zeros(len(counts), dtype=bool)
        for d in MIX:
            held = np.isin(codes[d], params[f"{d}s"] or [])
            found[d] = np.where(held, codes[d], 65535)
            asked |= held
        kept = asked & (codes["month"] >= since) & (codes["month"] < until)
        found |= {f"c{score}": counts[:, score] for score in range(11)}
        return {name: values[kept] for name, values in found.items()}

    def _apart(self, params):
        """Everybody at risk or not, as if all had answered in the last month, and nowhere else."""
        known = {one.group: one.known for one in self.risk}
        told = {"unhappy": known.get("detractor", 0), "valued": sum(known.values()), "lasting": 0}
        found = {"month": params["until"] - 1, **dict.fromkeys(MIX, 0), **told}
        return {column: np.array([value]) for column, value in found.items()}

    def _placed(self, params):
        """Touchpoint answers by place and who answered, a row for each that was added."""
        names, codes, counts = self._table()
        since, until = (months_between(EPOCH, params[end]) for end in ("since", "until"))
        kept = (codes["month"] >= since) & (codes["month"] < until)
        touch = names["kind"].index("touchpoint") if "touchpoint" in names["kind"] else -1
        kept &= (codes["kind"] == touch) & np.isin(codes["metric"], params["metrics"])
        for d in MIX:
            if params[f"{d}s"] is not None:
                kept &= np.isin(codes[d], params[f"{d}s"])
        found = {d: codes[d][kept] for d in ("month", "touchpoint", "team", "metric", *MIX)}
        return found | {f"c{score}": counts[kept, score] for score in range(11)}

    def span(self, scope: Scope) -> tuple[date, date]:
        if not self.added:
            raise NoRecord("The record holds no answers yet; import some first.")
        kept = [key[0] for key, _ in self.added if key[1] == "relational"]
        months = kept or [key[0] for key, _ in self.added]
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

    def rows(self, name: str, **params):
        assert name == "worth_of_all", "no other query is served here"
        n = sum(one.known for one in self.risk)
        return [(n, n, self.revenue, 0, 0.0)]


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
