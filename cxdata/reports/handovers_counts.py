"""The counts of handovers between stages or teams, and which of them may be shown.

Handovers are counted in whole years back from the record's last month, the smallest run of them
that holds the view: pairs are few, and of fixed years no two views differ by a month.

What is protected, in the terms of reports/hidden.py: the group behind a figure is the handovers of
a cell (from, to) after a good, or after a bad, first answer. For any two visible figures of which
one's group contains the other's, what lies between them is nobody or at least the minimum: years
(each is nobody or enough), days between the answers (a cell is shown over a run of the widths 7 …
90 around 30, each step of which is nobody or enough), segments, channels and regions (each chosen
member, all others, and every filter let go), and a pair of teams within a pair of stages, or the
other way round (the teams' figure is hidden). Both groups of a cell show or neither does. No
totals stand beside the cells, and handovers after a middling answer are never shown, so that
nothing can be taken off a total. Not covered: what reports/hidden.py names, and NPS held against
a stage's own measure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics import compare, rows
from cxdata.metrics.compare import Difference
from cxdata.record.ways import BAD, COUNTS, GOOD, WITHIN, Handed
from cxdata.reports import hidden
from cxdata.reports.hidden import Ints, Mask

SPLITS = {
    "nps": ("nps_top", "nps_middle", "nps_bottom"),
    "csat": ("csat_top", "", "csat_other"),
    "ces": ("ces_top", "", "ces_other"),
}
Floats = NDArray[np.float64]
STANDINGS = (BAD, GOOD)
USUAL = 30  # days
Pairs = tuple[Ints, Ints, Ints]  # inner, outer, charged


@dataclass(frozen=True)
class Table:
    """Handovers from each end to each end; arrays of shape (ends, ends, …), from first.

    counts   of the second score: favourable, middle, unfavourable; shape (ends, ends, 2, 3), after
             a bad and after a good first answer
    may      the cell may be shown
    metric   of each second end
    """

    counts: Ints
    may: Mask
    metric: tuple[str, ...]

    @property
    def n(self) -> Ints:
        """Answers after a bad and after a good first one, shape (ends, ends, 2)."""
        return np.asarray(self.counts.sum(axis=-1))


@dataclass(frozen=True)
class Tested:
    """The second score after a bad first answer minus after a good one; shape (ends, ends).

    value, low, high  in the unit of the second end's metric; NaN where hidden or nobody answered
    se      standard error, for holding one way against the other
    p       chance of so large a difference by chance alone; NaN where not tested (under 10 answers)
    stands  Benjamini-Hochberg over all tested cells, and the interval leaves 0 out
    """

    value: Floats
    low: Floats
    high: Floats
    se: Floats
    p: Floats
    stands: Mask


def of_stages(handed: Handed, metrics: tuple[str, ...], asked: Asked) -> Table:
    """The handovers between stages.

    metrics   of each stage's second score
    """
    stages = len(metrics)
    keep = (handed.stages[0] >= 0) & (handed.stages[1] >= 0)
    cell = handed.stages[0] * stages + handed.stages[1]
    n = _n(handed, [metrics[s] for s in handed.stages[1]])
    sizes = _sizes(handed, cell, n, keep, stages**2, asked)
    counts = _counts(handed, cell, keep & _kept(handed, asked), stages, metrics)
    return Table(counts, _may(sizes, asked, None, stages**2).reshape(stages, stages), metrics)


def of_teams(handed: Handed, codes: Ints, stages: int, asked: Asked) -> Table:
    """The handovers between teams, by NPS.

    codes     of the teams that are shown; stages how many there are
    """
    teams, metrics = len(codes), ("nps",) * len(codes)
    place = np.full(len(handed.team), -1, dtype=np.int64)
    place[codes] = np.arange(teams)
    one, two = place[handed.teams[0]], place[handed.teams[1]]
    on_map = (handed.stages[0] >= 0) & (handed.stages[1] >= 0)
    by_stage = np.where(on_map, handed.stages[0] * stages + handed.stages[1], -1)
    by_team = np.where((one >= 0) & (two >= 0), one * teams + two, -1)
    n = _n(handed, ["nps"] * len(one))
    parts = [
        _sizes(handed, cell, n, cell >= 0, size, asked)
        for cell, size in ((by_team, teams**2), (by_stage, stages**2))
    ]
    nested = _nested(by_team, by_stage, teams**2, handed.standing, n)
    may = _may(np.concatenate(parts), asked, nested, teams**2).reshape(teams, teams)
    counts = _counts(handed, by_team, (by_team >= 0) & _kept(handed, asked), teams, metrics)
    return Table(counts, may, metrics)


@dataclass(frozen=True)
class Asked:
    """Which handovers are shown.

    days      at most so many between the two answers, one of WITHIN
    years     those that are looked at, counted in the window
    members   of each filter that is set, how many are kept
    minimum   smallest group
    """

    days: int
    years: range
    members: dict[str, int]
    minimum: int


def tested(table: Table) -> Tested:
    """Every cell that may be shown, after a bad first answer against after a good one.

    The test is that of the journey's map (metrics/rows.py): answers dealt out between both groups,
    exact up to 100 answers; the plain test of two samples is not nominal for small lopsided groups.
    """
    between = table.may & ~np.eye(len(table.metric), dtype=bool)
    counts = np.where(between[..., None, None], table.counts, 0)
    if not table.metric:
        none = np.zeros((0, 0))
        return Tested(none, none, none, none, none, none.astype(bool))
    found = [_column(counts[:, i], metric) for i, metric in enumerate(table.metric)]
    parts = ("value", "low", "high", "se")
    whole = [np.stack([getattr(d, part) for d, _ in found], axis=1) for part in parts]
    p = np.stack([chance for _, chance in found], axis=1)
    passes = compare.benjamini_hochberg(p)
    stands = passes & ((whole[1] > 0) | (whole[2] < 0))
    return Tested(whole[0], whole[1], whole[2], whole[3], p, stands)


def _column(counts: Ints, metric: str) -> tuple[Difference, Floats]:
    """All cells that lead to one end; counts of shape (ends, 2, 3)."""
    bad, good = counts[:, 0], counts[:, 1]
    top, middle, bottom = (counts[..., i] for i in range(3))
    if metric == "nps":
        moved = compare.difference(tuple(bad.T), tuple(good.T))
    else:
        moved = compare.share_difference(*((g[:, 0], g.sum(axis=1)) for g in (bad, good)))
    standing = rows.standing(top, middle, bottom)
    smaller = np.argmin(counts.sum(axis=-1), axis=1)
    return moved, standing.p[np.arange(len(counts)), smaller]


def _n(handed: Handed, metrics: list[str]) -> Ints:
    """Answers to the question that is shown, of each row."""
    n = np.zeros(len(handed.year), dtype=np.int64)
    named = np.array(metrics, dtype=object)
    for metric, split in SPLITS.items():
        held = handed.counts[:, [COUNTS.index(name) for name in split if name]].sum(axis=1)
        n = np.where(named == metric, held, n)
    return n


def _counts(handed: Handed, cell: Ints, keep: Mask, ends: int, metrics: tuple[str, ...]) -> Ints:
    found = np.zeros((ends * ends, 2, 3), dtype=np.int64)
    second = np.where(keep, cell % max(ends, 1), 0)
    side = (handed.standing == GOOD).astype(np.int64)
    for metric in set(metrics):
        of = keep & np.isin(second, [i for i, m in enumerate(metrics) if m == metric])
        for part, name in enumerate(SPLITS[metric]):
            if name:
                column = handed.counts[of, COUNTS.index(name)]
                np.add.at(found[..., part], (cell[of], side[of]), column)
    return found.reshape(ends, ends, 2, 3)


def _kept(handed: Handed, asked: Asked) -> Mask:
    """Rows that the view keeps: its years, its days between, its customers."""
    keep = (handed.within <= asked.days) & np.isin(handed.year, list(asked.years))
    for places in handed.apart.values():
        keep &= places >= 0
    return np.asarray(keep)


def _sizes(handed: Handed, cell: Ints, n: Ints, keep: Mask, cells: int, asked: Asked) -> Ints:
    """Answers by set (cell × standing), filter axes, days between and year.

    return  shape (sets, …axes, len(WITHIN), years), counted up: of the second last axis each holds
            all that lie at most so many days apart; an axis of members ends with all others
    """
    axes = [size + 1 for size in asked.members.values()]
    side = (handed.standing == GOOD).astype(np.int64)
    places = zip(handed.apart.values(), asked.members.values(), strict=True)
    at = [
        cell * 2 + side,
        *(np.where(place < 0, size, place) for place, size in places),
        np.searchsorted(WITHIN, handed.within),
        handed.year - asked.years.start,
    ]
    found = np.zeros((cells * 2, *axes, len(WITHIN), len(asked.years)), dtype=np.int64)
    keep = keep & np.isin(handed.year, list(asked.years))
    np.add.at(found, tuple(part[keep] for part in at), n[keep])
    return np.asarray(found.cumsum(axis=-2))


def _may(sizes: Ints, asked: Asked, pairs: Pairs | None, cells: int) -> Mask:
    """Which of the first cells may be shown within the days that are asked for.

    A run of widths around the usual one is open: each is nobody or enough, as is what joins from
    one to the next. A run, so that whatever two widths are open, all that lie between them are.
    """

    def fine(part: Ints) -> Mask:
        return np.asarray(hidden.none_or_enough(part, asked.minimum).all(axis=-1))

    low, high = sorted((WITHIN.index(asked.days), WITHIN.index(USUAL)))
    may = fine(sizes[..., low, :])
    for width in range(low, high):
        joining = sizes[..., width + 1, :] - sizes[..., width, :]
        may &= fine(joining) & fine(sizes[..., width + 1, :])
    if pairs is not None:
        inner, outer, charged = pairs
        for width in range(len(WITHIN)):  # another reader may look at any
            between = fine(sizes[outer][..., width, :] - sizes[inner][..., width, :])
            np.logical_and.at(may, charged, between)
    return np.asarray(may[: 2 * cells].reshape(cells, 2).all(axis=1))


def _nested(by_team: Ints, by_stage: Ints, teams: int, standing: Ints, n: Ints) -> Pairs | None:
    """Sets of which one holds the other, teams within stages or the other way: the teams' goes.

    return  inner, outer, charged; sets of stages stand behind those of teams
    """
    found: list[tuple[int, int, int]] = []
    for side, meant in enumerate(STANDINGS):
        keep = (n > 0) & (standing == meant)
        team, stage = by_team[keep], by_stage[keep]
        for t, s in _within(team, stage):
            found.append((2 * t + side, 2 * (teams + s) + side, 2 * t + side))
        for s, t in _within(stage, team):
            found.append((2 * (teams + s) + side, 2 * t + side, 2 * t + side))
    if not found:
        return None
    inner, outer, charged = np.array(found, dtype=np.int64).T
    return inner, outer, charged


def _within(inner: Ints, outer: Ints) -> list[tuple[int, int]]:
    """Groups of `inner` that lie wholly in one group of `outer`; negative ones are none."""
    held = np.unique(np.stack([inner, outer], axis=1), axis=0)
    groups, times = np.unique(held[:, 0], return_counts=True)
    sole = np.isin(held[:, 0], groups[times == 1]) & (held >= 0).all(axis=1)
    return [(int(i), int(o)) for i, o in held[sole]]
