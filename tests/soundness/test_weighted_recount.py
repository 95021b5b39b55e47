"""Weighted scores of every page, counted again from the sample's raw files by other means."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports.bridging import bridge
from cxdata.reports.figures import Figure
from cxdata.reports.journey import Journey, journey
from cxdata.reports.journey_ground import ground
from cxdata.reports.journey_panel import behind, panel
from cxdata.reports.line_of_sight import line_of_sight
from cxdata.reports.monday import monday
from cxdata.reports.teams import teams
from cxdata.reports.trend import trend
from cxdata.scope import Scope, View
from tests import records

FILES = records.ROOT / "sample_data"
Z = NormalDist().inv_cdf(0.975)
BY = ("segment", "channel", "region")
QUARTER = View(date(2026, 8, 1), date(2026, 11, 1), weighted=True)
BEFORE = View(date(2026, 5, 1), date(2026, 8, 1))
SCOPE = Scope("executive")
Weights = tuple[pd.DataFrame, str]


def table(name: str, when: str) -> pd.DataFrame:
    found = pd.read_csv(FILES / f"{name}.csv", dtype=str, keep_default_na=False)
    found[when] = pd.to_datetime(found[when])
    return found


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    found = table("touchpoints", "answered_at")
    return found.assign(nps=pd.to_numeric(found.nps)).dropna(subset="nps")


@pytest.fixture(scope="module")
def relational() -> pd.DataFrame:
    found = table("relational", "answered_at")
    return found.assign(nps=pd.to_numeric(found.nps)).dropna(subset="nps")


@pytest.fixture(scope="module")
def asked() -> pd.DataFrame:
    found = table("invitations", "month")
    return found.assign(eligible=pd.to_numeric(found.eligible))


@pytest.fixture(scope="module")
def held() -> Snapshot:
    return record.open_snapshot(records.sample_root() / "demo")


@pytest.fixture(scope="module")
def company() -> Organisation:
    return organisations.parse((FILES / "organisation.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def by_month(held: Snapshot, company: Organisation) -> Journey:
    return journey(SCOPE, held, company, QUARTER)


@pytest.fixture
def raked(answers: pd.DataFrame, asked: pd.DataFrame) -> Callable[..., Weights]:
    """A weight for each touchpoint answer of a period, or why there is none."""

    def found(since: Any, until: Any, **where: Any) -> Weights:
        told = within(answers, "answered_at", since, until, where)
        could = within(asked[asked.kind == "touchpoint"], "month", since, until, where)
        return weighted(told, {d: could.groupby(d).eligible.sum() for d in BY})

    return found


def within(rows: pd.DataFrame, when: str, since: Any, until: Any, where: Any) -> pd.DataFrame:
    kept = (rows[when] >= pd.Timestamp(since)) & (rows[when] < pd.Timestamp(until))
    for column, wanted in where.items():
        kept &= rows[column].isin([wanted] if isinstance(wanted, str) else wanted)
    return rows[kept]


def weighted(told: pd.DataFrame, wanted: dict[str, pd.Series]) -> Weights:
    """Weights answer by answer: no table of cells, no common code with the app."""
    named = {d: sizes[(sizes > 0) & (sizes.index != "")] for d, sizes in wanted.items()}
    margins = {
        d: sizes for d, sizes in named.items() if len(sizes) and len({*sizes.index, *told[d]}) > 1
    }
    for dimension, sizes in margins.items():
        n = told[dimension].value_counts()
        if set(sizes.index) - set(n.index):
            return told, "missing"
        if set(n.index) - set(sizes.index) - {""}:
            return told, f"strange {set(n.index) - set(sizes.index)}"
        if n.min() < 5:
            return told, f"few {dimension} {n.idxmin()}"
    # A weight an answer: 1 and a term for each group that it is of, so that the sums are right.
    of, wanted = [np.zeros((len(told), 0))], []
    for dimension, sizes in margins.items():
        groups = pd.get_dummies(told[dimension])
        known = told[dimension].isin(sizes.index).sum()
        share = sizes / sizes.sum() * known
        wanted += [share.get(name, float(groups[name].sum())) for name in groups]
        of.append(groups.to_numpy(dtype=float))
    table = np.hstack(of)
    terms = np.linalg.pinv(table.T @ table) @ (np.array(wanted) - table.sum(axis=0))
    return told.assign(w=1 + table @ terms), ""


def score(told: pd.DataFrame) -> tuple[float, float, float, float]:
    """Weighted NPS, the answers that it is worth, and its interval."""
    meant = np.where(told.nps >= 9, 1, np.where(told.nps <= 6, -1, 0))
    value = float((told.w * meant).sum() / told.w.sum())
    worth = float(told.w.sum() ** 2 / (told.w**2).sum())
    apart = float((told.w * np.abs(meant)).sum() / told.w.sum()) * worth
    centre = value * worth / (worth + 3)
    half = Z * sqrt(((apart + 1.5) / (worth + 3) - centre**2) / (worth + 3))
    return 100 * value, worth, 100 * (centre - half), 100 * (centre + half)


def same(figure: Figure, told: pd.DataFrame) -> None:
    value, _, low, high = score(told)
    assert figure.n == len(told)
    assert figure.value == pytest.approx(value, abs=1e-6)
    assert (figure.low, figure.high) == pytest.approx((low, high), abs=1e-4)


def test_every_cell_of_the_map_is_weighted_or_a_gap(
    by_month: Journey, raked: Callable[..., Weights]
) -> None:
    seen = {"weighted": 0, "gap": 0, "withheld": 0}
    for row in by_month.rows:
        for column, cell in list(zip(by_month.columns, row.cells, strict=True))[-4:]:
            since = pd.Timestamp(f"{column.id}-01")
            told, why = raked(since, since + pd.DateOffset(months=1), touchpoint=row.id)
            if cell.figure.note == "too few to show":
                continue
            if why:
                assert cell.figure.value is None, (row.id, column.id)
                assert cell.figure.note == "cannot be weighted"
                assert not cell.outlined
                seen["gap"] += 1
            elif cell.figure.note == "cannot be weighted":
                # Some month beside it is of a few of one segment: the difference would be theirs.
                assert _few_beside(raked, since, row.id)
                seen["withheld"] += 1
            else:
                same(cell.figure, told)
                seen["weighted"] += 1
    assert min(seen.values()) > 10
    assert "cannot be weighted and are marked ×" in by_month.counted
    every = [cell for row in by_month.rows for cell in row.cells]
    told = sum(cell.figure.value is not None for cell in every)
    gone = sum(cell.figure.note == "cannot be weighted" for cell in every)
    lead = by_month.verdict[0][0]
    assert lead.startswith(f"Only {told} of {told + gone} cells can be told once weighted; by quar")
    assert by_month.offer == "quarter"


def _few_beside(raked: Callable[..., Weights], month: pd.Timestamp, touchpoint: str) -> bool:
    """Has any month of the year around fewer than the minimum of some segment, but not none?"""
    year = pd.Timestamp(QUARTER.until) - pd.DateOffset(months=12)
    until = pd.Timestamp(QUARTER.until) if month >= year else year
    told, _ = raked(until - pd.DateOffset(months=12), until, touchpoint=touchpoint)
    n = told.groupby([told.answered_at.dt.month, "segment"]).size()
    return bool((n < 5).any())


def test_the_curve_is_weighted_like_the_map(
    by_month: Journey, raked: Callable[..., Weights]
) -> None:
    line = by_month.curve.lines[0]
    for stop, figure in zip(by_month.curve.stops, line.figures, strict=True):
        told, why = raked(QUARTER.since, QUARTER.until, touchpoint=stop.id)
        if why:
            assert figure.value is None
        else:
            same(figure, told)


@pytest.mark.parametrize("by", ["team", "department"])
def test_cells_by_part_of_the_company(
    held: Snapshot, company: Organisation, raked: Callable[..., Weights], by: str
) -> None:
    found = journey(SCOPE, held, company, QUARTER, by=by)
    checked = 0
    teams_of = {c.id: company.teams_of(c.id) if by == "department" else (c.id,)
                for c in found.columns}  # fmt: skip
    for row in found.rows:
        for column, cell in zip(found.columns, row.cells, strict=True):
            own = teams_of[column.id]
            if cell.figure.value is None or not all(_met(company, team) for team in own):
                continue
            told, why = raked(QUARTER.since, QUARTER.until, touchpoint=row.id, team=own)
            assert not why
            same(cell.figure, told)
            checked += 1
    assert checked > 5


def test_within_one_segment_nothing_is_left_to_weight_by(
    held: Snapshot, company: Organisation
) -> None:
    plain, found = (
        journey(SCOPE, held, company, replace(QUARTER, weighted=w), by="segment") for w in (0, 1)
    )
    for one, two in zip(plain.rows, found.rows, strict=True):
        assert [c.figure for c in one.cells] == [c.figure for c in two.cells]


def test_where_nobody_knows_who_could_be_asked_no_cell_is_weighted_and_it_says_so(
    held: Snapshot, company: Organisation
) -> None:
    found = journey(SCOPE, held, company, QUARTER, by="channel")
    assert found.counted.startswith("No cell can be weighted: who the customers are is not known")


def _met(company: Organisation, team: str) -> bool:
    """Do answers carry the team, so that they are its own customers'?"""
    return any(one.peers for one in company.teams if one.id == team)


