"""The relational answers with the ratings of the same response: what key drivers are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View

MOST = 30  # ratings of one survey that are read; the most frequent ones where there are more
PER_COLUMN, BITS = 15, 4

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Ratings:
    """Relational answers of a view, in an order that depends on nothing but their scores.

    drivers   ids of what is rated (a stage or a touchpoint), most often rated first
    scores    the 0-10 answer, shape (answers,)
    ratings   0-10, NaN where not rated, shape (answers, drivers)
    """

    drivers: tuple[str, ...]
    scores: Scores
    ratings: Scores

    @property
    def rating(self) -> int:
        """Answers that rate anything at all."""
        return int((~np.isnan(self.ratings)).any(axis=1).sum())

    @property
    def complete(self) -> int:
        """Answers that rate everything."""
        return int((~np.isnan(self.ratings)).all(axis=1).sum()) if self.drivers else 0


def ratings(snapshot: Snapshot, scope: Scope, view: View) -> Ratings:
    """The relational answers of a view's months after its segment, channel and region filters.

    Departments and teams do not filter: a relational answer belongs to none.

    raises  Refused where nobody asks
    """
    snapshot.span(scope)  # refuses whoever is nobody
    held = snapshot.rows("rated", since=view.since, until=view.until)
    codes = [code for code, _n in sorted(held, key=lambda one: (-one[1], one[0]))][:MOST]
    asked = {"since": view.since, "until": view.until, "drivers": codes, **snapshot.filters(view)}
    found = snapshot.arrays("ratings", asked)
    times = found["n"].astype(np.int64)
    names = tuple(snapshot.names["touchpoint"][code] for code in codes)
    table = _unpacked(found, len(codes))
    scores = found["score"].astype(np.float32)
    return Ratings(names, np.repeat(scores, times), np.repeat(table, times, axis=0))


def _unpacked(found: dict[str, NDArray[Any]], drivers: int) -> Scores:
    """The ratings of each row, NaN where there is none; shape (rows, drivers)."""
    table = np.empty((len(found["n"]), drivers), dtype=np.float32)
    for place in range(drivers):
        column, nth = divmod(place, PER_COLUMN)
        bits = found["ab"[column]].astype(np.int64) >> (BITS * nth)
        value = (bits & 15).astype(np.float32)
        table[:, place] = np.where(value > 0, value - 1, np.nan)
    return table
