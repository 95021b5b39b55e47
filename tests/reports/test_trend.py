"""The control chart, its small multiples, and the bridge between any two periods."""

from __future__ import annotations

from datetime import date

import pytest

from cxdata.errors import BadInput
from cxdata.reports import periods
from cxdata.reports.trend import bridge, trend
from cxdata.scope import View, month_after

LAST = date(2026, 10, 1)
QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))


def months(count: int) -> list[date]:
    return [month_after(LAST, -i) for i in reversed(range(count))]


def said(sentence) -> str:
    return "".join(words for words, _ in sentence)


@pytest.fixture
def steady(tally, answers):
    for i, month in enumerate(months(36)):
        wobble = 0.01 if i % 2 else -0.01
        for region in ("North", "South"):
            tally.add(month, answers(300, 0.45 + wobble, 0.15), region=region)
    return tally


def test_a_steady_score_keeps_to_its_level(steady, brook, scope):
    found = trend(scope, steady, brook, QUARTER)
    assert found.grain == "month"
    assert len(found.points) == 36
    assert said(found.verdict) == (
        "The score keeps to its usual level of +30; what single months differ by may be chance."
    )
    assert found.since is None
    assert not any(point.signal for point in found.points)
    assert sum(point.baseline for point in found.points) == 18
    assert found.low < 29 < 31 < found.high
    ends = [x for p in found.points for x in (p.figure.low, p.figure.high)]
    assert found.low < min(ends) < max(ends) < found.high, "the band is never clipped"


def test_a_shift_is_dated(tally, answers, brook, scope):
    for month in months(36):
        tally.add(month, answers(600, 0.45 if month < date(2026, 5, 1) else 0.30, 0.15))
    found = trend(scope, tally, brook, QUARTER)
    assert found.since == date(2026, 5, 1)
    assert said(found.verdict).startswith(
        "Lower since May 2026 than its usual +30, more than chance explains: "
    )
    assert "No further detectable change since last quarter (" in said(found.verdict)
    assert found.points[-1].signal == "outside"


def test_a_shift_that_is_over_is_told_as_past(tally, answers, brook, scope):
    for month in months(36):
        bad = date(2026, 3, 1) <= month < date(2026, 6, 1)
        tally.add(month, answers(600, 0.30 if bad else 0.45, 0.15))
    found = trend(scope, tally, brook, QUARTER)
    assert found.since is None
    assert said(found.verdict) == (
        "The score keeps to its usual level of +30 again; last more than chance: May 2026."
    )


def test_few_answers_are_charted_by_quarter(tally, answers, brook, scope):
    for month in months(36):
        tally.add(month, answers(20, 0.5, 0.2))
    found = trend(scope, tally, brook, QUARTER)
    assert found.grain == "quarter"
    assert found.points[-1].label == "Aug – Oct 2026"
    assert len(found.points) == 12
    assert "under 40 answers" in found.grain_words


def test_a_break_starts_the_limits_anew(steady, brook_with, scope):
    company = brook_with('[[event]]\non = 2025-01-01\nname = "New wording"\nkind = "break"')
    found = trend(scope, steady, company, QUARTER)
    before, after = found.eras
    assert (before.since, before.until) == (date(2023, 11, 1), date(2025, 1, 1))
    assert before.centre is None
    assert after.since == date(2025, 1, 1)
    assert after.centre == pytest.approx(30)
    assert [m.kind for m in found.markers] == ["break"]
    assert all(p.lower is None for p in found.points if p.start < date(2025, 1, 1))


def test_too_short_a_history_has_no_limits(tally, answers, brook, scope):
    for month in months(6):
        tally.add(month, answers(300, 0.5, 0.2))
    found = trend(scope, tally, brook, QUARTER)
    assert found.eras[-1].centre is None
    assert said(found.verdict).startswith("Whether it moves cannot be told yet")


def test_a_month_with_a_handful_is_a_gap(tally, answers, brook, scope):
    for month in months(36):
        tally.add(month, answers(300, 0.5, 0.2) if month != date(2026, 1, 1) else {9: 3})
    found = trend(scope, tally, brook, QUARTER)
    gone = [p.label for p in found.points if p.figure.hidden]
    assert gone == ["Nov 2025", "Dec 2025", "Jan 2026"], "the block that holds the month"
    assert found.notes == ("3 periods of 36 not shown: too few answers.",)


