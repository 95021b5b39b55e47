"""Objectives as a tidy table: a row an objective, then a row each part of its change."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.objectives import Aim, Objectives

COLUMNS = (
    *("objective", "part", "measure", "unit", "from", "to", "since", "by", "sponsor", "value"),
    *("low", "high", "straight way", "stands", "moved", "own", "own low", "own high", "by share"),
    *("department", "may be chance"),
)


def aims(found: Objectives) -> pd.DataFrame:
    """Every objective and its parts."""
    rows = [row for aim in found.aims for row in _rows(aim)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _rows(aim: Aim) -> list[tuple[object, ...]]:
    whole: tuple[object, ...] = (
        *(aim.name, "", aim.measured, aim.unit, aim.start, aim.goal, aim.since.isoformat()),
        *(aim.by.isoformat(), aim.sponsor, aim.value, aim.low, aim.high, aim.path, aim.standing),
        *(None,) * 7,
    )
    parts = [
        (
            *(aim.name, part.name, aim.measured, aim.unit),
            *(None,) * 10,
            *(part.moved, part.own, part.low, part.high, part.share),
            *(part.department, part.chance),
        )
        for part in aim.parts
    ]
    return [whole, *parts]
