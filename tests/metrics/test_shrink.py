"""Scores drawn to their centre: the method paper's league, and what drawing is for."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.metrics import scores, shrink

PAPER = Path(__file__).parents[3] / "shared" / "statistics" / "vectors.json"


@pytest.fixture(scope="module")
def league() -> dict[str, Any]:
    if not PAPER.exists():
        pytest.skip("the method paper's vectors are not beside this checkout")
    rows = json.loads(PAPER.read_text("utf-8"))["league"]
    return {name: np.array([row[name] for row in rows]) for name in rows[0] if name != "funnel95"}


def test_league_of_twelve_teams(league: dict[str, Any]) -> None:
    found = shrink.shrink(league["adj"], 1e4 * league["varnull"])
    assert found.estimate == pytest.approx(league["shrunk"], abs=1e-4)
    assert found.se == pytest.approx(league["se"], abs=1e-4)
    assert found.reliability == pytest.approx(league["reliability"], abs=1e-4)


def test_places_of_twelve_teams(league: dict[str, Any]) -> None:
    found = shrink.ranks(league["shrunk"], league["se"])
    assert found.expected == pytest.approx(league["erank"], abs=1e-4)
    assert np.abs(found.low - league["rank_lo"]).max() <= 1
    assert np.abs(found.high - league["rank_hi"]).max() <= 1


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.5, 4000)), min_size=1, max_size=12))
def test_every_score_moves_towards_its_centre_and_the_order_is_no_matter(
    groups: list[tuple[float, float]],
) -> None:
    x, v = np.array(groups).T
    found = shrink.shrink(x, v)
    assert ((found.estimate - x.min()) >= -1e-6).all()
    assert ((found.estimate - x.max()) <= 1e-6).all()
    assert ((found.reliability > 0) & (found.reliability <= 1)).all()
    assert shrink.shrink(x[::-1], v[::-1]).estimate[::-1] == pytest.approx(found.estimate)


def test_the_fewer_its_answers_the_more_a_score_is_drawn() -> None:
    """All alike but for their number: +60 among groups around +20."""
    found = shrink.shrink([60, 60, 20, 18, 22, 21, 19], [2000, 20, 50, 50, 50, 50, 50])
    assert found.centre < found.estimate[0] < found.estimate[1] < 60
    assert found.reliability[0] < 0.3 < 0.9 < found.reliability[1]
    assert found.se[0] > found.se[1]


def test_a_family_of_one_stays_and_an_empty_one_says_nothing() -> None:
    alone = shrink.shrink([42.0], [90.0])
    assert alone.estimate == pytest.approx([42.0])
    assert alone.se == pytest.approx([90.0**0.5])
    nobody = shrink.shrink([[np.nan, np.nan], [1.0, 3.0]], [[np.nan, 1.0], [2.0, 2.0]])
    assert np.isnan(nobody.estimate[0]).all()
    assert np.isnan(nobody.centre[0])
    assert nobody.centre[1] == pytest.approx(2.0)


def test_a_cell_without_answers_changes_nothing_for_the_others() -> None:
    with_gap = shrink.shrink([10, np.nan, 40, 25], [30, np.nan, 60, 20])
    without = shrink.shrink([10, 40, 25], [30, 60, 20])
    assert np.isnan(with_gap.estimate[1])
    assert with_gap.estimate[[0, 2, 3]] == pytest.approx(without.estimate)
    assert with_gap.tau == pytest.approx(without.tau)


def test_a_heatmap_goes_to_the_grand_mean_or_to_its_rows() -> None:
    p, s, d = ([[80, 5, 0], [10, 2, 30]], [[10, 1, 0], [10, 2, 20]], [[10, 0, 0], [60, 6, 90]])
    grand, rows = (shrink.shrink_counts(p, s, d, by_row=by) for by in (False, True))
    assert np.isnan(grand.estimate[0, 2])
    assert type(grand.centre) is float
    assert rows.centre.shape == (2,)
    assert rows.centre[0] > 50 > 0 > rows.centre[1]
    raw = scores.nps(5, 1, 0).value
    assert grand.estimate[0, 1] < rows.estimate[0, 1] < raw
    one = 1e4 * scores.steady_variance(42, 32, 156) / np.array([80, 10, 140])
    alone = shrink.shrink(scores.nps(*(np.array(part)[1] for part in (p, s, d))).value, one)
    assert rows.estimate[1] == pytest.approx(alone.estimate)


def test_shrunk_scores_are_nearer_to_the_truth_and_as_sure_as_they_say() -> None:
    rng = np.random.default_rng(20261121)
    tau = np.abs(rng.normal(0, shrink.PRIOR, (600, 1)))  # families as the prior expects them
    truth = rng.normal(25, tau, (600, 15))
    v = rng.uniform(20, 900, truth.shape)
    seen = rng.normal(truth, np.sqrt(v))
    found = shrink.shrink(seen, v)
    assert ((found.estimate - truth) ** 2).mean() < 0.6 * ((seen - truth) ** 2).mean()
    inside = np.abs(found.estimate - truth) <= scores.Z95 * found.se
    assert inside.mean() == pytest.approx(0.95, abs=0.015)
    assert np.corrcoef(found.tau, tau[:, 0])[0, 1] > 0.7


def test_equal_groups_share_the_middle_place() -> None:
    found = shrink.ranks([30.0, np.nan, 30.0, 30.0], [5.0, np.nan, 5.0, 5.0])
    assert found.expected[[0, 2, 3]] == pytest.approx([2, 2, 2])
    assert (found.low[0], found.high[0]) == (1, 3)
    assert np.isnan(found.low[1])
    apart = shrink.ranks([10.0, 90.0], [1.0, 1.0])
    assert apart.expected == pytest.approx([2, 1])
    assert apart.high.tolist() == [2, 1]


def test_answers_added_by_hand() -> None:
    """V .64 is 6400 points squared; a spread of 8 points is 64: 100 answers."""
    assert shrink.answers_added(0.64, 8) == pytest.approx(100)


def test_a_certain_score_is_refused() -> None:
    with pytest.raises(ValueError, match="variance is 0"):
        shrink.shrink([10.0, 20.0], [0.0, 5.0])
    with pytest.raises(ValueError, match="one shape"):
        shrink.shrink([10.0, 20.0], [5.0])
