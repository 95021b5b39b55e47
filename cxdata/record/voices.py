"""What customers wrote: the comments that stand, found by place, time, score and words.

Who may read which comments is the reports' business (reports/readers.py); here only who asks has
to be known.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import DIMENSIONS, METRICS
from cxdata.record.belonging import among
from cxdata.record.cells import Cells
from cxdata.record.heard import (
    DETRACTOR,
    PASSIVE,
    PROMOTER,
    STANDINGS,
    Found,
    Heard,
    asked_by,
    figures,
)
from cxdata.record.masking import KINDS
from cxdata.record.report import from_json
from cxdata.record.snapshot import Snapshot
from cxdata.scope import STEWARD, Scope, View

__all__ = [
    "BEST",
    "DETRACTOR",
    "NEWEST",
    "PASSIVE",
    "PROMOTER",
    "STANDINGS",
    "WORST",
    "Comment",
    "Heard",
    "Page",
    "Said",
    "Tally",
    "comments",
    "masked",
    "monthly",
    "monthly_by_theme",
    "page",
    "said",
    "tallied",
]

NEWEST, BEST, WORST = "newest", "best", "worst"
SIXTY = 60


@dataclass(frozen=True)
class Comment:
    """One comment that stands, with the answer that it came with.

    number    identifies it within its snapshot
    standing  'promoter', 'passive' or 'detractor' by its metric's thresholds
    touchpoint … region  ids and names; '' where not given
    text      the customer's words, personal data masked; anything may stand in it
    """

    number: int
    day: date
    kind: str
    touchpoint: str
    team: str
    segment: str
    channel: str
    region: str
    metric: str
    score: int
    standing: str
    text: str


@dataclass(frozen=True)
class Tally:
    """How many comments, by how the score that came with them stands."""

    n: int = 0
    promoters: int = 0
    passives: int = 0
    detractors: int = 0


@dataclass(frozen=True)
class Said:
    """A comment's words alone, for counting."""

    text: str
    standing: str


@dataclass(frozen=True)
class Page:
    """A page of comments, and the tally of all that were asked for."""

    comments: tuple[Comment, ...]
    tally: Tally


def page(
    snapshot: Snapshot,
    scope: Scope,
    view: View,
    heard: Heard,
    *,
    offset: int = 0,
    limit: int = 50,
    order: str = NEWEST,
) -> Page:
    """A page of comments and how many there are in all, from one scan.

    order   'newest', or 'best' or 'worst' score first (a metric's share of its own scale), newest
            first among equals; the same order at every call
    raises  Refused where nobody asks; ValueError on another order, or an offset or limit under 0
    """
    if offset < 0 or limit < 0:
        raise ValueError(f"a page begins at 0 or later, not {offset}, and holds {limit}")
    found = figures(snapshot, scope, view, heard)
    chosen = found["number"][_ordered(found, order, offset + limit)[offset:]]
    return Page(_comments(snapshot, chosen), _tally(found))


def comments(
    snapshot: Snapshot,
    scope: Scope,
    view: View,
    heard: Heard,
    *,
    offset: int = 0,
    limit: int = 50,
    order: str = NEWEST,
) -> tuple[Comment, ...]:
    """The comments of `page`."""
    asked = page(snapshot, scope, view, heard, offset=offset, limit=limit, order=order)
    return asked.comments


def tallied(snapshot: Snapshot, scope: Scope, view: View, heard: Heard) -> Tally:
    """How many comments there are, whatever the page."""
    return _tally(figures(snapshot, scope, view, heard))


def monthly(snapshot: Snapshot, scope: Scope, view: View, heard: Heard) -> Cells:
    """Comments by month, kind and metric and by the score that came with them."""
    (whole,) = monthly_by_theme(snapshot, scope, view, heard, [()])
    return whole


def monthly_by_theme(
    snapshot: Snapshot, scope: Scope, view: View, heard: Heard, themes: Sequence[tuple[str, ...]]
) -> tuple[Cells, ...]:
    """As `monthly`, for the comments of each theme of those asked for; one scan for them all.

    themes  the words of each; () for all comments
    """
    found = figures(snapshot, scope, view, heard)
    names = {d: snapshot.names[d] for d in ("kind", "metric")}
    month = found["day"].astype("datetime64[M]").astype(np.int64)
    first = int(month.min()) if len(month) else 0
    shape = (int(month.max()) - first + 1 if len(month) else 0, *map(len, names.values()), 11)
    places = (month - first, *(found[d].astype(np.int64) for d in names), found["score"])
    # A comment's place in the table of counts as one number: themes are then counted at once.
    place = np.ravel_multi_index(places, shape) if len(month) else month
    masks = among(snapshot, themes, found["number"])
    return tuple(_counted(place[mask], shape, first, names) for mask in masks)


