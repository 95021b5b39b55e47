"""Where no single month stands out: does a quarter, of the same answers summed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxdata.reports import journey_paint, wording
from cxdata.reports.figures import Sentence
from cxdata.reports.journey_cells import MONTH, QUARTER
from cxdata.reports.journey_ground import Ground
from cxdata.reports.journey_paint import Cell


@dataclass(frozen=True)
class Lower:
    """The quarter that stands out most below the rest of its touchpoints.

    rows  places of the touchpoints in the map's order; when the quarter as a sentence names it
    """

    rows: tuple[int, ...]
    when: str


def lower(ground: Ground, cells: Sequence[Sequence[Cell]]) -> Lower | None:
    """What a map of months is silent about; None where a month stands out, or no quarter does.

    Both looks share the share of false outlines that a map may have: journey_paint.rate.
    """
    quarters = ground.quarters
    if ground.by != MONTH or quarters is None or any(c.under for row in cells for c in row):
        return None
    seen = journey_paint.standing(quarters, ground.metrics, journey_paint.rate(MONTH))
    since = min(column.now.since for column in ground.found.columns)
    late = np.array([column.now.until > since for column in quarters.columns], dtype=bool)
    under = seen.stands & (seen.gap < 0) & late
    if not under.any():
        return None
    deepest = np.where(under, seen.z, np.inf)
    column = int(np.argmin(deepest.min(axis=0)))
    rows = sorted(np.flatnonzero(under[:, column]).tolist())
    return Lower(tuple(rows), quarters.columns[column].long)


def words(found: Lower, names: Sequence[str]) -> Sentence:
    """'At Delivery on time, in Feb – Apr 2026. No month by itself …: look by quarter.'"""
    at = wording.listed([names[row] for row in found.rows])
    return (
        (f"At {at}, in {found.when}.", False),
        (f" No month by itself is low beyond chance, these together are: look by {QUARTER}.", True),
    )
