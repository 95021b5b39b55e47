"""Which comments are asked for, and the figures of those that stand, without their words.

A view's segments, channels and regions filter; its departments and teams do not, as in
`Snapshot.slice`: say teams in `Heard`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import METRICS
from cxdata.errors import Refused
from cxdata.record.belonging import among
from cxdata.record.snapshot import Snapshot
from cxdata.record.sought import sought
from cxdata.scope import Scope, View

PROMOTER, PASSIVE, DETRACTOR = "promoter", "passive", "detractor"
STANDINGS = (DETRACTOR, PASSIVE, PROMOTER)

Found = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Heard:
    """Which comments.

    kind         'relational', 'touchpoint'; '' both
    touchpoints  ids; None: all, the relational survey's too; (): none
    teams        ids; None: all; (): none
    places       pairs (touchpoint id, team id) that the comment must carry one of; None: all
    metric       of the score that came with the comment: 'nps', 'csat', 'ces'; '' all
    standing     'promoter', 'passive', 'detractor' by the thresholds of that metric; '' all
    words        every one must occur, also within a word; one with a blank is a phrase. Letters
                 count whatever their case, accents and width; nothing is a wildcard
    any_words    at least one must occur, as a whole word or phrase (themes); (): no matter
    days         since (inclusive), until (exclusive): narrows the view's months; None: all of them
    """

    kind: str = ""
    touchpoints: tuple[str, ...] | None = None
    teams: tuple[str, ...] | None = None
    metric: str = ""
    standing: str = ""
    words: tuple[str, ...] = ()
    any_words: tuple[str, ...] = ()
    days: tuple[date, date] | None = None
    places: tuple[tuple[str, str], ...] | None = None


def figures(snapshot: Snapshot, scope: Scope, view: View, heard: Heard) -> Found:
    """Number, day, kind, metric, score and standing (2 promoter … 0) of the comments asked for."""
    asked_by(scope)
    since, until = view.since, view.until
    if heard.days is not None:
        since, until = max(since, heard.days[0]), min(until, heard.days[1])
    codes = {
        "kinds": snapshot.codes("kind", (heard.kind,)) if heard.kind else None,
        "metrics": snapshot.codes("metric", (heard.metric,)) if heard.metric else None,
        "touchpoints": _codes(snapshot, "touchpoint", heard.touchpoints),
        "teams": _codes(snapshot, "team", heard.teams),
        "places": _places(snapshot, heard.places),
    }
    # A phrase is looked for at once; a theme's words once a snapshot, then they are known.
    themed = len(heard.any_words) > 1
    words = sought(heard.words, "" if themed else "".join(heard.any_words))
    params = {"since": since, "until": until, **snapshot.filters(view), **codes, **words}
    rows = snapshot.arrays("heard", params)
    if themed:
        (held,) = among(snapshot, [heard.any_words], rows["number"])
        rows = _only(rows, held)
    rows |= {end: bound[rows["metric"]] for end, bound in _bounds(snapshot).items()}
    low, high = rows["score"] <= rows["bottom"], rows["score"] >= rows["top"]
    rows["standing"] = np.where(high, 2, np.where(low, 0, 1))
    if heard.standing:
        rows = _only(rows, rows["standing"] == STANDINGS.index(heard.standing))
    return rows


def _only(rows: Found, kept: NDArray[np.bool_]) -> Found:
    return {column: values[kept] for column, values in rows.items()}


def _codes(snapshot: Snapshot, dimension: str, names: tuple[str, ...] | None) -> list[int] | None:
    return None if names is None else snapshot.codes(dimension, names)


def _places(snapshot: Snapshot, places: tuple[tuple[str, str], ...] | None) -> list[int] | None:
    """Pairs of codes as one number each; pairs that the record does not know have none."""
    if places is None:
        return None
    code = {d: {n: i for i, n in enumerate(snapshot.names[d])} for d in ("touchpoint", "team")}
    return [
        code["touchpoint"][touchpoint] * 65536 + code["team"][team]
        for touchpoint, team in places
        if touchpoint in code["touchpoint"] and team in code["team"]
    ]


def _bounds(snapshot: Snapshot) -> dict[str, NDArray[np.int64]]:
    """Thresholds and ends of the scale, by the code of a metric."""
    names = snapshot.names["metric"]
    return {
        end: np.array([getattr(METRICS[m], end) if m in METRICS else 0 for m in names])
        for end in ("low", "high", "top", "bottom")
    }


def asked_by(scope: Scope) -> None:
    """Raise Refused where nobody asks."""
    if not isinstance(scope, Scope):
        raise Refused("Nothing is shown without knowing who asks.")
