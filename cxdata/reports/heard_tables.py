"""Who is heard as a tidy table: a row a group, hidden ones marked; shares in %."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.heard import Group, Row

COLUMNS = ("eligible", "invited", "answered", "response", "low", "high", "coverage", "note")


def group(found: Group) -> pd.DataFrame:
    """A row a member of the group."""
    rows = [
        (
            *(row.name, row.eligible, row.invited, row.answered, row.response, row.low, row.high),
            *(row.coverage, _note(row)),
        )
        for row in found.rows
    ]
    return pd.DataFrame(rows, columns=[found.id, *COLUMNS], dtype=object)


def _note(row: Row) -> str:
    if row.invited is None:
        return "too few to show"
    told = ["answers less often than the others"] * row.quiet
    told += ["answers more often than the others"] * row.loud
    told += ["is asked less often than the others"] * row.unasked
    return "; ".join(told)
