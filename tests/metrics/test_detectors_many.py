"""All teams in one pass say what each team says by itself, to the last digits."""

from dataclasses import fields

import numpy as np
import pytest

from cxdata.metrics import dealing, dealing_many, detectors, detectors_many
from cxdata.metrics.detectors import HOLD, QUIET, UNKNOWN, Finding, Levels

TEAMS, STRATA, DAYS = 60, 7, 40


def same(one: Finding, other: Finding) -> None:
    """The two findings are equal: words and counts to the letter, figures within 1e-12."""
    for field in fields(Finding):
        a, b = getattr(one, field.name), getattr(other, field.name)
        assert type(a) is type(b), field.name
        if isinstance(a, float):
            assert b == pytest.approx(a, abs=1e-12, rel=1e-12, nan_ok=True), (field.name, one)
        else:
            assert a == b, (field.name, one)


def every(many: list[Finding], single: list[Finding], *levels: str) -> None:
    """Each team's finding is its own, and every level that is named was reached."""
    assert len(many) == len(single)
    for one, other in zip(single, many, strict=True):
        same(one, other)
    assert set(levels) <= {one.level for one in many}


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20_261_128)


@pytest.fixture(params=[(0.01, 0.001), (0.2113, 0.0517), (0.8713, 0.4327)])
def levels(request: pytest.FixtureRequest) -> Levels:
    return Levels(*request.param)


def test_coverage_of_all_teams(rng: np.random.Generator, levels: Levels) -> None:
    eligible = rng.choice([0, 1, 3, 40, 900, 30_000], TEAMS)
    invited = rng.binomial(eligible, rng.choice([0.0, 0.8, 0.93, 0.96, 1.0], TEAMS))
    invited[:3] += 5  # more than there are
    needed = rng.choice([0.5, 0.95, 1.0], TEAMS)
    many = detectors_many.coverage(invited, eligible, needed, levels)
    each = zip(invited, eligible, needed, strict=True)
    every(many, [detectors.coverage(*row, levels) for row in each], QUIET, HOLD, UNKNOWN)


def strata(rng: np.random.Generator, scale: int) -> np.ndarray:
    """Counts by team and stratum: many empty, some teams with one stratum, some with none."""
    found = rng.poisson(rng.exponential(scale, (TEAMS, STRATA)))
    found[rng.random((TEAMS, STRATA)) < 0.3] = 0
    found[:5, 1:], found[5:8] = 0, 0
    return found


@pytest.mark.parametrize("scale", [1, 12, 150, 9_000])
def test_tens_of_all_teams(rng: np.random.Generator, levels: Levels, scale: int) -> None:
    begged = rng.choice([1, 1, 4], (TEAMS, 1))
    own, nines = strata(rng, scale) * begged, strata(rng, scale)
    tens, rest = strata(rng, 4 * scale), strata(rng, 4 * scale)
    many = detectors_many.tens(own, nines, tens, rest, levels)
    rows = zip(own, nines, tens, rest, strict=True)
    every(many, [detectors.tens(*row, levels) for row in rows], HOLD, UNKNOWN)


@pytest.mark.parametrize("scale", [2, 30, 9_000])
def test_response_drops_of_all_teams(rng: np.random.Generator, levels: Levels, scale: int) -> None:
    invited, then = strata(rng, scale), strata(rng, 2 * scale)
    rate = rng.uniform(0.1, 0.9, (TEAMS, STRATA))
    now = rng.binomial(invited, rate * rng.choice([0.6, 0.93, 1.0], (TEAMS, 1)))
    before = rng.binomial(then, rate)
    now[9] = invited[9] + 1  # more answers than invitations: they were asked all the same
    many = detectors_many.response_drop(now, invited, before, then, levels)
    rows = zip(now, invited, before, then, strict=True)
    every(many, [detectors.response_drop(*row, levels) for row in rows], QUIET, UNKNOWN)


@pytest.mark.parametrize("more", [0, 5])
def test_busiest_hours_of_all_teams(rng: np.random.Generator, levels: Levels, more: int) -> None:
    rate = rng.choice([0.0, 0.0005, 0.02, 0.3], (TEAMS, 1))
    own = rng.poisson(rate * np.ones((TEAMS, DAYS * 24 + more)))
    own[rng.choice(TEAMS, 9), rng.choice(DAYS * 24, 9)] += 12
    own[0], own[1, 1:] = 0, 0
    own[1, 0] = 30  # all that it has, in one hour
    whole = own.sum(axis=0)
    many = detectors_many.busiest_hour(own, whole, levels)
    single = [detectors.busiest_hour(one, whole - one, levels) for one in own]
    every(many, single, QUIET, HOLD, UNKNOWN)


def test_sources_of_all_teams(rng: np.random.Generator, levels: Levels) -> None:
    n = rng.choice([0, 1, 2, 30, 400, 5_000], (TEAMS, 5))
    largest = np.minimum(n, rng.choice([0, 1, 2, 9, 60, 900], (TEAMS, 5)))
    pairs = largest * (largest - 1) // 2 + rng.integers(0, 3, (TEAMS, 5))
    n[0, 1:], largest[0, 1:], pairs[0, 1:] = 0, 0, 0
    possible = n * (n - 1) // 2
    theirs = (part[:, 1:].sum(axis=1) for part in (largest, n, possible, pairs))
    many = detectors_many.one_source(largest[:, 0], n[:, 0], *theirs, levels=levels)
    single = [
        detectors.one_source(top[0], of[0], top[1:], of[1:], two[1:], levels)
        for top, of, two in zip(largest, n, pairs, strict=True)
    ]
    every(many, single, QUIET, HOLD, UNKNOWN)


def test_no_team_has_no_findings() -> None:
    none, table = np.zeros(0, int), np.zeros((0, 3), int)
    assert detectors_many.coverage(none, none) == []
    assert detectors_many.tens(table, table, table, table) == []
    assert detectors_many.response_drop(table, table, table, table) == []
    assert detectors_many.busiest_hour(table, np.zeros(3, int)) == []
    assert detectors_many.one_source(none, none, none, none, none, none) == []


def test_answers_dealt_out_to_many_have_each_groups_chances(rng: np.random.Generator) -> None:
    m, o = strata(rng, 9), strata(rng, 9)
    n = rng.integers(0, m + o + 1)
    many = dealing_many.dealt(m, o, n)
    for i in range(TEAMS):
        at, chance = dealing.dealt(m[i], o[i], n[i])
        np.testing.assert_array_equal(many.at[i][many.inside[i]], at)
        np.testing.assert_allclose(many.chance[i][many.inside[i]], chance, atol=1e-14)


def test_impossible_counts_of_many_are_refused() -> None:
    with pytest.raises(ValueError, match="more is drawn"):
        dealing_many.dealt([[1]], [[1]], [[3]])
    with pytest.raises(ValueError, match="negative"):
        detectors_many.coverage([-1], [5])
    with pytest.raises(ValueError, match="more than all"):
        detectors_many.busiest_hour(np.array([[2]]), np.array([1]))
