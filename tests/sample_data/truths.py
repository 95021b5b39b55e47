"""Each planted truth, looked for on one seed's counts in the way of its page: found or not."""

from functools import lru_cache
from itertools import chain

import numpy as np
from scipy import stats

from sample_data.larkfield import (
    company,
    gaming,
    measures,
    places,
    relational,
    touchpoints,
)
from tests.sample_data import looking

Rows = dict[str, np.ndarray]
MARCH, JUNE, NORTH = 28, 31, company.REGIONS.index("North")


@lru_cache(maxsize=2)
def general(seed: int) -> Rows:
    return relational.answers(seed)


@lru_cache(maxsize=2)
def moments(seed: int) -> tuple[Rows, Rows]:
    return gaming.answered(seed)


def by_month(rows: Rows, mask: np.ndarray) -> np.ndarray:
    return looking.split(rows["nps"][mask], rows["month"][mask], company.MONTHS)


def late_in_the_north(seed: int) -> bool:
    """(a) on the control chart of either touchpoint, on the heatmap, and over by July."""
    rows, _ = moments(seed)
    north = rows["region"] == NORTH
    found = []
    for touchpoint in touchpoints.LATE_AT:
        counts = by_month(rows, north & (rows["touchpoint"] == touchpoint))
        outside, run = looking.chart(counts)
        before, bad, after = counts[:, 8:28].sum(1), counts[:, 28:32].sum(1), counts[:, 32:].sum(1)
        fall = looking.score(bad) - looking.score(before)
        found += [outside[MARCH - 8 : JUNE - 7].any(), -54 < fall < -34]
        found += [not (outside | run)[JUNE - 7 :].any()]
        found += [looking.z_of_difference(after, bad) > 2.6]
    wide = np.stack([by_month(rows, north & (rows["touchpoint"] == t))[:, 23:] for t in range(24)])
    outlined = looking.heatmap(wide)[touchpoints.LATE_AT][:, MARCH - 23 : JUNE - 22]
    return all(found) and bool(outlined.any())


def channels_moved(seed: int) -> bool:
    """(b) year on year: the total falls detectably, by mix, while every channel rises."""
    rows = general(seed)
    quarters = [looking.split(rows["nps"][m], rows["channel"][m], 5) for m in (
        (rows["month"] >= 21) & (rows["month"] < 24), rows["month"] >= 33)]  # fmt: skip
    mix, rate, _ = looking.bridge(*quarters)
    total = looking.z_of_difference(quarters[1].sum(1), quarters[0].sum(1))
    outside, run = looking.chart(by_month(rows, rows["month"] >= 0))
    signal = (outside | run)[18:].any()  # since January 2026
    return bool(total < -1.96 and (rate > 0).all() and mix.sum() < -4 and signal)


def stores(seed: int) -> dict[int, tuple[float, float, float]]:
    rows, _ = moments(seed)
    mask = np.isin(rows["team"], company.code(company.TEAMS, *company.PEERS["stores"]))
    mask &= rows["month"] >= 24
    return funnel(rows, mask)


def funnel(rows: Rows, mask: np.ndarray) -> dict[int, tuple[float, float, float]]:
    stratum = (rows["touchpoint"] * 5 + rows["channel"]) * 4 + rows["segment"]
    return looking.funnel(rows["nps"][mask], rows["team"][mask], stratum[mask])


def stores_in_the_wrong_order(seed: int) -> bool:
    """(c) first by luck and within the limits; last in the raw table and above once adjusted."""
    league = stores(seed)
    raw = sorted(league, key=lambda team: league[team][0])
    harbour, lucky = league[places.HARBOUR], league[gaming.LUCKY]
    return (
        raw[0] == places.HARBOUR
        and raw[-1] == gaming.LUCKY
        and abs(lucky[2]) < 1.96
        and harbour[2] > 1.96
        and harbour[1] == max(v[1] for k, v in league.items() if k != gaming.LUCKY)
    )


