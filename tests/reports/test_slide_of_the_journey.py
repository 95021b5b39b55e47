"""The slide of the journey: colours that chance seldom gives, and why there is none."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from cxdata.reports import periods
from cxdata.reports.page import Page
from cxdata.reports.scorecard import scorecard
from cxdata.reports.slides_journey import _shades, journey
from cxdata.scope import View

MAPS = 1000
OCTOBER = View(date(2026, 10, 1), date(2026, 11, 1))


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


@pytest.mark.parametrize(
    ("metric", "n", "why"),
    [
        ("csat", 24, "NPS was not asked at touchpoints in Oct 2026, only CSAT: Journey shows"),
        ("nps", 4, "Too few answers about single touchpoints to show."),
        ("csat", 0, "Too few answers about single touchpoints to show."),
    ],
)
def test_without_a_map_the_true_reason_is_told(
    tally, answers, brook, scope, metric: str, n: int, why: str
) -> None:
    tally.add(OCTOBER.since, answers(60, 0.5, 0.2))
    if n:
        tally.add(OCTOBER.since, {5: n}, "touchpoint", "van", "vans", metric)
    page = Page.open(scope, tally, brook, (OCTOBER, periods.before(OCTOBER)), OCTOBER.since)
    slide, told = journey(page, scorecard(scope, tally, brook, OCTOBER))
    assert slide is None
    assert told.startswith(why)
