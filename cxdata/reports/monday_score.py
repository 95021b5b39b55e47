"""A part's own score: beside the rest of the company, the quarter before, and week by week."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cxdata.metrics import control
from cxdata.record.weeks import monday_of, sunday_of
from cxdata.reports import departments, places, scoring, weighting, wording
from cxdata.reports.charting import SIGNALS
from cxdata.reports.figures import Change, Figure
from cxdata.reports.headline import detectable
from cxdata.reports.monday_days import week_label
from cxdata.reports.monday_weeks import Weekly
from cxdata.reports.page import Page
from cxdata.reports.scoring import Tally
from cxdata.reports.weighting import Weighing

WEEKS = 26  # on the chart
FEW = 10  # answers of the usual week, under which single weeks say nothing


@dataclass(frozen=True)
class Moved:
    """What changed from one period to the next.

    now, then   what the two are called: '19–25 Oct 2026'
    words       the verdict and what it would have taken, in a sentence
    """

    name: str
    now: str
    then: str
    figure: Figure
    before: Figure
    change: Change
    words: str


@dataclass(frozen=True)
class WeekPoint:
    """A week on the chart: lower, upper are control limits; signal '', 'outside' or 'run'."""

    label: str
    figure: Figure
    lower: float | None
    upper: float | None
    signal: str


@dataclass(frozen=True)
class WeekChart:
    """A row's weeks, oldest first.

    centre  its usual level; None where there are too few weeks
    words   what the chart says of the last week, in a sentence
    """

    points: tuple[WeekPoint, ...]
    centre: float | None
    words: str

    @property
    def signal(self) -> str:
        """Of the last week: '', 'outside' or 'run'."""
        return self.points[-1].signal if self.points else ""

    @property
    def lower(self) -> bool:
        """Does the last week lie under the usual level?"""
        last = self.points[-1].figure.value if self.points else None
        return last is not None and self.centre is not None and last < self.centre


def relation(page: Page, weighing: Weighing | None = None) -> str:
    """'above', 'below', 'same' or 'none': the part against all other touchpoint answers."""
    board = page.boards["nps"]
    row = page.head
    may = row.may(page.view)
    here: Tally = row.over(page.view)
    rest: Tally = board.of(places.WHOLE, "").over(page.view) - here
    if weighing is not None and row.holds is not None:
        weighted = weighting.stacked(weighing.rows(row, page.view))
        here, rest = weighting.against(row, page.view, weighing, weighted, rest)
    return departments.related("nps", here, rest, may)[0]


def quarter(page: Page, figure: Figure, weighing: Weighing | None = None) -> Moved:
    """The view against the months before it."""
    now, then, before = _both(page, weighing)
    may = page.head.may(page.view) & page.head.may(page.then)
    change = scoring.changes(scoring.moves("nps", now, then, may), page.refused)[0]
    labels = [wording.period(v.since, v.until) for v in (page.view, page.then)]
    worth = "what these answers are worth" if weighing is not None else ""
    size = detectable(now[0], then[0], worth)[1] if may[0] else ""
    span = wording.span(page.view.since, page.view.until)
    return Moved(
        f"Since the {span} before",
        labels[0],
        labels[1],
        figure,
        before,
        change,
        _words(change, size),
    )


def _both(page: Page, weighing: Weighing | None) -> tuple[Tally, Tally, Figure]:
    """The part's answers now and in the months before, and the figure of these."""
    may = page.head.may(page.then)
    if weighing is None:
        then = page.head.over(page.then)
        return page.head.over(page.view), then, scoring.figures("nps", then, may)[0]
    now, earlier = weighing.pair(page.head)
    return (
        weighting.stacked(now),
        weighting.stacked(earlier),
        weighting.shown("nps", earlier, may)[0],
    )


def week(page: Page, found: Weekly, key: tuple[str, str], last: int) -> Moved:
    """The last whole week against the week before it."""
    figures = [Figure(None, None, None, None, hidden=True, note=scoring.FEW)] * 2
    labels = week_label(last), week_label(last - 1)
    name, at = "Since last Monday", found.row(key)
    change, size = Change(None, None, None, None, "refused", scoring.FEW), ""
    if at is not None:
        i = last - found.first
        counts, may = found.counts[at, [i, i - 1]], found.may[at, [i, i - 1]]
        figures = list(scoring.figures("nps", counts, may))
        known = np.array([bool(may.all())])
        moved = scoring.moves("nps", counts[:1], counts[1:], known)
        change = scoring.changes(moved, _broken(page, last))[0]
        size = detectable(counts[0], counts[1])[1] if known[0] else ""
    if change.verdict == "refused" and not _broken(page, last):
        words = f"Not compared: {_missing(figures)}."
        return Moved(name, *labels, figures[0], figures[1], change, words)
    return Moved(name, *labels, figures[0], figures[1], change, _words(change, size))


