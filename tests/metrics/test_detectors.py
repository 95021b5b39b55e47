"""Each detector finds what it is meant for, is exact, and alarms no more often than it says."""

import numpy as np
import pytest
from scipy import stats

from cxdata.metrics import dealing, detectors
from cxdata.metrics.dealing import dealt, tail
from cxdata.metrics.detectors import HOLD, NOTE, QUIET, UNKNOWN

WINDOW = 365 * 24
Draws = np.random.Generator


@pytest.fixture
def rng() -> Draws:
    """Draws of a test's own: shared ones would hang on which tests ran before it."""
    return np.random.default_rng(20_261_122)


def test_coverage_of_eighty_one_in_a_hundred_is_held() -> None:
    found = detectors.coverage(81, 100)
    assert found.level == HOLD
    assert found.figure == pytest.approx(0.81)
    assert found.p == pytest.approx(stats.binom.cdf(81, 100, 0.95))


@pytest.mark.parametrize("eligible", [1, 10, 100, 1_000, 100_000])
def test_limits_of_coverage_are_where_the_level_turns(eligible: int) -> None:
    limit = detectors.coverage(eligible, eligible).hold
    if np.isnan(limit):
        assert 0.05**eligible > 0.001  # even nobody invited would be no proof
        return
    count = round(limit * eligible)
    assert detectors.coverage(count, eligible).level == HOLD
    assert detectors.coverage(count + 1, eligible).level != HOLD


def test_coverage_alarms_by_chance_no_more_often_than_it_says() -> None:
    """Enumerated at a true 95 %: the normal z of METHODS holds 0.4 % at a hundred customers."""
    for eligible in (20, 100, 360, 5_000):
        k = np.arange(eligible + 1)
        chance = stats.binom.pmf(k, eligible, 0.95)
        found = detectors.coverage(eligible, eligible)
        held = chance[k / eligible <= found.hold].sum()
        assert held == pytest.approx(found.false_alarm)
        assert held < 0.001
        assert chance[k / eligible <= found.note].sum() < 0.01
    z = (np.arange(101) / 100 - 0.95) / np.sqrt(0.95 * 0.05 / 100)
    assert stats.binom.pmf(np.arange(101), 100, 0.95)[z < -3.090232].sum() > 0.004


def test_full_coverage_and_more_invitations_than_customers_are_quiet() -> None:
    assert detectors.coverage(100, 100).level == QUIET
    assert detectors.coverage(120, 100).level == QUIET
    assert detectors.coverage(0, 0).level == UNKNOWN


def test_tens_of_one_stratum_are_fishers_exact_test() -> None:
    found = detectors.tens(60, 10, 300, 200)
    table = [[60, 10], [300, 200]]
    assert found.p == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue)
    assert found.level == HOLD


def test_begged_tens_are_held_and_honest_ones_are_not() -> None:
    honest, begged = (
        detectors.tens(np.array(own), np.array(nines), [200, 100], [150, 120])
        for own, nines in (([50, 40], [40, 45]), ([72, 62], [18, 23]))
    )
    assert honest.level == QUIET
    assert begged.level == HOLD


def test_a_team_at_easier_touchpoints_is_not_taken_for_a_beggar() -> None:
    """Its tens are as at its peers, touchpoint by touchpoint; together they look like begging."""
    own, nines, tens, rest = ([90, 5], [10, 5], [90, 300], [10, 300])
    assert detectors.tens(sum(own), sum(nines), sum(tens), sum(rest)).level == HOLD
    assert detectors.tens(own, nines, tens, rest).level == QUIET


def test_tens_alarm_by_chance_no_more_often_than_nominal(rng: Draws) -> None:
    share, teams = rng.beta(8, 6, 2_000), 5
    tens = rng.binomial(80, share[:, None], (2_000, teams))
    found = [detectors.tens(k[0], 80 - k[0], k[1:].sum(), 320 - k[1:].sum()).p for k in tens]
    assert np.mean(np.array(found) < 0.01) <= 0.0167  # .01 and three standard errors
    assert np.mean(np.array(found) < 0.05) >= 0.02  # and it is no dead test either


