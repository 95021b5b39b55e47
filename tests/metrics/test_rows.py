"""Cells outlined in a heatmap: rarely by chance, and found where something is there."""

import numpy as np
import pytest
from scipy import stats

from cxdata.metrics import rows

SHAPES = ((0.5, 0.3, 0.2), (0.85, 0.1, 0.05), (0.7, 0.2, 0.1), (0.9, 0.0, 0.1), (0.2, 0.3, 0.5))


def maps(
    rng: np.random.Generator, shape: tuple[float, ...], least: int, most: int
) -> tuple[np.ndarray, ...]:
    """One 24 × 13 heatmap of touchpoints whose columns are all alike."""
    n = rng.integers(least, most, (24, 13))
    return tuple(rng.multinomial(n, shape).transpose(2, 0, 1))


@pytest.mark.parametrize("answers", [(5, 30), (10, 12), (50, 200), (101, 400)])
def test_maps_of_pure_chance_are_outlined_at_most_as_often_as_said(
    answers: tuple[int, int],
) -> None:
    """Any outline in one of ten maps at most; three standard errors of 300 maps allowed."""
    rng = np.random.default_rng(20261121)
    any_cell = [
        rows.standing(*maps(rng, shape, *answers)).stands.any()
        for shape in SHAPES
        for _ in range(60)
    ]
    assert np.mean(any_cell) <= 0.10 + 3 * np.sqrt(0.1 * 0.9 / len(any_cell))


def test_a_lopsided_touchpoint_outlines_no_more_than_an_even_one() -> None:
    """Where nearly all are promoters the plain score test outlines something in 4 of 10 maps."""
    rng = np.random.default_rng(5)
    found = [rows.standing(*maps(rng, (0.85, 0.1, 0.05), 10, 12)).stands.any() for _ in range(200)]
    assert np.mean(found) <= 0.10


def test_one_bad_month_is_found_and_nothing_else() -> None:
    rng = np.random.default_rng(11)
    hits, others = 0, 0
    for _ in range(40):
        p, s, d = maps(rng, (0.5, 0.3, 0.2), 80, 120)
        p[7, 12], s[7, 12], d[7, 12] = rng.multinomial(100, (0.25, 0.3, 0.45))
        stands = rows.standing(p, s, d).stands
        hits += bool(stands[7, 12])
        others += int(stands.sum() - stands[7, 12])
    assert hits >= 38
    assert others <= 0.10 * (hits + others) + 6


def test_a_cell_against_the_rest_by_hand() -> None:
    """Row of 200: +50 with 100 answers against +10 with 100; V = .6 − .3² = .51 over the row."""
    found = rows.standing([[60, 40]], [[30, 30]], [[10, 30]])
    assert found.gap == pytest.approx(np.array([[40, -40]]))
    spread = 140 / 200 - 0.3**2
    assert found.z[0, 0] == pytest.approx(0.4 / np.sqrt(spread * 2 / 100))
    assert found.p[0, 0] == pytest.approx(found.p[0, 1])
    assert found.stands.all()


def test_small_shares_have_fishers_own_probability() -> None:
    found = rows.standing([[12, 95]], [[0, 0]], [[8, 5]])
    wanted = 2 * stats.hypergeom.cdf(12, 120, 107, 20)
    assert found.p[0, 0] == pytest.approx(wanted)


def test_probability_is_that_of_dealing_the_row_out() -> None:
    rng = np.random.default_rng(3)
    row = np.repeat([1, 0, -1], [60, 20, 20])
    found = rows.standing([[4, 56]], [[3, 17]], [[5, 15]])
    dealt = np.array([rng.permutation(row)[:12].sum() for _ in range(40_000)])
    assert found.p[0, 0] == pytest.approx(2 * np.mean(dealt <= 4 - 5), rel=0.1)


def test_large_cells_agree_with_the_exact_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Just above 100 answers the corrected normal takes over: near what dealing out would say."""
    counts = ([[74, 620]], [[20, 90]], [[16, 30]])
    quick = rows.standing(*counts).p[0, 0]
    monkeypatch.setattr(rows, "DEALT", 1000)
    exact = rows.standing(*counts).p[0, 0]
    plain = 2 * stats.norm.sf(abs(rows.standing(*counts).z[0, 0]))
    assert abs(np.log(quick / exact)) < 0.5 * abs(np.log(plain / exact))


def test_too_small_too_empty_and_too_alike_are_not_tested() -> None:
    found = rows.standing(
        [[9, 900, 0], [30, 5, 0], [40, 40, 40]],
        [[0, 0, 0], [30, 2, 0], [0, 0, 0]],
        [[0, 90, 0], [30, 1, 0], [0, 0, 0]],
    )
    assert np.isnan(found.p[0]).tolist() == [True, True, True]  # the rest of 990 is 9 answers
    assert np.isnan(found.p[1]).all()
    assert np.isnan(found.p[2]).all()
    assert np.isnan(found.gap[0, 2])
    assert found.gap[2].tolist() == [0, 0, 0]
    assert not found.stands.any()
