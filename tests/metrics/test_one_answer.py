"""One answer in a peer group: what it does to a team's counted score, by trying every change."""

import numpy as np
import pytest

from cxdata.metrics import case_mix, one_answer
from cxdata.metrics.shrink import shrink

RNG = np.random.default_rng(7)
# A small team among large ones; strata in which somebody is nearly alone; one that nobody meets.
TABLE = np.concatenate(
    [RNG.integers(1, 9, (3, 4, 6)) * np.array([1, 8, 5, 6])[:, None], np.zeros((3, 4, 1))], axis=2
).astype(np.int64)


def counted(table: np.ndarray) -> np.ndarray:
    mix = case_mix.case_mix(*table)
    return shrink(mix.adjusted, mix.variance).estimate


def test_one_answer_moves_a_score_by_what_trying_every_change_finds() -> None:
    here, found = counted(TABLE), one_answer.turns(*TABLE)
    for team in range(4):
        for side, (kind, other) in enumerate(((0, 2), (2, 0))):
            moves = []
            for stratum in np.flatnonzero(TABLE[kind, team]):
                changed = TABLE.copy()
                changed[kind, team, stratum] -= 1
                changed[other, team, stratum] += 1
                moves.append(counted(changed)[team] - here[team])
            most = min(moves) if side == 0 else max(moves)
            assert found[team, side] == pytest.approx(most)
    assert np.all(found[:, 0] < 0)
    assert np.all(found[:, 1] > 0)


def test_the_smaller_a_team_the_less_of_its_plain_move_is_left() -> None:
    """Twelve answers move the plain score by 17 points; drawn to the middle a small part stays."""
    table = np.array(
        [[[9], [300], [280], [310]], [[2], [120], [130], [100]], [[1], [90], [95], [99]]]
    )
    small, large = np.abs(one_answer.turns(*table)).max(axis=1)[[0, 1]]
    n = table.sum(axis=(0, 2))
    assert small < 0.3 * 200 / n[0]
    assert small / (200 / n[0]) < large / (200 / n[1])


def test_an_answer_that_cannot_get_better_does_not_move_a_score_up() -> None:
    table = np.array([[[9], [30]], [[0], [20]], [[0], [9]]])
    assert one_answer.turns(*table)[0, 1] == 0


def test_groups_side_by_side_are_the_groups_one_by_one() -> None:
    both = np.stack([TABLE, TABLE[:, ::-1]], axis=1)
    found = case_mix.case_mix(*both)
    for i, table in enumerate((TABLE, TABLE[:, ::-1])):
        alone = case_mix.case_mix(*table)
        for name, value in vars(alone).items():
            np.testing.assert_array_equal(getattr(found, name)[i], value)
