"""Customers' ways behind a handover, and one of them as a story: anonymous, and not for everyone.

Executives and stewards may read all ways. A lead or an employee reads those whose handover touches
a touchpoint that a team of theirs owns or supports, with the comments of these touchpoints only.
Ways open only where the handover may be shown and its group (after a bad, or a good, first answer)
holds ten answers or more. A customer has no name, id or number here: a way's token holds for one
snapshot and one scope, and opens nothing for anybody else. Days are told as a month and as days
since: a date and a place alone could be enough to know a customer by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cxdata.catalog import METRICS, RELATIONAL, TOUCHPOINT
from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.record import ways as record
from cxdata.record.ways import BAD, GOOD, Ends, Moment, Pair, Sought
from cxdata.reports import wording
from cxdata.reports.handovers import STAGE, Handovers, handovers, period_of
from cxdata.reports.readers import readable
from cxdata.scope import Scope, View

AFTER = {"bad": BAD, "good": GOOD}
OVERALL = "Overall"  # the lane of the relational survey, and of what has no place on the map
CONTACT = "contact"
MOST = 50


@dataclass(frozen=True)
class Behind:
    """A handover whose ways are asked for.

    by, days, measure  as for `handovers`
    one, two           ids of its ends
    after              'bad' or 'good': how the first answer was meant
    """

    by: str
    days: int
    measure: str
    one: str
    two: str
    after: str


@dataclass(frozen=True)
class Listed:
    """A way in the list: what happened, and nothing of who it was.

    token   opens it; number is what the page calls it
    """

    token: str
    number: str
    month: str
    one: str
    two: str
    days: int
    score: str
    tint: int


@dataclass(frozen=True)
class Ways:
    """The ways behind a handover.

    reason   why they are not shown; '' where they are
    answers  how many handovers the group holds; 0 where that is not shown
    """

    title: str
    reason: str
    listed: tuple[Listed, ...]
    answers: int


@dataclass(frozen=True)
class Step:
    """A moment on a way.

    when      'Mar 2026' for the first one, then '12 days later' (than the one before)
    days      since the first one
    lane      number of its lane
    place     the touchpoint, or what it was about
    owner     department and team that met the customer
    score     '3', scale '0-10'; '' for a contact
    tint      -3 … +3
    told      of a contact: was the customer told what was done
    part      'first' or 'second' of the handover, else ''
    """

    when: str
    days: int
    lane: int
    kind: str
    place: str
    owner: str
    score: str
    scale: str
    tint: int
    told: bool
    text: str
    part: str


@dataclass(frozen=True)
class Story:
    """One customer's way.

    lanes    names of the stages that it touches, in journey order
    words    the way in a sentence
    """

    number: str
    words: str
    lanes: tuple[str, ...]
    steps: tuple[Step, ...]


def ways(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    behind: Behind,
) -> Ways:
    """The newest ways behind a handover.

    raises  BadInput on a handover that there is not
    """
    asked = (behind.by, behind.days, behind.measure)
    title, group = _group(handovers(scope, snapshot, organisation, view, *asked), behind)
    reason = _reason(scope, organisation, group)
    if reason:
        return Ways(title, reason, (), 0)
    sought = sought_of(scope, snapshot, organisation, view, behind)
    listed = tuple(_listed(organisation, p) for p in record.pairs(snapshot, scope, sought))
    if not listed:
        return Ways(title, "None of these customers came through a touchpoint of yours.", (), 0)
    return Ways(title, "", listed, group)


def story(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    behind: Behind,
    token: str,
) -> Story | None:
    """One way of those that `ways` lists for the same question; None for any other token."""
    held = ways(scope, snapshot, organisation, view, behind)
    if token not in {way.token for way in held.listed}:
        return None
    sought = sought_of(scope, snapshot, organisation, view, behind)
    found = record.way(snapshot, scope, sought, token)
    return _told(organisation, *found) if found else None


def _group(found: Handovers, behind: Behind) -> tuple[str, int]:
    """What the handover is called, and how many answers its group holds (0: not shown)."""
    names = {end.id: end.name for end in found.ends}
    ends, after = (behind.one, behind.two), behind.after
    if after not in AFTER or not set(ends) <= set(names):
        raise BadInput(f"There is no handover between these ends after '{after}'.")
    cell = next(c for row in found.cells for c in row if (c.from_id, c.to_id) == ends)
    figure = cell.after_bad if after == "bad" else cell.after_good
    return f"{names[ends[0]]} → {names[ends[1]]}, after a {after} first answer", figure.n or 0


def _reason(scope: Scope, organisation: Organisation, group: int) -> str:
    held = readable(scope, organisation)
    if held is not None and not held:
        return (
            "Customers' ways are open to executives and stewards, and to teams where the ways "
            "touch their own touchpoints. The figures above are open to everyone."
        )
    least = max(10, organisation.company.minimum_comments)
    if group < least:
        return f"Ways are shown from {least} answers on, so that nobody can be recognised."
    return ""


def sought_of(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, behind: Behind
) -> Sought:
    """What the record is asked for the ways behind a handover."""
    looked = period_of(scope, snapshot, view)[1]
    ends = (behind.one, behind.two)
    of = [tuple(t.id for t in organisation.touchpoints if t.stage == end) for end in ends]
    if behind.by != STAGE:
        of = [tuple(t.id for t in organisation.touchpoints)] * 2
    teams = (None, None) if behind.by == STAGE else ((ends[0],), (ends[1],))
    between = Ends(of[0], teams[0], of[1], teams[1])
    return Sought(
        looked, between, AFTER[behind.after], behind.days, readable(scope, organisation), MOST
    )


def _listed(organisation: Organisation, pair: Pair) -> Listed:
    names = {t.id: t.name for t in organisation.touchpoints}
    score, scale, tint = _score(pair.scores)
    return Listed(
        pair.token,
        _number(pair),
        wording.month(pair.month),
        names.get(pair.from_touchpoint, pair.from_touchpoint),
        names.get(pair.touchpoint, pair.touchpoint),
        pair.days,
        f"{score} of {scale.rpartition('-')[2]}" if score else "–",
        tint,
    )


def _told(organisation: Organisation, pair: Pair, moments: Sequence[Moment]) -> Story:
    stage = {t.id: t.stage for t in organisation.touchpoints}
    held = {stage.get(moment.touchpoint, "") for moment in moments}
    order = [s for s in organisation.stages if s.id in held]
    lanes = [OVERALL] * ("" in held) + [s.name for s in order]
    lane = {s.id: lanes.index(s.name) for s in order} | ({"": 0} if "" in held else {})
    parts = _parts(pair, moments)
    steps = tuple(
        _step(organisation, pair.month, moments, i, lane[stage.get(m.touchpoint, "")], parts)
        for i, m in enumerate(moments)
    )
    return Story(_number(pair), _sentence(pair.month, steps), tuple(lanes), steps)


def _parts(pair: Pair, moments: Sequence[Moment]) -> dict[int, str]:
    """Which moments are the two ends of the handover."""
    met = [i for i, moment in enumerate(moments) if moment.kind == TOUCHPOINT]
    for one, two in pairwise(met):
        a, b = moments[one], moments[two]
        if (a.touchpoint, b.touchpoint, b.days - a.days, b.scores) == (
            *(pair.from_touchpoint, pair.touchpoint, pair.days),
            pair.scores,
        ):
            return {one: "first", two: "second"}
    return {}


def _step(
    organisation: Organisation,
    month: date,
    moments: Sequence[Moment],
    i: int,
    lane: int,
    parts: dict[int, str],
) -> Step:
    moment, gap = moments[i], moments[i].days - moments[i - 1].days if i else 0
    names = {t.id: t.name for t in organisation.touchpoints}
    place = names.get(moment.touchpoint, moment.touchpoint)
    later = "the same day" if not gap else f"{wording.counted(gap, 'day')} later"
    score, scale, tint = _score(moment.scores)
    return Step(
        when=later if i else wording.month(month),
        days=moment.days,
        lane=lane,
        kind=moment.kind,
        place="Would you recommend us?" if moment.kind == RELATIONAL else place or "A contact",
        owner=_owner(organisation, moment.team),
        score=score,
        scale=scale,
        tint=tint,
        told=moment.told,
        text=moment.text,
        part=parts.get(i, ""),
    )


def _owner(organisation: Organisation, team: str) -> str:
    """'Logistics, Delivery North'; the team's own word where the file does not know it."""
    departments = {d.id: d.name for d in organisation.departments}
    for one in organisation.teams:
        if one.id == team:
            return f"{departments[one.department]}, {one.name}"
    return team


