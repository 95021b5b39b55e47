"""The journey's map: what its cells show, what stands out, what is hidden, what it says."""

from datetime import date

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata.errors import BadInput
from cxdata.reports import tables
from cxdata.reports.journey import journey
from cxdata.reports.journey_panel import panel
from cxdata.scope import View, month_after

START, MONTHS = date(2025, 1, 1), 24
END = month_after(START, MONTHS)
VIEW = View(month_after(END, -3), END)


def months():
    return [month_after(START, i) for i in range(MONTHS)]


def moment(tally, month, touchpoint, scores, team="", metric="nps", **members):
    return tally.add(month, scores, "touchpoint", touchpoint, team, metric, **members)


@pytest.fixture
def steady(tally):
    """Shop, till and delivery, every month alike, but the shop's April 2026."""
    for month in months():
        tally.add(month, {10: 40, 3: 10})
        bad = month == date(2026, 4, 1)
        moment(tally, month, "shop", {10: 10, 3: 50} if bad else {10: 40, 7: 10, 3: 10}, "store_a")
        moment(tally, month, "till", {10: 30, 7: 10, 3: 20}, "store_b")
        moment(tally, month, "van", {9: 5, 8: 2}, "vans")
        moment(tally, month, "van", {5: 50, 3: 30}, "vans", metric="csat")
    return tally


def cells(found):
    return {
        (row.id, column.id): cell
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
    }


def said(found):
    return "".join(words for words, _ in found.verdict)


def test_rows_are_touchpoints_in_journey_order_and_columns_thirteen_months(steady, someone, brook):
    found = journey(someone, steady, brook, VIEW)
    assert [row.id for row in found.rows] == ["shop", "till", "van"]
    assert [row.stage for row in found.rows] == ["Buy", "Buy", "Receive"]
    assert len(found.columns) == 13
    assert found.columns[-1].id == "2026-12"


def test_a_cell_is_the_score_of_its_counts(steady, someone, brook):
    cell = cells(journey(someone, steady, brook, VIEW))["shop", "2026-05"]
    assert cell.figure.value == pytest.approx(50)
    assert cell.figure.n == 60
    assert cell.text == "+50"
    assert cell.change.verdict == "up"


def test_only_the_bad_month_is_outlined_and_the_sentence_names_it(steady, someone, brook):
    found = journey(someone, steady, brook, VIEW)
    out = [key for key, cell in cells(found).items() if cell.outlined]
    assert out == [("shop", "2026-04")]
    assert said(found).startswith("At Shop visit, in April.")
    assert "Since May it cannot be told from before." in said(found)
    assert "outlined: stands out from its row" in found.legend
    assert "hatched: under 10 answers" in found.legend


def test_the_legend_tells_of_no_mark_that_is_not_on_the_map(tally, someone, brook):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "shop", {10: 40, 3: 40}, "store_a")
    legend = journey(someone, tally, brook, VIEW).legend
    assert "outlined" not in legend
    assert "hatched" not in legend
    assert "no cell stands out from its row after correction for" in legend


def test_a_cell_under_ten_answers_is_hatched_and_never_outlined(steady, someone, brook):
    cell = cells(journey(someone, steady, brook, VIEW))["van", "2026-12"]
    assert cell.few
    assert not cell.outlined


def test_few_answers_are_drawn_to_the_mean_further_than_many(tally, someone, brook):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "shop", {10: 40, 3: 40}, "store_a")
        moment(tally, month, "till", {10: 40, 3: 20}, "store_b")
        moment(tally, month, "van", {10: 6}, "vans")
    found = cells(journey(someone, tally, brook, VIEW))
    few, many = found["van", "2026-12"], found["till", "2026-12"]
    assert few.figure.value == pytest.approx(100)
    assert few.shrunk is not None
    assert many.shrunk is not None
    assert abs(few.shrunk - few.figure.value) > 3 * abs(many.shrunk - (many.figure.value or 0))


def test_each_stage_by_its_own_measure_is_coloured_by_its_distance_from_target(
    steady, someone, brook
):
    found = journey(someone, steady, brook, VIEW, measure="own")
    van = cells(found)["van", "2026-12"]
    assert [row.measure for row in found.rows] == ["NPS", "NPS", "CSAT"]
    assert van.figure.unit == "%"
    assert van.target is not None
    assert van.target.value == 80
    assert van.tint < 0  # 62 % of 80 %
    assert "own target" in found.legend


