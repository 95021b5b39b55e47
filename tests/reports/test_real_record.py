"""The same reports on real records: a small import, and the sample company with its truths."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.flows import imports
from cxdata.record.sources.declared import declared
from cxdata.reports import tables
from cxdata.reports.journey import journey
from cxdata.reports.scorecard import scorecard
from cxdata.reports.trend import bridge, trend
from cxdata.scope import STEWARD, Scope, View, month_after
from tests import records

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
NOW = datetime(2026, 11, 2, tzinfo=UTC)
COLUMNS = ("response_id", "answered_at", "kind", "touchpoint", "team", "channel", "nps", "csat")


@pytest.fixture(scope="module")
def imported(tmp_path_factory, new_tally):
    """A small import, and the same answers counted by hand."""
    folder = tmp_path_factory.mktemp("small")
    rng, tally, rows = np.random.default_rng(7), new_tally(), []
    for back in range(8):
        month = month_after(date(2026, 10, 1), -back)
        for channel in ("App", "Stores"):
            for score in rng.integers(0, 11, 60).tolist():
                tally.add(month, {score: 1}, channel=channel)
                rows.append((month, "relational", "", "", channel, score, ""))
        for touchpoint, team in (("shop", "store_a"), ("van", "vans")):
            for score in rng.integers(0, 11, 30).tolist():
                stars = 1 + score // 3 if score < 9 else 5
                kept = {"touchpoint": touchpoint, "team": team, "channel": "App"}
                tally.add(month, {score: 1}, "touchpoint", **kept)
                tally.add(month, {stars: 1}, "touchpoint", metric="csat", **kept)
                rows.append((month, "touchpoint", touchpoint, team, "App", score, stars))
    file = folder / "answers.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(COLUMNS)
        for i, (month, *rest) in enumerate(rows):
            lines.writerow((f"R{i}", f"{month.replace(day=1 + i % 28)} 12:00", *rest))
    return folder, file, tally


def test_a_real_record_shows_what_was_counted_by_hand(imported, brook, scope):
    folder, file, tally = imported
    text = brook_text(folder)
    imports.commit(Scope(STEWARD, (), "test"), folder, imports.Batch((file, text)), NOW)
    snapshot = record.open_snapshot(folder)
    real, counted = (scorecard(scope, held, brook, QUARTER) for held in (snapshot, tally))
    assert real.headline.n == 360
    for part in ("headline", "previous", "change", "waterfall", "stages", "departments"):
        assert getattr(real, part) == getattr(counted, part), part
    view = View(QUARTER.since, QUARTER.until, channels=("App",), departments=("stores",))
    one, other = (scorecard(scope, held, brook, view) for held in (snapshot, tally))
    assert one.headline == other.headline
    assert one.stages == other.stages
    both = [trend(scope, held, brook, QUARTER, by="touchpoint") for held in (snapshot, tally)]
    assert both[0].panels == both[1].panels
    assert both[0].points == both[1].points


def brook_text(folder):
    path = folder / "organisation.toml"
    path.write_text(
        '[company]\nname = "Brook"\n[[touchpoint]]\nid = "shop"\nname = "Shop"\nstage = "s"\n'
        '[[touchpoint]]\nid = "van"\nname = "Van"\nstage = "s"\n[[stage]]\nid = "s"\nname = "S"\n'
        '[[department]]\nid = "d"\nname = "D"\n[[team]]\nid = "store_a"\nname = "A"\n'
        'department = "d"\n[[team]]\nid = "vans"\nname = "V"\ndepartment = "d"\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture(scope="module")
def larkfield():
    """The sample company's record and organisation."""
    snapshot = record.open_snapshot(records.sample_root() / "demo")
    return snapshot, organisations.parse(snapshot.organisation())


def test_truth_b_the_total_falls_while_every_channel_rises(larkfield, scope):
    snapshot, company = larkfield
    year_ago = View(date(2025, 8, 1), date(2025, 11, 1))
    found = bridge(scope, snapshot, company, year_ago, QUARTER)
    steps = {step.id: step for step in found.waterfall.steps}
    assert found.change.verdict == "down"
    assert found.dimension == "channel"
    assert steps["mix"].note == "more App (channel)"
    assert not steps["mix"].chance
    assert steps["mix"].value == pytest.approx(-12, abs=2)
    assert steps["experience"].value > 0
    assert steps["answering"].chance
    assert all(row.rate > 0 for row in found.rows)
    words = "".join(said for said, _ in found.verdict)
    assert "more customers came through the channel App, where we score lower" in words


