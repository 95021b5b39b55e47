"""The customers themselves, and who of them could have given an answer."""

from dataclasses import dataclass

import numpy as np

from .company import CUSTOMER_REGIONS, CUSTOMER_SEGMENTS, LAST, REGIONS, SEGMENTS, day
from .draws import Array

CUSTOMERS = 12_000
LEAVING = 0.75  # log odds against leaving within three years, of a customer of average mood
END = day(LAST.isoformat())


@dataclass
class People:
    """The customers, in arrays of one length.

    segment, region  codes
    since, left      day numbers; left is beyond END for those who are still there
    mood             how happy each is with Larkfield, lasting, standard normal
    """

    segment: Array
    region: Array
    since: Array
    left: Array
    mood: Array


def people(rng: np.random.Generator) -> People:
    """The customers: three in ten joined within the record, the others up to ten years before.

    A quarter leave within the record, the unhappy four times as often as the happy.
    """
    segment = np.searchsorted(np.cumsum(CUSTOMER_SEGMENTS), rng.random(CUSTOMERS))
    region = np.searchsorted(np.cumsum(CUSTOMER_REGIONS), rng.random(CUSTOMERS))
    before, within = -3650 * rng.random(CUSTOMERS) ** 1.3, END * rng.random(CUSTOMERS)
    since = np.where(rng.random(CUSTOMERS) < 0.3, within, before).astype(np.int64)
    since, mood = np.sort(since), rng.standard_normal(CUSTOMERS)
    here = np.maximum(since, 0)
    chance = 1 / (1 + np.exp(LEAVING + 0.7 * mood)) * (END - here) / END
    when = here + 60 + rng.random(CUSTOMERS) * (END - here)
    gone = (rng.random(CUSTOMERS) < chance) & (when <= END)
    return People(segment, region, since, np.where(gone, when, END + 1000).astype(np.int64), mood)


def cells(rows: dict[str, Array]) -> Array:
    """Code of each answer's segment and region."""
    return rows["segment"] * len(REGIONS) + rows["region"]


def groups(codes: Array) -> list[Array]:
    """Row numbers by code, in the order of the codes that occur."""
    order = np.argsort(codes, kind="stable")
    cuts = np.flatnonzero(np.diff(codes[order])) + 1
    return np.split(order, cuts)


def cells_of(rows: dict[str, Array], row: int) -> int:
    return int(rows["segment"][row] * len(REGIONS) + rows["region"][row])


def pools_of(crowd: People) -> list[Array]:
    """Customers by cell, oldest first."""
    code = crowd.segment * len(REGIONS) + crowd.region
    return [np.flatnonzero(code == c) for c in range(len(SEGMENTS) * len(REGIONS))]


def strangers(rng: np.random.Generator, crowd: People, pool: Array, today: int, n: int) -> Array:
    """Some of a pool's customers of a day, each once where there are enough."""
    known = pool[: np.searchsorted(crowd.since[pool], today, side="right")]
    known = known[crowd.left[known] > today + 31]
    picks = np.argsort(rng.random(len(known)))
    return known[np.resize(picks, n)]
