"""Truth (d), three ways to look good, and truth (c)'s small store with a lucky start."""

from itertools import chain

import numpy as np

from .company import (
    CHANNELS,
    MONTH_STARTS,
    PEERS,
    RATES,
    REGIONS,
    SEGMENTS,
    TEAMS,
    TOUCHPOINTS,
    code,
    day,
)
from .draws import Array, quota, stream
from .places import invitations
from .touchpoints import answers

BEGGARS, BEG_SINCE, BEGGED = TEAMS.index("cedar"), day("2025-11-01"), 0.5
PICKERS, PICK_SINCE, LEFT_OUT = TEAMS.index("vans_east"), day("2026-05-01"), 0.7
BURST_TEAM, BURST_DAY, BURST_HOUR, BURST = TEAMS.index("station"), day("2026-09-17"), 19, 14
BURST_DEVICE = 1  # the store's own tablet
LUCKY, LUCK, LUCKY_SINCE = TEAMS.index("island"), (10, 9, 9, 10, 8, 10, 9, 10, 5, 10, 7, 9), 33
DEVICE_BASE, DEVICES = 10_000, 90_000


def answered(seed: int) -> tuple[dict[str, Array], dict[str, Array]]:
    """The touchpoint answers and their invitations, as they arrive.

    answers      month, touchpoint, team, segment, channel, region, day, minute, u, nps, csat,
                 ces (0: not asked), origin (0: not given)
    invitations  month, touchpoint, team, segment, eligible, invited, answered
    """
    rng = stream(seed, 5)
    asked, rows = invitations(seed), answers(seed)
    owned = np.isin(rows["team"], code(TEAMS, *chain.from_iterable(PEERS.values())))
    devices = DEVICE_BASE + (rng.random(len(owned)) * DEVICES).astype(np.int64)
    rows["origin"] = np.where(owned, devices, 0)
    rows = begged(rng, rows)
    rows, asked = hand_picked(rng, rows, asked)
    for more in (burst(rng), lucky_start(rng)):
        rows = {name: np.r_[rows[name], more[name]] for name in rows}
        asked = joined(asked, more, rng)
    order = np.lexsort((rows["touchpoint"], rows["minute"], rows["day"]))
    return {name: column[order] for name, column in rows.items()}, asked


def begged(rng: np.random.Generator, rows: dict[str, Array]) -> dict[str, Array]:
    """Support Cedar asks for a ten: half of its nines become tens."""
    asked = (rows["team"] == BEGGARS) & (rows["day"] >= BEG_SINCE) & (rows["nps"] == 9)
    turned = asked & (quota(rng, np.where(asked, rows["month"], -1)) < BEGGED)
    return {**rows, "nps": np.where(turned, 10, rows["nps"]).astype(np.int8)}


def hand_picked(
    rng: np.random.Generator, rows: dict[str, Array], asked: dict[str, Array]
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Delivery East leaves seven in ten unhappy customers out of its invitations."""
    unhappy = (rows["team"] == PICKERS) & (rows["day"] >= PICK_SINCE) & (rows["nps"] <= 6)
    dropped = unhappy & (rng.random(len(unhappy)) < LEFT_OUT)
    lost = np.zeros(len(asked["month"]), dtype=np.int64)
    np.add.at(lost, cell(rows, asked)[dropped], 1)
    # Behind each answer that is missing stand those who would have been asked and kept silent.
    behind = lost / RATES[asked["segment"]]
    uninvited = np.floor(behind + rng.random(len(lost))).astype(np.int64)
    left = {**asked, "answered": asked["answered"] - lost}
    left["invited"] = np.maximum(asked["invited"] - uninvited, left["answered"])
    return {name: column[~dropped] for name, column in rows.items()}, left


def cell(rows: dict[str, Array], asked: dict[str, Array]) -> Array:
    """For each answer, its row of the invitations."""

    def key(table: dict[str, Array]) -> Array:
        place = table["touchpoint"] * len(TEAMS) + table["team"]
        return (table["month"] * 1000 + place) * len(SEGMENTS) + table["segment"]

    known = key(asked)
    order = np.argsort(known)
    return order[np.searchsorted(known[order], key(rows))]


def burst(rng: np.random.Generator) -> dict[str, Array]:
    """Fourteen tens within an hour on the Station store's own tablet."""
    ones = np.ones(BURST, dtype=np.int64)
    return {
        "month": ones * 34, "touchpoint": ones * TOUCHPOINTS.index("store_till"),
        "team": ones * BURST_TEAM, "segment": (rng.random(BURST) * 3).astype(np.int64),
        "channel": ones * CHANNELS.index("Stores"), "region": ones * REGIONS.index("Centre"),
        "day": ones * BURST_DAY,
        "minute": BURST_HOUR * 60 + np.sort((rng.random(BURST) * 60).astype(np.int64)),
        "u": 0.99 * ones, "nps": (10 * ones).astype(np.int8), "csat": 0 * ones,
        "ces": 6 + (rng.random(BURST) < 0.7), "origin": BURST_DEVICE * ones,
    }  # fmt: skip


def lucky_start(rng: np.random.Generator) -> dict[str, Array]:
    """The Island store opens on 1 August 2026 and has twelve answers by the end of October."""
    n = len(LUCK)
    ones = np.ones(n, dtype=np.int64)
    nps = np.array(LUCK, dtype=np.int8)
    places = code(TOUCHPOINTS, "showroom", "advice", "price", "availability")
    first = (MONTH_STARTS[LUCKY_SINCE] - MONTH_STARTS[0]).days
    days = np.sort(first + (rng.random(n) * 92).astype(np.int64))
    return {
        "month": LUCKY_SINCE + (days >= first + 31) + (days >= first + 61),
        "touchpoint": places[np.arange(n) % 4], "team": ones * LUCKY, "segment": np.arange(n) % 3,
        "channel": ones * CHANNELS.index("Stores"), "region": ones * REGIONS.index("Coast"),
        "day": days, "minute": (540 + rng.random(n) * 540).astype(np.int64),
        "u": nps / 11 + 0.04, "nps": nps, "csat": 0 * ones, "ces": 0 * ones,
        "origin": DEVICE_BASE + (rng.random(n) * DEVICES).astype(np.int64),
    }  # fmt: skip


def joined(
    asked: dict[str, Array], more: dict[str, Array], rng: np.random.Generator
) -> dict[str, Array]:
    """The invitations with those behind some more answers."""
    names = ("month", "touchpoint", "team", "segment")
    groups, counts = np.unique(np.stack([more[name] for name in names]), axis=1, return_counts=True)
    # The burst came on top of those asked; the Island store asks like any other.
    silent = rng.negative_binomial(counts, RATES[groups[3]])
    extra = counts + np.where(groups[2] == LUCKY, silent, 0)
    table = {name: np.r_[asked[name], groups[i]] for i, name in enumerate(names)}
    table["eligible"] = np.r_[asked["eligible"], extra]
    table["invited"] = np.r_[asked["invited"], extra]
    table["answered"] = np.r_[asked["answered"], counts]
    return merged(table, names)


def merged(table: dict[str, Array], names: tuple[str, ...]) -> dict[str, Array]:
    """The counts of a table with one row a group."""
    groups, inverse = np.unique(
        np.stack([table[name] for name in names]), axis=1, return_inverse=True
    )
    out = {name: groups[i] for i, name in enumerate(names)}
    for count in ("eligible", "invited", "answered"):
        out[count] = np.bincount(inverse.ravel(), weights=table[count]).astype(np.int64)
    return out
