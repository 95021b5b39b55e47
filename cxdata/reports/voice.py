"""What customers say: comments newest first, and what the unhappy say more than the happy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from cxdata.catalog import RELATIONAL
from cxdata.metrics import words
from cxdata.organisation import Organisation
from cxdata.record import Snapshot, voices
from cxdata.record.voices import DETRACTOR, PROMOTER, Heard, Tally
from cxdata.reports import periods, voice_groups, voice_stops, wording
from cxdata.reports.figures import Header
from cxdata.reports.voice_groups import Open
from cxdata.scope import Scope, View

PAGE = 50
WHOLE = "About the whole relationship"
COUNTED = 10_000  # newest comments whose words are counted
TAKEN = 10_000  # comments that a file holds: whole pages
_UNSPACED = re.compile(f"[{words.UNSPACED}]")
_SAID = re.compile(r'["“„”]([^"“„”]+)["“”]|(\S+)')


@dataclass(frozen=True)
class Search:
    """What narrows the comments of a view further.

    touchpoint  id; '' all that may be read
    kind        'relational', 'touchpoint'; '' both
    standing    'promoter', 'passive', 'detractor'; '' all
    text        as typed: every word must occur, "in quotes" as whole words in this order
    theme       words and phrases of a theme of which one must occur; (): no matter
    """

    touchpoint: str = ""
    kind: str = ""
    standing: str = ""
    text: str = ""
    theme: tuple[str, ...] = ()


ALL = Search()


@dataclass(frozen=True)
class Row:
    """A comment as it may be shown.

    standing    of its score: 'promoter', 'passive', 'detractor'
    metric      'nps', 'csat', 'ces' …; touchpoint and team by name, '' where not given or not told
    text        the customer's own words: anything may stand in it
    """

    number: int
    day: date
    score: int
    metric: str
    standing: str
    touchpoint: str
    team: str
    text: str


@dataclass(frozen=True)
class Voices:
    """A page of comments.

    tally     all that were found, whatever the page
    terms     what was searched for, to be marked in them
    withheld  what is left out because too few answered, in a sentence; '' where nothing is
    why       why nothing can be read here; '' where something can
    """

    rows: tuple[Row, ...]
    tally: Tally
    offset: int
    limit: int
    terms: tuple[str, ...]
    withheld: str
    why: str
    header: Header


@dataclass(frozen=True)
class Term:
    """A word or phrase with the comments of unhappy and happy customers that hold it.

    z   how far the two stand apart, in standard errors; over 0: the unhappy say it more
    """

    words: str
    unhappy: int
    happy: int
    z: float


@dataclass(frozen=True)
class Contrasted:
    """What stands out in what unhappy and happy customers say, most first.

    detractors, promoters  comments counted of either side
    words                  what was counted, in sentences
    why                    why nothing can be read here; '' where something can
    """

    unhappy: tuple[Term, ...]
    happy: tuple[Term, ...]
    detractors: int
    promoters: int
    words: str
    why: str
    header: Header = field(default=Header("", ""))


def heard(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    search: Search = ALL,
    offset: int = 0,
    limit: int = PAGE,
    order: str = voices.NEWEST,
) -> Voices:
    """The comments of a view that somebody may read, a page of them.

    offset, limit  which page
    order          'newest', 'best' or 'worst' first
    Withheld are comments of groups under the minimum (`voice_groups`) and those of touchpoints
    that the scope does not read (`readers`).
    """
    open_ = voice_groups.opened(scope, snapshot, organisation, view, search.touchpoint, search.kind)
    title = header(organisation, view, search, snapshot.span(scope)[1])
    terms = marked(search)
    if open_.heard is None:
        return Voices((), Tally(), 0, limit, terms, open_.withheld, open_.why, title)
    asked = narrowed(open_.heard, search)
    found = voices.page(snapshot, scope, view, asked, offset=offset, limit=limit, order=order)
    if offset >= found.tally.n > 0:
        # A page beyond the last one, as of an older link: the last one.
        offset = (found.tally.n - 1) // limit * limit
        found = voices.page(snapshot, scope, view, asked, offset=offset, limit=limit, order=order)
    rows = tuple(_row(one, organisation, open_) for one in found.comments)
    return Voices(rows, found.tally, offset, limit, terms, open_.withheld, "", title)


def contrasted(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    search: Search = ALL,
    keep: tuple[str, ...] = (),
    limit: int = 12,
) -> Contrasted:
    """Words and two-word phrases that the unhappy say more than the happy, and the other way.

    search  its touchpoint, kind and theme count; its text and standing do not
    keep    words that say something here though a list of stop words has them (those of themes)
    limit   terms of either side
    Only the newest COUNTED comments are counted, and only terms that stand out are returned.
    """
    open_ = voice_groups.opened(scope, snapshot, organisation, view, search.touchpoint, search.kind)
    title = header(organisation, view, search, snapshot.span(scope)[1])
    if open_.heard is None:
        return Contrasted((), (), 0, 0, "", open_.why, title)
    asked = narrowed(open_.heard, replace(search, text="", standing=""))
    said = voices.said(snapshot, scope, view, asked, COUNTED)
    tables, sizes = voice_stops.tallies([(one.text, one.standing) for one in said], keep)
    a, b = tables[DETRACTOR], tables[PROMOTER]
    found = words.contrast(a, b, sum(tables.values(), start=type(a)()))
    place = {term: i for i, term in enumerate(found.terms)}

    def side(which: str) -> tuple[Term, ...]:
        picked = [place[term] for term in found.most(which, 3 * limit)]
        told = [
            Term(found.terms[i], int(found.a[i]), int(found.b[i]), float(found.z[i]))
            for i in picked
        ]
        return _without_parts(told)[:limit]

    told = _counted(len(said), sizes[DETRACTOR], sizes[PROMOTER])
    return Contrasted(side("a"), side("b"), sizes[DETRACTOR], sizes[PROMOTER], told, "", title)


def parsed(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that must occur somewhere, and phrases in quotes, of what somebody typed."""
    plain, quoted = [], []
    for phrase, word in _SAID.findall(text):
        if phrase.strip():
            quoted.append(" ".join(phrase.split()))
        elif word.strip('"“„”'):
            plain.append(word.strip('"“„”'))
    return tuple(plain), tuple(quoted)


