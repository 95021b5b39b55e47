"""The simulation gives METHODS' figures, and what it says of a plan is so."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from scipy import stats

from cxdata.metrics.plan_simulation import ALONE, Design, alike, flips, simulate
from cxdata.metrics.ramp import Ramp

RAMP = Ramp(Decimal(35), Decimal(45), Decimal(55))
TWENTY = alike(20, 40.0, 30, RAMP)


def test_figures_of_twenty_equal_teams_are_those_of_the_methods() -> None:
    """NPS >= target pays 36.1 % wrongly; ramp .19 (.11 at 60/40) against .47 for the cliff."""
    whole = simulate(replace(TWENTY, team=1.0, full=0.0))
    shared = simulate(replace(TWENTY, team=0.6, full=0.0))
    assert whole.cliff.false_pay == pytest.approx(0.361, abs=3 * whole.error)
    assert whole.cliff.spread == pytest.approx(0.47, abs=0.01)
    assert whole.plan.spread == pytest.approx(0.19, abs=0.01)
    assert shared.plan.spread == pytest.approx(0.11, abs=0.005)


def test_cliff_errs_as_often_as_the_multinomial_says() -> None:
    exact = sum(
        stats.multinomial.pmf([p, 30 - p - d, d], 30, [0.55, 0.30, 0.15])
        for p in range(31)
        for d in range(31 - p)
        if 100 * (p - d) / 30 >= 45
    )
    found = simulate(TWENTY)
    assert found.cliff.false_pay == pytest.approx(exact, abs=3 * found.error)


def test_the_plan_errs_far_less_than_the_cliff() -> None:
    found = simulate(TWENTY)
    assert found.plan.false_pay < found.cliff.false_pay / 3
    assert found.plan.by_luck < 0.1


def test_same_seed_gives_the_same_figures_and_another_one_others() -> None:
    one, again, other = (simulate(TWENTY, 200, seed) for seed in (1, 1, 2))
    assert repr(one) == repr(again)
    assert repr(one) != repr(other)


def test_many_answers_leave_nothing_to_luck() -> None:
    sure = simulate(alike(6, 40.0, 1_000_000, RAMP), 200)
    assert sure.plan.false_pay == sure.cliff.false_pay == 0
    assert sure.plan.by_luck < 0.004
    assert sure.plan.cost == pytest.approx(6 * (0.6 * 0.5 + 0.4), rel=0.01)


def test_missed_pay_counts_the_teams_that_earned_it() -> None:
    found = simulate(alike(20, 50.0, 30, RAMP))
    assert np.isnan(found.plan.false_pay)
    assert 0.2 < found.cliff.missed_pay < 0.4
    assert found.cliff.missed == pytest.approx(found.cliff.missed_pay, abs=1e-9)


def test_a_team_alone_is_paid_by_its_own_score() -> None:
    alone = replace(alike(1, 44.0, 30, RAMP), group=np.array([ALONE]))
    found = simulate(alone)
    assert found.plan.false_pay == found.cliff.false_pay


def test_teams_truths_can_be_spread() -> None:
    found = simulate(replace(TWENTY, tau=8.0))
    assert 0 < found.plan.missed_pay < 1
    assert 0 < found.plan.false_pay < found.cliff.false_pay


def test_progress_is_told_up_to_the_end_and_may_stop_it() -> None:
    told: list[float] = []
    simulate(TWENTY, 250, progress=told.append)
    assert told == [pytest.approx(0.4), pytest.approx(0.8), 1.0]

    class Stopped(Exception):
        pass

    def stop(_: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        simulate(TWENTY, 250, progress=stop)


def test_designs_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="one shape"):
        simulate(replace(TWENTY, n=np.ones(3)))
    with pytest.raises(ValueError, match="ramps of shape"):
        simulate(replace(TWENTY, ramps=np.ones((20, 3))))
    with pytest.raises(ValueError, match="no answers"):
        simulate(replace(TWENTY, n=np.zeros(20)))


def mixed() -> Design:
    """Twenty teams in three peer groups and alone, of very different sizes."""
    rng = np.random.default_rng(5)
    ramps = np.tile([35.0, 45.0, 55.0, 1.5], (20, 1))
    n, passives = rng.integers(5, 2_600, 20).astype(float), rng.uniform(0.2, 0.4, 20)
    group = np.r_[np.zeros(6), np.ones(5), 2 * np.ones(5), np.full(4, ALONE)]
    return Design(rng.normal(42, 5, 20), n, passives, group, ramps, rng.uniform(2e3, 2e4, 20))


@pytest.mark.parametrize(
    ("counts", "target", "flipped"),
    [((14, 9, 3), 40, True), ((55, 30, 15), 40, True), ((60, 25, 15), 40, False)],
)
def test_whether_one_answer_decides(
    counts: tuple[int, int, int], target: float, flipped: bool
) -> None:
    p, s, d = counts
    now, more, less = (
        100 * net / n >= target
        for net, n in ((p - d, p + s + d), (p - d + 1, p + s + d + 1), (p - d - 1, p + s + d + 1))
    )
    assert bool(flips(p, s, d, target)) == flipped == (len({now, more, less}) > 1)
