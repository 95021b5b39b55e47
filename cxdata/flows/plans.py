"""Incentive plans: a first one, a new version, and what is decided on a held payment."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from cxdata import desk
from cxdata.desk import decisions, plans
from cxdata.desk.decisions import Decision, Hold
from cxdata.desk.merging import Merge
from cxdata.desk.plans import Version
from cxdata.errors import Refused
from cxdata.organisation import Organisation
from cxdata.scope import Scope, month_after


def save(
    scope: Scope, home: Path, organisation: Organisation, text: str, base: int, now: datetime
) -> Version:
    """Save a plan's next version, held against the organisation (see `desk.plans.save`)."""
    scope.must_be(*plans.WRITERS)
    desk.parse(text, organisation)
    return plans.save(scope, desk.open_desk(home), text, base, now)


def merge(scope: Scope, home: Path, text: str, base: int) -> tuple[Merge, Version] | None:
    """A text held against the newest version of its plan; None where nobody saved since.

    base    number of the version that the text was begun from; 0 for a new plan
    return  what each changed, and the newest version
    raises  BadInput where the text is no plan; Refused to all but plans.WRITERS
    """
    scope.must_be(*plans.WRITERS)
    held = plans.versions(scope, desk.open_desk(home), desk.parse(text).about.id)
    if not held or held[0].number == base:
        return None
    before = next((one.text for one in held if one.number == base), None)
    return desk.merged(before, held[0].text, text), held[0]


def decide(
    scope: Scope,
    home: Path,
    organisation: Organisation,
    hold: Hold,
    verdict: str,
    reason: str,
    now: datetime,
    seen: int | None = None,
) -> Decision:
    """Decide on a held payment, with a written reason (see `desk.decisions.decide`).

    raises  Refused to all but decisions.DECIDERS, and to whoever belongs to the team's department:
            nobody decides on their own money
    """
    scope.must_be(*decisions.DECIDERS)
    team = next((one for one in organisation.teams if one.id == hold.team), None)
    if team is not None and team.department in scope.departments:
        raise Refused(
            "You belong to this team's department, so somebody else has to decide on its payment."
        )
    return decisions.decide(scope, desk.open_desk(home), hold, verdict, reason, now, seen)


def proposal(scope: Scope, organisation: Organisation, today: date) -> str:
    """A first plan to be edited: the quarter after today, every team, in shadow mode.

    The ramp's target is the company's, its threshold and stretch ten points below and above.
    """
    scope.must_be(*plans.WRITERS)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    since = month_after(quarter, 3)
    last = month_after(since, 3) - (date(2000, 1, 2) - date(2000, 1, 1))
    target = organisation.company.target
    aim = 30 if target is None else max(-85, min(85, round(target)))
    return _PROPOSAL.format(
        id=f"everyone-{since.year}",
        name=f"Everyone {since.year}",
        since=since,
        until=last,
        low=aim - 10,
        aim=aim,
        high=aim + 10,
    )


_PROPOSAL = """\
[plan]
id = "{id}"
name = "{name}"
since = {since}
until = {until}
period = "quarter"
window = 12
score = "adjusted"
mode = "shadow"
amount = 0.00

[ramp]
threshold = {low}
target = {aim}
stretch = {high}

[company]
threshold = {low}
target = {aim}
stretch = {high}

[shares]
team = 60
company = 40
full = 60
"""
