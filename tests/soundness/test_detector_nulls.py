"""Truth (d) is held, each by the detector meant for it; innocent teams no more than nominally."""

from collections.abc import Iterator

import numpy as np
import pytest

from cxdata.metrics import detectors
from cxdata.metrics.detectors import HOLD, NOTE, Finding
from sample_data.larkfield import company, gaming
from tests.sample_data import truths

TEAMS = len(company.TEAMS)
SINCE = 24  # the trailing twelve months
GUILTY = {
    ("tens", gaming.BEGGARS),
    ("coverage", gaming.PICKERS),
    ("hour", gaming.BURST_TEAM),
    ("source", gaming.BURST_TEAM),
}


def found(seed: int) -> Iterator[tuple[int, Finding]]:
    """Every detector on every team of a seed's counts."""
    rows, asked = truths.moments(seed)
    now = {name: column[rows["month"] >= SINCE] for name, column in rows.items()}
    yield from tens(now)
    yield from bursts(now)
    yield from sources(now)
    yield from invited(asked)


def tens(rows: truths.Rows) -> Iterator[tuple[int, Finding]]:
    for group in company.PEERS.values():
        codes = [company.TEAMS.index(t) for t in group]
        ten, nine = (
            np.stack([np.bincount(at(rows, t, score), minlength=24) for t in codes])
            for score in (10, 9)
        )
        for i, team in enumerate(codes):
            rest = ten.sum(axis=0) - ten[i], nine.sum(axis=0) - nine[i]
            yield team, detectors.tens(ten[i], nine[i], *rest)


def at(rows: truths.Rows, team: int, score: int) -> np.ndarray:
    return rows["touchpoint"][(rows["team"] == team) & (rows["nps"] == score)]


def bursts(rows: truths.Rows) -> Iterator[tuple[int, Finding]]:
    hour = (rows["day"] - rows["day"].min()) * 24 + rows["minute"] // 60
    size = -(-(int(hour.max()) + 1) // 24) * 24
    counts = np.stack([np.bincount(hour[rows["team"] == t], minlength=size) for t in range(TEAMS)])
    for team in range(TEAMS):
        if counts[team].any():
            yield team, detectors.busiest_hour(counts[team], counts.sum(axis=0) - counts[team])


def sources(rows: truths.Rows) -> Iterator[tuple[int, Finding]]:
    for group in company.PEERS.values():
        codes = [company.TEAMS.index(t) for t in group]
        places = [rows["origin"][(rows["team"] == t) & (rows["origin"] > 0)] for t in codes]
        counts = [np.unique(one, return_counts=True)[1] for one in places]
        largest = np.array([c.max() for c in counts])
        n = np.array([c.sum() for c in counts])
        pairs = np.array([(c * (c - 1) // 2).sum() for c in counts])
        for i, team in enumerate(codes):
            rest = np.arange(len(codes)) != i
            yield (
                team,
                detectors.one_source(largest[i], n[i], largest[rest], n[rest], pairs[rest]),
            )


def invited(asked: truths.Rows) -> Iterator[tuple[int, Finding]]:
    late, then = asked["month"] >= 33, (asked["month"] >= 21) & (asked["month"] < 33)
    for team in range(TEAMS):
        own = asked["team"] == team
        window = own & (asked["month"] >= SINCE)
        if asked["eligible"][window].any():
            yield (
                team,
                detectors.coverage(asked["invited"][window].sum(), asked["eligible"][window].sum()),
            )
            parts = [
                np.bincount(asked["segment"][own & when], asked[name][own & when], 4)
                for when in (late, then)
                for name in ("answered", "invited")
            ]
            yield team, detectors.response_drop(*parts)


def allowed(nominal: float, looks: int) -> float:
    return nominal + 3 * 1.4 * float(np.sqrt(nominal * (1 - nominal) / looks))


def judged(seeds: range) -> None:
    levels: dict[str, list[str]] = {}
    for seed in seeds:
        for team, one in found(seed):
            if (one.detector, team) in GUILTY:
                assert one.level == HOLD, (seed, one)
            elif team not in (gaming.BEGGARS, gaming.PICKERS, gaming.BURST_TEAM):
                levels.setdefault(one.detector, []).append(one.level)
    assert set(levels) == set(detectors.DETECTORS)
    rates = {}
    for detector, seen in levels.items():
        held = np.mean([level == HOLD for level in seen])
        noted = np.mean([level in (HOLD, NOTE) for level in seen])
        rates[detector] = (round(float(noted), 4), round(float(held), 4), len(seen))
        assert noted <= allowed(0.01, len(seen)), rates
        assert held <= allowed(0.001, len(seen)), rates
    print(rates)


def test_planted_gaming_is_held_and_nobody_else_beyond_the_nominal_rate() -> None:
    judged(range(12))


@pytest.mark.soak
def test_over_two_hundred_seeds() -> None:
    judged(range(200))
