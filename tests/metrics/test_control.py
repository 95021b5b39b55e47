"""The control chart: when it speaks, when it is silent, and how often it is wrong."""

import numpy as np
import pytest

from cxdata.metrics import control

QUIET = np.array([50, 54, 47, 51, 49, 53, 46, 50, 52, 48, 51, 49, 50, 53, 47, 52, 48, 50])
Counts = tuple[np.ndarray, np.ndarray, np.ndarray]


def months(promoters: np.ndarray, passives: int = 30) -> Counts:
    """Months of 100 answers."""
    rest = np.full(len(promoters), passives)
    return promoters, rest, 100 - passives - promoters


def test_a_fall_out_of_a_quiet_year_and_a_half_is_a_signal_with_its_date() -> None:
    chart = control.chart(*months(np.append(QUIET, [50, 30, 31])))
    assert chart.signal[-3:] == (None, "beyond limit", "beyond limit")
    assert chart.since == 19
    assert chart.baseline == tuple(range(18))
    assert chart.lower[19] > chart.value[19]


def test_limits_by_hand() -> None:
    """One centre, 100 answers each: sigma is sqrt(V / 100), overdispersion from the steps."""
    chart = control.chart(*months(np.append(QUIET, 50)))
    centre = (2 * QUIET - 70).mean()
    sigma = 100 * ((0.7 - (centre / 100) ** 2) / 100) ** 0.5
    wobble = max(1, np.abs(np.diff(2 * QUIET / sigma)).mean() / 1.128)
    assert chart.centre == pytest.approx(centre)
    assert chart.upper[0] == pytest.approx(centre + 3 * sigma * wobble)
    assert chart.z[0] == pytest.approx((30 - centre) / sigma / wobble)


def test_eight_in_a_row_are_a_signal_inside_the_limits() -> None:
    chart = control.chart(*months(np.append(QUIET, [53] * 8)))
    raised = [i for i, word in enumerate(chart.signal) if word]
    assert raised == [25]
    assert chart.signal[25] == "8 in a row"
    assert chart.run[25] == 8


def test_the_judged_period_is_never_in_its_own_baseline() -> None:
    """Thirteen periods: the odd one, were it in the baseline, would hide itself."""
    chart = control.chart(*months(np.append(QUIET[:12], 20)))
    assert chart.baseline == tuple(range(12))
    assert chart.signal[12] == "beyond limit"


def test_a_signal_raised_early_is_not_taken_back_by_later_periods() -> None:
    early = np.append(QUIET[:13], 30)
    assert control.chart(*months(early)).signal[13] == "beyond limit"
    later = control.chart(*months(np.append(early, QUIET[:12])))
    assert later.signal[13] == "beyond limit"


def test_a_year_has_no_limits_and_says_why() -> None:
    chart = control.chart(*months(QUIET[:12]))
    assert not chart.has_limits
    assert "12 periods" in chart.reason
    assert np.isnan(chart.upper).all()
    assert chart.value[0] == pytest.approx(30)
    assert set(chart.signal) == {None}


def test_a_break_starts_anew_and_what_lies_before_has_no_limits() -> None:
    both = np.concatenate([QUIET - 20, QUIET, [50, 30]])
    chart = control.chart(*months(both), breaks=[4, 18])
    assert chart.baseline == tuple(range(18, 36))
    assert np.isnan(chart.lower[:18]).all()
    assert np.isfinite(chart.lower[18:]).all()
    assert chart.signal[37] == "beyond limit"
    assert chart.since == 37
    assert chart.value[0] == pytest.approx(-10)
    assert set(chart.signal[:37]) == {None}


def test_empty_periods_are_gaps() -> None:
    """They neither signal, nor end a run, nor count towards the baseline."""
    promoters, passives, detractors = months(np.append(QUIET, [53] * 9))
    gaps = [3, 18, 20]
    with_gaps = [np.insert(c, gaps, 0) for c in (promoters, passives, detractors)]
    chart, whole = control.chart(*with_gaps), control.chart(promoters, passives, detractors)
    live = chart.n > 0
    assert np.isnan(chart.value[~live]).all()
    assert np.isnan(chart.z[~live]).all()
    assert not any(w for w, alive in zip(chart.signal, live, strict=True) if not alive)
    assert np.allclose(chart.z[live], whole.z)
    assert np.array_equal(chart.run[live], whole.run)
    assert [w for w, alive in zip(chart.signal, live, strict=True) if alive] == list(whole.signal)


@pytest.mark.parametrize("n", [0, 1, 40])
def test_nothing_or_all_alike_gives_no_limits(n: int) -> None:
    chart = control.chart(np.full(24, n), np.zeros(24), np.zeros(24))
    assert not chart.has_limits
    assert chart.reason
    assert control.chart([], [], []).signal == ()


def test_a_recovery_does_not_blur_when_the_fall_began() -> None:
    """Since-when looks at what lies up to the newest signal."""
    fall = np.append(QUIET, [50, 50, 33, 32, 31, 33, 50, 51, 49, 50, 52])
    assert control.chart(*months(fall)).since == 20


def test_stable_companies_seldom_see_a_signal() -> None:
    """Thirty months of the same customers: a signal in twelve judged months in about 1 of 11."""
    rng = np.random.default_rng(42)
    draws = rng.multinomial(rng.poisson(150, (500, 30)), (0.5, 0.3, 0.2))
    charts = [control.chart(*draw.T) for draw in draws]
    alarmed = np.mean([any(chart.signal) for chart in charts])
    assert 0.03 < alarmed < 0.14


def test_a_lasting_fall_of_twenty_points_is_found() -> None:
    rng = np.random.default_rng(43)
    before = rng.multinomial(150, (0.5, 0.3, 0.2), (200, 20))
    after = rng.multinomial(150, (0.4, 0.3, 0.3), (200, 6))
    charts = [control.chart(*np.concatenate(pair).T) for pair in zip(before, after, strict=True)]
    found = [chart.since for chart in charts if any(chart.signal[20:])]
    assert len(found) > 150
    assert np.median(found) == 20


def test_a_season_is_seen_and_chance_is_not() -> None:
    rng = np.random.default_rng(44)
    calendar = np.arange(48) % 12 + 1
    wave = 0.08 * (calendar == 12)
    chances = np.stack([0.5 - wave, np.full(48, 0.3), 0.2 + wave], axis=1)
    december = rng.multinomial(600, chances)
    found = control.seasonality(*december.T, calendar)
    assert found.present
    assert found.effect.argmin() == 11
    draws = rng.multinomial(600, (0.5, 0.3, 0.2), (300, 48))
    false = np.mean([control.seasonality(*draw.T, calendar).present for draw in draws])
    assert false < 0.03


def test_a_season_needs_three_years() -> None:
    calendar = np.arange(35) % 12 + 1
    found = control.seasonality(*months(np.resize(QUIET, 35)), calendar)
    assert not found.present
    assert np.isnan(found.p)


def test_few_answers_are_charted_by_quarter() -> None:
    assert control.period_for([39, 39, 39]) == "quarter"
    assert control.period_for([0, 0, 40, 41, 300]) == "month"
    assert control.period_for([0, 0]) == "quarter"
    assert control.period_for([]) == "quarter"
