"""The headline's control chart with every period weighted to its own customers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cxdata.reports import charting, weighting, wording
from cxdata.reports.charting import Grid, Point, Series
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.weighting import Weighing
from cxdata.scope import month_after

NOT = "cannot be weighted"
PANELS = "Panels and what moved the score are as answered."


def series(page: Page, times: Grid) -> tuple[Series, str]:
    """The chart and how it was weighted; a period that cannot be weighted is a gap."""
    weighing, window = Weighing(page, far=True), page.wide.window
    starts = [window.month(start) for start in times.starts]
    rows = [
        weighing.head(
            replace(page.view, since=start, until=month_after(start, times.size), weighted=False)
        )
        for start in starts
    ]
    given, allowed = charting.over(page.head, times)
    may = allowed[0] if len(given) else np.zeros(0, dtype=bool)
    could = np.array([not row.refused or row.n == 0 for row in rows], dtype=bool)
    if not any(row.n and not row.refused for row in rows):
        why = next((row.refused for row in rows if row.n), "nobody answered.")
        return charting.series(page.head, times), f"Shown as answered: {why}"
    found = charting.series(page.head, times, may & could, weighting.stacked(rows))
    points = tuple(
        _told(*told) for told in zip(found.points, rows, may.tolist(), could.tolist(), strict=True)
    )
    return replace(found, points=points), _words(points, rows, may & ~could)


def _told(point: Point, row: Weighed, may: bool, could: bool) -> Point:
    """The point with the answers that were given, and why it has no value."""
    if point.figure.value is not None:
        return replace(point, figure=replace(point.figure, n=row.n))
    if may and not could:
        return replace(point, figure=replace(point.figure, note=NOT))
    return point


def _words(points: tuple[Point, ...], rows: list[Weighed], gone: np.ndarray) -> str:
    shown = [(p, row) for p, row in zip(points, rows, strict=True) if p.figure.value is not None]
    if not shown:
        return ""
    last, row = shown[-1]
    worth = sum(one.n_eff for _, one in shown) / sum(one.n for _, one in shown)
    told = [
        "Each period is weighted by itself to its own customers.",
        f"{last.label}: {row.words}",
        f"Over all periods an answer is worth {wording.share(worth)} of an unweighted one.",
    ]
    left = np.flatnonzero(gone).tolist()
    if left:
        first = rows[left[-1]].refused
        told.append(
            f"{wording.counted(len(left), 'period')} cannot be weighted and are left out; "
            f"{points[left[-1]].label}: {first}"
        )
    return " ".join([*told, PANELS])
