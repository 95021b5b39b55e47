"""Points of the total that go with reaching a target, against sums by hand."""

import numpy as np
import pytest

from cxdata.metrics.gain import gain, rating_points


def test_rating_points_of_an_nps_point_by_hand() -> None:
    """Two tens (+100), a seven (0), a nought (−100): the line through them by least squares."""
    counts = [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2]
    worth, place = np.array([-100, 0, 100, 100.0]), np.array([0, 7, 10, 10.0])
    slope = np.polyfit(worth, place, 1)[0]
    assert rating_points("nps", counts) == pytest.approx(slope)
    assert rating_points("nps", counts) == pytest.approx(1325 / 27_500)


def test_a_share_is_put_on_the_same_scale_of_ten() -> None:
    """CSAT 1 and 5 only: ten points of the scale for a hundred per cent."""
    assert rating_points("csat", [0, 3, 0, 0, 0, 5, 0, 0, 0, 0, 0]) == pytest.approx(0.1)
    assert rating_points("ces", [0, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0]) == pytest.approx(0.1)


def test_answers_all_alike_or_none_move_nothing() -> None:
    assert rating_points("nps", [0] * 10 + [9]) == 0
    assert rating_points("nps", [0] * 11) == 0
    with pytest.raises(ValueError, match="0 … 10"):
        rating_points("nps", [1, 2, 3])


def test_a_gains_interval_holds_what_both_uncertainties_make_of_it() -> None:
    rng = np.random.default_rng(1)
    slope, lack = rng.normal(13, 1.0, 200_000), rng.normal(19, 3.0, 200_000)
    found = gain((13, 13 - 1.96, 13 + 1.96), 0.02, (19, 19 - 5.88, 19 + 5.88))
    assert found.value == pytest.approx(13 * 0.02 * 19)
    low, high = np.percentile(slope * 0.02 * lack, [2.5, 97.5])
    assert (found.low, found.high) == pytest.approx((low, high), rel=0.02)
