"""The touchpoints that a part's work reaches, as a tidy table."""

from __future__ import annotations

import pandas as pd

from cxdata.reports import my_part_words as words
from cxdata.reports.my_part import MyPart
from cxdata.reports.tables import FIGURE, cells

COLUMNS = (
    *("touchpoint", "measure", *FIGURE, "target", "to target", "change", "change against"),
    *("period", "answers of", "stage", "part", "our work", "owners"),
)
NOBODY = (None, None, None, "", None, "nobody was asked, or nobody answered")


def places(found: MyPart) -> pd.DataFrame:
    """A row a touchpoint, in journey order."""
    rows = []
    for one in found.places:
        row = one.row
        target = row.target if row and row.figure.value is not None else None
        rows.append(
            (
                *(one.name, row.metric if row else ""),
                *(cells(row.figure) if row else NOBODY),
                *(target.value if target else None, target.words if target else ""),
                *(row.change.words if row else "", one.then, one.period),
                "everybody there" if one.whole else "those whom the part answers for",
                *(one.stage, one.part, words.work(one), ", ".join(one.owners)),
            )
        )
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
