"""A bend is found where one is, and none is claimed where the line is straight."""

import numpy as np
import pytest

from cxdata.metrics import threshold as room
from cxdata.metrics.threshold import threshold


def carried(rng: np.random.Generator, rho: float, months: int) -> np.ndarray:
    series = rng.normal(size=months + 40)
    for i in range(1, len(series)):
        series[i] = rho * series[i - 1] + np.sqrt(1 - rho**2) * series[i]
    return series[40:]


def bent(rng: np.random.Generator, slope: float, months: int = 36) -> tuple[np.ndarray, ...]:
    """Nothing up to 9, then `slope` points a unit; a score of 75 answers a month."""
    x = rng.permutation(np.linspace(2, 14, months))
    n = rng.integers(50, 100, months).astype(float)
    return x, 40 - slope * np.maximum(x - 9, 0) + rng.normal(size=months) * 80 / np.sqrt(n), n


@pytest.fixture
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "DRAWS", 199)


@pytest.mark.usefixtures("fewer_draws")
@pytest.mark.parametrize(("rho_x", "rho_y"), [(0.0, 0.0), (0.5, 0.5), (0.9, 0.3), (0.3, 0.9)])
def test_straight_lines_are_called_bent_at_most_as_often_as_said(
    rho_x: float, rho_y: float
) -> None:
    rng = np.random.default_rng(20_261_121)
    seen = []
    for i in range(160):
        months = 24 if i % 2 else 36
        x, n = carried(rng, rho_x, months), rng.integers(20, 150, months)
        x = np.exp(x) if i % 4 < 2 else x
        y = -6 * x + 8 * carried(rng, rho_y, months) + rng.normal(size=months) * 80 / np.sqrt(n)
        seen.append(threshold(x, y, n).p < 0.05)
    assert np.mean(seen) <= 0.05 + 2.5 * np.sqrt(0.05 * 0.95 / 160)


@pytest.mark.usefixtures("fewer_draws")
def test_a_planted_bend_is_found_with_its_level_and_slope_in_the_intervals() -> None:
    rng = np.random.default_rng(4)
    found = [threshold(*bent(rng, 12)) for _ in range(60)]
    told = [one for one in found if not one.reason]
    assert len(told) >= 0.9 * 60
    assert np.mean([one.low <= 9 <= one.high for one in told]) >= 0.9
    assert np.mean([one.beyond_low <= -12 <= one.beyond_high for one in told]) >= 0.93
    assert np.mean([one.below_low <= 0 <= one.below_high for one in told]) >= 0.93
    assert np.mean([one.level for one in told]) == pytest.approx(9, abs=0.3)


def test_a_straight_line_has_no_level_and_says_so() -> None:
    rng = np.random.default_rng(2)
    x = rng.permutation(np.linspace(2, 8, 36))
    found = threshold(x, 50 - 6 * x + rng.normal(0, 8, 36), np.full(36, 76))
    assert "straight line fits as well" in found.reason
    assert np.isnan([found.level, found.low, found.beyond]).all()
    assert found.p > 0.05


def test_two_clusters_of_levels_are_no_bend() -> None:
    """Fine, then terrible for four months: nobody knows what lies between."""
    rng = np.random.default_rng(3)
    x = np.where((np.arange(36) >= 28) & (np.arange(36) < 32), 71.0, 94.0) + rng.normal(0, 1, 36)
    found = threshold(x, 2 * (x - 94) + rng.normal(0, 6, 36), np.full(36, 60))
    assert found.reason


def test_too_few_months_or_levels_are_refused_with_the_number() -> None:
    rng = np.random.default_rng(5)
    x, y, n = bent(rng, 12)
    x[3], y[7], n[9] = np.nan, np.nan, 0
    assert threshold(x, y, n).months == 33
    few = threshold(x[:23], y[:23], n[:23])
    assert few.reason == "20 months with both; 24 are needed"
    still = threshold(np.tile([4.0, 5.0], 18), y, np.full(36, 50))
    assert "too few levels" in still.reason
    assert "0 months" in threshold([], [], []).reason


@pytest.mark.usefixtures("fewer_draws")
def test_months_of_few_answers_count_less_where_they_scatter_more() -> None:
    """A hundredth of the answers, ten times the scatter: the others should say where it is."""
    rng = np.random.default_rng(8)
    x, n = np.tile(np.linspace(2, 14, 30), 2), np.repeat([400.0, 4.0], 30)
    weighed, plain = [], []
    for _ in range(20):
        y = 40 - 8 * np.maximum(x - 9, 0) + rng.normal(size=60) * 80 / np.sqrt(n)
        weighed.append(threshold(x, y, n).p)
        plain.append(threshold(x, y, np.full(60, 100.0)).p)
    assert np.mean(np.array(weighed) < 0.05) >= np.mean(np.array(plain) < 0.05) + 0.2


def test_the_same_months_give_the_same_answer_and_what_does_not_fit_is_refused() -> None:
    months = bent(np.random.default_rng(6), 9)
    assert threshold(*months) == threshold(*months)
    with pytest.raises(ValueError, match="three values a month"):
        threshold([1.0, 2.0], [1.0], [1.0, 2.0])