@pytest.mark.parametrize("by", ["month", "quarter", "department", "team"])
def test_a_group_under_five_shows_no_figure_in_any_map(tally, someone, brook, by):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "till", {10: 30, 3: 20}, "store_b")
    moment(tally, months()[-1], "shop", {10: 2, 3: 1}, "store_a")
    found = cells(journey(someone, tally, brook, VIEW, by=by))
    shown = [cell.figure for (row, _), cell in found.items() if row == "shop"]
    assert shown
    assert all(figure.value is None and not figure.n for figure in shown)


def test_members_of_a_row_that_would_tell_a_small_one_by_subtraction_are_hidden(
    tally, someone, brook
):
    for month in months():
        tally.add(month, {10: 40}, segment="A", channel="C", region="R")
        moment(tally, month, "shop", {10: 20, 3: 20}, "store_a", region="North")
        moment(tally, month, "shop", {10: 20, 3: 20}, "store_a", region="South")
    moment(tally, months()[-1], "shop", {3: 2}, "store_a", region="West")
    found = journey(someone, tally, brook, VIEW, by="region")
    figures = {key[1]: cell.figure for key, cell in cells(found).items() if key[0] == "shop"}
    visible = sum(f.n or 0 for f in figures.values())
    assert figures["West"].value is None
    assert 242 - visible >= 5


def test_departments_and_teams_hold_the_answers_of_the_customers_they_met(steady, someone, brook):
    found = cells(journey(someone, steady, brook, VIEW, by="department"))
    assert {key for key, cell in found.items() if cell.figure.n} == {
        ("shop", "stores"),
        ("till", "stores"),
        ("van", "logistics"),
    }  # the ledger supports the till: no customer met it
    teams = cells(journey(someone, steady, brook, VIEW, by="team"))
    assert teams["till", "store_b"].figure.n == 180
    assert teams["till", "store_a"].figure.n == 0


@pytest.mark.parametrize(("by", "column"), [("department", "stores"), ("team", "store_a")])
def test_the_panel_of_a_team_counts_what_its_cell_counts(steady, someone, brook, by, column):
    cell = cells(journey(someone, steady, brook, VIEW, by=by))["shop", column]
    behind = panel(someone, steady, brook, VIEW, by=by, touchpoint="shop", column=column)
    assert behind.figure == cell.figure
    assert sum(n for _, n in behind.scores) == cell.figure.n == 180
    assert behind.course is not None


def test_columns_by_region_add_up_to_the_filtered_pages(tally, someone, brook):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "shop", {10: 20, 3: 12}, "store_a", region="North", segment="Old")
        moment(tally, month, "shop", {10: 9, 3: 14}, "store_a", region="South", segment="New")
    found = cells(journey(someone, tally, brook, VIEW, by="region"))
    for region in ("North", "South"):
        alone = View(VIEW.since, VIEW.until, regions=(region,))
        one = journey(someone, tally, brook, alone, by="quarter")
        figure = cells(one)["shop", one.columns[-1].id].figure
        assert found["shop", region].figure == figure


def test_a_break_lies_between_columns_and_is_not_tested_across(tally, someone, brook):
    from tests.reports.conftest import ORGANISATION

    text = ORGANISATION + '\n[[event]]\non = 2026-06-01\nname = "New wording"\nkind = "break"\n'
    company = organisations.parse(text)
    for month in months():
        tally.add(month, {10: 40})
        low = month < date(2026, 6, 1)
        moment(tally, month, "shop", {10: 10, 3: 50} if low else {10: 40, 3: 10}, "store_a")
    found = journey(someone, tally, company, VIEW)
    broken = [column.id for column in found.columns if column.broken]
    assert broken == ["2026-06"]
    assert found.events == ("1. New wording, 1 Jun 2026: before and after cannot be compared.",)
    assert not any(cell.outlined for cell in cells(found).values())
    assert cells(found)["shop", "2026-06"].change.verdict == "refused"


@pytest.mark.parametrize("asked", [{"by": "weather"}, {"colour": "red"}, {"measure": "sum"}])
def test_what_the_map_cannot_show_is_refused(steady, someone, brook, asked):
    with pytest.raises(BadInput):
        journey(someone, steady, brook, VIEW, **asked)


@pytest.mark.parametrize("by", ["month", "quarter", "department", "team", "region"])
def test_a_record_without_touchpoint_answers_makes_an_empty_map(tally, someone, brook, by):
    month = date(2026, 12, 1)
    tally.add(month, {10: 40}, region="North")
    found = journey(someone, tally, brook, View(month, END), by=by)
    assert all(cell.figure.value is None for cell in cells(found).values())
    assert said(found) == "No touchpoint has enough answers to be shown."


