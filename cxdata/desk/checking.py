"""What cannot stand in a plan. Each refusal names the entry and says what could stand there."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from cxdata.desk import entries
from cxdata.desk.entries import ADJUSTED, CES, CSAT, About, Member, Plan, Ramp
from cxdata.desk.faults import Faults, need
from cxdata.organisation import Organisation
from cxdata.organisation.naming import known
from cxdata.scope import months_between

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
WINDOW = (3, 36)  # months
MOST = (Decimal(100), Decimal(500))  # % at stretch
HUNDRED = Decimal(100)


def check(plan: Plan, text: str, organisation: Organisation | None) -> None:
    """Raise BadInput with what contradicts another entry, itself, or the organisation.

    Of each section and row the first mistake, all together.
    """
    faults = Faults()
    with faults.taken():
        _about(plan, text)
        _times(plan, text)
    for mark, own in (("ramp", plan.ramp), ("company", plan.company)):
        with faults.taken():
            _ramp(text, mark, f"[{mark}]", own)
    for one in (_shares, _budget, _loop, _checks):
        with faults.taken():
            one(plan, text)
    for group in plan.groups:
        ramp = Ramp(group.threshold, group.target, group.stretch, group.most)
        with faults.taken():
            _ramp(text, group.peers, f"group '{group.peers}'", ramp)
    _once(text, "group", [group.peers for group in plan.groups], faults)
    _once(text, "team", [member.id for member in plan.members], faults)
    for member in plan.members:
        with faults.taken():
            _member(plan, text, member)
    if organisation is not None:
        _fits(plan, text, organisation, faults)
    faults.end()


def _about(plan: Plan, text: str) -> None:
    about = plan.about
    told = f"[plan]: id = '{about.id}' should be small letters, figures, - and _, at most 40."
    need(bool(_ID.fullmatch(about.id)), text, "plan", told)
    need(bool(about.name.strip()), text, "plan", '[plan]: name = "" says nothing.')
    _one_of(text, "plan", "[plan]", "period", about.period, entries.PERIODS)
    _one_of(text, "plan", "[plan]", "score", about.score, entries.SCORES)
    _one_of(text, "plan", "[plan]", "mode", about.mode, entries.MODES)
    _at_least(text, "plan", "[plan]", "amount", about.amount)
    need(about.unit > 0, text, "plan", f"[plan]: unit = {about.unit} should be over 0, like 0.01.")
    low, high = WINDOW
    told = f"[plan]: window = {about.window} should be {low} to {high} months."
    need(low <= about.window <= high, text, "plan", told)
    needs = about.score in (CSAT, CES) and not about.stage
    need(not needs, text, "plan", f"[plan]: score = '{about.score}' needs a stage.")


def _times(plan: Plan, text: str) -> None:
    since, until = plan.about.since, plan.about.until
    told = f"[plan]: since = {since} should be the first day of a month."
    need(since.day == 1, text, "plan", told)
    last = monthrange(until.year, until.month)[1]
    told = f"[plan]: until = {until} should be the last day of a month, {until:%Y-%m}-{last}."
    need(until.day == last, text, "plan", told)
    told = f"[plan]: until = {until} lies before since = {since}."
    need(until > since, text, "plan", told)
    months = months_between(since, until.replace(day=1)) + 1
    step = entries.PERIODS[plan.about.period]
    told = (
        f"[plan]: {since} to {until} are {months} months, no whole number of {plan.about.period}s."
    )
    need(months % step == 0, text, "plan", told)
    need(months <= 120, text, "plan", "[plan]: since to until are over ten years.")


def _ramp(text: str, mark: str, name: str, ramp: Ramp) -> None:
    told = (
        f"{name}: threshold = {ramp.threshold}, target = {ramp.target}, stretch = {ramp.stretch} "
        "should rise, within -100 to 100."
    )
    rising = -HUNDRED <= ramp.threshold < ramp.target < ramp.stretch <= HUNDRED
    need(rising, text, mark, told)
    told = f"{name}: most = {ramp.most} should be {MOST[0]} to {MOST[1]} % of the target sum."
    need(MOST[0] <= ramp.most <= MOST[1], text, mark, told)


def _shares(plan: Plan, text: str) -> None:
    shares = plan.shares
    told = f"[shares]: team = {shares.team} and company = {shares.company} should add up to 100."
    both = shares.team >= 0 and shares.company >= 0 and shares.team + shares.company == HUNDRED
    need(both, text, "shares", told)
    _at_least(text, "shares", "[shares]", "full", shares.full)


def _budget(plan: Plan, text: str) -> None:
    budget = plan.budget
    if budget.cap is not None:
        _at_least(text, "budget", "[budget]", "cap", budget.cap)
    _one_of(text, "budget", "[budget]", "sharing", budget.sharing, entries.SHARINGS)


def _loop(plan: Plan, text: str) -> None:
    loop = plan.loop
    told = f"[loop]: share = {loop.share} should be 0 to 100 % of the target sum."
    need(0 <= loop.share <= HUNDRED, text, "loop", told)
    told = (
        f"[loop]: told_from = {loop.told_from} should lie under told_to = {loop.told_to}, 0 to 100."
    )
    need(0 <= loop.told_from < loop.told_to <= HUNDRED, text, "loop", told)
    told = "[loop]: days_from and days_to are given together or not at all."
    need((loop.days_from is None) == (loop.days_to is None), text, "loop", told)
    if loop.days_from is not None and loop.days_to is not None:
        told = (
            f"[loop]: days_from = {loop.days_from} is the slow end, over days_to = {loop.days_to}."
        )
        need(0 <= loop.days_to < loop.days_from, text, "loop", told)
    _at_least(text, "loop", "[loop]", "full", loop.full)


def _checks(plan: Plan, text: str) -> None:
    checks = plan.checks
    for entry in ("coverage", "response"):
        value = getattr(checks, entry)
        told = f"[checks]: {entry} = {value} should be 0 to 100 %."
        need(0 <= value <= HUNDRED, text, "checks", told)
    told = (
        f"[checks]: hold = {checks.hold} should lie under note = {checks.note}, over 0, up to 0.2."
    )
    need(0 < checks.hold < checks.note <= Decimal("0.2"), text, "checks", told)


def _member(plan: Plan, text: str, member: Member) -> None:
    name = f"team '{member.id}'"
    for entry in ("heads", "amount"):
        value = getattr(member, entry)
        if value is not None:
            _at_least(text, member.id, name, entry, value)
    if member.score:
        _one_of(text, member.id, name, "score", member.score, entries.SCORES)
    ends = (member.threshold, member.target, member.stretch)
    told = f"{name}: threshold, target and stretch are given together or not at all."
    given = [end for end in ends if end is not None]
    need(len(given) in (0, 3), text, member.id, told)
    need(
        member.most is None or bool(given), text, member.id, f"{name}: most needs a ramp beside it."
    )
    if given:
        _ramp(text, member.id, name, plan.ramp_of(member.id))
    needs = member.score in (CSAT, CES) and not (member.stage or plan.about.stage)
    need(not needs, text, member.id, f"{name}: score = '{member.score}' needs a stage.")


def _fits(plan: Plan, text: str, organisation: Organisation, faults: Faults) -> None:
    teams = {team.id: team for team in organisation.teams}
    peers = sorted({team.peers for team in organisation.teams if team.peers})
    stages = {stage.id: stage.metric for stage in organisation.stages}
    for group in plan.groups:
        with faults.taken():
            known(text, f"group '{group.peers}'", "peer group", group.peers, peers)
    with faults.taken():
        told = "[[team]]: neither the plan nor the organisation names a team, so nobody takes part."
        need(bool(plan.members or teams), text, "plan", told)
    with faults.taken():
        _measured(plan, text, plan.about, "plan", stages)
    for member in plan.members:
        with faults.taken():
            known(text, f"team '{member.id}'", "team", member.id, teams)
            _measured(plan, text, member, member.id, stages)
            told = (
                f"team '{member.id}': score = 'adjusted' compares with peers, and the organisation "
                "gives it none; write 'own' or 'line_of_sight'."
            )
            need(member.score != ADJUSTED or bool(teams[member.id].peers), text, member.id, told)


def _measured(
    plan: Plan, text: str, owner: About | Member, mark: str, stages: Mapping[str, str]
) -> None:
    """The stage of a score must be there, and be measured by that score."""
    name = f"team '{owner.id}'" if isinstance(owner, Member) else "[plan]"
    if owner.stage:
        known(text, name, "stage", owner.stage, stages)
    counts = owner.score or plan.about.score
    stage = owner.stage or plan.about.stage
    told = f"{name}: the stage '{stage}' is measured by {stages.get(stage)}, not {counts}."
    need(counts not in (CSAT, CES) or stages.get(stage) == counts, text, mark, told)


def _once(text: str, section: str, ids: list[str], faults: Faults) -> None:
    for id_, count in Counter(ids).items():
        with faults.taken():
            need(count == 1, text, id_, f"{section} '{id_}' stands there {count} times.")


def _one_of(text: str, mark: str, name: str, entry: str, value: str, names: object) -> None:
    kept = list(names)  # type: ignore[call-overload]
    if value not in kept:
        known(text, f"{name}: {entry}", entry, value, kept)


def _at_least(text: str, mark: str, name: str, entry: str, value: Decimal) -> None:
    need(value >= 0, text, mark, f"{name}: {entry} = {value} should be 0 or more.")