def _counted(
    place: NDArray[np.int64], shape: tuple[int, ...], first: int, names: dict[str, tuple[str, ...]]
) -> Cells:
    """Places in a table of months, kinds, metrics and scores -> its rows that hold somebody."""
    counts = np.bincount(place, minlength=math.prod(shape)).reshape(-1, shape[-1])
    rows = np.flatnonzero(counts.any(axis=1))
    month, kind, metric = np.unravel_index(rows, shape[:-1])
    keys = {"month": month + first, "kind": kind, "metric": metric}
    return Cells(keys, names, counts[rows])


def said(
    snapshot: Snapshot, scope: Scope, view: View, heard: Heard, limit: int
) -> tuple[Said, ...]:
    """The newest comments' words with their standing, for `metrics.words.tally`."""
    found = figures(snapshot, scope, view, heard)
    chosen = found["number"][_ordered(found, NEWEST, limit)]
    return tuple(Said(one.text, one.standing) for one in _comments(snapshot, chosen))


def masked(snapshot: Snapshot, scope: Scope) -> dict[str, int]:
    """Kind of personal data -> marks in the comments of all imports. Refused to all but stewards.

    A comment that a later revision replaced is still counted.
    """
    asked_by(scope)
    scope.must_be(STEWARD)
    marks: Counter[str] = Counter()
    for (report,) in snapshot.rows("reports"):
        marks.update(from_json(json.loads(report)).masked)
    return {kind: marks[kind] for kind in KINDS if marks[kind]}


def _ordered(found: Found, order: str, most: int) -> NDArray[np.int64]:
    """Which comments come first, and in which order; no more than asked for."""
    if order not in (NEWEST, BEST, WORST):
        raise ValueError(f"comments are ordered newest, best or worst first, not {order!r}")
    day = found["day"].astype("datetime64[D]").astype(np.int64)
    # One whole number sorts as score, day and number do: 6, 17 and 40 bits.
    key = (day << 40) + found["number"]
    if order != NEWEST:
        share = _share(found)
        key += (share if order == BEST else SIXTY - share) << 57
    kept = np.argpartition(key, len(key) - most)[-most:] if 0 < most < len(key) else key.argsort()
    return kept[np.argsort(-key[kept])][:most]


def _share(found: Found) -> NDArray[np.int64]:
    """How good a score is on its own scale, in sixtieths: whole for scales of 5, 7 and 11."""
    low, high = found["low"], found["high"]
    whole = (found["score"].astype(np.int64) - low) * SIXTY // np.maximum(high - low, 1)
    return np.asarray(whole, dtype=np.int64)


def _tally(found: Found) -> Tally:
    bottom, middle, top = np.bincount(found["standing"], minlength=3).tolist()
    return Tally(bottom + middle + top, top, middle, bottom)


def _comments(snapshot: Snapshot, numbers: NDArray[np.int64]) -> tuple[Comment, ...]:
    """The comments of these numbers, in their order."""
    rows = snapshot.rows("comments", numbers=numbers.tolist()) if len(numbers) else []
    held = {row[0]: row for row in rows}
    return tuple(_comment(snapshot, held[number]) for number in numbers.tolist())


def _comment(snapshot: Snapshot, row: tuple[Any, ...]) -> Comment:
    number, day, kind, *codes, metric, score, text = row
    bounds = METRICS[snapshot.names["metric"][metric]]
    standing = 2 if score >= bounds.top else 0 if score <= bounds.bottom else 1
    places = zip(DIMENSIONS, codes, strict=True)
    touchpoint, team, segment, channel, region = (snapshot.names[d][code] for d, code in places)
    return Comment(
        number=number,
        day=day,
        kind=snapshot.names["kind"][kind],
        touchpoint=touchpoint,
        team=team,
        segment=segment,
        channel=channel,
        region=region,
        metric=bounds.id,
        score=score,
        standing=STANDINGS[standing],
        text=text,
    )