def test_without_touchpoints_there_is_no_map_and_the_page_says_so(tally, someone):
    tally.add(date(2026, 12, 1), {10: 40})
    bare = organisations.parse('[company]\nname = "Bare"\n')
    with pytest.raises(BadInput, match="A steward writes them under Steward, Organisation"):
        journey(someone, tally, bare, VIEW)


def test_the_table_behind_the_map_is_a_row_a_cell_and_hides_what_the_map_hides(
    tally, someone, brook
):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "till", {10: 30, 3: 20}, "store_b")
    moment(tally, months()[-1], "shop", {10: 2, 3: 1}, "store_a")
    table = tables.journey_cells(journey(someone, tally, brook, VIEW))
    assert len(table) == 3 * 13
    last = table[(table["touchpoint"] == "Shop visit") & (table["month"] == "Dec 2026")].iloc[0]
    assert last["score"] is None
    assert last["answers"] is None
    assert last["note"] == "too few to show"


@pytest.mark.parametrize("colour", ["change", "target"])
def test_only_what_is_more_than_chance_is_coloured(steady, someone, brook, colour):
    found = cells(journey(someone, steady, brook, VIEW, colour=colour))
    assert found["shop", "2026-04"].tint == -3  # 117 points down, 97 under its target of 30
    assert found["till", "2026-04"].tint == 0  # as the month before; 13 under, but of 60 answers
    assert found["shop", "2026-07"].tint == 0  # 20 over its target, may be chance


def test_two_periods_lie_over_each_other_on_the_curve(steady, someone, brook):
    found = journey(someone, steady, brook, View(date(2026, 4, 1), date(2026, 5, 1)), over="year")
    now, then = found.curve.lines
    assert (now.name, then.name) == ("Apr 2026", "Apr 2025")
    assert "The intervals lie apart at Shop visit." in found.curve.words


def test_volume_and_response_are_printed_where_asked_for(steady, someone, brook):
    for month in months():
        steady.ask(month, 200, 120, 60, kind="touchpoint", touchpoint="shop", team="store_a")
    volume = cells(journey(someone, steady, brook, VIEW, colour="volume"))["shop", "2026-12"]
    assert volume.text == "60"
    share = cells(journey(someone, steady, brook, VIEW, colour="response"))["shop", "2026-12"]
    assert share.text == "50 %"


def test_the_panel_shows_what_the_cell_counts(steady, someone, brook):
    found = panel(someone, steady, brook, VIEW, by="month", touchpoint="shop", column="2026-04")
    assert found.title == "Shop visit · Apr 2026"
    assert dict(found.scores)[3] == 50
    assert sum(n for _, n in found.scores) == found.figure.n == 60
    assert found.change.verdict == "down"
    steps = sum(step.value for step in found.moved.steps)
    assert steps == pytest.approx((found.moved.after or 0) - (found.moved.before or 0))
    assert found.course is not None
    assert [p.label for p in found.course.points if p.signal == "outside"] == ["Apr 2026"]
    assert [hand.teams for hand in found.owners] == [("Store A",)]


def test_the_panel_of_a_hidden_cell_says_nothing(tally, someone, brook):
    for month in months():
        tally.add(month, {10: 40})
        moment(tally, month, "till", {10: 30, 3: 20}, "store_b")
    moment(tally, months()[-1], "shop", {10: 2, 3: 1}, "store_a")
    found = panel(someone, tally, brook, VIEW, by="month", touchpoint="shop", column="2026-12")
    assert found.figure.value is None
    assert found.scores == ()
    assert found.course is None
    assert found.moved.steps == ()
    assert found.beside == ()


def test_a_cell_that_the_map_does_not_have_is_refused(steady, someone, brook):
    with pytest.raises(BadInput, match="no such cell"):
        panel(someone, steady, brook, VIEW, by="month", touchpoint="shop", column="1999-01")


def test_chance_alone_outlines_no_more_maps_than_it_may(new_tally, someone, brook):
    """One in ten at most of maps without any truth has an outlined cell."""
    rng = np.random.default_rng(7)
    maps = 40
    outlined = 0
    for _ in range(maps):
        tally = new_tally()
        for month in months():
            tally.add(month, {10: 40})
            for touchpoint, team, p in (
                ("shop", "store_a", (0.2, 0.3, 0.5)),
                ("till", "store_b", (0.35, 0.3, 0.35)),
                ("van", "vans", (0.1, 0.2, 0.7)),
            ):
                low, middle, high = rng.multinomial(40, p).tolist()
                moment(tally, month, touchpoint, {3: low, 7: middle, 10: high}, team)
        found = journey(someone, tally, brook, VIEW)
        outlined += any(cell.outlined for cell in cells(found).values())
    assert outlined <= 0.1 * maps + 3 * (maps * 0.1 * 0.9) ** 0.5
