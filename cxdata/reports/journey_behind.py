"""The answers behind a cell of the journey's map: over time, and what moved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from cxdata.catalog import NOT_GIVEN
from cxdata.reports import (
    board,
    bridge_weighted,
    charting,
    journey_cells,
    periods,
    places,
    trend_weighted,
    waterfall,
    wording,
)
from cxdata.reports.board import Board
from cxdata.reports.bridge_weighted import SMALL, Period, Rows
from cxdata.reports.charting import Era, Grid, Point, Series
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Ints, Mask, covered
from cxdata.reports.journey_cells import Column
from cxdata.reports.journey_ground import Ground
from cxdata.reports.page import Page
from cxdata.reports.panels import Panel as Small
from cxdata.reports.raking import Weighed
from cxdata.reports.scoring import Tally
from cxdata.reports.trend import Marker
from cxdata.reports.waterfall import Members, Waterfall
from cxdata.reports.weighting import NOT, Weighing
from cxdata.reports.wide import FILTERS, Wide, further
from cxdata.scope import View

SEGMENT = "segment"


@dataclass(frozen=True)
class Course:
    """The cell's row over time, as the trend's picture takes it.

    low, high  the scale: every value, interval and limit lies within
    """

    points: tuple[Point, ...]
    eras: tuple[Era, ...]
    markers: tuple[Marker, ...]
    low: float
    high: float
    grain: str
    panels: tuple[Small, ...] = field(default=())
    panels_low: float = -100.0
    panels_high: float = 100.0


@dataclass(frozen=True)
class Behind:
    """A cell's own page, on the slice that its map was read from.

    page    the view narrowed to the cell's months, and its member where that is a filter
    sets    of places; key that of the cell's row among them
    until   the end of the map's view: how far its course goes
    weighing  where the cell is weighted
    """

    page: Page
    sets: places.Catalogue
    until: date
    metric: str
    key: tuple[str, str]
    weighing: Weighing | None = None

    @staticmethod
    def of(ground: Ground, column: Column, touchpoint: str, metric: str) -> Behind:
        """The page of a cell."""
        by, whole = ground.by, ground.page
        key = journey_cells.base(whole), touchpoint
        if by in journey_cells.PARTS:
            key = places.WITHIN, places.crossing(touchpoint, column.id)
        until = whole.view.until
        if by not in FILTERS:
            page = whole.at(column.now, column.then)
            return Behind(page, ground.sets, until, metric, key, ground.weighing)
        one = {f"{by}s": (column.id,)}
        now, then = (replace(view, **one) for view in (column.now, column.then))  # type: ignore[arg-type]
        wide = journey_cells.alone(ground.wide, by, column.id)
        page = replace(whole, view=now, then=then, wide=wide)
        return Behind(page, ground.sets, until, metric, key, ground.weighing)

    @cached_property
    def row(self) -> Board:
        """Its one-row board."""
        return self._row(self.page.wide)

    def _row(self, wide: Wide) -> Board:
        # Of all sets only those that decide about this one are counted.
        near = self.sets.around(self.key)
        return board.at_places(wide, near, self.metric, self.page.minimum).of(*self.key)

    def course(self) -> Course | None:
        """The row over time: months, or quarters where answers are few."""
        window = self.row.window
        first, until = window.place(self._run())
        grain, _ = charting.grain(self.row, first, until)
        size = 1 if grain == charting.MONTHLY else charting.QUARTER
        times = charting.grid(self.row, self.page.organisation, first, until, size)
        found = self._series(times)
        ends = [
            end
            for p in found.points
            for end in (p.figure.low, p.figure.high, p.lower, p.upper)
            if end is not None and p.figure.value is not None
        ]
        if not ends:
            return None
        since = window.month(times.starts[0])
        markers = tuple(
            Marker(e.on, wording.day(e.on), e.name, e.kind)
            for e in sorted(self.page.organisation.events, key=lambda e: e.on)
            if since <= e.on < self.until
        )
        return Course(found.points, found.eras, markers, min(ends) - 4, max(ends) + 4, grain)

    def _series(self, times: Grid) -> Series:
        if self.weighing is None:
            return charting.series(self.row, times)
        given = trend_weighted.over(self.weighing, self.row, times, self.page.view)
        may = charting.over(self.row, times)[1][0]
        return trend_weighted.drawn(self.row, times, given, may)

    def _run(self) -> View:
        """The months of its course: those of the record, up to the view's last."""
        window = self.row.window
        first = self.page.snapshot.span(self.page.scope)[0].replace(day=1)
        return View(max(first, window.since), min(self.until, window.until))

    def moved(self, figure: Figure, comparable: bool) -> Waterfall:
        """The bridge from the period before, by segment where it can be told apart."""
        view, then = self.page.view, self.page.then
        labels = periods.label(then), periods.label(view)
        total = self.row.over(then), self.row.over(view)
        if self.page.refused or not comparable or figure.value is None or not total[0].any():
            why = self.page.refused or "Too few answered in one of the two periods to compare them."
            return waterfall.refused(why, labels)
        if self.metric != "nps":
            return waterfall.refused("Only NPS is taken apart into its causes.", labels)
        if self.weighing is None:
            return _bridge(self._members(total), total, labels)
        given = [self.weighing.rows(self.row, one)[0] for one in (then, view)]
        if any(one.refused for one in given):
            # The map shows no weighted cell of the period before: nothing to bridge from.
            return waterfall.refused(f"The period before {NOT}.", labels)
        weighted = self._weighted(given)
        if weighted is None and self._told_apart:
            found = _bridge(self._members(total), total, labels)
            return replace(found, words=f"{found.words}{bridge_weighted.words(SMALL)}")
        whole = tuple(one.histogram[None] for one in given)
        return _bridge(weighted, (whole[0], whole[1]), labels)

    def _weighted(self, given: Sequence[Weighed]) -> Members | None:
        """The segments of the weighted cell; None where some group has too few answers."""
        page, held = self.page, self.row.holds
        if self.weighing is None or not self._told_apart or held is None:
            return None
        before, now = (
            Period(self.weighing.at(held[0], view, self.metric), one)
            for view, one in zip((page.then, page.view), given, strict=True)
        )
        ids, _, may = self._apart
        for view, one in ((page.then, before), (page.view, now)):
            others = [b.dimension for b in one.given.bases if b.dimension != SEGMENT]
            alone = [replace(view, segments=(id_,)) for id_ in ids]
            may = may & [self.weighing.apart(self.row, v, others)[0] for v in alone]
        rows = Rows(SEGMENT, ids, [id_ or "not given" for id_ in ids], may)
        return bridge_weighted.members(rows, (before, now), page.minimum)

    def _members(self, total: tuple[Ints, Ints]) -> Members | None:
        """The segments that may be shown in both periods, and all others together."""
        if not self._told_apart:
            return None
        names, rows, may = self._apart
        counts = [np.concatenate([row.over(v) for row in rows])
                  for v in (self.page.then, self.page.view)]  # fmt: skip
        for part in counts:
            may = covered(part.sum(axis=1), may, self.page.minimum)
        kept = np.flatnonzero(may & (counts[0].sum(axis=1) + counts[1].sum(axis=1) > 0))
        told = [names[i] or "not given" for i in kept]
        before, now = (part[kept] for part in counts)
        rest = [whole - part.sum(axis=0) for whole, part in zip(total, (before, now), strict=True)]
        if any(part.any() for part in rest):
            told.append("others")
            before, now = np.vstack([before, rest[0]]), np.vstack([now, rest[1]])
        return Members(SEGMENT, tuple(told), (before, now)) if len(told) > 1 else None

    @property
    def _told_apart(self) -> bool:
        """Can the cell be taken apart by segment?"""
        return not self.page.view.segments and len(self.page.snapshot.members(SEGMENT)) > 1

    @cached_property
    def _apart(self) -> tuple[tuple[str, ...], list[Board], Mask]:
        """The segments, the cell's row of each, and which may be shown in both periods."""
        page = self.page
        wide = further(page.scope, page.snapshot, page.wide, SEGMENT)
        names = wide.filters[SEGMENT]
        rows = [self._row(journey_cells.alone(wide, SEGMENT, name)) for name in names]
        may = [bool(row.may(page.then)[0] and row.may(page.view)[0]) for row in rows]
        return names, rows, np.array(may, dtype=bool)

    def teams(self) -> tuple[str, ...]:
        """The teams whose customers the cell's row is of."""
        if self.row.holds is None or self.row.placed is None:
            return ()
        held = self.row.holds[0] & (self.row.placed.sum(axis=1) > 0)
        pairs = self.page.wide.places()
        return tuple(pairs[i][1] for i in np.flatnonzero(held) if pairs[i][1] != NOT_GIVEN)


def _bridge(
    members: Members | None, total: tuple[Tally, Tally], labels: tuple[str, str]
) -> Waterfall:
    if members is None:
        return waterfall.alone(total, labels)
    return waterfall.waterfall([members], labels)
