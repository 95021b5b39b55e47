"""On course or not; who moved a mean; what weighting and worth move, against brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.metrics import course, value, weights

SIZES = st.lists(st.integers(0, 400), min_size=3, max_size=3)
MEANS = st.lists(st.floats(-50, 150), min_size=3, max_size=3)


def test_the_way_is_straight_and_ends_at_both_ends() -> None:
    assert course.path(93, 96, 0.5) == 94.5
    assert course.path(5, 2.5, 0.2) == pytest.approx(4.5)
    assert (course.path(93, 96, -1), course.path(93, 96, 2)) == (93, 96)


@given(SIZES, MEANS, SIZES, MEANS)
def test_parts_of_a_mean_add_up_to_its_change(n0, r0, n1, r1) -> None:
    if not sum(n0) or not sum(n1):
        with pytest.raises(ValueError, match="cases"):
            course.parts(n0, r0, n1, r1)
        return
    found = course.parts(n0, r0, n1, r1)
    wanted = np.average(r1, weights=n1) - np.average(r0, weights=n0)
    assert found.change == pytest.approx(wanted, abs=1e-9)
    assert (found.mix + found.rate).sum() == pytest.approx(wanted, abs=1e-9)


def test_a_level_holds_its_truth_in_nineteen_of_twenty_cases() -> None:
    draw = np.random.default_rng(5)
    held = 0
    for _ in range(600):
        months = 80 + 2 * draw.standard_normal(24)
        found = course.level(float(months[-3:].mean()), months, 3)
        held += found.low <= 80 <= found.high
    assert 0.93 <= held / 600 <= 0.98


def test_under_six_months_a_level_has_no_range() -> None:
    assert np.isnan(course.level(3.0, [1, 2, np.nan, 4, 5, 6], 3).low)


def test_the_range_of_a_weighted_shift_is_what_resampling_gives() -> None:
    p, s, d = np.array([220, 20]), np.array([120, 40]), np.array([60, 40])
    w = np.array([1.25, 5.0])
    found = weights.shift(p, s, d, w)
    answers = np.repeat([1, 0, -1] * 2, [220, 120, 60, 20, 40, 40])
    each = np.repeat(w, [400, 100])
    draw = np.random.default_rng(1)
    moved = []
    for _ in range(3000):
        at = draw.integers(0, 500, 500)
        moved.append(np.average(answers[at], weights=each[at]) - answers[at].mean())
    assert found.value == pytest.approx(100 * (np.average(answers, weights=each) - answers.mean()))
    assert (found.high - found.low) / 2 == pytest.approx(196 * np.std(moved), rel=0.06)


def test_equal_weights_shift_nothing() -> None:
    found = weights.shift([5, 3], [2, 2], [1, 4], [2.0, 2.0])
    assert (found.value, found.low, found.high) == pytest.approx((0, 0, 0))
    assert np.isnan(weights.shift([0], [0], [0], [1]).value)


def test_the_range_of_a_tilt_is_what_resampling_gives() -> None:
    draw = np.random.default_rng(2)
    answers = draw.choice([1, 0, -1], 800, p=[0.5, 0.3, 0.2])
    worth = draw.lognormal(5, 1, 800) * np.where(answers < 0, 2, 1)
    sums = [[(answers == k).sum(), worth[answers == k].sum(), (worth[answers == k] ** 2).sum()]
            for k in (1, 0, -1)]  # fmt: skip
    found = value.tilt(*np.array(sums).T)
    moved = []
    for _ in range(3000):
        at = draw.integers(0, 800, 800)
        moved.append(np.average(answers[at], weights=worth[at]) - answers[at].mean())
    assert found.value == pytest.approx(
        100 * (np.average(answers, weights=worth) - answers.mean()), abs=1e-6
    )
    assert (found.high - found.low) / 2 == pytest.approx(196 * np.std(moved), rel=0.08)
