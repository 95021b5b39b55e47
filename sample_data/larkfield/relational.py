"""The relational survey: who is asked, who answers, and what they score."""

import numpy as np

from .company import (
    CHANNELS,
    COVERAGE,
    CUSTOMER_REGIONS,
    CUSTOMER_SEGMENTS,
    LENGTHS,
    MONTHS,
    RATES,
    SEASON,
    SEGMENTS,
    STARTS,
)
from .draws import Array, quota, scores, stream

ASKED = 3620  # eligible customers in an average month
# Truth (b): share of Stores, App, Web shop, Phone, Partners; in ten months Stores lose to App.
SHARES = np.array([0.46, 0.12, 0.20, 0.11, 0.11])
MOVED, SINCE = 0.34, 26  # of all customers, from January 2026 (month 26) to October
LEVELS = np.array([55.4, 14.2, 34.6, 30.6, 36.6])
RISE = 1.5  # points a quarter from February 2026 on, in every channel
BUSINESS = -22.0  # truth (h)
WORDING, NEW_WORDING = 6.0, 8  # truth (f): points from July 2024 (month 8) on


def shares() -> Array:
    """Share of customers by month and channel, shape (36, 5)."""
    moved = MOVED * np.clip((np.arange(MONTHS) - SINCE + 1) / 10, 0, 1)
    table = np.tile(SHARES, (MONTHS, 1))
    table[:, 0] -= moved
    table[:, 1] += moved
    return table


def invitations(seed: int) -> dict[str, Array]:
    """Counts by month, segment, channel, region: eligible, invited, answered."""
    rng = stream(seed, 1)
    volume = ASKED * SEASON * LENGTHS / LENGTHS.mean()
    expected = np.einsum("m,mc,s,r->mscr", volume, shares(), CUSTOMER_SEGMENTS, CUSTOMER_REGIONS)
    eligible = np.floor(expected + rng.random(expected.shape)).astype(np.int64)
    invited = rng.binomial(eligible, COVERAGE)
    answered = rng.binomial(invited, RATES[None, :, None, None])
    month, segment, channel, region = (i.ravel() for i in np.indices(expected.shape))
    return {
        "month": month, "segment": segment, "channel": channel, "region": region,
        "eligible": eligible.ravel(), "invited": invited.ravel(), "answered": answered.ravel(),
    }  # fmt: skip


def expectation(month: Array, segment: Array, channel: Array) -> Array:
    """The NPS that a customer's answer is drawn from, in points."""
    quarters = np.clip((month - 24) // 3, 0, 3)  # of the last year: 0, 1, 2, 3
    return (
        LEVELS[channel]
        + np.where(segment == SEGMENTS.index("Business"), BUSINESS, 0.0)
        + RISE * quarters
        - np.where(month < NEW_WORDING, WORDING, 0.0)
    )


def answers(seed: int) -> dict[str, Array]:
    """The answers, a row each: month, day, minute, segment, channel, region, u, nps.

    Drawn by quota within quarter x wording x channel x segment: what is said of a quarter and a
    channel holds to a fraction of a point, while months, regions and customers vary by chance.
    """
    asked = invitations(seed)
    rows = np.repeat(np.arange(len(asked["month"])), asked["answered"])
    out = {name: asked[name][rows] for name in ("month", "segment", "channel", "region")}
    rng = stream(seed, 2)
    month = out["month"]
    out["day"] = STARTS[month] + (rng.random(len(rows)) * LENGTHS[month]).astype(np.int64)
    out["minute"] = (420 + rng.random(len(rows)) * 960).astype(np.int64)
    block = (month // 3) * 2 + (month >= NEW_WORDING)
    stratum = (block * len(CHANNELS) + out["channel"]) * len(SEGMENTS) + out["segment"]
    out["u"] = quota(rng, stratum)
    out["nps"] = scores(rng, out["u"], expectation(month, out["segment"], out["channel"]))
    return out