def test_truth_a_deliveries_in_the_north_break_and_are_mended(larkfield, scope):
    snapshot, company = larkfield
    broken = View(
        date(2026, 3, 1), date(2026, 6, 1), departments=("logistics",), regions=("North",)
    )
    found = trend(scope, snapshot, company, broken)
    assert found.since == date(2026, 3, 1)
    assert "Lower since Mar 2026" in found.verdict[0][0]
    mended = View(
        date(2026, 8, 1), date(2026, 11, 1), departments=("logistics",), regions=("North",)
    )
    assert trend(scope, snapshot, company, mended).since != date(2026, 3, 1)


def test_truth_f_the_changed_wording_is_a_break(larkfield, scope):
    snapshot, company = larkfield
    card = scorecard(scope, snapshot, company, View(date(2024, 7, 1), date(2024, 10, 1)))
    assert card.change.verdict == "refused"
    assert "1 Jul 2024: before and after cannot be compared" in card.change.words
    assert card.waterfall.steps == ()


def test_truth_h_business_customers_are_not_heard(larkfield, scope):
    snapshot, company = larkfield
    heard = scorecard(scope, snapshot, company, QUARTER).heard
    assert [part.name for part in heard.segments if part.quiet] == ["Business"]
    headline = scorecard(scope, snapshot, company, QUARTER).headline
    assert heard.weighted.value - headline.value == pytest.approx(-3.3, abs=1)


def test_the_sample_company_needs_a_decision_about_receive(larkfield, scope):
    snapshot, company = larkfield
    card = scorecard(scope, snapshot, company, View(date(2026, 3, 1), date(2026, 6, 1)))
    assert card.decision.stage == "receive"
    assert card.decision.owners == ("Logistics",)
    assert "since Mar 2026" in card.decision.words
    assert card.risk.value > 0


def test_a_team_of_three_answers_is_not_told_by_subtraction(larkfield, scope):
    """Without peers Island's figure holds the stage Choose, which it supports, and a few more."""
    snapshot, company = larkfield
    alone = tuple(replace(t, peers="") if t.id == "island" else t for t in company.teams)
    company = replace(company, teams=alone)
    card = scorecard(scope, snapshot, company, QUARTER)
    choose = next(stage for stage in card.stages if stage.id == "choose")
    panels = trend(scope, snapshot, company, QUARTER, by="team").panels
    island = next((panel for panel in panels if panel.id == "island"), None)
    assert choose.figure.n is not None
    assert island is None or island.figure.hidden or island.figure.n - choose.figure.n >= 5


def test_answers_on_one_to_ten_are_marked_on_both_pages(tmp_path, brook, scope):
    file = tmp_path / "survey.csv"
    header = "Response,Date,How likely are you to recommend us (1-10)?"
    rows = [f"R{i},2026-10-{i + 1:02d},{i % 10 + 1}" for i in range(20)]
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    said = declared({"scale": "1-10"})
    imports.commit(Scope(STEWARD), tmp_path, imports.Batch((file,), said), NOW)
    snapshot = record.open_snapshot(tmp_path)
    for report in (
        scorecard(scope, snapshot, brook, QUARTER),
        trend(scope, snapshot, brook, QUARTER),
    ):
        assert any("20 answers" in note and "1–10, not 0–10" in note for note in report.notes)


@pytest.mark.parametrize("by", ["region", "channel"])
def test_a_map_that_cannot_be_weighted_does_not_say_that_answers_lack(larkfield, scope, by):
    view = View(date(2026, 8, 1), date(2026, 11, 1), weighted=True)
    (told,) = journey(scope, *larkfield, view, by=by).verdict
    assert told[0].startswith("None of 1")
    assert told[0].endswith("cells can be told once weighted. ")


def test_shares_of_a_bridge_are_in_percent_in_its_table(larkfield, scope):
    before, now = (
        View(date(2026, 5, 1), date(2026, 8, 1)),
        View(date(2026, 8, 1), date(2026, 11, 1)),
    )
    table = tables.members(bridge(scope, *larkfield, before, now))
    for column in ("share before in %", "share after in %"):
        assert table[column].sum() == pytest.approx(100)
