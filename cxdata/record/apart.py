"""A page's counts by the members of its filters, told apart in one scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import numpy as np

from cxdata.record.cells import Cells
from cxdata.record.snapshot import Snapshot
from cxdata.scope import Scope, View

CORE = ("month", "kind", "touchpoint", "team", "metric")
SCORES = tuple(f"c{score}" for score in range(11))

State = tuple[str | None, ...]  # of each filter: one of its members, or None for everybody


def apart(
    snapshot: Snapshot, scope: Scope, view: View, filters: Mapping[str, tuple[str, ...]]
) -> dict[State, Cells]:
    """The core of a view's months, by every combination of the members of its filters.

    filters  segment, channel or region -> the members that are told apart; at least one of them
    return   a core (month × kind × touchpoint × team × metric, a key may come in several rows)
             for each state but that of everybody, which Snapshot.slice gives
    """
    kept = {f"{dimension}s": members for dimension, members in filters.items()}
    asked = snapshot.filters(replace(view, **kept))  # type: ignore[arg-type]
    found = snapshot.arrays("slice_apart", {"since": view.since, "until": view.until, **asked})
    counts = np.stack([found[score] for score in SCORES], axis=1)
    keys = {d: found[d].astype(np.int64) for d in CORE}
    core = Cells(keys, {d: snapshot.names[d] for d in CORE[1:]}, counts)
    cells: dict[State, Cells] = {}
    for state in product(*((*members, None) for members in filters.values())):
        mask = np.ones(len(counts), dtype=bool)
        for dimension, member in zip(filters, state, strict=True):
            if member is not None:
                codes = snapshot.codes(dimension, (member,))
                mask &= np.isin(found[dimension], codes)
        if any(state_of is not None for state_of in state):
            cells[state] = core.only(mask)
    return cells