def test_the_panel_of_a_cell_its_course_and_its_bridge(
    held: Snapshot, company: Organisation, raked: Callable[..., Weights]
) -> None:
    found = panel(SCOPE, held, company, QUARTER, by="quarter", touchpoint="delivery_on_time",
                  column="2026-08")  # fmt: skip
    now, _ = raked(QUARTER.since, QUARTER.until, touchpoint="delivery_on_time")
    then, _ = raked(BEFORE.since, BEFORE.until, touchpoint="delivery_on_time")
    same(found.figure, now)
    assert found.course is not None
    known = [p for p in found.course.points if p.figure.value is not None]
    for point in known[-4:]:
        told, why = raked(point.start, point.start + pd.DateOffset(months=point.months),
                          touchpoint="delivery_on_time")  # fmt: skip
        assert not why
        same(point.figure, told)
    assert found.beside
    assert found.beside_as.startswith("How daily work goes with the score is as answered")
    assert found.moved.weighted
    assert found.moved.before == pytest.approx(score(then)[0])
    assert found.moved.after == pytest.approx(score(now)[0])
    steps = sum(step.value for step in found.moved.steps)
    assert steps == pytest.approx(score(now)[0] - score(then)[0])


def test_every_weighted_cell_of_a_month_opens(
    held: Snapshot, company: Organisation, by_month: Journey
) -> None:
    """One whose segment has no passive answers once left a trace under nought."""
    found = ground(SCOPE, held, company, QUARTER)
    opened = [behind(found, row.id, column) for row in by_month.rows for column in ("2026-09",)]
    assert sum(one.moved.weighted for one in opened) > 3