def test_strata_without_peers_say_nothing() -> None:
    assert detectors.tens([10, 5], [0, 5], [0, 50], [0, 50]).n == 10
    assert detectors.tens(10, 0, 0, 0).level == UNKNOWN


def hours(rng: Draws, n: int, opening: tuple[int, int] = (8, 20)) -> np.ndarray:
    """Answers by clock hour of a year, within opening hours."""
    day, hour = rng.integers(0, 365, n), rng.integers(*opening, n)
    return np.bincount(day * 24 + hour, minlength=WINDOW)


def test_fourteen_answers_in_an_hour_are_held(rng: Draws) -> None:
    own = hours(rng, 400)
    own[200 * 24 + 19] += 14
    found = detectors.busiest_hour(own, hours(rng, 4_000))
    assert found.level == HOLD
    assert found.figure >= 14


def test_opening_hours_alarm_nobody(rng: Draws) -> None:
    flags = [
        detectors.busiest_hour(hours(rng, n, (9, 9 + width)), hours(rng, 2_000)).p
        for n in (15, 60, 400, 2_000)
        for width in (2, 9, 15)
        for _ in range(60)
    ]
    assert np.mean(np.array(flags) < 0.01) <= 0.02


def test_a_wave_of_invitations_that_everybody_had_alarms_nobody(rng: Draws) -> None:
    own, others = hours(rng, 300), hours(rng, 3_000)
    own[1_000] += 30
    assert detectors.busiest_hour(own, others).level == HOLD
    others[1_000] += 300
    assert detectors.busiest_hour(own, others).level == QUIET


def test_one_answer_an_hour_is_no_burst() -> None:
    own = np.zeros(WINDOW)
    own[::700] = 1
    found = detectors.busiest_hour(own, np.zeros(WINDOW))
    assert (found.figure, found.p, found.level) == (1, 1, QUIET)
    assert detectors.busiest_hour(np.zeros(WINDOW), own).level == UNKNOWN


def test_limit_of_the_busiest_hour_is_where_the_level_turns() -> None:
    """An answer every 23 hours, and two in one: that one is the busiest, and the limit is its."""
    own, others, hour = np.zeros(WINDOW), np.zeros(WINDOW), 74
    own[::23], own[hour], others[::2] = 1, 2, 1
    limit = int(detectors.busiest_hour(own, others).hold)
    for more, level in ((limit, HOLD), (limit - 2, QUIET)):
        own[hour] = more
        assert detectors.busiest_hour(own, others).level == level


def test_response_drop_of_one_stratum_is_fishers_exact_test() -> None:
    found = detectors.response_drop(20, 100, 400, 1_000)
    table = [[20, 80], [400, 600]]
    assert found.p == pytest.approx(stats.fisher_exact(table, alternative="less").pvalue)
    assert found.figure == pytest.approx(0.5)
    assert found.level == HOLD


def test_asking_other_customers_is_no_drop() -> None:
    """Each segment answers as before; only more of the slow one were asked."""
    now, invited = np.array([40, 24]), np.array([100, 200])
    before, then = np.array([400, 12]), np.array([1_000, 100])
    assert detectors.response_drop(now.sum(), invited.sum(), before.sum(), then.sum()).level == HOLD
    assert detectors.response_drop(now, invited, before, then).level == QUIET


def test_a_slight_drop_is_noted_and_never_held_however_many_answered() -> None:
    found = detectors.response_drop(288_000, 1_000_000, 300_000, 1_000_000)
    assert found.p < 1e-6
    assert found.level == NOTE


def test_response_alarms_by_chance_no_more_often_than_nominal(rng: Draws) -> None:
    rate = rng.uniform(0.1, 0.5, (1_200, 1))
    invited, then = np.array([60, 90, 200]), np.array([240, 400, 700])
    now, before = rng.binomial(invited, rate), rng.binomial(then, rate)
    found = [
        detectors.response_drop(a, invited, b, then).p for a, b in zip(now, before, strict=True)
    ]
    assert np.mean(np.array(found) < 0.01) <= 0.0187


