"""All that a plan's period comes to, of every team: worked out once, whoever asks.

It holds everybody's money. Nothing may show it but a report that narrows it to the asker's part
(`incentives.narrowed`); no decision of a person is in it, so that one makes nothing anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxdata.desk.plans import Version
from cxdata.metrics.incentive import Earner
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import hidden, incentive_guards, incentive_terms
from cxdata.reports.incentive_budget import Held, Range, ranges
from cxdata.reports.incentive_eyes import Seen
from cxdata.reports.incentive_ground import Counted, Ground
from cxdata.reports.incentive_luck import Luck, lucks
from cxdata.reports.incentive_terms import Stretch
from cxdata.scope import EMPLOYEE, Scope

# Scores are open to everyone in the company: they are read as by an employee of no team.
ANYBODY = Scope(EMPLOYEE)


@dataclass(frozen=True)
class Sums:
    """Of every team, by id: score, what chance moves, range of the money, what the detectors saw.

    held     what every team's part is made from; earners as in its payouts' rows
    """

    held: Held
    earners: tuple[Earner, ...]
    scores: Mapping[str, Counted]
    luck: Mapping[str, Luck]
    ranges: Mapping[str, Range]
    seen: Mapping[str, Seen]


def sums(
    snapshot: Snapshot, organisation: Organisation, version: Version, stretch: Stretch
) -> Sums:
    """What a plan's period comes to.

    raises  NoRecord
    """
    plan, window = version.plan, stretch.window
    ground = Ground.open(ANYBODY, snapshot, organisation, window.until, window.months)
    scores = ground.counted(window, incentive_terms.kinds(plan, organisation))
    company = ground.company(window)
    told = incentive_terms.told(plan, snapshot, ANYBODY, window)
    minimum = hidden.minimum_of(organisation)
    terms, earners, found = incentive_terms.paid(plan, organisation, scores, company, told, minimum)
    held = Held(ground, plan, stretch, terms, company, found)
    luck = lucks(terms, earners, scores, company, found)
    return Sums(
        held=held,
        earners=tuple(earners),
        scores=scores,
        luck=luck,
        ranges=ranges(held, luck),
        seen=incentive_guards.seen(ground, plan, window),
    )
