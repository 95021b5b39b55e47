"""Who could answer, was asked and did: monthly counts as arrays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.periods import EPOCH
from cxdata.reports.wide import FILTERS
from cxdata.scope import View, months_between

COUNTS = ("eligible", "invited", "answered")


@dataclass(frozen=True)
class Invitations:
    """Monthly counts of who could answer, was asked and did, as arrays of one row each."""

    month: Ints
    names: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Ints]  # indices into names, shape (rows,)
    counts: Ints  # shape (rows, 3): COUNTS

    @staticmethod
    def of(found: Mapping[str, Any]) -> Invitations:
        """From what the snapshot returns."""
        names: dict[str, tuple[str, ...]] = {}
        codes: dict[str, Ints] = {}
        for dimension in ("kind", "touchpoint", "team", *FILTERS):
            names[dimension] = tuple(dict.fromkeys(found[dimension]))
            place = {name: code for code, name in enumerate(names[dimension])}
            codes[dimension] = np.array([place[n] for n in found[dimension]], dtype=np.int64)
        counts = np.stack([np.asarray(found[c], dtype=np.int64) for c in COUNTS], axis=1)
        return Invitations(np.asarray(found["month"], dtype=np.int64), names, codes, counts)

    def only(self, mask: Mask) -> Invitations:
        """The rows that a mask keeps."""
        kept = {dimension: codes[mask] for dimension, codes in self.codes.items()}
        return Invitations(self.month[mask], self.names, kept, self.counts[mask])

    def having(self, dimension: str, members: Collection[str]) -> Mask:
        """Which rows are of some members."""
        kept = np.array([name in members for name in self.names[dimension]], dtype=bool)
        return kept[self.codes[dimension]] if len(kept) else np.zeros(0, dtype=bool)

    def used(self, dimension: str) -> list[str]:
        """Names of the members that rows are of, sorted."""
        return sorted(self.names[dimension][code] for code in np.unique(self.codes[dimension]))

    def places(self) -> list[tuple[str, str]]:
        """The pairs of touchpoint and team that rows are of."""
        touchpoint, team = self.names["touchpoint"], self.names["team"]
        code = np.unique(self.codes["touchpoint"] * max(len(team), 1) + self.codes["team"])
        return [(touchpoint[c // len(team)], team[c % len(team)]) for c in code.tolist()]

    def within(self, view: View) -> Invitations:
        """The rows of a view's months and of its segments, channels and regions."""
        since, until = (months_between(EPOCH, end) for end in (view.since, view.until))
        mask = (self.month >= since) & (self.month < until)
        asked = (view.segments, view.channels, view.regions)
        for dimension, members in zip(FILTERS, asked, strict=True):
            if members:
                mask &= self.having(dimension, members)
        return self.only(mask)

    def by(self, dimension: str, names: Sequence[str]) -> Ints:
        """Sums for each name, shape (names, 3)."""
        place = {name: row for row, name in enumerate(names)}
        rows = [place.get(name, len(names)) for name in self.names[dimension]]
        row = np.array(rows, dtype=np.int64)[self.codes[dimension]]
        columns = [np.bincount(row, self.counts[:, c], len(names) + 1) for c in range(len(COUNTS))]
        return np.stack(columns, axis=1)[: len(names)].astype(np.int64)
