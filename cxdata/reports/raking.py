"""One score raked to the customers: what it would be, what that costs, or why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import METRICS, NOT_GIVEN
from cxdata.metrics import weights
from cxdata.metrics.scores import Estimate
from cxdata.record import Cells
from cxdata.reports import scoring, wording
from cxdata.reports.hidden import Ints

CUSTOMERS, INVITED = "the customer list", "who could be asked"
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Base:
    """Who the customers are along one dimension.

    counts  customers of each member, those whose member is not given left out
    source  where that is known from: CUSTOMERS or INVITED
    """

    dimension: str
    counts: Mapping[str, int]
    source: str


@dataclass(frozen=True)
class Weighed:
    """One histogram weighted, or why it is not.

    histogram  effective answers by score, shape (11,), n_eff in sum; as answered where refused
    plain      the same as answered
    n          answers; n_eff how many unweighted ones they are worth; deff = n / n_eff
    moved      what weighting moves an NPS by, in points; None where refused or of another metric
    bases      what it was weighted by
    refused    why it was not weighted, '' where it was
    weights    of one answer of each row of the cells that were weighted, shape (rows,); None
               where refused
    """

    histogram: Floats
    plain: Ints
    n: int
    n_eff: float
    deff: float
    moved: Estimate | None
    bases: tuple[Base, ...]
    refused: str
    weights: Floats | None = field(default=None, compare=False)

    @property
    def words(self) -> str:
        """What was done, what it moved, and what it cost; or why it was not done."""
        if self.refused:
            return f"Shown as answered: {self.refused}"
        if not self.bases:
            return "All are customers of one group, as far as is known: each answer counts once."
        told = f"Weighted to our customers by {_sources(self.bases)}"
        if self.moved is not None:
            told += f": {_moved(self.moved)}"
        answers = wording.counted(self.n)
        return (
            f"{told}. {answers} are worth {self.n_eff:,.0f}, since weights cost certainty: the "
            "interval is that of so many."
        )


def weighed(
    cells: Cells,
    bases: Sequence[Base],
    minimum: int,
    metric: str = "nps",
    may: Callable[[str], bool] = lambda _: True,
) -> Weighed:
    """Answers weighted to the customers.

    cells   answers of one period by segment, channel and region (and whatever else)
    bases   who the customers are; a dimension with one member weighs nothing and is left out
    minimum smallest group of answers that a weight may rest on: of any two scores, weighted and
            not, no smaller group's can be worked out
    may     whether a dimension's groups might be shown one by one (reports/margins)
    """
    plain = cells.counts.sum(axis=0)
    if not plain.sum():
        return as_answered(plain, "nobody answered.")
    used, alike, n = [], False, cells.n
    for base in bases:
        answered = _answered(cells, base.dimension, n)
        if len(set(base.counts) | set(answered) - {NOT_GIVEN}) < 2:
            alike = True
            continue
        why = _cannot(base, answered, minimum)
        if not why and not may(base.dimension):
            why = (
                f"beside the other figures, the answers of a few people of one {base.dimension} "
                "could be worked out."
            )
        if why:
            return as_answered(plain, why)
        used.append(base)
    if used:
        return _raked(cells, plain, tuple(used), metric)
    if alike:
        return _as_they_are(plain, len(cells.counts))
    return as_answered(
        plain,
        "who the customers are is not known, neither by segment nor by channel or region.",
    )


def _as_they_are(plain: Ints, rows: int) -> Weighed:
    """Answers of customers who are all of one group, as far as is known: each counts once."""
    n = int(plain.sum())
    return Weighed(plain.astype(float), plain, n, float(n), 1.0, None, (), "", np.ones(rows))


def _raked(cells: Cells, plain: Ints, bases: tuple[Base, ...], metric: str) -> Weighed:
    names, places = zip(*(_axis(cells, base.dimension) for base in bases), strict=True)
    table = _table(cells.counts, places, tuple(len(n) for n in names))
    margins = [
        _margin(base, n, table.sum(axis=-1), axis)
        for axis, (base, n) in enumerate(zip(bases, names, strict=True))
    ]
    # By several groups at once, raking would weight each crossing of theirs by itself.
    weights_of = weights.additive if len(bases) > 1 else weights.rake
    try:
        found = weights_of(table.sum(axis=-1), margins)
    except ValueError:
        return as_answered(
            plain,
            "no weights meet all groups at once: they answered too unevenly, or too many of their "
            "combinations are empty.",
        )
    sums = (table * found.weights[..., None]).reshape(-1, 11).sum(axis=0)
    split = scoring.split(metric, table)
    moved = weights.shift(*split, found.weights) if METRICS[metric].unit == "points" else None
    histogram = sums * found.n_eff / sums.sum()
    return Weighed(
        histogram,
        plain,
        int(plain.sum()),
        found.n_eff,
        found.deff,
        moved,
        bases,
        "",
        found.weights[places],
    )


def _axis(cells: Cells, dimension: str) -> tuple[list[str], Ints]:
    """The members of a dimension that answers have, by name, and the place of each row's."""
    codes, names = cells.keys[dimension], cells.names[dimension]
    used = np.flatnonzero(np.bincount(codes)).tolist()
    used.sort(key=names.__getitem__)
    place = np.zeros(len(names), dtype=np.int64)
    place[used] = np.arange(len(used))
    return [names[code] for code in used], place[codes]


