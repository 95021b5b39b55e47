"""How is the score moving, and is the movement more than noise?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import charting, headline, periods, trend_weighted, wording
from cxdata.reports import panels as multiples
from cxdata.reports.bridging import BridgeReport, BridgeRow, bridge
from cxdata.reports.charting import MONTHLY, QUARTER, QUARTERLY, Era, Grid, Point, Series
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.notes import scales
from cxdata.reports.page import Page
from cxdata.reports.panels import Panel
from cxdata.reports.places import TEAM
from cxdata.reports.weighting import Weighing
from cxdata.scope import Scope, View

__all__ = [
    "BridgeReport",
    "BridgeRow",
    "Era",
    "Marker",
    "Panel",
    "Point",
    "Trend",
    "bridge",
    "trend",
]

CALM = "; what single {each}s differ by may be chance."
GRAINS = ("auto", MONTHLY, QUARTERLY)


@dataclass(frozen=True)
class Marker:
    """A vertical mark: kind 'break' (not comparable across) or 'event'."""

    on: date
    label: str
    name: str
    kind: str


@dataclass(frozen=True)
class Trend:
    """The control chart of one score, and its small multiples.

    question      'How is our NPS moving, and is the movement more than noise?'
    part          '' for the relational headline; else whose touchpoint NPS it is
    points        oldest first, no period left out
    grain         'month' or 'quarter'; grain_words why
    verdict       the answer in a sentence; since the start of the last shift, or None
    low, high     the scale of the chart: every value, interval and limit lies within
    panels_low, panels_high  the one scale of all panels, in points; a share counts on half of it
    by            the panels' dimension or ''
    panels_words  what the panels are and how they were judged
    counted       how the points were weighted, or why not; '' where they are as answered
    """

    question: str
    part: str
    as_of: date | None
    grain: str
    grain_words: str
    points: tuple[Point, ...]
    eras: tuple[Era, ...]
    markers: tuple[Marker, ...]
    verdict: Sentence
    since: date | None
    low: float
    high: float
    by: str
    panels_low: float
    panels_high: float
    panels: tuple[Panel, ...]
    panels_words: str
    notes: tuple[str, ...]
    counted: str
    header: Header


def trend(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    *,
    grain: str = "auto",
    by: str | None = None,
) -> Trend:
    """The chart from the record's first month to the view's last.

    grain   'month', 'quarter', or 'auto': quarters where answers are few
    by      a dimension to take it apart by, one of panels.DIMENSIONS
    raises  NoRecord, Refused, BadInput (no such grain or dimension)
    """
    if grain not in GRAINS:
        raise BadInput(f"'{grain}' is no grain; take one of: {', '.join(GRAINS)}.")
    first = snapshot.span(scope)[0].replace(day=1)
    views = (view, periods.before(view))
    page = Page.open(scope, snapshot, organisation, views, first, by == TEAM)
    since, until = page.run(first)
    size, why = _size(page, grain, since, until)
    times = charting.grid(page.head, organisation, since, until, size)
    weighing = Weighing(page, far=True) if view.weighted else None
    found, counted = _series(page, times, weighing)
    told: tuple[Panel, ...] = ()
    words = ""
    if by and times.starts:
        told, words = multiples.panels(page, by, times, weighing)
    low, high = _scale([*_reach(found.points), *_limits(found.points)])
    panels_low, panels_high = _scale(_in_points(told))
    return Trend(
        question=_question(page.part),
        part=page.part,
        as_of=periods.as_of(view, page.wide.window.last),
        grain=MONTHLY if size == 1 else QUARTERLY,
        grain_words=why,
        points=found.points,
        eras=found.eras,
        markers=_markers(organisation, page, times),
        verdict=(*_verdict(found), *(() if weighing else _moved(page, found))),
        since=found.since if charting.current(found) else None,
        low=low,
        high=high,
        by=by or "",
        panels_low=panels_low,
        panels_high=panels_high,
        panels=told,
        panels_words=words,
        notes=(*_notes(found), *scales(page)),
        counted=counted,
        header=page.header(_question(page.part), _definition(size)),
    )


def _series(page: Page, times: Grid, weighing: Weighing | None) -> tuple[Series, str]:
    """The score's chart, each period weighted by itself where that is asked for."""
    if weighing is None or not times.starts:
        return charting.series(page.head, times), ""
    return trend_weighted.series(page, times, weighing)


