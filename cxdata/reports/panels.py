"""Small multiples: the trend of every member of a dimension, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.metrics import control
from cxdata.reports import board, charting, places, scoring, weighting, wording
from cxdata.reports import trend_weighted as weighed
from cxdata.reports.board import Board
from cxdata.reports.charting import Era, Grid, Point, Series
from cxdata.reports.figures import Change, Figure
from cxdata.reports.hidden import Mask
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.scoring import Tally
from cxdata.reports.weighting import Weighing, only
from cxdata.reports.wide import FILTERS
from cxdata.scope import View

DIMENSIONS = (places.STAGE, places.TOUCHPOINT, places.DEPARTMENT, places.TEAM, *FILTERS)
MOST = 60  # panels that a page shows, those with most answers


@dataclass(frozen=True)
class Panel:
    """One member of a dimension as a small multiple, all on one scale.

    id, name   of the member
    figure     of the view's period; change against the period before it, after
               Benjamini-Hochberg at 10 % over the panels
    since      '' or 'since Mar 2026': when its last shift began
    unit       of its points: 'points' or '%' (stages by their own metric)
    """

    id: str
    name: str
    figure: Figure
    change: Change
    points: tuple[Point, ...]
    eras: tuple[Era, ...]
    since: str
    unit: str


@dataclass(frozen=True)
class Row:
    """A member before it is drawn: its id and its one-row board.

    counts  the same board as weights need it; view what its answers are looked at through
    """

    id: str
    board: Board
    counts: Board
    view: View


def panels(
    page: Page, by: str, times: Grid, weighing: Weighing | None = None
) -> tuple[tuple[Panel, ...], str]:
    """The panels of a dimension in the organisation's order, and what they are.

    by        one of DIMENSIONS
    times     the periods of the trend; quarters are taken where months are too few
    weighing  where the scores are to be weighted: what cannot be is a gap
    raises    BadInput on another dimension
    """
    if by not in DIMENSIONS:
        raise BadInput(f"'{by}' is no dimension; take one of: {', '.join(DIMENSIONS)}.")
    rows = _rows(page, by)
    times = grid(page, rows, times, weighing)
    rows, left = _most(rows, page)
    may = _may(rows, times, page)
    drawn = [_drawn(row, times, m, weighing) for row, m in zip(rows, may, strict=True)]
    figures, changes = _compared(rows, page, weighing)
    told = tuple(
        Panel(
            id=row.id,
            name=page.name(by, row.id),
            figure=figure,
            change=change,
            points=found.points,
            eras=found.eras,
            since=_since(found),
            unit=METRICS[row.board.metric].unit,
        )
        for row, found, figure, change in zip(rows, drawn, figures, changes, strict=True)
    )
    return told, f"{_words(page, by, told, left)}{_counted(told, weighing)}"


def grid(page: Page, rows: Sequence[Row], times: Grid, weighing: Weighing | None = None) -> Grid:
    """The trend's periods, or quarters where members have too few answers a month.

    Too few are fewer than a chart needs, or where weights are asked for fewer than bear them.
    """
    if times.size > 1 or not rows:
        return times
    since, until = times.starts[0], times.starts[-1] + times.size
    n = [np.median(row.board.counts[0, since:until].sum(axis=-1)) for row in rows]
    few = np.median(n) < control.FEW_A_MONTH
    if not few and weighing is not None:
        few = weighed.longer([weighed.over(weighing, r.counts, times, r.view) for r in rows])
    if few:
        return charting.grid(rows[0].board, page.organisation, since, until, charting.QUARTER)
    return times


def _drawn(row: Row, times: Grid, may: Mask | None, weighing: Weighing | None) -> Series:
    """The chart of a member, each period weighted by itself where that is asked for."""
    if weighing is None:
        return charting.series(row.board, times, may)
    allowed = charting.over(row.board, times)[1][0] if may is None else may
    counted = weighed.over(weighing, row.counts, times, row.view)
    return weighed.drawn(row.board, times, counted, allowed)


def _rows(page: Page, by: str) -> list[Row]:
    if by in FILTERS:
        if page.part:
            return _rows_of_part(page, by)
        found, ids = page.rows_of(by)
        return [_row(page, id_, found.rows([i])) for i, id_ in enumerate(ids)]
    company = page.organisation
    if by == places.STAGE:
        at = [(s.id, s.metric, (places.STAGE, s.id)) for s in company.stages]
    elif by == places.TOUCHPOINT:
        kind = places.WITHIN if page.part else places.TOUCHPOINT
        at = [(t.id, "nps", (kind, t.id)) for t in company.touchpoints]
    elif by == places.DEPARTMENT:
        at = [(d.id, "nps", (by, d.id)) for d in company.departments]
    else:
        kept = page.teams or tuple(t.id for t in company.teams)
        at = [(id_, "nps", (by, id_)) for id_ in kept]
    rows = [_row(page, id_, page.boards[metric].of(*key)) for id_, metric, key in at]
    return [row for row in rows if row.board.keys]


def _row(page: Page, id_: str, board: Board) -> Row:
    return Row(id_, board, board, page.view)


def _rows_of_part(page: Page, by: str) -> list[Row]:
    """A part's touchpoint answers by segment, channel or region: a filtered page a member."""
    members = page.wide.filters.get(by) or tuple(sorted(set(page.wide.mix.name(by))))
    rows = []
    for member in members:
        views = only(page.view, by, member), only(page.then, by, member)
        head = page.again(views).head
        # Members share the part's places: here they are what makes up the total.
        rows.append(Row(member, replace(head, holds=None, placed=None), head, views[0]))
    return rows


