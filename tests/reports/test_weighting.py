"""Scores weighted to the customers: by hand, refused where they must be, nobody given away."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cxdata.metrics import scores
from cxdata.record import Cells
from cxdata.reports.bridging import bridge
from cxdata.reports.raking import CUSTOMERS, INVITED, Base, weighed
from cxdata.reports.scorecard import scorecard
from cxdata.reports.trend import trend
from cxdata.scope import View, month_after

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
WEIGHTED = replace(QUARTER, weighted=True)


def cells(**segments: tuple[int, int, int]) -> Cells:
    """Promoters, passives and detractors of each segment."""
    names = tuple(name.replace("none", "") for name in segments)
    counts = np.zeros((len(names), 11), dtype=np.int64)
    for row, split in enumerate(segments.values()):
        counts[row, [9, 8, 3]] = split
    return Cells({"segment": np.arange(len(names))}, {"segment": names}, counts)


def by(**customers: int) -> list[Base]:
    return [Base("segment", customers, INVITED)]


def test_two_segments_by_hand() -> None:
    found = weighed(cells(A=(220, 120, 60), B=(20, 40, 40)), by(A=500, B=500), 5)
    assert (found.n, found.n_eff, found.deff) == (500, pytest.approx(320), pytest.approx(1.5625))
    p, s, d = found.histogram[9], found.histogram[8], found.histogram[3]
    assert p + s + d == pytest.approx(320)
    assert scores.nps(p, s, d).value == pytest.approx((40 - 20) / 2)
    assert found.moved.value == pytest.approx(10 - 28)
    assert "18.0 ± " in found.words
    assert "500 answers are worth 320, since weights cost certainty" in found.words


def test_a_group_that_nobody_answered_for_is_named_and_nothing_is_weighted() -> None:
    found = weighed(cells(A=(22, 12, 6)), by(A=500, Silent=20), 5)
    assert "“Silent” are missing" in found.refused
    assert found.histogram.tolist() == found.plain.tolist()
    assert found.n_eff == 40


def test_names_that_fit_no_customers_are_named() -> None:
    assert (
        "“Biz” fit no customers" in weighed(cells(A=(9, 9, 9), Biz=(9, 9, 9)), by(A=5), 5).refused
    )


@pytest.mark.parametrize("n", [1, 4])
def test_no_weight_rests_on_fewer_than_the_minimum(n: int) -> None:
    """Else the weighted and the plain score together would give the small group's score away."""
    found = weighed(cells(A=(22, 12, 6), B=(n, 0, 0)), by(A=500, B=500), 5)
    assert "too few answers of “B”" in found.refused
    assert not weighed(cells(A=(22, 12, 6), B=(5, 0, 0)), by(A=500, B=500), 5).refused


def test_answers_without_a_segment_keep_their_part() -> None:
    found = weighed(cells(A=(40, 0, 0), B=(0, 0, 20), none=(0, 40, 0)), by(A=500, B=500), 5)
    share = found.histogram / found.histogram.sum()
    assert share[[9, 8, 3]] == pytest.approx([0.3, 0.4, 0.3])


def test_without_any_knowledge_of_customers_the_score_is_as_answered() -> None:
    assert "not known" in weighed(cells(A=(22, 12, 6), B=(5, 5, 5)), [], 5).refused


@pytest.fixture
def uneven(tally, answers):
    """Business is a third of the customers, a seventh of the answers, and unhappy."""
    for i in range(36):
        month = month_after(date(2023, 11, 1), i)
        for segment, n, promoters, detractors in (("Business", 60, 0.2, 0.4),
                                                  ("Families", 360, 0.5, 0.1)):  # fmt: skip
            tally.add(month, answers(n, promoters, detractors), segment=segment)
        tally.ask(month, 700, 600, 60, segment="Business")
        tally.ask(month, 1400, 1300, 360, segment="Families")
    return tally


def test_the_scorecard_counts_as_asked_and_says_so(uneven, brook, scope) -> None:
    plain, weighted = (scorecard(scope, uneven, brook, v) for v in (QUARTER, WEIGHTED))
    assert plain.counted == ""
    assert weighted.headline.value == pytest.approx((-20 + 2 * 40) / 3)
    assert weighted.headline.n == plain.headline.n == 1260
    assert weighted.headline.margin > plain.headline.margin
    assert weighted.counted.startswith("Weighted to our customers by segment (from who could be")
    assert weighted.heard.weighted.value == weighted.headline.value


