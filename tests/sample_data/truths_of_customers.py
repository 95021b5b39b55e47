"""The planted truths about customers, who are linked to the answers once these are drawn."""

from functools import lru_cache

import numpy as np

from sample_data.larkfield import company, customers
from tests.sample_data import looking, truths


@lru_cache(maxsize=1)
def linked(seed: int) -> customers.Linked:
    return customers.linked(seed, truths.general(seed), truths.moments(seed)[0])


def comeback(seed: int) -> float:
    """(g) the next relational answer of unhappy customers: those told minus those not, points."""
    told, heard = comeback_counts(seed)
    return float(looking.score(told)[0] - looking.score(heard)[0])


def comeback_counts(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rows, all_linked = truths.general(seed), linked(seed)
    order = np.lexsort((rows["minute"], rows["day"]))
    owner, days = all_linked.relational[order], rows["day"][order]
    called = all_linked.contacts
    by_customer: dict[int, list[int]] = {}
    for i, customer in enumerate(owner.tolist()):
        by_customer.setdefault(customer, []).append(i)
    found: dict[bool, list[int]] = {True: [], False: []}
    columns = (called["customer"].tolist(), called["day"].tolist(), called["told"].tolist())
    for customer, day, was_told in zip(*columns, strict=True):
        later = [i for i in by_customer.get(customer, []) if 0 < days[i] - day <= 180]
        if later:
            found[bool(was_told)].append(int(rows["nps"][order[later[0]]]))
    return looking.split(np.array(found[True])), looking.split(np.array(found[False]))


def told_come_back(seed: int) -> bool:
    told, heard = comeback_counts(seed)
    shift = looking.score(told)[0] - looking.score(heard)[0]
    return bool(looking.z_of_difference(told, heard)[0] > 2.6 and 12 < shift < 28)


def handover(seed: int, later: str, earlier: str = "receive") -> tuple[np.ndarray, np.ndarray]:
    """(i) next answers at a stage within 30 days, after a bad and after another earlier answer."""
    rows, _ = truths.moments(seed)
    owner = linked(seed).touchpoint
    stage = company.STAGE_OF[rows["touchpoint"]]
    order = np.lexsort((rows["minute"], rows["day"], owner))
    one, two = order[:-1], order[1:]
    near = (owner[one] == owner[two]) & (rows["day"][two] - rows["day"][one] <= 30)
    near &= stage[one] == company.STAGES.index(earlier)
    near &= stage[two] == company.STAGES.index(later)
    bad = rows["nps"][one] <= 6
    return looking.split(rows["nps"][two][near & bad]), looking.split(rows["nps"][two][near & ~bad])


def bad_delivery_carries_over(seed: int) -> bool:
    found = [handover(seed, stage) for stage in ("use", "get_help")]
    return all(looking.z_of_difference(bad, good)[0] < -3 for bad, good in found)


LINKED = {"g": told_come_back, "i": bad_delivery_carries_over}
