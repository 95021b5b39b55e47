"""Who could be asked at touchpoints, by place: summed once a period for all that is weighted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cxdata.catalog import NOT_GIVEN
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.invitations import Invitations
from cxdata.reports.places import Place
from cxdata.reports.raking import INVITED, Base
from cxdata.reports.wide import FILTERS


@dataclass(frozen=True)
class Asked:
    """Customers who could be asked in a period.

    place  of each pair of touchpoint and team that invitations carry its place, -1 where none;
           shape (pairs,)
    bare   which pairs carry no team: they are of every place of their touchpoint
    touchpoint  of each pair a number, and of each place the same number in `at`
    sums   dimension -> its members' names and eligible customers, shape (pairs, members)
    """

    place: Ints
    bare: Mask
    touchpoint: Ints
    at: Ints
    sums: Mapping[str, tuple[tuple[str, ...], Ints]]

    @staticmethod
    def of(found: Invitations, places: Sequence[Place]) -> Asked:
        """The sums of some invitations.

        places  those of a page, in the order of its sets' columns
        """
        teams = found.names["team"]
        code = found.codes["touchpoint"] * max(len(teams), 1) + found.codes["team"]
        used, row = np.unique(code, return_inverse=True)
        names = found.names["touchpoint"]
        pairs = [(names[c // len(teams)], teams[c % len(teams)]) for c in used.tolist()]
        where = {pair: i for i, pair in enumerate(places)}
        number = {name: i for i, name in enumerate(names)}
        sums = {}
        for dimension in FILTERS:
            members = found.names[dimension]
            flat = row * len(members) + found.codes[dimension]
            table = np.bincount(flat, found.counts[:, 0], len(pairs) * len(members))
            sums[dimension] = members, table.astype(np.int64).reshape(len(pairs), len(members))
        return Asked(
            np.array([where.get(pair, -1) for pair in pairs], dtype=np.int64),
            np.array([team == NOT_GIVEN for _, team in pairs], dtype=bool),
            np.array([number[touchpoint] for touchpoint, _ in pairs], dtype=np.int64),
            np.array([number.get(touchpoint, -1) for touchpoint, _ in places], dtype=np.int64),
            sums,
        )

    def bases(self, held: Mask) -> list[Base]:
        """Who the customers of some places are: of a pair's team, or without one its touchpoint's.

        held    which of the page's places
        """
        mine = (
            (self.place >= 0) & held[self.place] if len(held) else np.zeros(len(self.place), bool)
        )
        # One more than there are: places that no invitation is of have -1 and mark the last.
        most = max(self.touchpoint.max(initial=-1), self.at.max(initial=-1))
        touched = np.zeros(int(most) + 2, dtype=bool)
        touched[self.at[held]] = True
        touched[-1] = False
        kept = mine | (self.bare & touched[self.touchpoint])
        found = []
        for dimension, (names, table) in self.sums.items():
            sizes = zip(names, table[kept].sum(axis=0).tolist(), strict=True)
            counts = {name: n for name, n in sorted(sizes) if name != NOT_GIVEN and n}
            if counts:
                found.append(Base(dimension, counts, INVITED))
        return found