def test_stages_and_departments_are_weighted_to_whom_they_could_ask(
    uneven, answers, brook, scope
) -> None:
    month = date(2026, 10, 1)
    for segment, n, promoters, customers in (
        ("Business", 40, 0.2, 900),
        ("Families", 200, 0.6, 900),
    ):
        uneven.add(month, answers(n, promoters, 0.2), "touchpoint", "shop", "store_a",
                   segment=segment)  # fmt: skip
        uneven.ask(month, customers, 800, n, "touchpoint", touchpoint="shop", team="store_a",
                   segment=segment)  # fmt: skip
    card = scorecard(scope, uneven, brook, WEIGHTED)
    buy = next(stage for stage in card.stages if stage.id == "buy")
    stores = next(row for row in card.departments if row.id == "stores")
    assert buy.figure.value == stores.figure.value == pytest.approx((0 + 40) / 2)
    assert buy.figure.n == stores.figure.n == 240


def test_a_department_of_too_few_stays_as_answered_and_is_named(
    uneven, answers, brook, scope
) -> None:
    month = date(2026, 10, 1)
    uneven.add(month, answers(3, 1.0, 0.0), "touchpoint", "shop", "store_a", segment="Business")
    uneven.add(month, answers(90, 0.6, 0.2), "touchpoint", "shop", "store_a", segment="Families")
    for segment in ("Business", "Families"):
        uneven.ask(month, 900, 800, 90, "touchpoint", touchpoint="shop", team="store_a",
                   segment=segment)  # fmt: skip
    plain, weighted = (scorecard(scope, uneven, brook, v) for v in (QUARTER, WEIGHTED))
    rows = [next(r for r in card.departments if r.id == "stores") for card in (plain, weighted)]
    assert rows[0].figure == rows[1].figure
    assert any(note.startswith("Stores is as answered: too few") for note in weighted.notes)


def test_where_the_customers_are_not_known_the_scorecard_says_as_answered(
    tally, answers, brook, scope
) -> None:
    tally.add(date(2026, 10, 1), answers(60, 0.2, 0.4), segment="A")
    tally.add(date(2026, 10, 1), answers(60, 0.6, 0.1), segment="B")
    plain, weighted = (scorecard(scope, tally, brook, v) for v in (QUARTER, WEIGHTED))
    assert weighted.counted.startswith("Shown as answered: ")
    assert weighted.headline == plain.headline


def test_every_period_of_the_trend_is_weighted_by_itself(uneven, brook, scope) -> None:
    found = trend(scope, uneven, brook, WEIGHTED)
    assert [p.figure.value for p in found.points] == pytest.approx([20.0] * 36)
    assert {p.figure.n for p in found.points} == {420}
    assert found.counted.startswith("Each period is weighted by itself")


def test_a_month_in_which_a_segment_is_silent_is_a_gap_with_its_reason(
    uneven, answers, brook, scope
) -> None:
    uneven.ask(date(2026, 6, 1), 90, 80, 0, segment="Seniors")
    found = trend(scope, uneven, brook, WEIGHTED, grain="month")
    june = next(p for p in found.points if p.label == "Jun 2026")
    assert june.figure.value is None
    assert june.figure.note == "cannot be weighted"
    assert "Jun 2026: customers of “Seniors” are missing" in found.counted


def test_where_each_dimension_comes_from_is_said() -> None:
    bases = [Base("segment", {"A": 1, "B": 1}, CUSTOMERS)]
    found = weighed(cells(A=(9, 9, 9), B=(9, 9, 9)), bases, 5)
    assert "segment (from the customer list)" in found.words