def _most(rows: list[Row], page: Page) -> tuple[list[Row], int]:
    """Rows with answers, at most MOST of them, and how many were left out for that."""
    n = {row.id: int(row.board.counts.sum()) for row in rows}
    kept = sorted((row for row in rows if n[row.id]), key=lambda row: -n[row.id])[:MOST]
    ids = {row.id for row in kept}
    return [row for row in rows if row.id in ids], sum(n[row.id] > 0 for row in rows) - len(kept)


def _may(rows: Sequence[Row], times: Grid, page: Page) -> list[Mask | None]:
    """Which periods of each row may be shown, so that none can be worked out from the total."""
    if any(row.board.metric != "nps" for row in rows) or not rows:
        return [None] * len(rows)
    month = rows[0].board.window.month
    ends = [(month(start), month(start + times.size)) for start in times.starts]
    return list(np.stack([_allowed(rows, View(*end), page.minimum) for end in ends], axis=1))


def _allowed(rows: Sequence[Row], view: View, minimum: int) -> Mask:
    """Which rows may be shown beside their total for a period, shape (rows,)."""
    return board.joined([row.board for row in rows]).may_beside_total(view, minimum)


def _compared(
    rows: Sequence[Row], page: Page, weighing: Weighing | None
) -> tuple[list[Figure], tuple[Change, ...]]:
    """Each row's figure of the view's period and its change, judged side by side."""
    views = (page.view, page.then)
    same = {m: [r for r in rows if r.board.metric == m] for m in {r.board.metric for r in rows}}
    allowed = [
        {row.id: bool(ok) for part in same.values() for row, ok in _told(part, view, page.minimum)}
        for view in views
    ]
    figures, moved = [], []
    for row in rows:
        may, before = (np.array([found[row.id]]) for found in allowed)
        now, then = (_counts(row, view, weighing) for view in views)
        could = now.could & then.could
        figure = scoring.figures(row.board.metric, now.counts, may & now.could)[0]
        figures.append(now.told(figure, bool(may[0])))
        moved.append(scoring.moves(row.board.metric, now.counts, then.counts, may & before & could))
    return figures, scoring.changes(scoring.Moves.joined(moved), _apart(page))


@dataclass(frozen=True)
class _Period:
    """A row's histogram of a period, shape (1, 11), and how it was weighted; None as answered."""

    counts: Tally
    given: Weighed | None

    @property
    def could(self) -> Mask:
        return np.array([True]) if self.given is None else weighting.could((self.given,))

    def told(self, figure: Figure, may: bool) -> Figure:
        if self.given is None:
            return figure
        return weighting.told(figure, self.given, may, bool(self.could[0]))


def _counts(row: Row, view: View, weighing: Weighing | None) -> _Period:
    if weighing is None:
        return _Period(row.board.over(view), None)
    months = replace(row.view, since=view.since, until=view.until)
    (given,) = weighing.rows(row.counts, months)
    return _Period(weighting.stacked((given,)), given)


def _counted(told: Sequence[Panel], weighing: Weighing | None) -> str:
    """That the panels are weighted, and how many of their periods could not be."""
    if weighing is None or not told:
        return ""
    notes = [point.figure.note for panel in told for point in panel.points]
    left = notes.count(weighting.NOT)
    of = f"; {left:,} of {len(notes):,} periods cannot be and are left out" if left else ""
    return f" Each period is weighted to the customers who could be asked there{of}."


def _told(rows: Sequence[Row], view: View, minimum: int) -> list[tuple[Row, bool]]:
    return list(zip(rows, _allowed(rows, view, minimum).tolist(), strict=True))


def _apart(page: Page) -> str:
    return "not comparable" if page.refused else ""


def _since(found: Series) -> str:
    if found.since is None or charting.current(found) is None:
        return ""
    return f"since {wording.month(found.since)}"


def _words(page: Page, by: str, panels: Sequence[Panel], left: int) -> str:
    if not panels:
        return f"No answers can be told apart by {by}."
    what = f"Touchpoint NPS by {by}"
    if by == places.STAGE:
        what = "The stages by their own measure"
    elif by in FILTERS and not page.part:
        what = f"The relational NPS by {by}"
    whole = (
        ""
        if not page.part or by in (*FILTERS, places.TOUCHPOINT, places.TEAM)
        else (" Of the whole company.")
    )
    more = f" {wording.counted(left, 'more')} with fewer answers left out." if left else ""
    arrows = any(panel.change.verdict in ("up", "down") for panel in panels)
    stand = _ARROWS if arrows and len(panels) > scoring.SIDE_BY_SIDE else ""
    told = _SINCE if any(panel.since for panel in panels) else ""
    return f"{what}.{stand}{told}{whole}{more}"


_ARROWS = " An arrow stands where a panel moved by more than chance, all panels considered."
_SINCE = " “Shifted since” is what the panel's own chart shows, in one panel of ten by chance."