def steadied(moved: Moved, chart: WeekChart) -> Moved:
    """One verdict of a week: between two weeks that the chart calls usual there is no change.

    Of fifty Mondays two or three show two weeks that differ; the chart holds the week beside all.
    """
    usual = chart.centre is not None and not any(point.signal for point in chart.points[-2:])
    if chart.centre is None or not usual or moved.change.verdict not in ("up", "down"):
        return moved
    words = (
        f"No change that stands out: {moved.change.words} from one week to the next, but both lie "
        f"within what single weeks vary around the usual {wording.signed(chart.centre)}."
    )
    change = replace(moved.change, verdict="level", words=scoring.LEVEL)
    return replace(moved, change=change, words=words)


def chart(page: Page, found: Weekly, key: tuple[str, str]) -> WeekChart:
    """The control chart of a set's weeks; weeks that may not be shown are gaps."""
    at = found.row(key)
    if at is None:
        return WeekChart((), None, "")
    may, counts = found.may[at], found.counts[at]
    seen = np.where(may[:, None], counts, 0)
    n = seen.sum(axis=-1)
    figures = scoring.figures("nps", counts, may)
    labels = [week_label(found.first + i) for i in range(len(may))]
    few = np.median(n) < FEW
    made = control.chart(*scoring.split("nps", seen), _breaks(page, found))
    limits = made.has_limits and not few
    points = tuple(
        WeekPoint(
            label,
            figure,
            float(made.lower[i]) if limits and np.isfinite(made.lower[i]) else None,
            float(made.upper[i]) if limits and np.isfinite(made.upper[i]) else None,
            SIGNALS.get(made.signal[i] or "", "") if limits else "",
        )
        for i, (label, figure) in enumerate(zip(labels, figures, strict=True))
    )
    centre = float(made.centre) if limits else None
    return WeekChart(points, centre, _charted(points, centre, bool(few), made.reason))


def _charted(points: tuple[WeekPoint, ...], centre: float | None, few: bool, reason: str) -> str:
    if few:
        return f"No limits: the usual week has under {FEW} answers that may be shown."
    if centre is None:
        return f"No limits yet: {reason}.".replace("period", "week")
    last, usual = points[-1], wording.signed(centre)
    if last.figure.value is None:
        return f"{last.label}: {last.figure.note}. Usually {usual}."
    if last.signal == "outside":
        side = "under" if last.figure.value < centre else "over"
        return f"{last.label} lies {side} what chance around the usual {usual} explains."
    if last.signal == "run":
        side = "under" if last.figure.value < centre else "over"
        return f"{last.label} is at least the eighth week in a row {side} the usual {usual}."
    return f"{last.label} lies within what chance around the usual {usual} explains."


def _words(change: Change, size: str) -> str:
    if change.verdict == "refused":
        words = f"{change.words[:1].upper()}{change.words[1:]}"
        return words if words.endswith(".") else f"{words}."
    if change.verdict == "level":
        return f"No detectable change. {size}".strip()
    return f"{change.words[0].upper()}{change.words[1:]}, more than chance explains."


def _missing(figures: list[Figure]) -> str:
    notes = {f.note for f in figures if f.note}
    return " or ".join(sorted(notes)) + " in one of the two weeks"


def _broken(page: Page, last: int) -> str:
    """Why two weeks cannot be compared; '' where they can."""
    from_, to = monday_of(last - 1), sunday_of(last)
    held = [e for e in page.organisation.breaks if from_ < e.on <= to]
    return f"{held[-1].name} on {wording.day(held[-1].on)}: not comparable" if held else ""


def _breaks(page: Page, found: Weekly) -> list[int]:
    """Indices of the weeks that start anew: the first one wholly after a break."""
    count = found.counts.shape[1]
    starts = []
    for event in page.organisation.breaks:
        later = [i for i in range(count) if monday_of(found.first + i) >= event.on]
        if later and later[0] > 0:
            starts.append(later[0])
        elif not later and event.on <= sunday_of(found.first + count - 1):
            starts.append(count - 1)
    return starts
