"""The worth of the score as a tidy table: the same figures, hidden ones marked."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.tables_shares import percent
from cxdata.reports.value import Value

COLUMNS = (
    *("by", "score", "low", "high", "unit", "customers", "worth as many", "customers alike"),
    *("difference", "difference low", "difference high", "share of all in %", "note"),
)


def weighted(found: Value) -> pd.DataFrame:
    """A row a way of counting, then what is at risk and what was earned."""
    rows: list[tuple[object, ...]] = []
    for one in found.weighted:
        figure, moved = one.figure, one.moved
        told: tuple[object, ...] = (None,) * 10
        if not one.hidden:
            told = (
                *(figure.value, figure.low, figure.high, "points", one.customers, one.n_eff),
                *(one.alike.value, moved.value, moved.low, moved.high),
            )
        rows.append((one.by, *told, None if one.hidden else percent(one.coverage), one.hidden))
    risk, earned = found.risk, found.earned
    blank: tuple[object, ...] = (None,) * 7
    rows.append(
        ("revenue at risk", risk.value, risk.low, risk.high, risk.currency, *blank, risk.words)
    )
    rate = None if earned.rate is None else 100 * earned.rate
    rows.append(("earned growth", rate, None, None, "%", *blank, earned.words))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
