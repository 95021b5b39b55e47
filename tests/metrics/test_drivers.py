"""Key drivers: the method paper's survey, sums by hand, and what is refused."""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cxdata.metrics import drivers, shapley

PAPER = Path(__file__).parents[3] / "shared" / "statistics"


@pytest.fixture(scope="module")
def paper() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    if not PAPER.exists():
        pytest.skip("the method paper's survey is not beside this checkout")
    rows = json.loads((PAPER / "vectors.json").read_text("utf-8"))["drivers"]
    data = np.genfromtxt(PAPER / "driver_data.csv", delimiter=",", skip_header=1)
    return data, {name: np.array([row[name] for row in rows]) for name in rows[0]}


def survey(n: int, weights: tuple[float, ...], seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Ratings 0..10 that go together, and an answer 0..10 that follows them by `weights`."""
    rng = np.random.default_rng(seed)
    common = rng.normal(0, 1.2, (n, 1))
    x = np.clip(np.round(7 + common + rng.normal(0, 1.5, (n, len(weights)))), 0, 10)
    y = x @ np.array(weights) / sum(weights) + rng.normal(0, 1.2, n)
    return x, np.clip(np.round(y), 0, 10)


def test_survey_of_six_drivers(paper: tuple[np.ndarray, dict[str, Any]]) -> None:
    data, wanted = paper
    found = drivers.drivers(data[:, :6], data[:, 6])
    assert found.share == pytest.approx(wanted["LMG_share%"], abs=1e-4)
    assert found.share * found.r2 / 100 == pytest.approx(wanted["LMG"], abs=1e-4)
    assert np.abs(found.low - wanted["LMG_lo"]).max() < 1
    assert np.abs(found.high - wanted["LMG_hi"]).max() < 1
    assert (found.method, found.n, found.left_out, found.reason) == ("LMG", 1500, 0, "")
    among = np.corrcoef(data.T)
    r2 = shapley.all_r2(among[None, :6, :6], among[None, :6, 6])[0]
    assert r2[[1 << j for j in range(6)]] == pytest.approx(wanted["r2_bivariate"], abs=1e-4)
    weights = shapley.relative_weights(among[None, :6, :6], among[None, :6, 6])[0]
    assert weights == pytest.approx(wanted["RW"], abs=1e-4)
    assert 100 * weights / weights.sum() == pytest.approx(wanted["RW_share%"], abs=1e-4)


def test_two_drivers_by_hand() -> None:
    """r .6 and .3, .5 between them: R² = (.36+.09−2·.6·.3·.5)/(1−.25) = .36, all of it the first's.

    The first gains .36 alone and .36 − .09 after the second: .315. The second .09 and 0: .045.
    """
    assert drivers.shares([[1, 0.5], [0.5, 1]], [0.6, 0.3]) == pytest.approx([87.5, 12.5])


def test_shares_are_the_gains_averaged_over_all_orders() -> None:
    x, y = survey(400, (4, 2, 1, 0))

    def r2(chosen: tuple[int, ...]) -> float:
        table = np.column_stack([np.ones(len(y)), x[:, chosen]])
        rest = y - table @ np.linalg.lstsq(table, y, rcond=None)[0]
        return 1 - float(rest.var() / y.var())

    gains = np.zeros(4)
    for order in permutations(range(4)):
        for place, driver in enumerate(order):
            gains[driver] += (r2(order[: place + 1]) - r2(order[:place])) / 24
    found = drivers.drivers(x, y)
    assert found.r2 == pytest.approx(r2((0, 1, 2, 3)))
    assert found.share == pytest.approx(100 * gains / gains.sum())


def test_slopes_and_their_intervals_are_those_of_least_squares() -> None:
    """NPS points a rating point; the interval as wide as White's 1980 standard errors say."""
    x, y = survey(1200, (3, 2, 1))
    side = np.where(y >= 9, 100.0, np.where(y >= 7, 0.0, -100.0))
    table = np.column_stack([np.ones(len(y)), x])
    inverse = np.linalg.inv(table.T @ table)
    beta = inverse @ table.T @ side
    rest = side - table @ beta
    error = np.sqrt(np.diag(inverse @ (table.T * rest**2) @ table @ inverse))[1:]
    found = drivers.drivers(x, y)
    assert found.slope == pytest.approx(beta[1:])
    assert (found.slope_high - found.slope_low) / 2 / 1.96 == pytest.approx(error, rel=0.12)
    assert ((found.low < found.share) & (found.share < found.high)).all()


def test_a_rating_asked_twice_shares_its_part_and_a_constant_has_none() -> None:
    x, y = survey(600, (3, 1))
    twice = drivers.drivers(np.column_stack([x, x[:, 0], np.full(len(y), 7.0)]), y)
    assert twice.share[0] == pytest.approx(twice.share[2])
    assert twice.share[3] == pytest.approx(0)
    assert twice.share.sum() == pytest.approx(100)
    assert twice.r2 == pytest.approx(drivers.drivers(x, y).r2)
    assert np.isfinite(twice.slope).all()


def test_over_twelve_drivers_relative_weights_take_over() -> None:
    x, y = survey(500, (5, *[1] * 12))
    found = drivers.drivers(x, y)
    assert found.method == "relative weights"
    assert found.share.sum() == pytest.approx(100)
    assert found.rank[0] == 1
    among = np.corrcoef(np.column_stack([x, y]).T)
    first = np.linalg.solve(among[:13, :13], among[:13, 13]) @ among[:13, 13]
    assert found.r2 == pytest.approx(first)


def test_under_three_hundred_it_says_how_many_are_missing() -> None:
    x, y = survey(320, (2, 1, 1))
    x[:50, 1] = np.nan
    y[60:64] = np.nan
    found = drivers.drivers(x, y)
    assert (found.n, found.left_out) == (266, 54)
    assert "34 more are needed" in found.reason
    assert np.isnan([*found.share, *found.low, *found.slope, *found.rank, found.r2]).all()
    assert not found.ranked
    empty = drivers.drivers(np.empty((0, 2)), np.empty(0))
    assert "300 more" in empty.reason
    assert np.isnan(empty.performance).all()


def test_from_three_hundred_shares_are_shown_and_from_five_hundred_ranked() -> None:
    x, y = survey(500, (6, 2, 1))
    few, enough = drivers.drivers(x[:499], y[:499]), drivers.drivers(x, y)
    assert few.share.sum() == pytest.approx(100)
    assert np.isnan(few.rank).all()
    assert enough.ranked
    assert enough.rank[0] == 1
    assert ((enough.rank_low <= enough.rank) & (enough.rank <= enough.rank_high)).all()
    assert drivers.drivers(x[:300], y[:300]).reason == ""


def test_left_out_customers_do_not_count_and_answers_all_alike_explain_nothing() -> None:
    x, y = survey(400, (2, 1))
    hole = np.vstack([x, [[np.nan, 9.0]]])
    with_hole = drivers.drivers(hole, np.append(y, 0))
    assert with_hole.left_out == 1
    assert with_hole.share == pytest.approx(drivers.drivers(x, y).share)
    assert with_hole.performance == pytest.approx(x.mean(axis=0))
    assert "no variation" in drivers.drivers(x, np.full(len(y), 9.0)).reason


def test_blocks_of_many_answers_spread_as_single_answers_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    x, y = survey(12_000, (3, 2, 1))
    blocked = drivers.drivers(x, y)
    monkeypatch.setattr(drivers, "BLOCKS", 20_000)
    single = drivers.drivers(x, y)
    assert blocked.share == pytest.approx(single.share)
    assert blocked.high - blocked.low == pytest.approx(single.high - single.low, rel=0.15)


def test_the_same_answers_give_the_same_interval() -> None:
    x, y = survey(400, (2, 1))
    first, again = drivers.drivers(x, y), drivers.drivers(x, y)
    assert np.array_equal(first.low, again.low)
    assert np.array_equal(first.rank_high, again.rank_high, equal_nan=True)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="a row each"):
        drivers.drivers(np.ones((3, 2)), np.ones(4))
    with pytest.raises(ValueError, match="do not fit 3 drivers"):
        drivers.shares([[1, 0.5], [0.5, 1]], [0.6, 0.3, 0.1])
