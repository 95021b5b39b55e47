"""Differences, their verdicts and how often these are wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxdata.metrics import compare, scores

SPLIT = st.tuples(*[st.integers(0, 300)] * 3)


def test_fifteen_points_on_two_hundred_answers_are_no_detectable_change() -> None:
    """By hand: 201.5 answers a side, means 60/201.5 and 30/201.5."""
    found = compare.difference((100, 60, 40), (80, 70, 50))
    assert found.value == pytest.approx(15)
    assert found.adjusted == pytest.approx(100 * 30 / 201.5)
    assert found.low < 0 < found.high
    assert found.p > 0.05
    assert compare.verdict(found) == "none"


def test_the_same_move_on_ten_times_the_answers_is_up_and_backwards_down() -> None:
    much, little = (1000, 600, 400), (800, 700, 500)
    assert compare.verdict(compare.difference(much, little)) == "up"
    assert compare.verdict(compare.difference(little, much)) == "down"


def test_a_side_without_answers_has_no_difference() -> None:
    found = compare.difference((0, 0, 0), (5, 3, 2))
    assert np.isnan([found.value, found.low, found.high, found.p]).all()
    assert compare.verdict(found) == "none"
    assert np.isnan(compare.share_difference((0, 0), (1, 2)).value)


def test_what_benjamini_hochberg_stops_is_no_verdict() -> None:
    found = compare.difference(([900, 50], [50, 30], [50, 20]), ([500, 30], [300, 30], [200, 40]))
    assert compare.verdict(found).tolist() == ["up", "up"]
    assert compare.verdict(found, np.array([True, False])).tolist() == ["up", "none"]


@given(SPLIT, SPLIT)
def test_difference_lies_in_its_interval_and_turns_round(a: tuple, b: tuple) -> None:
    if sum(a) and sum(b):
        found, back = compare.difference(a, b), compare.difference(b, a)
        assert -200 <= found.low <= found.value <= found.high <= 200
        assert (found.value, found.low) == (pytest.approx(-back.value), pytest.approx(-back.high))
        assert found.p == pytest.approx(back.p)
        assert (found.p < 0.05) == (compare.verdict(found) != "none")


def test_numbers_and_arrays_agree() -> None:
    alone = compare.difference((12, 5, 3), (9, 6, 5))
    both = compare.difference(([12, 1], [5, 1], [3, 1]), ([9, 1], [6, 1], [5, 1]))
    assert type(alone.value) is float
    assert (both.value[0], both.p[0], both.n_a[0]) == (alone.value, alone.p, 20)
    with pytest.raises(ValueError, match="shape"):
        compare.difference(([1, 2], [1, 2], [1, 2]), (1, 1, 1))


def outcomes(n: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    x = np.arange(n + 1)
    return x, stats.binom.pmf(x, n, share)


@pytest.mark.parametrize("n", [(20, 20), (30, 200), (150, 150)])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8, 0.95])
def test_equal_shares_are_called_different_at_most_as_often_as_said(
    n: tuple[int, int], share: float
) -> None:
    """Every outcome counted, none drawn: the error rate of the 95 % test of two shares."""
    (a, chance_a), (b, chance_b) = outcomes(n[0], share), outcomes(n[1], share)
    first, second = (part.ravel() for part in np.meshgrid(a, b, indexing="ij"))
    found = compare.share_difference(
        (first, np.full(first.shape, n[0])), (second, np.full(second.shape, n[1]))
    )
    wrong = np.outer(chance_a, chance_b).ravel()[compare.verdict(found) != "none"].sum()
    assert wrong < 0.065


def test_equal_groups_are_called_different_in_five_of_a_hundred() -> None:
    rng = np.random.default_rng(20261031)
    for shape, n in (((0.5, 0.3, 0.2), (30, 300)), ((0.8, 0.15, 0.05), (60, 60))):
        a, b = (tuple(rng.multinomial(size, shape, 20_000).T) for size in n)
        wrong = (compare.verdict(compare.difference(a, b)) != "none").mean()
        assert 0.035 < wrong < 0.065


def test_detectable_move_is_found_in_eighty_of_a_hundred() -> None:
    rng = np.random.default_rng(7)
    quarter = compare.detectable(0.69, 400, 400) / 400  # of the move, which spans 0
    before = rng.multinomial(400, (0.35 - quarter, 0.3, 0.35 + quarter), 20_000).T
    after = rng.multinomial(400, (0.35 + quarter, 0.3, 0.35 - quarter), 20_000).T
    found = compare.verdict(compare.difference(tuple(after), tuple(before)))
    assert (found == "up").mean() == pytest.approx(0.8, abs=0.03)


def test_answers_needed_undo_the_detectable_move() -> None:
    assert compare.answers_needed(0.61, compare.detectable(0.61, 500, 500)) in (500, 501)
    assert compare.detectable(0.61, 140, 140) == pytest.approx(26.15, abs=0.01)
    assert compare.detectable(0.61, 140, np.inf) == pytest.approx(26.15 / 2**0.5, abs=0.01)
    assert np.isnan(compare.detectable(0.61, 0, 140))


def test_benjamini_hochberg_by_hand() -> None:
    """Steps of .02: .001 <= .02, .03 <= .04, .07 > .06, .075 <= .08 lifts the .07 with it."""
    passes = compare.benjamini_hochberg([0.07, np.nan, 0.001, 0.9, 0.03, 0.075])
    assert passes.tolist() == [True, False, True, False, True, True]
    assert not compare.benjamini_hochberg([np.nan, np.nan]).any()
    assert compare.benjamini_hochberg([]).shape == (0,)
    assert compare.benjamini_hochberg(np.full((2, 3), 0.001)).shape == (2, 3)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_benjamini_hochberg_is_that_of_scipy(p: list[float]) -> None:
    wanted = stats.false_discovery_control(p) <= 0.10
    found = compare.benjamini_hochberg(p)
    close = np.abs(stats.false_discovery_control(p) - 0.10) < 1e-9
    assert np.array_equal(found[~close], wanted[~close])


def test_a_target_is_missed_only_where_the_whole_interval_lies_under_it() -> None:
    estimate = scores.nps(40, 30, 30)
    under = compare.against_target(estimate, 38)
    assert under.value == pytest.approx(-28)
    assert compare.verdict(under) == "down"
    assert compare.verdict(compare.against_target(estimate, estimate.high - 0.1)) == "none"
    assert compare.verdict(compare.against_target(estimate, estimate.low - 0.1)) == "up"


@given(SPLIT, st.floats(-100, 100))
def test_p_against_a_target_agrees_with_the_interval(split: tuple, target: float) -> None:
    if sum(split):
        found = compare.against_target(scores.nps(*split), target)
        if min(abs(found.low), abs(found.high), abs(found.value)) > 1e-6:
            assert (found.p < 0.05) == (compare.verdict(found) != "none")


def test_no_answers_or_no_target_is_no_verdict() -> None:
    for found in (
        compare.against_target(scores.nps(0, 0, 0), 38),
        compare.against_target(scores.nps(5, 3, 2), np.nan),
    ):
        assert np.isnan(found.p)
        assert compare.verdict(found) == "none"