def test_a_team_among_its_peers_and_the_same_adjusted_score(
    held: Snapshot, company: Organisation, raked: Callable[..., Weights]
) -> None:
    plain, found = (teams(SCOPE, held, company, replace(QUARTER, weighted=w)) for w in (0, 1))
    rows = {row.id: row for group in found.groups for row in group.teams}
    before = {row.id: row for group in plain.groups for row in group.teams}
    for id_, row in rows.items():
        told, why = raked(date(2025, 11, 1), date(2026, 11, 1), team=id_)
        assert (row.weighted is None) == bool(why)
        if row.weighted is not None:
            same(row.weighted, told)
        assert (row.figure, row.adjusted, row.band) == (
            before[id_].figure,
            before[id_].adjusted,
            before[id_].band,
        )
    assert "Island store is as answered" in found.counted


def test_a_team_whose_months_cannot_be_weighted_is_drawn_by_quarter(
    held: Snapshot, company: Organisation
) -> None:
    alone = {one.id: one for one in teams(SCOPE, held, company, QUARTER).alone}
    months = {id_: {p.months for p in one.points} for id_, one in alone.items()}
    assert (months["brand"], months["platform"]) == ({3}, {1})
    known = [p.figure.value is not None for p in alone["brand"].points]
    assert sum(known) > 0.75 * len(known)


