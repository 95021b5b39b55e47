"""The slide of the journey: colours that chance seldom gives, and why there is none."""

from __future__ import annotations

import numpy as np
import pytest

from cxdata.reports.slides_journey import _shades

MAPS = 1000


def shades(splits: np.ndarray) -> list[int]:
    """Of touchpoints with these promoters, passives and detractors, shape (touchpoints, 3)."""
    counts = np.zeros((len(splits), 11), dtype=np.int64)
    counts[:, [10, 7, 3]] = splits
    return _shades(counts.sum(axis=0), counts, splits.sum(axis=1) >= 5)


@pytest.mark.parametrize(
    ("least", "most", "shares"), [(5, 31, (0.5, 0.3, 0.2)), (5, 13, (0.9, 0.07, 0.03))]
)
def test_equal_touchpoints_seldom_show_a_colour(least: int, most: int, shares: tuple) -> None:
    draw = np.random.default_rng(11)
    sizes = draw.integers(least, most, 24)
    coloured = [
        any(shades(np.array([draw.multinomial(n, shares) for n in sizes]))) for _ in range(MAPS)
    ]
    assert sum(coloured) <= 0.1 * MAPS


def test_a_touchpoint_that_differs_is_coloured_by_how_far() -> None:
    usual = [[30, 18, 12]] * 20
    found = shades(np.array([*usual, [10, 20, 30], [60, 0, 0]]))
    assert found == [0] * 20 + [-3, 3]


def test_under_ten_answers_nothing_is_tested() -> None:
    assert shades(np.array([*[[30, 18, 12]] * 20, [0, 0, 9]]))[-1] == 0
    assert shades(np.array([*[[30, 18, 12]] * 20, [0, 0, 10]]))[-1] == -3


def test_what_is_hidden_is_still_part_of_the_rest() -> None:
    """Of the two that are shown neither differs from the other, but both from what is hidden."""
    counts = np.zeros((3, 11), dtype=np.int64)
    counts[:, [10, 7, 3]] = [[60, 30, 10], [60, 30, 10], [10, 20, 300]]
    found = _shades(counts.sum(axis=0), counts, np.array([True, True, False]))
    assert found == [3, 3, 0]
