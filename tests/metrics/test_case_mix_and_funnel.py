"""Teams held against like: the paper's league, nobody flagged for luck or customers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from cxdata.metrics import case_mix, funnel, shrink

PAPER = Path(__file__).parents[3] / "shared" / "statistics"
SEEDS = 200


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    path = PAPER / "vectors.json"
    if not path.exists():
        pytest.skip("the method paper's vectors are not beside this checkout")
    return json.loads(path.read_text("utf-8"))


def close(wanted: Any) -> Any:
    return pytest.approx(wanted, abs=1e-4)


def league(vectors: dict[str, Any]) -> tuple[list[str], np.ndarray]:
    """Teams, and their counts by channel, shape (3, teams, channels)."""
    rows = vectors["league_input"]
    teams = list(dict.fromkeys(row["team"] for row in rows))
    channels = list(dict.fromkeys(row["channel"] for row in rows))
    table = np.zeros((3, len(teams), len(channels)))
    for row in rows:
        at = teams.index(row["team"]), channels.index(row["channel"])
        for i, kind in enumerate(("promoters", "passives", "detractors")):
            table[i][at] = row[kind]
    return teams, table


def test_league_of_the_paper_is_reproduced(vectors: dict[str, Any]) -> None:
    teams, table = league(vectors)
    found = case_mix.case_mix(*table, 1)
    drawn = shrink.shrink(found.adjusted, found.variance)
    places = shrink.ranks(drawn.estimate, drawn.se)
    assert [row["team"] for row in vectors["league"]] == teams
    for i, row in enumerate(vectors["league"]):
        assert (found.n[i], found.raw[i]) == (row["n"], close(row["obs"]))
        assert (found.expected[i], found.adjusted[i]) == (close(row["expd"]), close(row["adj"]))
        assert (found.variance[i] / 1e4, found.centre) == (close(row["varnull"]), close(row["net"]))
        assert found.gap[i] / np.sqrt(found.variance[i]) == close(row["z_om_e"])
        assert (drawn.estimate[i], drawn.se[i]) == (close(row["shrunk"]), close(row["se"]))
        assert drawn.reliability[i] == close(row["reliability"])
        assert places.expected[i] == close(row["erank"])
        assert abs(places.low[i] - row["rank_lo"]) <= 1
        assert abs(places.high[i] - row["rank_hi"]) <= 1


def test_funnel_of_the_paper_has_the_same_teams_outside(vectors: dict[str, Any]) -> None:
    _, table = league(vectors)
    found = case_mix.case_mix(*table, 1)
    plain = np.abs(found.gap / np.sqrt(found.variance)) > 1.959964
    assert plain.tolist() == [row["funnel95"] != "inside" for row in vectors["league"]]
    assert not (funnel.funnel(found.gap, found.variance).outside > 0).any()


def drawn_teams(seed: int, teams: int, strata: int, size: int, spread: float) -> np.ndarray:
    """Counts of teams that are equally good but for a random spread, shape (3, teams, strata)."""
    rng = np.random.default_rng(seed)
    level = rng.normal(0.2, 0.25, strata)
    share = rng.gamma(2, size / 2, teams)[:, None] * rng.dirichlet(np.full(strata, 0.7), teams)
    n = rng.poisson(share)
    score = np.clip(level + rng.normal(0, spread, teams)[:, None], -0.65, 0.65)
    p, d = (0.7 + score) / 2, (0.7 - score) / 2
    return np.moveaxis(rng.multinomial(n, np.stack([p, 1 - p - d, d], axis=-1)), -1, 0)


def outside(counts: np.ndarray) -> tuple[int, int, int]:
    """Teams outside the 95 % limits, teams said to stand out, teams."""
    found = case_mix.case_mix(*counts)
    gap = np.where(found.compared >= 5, found.gap, np.nan)
    z = funnel.funnel(gap, found.variance)
    out = sum(band in ("above", "below") for band in funnel.bands(z.z))
    return int((z.outside > 0).sum()), out, int(np.isfinite(gap).sum())


@pytest.mark.parametrize(
    ("teams", "strata", "size", "spread"),
    [
        (5, 24, 120, 0),
        (6, 120, 140, 0),
        (6, 120, 600, 0),
        (20, 12, 60, 0),
        (5, 24, 600, 0.08),
        (12, 12, 600, 0.05),
    ],
)
def test_equal_teams_fall_outside_no_more_often_than_nominal(
    teams: int, strata: int, size: int, spread: float
) -> None:
    told = np.array([outside(drawn_teams(s, teams, strata, size, spread)) for s in range(SEEDS)])
    beyond, flagged, all_ = told.sum(axis=0)
    # At most nominal: the upper end of what chance makes of 5 % in so many teams.
    assert beyond <= stats.binom.ppf(0.99, all_, 0.05), beyond / all_
    assert flagged <= beyond
    if not spread:  # no team differs: whatever stands out does by chance
        assert (told[:, 1] > 0).mean() <= 0.10 + 2 * np.sqrt(0.1 * 0.9 / SEEDS)


@pytest.mark.parametrize("spread", [0.08, 0.15])
def test_few_teams_that_differ_at_random_are_not_outside_for_it(spread: float) -> None:
    """Five teams tell little of their spread; on seeds that nothing was chosen on."""
    told = np.array([outside(drawn_teams(s, 5, 24, 600, spread)) for s in range(40_000, 40_800)])
    beyond, _, all_ = told.sum(axis=0)
    assert beyond <= stats.binom.ppf(0.999, all_, 0.05), beyond / all_


def test_the_plain_funnel_would_flag_overdispersed_teams() -> None:
    """What the test above would see without the spread between teams."""
    naive = []
    for seed in range(40):
        found = case_mix.case_mix(*drawn_teams(seed, 5, 24, 600, 0.08))
        naive.append(np.mean(np.abs(found.gap) > 1.96 * np.sqrt(found.variance)))
    assert np.mean(naive) > 0.15


def test_a_team_that_is_better_is_found() -> None:
    """30 points over its peers in every stratum, with 600 answers."""
    seen = 0
    for seed in range(40):
        counts = drawn_teams(seed, 6, 12, 600, 0)
        moved = np.random.default_rng(seed).binomial(counts[2, 0], 0.6)
        counts[2, 0] -= moved
        counts[0, 0] += moved
        found = case_mix.case_mix(*counts)
        seen += funnel.bands(funnel.funnel(found.gap, found.variance).z)[0] == "above"
    assert seen >= 22


def test_hard_customers_make_no_bad_team() -> None:
    easy, hard = (70, 20, 10), (20, 30, 50)
    counts = np.array([[np.array(easy) * a, np.array(hard) * b] for a, b in [(9, 1), (1, 9)] * 3])
    found = case_mix.case_mix(*np.moveaxis(counts, -1, 0))
    assert np.ptp(found.raw) > 60
    assert found.adjusted == pytest.approx(np.full(6, found.centre))


def test_a_team_that_holds_most_of_a_stratum_is_held_against_the_others() -> None:
    """Alone in the rate it would be as good as expected, whatever it does."""
    counts = np.array([[[80], [0], [20]]] + [[[5], [0], [15]]] * 4)[..., 0]
    found = case_mix.case_mix(*np.moveaxis(counts[:, None, :], -1, 0))
    assert found.expected[0] == pytest.approx(-50)
    included = case_mix.case_mix(*np.moveaxis(counts[:, None, :], -1, 0), 1)
    assert included.expected[0] > 0
    # The others' rate is an estimate of 80 answers, and counts as one.
    assert found.variance[0] == pytest.approx(found.own[0] + 1e4 * 0.75 / 80)


def test_answers_that_no_peer_has_anything_like_are_not_compared() -> None:
    counts = np.zeros((3, 5, 2))
    counts[:, :, 0] = [[12] * 5, [6] * 5, [6] * 5]
    counts[:, 0, 1] = 40, 0, 0
    found = case_mix.case_mix(*counts)
    assert (found.n[0], found.compared[0]) == (64, 24)
    assert found.gap[0] == pytest.approx(0)
    assert found.raw[0] > 70


def test_a_group_of_nothing_but_tens_is_judged_without_certainty() -> None:
    counts = np.zeros((3, 5, 1))
    counts[0] = 40
    found = case_mix.case_mix(*counts)
    assert (found.variance > 0).all()
    assert funnel.bands(funnel.funnel(found.gap, found.variance).z) == ["same"] * 5


def test_a_team_without_answers_is_unknown_and_changes_nothing() -> None:
    counts = drawn_teams(3, 5, 6, 200, 0)
    more = np.concatenate([counts, np.zeros((3, 1, 6), dtype=int)], axis=1)
    five, six = case_mix.case_mix(*counts), case_mix.case_mix(*more)
    assert six.adjusted[:5] == pytest.approx(five.adjusted)
    assert np.isnan(six.adjusted[5])
    z = funnel.funnel(six.gap, six.variance)
    assert funnel.bands(z.z)[5] == "unknown"
    assert z.tau == pytest.approx(funnel.funnel(five.gap, five.variance).tau)


@settings(max_examples=25, deadline=None)
@given(seed=some.integers(0, 9999))
def test_order_of_teams_and_strata_does_not_matter(seed: int) -> None:
    counts = drawn_teams(seed, 6, 8, 60, 0.05)
    rng = np.random.default_rng(seed)
    rows, columns = rng.permutation(6), rng.permutation(8)
    one, other = case_mix.case_mix(*counts), case_mix.case_mix(*counts[:, rows][:, :, columns])
    assert other.adjusted == pytest.approx(one.adjusted[rows], nan_ok=True)
    assert other.variance == pytest.approx(one.variance[rows], nan_ok=True)


def test_so_many_more_answers_do_settle_it() -> None:
    """With them, and the same gap, the team stands out; with a tenth of them it would not."""
    gap, own, n = np.array([6.0, 0.5, -0.4, 0.2, -0.3]), np.full(5, 16.0), np.full(5, 400.0)
    before = funnel.funnel(gap, own)
    assert funnel.bands(before.z)[0] == "same"
    more = funnel.more_answers(gap, own, before.tau**2, n, funnel.wanted(before.z))[0]
    settled, short = own.copy(), own.copy()
    settled[0], short[0] = 16 * 400 / (400 + more), 16 * 400 / (400 + more / 10)
    assert abs(gap[0] / np.sqrt(settled[0])) >= 2.8
    assert funnel.bands(gap / np.sqrt(settled))[0] == "above"
    assert funnel.bands(gap / np.sqrt(short))[0] == "same"


def test_no_answers_of_its_own_settle_what_its_peers_leave_open() -> None:
    more = funnel.more_answers([6.0, 6.0], [16.0, 0.1], [9.0, 0.1], [400, 400], 2.8)
    assert more.tolist() == [np.inf, 0]


def test_a_spread_is_sure_no_more_often_than_chance_and_its_interval_holds() -> None:
    rng = np.random.default_rng(11)
    sure = {spread: [0, 0] for spread in (0.0, 20.0)}
    for spread, held in sure.items():
        for _ in range(400):
            v = rng.uniform(9, 400, 6)
            low, high = funnel.spread_interval(rng.normal(0, np.sqrt(v + spread**2)), v)
            held[0] += low > 0
            held[1] += low <= spread <= high
    assert sure[0.0][0] / 400 <= 0.045  # 2.5 % nominal
    assert sure[20.0][0] / 400 > 0.5
    assert 0.92 <= sure[20.0][1] / 400 <= 0.98


def test_the_spread_of_two_teams_is_anybodys_guess() -> None:
    assert funnel.spread_interval([3.0, -40.0, np.nan], [4.0, 4.0, np.nan]) == (0.0, np.inf)


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="teams by strata"):
        case_mix.case_mix([1, 2], [1, 2], [1, 2])
    with pytest.raises(ValueError, match="negative"):
        case_mix.case_mix([[-1]], [[0]], [[0]])
    with pytest.raises(ValueError, match="variance is 0"):
        funnel.funnel([1.0, 2.0], [0.0, 1.0])
    with pytest.raises(ValueError, match="one shape"):
        funnel.funnel([1.0, 2.0], [1.0])
