"""The sliders of a what-if: a plan with its ramps, shares and sums moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from cxdata.desk.entries import Group, Member, Plan, Ramp

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Levers:
    """What the sliders do to a plan.

    shift    points added to threshold, target and stretch of the teams; company the same of the
             company's ramp
    width    % of the distance from threshold and stretch to the target that is left
    team     % of the target sum by the team's own score; full the answers that make it whole
    window   months that a score looks back over
    amount   % of the amount a head
    most     % of the target sum at stretch
    """

    shift: int = 0
    company: int = 0
    width: int = 100
    team: int = 60
    full: int = 60
    window: int = 12
    amount: int = 100
    most: int = 150


def levers_of(plan: Plan) -> Levers:
    """Where the sliders stand for a plan as it is."""
    return Levers(
        team=round(plan.shares.team),
        full=round(plan.shares.full),
        window=plan.about.window,
        most=round(plan.ramp.most),
    )


def levered(plan: Plan, by: Levers) -> Plan:
    """The plan with the sliders moved; every ramp of its own moves along."""
    start = levers_of(plan)
    amount = plan.about.amount * by.amount / HUNDRED
    most = Decimal(by.most) if by.most != start.most else None
    about = replace(plan.about, window=by.window, amount=amount)
    shares = plan.shares
    if (by.team, by.full) != (start.team, start.full):
        team = Decimal(by.team)
        shares = replace(shares, team=team, company=HUNDRED - team, full=Decimal(by.full))
    ramp = _moved(plan.ramp, by.shift, by.width, most)
    company = _moved(plan.company, by.company, 100, most)
    groups = tuple(_group(one, by, most) for one in plan.groups)
    members = tuple(_member(one, by, most) for one in plan.members)
    return replace(
        plan, about=about, ramp=ramp, company=company, shares=shares, groups=groups, members=members
    )


def _moved(ramp: Ramp, shift: int, width: int, most: Decimal | None) -> Ramp:
    target = ramp.target + shift
    part = Decimal(width) / HUNDRED
    return Ramp(
        target - (ramp.target - ramp.threshold) * part,
        target,
        target + (ramp.stretch - ramp.target) * part,
        ramp.most if most is None else most,
    )


def _group(one: Group, by: Levers, most: Decimal | None) -> Group:
    ramp = _moved(Ramp(one.threshold, one.target, one.stretch, one.most), by.shift, by.width, most)
    return Group(one.peers, ramp.threshold, ramp.target, ramp.stretch, ramp.most)


def _member(one: Member, by: Levers, most: Decimal | None) -> Member:
    amount = None if one.amount is None else one.amount * by.amount / HUNDRED
    if one.threshold is None or one.target is None or one.stretch is None:
        return replace(one, amount=amount)
    own = Ramp(one.threshold, one.target, one.stretch, one.most or HUNDRED)
    ramp = _moved(own, by.shift, by.width, most)
    return replace(
        one,
        amount=amount,
        threshold=ramp.threshold,
        target=ramp.target,
        stretch=ramp.stretch,
        most=one.most if most is None else most,
    )