def sourced(rng: Draws, n: int, devices: int) -> tuple[int, int, int]:
    """Largest, all, and pairs of answers that come from random devices."""
    counts = np.unique(rng.integers(0, devices, n), return_counts=True)[1]
    return int(counts.max()), n, int((counts * (counts - 1) // 2).sum())


@pytest.mark.parametrize(("n", "devices"), [(12, 90_000), (300, 90_000), (300, 500), (40, 60)])
def test_sources_alarm_by_chance_no_more_often_than_nominal(
    rng: Draws, n: int, devices: int
) -> None:
    found = []
    for _ in range(400):
        own, peers = sourced(rng, n, devices), [sourced(rng, 300, devices) for _ in range(5)]
        largest, total, pairs = zip(*peers, strict=True)
        found.append(detectors.one_source(own[0], own[1], largest, total, pairs).p)
    assert np.mean(np.array(found) < 0.01) <= 0.025


def test_fourteen_answers_of_one_tablet_are_held() -> None:
    found = detectors.one_source(14, 410, [2, 2, 1, 2, 3], [400] * 5, [3, 2, 0, 2, 3])
    assert found.level == HOLD
    assert found.hold < 14 / 410


def test_a_tablet_at_every_till_alarms_nobody() -> None:
    half = [200] * 5, [400] * 5, [19_900] * 5
    assert detectors.one_source(215, 410, *half).level == QUIET
    assert detectors.one_source(330, 410, *half).level == HOLD


def test_a_single_answer_and_unknown_peers_say_nothing() -> None:
    assert detectors.one_source(1, 1, [2], [400], [3]).level == UNKNOWN
    assert detectors.one_source(9, 20, [], [], []).level == UNKNOWN
    assert detectors.one_source(1, 30, [2], [400], [3]).level == QUIET


@pytest.mark.parametrize("size", [3, 20, 150])
def test_answers_dealt_out_over_strata_are_the_sum_of_hypergeometrics(
    rng: Draws, size: int
) -> None:
    for strata in (1, 2, 7, 30):
        m, o = rng.integers(0, size, (2, strata))
        n = rng.integers(0, m + o + 1)
        wanted = np.ones(1)
        for a, b, c in zip(m, o, n, strict=True):
            k = np.arange(min(a, c) + 1)
            wanted = np.convolve(wanted, stats.hypergeom.pmf(k, a + b, a, c) if a + b else [1.0])
        at, chance = dealt(m, o, n)
        found = np.zeros(len(wanted))
        found[at.astype(int)] = chance
        np.testing.assert_allclose(found, wanted, atol=1e-13)


def test_the_normal_of_many_answers_has_the_tails_of_the_exact_sum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the normal takes over, a hold by it is a hold by the exact sum."""
    many = [9_000, 800], [31_000, 45_000], [21_000, 20_000]
    near = dealt(*many)
    monkeypatch.setattr(dealing, "LARGE", 1e9)
    exact = dealt(*many)
    for p in (0.01, 0.001):
        at = exact[0][np.searchsorted(-np.cumsum(exact[1][::-1])[::-1], -p)]
        one, other = (tail(*part, np.array([at]), over=True)[0] for part in (near, exact))
        assert one == pytest.approx(other, rel=0.01)


def test_many_answers_dealt_out_keep_their_mean_and_spread() -> None:
    m, o, n = np.array([4_000, 9_000]), np.array([6_000, 1_000]), np.array([2_000, 5_000])
    at, chance = dealt(m, o, n)
    mean = (at * chance).sum()
    each = [stats.hypergeom(a + b, a, c) for a, b, c in zip(m, o, n, strict=True)]
    assert mean == pytest.approx(sum(one.mean() for one in each))
    assert ((at - mean) ** 2 * chance).sum() == pytest.approx(sum(one.var() for one in each))


def test_more_drawn_than_there_is_and_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="more is drawn"):
        dealt(1, 1, 3)
    with pytest.raises(ValueError, match="negative"):
        detectors.coverage(-1, 5)
