"""Which survey tool wrote a table, and its layout."""

from __future__ import annotations

from collections.abc import Callable

from cxdata.errors import BadInput
from cxdata.record.classify import trimmed
from cxdata.record.sources import (
    googleforms,
    limesurvey,
    plain,
    qualtrics,
    surveymonkey,
    survicate,
    typeform,
)
from cxdata.record.sources.layout import Layout, Row
from cxdata.record.sources.table import Table

# Those with the plainest marks first.
READERS: tuple[Callable[[list[Row]], Layout | None], ...] = (
    qualtrics.layout,
    typeform.layout,
    survicate.layout,
    limesurvey.layout,
    googleforms.layout,
    surveymonkey.layout,
    plain.layout,
)


def layout(table: Table) -> Layout:
    """The layout of a table by the first reader that knows it.

    raises  BadInput for a summary report, a table without rows or with a header alone
    """
    rows = list(table.rows)
    while rows and not any(trimmed(cell) for cell in rows[0]):
        rows.pop(0)
    where = f"{table.name}, sheet '{table.sheet}'," if table.sheet else table.name
    if not rows:
        raise BadInput(f"{where} holds no rows. Export the answers again.")
    found = next(one for reader in READERS if (one := reader(rows)) is not None)
    if found.tool == "plain":
        plain.refuse_summary(where, rows)
    if not found.rows:
        raise BadInput(
            f"{where} has a header row and no answers below it: 0 rows. Widen the export's period."
        )
    return found
