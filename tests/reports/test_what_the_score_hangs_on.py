"""Drivers, measures beside scores and where to act, on the sample company's record."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.metrics import drivers as metric
from cxdata.organisation import Organisation
from cxdata.record.ratings import Ratings, ratings
from cxdata.record.snapshot import Snapshot
from cxdata.reports import driver_tables, journey_panel, low_points, measure_words
from cxdata.reports.drivers import DriversReport, _enough, drivers, sides
from cxdata.reports.journey import journey
from cxdata.reports.line_of_sight_ground import Ground
from cxdata.reports.line_of_sight_work import Work
from cxdata.reports.measure_months import pooled, usual, worded
from cxdata.reports.measures_beside import MeasuresReport, measures
from cxdata.reports.objectives import report as objectives
from cxdata.reports.where_to_act import where_to_act
from cxdata.scope import EXECUTIVE, Scope, View
from tests import records

ANYONE = Scope(EXECUTIVE)
AUTUMN = View(date(2026, 8, 1), date(2026, 11, 1))


@pytest.fixture(scope="module")
def sample() -> tuple[Snapshot, Organisation]:
    snapshot = record.open_snapshot(record.locate(records.sample_root()))
    return snapshot, organisations.parse(snapshot.organisation())


@pytest.fixture(scope="module")
def weighed(sample: tuple[Snapshot, Organisation]) -> DriversReport:
    return drivers(ANYONE, *sample, AUTUMN)


@pytest.fixture(scope="module")
def beside(sample: tuple[Snapshot, Organisation]) -> MeasuresReport:
    return measures(ANYONE, *sample, AUTUMN)


Sample = tuple[Snapshot, Organisation]


def test_shares_are_those_of_the_metric_and_add_up(sample: Sample, weighed: DriversReport) -> None:
    held = ratings(sample[0], ANYONE, AUTUMN)
    direct = metric.drivers(held.ratings, held.scores)
    by_id = dict(zip(held.drivers, direct.share, strict=True))
    assert {d.id: d.share for d in weighed.drivers} == pytest.approx(by_id)
    assert sum(d.share for d in weighed.drivers) == pytest.approx(100)
    assert [d.share for d in weighed.drivers] == sorted(by_id.values(), reverse=True)
    assert weighed.n + direct.left_out == weighed.answered


def test_the_page_names_first_what_weighs_most_and_stands_worst(weighed: DriversReport) -> None:
    receive = next(d for d in weighed.drivers if d.id == "receive")
    assert (receive.place, receive.quadrant) == ("1st", "mend first")
    assert receive.across_high is not None
    assert receive.across_high < 0
    said = "".join(words for words, _ in weighed.verdict)
    assert "Receive" in said
    assert "not the effect of fixing" in weighed.caution
    assert "of why scores differ" in weighed.fit
    assert "left out" in weighed.counted


def test_nothing_is_judged_where_an_interval_holds_the_line(weighed: DriversReport) -> None:
    for driver in weighed.drivers:
        assert driver.across_low is not None
        assert driver.across_high is not None
        straddles = driver.across_low <= 0 <= driver.across_high
        unsure = driver.low <= weighed.even <= driver.high
        if straddles or unsure:
            assert driver.quadrant == ""


def test_departments_and_teams_change_nothing_about_a_relational_answer(
    sample: Sample, weighed: DriversReport
) -> None:
    one = View(AUTUMN.since, AUTUMN.until, departments=("finance",), teams=("accounts",))
    assert drivers(ANYONE, *sample, one) == weighed


def test_too_few_answers_say_how_many_are_missing_and_by_when(sample: Sample) -> None:
    business = View(date(2026, 10, 1), date(2026, 11, 1), segments=("Business",))
    found = drivers(ANYONE, *sample, business)
    assert found.drivers == ()
    assert f"{300 - found.n} more" in found.reason
    assert "rate all 6 stages" in found.reason
    assert "at the present pace" in found.reason
    assert "20" in found.reason.rpartition("by ")[2]


def test_from_three_hundred_it_is_shown_and_from_five_hundred_judged(sample: Sample) -> None:
    october = View(date(2026, 10, 1), date(2026, 11, 1))
    found = drivers(ANYONE, *sample, october)
    assert 300 <= found.n < 500
    assert not found.ranked
    assert {(d.place, d.quadrant) for d in found.drivers} == {("", "")}
    assert "too few to say which" in "".join(words for words, _ in found.verdict)


def test_a_rating_that_hardly_anybody_gave_is_left_out_and_only_if_that_helps() -> None:
    rng = np.random.default_rng(1)
    table = rng.integers(0, 11, (400, 3)).astype(np.float32)
    table[20:, 2] = np.nan
    held = Ratings(("buy", "use", "new"), table[:, 0], table)
    kept, dropped = _enough(held)
    assert (kept.drivers, dropped, kept.complete) == (("buy", "use"), ("new",), 400)
    few = Ratings(held.drivers, held.scores[:90], held.ratings[:90])
    assert _enough(few) == (few, ())


def test_sides_stand_beside_one_another() -> None:
    """Twenty that lean a little: alone each would be told, side by side they may be chance."""
    leaning = np.array([[2.1, 0.1, 4.1]] + [[0.0, -2, 2]] * 19)
    assert sides(leaning, 0.0, ("under", "over")) == [""] * 20
    assert sides(leaning[:1], 0.0, ("under", "over")) == ["over"]
    clear = np.array([[-9.0, -11, -7], [9.0, 7, 11]])
    assert sides(clear, 0.0, ("under", "over")) == ["under", "over"]


def test_invoice_errors_are_found_with_their_slope_and_no_threshold(beside: MeasuresReport) -> None:
    """Planted truth (e): 6 points a per cent, a straight line."""
    held = [row for row in beside.rows if row.stands]
    assert [row.id for row in held] == ["understand_bill/invoice_errors"]
    found = held[0]
    assert found.slope_low is not None
    assert found.slope_high is not None
    assert found.slope_low <= -6 <= found.slope_high
    assert (found.level, found.lag, found.grade) == (None, 0, "measured")
    assert "goes with a score" in found.words
    assert "lower" in found.words
    assert "hurt" in found.bend


def test_the_north_shows_its_late_deliveries(sample: Sample) -> None:
    """Planted truth (a): seen with the region chosen, by the vans that drive there."""
    north = View(AUTUMN.since, AUTUMN.until, regions=("North",))
    found = measures(ANYONE, *sample, north)
    first = found.rows[0]
    assert (first.id, first.stands) == ("delivery_on_time/on_time", True)
    assert first.slope is not None
    assert first.slope > 0
    assert "1 point less" in first.words
    assert min(month.level for month in first.seen) < 80


def test_no_measure_without_a_planted_link_is_ranked_or_bent(beside: MeasuresReport) -> None:
    for row in beside.rows[1:]:
        assert (row.grade, row.slope, row.level) == ("assumed", None, None)
        assert row.words.startswith("No association")


def test_a_department_keeps_its_own_touchpoints(sample: Sample) -> None:
    finance = View(AUTUMN.since, AUTUMN.until, departments=("finance",))
    found = measures(ANYONE, *sample, finance)
    kept = sample[1].touchpoints_of(sample[1].teams_of("finance"))
    assert {row.id.split("/")[0] for row in found.rows} <= set(kept)
    assert found.rows[0].id == "understand_bill/invoice_errors"


def test_where_to_act_finds_the_broken_deliveries(sample: Sample) -> None:
    spring = View(date(2026, 3, 1), date(2026, 7, 1))
    found = where_to_act(ANYONE, *sample, spring)
    assert {row.id for row in found.drivers[:2]} == {"delivery_on_time", "delivery_slot"}
    for row in found.drivers[:2]:
        assert row.quadrant == "mend first"
        assert row.gain_low is not None
        assert row.gain_low > 0
    assert "association" in "".join(words for words, _ in found.verdict)


def test_three_low_points_are_reconciled_and_one_is_not(sample: Sample) -> None:
    found, acts = journey(ANYONE, *sample, AUTUMN), where_to_act(ANYONE, *sample, AUTUMN)
    told = low_points.words(found, acts)
    assert "Understand the bill has the lowest score (NPS +3)" in told
    assert "Receive is the stage farthest under its target (16 under target)" in told
    assert "most of the total goes with Delivery on time" in told
    assert "what goes with Understand the bill cannot be told from nothing." in told
    assert told.endswith("holds each touchpoint against itself over 13 months.")
    # Of that name, no other: a company whose lowest touchpoint is the one to mend is told nothing.
    late = next(act for act in acts.drivers if act.id == "delivery_on_time")
    line = found.curve.lines[0]
    lowest = [
        replace(figure, value=-50.0) if stop.id == late.id else figure
        for stop, figure in zip(found.curve.stops, line.figures, strict=True)
    ]
    curve = replace(found.curve, lines=(replace(line, figures=tuple(lowest)),))
    assert low_points.words(replace(found, curve=curve), acts) == ""
    assert low_points.words(found, replace(acts, drivers=())) == ""


def test_a_gain_is_only_shown_where_it_can_be_told_from_none(sample: Sample) -> None:
    found = where_to_act(ANYONE, *sample, AUTUMN)
    for row in found.drivers:
        if row.gain is None:
            assert row.words in ("on target", "cannot be told from none")
        else:
            assert row.gain_low is not None
            assert row.gain_low > 0
        if row.figure.value is not None and row.figure.value >= row.target.value:
            assert row.words == "on target"


def test_parts_of_a_stage_add_up_to_its_share(sample: Sample, weighed: DriversReport) -> None:
    found = where_to_act(ANYONE, *sample, AUTUMN)
    for driver in weighed.drivers:
        own = [row.share for row in found.drivers if row.stage == driver.name]
        assert sum(own) == pytest.approx(driver.share)


def test_where_to_act_refuses_as_drivers_do(sample: Sample) -> None:
    business = View(date(2026, 10, 1), date(2026, 11, 1), segments=("Business",))
    found = where_to_act(ANYONE, *sample, business)
    assert "more" in found.reason
    assert found.drivers == ()


def test_tables_hold_a_row_each(
    sample: Sample, weighed: DriversReport, beside: MeasuresReport
) -> None:
    assert len(driver_tables.drivers(weighed)) == 6
    assert len(driver_tables.measures(beside)) == len(beside.rows)
    assert len(driver_tables.months(beside.rows[0])) == len(beside.rows[0].seen) == 36
    acts = driver_tables.acts(where_to_act(ANYONE, *sample, AUTUMN))
    assert acts["gain"].notna().any()


def test_units_read_as_one_of_them() -> None:
    from cxdata.organisation import Measure

    units = {"%": "1 point", "min": "1 min", "s": "1 s", "days": "1 day", "": "1 unit"}
    for unit, words in units.items():
        assert measure_words.one(Measure("m", "M", unit)) == words


@pytest.mark.parametrize("shown", ["nps", "own"])
def test_a_measure_has_one_grade_on_drivers_and_behind_a_cell(
    sample: Sample, beside: MeasuresReport, shown: str
) -> None:
    judged = {row.id: row for row in beside.rows}
    alone = judged["delivery_slot/slots_kept"]  # by itself it would be called measured
    assert (alone.grade, measure_words.AMONG in alone.words) == ("assumed", True)
    for touchpoint in ("delivery_slot", "understand_bill"):
        cell = {"touchpoint": touchpoint, "column": "2026-03", "measure": shown}
        found = journey_panel.panel(ANYONE, *sample, AUTUMN, by="month", **cell).beside
        assert found
        for one in found:
            row = judged[f"{touchpoint}/{one.id}"]
            assert (one.grade, one.words, one.usual, one.scored, one.months) == (
                (row.grade, row.words, row.usual, row.scored, row.months)
            )


def test_a_measure_has_one_grade_on_drivers_and_in_the_line_of_sight(
    sample: Sample, beside: MeasuresReport
) -> None:
    work = Work(Ground.open(ANYONE, *sample, AUTUMN))
    pieces = [
        (team, piece)
        for team in work.ground.ways.row
        for piece in work.ground.ways.pieces(team)
        if piece.measure and piece.part != "through"
    ]
    judged = {row.id: row.grade for row in beside.rows}
    seen = {
        f"{piece.at[0][0]}/{piece.measure}": told.grade
        for team, piece in pieces
        if (told := work.daily(team, piece)) is not None and told.known
    }
    assert set(judged) <= set(seen)
    assert {id_: seen[id_] for id_ in judged} == judged


def test_a_measure_has_one_level_wherever_a_period_is_told(
    sample: Sample, beside: MeasuresReport
) -> None:
    work = Work(Ground.open(ANYONE, *sample, AUTUMN))
    bills = next(p for p in work.ground.ways.pieces("accounts") if p.measure == "invoice_errors")
    daily = work.daily("accounts", bills)
    row = next(one for one in beside.rows if one.id == "understand_bill/invoice_errors")
    aim = next(a for a in objectives(ANYONE, *sample, AUTUMN).aims if "nvoices" in a.measured)
    assert daily is not None
    assert daily.value == row.now == worded(aim.value or 0.0, "%") == "5.4 %"
    assert daily.usual == row.usual == "4.8 %"


def test_a_period_is_its_cases_together_and_a_usual_month_the_middle_one() -> None:
    values, cases = np.array([2.0, np.nan, 10.0, 4.0]), np.array([100.0, 0.0, 10.0, 90.0])
    assert pooled(values, cases, (0, 3)) == pytest.approx((200 + 100) / 110)
    assert pooled(values, cases, (-5, 1)) == 2.0
    assert np.isnan(pooled(values, cases, (1, 2)))
    assert usual(values) == 4.0
