"""Which scores of a weighted page are as answered, in words."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.organisation import Organisation
from cxdata.reports import wording
from cxdata.reports.page import Page
from cxdata.reports.places import DEPARTMENT, STAGE
from cxdata.reports.raking import Weighed
from cxdata.reports.weighting import Weighing


def left_out(rows: Sequence[tuple[str, Weighed]]) -> str:
    """Which of several rows stay as answered, and why; '' where none does."""
    names = [name for name, row in rows if row.refused and row.n]
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    return (
        f"{wording.listed(names)} {verb} as answered: too few answers from some group of "
        "customers there, or who could be asked is not known."
    )


def apart(
    page: Page,
    weighing: Weighing,
    organisation: Organisation,
    kinds: Sequence[str] = (DEPARTMENT, STAGE),
) -> tuple[str, ...]:
    """What of a weighted strip of stages, and of departments, is as answered all the same, and why.

    kinds  which of the two a page shows
    """
    told = ["Small lines and lowest touchpoints are as answered."]
    parts = ((DEPARTMENT, organisation.departments), (STAGE, organisation.stages))
    for kind, entries in (part for part in parts if part[0] in kinds):
        rows = [
            (entry.name, weighing.pair(board)[0][0])
            for entry in entries
            for metric in [getattr(entry, "metric", "nps")]
            for board in [page.boards[metric].of(kind, entry.id)]
        ]
        left = left_out(rows)
        if left:
            told.append(left)
        elif any(row.n for _, row in rows):
            told.append(
                f"Each {kind}'s score is weighted to the customers who could be asked there."
            )
    return tuple(told)
