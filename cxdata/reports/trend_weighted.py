"""Control charts with every period weighted to its own customers: the trend's and its panels'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cxdata.reports import charting, weighting, wording
from cxdata.reports.board import Board
from cxdata.reports.charting import Grid, Point, Series
from cxdata.reports.hidden import Mask
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.weighting import Weighing
from cxdata.scope import View, month_after

MOSTLY = 0.75  # of the periods that can be shown, as many must bear weights, or they are longer


def series(page: Page, times: Grid, weighing: Weighing) -> tuple[Series, str]:
    """The trend's chart and how it was weighted; a period that cannot be weighted is a gap."""
    rows = over(weighing, page.head, times, page.view)
    if not any(row.n and not row.refused for row in rows):
        why = next((row.refused for row in rows if row.n), "nobody answered.")
        return charting.series(page.head, times), f"Shown as answered: {why}"
    may = _may(page.head, times)
    return drawn(page.head, times, rows, may), _words(page, times, rows, may)


def over(weighing: Weighing, row: Board, times: Grid, view: View) -> list[Weighed]:
    """The periods of a one-row board, each weighted by itself.

    view    the filters that are looked through; its months do not matter
    """
    month = row.window.month
    views = [
        replace(view, since=month(at), until=month_after(month(at), times.size), weighted=False)
        for at in times.starts
    ]
    return [weighing.rows(row, one)[0] for one in views]


def drawn(row: Board, times: Grid, rows: Sequence[Weighed], may: Mask) -> Series:
    """The chart of weighted periods; those that may not be shown or weighted are gaps."""
    could = weighting.could(rows)
    found = charting.series(row, times, may & could, weighting.stacked(rows))
    told = zip(found.points, rows, may.tolist(), could.tolist(), strict=True)
    return replace(found, points=tuple(_told(*one) for one in told))


def longer(rows: Sequence[Sequence[Weighed]]) -> bool:
    """Do too few periods of several charts bear weights?"""
    asked = [one for row in rows for one in row if one.n]
    return sum(not one.refused for one in asked) < MOSTLY * len(asked)


def _may(row: Board, times: Grid) -> Mask:
    _, allowed = charting.over(row, times)
    return allowed[0] if len(allowed) else np.zeros(0, dtype=bool)


def _told(point: Point, row: Weighed, may: bool, could: bool) -> Point:
    """The point with the answers that were given, and why it has no value."""
    return replace(point, figure=weighting.told(point.figure, row, may, could))


def _words(page: Page, times: Grid, rows: Sequence[Weighed], may: Mask) -> str:
    gone = may & ~weighting.could(rows)
    month = page.wide.window.month
    labels = [wording.period(month(at), month_after(month(at), times.size)) for at in times.starts]
    seen = [
        (label, row)
        for label, row, ok in zip(labels, rows, may.tolist(), strict=True)
        if ok and row.n and not row.refused
    ]
    if not seen:
        return ""
    label, last = seen[-1]
    worth = sum(row.n_eff for _, row in seen) / sum(row.n for _, row in seen)
    said = [
        "Each period is weighted by itself to its own customers.",
        f"{label}: {last.words}",
        f"Over all periods an answer is worth {wording.share(worth)} of an unweighted one.",
    ]
    left = np.flatnonzero(gone).tolist()
    if left:
        first = rows[left[-1]].refused
        said.append(
            f"{wording.counted(len(left), 'period')} cannot be weighted and are left out; "
            f"{labels[left[-1]]}: {first}"
        )
    return " ".join(said)
