"""The touchpoint surveys: who is asked after which moment, by which team, and what they score."""

import numpy as np

from .company import (
    CHANNEL_LEVELS,
    CHANNELS,
    CUSTOMER_REGIONS,
    LENGTHS,
    LEVELS,
    REGIONS,
    SEGMENT_LEVELS,
    SEGMENTS,
    STAGE_OF,
    STAGES,
    STARTS,
    TOUCHPOINTS,
    code,
    day,
)
from .draws import CES, CSAT, Array, own_metric, quota, scores, stream
from .measures import invoice_errors
from .places import (
    CHANNEL_SHARES,
    DELIVERY_REGIONS,
    HARBOUR,
    HARBOUR_CHANNELS,
    STORE,
    STORE_CHANNELS,
    TEAM_OF_REGION,
    invitations,
)

# The planted truths, as truths.toml declares them.
LATE = (day("2026-03-02"), day("2026-06-21"), -44.0)  # (a) first day, last day, points
MENDED = 5.0  # points above the old level from 22 June on: too few to be told from it
LATE_AT = code(TOUCHPOINTS, "delivery_slot", "delivery_on_time")
HARD_CASES_WELL_DONE = 18.0  # (c)
NEW_WORDING = 8  # July 2024: where the baseline of every chart begins
BILL, PER_ERROR, USUAL_ERRORS = TOUCHPOINTS.index("understand_bill"), -6.0, 5.0  # (e)


def picked(rng: np.random.Generator, shares: Array) -> Array:
    """One code a row, drawn from its row of shares."""
    u = rng.random(len(shares))[:, None]
    return (u > np.cumsum(shares, axis=1)[:, :-1]).sum(axis=1)


def layout(asked: dict[str, Array], rng: np.random.Generator) -> dict[str, Array]:
    """The answers without their scores: month, touchpoint, team, segment, channel, region, day."""
    rows = np.repeat(np.arange(len(asked["month"])), asked["answered"])
    out = {name: asked[name][rows] for name in ("month", "touchpoint", "team", "segment")}
    touchpoint, team, month = out["touchpoint"], out["team"], out["month"]
    channels = np.where(STORE[touchpoint][:, None], STORE_CHANNELS, CHANNEL_SHARES)
    out["channel"] = picked(rng, np.where((team == HARBOUR)[:, None], HARBOUR_CHANNELS, channels))
    regions = np.tile(CUSTOMER_REGIONS, (len(rows), 1))
    for number in np.unique(TEAM_OF_REGION):
        held = np.where(number == TEAM_OF_REGION, DELIVERY_REGIONS, 0.0)
        regions[team == number] = held / held.sum()
    out["region"] = picked(rng, regions)
    out["day"] = STARTS[month] + (rng.random(len(rows)) * LENGTHS[month]).astype(np.int64)
    out["minute"] = (420 + rng.random(len(rows)) * 960).astype(np.int64)
    return out


def watched(rows: dict[str, Array]) -> Array:
    """Rows of the region and the touchpoints of truth (a), at any time."""
    return (rows["region"] == REGIONS.index("North")) & np.isin(rows["touchpoint"], LATE_AT)


def late(rows: dict[str, Array]) -> Array:
    """Rows in the bad days of truth (a)."""
    first, last, _ = LATE
    return watched(rows) & (rows["day"] >= first) & (rows["day"] <= last)


def expectation(rows: dict[str, Array], seed: int) -> Array:
    """The NPS that an answer is drawn from, in points."""
    errors = invoice_errors(seed)[rows["month"]] - USUAL_ERRORS
    hard = (rows["team"] == HARBOUR) & (rows["segment"] == SEGMENTS.index("Business"))
    return (
        LEVELS[rows["touchpoint"]]
        + SEGMENT_LEVELS[rows["segment"]]
        + CHANNEL_LEVELS[rows["channel"]]
        + np.where(late(rows), LATE[2], 0.0)
        + np.where(watched(rows) & (rows["day"] > LATE[1]), MENDED, 0.0)
        + np.where(hard, HARD_CASES_WELL_DONE, 0.0)
        + np.where(rows["touchpoint"] == BILL, PER_ERROR * errors, 0.0)
    )


def strata(rows: dict[str, Array]) -> Array:
    """Quotas: stores by year and case mix, for (c); slots and deliveries in the North, for (a).

    There the time before is one stratum, so that months vary by chance and the level holds; from
    the first bad day on each month is one, June two.
    """
    case = (rows["touchpoint"] * len(CHANNELS) + rows["channel"]) * len(SEGMENTS) + rows["segment"]
    store = (rows["month"] // 12 * 2 + (rows["team"] == HARBOUR)) * 1000 + case
    since = np.where(rows["day"] < LATE[0], rows["month"] >= NEW_WORDING, rows["month"] + 2)
    time = since * 2 + (rows["day"] > LATE[1])
    north = 100_000 + time * len(TOUCHPOINTS) + rows["touchpoint"]
    none = np.full(len(case), -1)
    return np.where(STORE[rows["touchpoint"]], store, np.where(watched(rows), north, none))


def answers(seed: int) -> dict[str, Array]:
    """The answers before anybody games them: layout with u, nps, csat, ces (0 where not asked)."""
    asked = invitations(seed)
    rng = stream(seed, 4)
    out = layout(asked, rng)
    out["u"] = quota(rng, strata(out))
    out["nps"] = scores(rng, out["u"], expectation(out, seed))
    stage = STAGE_OF[out["touchpoint"]]
    out["csat"] = np.where(stage == STAGES.index("use"), own_metric(rng, out["nps"], CSAT), 0)
    out["ces"] = np.where(stage == STAGES.index("buy"), own_metric(rng, out["nps"], CES), 0)
    return out
