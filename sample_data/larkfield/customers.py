"""Who the customers are, which answer is whose, who was told what was done, and who left.

Scores are drawn before anybody knows whose they are: linking only decides which customer of the
same segment and region gave an answer. So the truths about customers (g, i, churn) move no count.
"""

from dataclasses import dataclass

import numpy as np

from .company import (
    STAGE_OF,
    STAGES,
)
from .draws import Array, stream
from .people import END, People, cells, cells_of, groups, people, pools_of, strangers

FORTNIGHT = 14
# Truth (i): pull of a bad delivery on the next answer, in spreads of the matching.
BAD_DELIVERY = 0.65
PAIRED, OTHERS = 0.4, 0.2  # of a fortnight's answers, how many come from last fortnight's customers
# Truth (g): half of the unhappy are told what was done; it pulls their next relational answer.
TOLD, CONTACTED, COMEBACK, COMEBACK_DAYS = 0.5, 0.45, 0.265, (30, 150)
SAME_PERSON = 0.8  # noise of a person's mood against its lasting part
GOING, GOING_DAYS = 0.9, 300  # those about to leave are in a worse mood, and for how long


def touchpoint_customers(rng: np.random.Generator, crowd: People, rows: dict[str, Array]) -> Array:
    """The customer of each touchpoint answer.

    In each fortnight some answers come from customers who answered in the fortnight before: four in
    ten on Use and Get help from those who had a delivery then, so far as there are any.
    """
    owner = np.full(len(rows["nps"]), -1)
    stage = STAGE_OF[rows["touchpoint"]]
    delivery = stage == STAGES.index("receive")
    after = np.isin(stage, [STAGES.index("use"), STAGES.index("get_help")])
    block = rows["day"] // FORTNIGHT
    pools = pools_of(crowd)
    recent: dict[int, Array] = {}
    for members in groups(block * 1000 + cells(rows)):
        where = int(cells_of(rows, members[0]))
        before = recent.get(where, members[:0])
        before = before[block[before] == block[members[0]] - 1]
        follow(rng, rows, owner, members[after[members]], before[delivery[before]])
        rest = members[owner[members] < 0]
        chosen = rest[~after[rest] & (rng.random(len(rest)) < OTHERS)]
        earlier = before[~delivery[before]]
        k = min(len(chosen), len(earlier))
        owner[chosen[:k]] = owner[earlier[np.argsort(rng.random(len(earlier)))[:k]]]
        rest = members[owner[members] < 0]
        owner[rest] = strangers(rng, crowd, pools[where], rows["day"][members[0]], len(rest))
        recent[where] = members
    return owner


def follow(
    rng: np.random.Generator, rows: dict[str, Array], owner: Array, later: Array, before: Array
) -> None:
    """Give some later answers to customers of an earlier delivery, low ones after bad ones."""
    k = min(int(np.ceil(PAIRED * len(later))), len(before))
    if not k:
        return
    later = later[np.argsort(rng.random(len(later)))[:k]]
    before = before[np.argsort(rng.random(len(before)))[:k]]
    bad = rows["nps"][before] <= 6
    pull = rng.standard_normal(k) - BAD_DELIVERY * bad
    owner[later[np.argsort(rows["u"][later])]] = owner[before[np.argsort(pull)]]


def contacts(rng: np.random.Generator, rows: dict[str, Array], owner: Array) -> dict[str, Array]:
    """Unhappy customers who were called: row of the answer, customer, day, told (or only heard)."""
    unhappy = np.flatnonzero((rows["nps"] <= 6) & (rng.random(len(owner)) < CONTACTED))
    when = rows["day"][unhappy] + 1 + (rng.random(len(unhappy)) * 12).astype(np.int64)
    kept = when <= END
    told = rng.random(len(unhappy)) < TOLD
    return {"row": unhappy[kept], "customer": owner[unhappy[kept]], "day": when[kept],
            "told": told[kept]}  # fmt: skip


def relational_customers(
    rng: np.random.Generator, crowd: People, rows: dict[str, Array], called: dict[str, Array]
) -> Array:
    """The customer of each relational answer: happy people say happy things, the told come back."""
    owner = np.full(len(rows["nps"]), -1)
    pools = pools_of(crowd)
    first, last = COMEBACK_DAYS
    for members in groups(rows["month"] * 1000 + cells(rows)):
        where, today = cells_of(rows, members[0]), int(rows["day"][members].min())
        pool = pools[where]
        due = (called["day"] > today - last) & (called["day"] <= today - first)
        back = np.zeros(len(crowd.mood))
        np.add.at(back, called["customer"][due], np.where(called["told"][due], 1.0, -1.0))
        here = (crowd.since[pool] <= today) & (crowd.left[pool] > today + 31)
        waiting = pool[(back[pool] != 0) & here]
        waiting = waiting[np.argsort(rng.random(len(waiting)))[: int(0.35 * len(members))]]
        others = np.setdiff1d(pool, waiting)
        n = len(members) - len(waiting)
        chosen = np.r_[waiting, strangers(rng, crowd, others, today, n)]
        mood = crowd.mood[chosen] + SAME_PERSON * rng.standard_normal(len(chosen))
        mood += COMEBACK * np.sign(back[chosen]) - GOING * (crowd.left[chosen] < today + GOING_DAYS)
        owner[members[np.argsort(rows["u"][members])]] = chosen[np.argsort(mood)]
    return owner


def left(crowd: People, owners: list[Array], days: list[Array]) -> Array:
    """Day on which each customer left, -1 for those who are still there; nobody answers later."""
    last = np.full(len(crowd.left), -1)
    for owner, day_number in zip(owners, days, strict=True):
        np.maximum.at(last, owner, day_number)
    when = np.maximum(crowd.left, last + 1)
    return np.where((crowd.left <= END) & (when <= END), when, -1)


@dataclass
class Linked:
    """Everything that knows customers."""

    crowd: People
    relational: Array
    touchpoint: Array
    contacts: dict[str, Array]
    left: Array


def linked(seed: int, relational: dict[str, Array], touchpoint: dict[str, Array]) -> Linked:
    """Customers, whose answer each is, the contact log, and who left."""
    crowd = people(stream(seed, 10))
    moments = touchpoint_customers(stream(seed, 11), crowd, touchpoint)
    called = contacts(stream(seed, 12), touchpoint, moments)
    views = relational_customers(stream(seed, 13), crowd, relational, called)
    gone = left(crowd, [views, moments], [relational["day"], touchpoint["day"]])
    return Linked(crowd, views, moments, called, gone)