def _size(page: Page, grain: str, since: int, until: int) -> tuple[int, str]:
    if grain == "auto":
        found, why = charting.grain(page.head, since, until)
        return (1 if found == MONTHLY else QUARTER), why
    return (1, "By month, as asked.") if grain == MONTHLY else (QUARTER, "By quarter, as asked.")


def _markers(organisation: Organisation, page: Page, times: Grid) -> tuple[Marker, ...]:
    if not times.starts:
        return ()
    window = page.wide.window
    since, until = window.month(times.starts[0]), window.month(times.starts[-1] + times.size)
    return tuple(
        Marker(event.on, wording.day(event.on), event.name, event.kind)
        for event in sorted(organisation.events, key=lambda e: e.on)
        if since <= event.on < until
    )


def _verdict(found: Series) -> Sentence:
    known = [p for p in found.points if p.figure.value is not None]
    if not known:
        return (("No period has enough answers to show a score.", False),)
    last = found.eras[-1]
    if last.centre is None:
        start = wording.month(last.since)
        words = f"Whether it moves cannot be told yet: since {start} there are too few periods."
        return ((words, False),)
    centre = wording.scored(last.centre, known[-1].figure.unit)
    signal, past = charting.current(found), charting.recent(found)
    if found.since is None or signal is None:
        again = " again" if past else ""
        why = f"; last more than chance: {past.label}." if past else _calm(found)
        return ((f"The score keeps to its usual level of {centre}{again}", False), (why, True))
    why = f", more than chance explains: {_why(signal)}."
    return ((charting.shifted(found), False), (why, True))


def _moved(page: Page, found: Series) -> Sentence:
    """What the period has done since, as the scorecard has it; () where its chart has no shift."""
    lead, change = charting.shifted(found), headline.answer(page).change
    if not lead or found.since is None or change.value is None:
        return ()
    told = headline.moved(change, headline.compared_with(page))
    if change.verdict == "level":
        shift = headline.Shift(lead, found.since >= page.view.since)
        told = headline.further(told, shift, wording.span(page.view.since, page.view.until))
    (first, muted), *rest = told
    return ((f" {first[:1].upper()}{first[1:]}", muted), *rest)


def _calm(found: Series) -> str:
    return CALM.format(each="month" if found.points[-1].months == 1 else "quarter")


def _why(point: Point) -> str:
    if point.signal == "outside":
        return f"{point.label} lies outside the limits"
    return f"{point.label} is at least the eighth period in a row on one side"


def _notes(found: Series) -> tuple[str, ...]:
    gone = sum(p.figure.hidden for p in found.points)
    if not gone:
        return ()
    words = wording.counted(gone, "period")
    return (f"{words} of {len(found.points)} not shown: too few answers.",)


def _reach(points: Iterable[Point]) -> list[float]:
    """The ends of every interval."""
    return [x for p in points for x in (p.figure.low, p.figure.high) if x is not None]


def _limits(points: Iterable[Point]) -> list[float]:
    known = (p for p in points if p.figure.value is not None)
    return [x for p in known for x in (p.lower, p.upper) if x is not None]


def _in_points(panels: Iterable[Panel]) -> list[float]:
    """The reach of all panels; a share lies on -100..+100 where it leaves as many against."""
    return [
        2 * end - 100 if panel.unit == "%" else end
        for panel in panels
        for end in _reach(panel.points)
    ]


def _scale(ends: Sequence[float]) -> tuple[float, float]:
    """The range that holds all of them, with room; the whole scale where there is nothing."""
    if not ends:
        return -100.0, 100.0
    room = max(2.0, 0.05 * (max(ends) - min(ends)))
    return max(-100.0, min(ends) - room), min(100.0, max(ends) + room)


def _question(part: str) -> str:
    whose = f"the touchpoint NPS of {part}" if part else "our NPS"
    return f"How is {whose} moving, and is the movement more than noise?"


def _definition(size: int) -> str:
    grain = "month" if size == 1 else "quarter"
    return (
        f"Net Promoter Score by {grain} with 95 % intervals; limits of a Laney-type chart from the "
        "first 18 periods after the last break."
    )
