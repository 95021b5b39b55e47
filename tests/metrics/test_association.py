"""A measure beside a score: found where it moves with it, and not where both merely drift."""

import numpy as np
import pytest
from scipy import stats

from cxdata.metrics.association import Association, association

NAN = float("nan")


def carried(rng: np.random.Generator, rho: float, months: int) -> np.ndarray:
    """A series in which each month keeps `rho` of the last."""
    series = rng.normal(size=months + 40)
    for i in range(1, len(series)):
        series[i] += rho * series[i - 1]
    return series[40:]


def found_in(pairs: list[tuple[np.ndarray, np.ndarray]]) -> float:
    return float(np.mean([association(x, y).grade != "assumed" for x, y in pairs]))


RHO = ((0.0, 0.0), (0.5, 0.5), (0.9, 0.9), (0.9, 0.3), (-0.5, -0.5))


def test_independent_series_are_associated_at_most_as_often_as_said() -> None:
    """Four lags looked at, each month like the last: 5 in 100 at most, of every kind of series."""
    rng = np.random.default_rng(20261121)
    rates = [
        found_in([(carried(rng, a, months), carried(rng, b, months)) for _ in range(120)])
        for a, b in RHO
        for months in (14, 36)
    ]
    assert np.mean(rates) <= 0.05
    assert max(rates) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 120)


def test_neither_drift_nor_a_yearly_rhythm_counts_as_moving_together() -> None:
    rng = np.random.default_rng(7)
    month = np.arange(36)

    def drifting() -> np.ndarray:
        return rng.normal() * month / 12 + rng.normal(0, 0.5, 36)

    def yearly() -> np.ndarray:
        return np.sin(2 * np.pi * (month / 12 + rng.random())) + rng.normal(0, 0.5, 36)

    for series in (drifting, yearly):
        assert found_in([(series(), series()) for _ in range(150)]) <= 0.05


def test_what_plain_correlation_would_find_in_drifting_series() -> None:
    """The test above can fail: without care, independent drifts are 'found' most of the time."""
    rng = np.random.default_rng(7)
    t = np.arange(36)
    drifts = [[rng.normal() * t / 12 + rng.normal(0, 0.5, 36) for _ in "xy"] for _ in range(100)]
    assert np.mean([stats.pearsonr(x, y).pvalue < 0.05 for x, y in drifts]) > 0.5


def errors(rng: np.random.Generator, lag: int = 0) -> Association:
    """Invoice errors of 2 to 8 % in random order, each per cent costs 6 points `lag` months on."""
    x = rng.permutation(np.linspace(2, 8, 36))
    y = 50 - 6 * np.roll(x, lag) + rng.normal(0, 8, 36)
    return association(x, y)


def test_points_a_unit_are_found_at_their_lag() -> None:
    rng = np.random.default_rng(1)
    for lag in (0, 2):
        seen = [errors(rng, lag) for _ in range(40)]
        assert np.mean([one.best is not None and one.best.lag == lag for one in seen]) >= 0.95
        assert np.mean([one.grade == "measured" for one in seen]) >= 0.9
        slopes = [one.best for one in seen if one.best]
        assert np.mean([one.slope for one in slopes]) == pytest.approx(-6, abs=0.3)
        assert np.mean([one.slope_low <= -6 <= one.slope_high for one in slopes]) >= 0.9


def test_correlation_and_slope_are_those_without_each_ones_straight_line() -> None:
    rng = np.random.default_rng(3)
    x, month = rng.normal(size=30), np.arange(30.0)
    y = 2 * x + 0.3 * month + rng.normal(size=30)
    left = [series - np.polyval(np.polyfit(month, series, 1), month) for series in (x, y)]
    lag0 = association(x, y, lags=0).lags[0]
    assert lag0.r == pytest.approx(np.corrcoef(*left)[0, 1])
    assert lag0.slope == pytest.approx(np.polyfit(*left, 1)[0])
    assert lag0.low < lag0.r < lag0.high
    assert lag0.slope_low < lag0.slope < lag0.slope_high
    assert lag0.effective <= lag0.months == 30


def test_more_lags_looked_at_widen_the_interval() -> None:
    rng = np.random.default_rng(9)
    x = rng.normal(size=36)
    y = x + rng.normal(size=36)
    one, four = association(x, y, lags=0), association(x, y, lags=3)
    assert one.lags[0].r == four.lags[0].r
    assert four.lags[0].low < one.lags[0].low
    assert four.lags[0].p == pytest.approx(min(1, 4 * one.lags[0].p))
    assert [lagged.lag for lagged in four.lags] == [0, 1, 2, 3]
    assert [lagged.months for lagged in four.lags] == [36, 35, 34, 33]


def test_months_that_resemble_each_other_are_worth_fewer() -> None:
    rng = np.random.default_rng(2)
    calm = association(rng.normal(size=36), rng.normal(size=36), lags=0).lags[0]
    slow = association(carried(rng, 0.95, 36), carried(rng, 0.95, 36), lags=0).lags[0]
    assert slow.effective < 0.7 * calm.effective
    assert slow.high - slow.low > calm.high - calm.low


def test_a_grade_says_why_it_is_not_higher() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=36)
    y = x + rng.normal(0, 0.2, 36)
    assert association(x, y).grade == "measured"
    assert association(x, y).reason == ""
    short = association(x[:20], y[:20])
    assert (short.grade, short.best is not None) == ("associated", True)
    assert "'measured' needs 24" in short.reason
    chance = association(x, rng.normal(size=36))
    assert (chance.grade, chance.reason) == ("assumed", "the correlation may be chance")


def test_a_common_swing_without_common_steps_is_only_associated() -> None:
    """Both are low for one stretch of months; within it they step apart."""
    low = np.where((np.arange(36) >= 14) & (np.arange(36) < 21), -2.0, 0.0)
    steps = np.tile([0.3, -0.3, -0.3, 0.3], 9)
    found = association(low + steps, low - steps, lags=0)
    assert found.grade == "associated"
    assert "common drift" in found.reason


def test_too_few_months_or_a_measure_that_never_moves_is_assumed() -> None:
    few = association([1.0, 2.0, 3.0], [5.0, 6.0, 9.0])
    assert (few.best, few.grade) == (None, "assumed")
    assert "3 months with both; 12 are needed" in few.reason
    still = association(np.full(30, 99.3), np.random.default_rng(1).normal(size=30))
    assert still.best is None
    assert "never moves" in still.reason
    assert association([], []).best is None


def test_months_without_an_answer_are_left_out() -> None:
    rng = np.random.default_rng(6)
    x = rng.normal(size=36)
    y = x + rng.normal(0, 0.3, 36)
    y[[3, 4, 20]] = NAN
    x[30] = NAN
    found = association(x, y)
    assert found.best is not None
    assert (found.best.lag, found.best.months) == (0, 32)
    assert found.best.r > 0.8


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="a value a month"):
        association([1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="-1 months"):
        association([1.0], [1.0], lags=-1)
