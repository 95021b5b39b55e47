"""What moved a weighted score: its members with their weighted shares and scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxdata.record import Cells
from cxdata.reports import hidden, places
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.page import Page
from cxdata.reports.raking import Weighed
from cxdata.reports.waterfall import Members
from cxdata.reports.weighting import Weighing
from cxdata.reports.wide import FILTERS
from cxdata.scope import View

Floats = NDArray[np.float64]
SMALL = "too few answers of some group to weight its parts."


@dataclass(frozen=True)
class Period:
    """The answers of a period and how they were weighted; weights are of the rows of cells."""

    cells: Cells
    given: Weighed


@dataclass(frozen=True)
class Rows:
    """What a score is taken apart by: ids and names of the rows, and which may be shown."""

    dimension: str
    ids: Sequence[str]
    names: Sequence[str]
    may: Mask


def candidates(page: Page, weighing: Weighing, by: str = "") -> tuple[list[Members], str]:
    """Every dimension that a page's weighted bridge can be over, and why there is none."""
    periods = tuple(_period(page, weighing, view) for view in (page.then, page.view))
    why = next((one.given.refused for one in periods if one.given.refused), "")
    if why:
        return [], why
    whole = [by] if by in FILTERS else ["channel", "segment", "region"]
    dimensions = [places.TOUCHPOINT] if page.part else whole
    both = (page.then, periods[0]), (page.view, periods[1])
    found = [
        members(_rows(page, weighing, d, both), (periods[0], periods[1]), page.minimum)
        for d in dimensions
    ]
    kept = [one for one in found if one is not None]
    return kept, "" if kept else SMALL


def members(rows: Rows, periods: tuple[Period, Period], minimum: int) -> Members | None:
    """Rows of a weighted score in two periods, those that may not stand alone pooled at the end.

    None where fewer than two are left, or where what is pooled is itself too small somewhere: a
    row is weighted only if each group that its weights are of has no answers in it or enough.
    """
    tables = [_tables(rows, period) for period in periods]
    may, fine = rows.may.copy(), [_fine(rows, period, minimum) for period in periods]
    for (given, *_), apart in zip(tables, fine, strict=True):
        may &= hidden.covered(given[:-1].sum(axis=1), may & apart, minimum)
    sizes = [given[:-1].sum(axis=1) for given, *_ in tables]
    may &= (sizes[0] + sizes[1]) > 0
    kept = np.flatnonzero(may)
    pooled = [_pooled(*table, kept) for table in tables]
    names = [rows.names[i] for i in kept.tolist()]
    if any(given[-1].any() for given, *_ in pooled):
        for period in periods:
            if not _enough(period, ~np.isin(_at(rows, period.cells), kept), minimum):
                return None
        names.append("others")
    else:
        pooled = [(given[:-1], sums[:-1], squares[:-1]) for given, sums, squares in pooled]
    if len(names) < 2:
        return None
    worth = [_worth(*table) for table in pooled]
    shares = [sums.sum(axis=1) / sums.sum() for _, sums, _ in pooled]
    fixed = all(rows.dimension in {b.dimension for b in one.given.bases} for one in periods)
    drawn = None if fixed else (periods[0].given.n_eff, periods[1].given.n_eff)
    return Members(
        rows.dimension, tuple(names), (worth[0], worth[1]), None,
        (shares[0], shares[1]), drawn, (pooled[0][0], pooled[1][0]),
    )  # fmt: skip


def words(why: str) -> str:
    """Why a bridge is as answered."""
    return f" Shown as answered: {why}" if why else ""


def _period(page: Page, weighing: Weighing, view: View) -> Period:
    given = weighing.rows(page.head, view)[0]
    if page.head.holds is None:
        return Period(weighing.mix(view), given)
    return Period(weighing.at(page.head.holds[0], view), given)


def _rows(
    page: Page, weighing: Weighing, dimension: str, both: Sequence[tuple[View, Period]]
) -> Rows:
    board, ids = page.rows_of(dimension)
    may = np.ones(len(ids), dtype=bool)
    for view, period in both:
        bases = [base.dimension for base in period.given.bases]
        may &= board.may(view) & weighing.apart(board, view, bases)
    return Rows(dimension, ids, [page.name(dimension, id_) for id_ in ids], may)


def _tables(rows: Rows, period: Period) -> tuple[Ints, Floats, Floats]:
    """Of each row, and last of all others: answers and their weighted sums by score, (…, 11), and
    the sum of squared weights, (…,)."""
    cells, each = period.cells, period.given.weights
    if each is None:
        raise ValueError("a score that was not weighted cannot be taken apart by its weights")
    at = _at(rows, cells)
    given = np.zeros((len(rows.ids) + 1, 11), dtype=np.int64)
    sums, squares = np.zeros((len(rows.ids) + 1, 11)), np.zeros(len(rows.ids) + 1)
    np.add.at(given, at, cells.counts)
    np.add.at(sums, at, cells.counts * each[:, None])
    np.add.at(squares, at, cells.n * each**2)
    return given, sums, squares


def _at(rows: Rows, cells: Cells) -> Ints:
    place = {id_: i for i, id_ in enumerate(rows.ids)}
    named = (place.get(name, len(rows.ids)) for name in cells.name(rows.dimension))
    return np.fromiter(named, dtype=np.int64, count=len(cells.counts))


def _pooled(given: Ints, sums: Floats, squares: Floats, kept: Ints) -> tuple[Ints, Floats, Floats]:
    """The rows that are kept, and last the sum of all others."""
    rest = np.ones(len(given), dtype=bool)
    rest[kept] = False
    return (
        np.vstack([given[kept], given[rest].sum(axis=0)]),
        np.vstack([sums[kept], sums[rest].sum(axis=0)]),
        np.append(squares[kept], squares[rest].sum()),
    )


def _worth(given: Ints, sums: Floats, squares: Floats) -> Floats:
    """Histograms of as many answers as each row's weighted ones are worth (Kish 1965)."""
    total = sums.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num(sums * (total / squares)[:, None]))


def _fine(rows: Rows, period: Period, minimum: int) -> Mask:
    """Which rows hold no answers or enough of every group that weights are of."""
    at = _at(rows, period.cells)
    return np.array([_enough(period, at == i, minimum) for i in range(len(rows.ids))], dtype=bool)


def _enough(period: Period, held: Mask, minimum: int) -> bool:
    part = period.cells.only(held)
    groups = [part.by(base.dimension).n for base in period.given.bases]
    return all(bool(((n == 0) | (n >= minimum)).all()) for n in groups)
