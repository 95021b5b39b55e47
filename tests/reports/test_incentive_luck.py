"""How far chance moves a payout through a budget's cut, held against luck that is drawn."""

from collections.abc import Sequence

import numpy as np
import pytest

from cxdata.metrics.scores import Z95
from cxdata.reports.incentive_luck import Luck, ends, less, together

DRAWS = 40_000


def team(earned: float, own: float, company: float, first: float = 0.0) -> Luck:
    """A team that luck moves down somewhat further than up, as a ramp bends at its target."""
    wide = (1.3, 1.0)
    return Luck(
        (earned, first),
        ((wide[0] * own, 0.0), (wide[1] * own, 0.0)),
        ((wide[0] * company, 0.0), (wide[1] * company, 0.0)),
        (wide[0] * own, wide[1] * own),
    )


TEAMS = [team(1_000 + 90 * i, 60 + 25 * (i % 7), 80.0 + i) for i in range(20)]
EARNED = sum(one.earned[0] for one in TEAMS)


def drawn(teams: Sequence[Luck], cap: float) -> np.ndarray:
    """What each is paid in every draw, shape (draws, teams): cut alike to the budget."""
    chance = np.random.default_rng(7)
    common = chance.standard_normal(DRAWS)
    money = []
    for one in teams:
        parts = ((one.own, chance.standard_normal(DRAWS)), (one.company, common))
        moved = sum(np.where(z > 0, z * up[0], z * down[0]) / Z95 for (down, up), z in parts)
        money.append(np.maximum(0.0, one.earned[0] + moved))
    earned = np.stack(money, axis=1)
    return earned * np.minimum(1.0, cap / earned.sum(axis=1))[:, None]


@pytest.mark.parametrize("share", [0.7, 0.95, 1.0, 1.03, 2.0])
def test_the_ends_are_those_of_luck_that_is_drawn(share: float) -> None:
    cap = share * EARNED
    paid = drawn(TEAMS, cap)
    now = min(1.0, share)
    low, high = np.quantile(paid, (0.025, 0.975), axis=0)
    all_ = together(TEAMS)
    for i, one in enumerate(TEAMS):
        down, up = ends(one, less(all_, one), cap)
        wide = high[i] - low[i]
        assert now * one.earned[0] - down == pytest.approx(low[i], abs=0.08 * wide)
        assert now * one.earned[0] + up == pytest.approx(high[i], abs=0.08 * wide)
    some = TEAMS[:6]
    down, up = ends(together(some), together(TEAMS[6:]), cap)
    low, high = np.quantile(paid[:, :6].sum(axis=1), (0.025, 0.975))
    money = now * sum(one.earned[0] for one in some)
    assert (money - down, money + up) == pytest.approx((low, high), abs=0.08 * (high - low))


def test_luck_that_lifts_everybody_lifts_nobody_under_a_budget_that_binds() -> None:
    alike = [team(1_000, 0.0, 100.0) for _ in range(10)]
    one, rest = alike[0], together(alike[1:])
    assert ends(one, rest, None) == pytest.approx((130.0, 100.0))
    assert ends(one, rest, 5_000.0) == pytest.approx((0.0, 0.0), abs=1e-6)


def test_the_others_luck_moves_money_whose_own_score_stands_still() -> None:
    still = team(1_000, 0.0, 0.0)
    rest = together([team(1_000, 200.0, 0.0) for _ in range(4)])
    assert ends(still, rest, 10_000.0) == (0.0, 0.0)
    down, up = ends(still, rest, 2_500.0)
    assert down > 20
    assert up > 20


def test_all_together_are_paid_the_budget_whatever_chance_does() -> None:
    nobody = less(together(TEAMS), together(TEAMS))
    assert ends(together(TEAMS), nobody, 0.6 * EARNED) == pytest.approx((0.0, 0.0), abs=1e-6)
    free = ends(together(TEAMS), nobody, None)
    assert free == pytest.approx((together(TEAMS).moved(0), together(TEAMS).moved(1)))


def test_what_is_cut_first_takes_the_luck_of_it() -> None:
    """What lies over target is cut first, so it takes all luck, and what lies under it none."""
    over = Luck((1_000.0, 300.0), ((0.0, 200.0), (0.0, 200.0)), ((0.0, 0.0), (0.0, 0.0)),
                (200.0, 200.0))  # fmt: skip
    under = Luck((800.0, 0.0), ((100.0, 0.0), (100.0, 0.0)), ((0.0, 0.0), (0.0, 0.0)),
                 (100.0, 100.0))  # fmt: skip
    # 100 are left over the targets: its own luck there moves nothing, the other's all of it.
    assert ends(over, under, 1_900.0) == pytest.approx((100.0, 100.0))
    assert ends(under, over, 1_900.0) == pytest.approx((100.0, 100.0))
    # Under the targets all are cut alike.
    down, up = ends(over, under, 1_800.0)
    assert down == pytest.approx(1_000 - 1_000 * 1_800 / 1_900)
    assert up == pytest.approx(100.0)
