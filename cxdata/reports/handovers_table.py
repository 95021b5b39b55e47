"""The matrix of handovers as a tidy table: a row a handover, hidden ones marked."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.handovers import Handovers
from cxdata.reports.handovers_cells import Cell
from cxdata.reports.handovers_words import named

COLUMNS = (
    *("from", "from owners", "to", "to owners", "measure", "after a bad one", "answers after bad"),
    *("after a good one", "answers after good", "difference", "low", "high", "p"),
    *("beyond chance", "other way round", "beyond the other way", "note"),
)


def handover_rows(found: Handovers) -> pd.DataFrame:
    """A row a handover between two ends; the difference in points or percentage points."""
    rows = [
        _row(found, cell)
        for line in found.cells
        for cell in line
        if cell.from_id != cell.to_id and cell.kept
    ]
    # Objects keep whole numbers whole where some are hidden (None).
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _row(found: Handovers, cell: Cell) -> tuple[object, ...]:
    one, two = named(found.ends, cell)
    bad, good, change = cell.after_bad, cell.after_good, cell.change
    tested = change.p is not None and change.p == change.p
    return (
        *(one.name, ", ".join(one.owners), two.name, ", ".join(two.owners), two.measure),
        *(bad.value, bad.n, good.value, good.n, change.value, change.low, change.high),
        change.p if tested else None,
        ("yes" if cell.stands else "no") if tested else "not tested",
        cell.other_way.value if cell.other_way else None,
        cell.beyond.value if cell.beyond else None,
        bad.note or good.note,
    )