@pytest.mark.parametrize(("n", "weighted"), [(3, False), (5, True)])
def test_a_weighted_bridge_has_no_row_that_rests_on_a_small_group(
    tally, answers, brook, scope, n: int, weighted: bool
) -> None:
    """Three answers of Business in the East: with both scores known they could be worked out."""
    for month in (date(2026, 6, 1), date(2026, 9, 1)):
        for region, business in (("East", n), ("North", 40), ("South", 40)):
            tally.add(month, answers(business, 0.2, 0.4), segment="Business", region=region)
            tally.add(month, answers(200, 0.5, 0.1), segment="Families", region=region)
            for segment in ("Business", "Families"):
                tally.ask(month, 500, 400, 0, segment=segment, region=region)
    before = View(date(2026, 5, 1), date(2026, 8, 1))
    plain = bridge(scope, tally, brook, before, QUARTER, "region")
    found = bridge(scope, tally, brook, before, WEIGHTED, "region")
    assert [row.name for row in plain.rows] == ["East", "North", "South"]
    assert found.waterfall.weighted == weighted
    # East pooled alone would be the same three: nothing is taken apart by region then.
    refused = "Shown as answered: too few answers of some group" in found.waterfall.words
    assert refused == (not weighted)


def test_a_month_is_not_weighted_where_its_quarter_would_give_a_few_people_away(
    tally, answers, brook, scope
) -> None:
    """Six of Business in August, eight in the quarter: both weighted would tell what two said."""
    few = {date(2026, 8, 1): 6, date(2026, 9, 1): 2, date(2026, 10, 1): 0}
    for i in range(36):
        month = month_after(date(2023, 11, 1), i)
        for segment, n in (("Business", few.get(month, 30)), ("Families", 200)):
            tally.add(month, answers(n, 0.5, 0.2), segment=segment)
            tally.ask(month, 700, 600, n, segment=segment)
    found = trend(scope, tally, brook, WEIGHTED, grain="month")
    august, july = (next(p for p in found.points if p.label == f"{m} 2026") for m in ("Aug", "Jul"))
    assert august.figure.note == "cannot be weighted"
    assert july.figure.value is not None
    card = scorecard(scope, tally, brook, WEIGHTED)
    assert card.counted.startswith("Weighted to our customers by segment")
    only = replace(WEIGHTED, since=date(2026, 8, 1), until=date(2026, 9, 1))
    told = scorecard(scope, tally, brook, only).counted
    assert told.startswith(
        "Shown as answered: beside the other figures, the answers of a few people"
    )


def test_weights_go_with_their_rows_in_whatever_order_these_lie() -> None:
    """To the digit: names sorted unlike their codes, rows of several months, by two dimensions."""
    draw = np.random.default_rng(4)
    keys = {d: draw.integers(0, 3, 60) for d in ("segment", "channel")}
    names = {"segment": ("Z", "A", "M"), "channel": ("web", "app", "")}
    counts = draw.integers(0, 9, (60, 11))
    bases = [Base("segment", {"A": 500, "M": 500, "Z": 700}, CUSTOMERS),
             Base("channel", {"app": 900, "web": 800}, INVITED)]  # fmt: skip
    one = weighed(Cells(keys, names, counts), bases, 5)
    assert not one.refused
    order = draw.permutation(60)
    moved = Cells({d: codes[order] for d, codes in keys.items()}, names, counts[order])
    other = weighed(moved, bases, 5)
    assert (other.histogram.tolist(), other.n_eff) == (one.histogram.tolist(), one.n_eff)
    assert other.weights.tolist() == one.weights[order].tolist()
    each = counts.sum(axis=1) * one.weights
    sums = [each[keys["segment"] == code].sum() for code in (1, 2, 0)]
    assert np.array(sums) / sum(sums) == pytest.approx(np.array([500, 500, 700]) / 1700)


def test_a_weighted_page_reads_customers_and_answers_once(uneven, answers, brook, scope) -> None:
    """However many months, places and measures it weights."""
    for i in range(36):
        month = month_after(date(2023, 11, 1), i)
        for segment in ("Business", "Families"):
            for metric in ("nps", "csat"):
                uneven.add(month, answers(30, 0.5, 0.2), "touchpoint", "shop", "store_a", metric,
                           segment=segment)  # fmt: skip
            uneven.ask(month, 900, 800, 30, "touchpoint", touchpoint="shop", team="store_a",
                       segment=segment)  # fmt: skip
    for report, asked in ((trend, {"by": "touchpoint"}), (scorecard, {})):
        uneven.read.clear()
        report(scope, uneven, brook, WEIGHTED, **asked)
        assert uneven.read.count("customer_base") == 1
        assert uneven.read.count("answers_by_customer_mix") == 1
