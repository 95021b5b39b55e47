"""Sentences that belong under the scorecard: breaks, and what is not shown and why."""

from __future__ import annotations

from cxdata.catalog import ONE_TO_TEN
from cxdata.reports import periods, places, wording
from cxdata.reports.departments import DepartmentRow
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import NEVER, snapped
from cxdata.reports.journey_strip import StageCell
from cxdata.reports.page import Page


def notes(
    page: Page,
    figure: Figure,
    stages: tuple[StageCell, ...],
    table: tuple[DepartmentRow, ...],
) -> tuple[str, ...]:
    """What a reader of the scorecard should know beside its figures."""
    told = []
    for event in page.organisation.breaks:
        if page.view.since < event.on < page.view.until:
            told.append(f"{periods.refusal(event)} This period holds both.")
    if len(places.chosen(page.view)) > places.MOST_CHOSEN:
        told.append(f"Choose at most {places.MOST_CHOSEN} departments or teams at a time.")
    elif figure.hidden:
        told.append(_blocks(page))
    told += scales(page)
    for rows, name in ((stages, "stage"), (table, "department")):
        hidden = sum(row.figure.hidden for row in rows)
        if hidden:
            words = wording.counted(hidden, name)
            told.append(f"{words} of {len(rows)} not shown: too few answers.")
    return tuple(told)


def scales(page: Page) -> list[str]:
    """What was not asked on 0-10 but counts as such: nobody reads it as the same question."""
    return [
        f"{wording.counted(n)} in the record came from a question on {low}–{high}, not 0–10"
        + (f": {ONE_TO_TEN}" if (low, high) == (1, 10) else ".")
        for (low, high), n in sorted(page.snapshot.odd_scales(page.scope, "nps").items())
    ]


def _blocks(page: Page) -> str:
    """Which months would be shown instead."""
    since, until = page.wide.window.place(page.view)
    level = page.head.level[0]
    blocks = level[max(since, 0) : until]
    if (blocks == NEVER).any():
        return "Answers are too few here to show a score, even over a year."
    first, last = snapped(level, max(since, 0), until)
    ends = page.wide.window.month(first), page.wide.window.month(last)
    return (
        f"Answers are few here, so that single months are not shown: {wording.period(*ends)} is "
        "the shortest run around this period that is."
    )
