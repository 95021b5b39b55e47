"""What the pictures of drivers, measures and where to act show, as tidy tables."""

from __future__ import annotations

import pandas as pd

from cxdata.reports.drivers import DriversReport
from cxdata.reports.measures_beside import MeasureRow, MeasuresReport
from cxdata.reports.tables import FIGURE, cells
from cxdata.reports.where_to_act import ActReport


def drivers(found: DriversReport) -> pd.DataFrame:
    """A row a driver, the heaviest first."""
    columns = (
        *("driver", "share %", "low", "high", "place", "points a rating point", "slope low"),
        *("slope high", "mean rating", "rating low", "rating high", "from target", "quadrant"),
    )
    rows = [
        (
            *(d.name, d.share, d.low, d.high, d.place, d.slope, d.slope_low, d.slope_high),
            *(d.rating, d.rating_low, d.rating_high, d.target.words if d.target else ""),
            d.quadrant,
        )
        for d in found.drivers
    ]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def measures(found: MeasuresReport) -> pd.DataFrame:
    """A row a measure, those that stand first."""
    columns = (
        *("touchpoint", "measure", "now", "usual", "grade", "points a unit", "low", "high"),
        *("months later", "months", "hurts from", "from low", "from high", "in words"),
    )
    rows = [
        (
            *(r.touchpoint, r.name, r.now, r.usual, r.grade, r.slope, r.slope_low, r.slope_high),
            *(r.lag, r.months, r.level, r.level_low, r.level_high, f"{r.words} {r.bend}".strip()),
        )
        for r in found.rows
    ]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def months(row: MeasureRow) -> pd.DataFrame:
    """A row a month of one measure."""
    seen = [(m.label, m.level, m.score, m.n) for m in row.seen]
    return pd.DataFrame(seen, columns=["month", row.name, row.scored, "answers"], dtype=object)


def acts(found: ActReport) -> pd.DataFrame:
    """A row a touchpoint, the largest gain first; gains in points of the total."""
    columns = (
        *("touchpoint", "stage", *FIGURE, "to target", "share %", "share low", "share high"),
        *("part of its stage", "importance", "gain", "gain low", "gain high", "in words"),
        *("quadrant", "owners"),
    )
    rows = [
        (
            *(r.name, r.stage, *cells(r.figure), r.target.words, r.share, r.low, r.high),
            *(r.part, r.evidence, r.gain, r.gain_low, r.gain_high, r.words),
            *(r.quadrant, ", ".join(r.owners)),
        )
        for r in found.drivers
    ]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)
