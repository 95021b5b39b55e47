"""The journey as a curve: the score along the touchpoints, of one or two periods or segments."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cxdata.errors import BadInput
from cxdata.reports import periods, places, scoring, weighting, wording
from cxdata.reports.figures import Figure
from cxdata.reports.page import Page
from cxdata.reports.weighting import Weighing
from cxdata.scope import View, month_after

BEFORE, YEAR = "before", "year"


@dataclass(frozen=True)
class Stop:
    """A touchpoint on the curve, and its stage; told is its name in a sentence."""

    id: str
    name: str
    stage: str
    told: str


@dataclass(frozen=True)
class Line:
    """One curve: what it is of, and the figure at each stop."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Curve:
    """The score along the touchpoints, in journey order.

    lines   one, or two that are laid over each other; all in NPS
    words   where the valley is, and where the two lines differ by more than chance
    """

    stops: tuple[Stop, ...]
    lines: tuple[Line, ...]
    words: str

    @property
    def drawn(self) -> bool:
        """Is there anything to draw?"""
        return any(figure.value is not None for line in self.lines for figure in line.figures)


def curve(page: Page, over: str, weighing: Weighing | None = None) -> Curve:
    """The curve of a page, and what is laid over it.

    over      '', 'before', 'year', or the name of a segment
    weighing  where each stop is to be weighted by itself; one that cannot be is a gap
    raises   BadInput on a segment that there is not
    """
    stops = tuple(
        Stop(t.id, t.name, s.name, page.touchpoint(t.id))
        for s in page.organisation.stages
        for t in page.organisation.touchpoints
        if t.stage == s.id
    )
    lines = [Line(_name(page.view), _figures(page, stops, page.view, weighing))]
    if over:
        other, name = _laid_over(page, over)
        again = weighing and Weighing(other)
        lines.append(Line(name, _figures(other, stops, other.view, again)))
    return Curve(stops, tuple(lines), _words(stops, lines))


def _laid_over(page: Page, over: str) -> tuple[Page, str]:
    if over == BEFORE:
        return replace(page, view=page.then), periods.label(page.then)
    if over == YEAR:
        since, until = (month_after(end, -12) for end in (page.view.since, page.view.until))
        view = replace(page.view, since=since, until=until)
        return page.again((view, periods.before(view))), periods.label(view)
    if over not in page.snapshot.members("segment"):
        raise BadInput(f"No segment is called '{over}'.")
    view = replace(page.view, segments=(over,))
    return page.again((view, periods.before(view))), _name(view)


def _name(view: View) -> str:
    """'Aug – Oct 2026', with the segments where some are kept."""
    return ", ".join([periods.label(view), *view.segments])


def _figures(
    page: Page, stops: tuple[Stop, ...], view: View, weighing: Weighing | None
) -> tuple[Figure, ...]:
    kind = places.WITHIN if page.part else places.TOUCHPOINT
    table = page.boards["nps"].of(kind, *(stop.id for stop in stops))
    may = table.may_beside_total(view, page.minimum)
    if weighing is None:
        return scoring.figures("nps", table.over(view), may)
    rows = weighing.rows(table, view)
    could = weighting.could(rows)
    figures = scoring.figures("nps", weighting.stacked(rows), may & could)
    told = zip(figures, rows, may.tolist(), could.tolist(), strict=True)
    return tuple(weighting.told(*one) for one in told)


def _words(stops: tuple[Stop, ...], lines: list[Line]) -> str:
    known = [
        (f.value, stop.told, f.text)
        for stop, f in zip(stops, lines[0].figures, strict=True)
        if f.value is not None
    ]
    if not known:
        return f"{lines[0].name}: no touchpoint has enough answers to be drawn."
    low, high = min(known), max(known)
    when = lines[0].name
    words = f"{when}, by NPS: lowest at {low[1]} ({low[2]}), highest at {high[1]} ({high[2]})."
    if len(lines) < 2:
        return words
    apart = [
        stop.told
        for stop, a, b in zip(stops, lines[0].figures, lines[1].figures, strict=True)
        if a.low is not None and b.high is not None and a.high is not None and b.low is not None
        and (a.low > b.high or b.low > a.high)
    ]  # fmt: skip
    if not apart:
        return f"{words} The two intervals overlap at every touchpoint."
    return f"{words} The intervals lie apart at {wording.listed(apart)}."