def _sentence(month: date, steps: Sequence[Step]) -> str:
    met = list(dict.fromkeys(s.owner.partition(",")[0] for s in steps if s.owner))
    told = sum(step.told for step in steps)
    called = sum(step.kind == CONTACT for step in steps)
    crossed = f" through {wording.listed(met)}" if met else ""
    if told:
        heard = f"was told {_times(told)} what was done"
    elif called:
        heard = "was called, and not told what was done"
    else:
        heard = "was told nothing, as far as the record knows"
    over = wording.counted(steps[-1].days if steps else 0, "day")
    return f"One customer's way{crossed}, over {over} from {wording.month(month)} on: {heard}."


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _score(scores: dict[str, int]) -> tuple[str, str, int]:
    """Score, scale and colour of an answer: NPS where it was asked, else the stage's own."""
    for metric in ("nps", "csat", "ces"):
        if metric in scores:
            scale, score = METRICS[metric], scores[metric]
            tint = 2 if score >= scale.top else -2 if score <= scale.bottom else 0
            far = score == scale.high or score <= (scale.low + scale.bottom) // 2
            return str(score), f"{scale.low}-{scale.high}", tint * 3 // 2 if far else tint
    return "", "", 0


def _number(pair: Pair) -> str:
    return f"Customer {pair.token[:6]}"