def narrowed(heard: Heard, search: Search) -> Heard:
    """Which comments, of those that may be read, a search keeps."""
    plain, quoted = parsed(search.text)
    spaced = [phrase for phrase in quoted if not _UNSPACED.search(phrase)]
    # One phrase as whole words; where a theme takes that place, phrases may begin within a word.
    whole = search.theme or tuple(spaced[:1])
    rest = tuple(phrase for phrase in quoted if search.theme or phrase not in whole)
    return replace(heard, standing=search.standing, words=(*plain, *rest), any_words=whole)


def marked(search: Search) -> tuple[str, ...]:
    """What is to be marked in the comments that a search finds; whole words stand in quotes."""
    asked = narrowed(Heard(), search)
    return (*asked.words, *(f'"{phrase}"' for phrase in asked.any_words))


def header(organisation: Organisation, view: View, search: Search, last: date) -> Header:
    """What stands above a table of comments that leaves the screen."""
    names = {t.id: t.name for t in organisation.touchpoints}
    parts = {
        "Period": periods.label(view),
        "Departments": ", ".join(view.departments),
        "Teams": ", ".join(view.teams),
        "Segment": ", ".join(view.segments),
        "Channel": ", ".join(view.channels),
        "Region": ", ".join(view.regions),
        "Touchpoint": names.get(search.touchpoint, search.touchpoint),
        "Survey": search.kind,
        "Scores": search.standing,
        "Search": search.text,
        "Theme": ", ".join(search.theme),
    }
    told = tuple((label, words_) for label, words_ in parts.items() if words_)
    definition = (
        "Comments as customers wrote them, with their scores. E-mail addresses and numbers of "
        "phones, cards, accounts, orders and customers are masked; names of people are not."
    )
    return Header("What customers say", definition, told, periods.as_of(view, last).isoformat())


def filed(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    search: Search,
    number: int,
) -> Voices:
    """The comments of a file, newest first: TAKEN at most, file 0 those that were made last."""
    return heard(scope, snapshot, organisation, view, search, number * TAKEN, TAKEN)


def taken(found: Voices) -> Header:
    """What stands above the comments in a file."""
    return telling(found.header, len(found.rows), found.tally.n, skipped=found.offset)


def telling(
    header: Header, held: int, n: int, order: str = voices.NEWEST, skipped: int = 0
) -> Header:
    """A header that also says which comments of those found a file holds."""
    told = f"all {n:,}" if held == n else f"the {order} {held:,} of {n:,}"
    if skipped:
        told = f"{skipped + 1:,} to {skipped + held:,} of {n:,}, {order} first"
    return replace(header, filters=(*header.filters, ("Comments here", told)))


def _row(one: voices.Comment, organisation: Organisation, open_: Open) -> Row:
    touchpoints = {t.id: t.name for t in organisation.touchpoints}
    teams = {t.id: t.name for t in organisation.teams}
    team = teams.get(one.team, one.team) if open_.names_team(one.touchpoint, one.team) else ""
    touchpoint = touchpoints.get(one.touchpoint, one.touchpoint)
    if one.kind == RELATIONAL:
        touchpoint, team = WHOLE, ""
    return Row(one.number, one.day, one.score, one.metric, one.standing, touchpoint, team, one.text)


def _without_parts(told: list[Term]) -> tuple[Term, ...]:
    """Words that are said in one phrase almost always are told by the phrase alone."""
    phrases = [one for one in told if " " in one.words]
    return tuple(
        one
        for one in told
        if " " in one.words
        or not any(
            one.words in p.words.split() and p.unhappy + p.happy >= 0.8 * (one.unhappy + one.happy)
            for p in phrases
        )
    )


def _counted(n: int, detractors: int, promoters: int) -> str:
    size = f"the newest {n:,} comments" if n >= COUNTED else wording.counted(n, "comment")
    return (
        f"Counted in {size}: {detractors:,} of unhappy customers, {promoters:,} of happy ones. "
        "Shown is only what one side says more than chance explains."
    )
