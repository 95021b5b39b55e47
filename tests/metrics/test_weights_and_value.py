"""Weights put uneven answering right and say what they cost; value counts money."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cxdata.metrics import scores, value, weights

TABLES = arrays(np.int64, (3, 2), elements=st.integers(1, 200))


def test_two_groups_counted_alike_by_hand() -> None:
    raked = weights.rake([400, 100], [[500, 500]])
    assert raked.weights.tolist() == [1.25, 5]
    assert raked.n_eff == pytest.approx(1000**2 / (400 * 1.25**2 + 100 * 25))
    found = weights.weighted_nps([200, 20], [120, 40], [80, 40], raked.weights)
    assert found.value == pytest.approx((30 - 20) / 2)


@given(TABLES, st.data())
def test_raked_answers_have_the_margins_of_all_customers(
    n: np.ndarray, data: st.DataObject
) -> None:
    customers = data.draw(TABLES)
    margins = [customers.sum(axis=1), customers.sum(axis=0)]
    raked = weights.rake(n, margins)
    for axis, margin in enumerate(margins):
        assert np.allclose((n * raked.weights).sum(axis=1 - axis), margin, rtol=1e-9)
    assert raked.deff >= 1 - 1e-9
    assert raked.n_eff == pytest.approx(n.sum() / raked.deff)


@given(TABLES, TABLES, TABLES)
def test_equal_weights_change_nothing(p: np.ndarray, s: np.ndarray, d: np.ndarray) -> None:
    plain = scores.nps(p.sum(), s.sum(), d.sum())
    found = weights.weighted_nps(p, s, d, np.full(p.shape, 2.5))
    assert (found.value, found.low) == (pytest.approx(plain.value), pytest.approx(plain.low))
    assert found.n == pytest.approx(plain.n)


def test_weights_that_cannot_be_are_refused_with_the_reason() -> None:
    n = [[5, 5], [0, 0]]
    for margins, why in (
        ([[1, 1], [1, 1]], "nobody answered in categories \\[1\\] of margin 0"),
        ([[1], [1, 1]], "margin 0 needs 2 numbers"),
        ([[1, 0], [1, 1]], "totals differ"),
        ([[1, 0]], "2 margins are needed"),
    ):
        with pytest.raises(ValueError, match=why):
            weights.rake(n, margins)
    with pytest.raises(ValueError, match="no weights fit"):
        weights.rake([[5, 0], [0, 5]], [[1, 3], [3, 1]])


def test_a_margin_left_out_is_left_as_it_is() -> None:
    raked = weights.rake([[10, 20], [30, 40]], [[50, 50], None])
    assert np.allclose(raked.weights, [[50 / 30] * 2, [50 / 70] * 2])


def test_nobody_has_no_weighted_score() -> None:
    assert np.isnan(weights.weighted_nps([0], [0], [0], [1]).value)
    assert np.isnan(value.value_weighted(0, 0, 0, 0).value)


def test_largest_bias_by_hand() -> None:
    """Rates of .5 and .2 around .35: CV .15/.35; none where everybody answers alike."""
    assert weights.largest_bias([500, 200], [1000, 1000], 0.61) == pytest.approx(
        100 * 0.15 / 0.35 * 0.61**0.5
    )
    assert weights.largest_bias([50, 200], [500, 2000], 0.61) == pytest.approx(0)
    assert np.isnan(weights.largest_bias([0, 0], [10, 10], 0.61))


def test_value_weighted_score_of_equal_customers_is_the_score() -> None:
    found, plain = value.value_weighted(500, 300, 200, 1e5), scores.nps(5, 3, 2)
    assert (found.value, found.n) == (pytest.approx(plain.value), pytest.approx(10))
    assert found.low == pytest.approx(plain.low)
    both = value.value_weighted([500, 0], [300, 0], [200, 0], [1e5, 0])
    assert np.isnan(both.value).tolist() == [False, True]


def test_revenue_at_risk_is_the_churn_beyond_that_of_promoters() -> None:
    found = value.revenue_at_risk(1_000_000, (60, 300), (40, 1000))
    assert found.value == pytest.approx(160_000)
    assert 0 < found.low < found.value < found.high
    assert found.n == 300


def test_revenue_at_risk_of_a_short_history_includes_nothing_at_all() -> None:
    found = value.revenue_at_risk(1_000_000, (2, 10), (1, 20))
    assert found.low < 0 < found.high
    assert np.isnan(value.revenue_at_risk(1_000_000, (0, 0), (1, 20)).value)
    with pytest.raises(ValueError, match="negative"):
        value.revenue_at_risk(-1, (1, 10), (1, 20))


def test_earned_growth_of_no_growth_has_no_ratio() -> None:
    found = value.earned_growth(0.9, 0.2, 0.0)
    assert found.rate == pytest.approx(0.1)
    assert np.isnan(found.ratio)


def test_additive_weights_of_a_table_by_hand() -> None:
    """Rows want 50 and 50 of 100, columns stay: 1 plus or minus a term for each row."""
    found = weights.additive([[20, 20], [30, 30]], [[50, 50], [50, 50]])
    assert np.allclose(found.weights, [[1.25, 1.25], [50 / 60, 50 / 60]])
    assert found.n_eff == pytest.approx(100**2 / (40 * 1.25**2 + 60 * (50 / 60) ** 2))


@given(TABLES, st.data())
def test_additive_weights_meet_the_margins_and_tell_nothing_of_a_crossing(
    n: np.ndarray, data: st.DataObject
) -> None:
    customers = n + data.draw(arrays(np.int64, (3, 2), elements=st.integers(0, 3)))
    margins = [customers.sum(axis=1) * n.sum() / customers.sum(),
               customers.sum(axis=0) * n.sum() / customers.sum()]  # fmt: skip
    try:
        found = weights.additive(n, margins).weights
    except ValueError:
        assume(False)
    for axis, margin in enumerate(margins):
        assert np.allclose((n * found).sum(axis=1 - axis), margin)
    # A row's term and a column's: every two by two of them has no term of its own.
    assert np.allclose(found - found[:1] - found[:, :1] + found[0, 0], 0)


def test_additive_weights_by_one_margin_are_those_of_raking() -> None:
    for cells, wanted in (([400, 100], [500, 500]), ([3, 5, 9], [1, 1, 1])):
        raked, found = (f(cells, [wanted]) for f in (weights.rake, weights.additive))
        share = [one.weights / one.weights.sum() for one in (raked, found)]
        assert np.allclose(share[0], share[1])


def test_answers_that_would_count_for_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="count for nothing or less"):
        weights.additive([[50, 1], [1, 50]], [[90, 12], [12, 90]])
