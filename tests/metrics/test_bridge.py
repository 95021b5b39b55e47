"""The bridge is exact, whatever the counts, and says what it cannot tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cxdata.metrics import bridge, compare, scores

SEGMENTS = st.integers(1, 6)
PAIRS = SEGMENTS.flatmap(
    lambda k: st.tuples(*[arrays(np.int64, (k, 3), elements=st.integers(0, 200))] * 2)
)


def nps(counts: np.ndarray) -> float:
    return float(scores.nps(*counts.sum(axis=0)).value)


@given(PAIRS)
def test_mix_and_rate_add_up_to_the_change(pair: tuple[np.ndarray, np.ndarray]) -> None:
    one, two = pair
    if one.sum() and two.sum():
        found = bridge.two_factor(one, two)
        assert abs((found.mix + found.rate).sum() - found.change) < 1e-10
        assert found.change == pytest.approx(nps(two) - nps(one), abs=1e-9)
        assert np.allclose(found.rate_promoters + found.rate_detractors, found.rate)
        assert found.total_se >= 0


@given(PAIRS, st.randoms())
def test_order_of_segments_does_not_matter(pair: tuple, rng) -> None:
    one, two = pair
    if one.sum() and two.sum():
        order = rng.sample(range(len(one)), len(one))
        found, mixed = bridge.two_factor(one, two), bridge.two_factor(one[order], two[order])
        assert np.allclose(found.mix[order], mixed.mix)
        assert found.total_rate == pytest.approx(mixed.total_rate)


@given(PAIRS)
def test_the_way_back_is_the_way_there(pair: tuple[np.ndarray, np.ndarray]) -> None:
    one, two = pair
    if one.sum() and two.sum():
        there, back = bridge.two_factor(one, two), bridge.two_factor(two, one)
        assert np.allclose(there.mix, -back.mix)
        assert np.allclose(there.rate, -back.rate)
        assert np.allclose(there.rate_se, back.rate_se, equal_nan=True)


def test_scores_rise_everywhere_and_the_total_falls() -> None:
    """By hand: +40 and -20, half and half, become +43 and -15.4, 1 to 3."""
    found = bridge.two_factor([[600, 200, 200], [200, 400, 400]], [[310, 95, 95], [320, 620, 560]])
    assert (found.before, found.after) == (pytest.approx(10), pytest.approx(-1.25))
    assert found.total_rate == pytest.approx(0.375 * 3 + 0.625 * 4)
    assert found.total_mix == pytest.approx(-11.25 - 3.625)


def test_a_new_segment_is_all_mix() -> None:
    found = bridge.two_factor([[50, 30, 20], [0, 0, 0]], [[50, 30, 20], [0, 0, 100]])
    assert found.rate.tolist() == [0, 0]
    assert np.isnan(found.rate_se[1])
    assert found.total_mix == pytest.approx(found.change)
    assert np.isfinite(found.total_se)


def test_a_period_without_answers_has_no_bridge() -> None:
    found = bridge.two_factor([[0, 0, 0]], [[5, 3, 2]])
    assert np.isnan([found.change, found.total_mix, found.total_rate, found.total_se]).all()


def test_one_segment_alone_is_the_plain_difference() -> None:
    found = bridge.two_factor([[80, 70, 50]], [[100, 60, 40]])
    plain = compare.difference((100, 60, 40), (80, 70, 50))
    assert found.total_mix == 0
    assert found.total_rate == pytest.approx(plain.value)
    assert found.total_se == pytest.approx(plain.se)


def test_standard_errors_are_those_of_repeated_surveys() -> None:
    """Twice 800 answers from the same three segments, 3,000 times; nothing really moved."""
    rng = np.random.default_rng(3)
    cells = np.array([[0.3, 0.15, 0.05], [0.1, 0.1, 0.1], [0.04, 0.06, 0.1]]).ravel()
    draws = rng.multinomial(800, cells, (3000, 2)).reshape(3000, 2, 3, 3)
    found = [bridge.two_factor(one, two) for one, two in draws]
    rate, mix = (np.std([getattr(b, name) for b in found]) for name in ("total_rate", "total_mix"))
    assert np.mean([b.total_se for b in found]) == pytest.approx(rate, rel=0.06)
    assert np.mean([b.mix_se for b in found]) == pytest.approx(mix, rel=0.06)


@st.composite
def periods(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    """Eligible customers and their answers, twice."""
    one, two = draw(PAIRS)
    silent = [draw(st.integers(0, 500)) for _ in range(2 * len(one))]
    size0, size1 = np.array(silent).reshape(2, -1)
    return one.sum(axis=1) + size0, two.sum(axis=1) + size1, one, two


@given(periods())
def test_three_factors_add_up_to_the_change(given_: tuple[np.ndarray, ...]) -> None:
    one, two = given_[2:]
    if one.sum() and two.sum():
        found = bridge.three_factor_counts(*given_)
        parts = found.customer_mix + found.who_answered + found.experience
        if np.isfinite(parts):
            assert abs(parts - found.change) < 1e-10
            assert found.change == pytest.approx(nps(two) - nps(one), abs=1e-9)
            assert found.experience == pytest.approx(found.by_segment.sum())


def test_residual_of_three_factors_is_under_1e_12() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        size, rate = rng.integers(100, 9999, (2, 5)), rng.uniform(0.01, 0.9, (2, 5))
        found = bridge.three_factor(*size, *rate, *rng.uniform(-1, 1, (2, 5)))
        parts = found.customer_mix + found.who_answered + found.experience
        assert abs(parts - found.change) < 1e-12


def test_fewer_replies_of_happy_customers_are_who_answered() -> None:
    one = [[300, 150, 50], [150, 200, 150]]
    two = [[150, 75, 25], [150, 200, 150]]
    found = bridge.three_factor_counts([5000, 5000], [5000, 5000], one, two)
    assert found.who_answered == pytest.approx(found.change)
    assert found.customer_mix == pytest.approx(0)
    assert found.experience == pytest.approx(0)


def test_errors_of_three_factors_are_those_of_repeated_surveys() -> None:
    rng = np.random.default_rng(4)
    size, rate = np.array([4000, 3000]), np.array([0.2, 0.05])
    shapes = np.array([[0.6, 0.3, 0.1], [0.3, 0.3, 0.4]])
    found = []
    for _ in range(2000):
        answers = rng.multinomial(rng.binomial(size, rate, (2, 2)), shapes)
        found.append(bridge.three_factor_counts(size, size, *answers))
    for part in ("who_answered", "experience"):
        real = np.std([getattr(f, part) for f in found])
        assert np.mean([getattr(f, f"{part}_se") for f in found]) == pytest.approx(real, rel=0.06)


def test_answers_of_nobody_eligible_are_refused() -> None:
    with pytest.raises(ValueError, match="import its invitations"):
        bridge.three_factor_counts([0], [10], [[1, 0, 0]], [[1, 0, 0]])
    with pytest.raises(ValueError, match="segments, 3"):
        bridge.two_factor([[1, 2, 3]], [[1, 2, 3], [1, 2, 3]])


def test_weighted_shares_add_up_and_equal_plain_ones_where_they_are_those_of_the_answers() -> None:
    one, two = [[30, 10, 20], [10, 10, 10]], [[20, 10, 10], [30, 20, 10]]
    plain = bridge.two_factor(one, two)
    same = bridge.two_factor(one, two, (plain.weight0, plain.weight1), (90.0, 100.0))
    assert (same.mix_se, same.total_mix) == pytest.approx((plain.mix_se, plain.total_mix))
    other = bridge.two_factor(one, two, ([0.5, 0.5], [0.2, 0.8]))
    assert other.before == pytest.approx(50 * (10 / 60 + 0 / 30))
    assert other.total_mix + other.total_rate == pytest.approx(other.change)


def test_known_shares_leave_only_the_scores_to_make_the_mix_uncertain() -> None:
    """Against drawing the answers of both periods over and over."""
    rng = np.random.default_rng(20261128)
    shares, sizes = ([0.5, 0.5], [0.2, 0.8]), (200, 150)
    chances = [[[0.6, 0.2, 0.2], [0.3, 0.3, 0.4]], [[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]]]
    drawn = [
        bridge.two_factor(
            *([rng.multinomial(n, p) for p in part]
              for n, part in zip(sizes, chances, strict=True)), shares,
        )
        for _ in range(800)
    ]  # fmt: skip
    spread = np.std([found.total_mix for found in drawn])
    assert np.mean([found.mix_se for found in drawn]) == pytest.approx(spread, rel=0.08)
