"""What customers wrote about a part since last Monday, and the one to thank somebody for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from cxdata.catalog import TOUCHPOINT
from cxdata.organisation import Organisation
from cxdata.record import Snapshot, voices
from cxdata.record.voices import BEST, DETRACTOR, PROMOTER, Tally
from cxdata.record.weeks import monday_of
from cxdata.reports import monday_days, readers, voice, voice_groups, wording
from cxdata.reports.figures import Header
from cxdata.reports.voice_groups import Open
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, STEWARD, Scope, View

SHOWN = 6  # comments on the page
LOOKED = 60  # of the best ones, among which the thanks are looked for
LEAST, MOST = 5, 60  # words of a comment that can be passed on
NAMED = 3  # touchpoints that a sentence names


@dataclass(frozen=True)
class Heard:
    """A comment as it may be shown; team and channel '' where not given or not told.

    through  the channel in a sentence: 'the channel App' where a touchpoint is called so, too
    """

    number: int
    day: date
    score: int
    metric: str
    standing: str
    touchpoint: str
    team: str
    channel: str
    text: str
    through: str


@dataclass(frozen=True)
class Said:
    """New comments of a part, the good ones first.

    rows      at most SHOWN; tally of all of them
    thanks    the one to pass on, with why it is this one; None where there is none
    now       the days of the rows, thanked those that the thanks are looked for in (the week that
              the page tells of and what came since): '26–31 Oct 2026', '19–31 Oct 2026'
    withheld  what is left out because too few answered; closed what is left out because others
              read it; '' where nothing is
    why       why nothing can be read at all; '' where something can
    unhappy   the newest of an unhappy customer, which may stand in no row: the best come first
    """

    since: date
    rows: tuple[Heard, ...]
    tally: Tally
    thanks: Heard | None
    thanks_words: str
    withheld: str
    closed: str
    why: str
    header: Header
    now: str = ""
    thanked: str = ""
    unhappy: Heard | None = None


def said(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    part: View,
    today: date,
) -> Said:
    """The comments of a part's touchpoints since last Monday, as far as the scope reads them.

    part    its departments and teams count; its months do not
    today   the day it is
    Opened are the comments of the last three calendar months (`voice_groups`: ten answers), of
    which those of the last days are shown: a day that stands beside every comment tells nothing
    more about who wrote it.
    """
    calendar = monday_days.days(today, snapshot.span(scope)[1])
    view = replace(part, since=calendar.quarter.since, until=calendar.quarter.until)
    since = calendar.since
    header = Header(
        "New comments", "Comments since last Monday, the best scores first.",
        (("Since", wording.day(since)),), (calendar.until).isoformat(),
    )  # fmt: skip
    closed, shut = _closed(scope, organisation, view)
    open_ = Open(None, why=shut) if shut else voice_groups.opened(
        scope, snapshot, organisation, view, kind=TOUCHPOINT
    )  # fmt: skip
    if open_.heard is None:
        return Said(since, (), Tally(), None, "", "", "", open_.why, header)
    new = replace(open_.heard, days=(since, calendar.until))
    found = voices.page(snapshot, scope, view, new, limit=SHOWN, order=BEST)
    low = voices.page(snapshot, scope, view, replace(new, standing=DETRACTOR), limit=1).comments
    week = replace(new, days=(min(since, monday_of(calendar.week)), calendar.until))
    owned = organisation.touchpoints_of(_teams(organisation, view), "owns")
    last = calendar.until - timedelta(days=1)
    looked = monday_days.run_label(week.days[0], last) if week.days else ""
    thanks = _thanks(snapshot, scope, view, replace(week, standing=PROMOTER), owned)
    told = _row(organisation, open_, thanks.comment) if thanks else None
    return Said(
        since,
        tuple(_row(organisation, open_, one) for one in found.comments),
        found.tally,
        told,
        _thanked(organisation, thanks, looked) if thanks else "",
        open_.withheld,
        closed,
        "",
        voice.telling(header, len(found.comments), found.tally.n, BEST),
        monday_days.run_label(since, last) if since <= last else "",
        looked,
        next((_row(organisation, open_, one) for one in low), None),
    )


def few(told: Said, most: int) -> tuple[Heard, ...]:
    """So many of the rows, the good ones first, and the last of them unhappy where one is so."""
    best = told.rows[:most]
    if told.unhappy is None or any(one.standing == DETRACTOR for one in best):
        return best
    return (*best[: most - 1], told.unhappy)


@dataclass(frozen=True)
class _Thanks:
    """A comment to pass on.

    n        comments of happy customers that it was chosen from
    own      the touchpoints that these are about, where others are left out; else ()
    further  happy customers' comments that are left out: about what the part supports
    """

    comment: voices.Comment
    n: int
    own: tuple[str, ...] = ()
    further: int = 0


def _thanks(
    snapshot: Snapshot, scope: Scope, view: View, asked: voices.Heard, owned: tuple[str, ...]
) -> _Thanks | None:
    """The best score of the last days; among equals the one that says most.

    owned   touchpoints that the part owns: theirs first, those that it supports after
    """
    asked = replace(asked, metric="nps")
    own = tuple(place for place in asked.places or () if place[0] in owned)
    for places in (own, asked.places):
        narrowed = replace(asked, places=places)
        best = voices.page(snapshot, scope, view, narrowed, limit=LOOKED, order=BEST)
        told = [one for one in best.comments if LEAST <= len(one.text.split()) <= MOST]
        if told:
            break
    else:
        return None
    top = max(one.score for one in told)
    equal = [one for one in told if one.score == top]
    found = max(equal, key=lambda one: (len(one.text.split()), one.number))
    n = best.tally.n
    if places is not own or own == asked.places:
        return _Thanks(found, n)
    every = voices.tallied(snapshot, scope, view, asked).n
    return _Thanks(found, n, tuple(dict.fromkeys(place[0] for place in own)), every - n)


def _thanked(organisation: Organisation, found: _Thanks, looked: str) -> str:
    """Why it is this comment, from what days, and of which touchpoints."""
    names = [t.name for t in organisation.touchpoints if t.id in found.own]
    named = f" ({wording.listed(names)})" if len(names) <= NAMED else ""
    where = f" about what you own{named}" if names else ""
    score = found.comment.score
    if found.n == 1:
        words = f"It is the only comment of a happy customer{where} written {looked}: {score}."
    else:
        among = (
            f"of {wording.counted(found.n, 'comment')} of happy customers{where}, written {looked}"
        )
        words = f"Chosen for its score of {score}, and because it says most, {among}."
    if not found.further:
        return words
    verb = "is" if found.further == 1 else "are"
    return f"{words} {found.further:,} more {verb} about what you only support."


def _closed(scope: Scope, organisation: Organisation, view: View) -> tuple[str, str]:
    """What others read of the part's comments, and why none of them can be read; '' and ''."""
    readable = readers.readable(scope, organisation)
    if readable is None:
        return "", ""
    here = organisation.touchpoints_of(_teams(organisation, view))
    names = {t.id: t.name for t in organisation.touchpoints}
    shut = [names[id_] for id_ in here if id_ not in readable]
    if readable and len(shut) < len(here):
        words = f"Not open to you: comments about {wording.listed(shut)}, which other teams read."
        return (words if shut else ""), ""
    return "", (
        "Scores are open to everyone in the company, customers' words are not: a team reads the "
        "comments of the touchpoints that it owns or supports, and none of these is one of yours."
        if scope.role in (LEAD, EMPLOYEE, EXECUTIVE, STEWARD)
        else "Scores are open to everyone; customers' words are not read by payroll."
    )


def _teams(organisation: Organisation, view: View) -> tuple[str, ...]:
    return view.teams or tuple(t for d in view.departments for t in organisation.teams_of(d))


def _row(organisation: Organisation, open_: Open, one: voices.Comment) -> Heard:
    touchpoints = {t.id: t.name for t in organisation.touchpoints}
    teams = {t.id: t.name for t in organisation.teams}
    told = open_.names_team(one.touchpoint, one.team)
    return Heard(
        number=one.number,
        day=one.day,
        score=one.score,
        metric=one.metric,
        standing=one.standing,
        touchpoint=touchpoints.get(one.touchpoint, one.touchpoint),
        team=teams.get(one.team, one.team) if told else "",
        channel=one.channel,
        text=one.text,
        through=wording.told_apart("channel", one.channel, touchpoints.values()),
    )
