"""Weights along chains of teams, and the score of work that meets no customer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.metrics import compare, scores, sight

COUNTS = st.tuples(*[st.integers(0, 60)] * 3)


def test_the_score_is_the_weighted_sum_with_its_variance_and_effective_answers():
    """Written out by hand: W = .75 and .25, theta = .2 and -.5, V = .76 and .65."""
    found = sight.score([0.75, 0.25], [50, 10], [20, 20], [30, 70])
    assert found.value == pytest.approx(100 * (0.75 * 0.2 - 0.25 * 0.6))
    v1, v2 = 0.8 - 0.2**2, 0.8 - 0.6**2
    variance = 0.75**2 * v1 / 100 + 0.25**2 * v2 / 100
    assert found.variance == pytest.approx(variance)
    assert found.n_eff == pytest.approx((0.75 * v1 + 0.25 * v2) / variance)
    assert found.n == 200


@given(COUNTS.filter(lambda c: sum(c) > 0))
def test_a_single_touchpoint_keeps_its_own_interval(counts):
    alone = scores.nps(*counts)
    found = sight.score([0.3, 0.0], *([n, 9] for n in counts))
    assert (found.value, found.low, found.high) == pytest.approx(
        (alone.value, alone.low, alone.high)
    )
    assert found.n == alone.n
    assert found.n_eff == pytest.approx(alone.n)


def test_half_and_half_has_the_standard_error_of_a_difference():
    """Half the sum of two scores is as uncertain as half their difference."""
    a, b = (40, 30, 30), (12, 30, 58)
    found = sight.score([0.5, 0.5], *zip(a, b, strict=True))
    assert found.high - found.low == pytest.approx(scores.Z95 * compare.difference(a, b).se)


def test_how_many_answered_does_not_move_the_weights():
    few = sight.score([0.5, 0.5], [5, 500], [5, 0], [0, 500])
    many = sight.score([0.5, 0.5], [5000, 500], [5000, 0], [0, 500])
    assert few.value == pytest.approx(many.value) == pytest.approx(25)


def test_nobody_answered_is_no_score_and_a_silent_touchpoint_passes_its_weight_on():
    none = sight.score([0.6, 0.4], [0, 0], [0, 0], [0, 0])
    assert all(np.isnan(x) for x in (none.value, none.low, none.high, none.n_eff, none.variance))
    assert none.n == 0
    part = sight.score([0.6, 0.4], [30, 0], [10, 0], [10, 0])
    assert part.value == pytest.approx(40)
    assert part.heard == pytest.approx(0.6)


def test_six_promoters_do_not_count_for_a_thousand():
    """Their plain variance is 0; by the formula alone n_eff would be 10,000."""
    found = sight.score([0.9, 0.1], [6, 500], [0, 0], [0, 500])
    assert 6 < found.n_eff < 10
    assert sight.score([1.0], [6], [0], [0]).n_eff == pytest.approx(6)


@given(st.lists(st.tuples(st.floats(0.01, 1), COUNTS), min_size=1, max_size=5), st.floats(0.1, 9))
def test_the_score_lies_in_its_interval_and_only_shares_of_weight_matter(rows, factor):
    weights, counts = [w for w, _ in rows], np.array([c for _, c in rows])
    found = sight.score(weights, *counts.T)
    again = sight.score([factor * w for w in weights], *counts.T)
    if counts.sum() == 0:
        assert np.isnan(found.value)
        return
    assert -100 <= found.low <= found.value <= found.high <= 100
    ours, theirs = (
        [getattr(one, name) for name in ("value", "low", "high", "n_eff", "variance", "heard")]
        for one in (found, again)
    )
    assert ours == pytest.approx(theirs)


@pytest.mark.parametrize("shape", [(0.5, 0.3, 0.2), (0.8, 0.15, 0.05), (0.2, 0.3, 0.5)])
@pytest.mark.parametrize(
    ("weights", "n"), [((0.6, 0.2, 0.1, 0.1), (8, 8, 20, 200)), ((0.5, 0.5), (12, 400))]
)
def test_intervals_hold_the_truth_about_as_often_as_they_say(shape, weights, n):
    rng = np.random.default_rng(5)
    truth, held, rounds = 100 * (shape[0] - shape[2]), 0, 1500
    for _ in range(rounds):
        counts = np.array([rng.multinomial(size, shape) for size in n])
        found = sight.score(weights, *counts.T)
        held += found.low <= truth <= found.high
    assert 0.915 <= held / rounds <= 0.99


def test_weights_multiply_along_a_chain():
    """A tenth for a team that gives half to the till is a twentieth at the till."""
    lines = [[0.5, 0.5, 0.0], [0.0, 0.0, 0.9], [0.0, 0.0, 0.0]]
    serves = [[0, 0, 0], [0.1, 0, 0], [0, 1, 0]]
    found = sight.reach(lines, serves)
    assert found.weights[1] == pytest.approx([0.05, 0.05, 0.9])
    assert found.weights[2] == pytest.approx([0.05, 0.05, 0.9])
    assert found.circles == ()


def test_weights_that_do_not_add_up_count_as_shares_of_their_sum():
    found = sight.reach([[1.0, 1.0], [0.2, 0.0]], [[0, 0], [0.2, 0]])
    assert found.weights[0] == pytest.approx([0.5, 0.5])
    assert found.weights[1] == pytest.approx([0.75, 0.25])


def test_a_circle_is_found_and_left_out_instead_of_being_followed_forever():
    lines = [[0.5], [0.5], [0.0], [0.0]]
    serves = [[0, 0.5, 0, 0], [0, 0, 0.5, 0], [1, 0, 0, 0], [0, 0, 0, 1]]
    found = sight.reach(lines, serves)
    assert found.circles == ((0, 1, 2), (3,))
    assert found.circular.sum() == 4
    assert found.weights[:, 0] == pytest.approx([1, 1, 0, 0])
    assert found.lost == pytest.approx([0.5, 0.5, 1, 1])


def test_a_line_to_a_team_that_reaches_nothing_is_lost():
    found = sight.reach([[0.6], [0.0], [0.0]], [[0, 0.4, 0], [0, 0, 1], [0, 0, 0]])
    assert found.weights[:, 0] == pytest.approx([1, 0, 0])
    assert found.lost == pytest.approx([0.4, 1, 0])


@settings(deadline=None)
@given(st.integers(1, 7), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_every_way_through_a_company_is_followed_once(teams, touchpoints, seed):
    """Against walking each path by hand, in companies without circles."""
    rng = np.random.default_rng(seed)
    lines = rng.integers(0, 4, (teams, touchpoints)) * (rng.random((teams, touchpoints)) < 0.5)
    serves = np.tril(rng.integers(0, 4, (teams, teams)) * (rng.random((teams, teams)) < 0.5), -1)

    def walked(team):
        arriving = np.zeros(touchpoints)
        live = [(w, walked(j)) for j, w in enumerate(serves[team]) if w and walked(j).any()]
        whole = lines[team].sum() + sum(w for w, _ in live)
        if whole:
            arriving += lines[team] / whole
            for w, further in live:
                arriving += w / whole * further
        return arriving

    found = sight.reach(lines, serves)
    for team in range(teams):
        assert found.weights[team] == pytest.approx(walked(team))
        assert found.weights[team].sum() == pytest.approx(1) or not found.weights[team].any()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sight.reach([[-0.1]], [[0]]),
        lambda: sight.reach([[1.0]], [[0, 0]]),
        lambda: sight.score([1.0, 1.0], [1], [1], [1]),
        lambda: sight.score([-1.0], [1], [1], [1]),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"needed|negative|fit|not of the same"):
        wrong()