def tens_of(rows: Rows, group: str, since: int) -> dict[int, float]:
    """Probability of each team's tens among its nines and tens, against its peers."""
    out = {}
    teams = company.code(company.TEAMS, *company.PEERS[group])
    recent = rows["month"] >= since
    for team in teams:
        own = recent & (rows["team"] == team)
        rest = recent & np.isin(rows["team"], teams) & ~own
        counts = [float((rows["nps"][m] == s).sum()) for m in (own, rest) for s in (10, 9)]
        out[int(team)] = looking.tens_p(*counts)
    return out


def bursts_of(rows: Rows, since: int) -> dict[int, float]:
    """Probability of each team's busiest hour."""
    recent = rows["month"] >= since
    hours = rows["day"] * 24 + rows["minute"] // 60
    window = int(company.STARTS[36] - company.STARTS[since]) * 24
    teams = company.code(company.TEAMS, *chain.from_iterable(company.PEERS.values()))
    return {int(t): looking.burst_p(hours[recent & (rows["team"] == t)], window) for t in teams}


def coverage_of(asked: Rows, since: int) -> dict[int, float]:
    recent = asked["month"] >= since
    out = {}
    for team in np.unique(asked["team"]):
        mask = recent & (asked["team"] == team)
        out[int(team)] = looking.coverage_p(asked["invited"][mask].sum(),
                                            asked["eligible"][mask].sum())  # fmt: skip
    return out


def games(seed: int) -> bool:
    """(d) each by its detector at the level of a hold: the tens over a year, the rest a quarter."""
    rows, asked = moments(seed)
    return (
        tens_of(rows, "support", 24)[gaming.BEGGARS] < 1e-3
        and coverage_of(asked, 33)[gaming.PICKERS] < 1e-3
        and bursts_of(rows, 33)[gaming.BURST_TEAM] < 1e-3
    )


def errors_and_the_bill(seed: int) -> bool:
    """(e) month by month, the measure as shipped against the score of its touchpoint."""
    rows, _ = moments(seed)
    monthly = looking.score(by_month(rows, rows["touchpoint"] == touchpoints.BILL))
    shipped = [(company.day(day.isoformat()), float(value))
               for day, _, _, name, value, _ in measures.measures(seed)
               if name == "invoice_errors"]  # fmt: skip
    days, values = (np.array(column) for column in zip(*shipped, strict=True))
    month = company.month_of(days + 3)
    errors = np.bincount(month, weights=values, minlength=36) / np.bincount(month, minlength=36)
    found = stats.linregress(errors, monthly)
    return bool(found.pvalue < 1e-3 and found.rvalue < -0.5 and -9 < found.slope < -3)


def wording(seed: int) -> bool:
    """(f) eight months before against eight months after."""
    rows = general(seed)
    before, after = (looking.split(rows["nps"][m]) for m in (
        rows["month"] < 8, (rows["month"] >= 8) & (rows["month"] < 16)))  # fmt: skip
    shift = looking.score(after) - looking.score(before)
    return bool(looking.z_of_difference(after, before)[0] > 3.3 and 4 < shift[0] < 8)


def unheard(seed: int) -> bool:
    """(h) the last quarter and the last year, raked to the eligible by segment, channel, region."""
    rows, asked = general(seed), relational.invitations(seed)
    found = []
    for since in (33, 24):
        recent, base = rows["month"] >= since, asked["month"] >= since
        margins = []
        for name, size in (("segment", 4), ("channel", 5), ("region", 6)):
            eligible = np.bincount(asked[name][base], weights=asked["eligible"][base],
                                   minlength=size)  # fmt: skip
            margins.append((rows[name][recent], eligible / eligible.sum()))
        nps = rows["nps"][recent]
        found.append(looking.raked(nps, margins) - looking.score(looking.split(nps))[0])
    return all(-4.2 < shift < -2 for shift in found)


FAST = {
    "a": late_in_the_north, "b": channels_moved, "c": stores_in_the_wrong_order, "d": games,
    "e": errors_and_the_bill, "f": wording, "h": unheard,
}  # fmt: skip