def test_touchpoints_and_teams_behind_them_in_the_line_of_sight(
    held: Snapshot, company: Organisation, raked: Callable[..., Weights]
) -> None:
    found = line_of_sight(SCOPE, held, company, QUARTER)
    accounts = next(one for one in found.chains if one.team == "accounts")
    shares, value, total = dict(accounts.touchpoints), 0.0, 0
    for one in found.moments:
        told, why = raked(QUARTER.since, QUARTER.until, touchpoint=one.id)
        if not why:
            same(one.figure, told)
        plain = told.assign(w=1.0) if why else told
        if one.name in shares:
            value += shares.pop(one.name) * score(plain)[0]
            total += len(told)
    assert not shares
    assert accounts.score.figure.value == pytest.approx(value)
    assert accounts.score.figure.n == total


def test_mondays_own_score_and_what_changed(
    held: Snapshot, company: Organisation, raked: Callable[..., Weights]
) -> None:
    view = replace(QUARTER, teams=("vans_north",))
    found = monday(SCOPE, held, company, view, date(2026, 11, 1))
    now, _ = raked(QUARTER.since, QUARTER.until, team="vans_north")
    then, _ = raked(BEFORE.since, BEFORE.until, team="vans_north")
    same(found.figure, now)
    same(found.quarter.before, then)
    assert found.quarter.change.value == pytest.approx(score(now)[0] - score(then)[0])
    assert "Weeks are as answered: a single week has too few answers" in found.counted


def test_the_trend_of_a_part_and_its_panels(
    held: Snapshot, company: Organisation, raked: Callable[..., Weights]
) -> None:
    view = replace(QUARTER, teams=("vans_north",))
    found = trend(SCOPE, held, company, view, by="touchpoint")
    assert "Each period is weighted by itself" in found.counted
    for point in found.points[-6:]:
        until = point.start + pd.DateOffset(months=point.months)
        told, why = raked(point.start, until, team="vans_north")
        if why:
            assert point.figure.value is None
        else:
            same(point.figure, told)
    for one in found.panels:
        told, why = raked(QUARTER.since, QUARTER.until, team="vans_north", touchpoint=one.id)
        if why:
            assert one.figure.note == "cannot be weighted"
            assert one.change.value is None
        elif one.figure.value is not None:
            same(one.figure, told)


@pytest.mark.parametrize("by", ["segment", "channel"])
def test_the_bridge_is_built_of_weighted_shares_and_scores(
    held: Snapshot, company: Organisation, relational: pd.DataFrame, by: str
) -> None:
    found = bridge(SCOPE, held, company, BEFORE, QUARTER, by)
    assert found.waterfall.weighted
    raw = []
    for view in (BEFORE, QUARTER):
        told = within(relational, "answered_at", view.since, view.until, {})
        raw.append(weighted(told, _customers(view))[0])
    assert found.before.value == pytest.approx(score(raw[0])[0], abs=1e-6)
    assert found.after.value == pytest.approx(score(raw[1])[0], abs=1e-6)
    for row in found.rows:
        for told, share, figure in (
            (raw[0], row.share_before, row.before),
            (raw[1], row.share_after, row.after),
        ):
            part = told[told[by] == row.id]
            assert share == pytest.approx(part.w.sum() / told.w.sum(), abs=1e-6)
            same(figure, part)
    moved = sum(row.mix + row.rate for row in found.rows)
    assert moved == pytest.approx(found.after.value - found.before.value)
    assert all(step.id != "answering" for step in found.waterfall.steps)


def _customers(view: View) -> dict[str, pd.Series]:
    """Customers of a period by segment and region, and who could be asked by channel."""
    people = pd.read_csv(FILES / "customers.csv", dtype=str, keep_default_na=False)
    since, gone = (pd.to_datetime(people[c]) for c in ("since", "churned_on"))
    there = (since < pd.Timestamp(view.until)) & ~(gone < pd.Timestamp(view.since))
    asked = table("invitations", "month")
    could = within(asked[asked.kind == "relational"], "month", view.since, view.until, {})
    sizes = could.assign(n=pd.to_numeric(could.eligible)).groupby("channel").n.sum()
    kept = people[there]
    return {
        "segment": kept[kept.segment != ""].groupby("segment").size(),
        "channel": sizes,
        "region": kept[kept.region != ""].groupby("region").size(),
    }
