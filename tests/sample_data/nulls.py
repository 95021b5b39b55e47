"""What is flagged outside the footprints, on one seed's counts: flags and looks, by way to look."""

from collections.abc import Iterator

import numpy as np
from scipy import stats

from sample_data.larkfield import company, gaming, touchpoints
from tests.sample_data import looking, truths

Flags = tuple[str, np.ndarray]
TEAM_SIZE = len(company.TEAMS)


def untouched(rows: truths.Rows) -> np.ndarray:
    """Touchpoint answers outside the footprints that move a score in time or between teams."""
    north = (rows["region"] == truths.NORTH) & np.isin(rows["touchpoint"], touchpoints.LATE_AT)
    gamed = np.isin(rows["team"], (gaming.PICKERS, gaming.BURST_TEAM, gaming.LUCKY))
    return ~north & ~gamed & (rows["touchpoint"] != touchpoints.BILL)


def table(
    rows: truths.Rows, mask: np.ndarray, name: str, size: int, time: np.ndarray
) -> np.ndarray:
    """Counts by a dimension and time, shape (size, 3, periods)."""
    periods = int(time.max()) + 1
    code = rows[name][mask] * periods + time[mask]
    counts = looking.split(rows["nps"][mask], code, size * periods)
    return counts.reshape(3, size, periods).swapaxes(0, 1)


def over_time(counts: np.ndarray, limit: float = 1.96) -> np.ndarray:
    """Each period against the one before."""
    after, before = np.moveaxis(counts[..., 1:], 1, 0), np.moveaxis(counts[..., :-1], 1, 0)
    seen = (after.sum(axis=0) >= 30) & (before.sum(axis=0) >= 30)
    return (np.abs(looking.z_of_difference(after, before)) > limit)[seen]


def charts(counts: np.ndarray) -> np.ndarray:
    """Series with any signal in the ten months after the baseline."""
    outside, run = looking.chart(counts)
    return (outside | run)[..., 18:].any(axis=-1)


def against_the_rest(counts: np.ndarray) -> np.ndarray:
    """Each part, (parts, 3), against all others together."""
    rest = counts.sum(axis=0) - counts
    return np.abs(looking.z_of_difference(counts.T, rest.T)) > 1.96


def touchpoint_flags(seed: int) -> Iterator[Flags]:
    rows, _ = truths.moments(seed)
    mask = untouched(rows)
    month = table(rows, mask, "touchpoint", 24, rows["month"])
    kept = [t for t in range(24) if t != touchpoints.BILL]
    yield "touchpoint charts", charts(month[kept])
    quarters = table(rows, mask, "touchpoint", 24, rows["month"] // 3)
    yield "touchpoints, quarter on quarter", over_time(quarters[kept])
    for name, size in (("region", 6), ("segment", 4), ("channel", 5)):
        yield (
            f"{name}s, quarter on quarter",
            over_time(table(rows, mask, name, size, rows["month"] // 3)),
        )
    for t in (touchpoints.LATE_AT[0], 16, 20):
        here = mask & (rows["touchpoint"] == t) & (rows["region"] != truths.NORTH)
        regions = looking.split(rows["nps"][here], rows["region"][here] - 1, 5).T
        yield "regions of a touchpoint", against_the_rest(regions)
    everywhere = table(rows, mask & (rows["month"] >= 23), "touchpoint", 24, rows["month"])
    cells = everywhere[kept][..., 23:]
    yield "any cell of a heatmap", np.array([looking.heatmap(cells).any()])


def relational_flags(seed: int) -> Iterator[Flags]:
    rows = truths.general(seed)
    calm = (rows["month"] >= 9) & (rows["month"] < 24)
    for name, size in (("region", 6), ("segment", 4), ("channel", 5)):
        yield (
            "relational, quarter on quarter",
            over_time(table(rows, calm, name, size, rows["month"] // 3)[..., 3:8]),
        )
    yield (
        "relational regions",
        against_the_rest(looking.split(rows["nps"][calm], rows["region"][calm], 6).T),
    )


def peers(seed: int) -> Iterator[Flags]:
    rows, _ = truths.moments(seed)
    equal = company.code(company.TEAMS, "flagship", "canal", "market")
    yield "stores", np.array([abs(truths.stores(seed)[int(t)][2]) > 1.96 for t in equal])
    year = {"support": (24, 36), "last_mile": (12, 24)}
    for group, (first, end) in year.items():
        mask = np.isin(rows["team"], company.code(company.TEAMS, *company.PEERS[group]))
        mask &= (rows["month"] >= first) & (rows["month"] < end)
        league = truths.funnel(rows, mask).values()
        yield group, np.array([abs(z) > 1.96 for _, _, z in league])


def honest(seed: int) -> Iterator[Flags]:
    """Detectors at p < .01, over the teams that do not game."""
    rows, asked = truths.moments(seed)
    tens = [truths.tens_of(rows, group, 24) for group in company.PEERS]
    tens_flags = [p < 0.01 for found in tens for t, p in found.items()
                  if t not in (gaming.BEGGARS, gaming.LUCKY)]  # fmt: skip
    yield "tens", np.array(tens_flags)
    bursts = truths.bursts_of(rows, 24)
    yield "bursts", np.array([p < 0.01 for t, p in bursts.items() if t != gaming.BURST_TEAM])
    coverage = truths.coverage_of(asked, 24)
    yield "coverage", np.array([p < 0.01 for t, p in coverage.items() if t != gaming.PICKERS])
    yield "response rate", response_drops(asked)


def response_drops(asked: truths.Rows) -> np.ndarray:
    """Response rate of the last quarter against the year before, by team and segment."""
    code = asked["team"] * 4 + asked["segment"]
    windows = (asked["month"] >= 33, (asked["month"] >= 21) & (asked["month"] < 33))
    found = [
        [np.bincount(code[w], asked[name][w], TEAM_SIZE * 4) for name in ("invited", "answered")]
        for w in windows
    ]
    (invited, answered), (invited_0, answered_0) = found
    seen = (invited >= 30) & (invited_0 >= 30)
    with np.errstate(all="ignore"):
        share = (answered + answered_0) / (invited + invited_0)
        error = np.sqrt(share * (1 - share) * (1 / invited + 1 / invited_0))
        z = (answered / invited - answered_0 / invited_0) / error
    seen &= np.arange(len(z)) // 4 != gaming.PICKERS
    return (stats.norm.cdf(z) < 0.01)[seen]


# way to look -> nominal rate
NOMINAL = {
    "touchpoint charts": 0.09, "touchpoints, quarter on quarter": 0.05,
    "regions, quarter on quarter": 0.05, "segments, quarter on quarter": 0.05,
    "channels, quarter on quarter": 0.05, "regions of a touchpoint": 0.05,
    "any cell of a heatmap": 0.10, "relational, quarter on quarter": 0.05,
    "relational regions": 0.05, "stores": 0.05, "support": 0.05, "last_mile": 0.05, "tens": 0.01,
    "bursts": 0.01, "coverage": 0.01, "response rate": 0.01,
}  # fmt: skip
WAYS = (touchpoint_flags, relational_flags, peers, honest)


def rates(seeds: range) -> dict[str, tuple[float, int]]:
    """Share flagged and number of looks, by way to look."""
    found: dict[str, list[np.ndarray]] = {}
    for seed in seeds:
        for way in WAYS:
            for name, flags in way(seed):
                found.setdefault(name, []).append(flags)
    joined = {name: np.concatenate(flags) for name, flags in found.items()}
    return {name: (float(flags.mean()), len(flags)) for name, flags in joined.items()}