@pytest.mark.parametrize("by", ["region", "touchpoint", "department", "team", "stage", "segment"])
def test_panels_share_one_scale(by, steady, answers, brook, scope):
    for month in months(36):
        steady.add(month, answers(60, 0.5, 0.2), "touchpoint", "shop", "store_a")
        steady.add(month, answers(60, 0.4, 0.3), "touchpoint", "van", "vans")
    found = trend(scope, steady, brook, QUARTER, by=by)
    assert found.panels
    for panel in found.panels:
        ends = [x for p in panel.points for x in (p.figure.low, p.figure.high) if x is not None]
        points = [2 * x - 100 if panel.unit == "%" else x for x in ends]
        assert all(found.panels_low <= x <= found.panels_high for x in points)
    assert found.panels_words


def test_the_panel_that_moved_is_the_one_marked(steady, answers, brook, scope):
    for month in months(36):
        fell = month >= date(2026, 7, 1)
        steady.add(month, answers(90, 0.5, 0.2), "touchpoint", "shop", "store_a")
        steady.add(month, answers(90, 0.2 if fell else 0.5, 0.2), "touchpoint", "van", "vans")
    found = trend(scope, steady, brook, QUARTER, by="touchpoint")
    panels = {panel.name: panel for panel in found.panels}
    assert panels["Delivery"].since == "since Jul 2026"
    assert panels["Shop visit"].since == ""


def test_a_part_is_taken_apart_by_region_too(steady, answers, brook, scope):
    for month in months(36):
        steady.add(month, answers(60, 0.5, 0.2), "touchpoint", "van", "vans", region="North")
        steady.add(month, answers(60, 0.4, 0.2), "touchpoint", "van", "vans", region="South")
    view = View(QUARTER.since, QUARTER.until, departments=("logistics",))
    found = trend(scope, steady, brook, view, by="region")
    assert found.part == "Logistics"
    assert {p.name: p.figure.text for p in found.panels} == {"North": "+30", "South": "+20"}


def test_an_unknown_dimension_or_grain_is_refused_with_the_choice(steady, brook, scope):
    with pytest.raises(BadInput, match="take one of: stage"):
        trend(scope, steady, brook, QUARTER, by="postcode")
    with pytest.raises(BadInput, match="month, quarter"):
        trend(scope, steady, brook, QUARTER, grain="week")
    with pytest.raises(BadInput, match="segment, channel, region"):
        bridge(scope, steady, brook, periods.before(QUARTER), QUARTER, "postcode")


@pytest.fixture
def moved(tally, answers):
    """North stays, South falls, and East comes in August."""
    for month in months(36):
        late = month >= QUARTER.since
        tally.add(month, answers(300, 0.45, 0.15), region="North")
        tally.add(month, answers(300, 0.20 if late else 0.45, 0.15), region="South")
        if late:
            tally.add(month, answers(100, 0.10, 0.40), region="East")
    return tally


def test_rows_of_a_bridge_add_up_to_the_change(moved, brook, scope):
    found = bridge(scope, moved, brook, periods.before(QUARTER), QUARTER, "region")
    assert sum(r.mix + r.rate for r in found.rows) == pytest.approx(found.change.value, abs=1e-9)
    rows = {row.name: row for row in found.rows}
    assert rows["North"].chance
    assert not rows["South"].chance
    assert rows["South"].rate < -8
    assert rows["East"].rate == 0, "it was not there before: all its effect is mix"
    assert rows["East"].before.note == "nobody answered"


def test_any_two_periods_can_be_bridged(moved, brook, scope):
    year_ago = View(date(2025, 8, 1), date(2025, 11, 1))
    found = bridge(scope, moved, brook, year_ago, QUARTER)
    assert (found.before_label, found.after_label) == ("Aug – Oct 2025", "Aug – Oct 2026")
    assert found.dimension == "region"
    assert said(found.verdict).startswith("Down ")


def test_periods_that_overlap_are_refused(moved, brook, scope):
    found = bridge(scope, moved, brook, View(date(2026, 7, 1), date(2026, 10, 1)), QUARTER)
    assert found.refused == "The two periods share months: choose two that don't."
    assert found.rows == ()
    assert found.change.verdict == "refused"


def test_small_members_of_a_bridge_are_told_together(tally, answers, brook, scope):
    for month in months(12):
        tally.add(month, answers(300, 0.45, 0.15), region="North")
        tally.add(month, answers(300, 0.40, 0.15), region="South")
    tally.add(LAST, {9: 2}, region="East").add(LAST, {9: 30}, region="West")
    found = bridge(scope, tally, brook, periods.before(QUARTER), QUARTER, "region")
    names = [row.name for row in found.rows]
    assert "East" not in names
    assert names[-1] == "others"
    assert found.rows[-1].after.n >= 5
    assert sum(r.mix + r.rate for r in found.rows) == pytest.approx(found.change.value, abs=1e-9)
