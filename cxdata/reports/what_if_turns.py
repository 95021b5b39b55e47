"""Does one answer flip a result? What it moves on a plan's ramp, and by all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from cxdata.desk.entries import Plan
from cxdata.metrics import incentive
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.reports import incentive_turns, incentive_words, wording
from cxdata.reports.incentive_budget import on_ramp
from cxdata.reports.incentive_ground import Ground
from cxdata.reports.incentive_shapes import OnRamp
from cxdata.reports.incentive_sums import ANYBODY
from cxdata.reports.incentive_terms import Stretch
from cxdata.reports.incentive_turns import Moved
from cxdata.reports.payees import must_see_all
from cxdata.reports.what_if_paid import Paid
from cxdata.scope import Scope

NO_OWN = (
    "No money hangs on a team's own score by this plan (0 % of the money goes by it), so no answer "
    "about a team moves its pay."
)


@dataclass(frozen=True)
class Turn:
    """What one answer does to a team's pay.

    by_ramp   at most so much under the plan; by_cliff by all or nothing at the target; both
              as its budget cuts
    flips     would one answer decide everything under all or nothing?
    on        the counted score on the plan's ramp
    plain     the plain score, which all or nothing goes by; None without a score
    """

    id: str
    name: str
    by_ramp: Decimal
    by_cliff: Decimal
    flips: bool
    ramp_text: str
    cliff_text: str
    on: OnRamp
    plain: float | None = None


@dataclass(frozen=True)
class Turns:
    """What one answer moves under a plan.

    teams  in the organisation's order; words say what they come to
    hangs  does any money hang on a team's own score?
    """

    teams: tuple[Turn, ...]
    words: str
    hangs: bool


def narrowed(scope: Scope, found: Turns) -> Turns:
    """The same to those who may see everybody's money; raises Refused to all others."""
    must_see_all(scope)
    return found


def everybodys(
    snapshot: Snapshot, organisation: Organisation, plan: Plan, stretch: Stretch
) -> Turns:
    """Every change of one answer tried, in every team; the more teams and strata, the longer.

    For `narrowed` alone.
    """
    window = stretch.window
    ground = Ground.open(ANYBODY, snapshot, organisation, window.until, window.months)
    paid, currency = Paid(ground, plan, stretch), organisation.company.currency
    idle = _idle(paid)
    moved = {} if idle else incentive_turns.moved(ground, paid.scores, window)
    teams = tuple(
        _turn(team, paid, moved.get(team.id), currency)
        for team in organisation.teams
        if team.id in paid.earners
    )
    return Turns(teams, idle or _words(teams, currency), not idle)


def _idle(paid: Paid) -> str:
    """Why no money hangs on any team's own score; '' where some does."""
    target = sum((one.target for one in paid.earners.values()), Decimal(0))
    return incentive_words.nothing(target, paid.terms.cap) or ("" if paid.terms.team else NO_OWN)


def _turn(team: Team, paid: Paid, moved: Moved | None, currency: str) -> Turn:
    """One answer the other way: a promoter where a detractor was, or the reverse."""
    one, counted = paid.earners[team.id], paid.scores[team.id]
    on, plain = on_ramp(one.ramp, counted), counted.plain.value
    if one.score is None or plain is None or moved is None:
        return Turn(team.id, team.name, Decimal(0), Decimal(0), False, "–", "–", on, plain)
    here = incentive.earned(paid.terms, one)
    ends = (replace(one, score=one.score + move) for move in (moved.down, moved.up))
    factor = Decimal(str(paid.found.factor))
    most = factor * max(abs(incentive.earned(paid.terms, end) - here) for end in ends)
    aim = float(one.ramp.target)
    flips = any((plain >= aim) != (plain + move >= aim) for move in (-moved.plain, moved.plain))
    cliff = factor * one.target if flips else Decimal(0)
    by_ramp, by_cliff = (incentive_words.money(amount, currency) for amount in (most, cliff))
    return Turn(team.id, team.name, most, cliff, flips, by_ramp, by_cliff, on, plain)


def _words(turns: tuple[Turn, ...], currency: str) -> str:
    known = [one for one in turns if one.on.value is not None]
    if not known:
        return "No team has a score yet."
    most = max(known, key=lambda one: one.by_ramp)
    flipping = [one for one in known if one.flips]
    ramp = "On this ramp no customer who changes from one end to the other moves any team's pay."
    if most.by_ramp:
        ramp = (
            f"On this ramp one customer who changes from one end to the other moves a team's pay "
            f"by {incentive_words.money(most.by_ramp, currency)} at most ({most.name})."
        )
    cliff = "By all or nothing at the target, by the plain score,"
    if not flipping:
        return f"{ramp} {cliff} no team hangs on a single answer today."
    names = wording.listed([one.name for one in flipping[:4]])
    noun = "team" if len(flipping) == 1 else "teams"
    worth = max(one.by_cliff for one in flipping)
    return (
        f"{ramp} {cliff} it would flip {len(flipping)} {noun} ({names}): "
        f"up to {incentive_words.money(worth, currency)} for one answer."
    )
