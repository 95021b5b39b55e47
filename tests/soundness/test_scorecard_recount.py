"""The scorecard's figures, counted again from the sample's raw files by other means."""

import tomllib
from itertools import permutations
from math import sqrt
from statistics import NormalDist
from typing import Any

import pandas as pd
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.reports.scorecard import Scorecard, scorecard
from cxdata.reports.worth_shown import two_digits
from cxdata.scope import Scope, View
from tests import records

FILES = records.ROOT / "sample_data"
CAUSES = ("mix", "answering", "experience")
Z = NormalDist().inv_cdf(0.975)
PERIODS = [(pd.Timestamp(2026, 8, 1), 3), (pd.Timestamp(2026, 10, 1), 1),
           (pd.Timestamp(2026, 5, 1), 6), (pd.Timestamp(2025, 11, 1), 12)]  # fmt: skip


def table(name: str, *dates: str) -> pd.DataFrame:
    found = pd.read_csv(FILES / f"{name}.csv", dtype={"customer": str}, low_memory=False)
    return found.assign(**{date: pd.to_datetime(found[date]) for date in dates})


class Raw:
    """The sample's files and the two periods of a scorecard."""

    def __init__(self) -> None:
        self.relational = table("relational", "answered_at")
        self.touchpoints = table("touchpoints", "answered_at")
        self.invitations = table("invitations", "month")
        self.customers = table("customers", "churned_on").set_index("customer")
        self.company = tomllib.loads((FILES / "organisation.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def raw() -> Raw:
    return Raw()


@pytest.fixture(scope="module", params=PERIODS, ids=lambda p: f"{p[0]:%Y-%m}+{p[1]}")
def period(request: pytest.FixtureRequest) -> tuple[pd.Timestamp, pd.Timestamp, pd.Timestamp]:
    """First day of the period before, of the period, and of the one after it."""
    since, months = request.param
    return since - pd.DateOffset(months=months), since, since + pd.DateOffset(months=months)


@pytest.fixture(scope="module")
def card(period: tuple[pd.Timestamp, ...]) -> Scorecard:
    held = record.open_snapshot(records.sample_root() / "demo")
    company = organisations.parse((FILES / "organisation.toml").read_text("utf-8"))
    view = View(period[1].date(), period[2].date())
    return scorecard(Scope("executive"), held, company, view)


def within(rows: pd.DataFrame, since: Any, until: Any, date: str = "answered_at") -> pd.DataFrame:
    return rows[(rows[date] >= since) & (rows[date] < until)]


def tally(scores: pd.Series) -> tuple[int, int, int]:
    scores = scores.dropna()
    return int((scores >= 9).sum()), int(((scores == 7) | (scores == 8)).sum()), int(
        (scores <= 6).sum())  # fmt: skip


def nps(p: int, s: int, d: int) -> float:
    return 100 * (p - d) / (p + s + d)


def moments(p: int, s: int, d: int, more: float) -> tuple[float, float]:
    """Mean of +1, 0, -1 and its squared error with pseudo-answers, a quarter at each end."""
    n = p + s + d + more
    mean = (p - d) / n
    return mean, ((p + d + more / 2) / n - mean**2) / n


def test_the_headline_its_interval_and_the_period_before(
    raw: Raw, period: tuple[pd.Timestamp, ...], card: Scorecard
) -> None:
    before, now = (tally(within(raw.relational, *ends).nps) for ends in (period[:2], period[1:]))
    assert (card.headline.n, card.previous.n) == (sum(now), sum(before))
    assert card.headline.value == pytest.approx(nps(*now), abs=1e-9)
    assert card.previous.value == pytest.approx(nps(*before), abs=1e-9)
    mean, error = moments(*now, 3)
    assert card.headline.low == pytest.approx(100 * (mean - Z * sqrt(error)), abs=1e-4)
    assert card.headline.high == pytest.approx(100 * (mean + Z * sqrt(error)), abs=1e-4)
    (one, first), (two, second) = moments(*now, 1.5), moments(*before, 1.5)
    middle, half = 100 * (one - two), 100 * Z * sqrt(first + second)
    assert card.change.value == pytest.approx(nps(*now) - nps(*before), abs=1e-9)
    assert card.change.low == pytest.approx(middle - half, abs=1e-4)
    assert card.change.high == pytest.approx(middle + half, abs=1e-4)
    clear = "level" if abs(middle) < half else "up" if middle > 0 else "down"
    if card.change.verdict != "refused":
        assert card.change.verdict == clear


def test_who_was_asked_and_answered(
    raw: Raw, period: tuple[pd.Timestamp, ...], card: Scorecard
) -> None:
    asked = within(raw.invitations, *period[1:], date="month")
    asked = asked[asked.kind == "relational"]
    whole = card.heard.whole
    sums = asked[["eligible", "invited", "answered"]].sum()
    assert (whole.eligible, whole.invited, whole.answered) == tuple(sums)
    assert whole.response == pytest.approx(sums.answered / sums.invited)
    assert whole.coverage == pytest.approx(sums.invited / sums.eligible)
    by = asked.groupby("segment")[["eligible", "invited", "answered"]].sum()
    assert {p.name: (p.eligible, p.invited, p.answered) for p in card.heard.segments} == {
        str(name): tuple(row) for name, row in by.iterrows()
    }


def test_every_stage_by_its_own_measure(
    raw: Raw, period: tuple[pd.Timestamp, ...], card: Scorecard
) -> None:
    told = within(raw.touchpoints, *period[1:])
    favourable = {"csat": 4, "ces": 5}
    stage_of = {t["id"]: t["stage"] for t in raw.company["touchpoint"]}
    metric_of = {s["id"]: s["metric"] for s in raw.company["stage"]}
    assert {cell.metric for cell in card.stages} == {"nps", "csat", "ces"}
    for cell in card.stages:
        metric = metric_of[cell.id]
        scores = told[told.touchpoint.map(stage_of) == cell.id][metric].dropna()
        assert (cell.metric, cell.figure.n) == (metric, len(scores))
        expected = (
            nps(*tally(scores)) if metric == "nps" else 100 * (scores >= favourable[metric]).mean()
        )
        assert cell.figure.value == pytest.approx(expected, abs=1e-9), cell.id


def test_every_department_where_its_teams_meet_support_or_serve_but_for_peers_customers(
    raw: Raw, period: tuple[pd.Timestamp, ...], card: Scorecard
) -> None:
    told = within(raw.touchpoints, *period[1:])
    assert told.team.notna().all()
    assert card.touchpoint_score.value == pytest.approx(nps(*tally(told.nps)), abs=1e-9)
    seen = 0
    peers = {t["id"]: t.get("peers", "") for t in raw.company["team"]}
    for row in card.departments:
        teams = {t["id"] for t in raw.company["team"] if t["department"] == row.id}
        lines = [line for line in raw.company["line"] if line["team"] in teams]
        teams |= {line["serves"] for line in lines if line.get("serves")}
        counted = told.team.isin(teams)
        for line in lines:
            if line.get("touchpoint") and line["part"] != "owns":
                group = {t for t, of in peers.items() if of and of == peers[line["team"]]}
                counted |= (told.touchpoint == line["touchpoint"]) & ~told.team.isin(group)
        counts = tally(told[counted].nps)
        if row.figure.value is None:
            assert row.figure.hidden or sum(counts) == 0
            continue
        assert row.figure.n == sum(counts), row.id
        assert row.figure.value == pytest.approx(nps(*counts), abs=1e-9), row.id
        seen += 1
    assert seen >= 6


def test_the_bridge_is_the_mean_over_every_order_of_its_three_causes(
    raw: Raw, period: tuple[pd.Timestamp, ...], card: Scorecard
) -> None:
    moved = card.waterfall
    if not moved.steps:
        assert card.change.verdict == "refused"
        return
    assert moved.factors == 3
    asked = raw.invitations[raw.invitations.kind == "relational"]
    parts = []
    for ends in (period[:2], period[1:]):
        counts = within(raw.relational, *ends).groupby(moved.dimension).nps.apply(tally)
        eligible = within(asked, *ends, date="month").groupby(moved.dimension).eligible.sum()
        answers = counts.map(sum)
        parts.append((eligible, answers / eligible, counts.map(lambda c: nps(*c))))
    names = parts[0][0].index
    assert all((part.index == names).all() for period_ in parts for part in period_)

    def level(state: dict[str, int]) -> float:
        size, rate, score = (parts[state[name]][i] for i, name in enumerate(CAUSES))
        return float((size * rate * score).sum() / (size * rate).sum())

    shares = dict.fromkeys(CAUSES, 0.0)
    for order in permutations(CAUSES):
        state = dict.fromkeys(CAUSES, 0)
        for cause in order:
            held = level(state)
            state[cause] = 1
            shares[cause] += (level(state) - held) / 6
    assert {s.id: s.value for s in moved.steps} == pytest.approx(shares, abs=1e-9)
    assert sum(shares.values()) == pytest.approx(card.headline.value - card.previous.value)


def test_revenue_at_risk_follows_the_customers_one_by_one(
    raw: Raw, period: tuple[pd.Timestamp, ...], card: Scorecard
) -> None:
    until = period[2]
    said = raw.relational.dropna(subset=["customer", "nps"])
    said = said.assign(day=said.answered_at.dt.normalize())
    said = said.sort_values(["customer", "day", "nps"], ascending=[True, True, False])
    latest = (
        within(said, *period[1:])
        .groupby("customer")
        .last()
        .join(raw.customers.drop(columns=["segment", "region"]))
    )
    latest = latest[latest.churned_on.isna() | (latest.churned_on >= until)]
    revenue = latest[latest.nps <= 6].revenue.sum()
    # Every answer counts (a month's last): whoever leaves keeps the last one for good, so that of
    # last answers alone far more had left than of any period's customers.
    old = said[said.day < until - pd.DateOffset(years=1)]
    old = old.groupby(["customer", old.day.dt.to_period("M")]).last().droplevel(1)
    old = old.join(raw.customers.drop(columns=["segment", "region"]), how="inner")
    old = old[old.churned_on.isna() | (old.churned_on > old.day)]
    left = old.churned_on <= old.day + pd.DateOffset(years=1)
    churn = left[old.nps <= 6].mean() - left[old.nps >= 9].mean()
    assert card.risk.value is not None
    assert card.risk.value == two_digits(max(two_digits(revenue) * churn, 0))
