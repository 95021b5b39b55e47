"""Scores and their intervals, by hand, by exact enumeration and by attack."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxdata.metrics import scores

COUNT = st.integers(0, 400)
SPLIT = st.tuples(COUNT, COUNT, COUNT)
HISTOGRAM = st.lists(st.integers(0, 50), min_size=11, max_size=11)


def test_fifty_thirty_twenty_is_plus_thirty() -> None:
    """By hand: 103 answers with 50.75 and 20.75; centre 30/103, spread 71.5/103 - centre^2."""
    centre = 30 / 103
    half = 1.959964 * ((71.5 / 103 - centre**2) / 103) ** 0.5
    found = scores.nps(50, 30, 20)
    assert found.value == pytest.approx(30)
    assert found.low == pytest.approx(100 * (centre - half), abs=1e-5)
    assert found.high == pytest.approx(100 * (centre + half), abs=1e-5)
    assert found.n == 100


def test_interval_of_five_promoters_does_not_collapse() -> None:
    found = scores.nps(5, 0, 0)
    assert found.high == 100
    assert found.low < 20


def test_eighty_percent_interval_of_promoters_alone_holds_its_own_hundred() -> None:
    found = scores.nps(20, 0, 0, scores.Z80)
    assert (found.value, found.high) == (100, 100)
    assert found.low > scores.nps(20, 0, 0).low


def test_nobody_answered_is_no_score() -> None:
    for found in (scores.nps(0, 0, 0), scores.favourable(0, 0), scores.csat([0] * 5)):
        assert np.isnan([found.value, found.low, found.high]).all()
        assert found.n == 0
    assert np.isnan(scores.mean([0] * 5, range(1, 6)).value)
    assert np.isnan(scores.variance(0, 0, 0))
    mixed = scores.nps([1, 0], [0, 0], [0, 0])
    assert np.isnan(mixed.value).tolist() == [False, True]


def test_numbers_in_give_numbers_out_and_arrays_arrays() -> None:
    alone = scores.nps(np.int64(5), 3, 2)
    assert type(alone.value) is float
    assert type(alone.n) is int
    together = scores.nps(np.full((2, 3), 5), np.full((2, 3), 3), np.full((2, 3), 2))
    assert together.value.shape == together.low.shape == together.n.shape == (2, 3)
    assert np.all(together.low == alone.low)
    assert together.n.dtype == np.int64


@pytest.mark.parametrize(
    "split", [(-1, 0, 0), ([1, 2], [1], [1, 2]), (1, [1], [1]), (float("nan"), 1, 1)]
)
def test_counts_that_are_none_are_refused(split: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r"negative or no number|one shape"):
        scores.nps(*split)


def test_more_favourable_answers_than_answers_are_refused() -> None:
    with pytest.raises(ValueError, match="more favourable"):
        scores.favourable(6, 5)


@given(SPLIT, st.sampled_from([scores.Z80, scores.Z95]))
def test_interval_holds_the_score_and_stays_on_the_scale(split: tuple[int, ...], z: float) -> None:
    if sum(split):
        found = scores.nps(*split, z=z)
        assert -100 <= found.low <= found.value <= found.high <= 100
        share = scores.favourable(split[0], sum(split), z)
        assert 0 <= share.low <= share.value <= share.high <= 100


@given(SPLIT)
def test_swapping_promoters_and_detractors_turns_the_score_round(split: tuple[int, ...]) -> None:
    if sum(split):
        one, other = scores.nps(*split), scores.nps(*split[::-1])
        assert (one.value, one.low) == (pytest.approx(-other.value), pytest.approx(-other.high))


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60), st.randoms(), st.integers(0, 60))
def test_order_and_merging_of_answers_do_not_matter(answers: list, rng, cut: int) -> None:
    shuffled = rng.sample(answers, len(answers))
    halves = [np.bincount(part, minlength=11) for part in (shuffled[:cut], shuffled[cut:]) if part]
    whole = np.bincount(answers, minlength=11)
    assert np.array_equal(sum(halves), whole)
    assert scores.nps(*split(sum(halves))) == scores.nps(*split(whole))


def split(histogram: np.ndarray) -> tuple[int, int, int]:
    return int(histogram[9:].sum()), int(histogram[7:9].sum()), int(histogram[:7].sum())


def test_satisfaction_and_ease_count_the_right_scores() -> None:
    assert scores.csat([1, 2, 3, 4, 10]).value == pytest.approx(70)
    assert scores.ces([1, 1, 1, 1, 2, 2, 2]).value == pytest.approx(60)
    assert scores.csat([0, 1, 2, 3, 4, 10, 0, 0, 0, 0, 0]) == scores.csat([1, 2, 3, 4, 10])
    both = scores.csat(np.array([[1, 2, 3, 4, 10], [0, 0, 0, 0, 0]]))
    assert both.n.tolist() == [20, 0]


def test_a_score_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="off its scale"):
        scores.csat([0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0])
    with pytest.raises(ValueError, match="needs 7 counts"):
        scores.ces([1, 2, 3, 4, 5])


def test_mean_has_the_t_interval_of_its_raw_answers() -> None:
    raw = [1, 2, 2, 3, 4, 4, 4, 5]
    low, high = stats.t.interval(0.95, 7, np.mean(raw), stats.sem(raw))
    found = scores.mean(np.bincount(raw, minlength=6)[1:], range(1, 6))
    assert (found.value, found.n) == (pytest.approx(np.mean(raw)), 8)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_mean_of_answers_all_alike_does_not_pretend_to_be_certain() -> None:
    five = scores.mean([0, 0, 0, 0, 5], range(1, 6))
    assert five.high == 5
    assert five.low == pytest.approx(5 - 4 * (1 - 0.025**0.2))
    assert scores.mean([0, 0, 1, 0, 0], range(1, 6)).low < 1.1


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_mean_lies_in_its_interval(histogram: list[int]) -> None:
    if sum(histogram):
        found = scores.mean(histogram, range(1, 6))
        assert 1 <= found.low <= found.value + 1e-9
        assert found.value - 1e-9 <= found.high <= 5


def test_variance_of_one_answer() -> None:
    assert scores.variance(50, 30, 20) == pytest.approx(0.61)
    assert scores.variance(6, 0, 0) == 0
    assert 0 < scores.steady_variance(6, 0, 0) < 0.5
    assert scores.steady_variance(0, 0, 0) == pytest.approx(0.5)


def coverage(n: int, shape: tuple[float, float, float]) -> float:
    """Probability that the 95 % interval of n answers holds the truth: every outcome counted."""
    p, s = (grid.ravel() for grid in np.mgrid[: n + 1, : n + 1])
    inside = p + s <= n
    p, s = p[inside], s[inside]
    found = scores.nps(p, s, n - p - s)
    chance = stats.multinomial.pmf(np.stack([p, s, n - p - s], axis=1), n, shape)
    truth = 100 * (shape[0] - shape[2])
    return float(chance[(found.low <= truth) & (truth <= found.high)].sum())


SHAPES = [(0.5, 0.3, 0.2), (0.6, 0.25, 0.15), (0.4, 0.4, 0.2), (0.3, 0.3, 0.4), (0.7, 0.2, 0.1)]
SHAPES += [(0.8, 0.15, 0.05), (0.2, 0.3, 0.5), (0.45, 0.1, 0.45), (1 / 3, 1 / 3, 1 / 3)]


@pytest.mark.parametrize("n", [5, 10, 20, 50])
def test_interval_holds_the_truth_as_often_as_it_says(n: int) -> None:
    found = [coverage(n, shape) for shape in SHAPES]
    assert 0.94 <= np.mean(found) <= 0.985
    assert min(found) > 0.90


@settings(max_examples=30)
@given(HISTOGRAM)
def test_wider_certainty_is_a_wider_interval(histogram: list[int]) -> None:
    if sum(histogram):
        parts = split(np.array(histogram))
        narrow, wide = scores.nps(*parts, z=scores.Z80), scores.nps(*parts)
        assert wide.high - wide.low >= narrow.high - narrow.low - 1e-9
