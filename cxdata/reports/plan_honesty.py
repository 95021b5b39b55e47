"""How often would a plan pay the wrong team? Its teams as they are, luck drawn many times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from cxdata.desk.entries import Plan
from cxdata.metrics import plan_simulation
from cxdata.metrics.plan_simulation import ALONE, Design, Honesty, Wrong
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.reports import incentive_terms, incentive_words, scoring, wording
from cxdata.reports.incentive_ground import Counted, Ground
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.teams_seen import own_key
from cxdata.scope import Scope

USUAL_PASSIVES = 0.3
NO_OWN = (
    "No money hangs on a team's own score by this plan (0 % of the money goes by it), so luck "
    "among its answers pays nobody, and nobody the wrong sum."
)


@dataclass(frozen=True)
class Rate:
    """A figure of honesty: of this plan, and of all-or-nothing at the target by the plain score."""

    name: str
    plan: str
    cliff: str
    words: str


@dataclass(frozen=True)
class HonestyReport:
    """How a plan errs.

    lead   the one figure and its sentence; rates all figures beside those of the cliff
    why    why a plan that is drawn to the middle misses more than the cliff; '' where it does not
    method how it was simulated; left names of teams that could not be
    """

    lead: str
    lead_words: str
    rates: tuple[Rate, ...]
    method: str
    left: tuple[str, ...]
    why: str = ""


def honesty(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    plan: Plan,
    stretch: Stretch,
    tell: Callable[[float], None] | None = None,
) -> HonestyReport:
    """The plan's false-pay rate, missed-pay rate and spread: no team's money is in it.

    tell  called with the share done
    """
    window = stretch.window
    ground = Ground.open(scope, snapshot, organisation, window.until, window.months)
    scores = ground.counted(window, incentive_terms.kinds(plan, organisation))
    members = incentive_terms.members(plan, organisation)
    idle = _idle(plan, members)
    if idle:
        return HonestyReport("–", idle, (), "", ())
    kept = [t for t in members if scores[t.id].value is not None and scores[t.id].unit == "points"]
    kept = [t for t in kept if incentive_terms.target(plan, t)]
    left = tuple(t.name for t in members if t not in kept)
    if not kept:
        return HonestyReport("–", "No team has a score yet.", (), "", left)
    made = _design(ground, plan, kept, scores, stretch)
    found = plan_simulation.simulate(made, progress=tell)
    return _report(found, len(kept), left, organisation.company.currency)


def _idle(plan: Plan, teams: Sequence[Team]) -> str:
    """Why luck can pay nobody: no money hangs on a team's own score; '' where some does."""
    target = sum((incentive_terms.target(plan, team) for team in teams), Decimal(0))
    why = incentive_words.nothing(target, plan.budget.cap)
    return why or ("" if plan.shares.team else NO_OWN)


def _design(
    ground: Ground,
    plan: Plan,
    teams: list[Team],
    scores: dict[str, Counted],
    stretch: Stretch,
) -> Design:
    terms = incentive_terms.terms(plan, ground.company(stretch.window))
    earners = [incentive_terms.earner(plan, t, scores[t.id], None, 1) for t in teams]
    names = {peers: i for i, peers in enumerate(sorted({t.peers for t in teams}))}
    groups = [
        names[t.peers] if scores[t.id].kind == "adjusted" and t.peers else ALONE for t in teams
    ]
    ramps = [
        [float(e.ramp.threshold), float(e.ramp.target), float(e.ramp.stretch), float(e.ramp.most)]
        for e in earners
    ]
    company = terms.company_score
    return Design(
        truth=np.array([scores[t.id].value for t in teams], dtype=float),
        n=np.maximum(1.0, np.array([scores[t.id].n_eff for t in teams])),
        passives=np.array([_passives(ground, t, scores[t.id], stretch) for t in teams]),
        group=np.array(groups),
        ramps=np.array(ramps),
        money=np.array([float(e.target) for e in earners]),
        team=float(terms.team),
        full=float(terms.full),
        company=0.0 if company is None else float(terms.company.share(company)),
    )


def _passives(ground: Ground, team: Team, counted: Counted, stretch: Stretch) -> float:
    """Share of passives among the answers behind a score."""
    theta = (counted.value or 0.0) / 100
    if counted.kind == "line_of_sight":
        share = 1 - counted.n_eff * counted.se**2 / 1e4 - theta**2
    else:
        row = ground.board.of(*own_key(team.id))
        counts = [int(p[0]) for p in scoring.split("nps", row.over(stretch.window))]
        share = counts[1] / sum(counts) if sum(counts) else USUAL_PASSIVES
    # A score leaves so much room for passives at most.
    return float(min(max(share, 0.0), 1 - abs(theta)))


def _report(found: Honesty, teams: int, left: tuple[str, ...], currency: str) -> HonestyReport:
    plan, cliff = found.plan, found.cliff
    rates = tuple(_rate(*line, plan, cliff) for line in _LINES)
    method = (
        f"Simulated with the {teams} teams as they are (answers, customers' spread, targets), "
        f"{found.draws:,} times; each figure is good to about {100 * found.error:.1f} points. A "
        "team's score today is taken for its true one; then luck is drawn anew."
    )
    lead = wording.share(plan.by_luck) if np.isfinite(plan.by_luck) else "–"
    words = (
        "of the money would go to a team by luck. All or nothing at the target, by the plain "
        f"score: {wording.share(cliff.by_luck)}."
    )
    return HonestyReport(lead, words, rates, method, left, why_missed(plan, cliff))


def why_missed(plan: Wrong, cliff: Wrong) -> str:
    """Why more teams at their target are taken to have missed it; '' where no more are.

    Both ways hold the same draws against the same targets, so that only the drawing to the middle
    can set them apart here.
    """
    mine, other = _said(plan.missed_pay), _said(cliff.missed_pay)
    if not plan.missed_pay > cliff.missed_pay or mine == other:
        return ""
    told = (
        f"Why {mine} are missed and not {other}: a score drawn to the middle does not pay for "
        "luck, so it also asks more of a team that is truly good but close to its target"
    )
    lost = _said(plan.missed), _said(cliff.missed)
    if plan.missed < cliff.missed and lost[0] != lost[1]:
        told += (
            f". A near miss costs little: the ramp still pays for it, so {lost[0]} and not "
            f"{lost[1]} of what is earned is lost by bad luck"
        )
    return f"{told}."


_LINES = (
    ("by_luck", "Paid by luck", "of the money is more than the true scores earn"),
    ("missed", "Lost by bad luck", "of what the true scores earn is not paid"),
    (
        "false_pay",
        "Paid in full, wrongly",
        "of the times a team truly under its target is taken to have reached it",
    ),
    (
        "missed_pay",
        "Missed, wrongly",
        "of the times a team truly at its target is taken to have missed it",
    ),
    ("spread", "Between identical teams", "of the target amount is what pay differs by, by chance"),
)


def _rate(field: str, name: str, words: str, plan: Wrong, cliff: Wrong) -> Rate:
    return Rate(name, _said(getattr(plan, field)), _said(getattr(cliff, field)), words)


def _said(share: float) -> str:
    return wording.share(share) if np.isfinite(share) else "–"


__all__ = ["HonestyReport", "Rate", "honesty"]
