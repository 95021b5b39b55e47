"""Small multiples: the trend of every member of a dimension, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.catalog import METRICS
from cxdata.errors import BadInput
from cxdata.metrics import control
from cxdata.reports import board, charting, places, scoring, wording
from cxdata.reports.board import Board
from cxdata.reports.charting import Era, Grid, Point, Series
from cxdata.reports.figures import Change, Figure
from cxdata.reports.hidden import Mask
from cxdata.reports.page import Page
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
    """A member before it is drawn: its id and its one-row board."""

    id: str
    board: Board


def panels(page: Page, by: str, times: Grid) -> tuple[tuple[Panel, ...], str]:
    """The panels of a dimension in the organisation's order, and what they are.

    by      one of DIMENSIONS
    times   the periods of the trend
    raises  BadInput on another dimension
    """
    if by not in DIMENSIONS:
        raise BadInput(f"'{by}' is no dimension; take one of: {', '.join(DIMENSIONS)}.")
    rows = _rows(page, by)
    rows, left = _most(rows, page)
    may = _may(rows, times, page)
    drawn = [charting.series(row.board, times, m) for row, m in zip(rows, may, strict=True)]
    figures, changes = _compared(rows, page)
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
    return told, _words(page, by, told, left)


def grid(page: Page, by: str, times: Grid) -> Grid:
    """The trend's periods, or quarters where the usual member has too few answers a month."""
    since, until = times.starts[0], times.starts[-1] + times.size
    rows = _rows(page, by)
    n = [np.median(row.board.counts[0, since:until].sum(axis=-1)) for row in rows]
    if times.size == 1 and n and np.median(n) < control.FEW_A_MONTH:
        return charting.grid(rows[0].board, page.organisation, since, until, charting.QUARTER)
    return times


def _rows(page: Page, by: str) -> list[Row]:
    if by in FILTERS:
        if page.part:
            return _rows_of_part(page, by)
        found, ids = page.rows_of(by)
        return [Row(id_, found.rows([i])) for i, id_ in enumerate(ids)]
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
    rows = [Row(id_, page.boards[metric].of(*key)) for id_, metric, key in at]
    return [row for row in rows if row.board.keys]


def _rows_of_part(page: Page, by: str) -> list[Row]:
    """A part's touchpoint answers by segment, channel or region: a filtered page a member."""
    members = page.wide.filters.get(by) or tuple(sorted(set(page.wide.mix.name(by))))
    rows = []
    for member in members:
        views = _only(page.view, by, member), _only(page.then, by, member)
        head = page.again(views).head
        # Members share the part's places: here they are what makes up the total.
        rows.append(Row(member, replace(head, holds=None, placed=None)))
    return rows


def _only(view: View, dimension: str, member: str) -> View:
    """A view of one member of a dimension."""
    if dimension == "segment":
        return replace(view, segments=(member,))
    if dimension == "channel":
        return replace(view, channels=(member,))
    return replace(view, regions=(member,))


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


def _compared(rows: Sequence[Row], page: Page) -> tuple[list[Figure], tuple[Change, ...]]:
    """Each row's figure of the view's period and its change, judged side by side."""
    views = (page.view, page.then)
    same = {m: [r for r in rows if r.board.metric == m] for m in {r.board.metric for r in rows}}
    allowed = [
        {row.id: bool(ok) for part in same.values() for row, ok in _told(part, view, page.minimum)}
        for view in views
    ]
    figures, moved = [], []
    for row in rows:
        now, then = (row.board.over(view) for view in views)
        may, before = (np.array([found[row.id]]) for found in allowed)
        figures.append(scoring.figures(row.board.metric, now, may)[0])
        moved.append(scoring.moves(row.board.metric, now, then, may & before))
    return figures, scoring.changes(scoring.Moves.joined(moved), _apart(page))


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
