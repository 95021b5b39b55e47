"""Which team asks after which touchpoint, whom it meets, and how many it asks."""

import numpy as np

from .company import (
    COVERAGE,
    CUSTOMER_SEGMENTS,
    LENGTHS,
    PEERS,
    RATES,
    SEASON,
    STAGE_OF,
    STAGES,
    TEAMS,
    TOUCHPOINTS,
    code,
)
from .draws import Array, stream

# Answers wanted in an average month, in journey order.
VOLUME = np.array(
    [22, 28, 45, 45, 45, 45, 45, 40, 25, 22, 45, 165, 235, 45, 30, 40, 40, 22, 40, 75,
     65, 85, 60, 50]
)  # fmt: skip
OWNERS = {
    "advert": "brand", "website": "brand", "checkout": "platform", "payment": "platform",
    "order_confirmation": "platform", "first_use": "appliances", "app": "appliances",
    "manual": "appliances", "reliability": "appliances", "understand_bill": "accounts",
}  # fmt: skip
STORE_SHARES = {"harbour": 1 / 3, "flagship": 1 / 6, "canal": 1 / 6, "market": 1 / 6,
                "station": 1 / 6}  # fmt: skip
# Segment shares of the ELIGIBLE: as the company's; stores see more business, Harbour mostly.
STORE_SEGMENTS = np.array([0.20, 0.17, 0.13, 0.50])
HARBOUR_SEGMENTS = np.array([0.02, 0.01, 0.01, 0.96])
CHANNEL_SHARES = np.array([0.36, 0.24, 0.17, 0.13, 0.10])
STORE_CHANNELS = np.array([0.48, 0.13, 0.14, 0.15, 0.10])
HARBOUR_CHANNELS = np.array([0.20, 0.13, 0.07, 0.50, 0.10])
DELIVERY_REGIONS = np.array([0.46, 0.10, 0.12, 0.14, 0.12, 0.06])
TEAM_OF_REGION = code(TEAMS, "vans_north", "vans_east", "vans_south", "vans_west",
                      "vans_centre", "vans_centre")  # fmt: skip
STORE = np.isin(np.arange(len(TOUCHPOINTS)), code(
    TOUCHPOINTS, "showroom", "advice", "comparison", "price", "availability", "store_till"
))  # fmt: skip
RECEIVE = STAGES.index("receive") == STAGE_OF
HELP = STAGES.index("get_help") == STAGE_OF

HARBOUR = TEAMS.index("harbour")


def places() -> tuple[Array, Array, Array]:
    """Every touchpoint x team that asks, and its share of the touchpoint's volume."""
    rows = []
    north = dict(zip(TEAM_OF_REGION, np.zeros(6), strict=True))
    for region, team in enumerate(TEAM_OF_REGION):
        north[team] += DELIVERY_REGIONS[region]
    for t, name in enumerate(TOUCHPOINTS):
        if name in OWNERS:
            rows.append((t, TEAMS.index(OWNERS[name]), 1.0))
        elif STORE[t]:
            rows += [(t, TEAMS.index(team), share) for team, share in STORE_SHARES.items()]
        elif RECEIVE[t]:
            rows += [(t, team, share) for team, share in north.items()]
        else:
            rows += [(t, TEAMS.index(team), 0.2) for team in PEERS["support"]]
    touchpoint, team, share = (np.array(column) for column in zip(*rows, strict=True))
    return touchpoint, team, share


def segments_of(touchpoint: Array, team: Array) -> Array:
    """Segment shares of the eligible, shape (rows, 4)."""
    shares = np.where(STORE[touchpoint][:, None], STORE_SEGMENTS, CUSTOMER_SEGMENTS)
    return np.where((team == HARBOUR)[:, None], HARBOUR_SEGMENTS, shares)


def invitations(seed: int) -> dict[str, Array]:
    """Counts by month, touchpoint, team, segment: eligible, invited, answered."""
    rng = stream(seed, 3)
    touchpoint, team, share = places()
    segments = segments_of(touchpoint, team)
    rate = segments @ RATES
    wanted = VOLUME[touchpoint] * share / rate / COVERAGE
    volume = SEASON * LENGTHS / LENGTHS.mean()
    expected = volume[:, None, None] * wanted[None, :, None] * segments[None, :, :]
    eligible = np.floor(expected + rng.random(expected.shape)).astype(np.int64)
    invited = rng.binomial(eligible, COVERAGE)
    answered = rng.binomial(invited, RATES)
    month, place, segment = (i.ravel() for i in np.indices(expected.shape))
    return {
        "month": month, "touchpoint": touchpoint[place], "team": team[place], "segment": segment,
        "eligible": eligible.ravel(), "invited": invited.ravel(), "answered": answered.ravel(),
    }  # fmt: skip
