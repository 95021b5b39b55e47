"""What the journey's map says in words: where customers are lost, and what its colours mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cxdata.reports import journey_quarters, periods, scoring, wording
from cxdata.reports.figures import Sentence, Span
from cxdata.reports.journey_cells import SIZES, Column, Counted
from cxdata.reports.journey_paint import CHANGE, RESPONSE, SCORE, TARGET, VOLUME, Cell, Metrics
from cxdata.reports.journey_quarters import Lower
from cxdata.reports.page import Page
from cxdata.reports.wide import FILTERS

LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December")  # fmt: skip
AT = {"department": "for {}", "team": "at {}", "segment": "with {}", "channel": "through {}",
      "region": "in {}"}  # fmt: skip
Run = tuple[int, int, int]  # row, first and last column


def verdict(
    page: Page,
    found: Counted,
    metrics: Metrics,
    cells: Sequence[Sequence[Cell]],
    by: str,
    lower: Lower | None = None,
) -> Sentence:
    """Where customers are lost: the cells that stand out, and the touchpoint that is low always.

    lower  the quarter that stands out where no month does
    """
    if not _shown(cells):
        return (("No touchpoint has enough answers to be shown.", False),)
    names = [page.touchpoint(id_) for id_, _ in metrics]
    runs = _runs(cells)
    spans = _lost(page, found, metrics, cells, by) if runs else _calm(by)
    told = {row for row, _, _ in runs}
    if lower is not None:
        spans, told = journey_quarters.words(lower, names), set(lower.rows)
    lasting = _lasting(found, metrics, told)
    if lasting is None:
        return spans
    return (
        *spans,
        (
            f" {_span(found, by, periods.label(page.view))} usual low point is {names[lasting]}.",
            False,
        ),
    )


def blank(cells: Sequence[Sequence[Cell]], minimum: int) -> str:
    """Why no cell can be shown, and what to do about it; '' where one can."""
    if _shown(cells):
        return ""
    return (
        f"A score needs at least {minimum} answers, and here no touchpoint has as many that can be "
        "shown, in any column. Take a filter off, or choose more months or other columns."
    )


def _shown(cells: Sequence[Sequence[Cell]]) -> bool:
    return any(cell.figure.value is not None for row in cells for cell in row)


# What a cell lacks that has answers and yet nothing to show in its colour.
BLANK = {
    CHANGE: "nothing before to hold it against",
    TARGET: "its target is by another measure",
    RESPONSE: "not known how many were asked",
}


def legend(found: Counted, cells: Sequence[Sequence[Cell]], colour: str, measure: str) -> str:
    """What colour, hatching and outlines mean on this map."""
    tested = sum(cell.figure.n is not None and not cell.few and cell.figure.n > 0
                 for row in cells for cell in row)  # fmt: skip
    parts = [_meaning(colour, measure)]
    if any(cell.few for row in cells for cell in row):
        parts.append("hatched: under 10 answers")
    if any(cell.figure.hidden for row in cells for cell in row):
        parts.append("×: too few to show" + (", or to weight" if found.gone.any() else ""))
    if colour in BLANK and any(cell.text == "–" for row in cells for cell in row):
        parts.append(f"–: {BLANK[colour]}")
    cells_ = wording.counted(tested, "cell")
    if any(cell.outlined for row in cells for cell in row):
        parts.append(f"outlined: stands out from its row after correction for {cells_}")
    elif tested:
        parts.append(f"no cell stands out from its row after correction for {cells_}")
    else:
        parts.append("nothing is outlined: no cell has enough answers to be tested")
    return " · ".join(parts)


def _meaning(colour: str, measure: str) -> str:
    if colour == SCORE and measure == "own":
        return (
            "Colour: distance from each touchpoint's own target on one scale (a share counts "
            "double), shrunk where answers are few"
        )
    return {
        SCORE: "Colour: distance from the average of all cells, shrunk where answers are few",
        CHANGE: "Colour: change against the period before, where it is more than chance",
        TARGET: "Colour: distance from the target, where it is more than chance",
        VOLUME: "Colour: answers, of the most that a cell has",
        RESPONSE: "Colour: share of those asked who answered, of the highest",
    }[colour]


def _runs(cells: Sequence[Sequence[Cell]]) -> list[Run]:
    """Cells that stand out below their row, first to last of each row; deepest first."""
    found = []
    for r, row in enumerate(cells):
        under = [c for c, cell in enumerate(row) if cell.under]
        if under:
            depth = sum(cell.shrunk or 0.0 for cell in row if cell.under) / len(under)
            found.append((depth, (r, under[0], under[-1])))
    return [run for _, run in sorted(found)]


def _lost(
    page: Page, found: Counted, metrics: Metrics, cells: Sequence[Sequence[Cell]], by: str
) -> Sentence:
    runs = _runs(cells)
    row, first, last = runs[0]
    if by not in SIZES:
        name = page.touchpoint(metrics[row][0])
        column = min(
            (c for c, cell in enumerate(cells[row]) if cell.under),
            key=lambda c: cells[row][c].shrunk or 0.0,
        )
        touchpoints = [t.name for t in page.organisation.touchpoints]
        where = AT[by].format(wording.told_apart(by, found.columns[column].name, touchpoints))
        return ((f"At {name}, {where}{_inside(page)}.", False), *_more(page, metrics, runs[1:]))
    same = [run for run in runs[:3] if run[1] <= last and run[2] >= first]
    first, last = min(run[1] for run in same), max(run[2] for run in same)
    names = wording.listed([page.touchpoint(metrics[run[0]][0]) for run in same])
    when = _when(found.columns, first, last)
    others = [run for run in runs if run not in same]
    return (
        (f"At {names}, {when}{_inside(page)}.", False),
        *_since(found, metrics, (row, first, last)),
        *_more(page, metrics, others),
    )


def _more(page: Page, metrics: Metrics, runs: Sequence[Run]) -> tuple[Span, ...]:
    names = [page.touchpoint(metrics[row][0]) for row, _, _ in runs]
    if not names:
        return ()
    listed = wording.listed(names if len(names) < 4 else [*names[:2], f"{len(names) - 2} more"])
    one = len(runs) == 1 and runs[0][1] == runs[0][2]
    told = f"A cell of {listed} stands out too." if one else f"Cells of {listed} stand out too."
    return ((f" {told}", True),)


def _since(found: Counted, metrics: Metrics, run: Run) -> tuple[Span, ...]:
    """Whether what came after the run can be told from what was before it.

    Columns right after the run that are still lower, each by itself, belong to it: together with
    better ones after them they could not be told from before.
    """
    row, _, last = run
    end = len(found.columns)
    begin = last + 1
    while begin < end and _against(found, metrics[row][1], run, (begin, begin + 1)) == "lower":
        begin += 1
    if last + 1 == end:
        return ()
    still = begin - last - 1
    when = _when(found.columns, last + 1, begin - 1)
    lead = f" {when[0].upper()}{when[1:]} it was still lower."
    if begin == end:
        return ((f" Since {_spoken(found.columns, last + 1)} it is still lower.", True),)
    since = f" Since {_spoken(found.columns, begin)} it"
    said = {
        "": "no longer stands out",
        "level": "cannot be told from before",
        "lower": "is lower than before",
        "higher": "is higher than before",
    }[_against(found, metrics[row][1], run, (begin, end))]
    return ((f"{lead if still else ''}{since} {said}.", True),)


def _against(found: Counted, metric: str, run: Run, columns: tuple[int, int]) -> str:
    """How columns (first, end) lie against those before the run; '' where it cannot be asked."""
    row, first, last = run
    same = np.array([c.era == found.columns[last].era for c in found.columns])
    place = np.arange(len(same))
    after, before = (
        np.where((found.may[row] & same & part)[:, None], found.now[row], 0).sum(axis=0)[None]
        for part in ((place >= columns[0]) & (place < columns[1]), place < first)
    )
    if not before.any() or not after.any():
        return ""
    moved = scoring.moves(metric, after, before, np.array([True]))
    if moved.low[0] > 0:
        return "higher"
    return "lower" if moved.high[0] < 0 else "level"


def _span(found: Counted, by: str, period: str) -> str:
    """How far a map of time looks: the curve beside it looks at the chosen period alone."""
    columns = len(found.columns)
    return f"Over {columns} {by}s the" if by in SIZES and columns > 1 else f"In {period} the"


def _calm(by: str) -> Sentence:
    what = {"month": "month", "quarter": "quarter"}.get(by, by)
    return ((f"No {what} stands out below the rest of its touchpoint.", True),)


def _lasting(found: Counted, metrics: Metrics, told: set[int]) -> int | None:
    """The touchpoint that lies lowest all along, if under all others beyond chance."""
    whole = np.where(found.may[..., None], found.now, 0).sum(axis=1)
    metric = metrics[0][1] if metrics else ""
    if any(m != metric for _, m in metrics) or len(metrics) < 2:
        return None  # of different measures: none is the lowest
    total = whole.sum(axis=0)
    may = whole.sum(axis=-1) > 0
    moved = scoring.moves(metric, whole, total - whole, may)
    below = scoring.standing(moved.p) & (moved.high < 0)
    below[list(told)] = False
    if not below.any():
        return None
    # Lasting is what the usual column shows: one bad season does not make it.
    cells = scoring.estimate(metric, found.now).value
    usual = np.array([np.median(row[ok]) if ok.any() else np.inf for row, ok in zip(
        cells, found.may & np.isfinite(cells), strict=True)])  # fmt: skip
    usual[list(told)] = np.inf
    lowest = int(np.argmin(usual))
    return lowest if below[lowest] else None


def _when(columns: Sequence[Column], first: int, last: int) -> str:
    """'in April', 'from March to June'."""
    if first == last:
        return f"in {_spoken(columns, first)}"
    return f"from {_spoken(columns, first)} to {_spoken(columns, last)}"


def _spoken(columns: Sequence[Column], place: int) -> str:
    """'March', with its year where the axis has two of them; a quarter as 'Jan – Mar 2026'."""
    column = columns[place]
    if column.now.months > 1:
        return column.long
    name = LONG[column.now.since.month - 1]
    twice = sum(c.now.since.month == column.now.since.month for c in columns) > 1
    return f"{name} {column.now.since.year}" if twice else name


def _inside(page: Page) -> str:
    """', in North', where a filter keeps a part of the customers; ', at Logistics'."""
    asked = (page.view.segments, page.view.channels, page.view.regions)
    said = [
        AT[d].format(wording.listed(members))
        for d, members in zip(FILTERS, asked, strict=True)
        if members
    ]
    if page.part:
        said.append(f"for {page.part}")
    return "".join(f", {words}" for words in said)