def _table(counts: Ints, places: tuple[Ints, ...], shape: tuple[int, ...]) -> Ints:
    """Answers by score summed over the rows of each crossing, shape (*shape, 11)."""
    scores = counts.shape[1]
    row = places[0]
    for place, size in zip(places[1:], shape[1:], strict=True):
        row = row * size + place
    cell = (row * scores)[:, None] + np.arange(scores)
    sums = np.bincount(cell.ravel(), counts.ravel(), int(np.prod(shape)) * scores)
    return sums.astype(np.int64).reshape(*shape, scores)


def _margin(base: Base, names: Sequence[str], counts: Ints, axis: int) -> Floats:
    """The answers that each member would have had; those of no member keep theirs."""
    others = tuple(i for i in range(counts.ndim) if i != axis)
    answered = counts.sum(axis=others).astype(float)
    blank = np.array([name == NOT_GIVEN for name in names])
    wanted = np.array([base.counts.get(name, 0) for name in names], dtype=float)
    return np.asarray(np.where(blank, answered, wanted / wanted.sum() * answered[~blank].sum()))


def _answered(cells: Cells, dimension: str, n: Ints) -> dict[str, int]:
    """Answers of each member of a dimension; n those of each row."""
    names, sums = cells.names[dimension], np.bincount(cells.keys[dimension], n)
    return {names[code]: int(size) for code, size in enumerate(sums.tolist()) if size}


def _cannot(base: Base, answered: Mapping[str, int], minimum: int) -> str:
    """Why answers cannot be weighted by a dimension; '' where they can."""
    missing = [name for name, n in base.counts.items() if n and not answered.get(name)]
    if missing:
        return (
            f"customers of {_quoted(missing)} are missing: nobody of that {base.dimension} "
            "answered, and no weight can speak for them."
        )
    strange = [n for n in answered if n != NOT_GIVEN and not base.counts.get(n)]
    if strange:
        return (
            f"answers of {_quoted(strange)} fit no customers of {base.source}: is the "
            f"{base.dimension} called otherwise there?"
        )
    few = [name or "no name" for name, n in answered.items() if n < minimum]
    if few:
        return f"too few answers of {_quoted(few)} ({base.dimension}) for a weight to rest on."
    return ""


def as_answered(plain: Ints, why: str) -> Weighed:
    """A histogram left as it is, and why."""
    n = int(plain.sum())
    return Weighed(plain.astype(float), plain, n, float(n), 1.0, None, (), why)


def _quoted(names: Sequence[str]) -> str:
    told = [f"“{name}”" for name in sorted(names)[:4]]
    return wording.listed([*told, f"{len(names) - 4} more"] if len(names) > 4 else told)


def _sources(bases: Sequence[Base]) -> str:
    """'segment and region (from the customer list) and channel (from who could be asked)'."""
    told = []
    for source in (CUSTOMERS, INVITED):
        held = [base.dimension for base in bases if base.source == source]
        if held:
            told.append(f"{wording.listed(held)} (from {source})")
    return " and ".join(told)


def _moved(moved: Estimate) -> str:
    size = f"{wording.plain(moved.value, 1)} ± {wording.plain((moved.high - moved.low) / 2, 1)}"
    if moved.low <= 0 <= moved.high:
        return f"no detectable difference from as answered ({size})"
    return f"{size} {'higher' if moved.value > 0 else 'lower'} than as answered"
