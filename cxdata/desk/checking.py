"""What cannot stand in a plan. Each refusal names the entry and says what could stand there."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
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
    """Raise Mistakes with all that contradicts another entry, itself, or the organisation.

    What only follows from a mistake that is told already (a stage that is not there is measured by
    nothing) is not told again.
    """
    faults = Faults()
    _about(plan, text, faults)
    _times(plan, text, faults)
    _ramp(text, "ramp", "[ramp]", plan.ramp, faults)
    _ramp(text, "company", "[company]", plan.company, faults)
    for one in (_shares, _budget, _loop, _checks):
        one(plan, text, faults)
    for group in plan.groups:
        ramp = Ramp(group.threshold, group.target, group.stretch, group.most)
        _ramp(text, group.peers, f"group '{group.peers}'", ramp, faults)
    _once(text, "group", [group.peers for group in plan.groups], faults)
    _once(text, "team", [member.id for member in plan.members], faults)
    for member in plan.members:
        _member(plan, text, member, faults)
    if organisation is not None:
        _fits(plan, text, organisation, faults)
    faults.end()


def _about(plan: Plan, text: str, faults: Faults) -> None:
    about = plan.about
    told = f"[plan]: id = '{about.id}' should be small letters, figures, - and _, at most 40."
    faults.need(bool(_ID.fullmatch(about.id)), text, "plan", told)
    faults.need(bool(about.name.strip()), text, "plan", '[plan]: name = "" says nothing.')
    _one_of(text, "plan", "[plan]", "period", about.period, entries.PERIODS, faults)
    _one_of(text, "plan", "[plan]", "score", about.score, entries.SCORES, faults)
    _one_of(text, "plan", "[plan]", "mode", about.mode, entries.MODES, faults)
    _at_least(text, "plan", "[plan]", "amount", about.amount, faults)
    told = f"[plan]: unit = {about.unit} should be over 0, like 0.01."
    faults.need(about.unit > 0, text, "plan", told)
    low, high = WINDOW
    told = f"[plan]: window = {about.window} should be {low} to {high} months."
    faults.need(low <= about.window <= high, text, "plan", told)
    needs = about.score in (CSAT, CES) and not about.stage
    faults.need(not needs, text, "plan", f"[plan]: score = '{about.score}' needs a stage.")


def _times(plan: Plan, text: str, faults: Faults) -> None:
    since, until = plan.about.since, plan.about.until
    told = f"[plan]: since = {since} should be the first day of a month."
    begins = faults.need(since.day == 1, text, "plan", told)
    last = monthrange(until.year, until.month)[1]
    told = f"[plan]: until = {until} should be the last day of a month, {until:%Y-%m}-{last}."
    ends = faults.need(until.day == last, text, "plan", told)
    told = f"[plan]: until = {until} lies before since = {since}."
    if not faults.need(until > since, text, "plan", told):
        return
    months = months_between(since, until.replace(day=1)) + 1
    faults.need(months <= 120, text, "plan", "[plan]: since to until are over ten years.")
    step = entries.PERIODS.get(plan.about.period, 1)
    told = (
        f"[plan]: {since} to {until} are {months} months, no whole number of {plan.about.period}s."
    )
    faults.need(not (begins and ends) or months % step == 0, text, "plan", told)


def _ramp(text: str, mark: str, name: str, ramp: Ramp, faults: Faults) -> None:
    told = (
        f"{name}: threshold = {ramp.threshold}, target = {ramp.target}, stretch = {ramp.stretch} "
        "should rise, within -100 to 100."
    )
    rising = -HUNDRED <= ramp.threshold < ramp.target < ramp.stretch <= HUNDRED
    faults.need(rising, text, mark, told)
    told = f"{name}: most = {ramp.most} should be {MOST[0]} to {MOST[1]} % of the target sum."
    faults.need(MOST[0] <= ramp.most <= MOST[1], text, mark, told)


def _shares(plan: Plan, text: str, faults: Faults) -> None:
    shares = plan.shares
    told = f"[shares]: team = {shares.team} and company = {shares.company} should add up to 100."
    both = shares.team >= 0 and shares.company >= 0 and shares.team + shares.company == HUNDRED
    faults.need(both, text, "shares", told)
    _at_least(text, "shares", "[shares]", "full", shares.full, faults)


def _budget(plan: Plan, text: str, faults: Faults) -> None:
    budget = plan.budget
    if budget.cap is not None:
        _at_least(text, "budget", "[budget]", "cap", budget.cap, faults)
    _one_of(text, "budget", "[budget]", "sharing", budget.sharing, entries.SHARINGS, faults)


def _loop(plan: Plan, text: str, faults: Faults) -> None:
    loop = plan.loop
    told = f"[loop]: share = {loop.share} should be 0 to 100 % of the target sum."
    faults.need(0 <= loop.share <= HUNDRED, text, "loop", told)
    told = (
        f"[loop]: told_from = {loop.told_from} should lie under told_to = {loop.told_to}, 0 to 100."
    )
    faults.need(0 <= loop.told_from < loop.told_to <= HUNDRED, text, "loop", told)
    told = "[loop]: days_from and days_to are given together or not at all."
    faults.need((loop.days_from is None) == (loop.days_to is None), text, "loop", told)
    if loop.days_from is not None and loop.days_to is not None:
        told = (
            f"[loop]: days_from = {loop.days_from} is the slow end, over days_to = {loop.days_to}."
        )
        faults.need(0 <= loop.days_to < loop.days_from, text, "loop", told)
    _at_least(text, "loop", "[loop]", "full", loop.full, faults)


def _checks(plan: Plan, text: str, faults: Faults) -> None:
    checks = plan.checks
    for entry in ("coverage", "response"):
        value = getattr(checks, entry)
        told = f"[checks]: {entry} = {value} should be 0 to 100 %."
        faults.need(0 <= value <= HUNDRED, text, "checks", told)
    told = (
        f"[checks]: hold = {checks.hold} should lie under note = {checks.note}, over 0, up to 0.2."
    )
    rising = 0 < checks.hold < checks.note <= Decimal("0.2")
    faults.need(rising, text, "checks", told)


def _member(plan: Plan, text: str, member: Member, faults: Faults) -> None:
    name = f"team '{member.id}'"
    for entry in ("heads", "amount"):
        value = getattr(member, entry)
        if value is not None:
            _at_least(text, member.id, name, entry, value, faults)
    if member.score:
        _one_of(text, member.id, name, "score", member.score, entries.SCORES, faults)
    ends = (member.threshold, member.target, member.stretch)
    given = [end for end in ends if end is not None]
    told = f"{name}: threshold, target and stretch are given together or not at all."
    faults.need(len(given) in (0, 3), text, member.id, told)
    told = f"{name}: most needs a ramp beside it."
    faults.need(member.most is None or bool(given), text, member.id, told)
    if len(given) == 3:
        _ramp(text, member.id, name, plan.ramp_of(member.id), faults)
    needs = member.score in (CSAT, CES) and not (member.stage or plan.about.stage)
    faults.need(not needs, text, member.id, f"{name}: score = '{member.score}' needs a stage.")


def _fits(plan: Plan, text: str, organisation: Organisation, faults: Faults) -> None:
    teams = {team.id: team for team in organisation.teams}
    peers = sorted({team.peers for team in organisation.teams if team.peers})
    stages = {stage.id: stage.metric for stage in organisation.stages}
    for group in plan.groups:
        with faults.taken():
            known(text, f"group '{group.peers}'", "peer group", group.peers, peers)
    told = "[[team]]: neither the plan nor the organisation names a team, so nobody takes part."
    faults.need(bool(plan.members or teams), text, "plan", told)
    with faults.taken():
        _measured(plan, text, plan.about, "plan", stages)
    for member in plan.members:
        with faults.taken():
            _measured(plan, text, member, member.id, stages)
        with faults.taken():
            known(text, f"team '{member.id}'", "team", member.id, teams)
            told = (
                f"team '{member.id}': score = 'adjusted' compares with peers, and the organisation "
                "gives it none; write 'own' or 'line_of_sight'."
            )
            need(member.score != ADJUSTED or bool(teams[member.id].peers), text, member.id, told)


def _measured(
    plan: Plan, text: str, owner: About | Member, mark: str, stages: Mapping[str, str]
) -> None:
    """The stage of a score must be there, and be measured by that score.

    A score without a stage is told elsewhere, and a wrong stage of the plan is not told of teams.
    """
    name = f"team '{owner.id}'" if isinstance(owner, Member) else "[plan]"
    if owner.stage:
        known(text, name, "stage", owner.stage, stages)
    counts = owner.score or plan.about.score
    stage = owner.stage or plan.about.stage
    if stage not in stages:
        return
    told = f"{name}: the stage '{stage}' is measured by {stages[stage]}, not {counts}."
    need(counts not in (CSAT, CES) or stages[stage] == counts, text, mark, told)


def _once(text: str, section: str, ids: list[str], faults: Faults) -> None:
    for id_, count in Counter(ids).items():
        told = f"{section} '{id_}' stands there {count} times."
        faults.need(count == 1, text, id_, told)


def _one_of(
    text: str, mark: str, name: str, entry: str, value: str, names: Iterable[str], faults: Faults
) -> None:
    kept = list(names)
    with faults.taken():
        if value not in kept:
            known(text, f"{name}: {entry}", entry, value, kept)


def _at_least(text: str, mark: str, name: str, entry: str, value: Decimal, faults: Faults) -> None:
    faults.need(value >= 0, text, mark, f"{name}: {entry} = {value} should be 0 or more.")
