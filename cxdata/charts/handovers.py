"""The matrix of handovers: from (rows) to (columns), one table of cells that can be pressed.

The look is that of the journey's map (charts/heatmap.py), and its style sheet.
"""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.charts.heatmap import BETWEEN, HIDDEN, UPRIGHT, wider
from cxdata.charts.palette import step
from cxdata.charts.shapes import Figure
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.wording import listed, measured


class End(Protocol):
    """A stage or team: reports.handovers.End."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def owners(self) -> Sequence[str]: ...


class Change(Protocol):
    """A difference and its verdict: reports.figures.Change."""

    @property
    def value(self) -> float | None: ...
    @property
    def words(self) -> str: ...


class Cell(Protocol):
    """A handover: reports.handovers_cells.Cell."""

    @property
    def after_bad(self) -> Figure: ...
    @property
    def after_good(self) -> Figure: ...
    @property
    def change(self) -> Change: ...
    @property
    def stands(self) -> bool: ...
    @property
    def tint(self) -> int: ...
    @property
    def few(self) -> bool: ...
    @property
    def text(self) -> str: ...
    @property
    def kept(self) -> bool: ...


class Handovers(Protocol):
    """The matrix: reports.handovers.Handovers."""

    @property
    def ends(self) -> Sequence[End]: ...
    @property
    def cells(self) -> Sequence[Sequence[Cell]]: ...
    @property
    def by(self) -> str: ...


def mark(found: Handovers, chosen: tuple[str, str] | None = None) -> Mark:
    """The matrix as a table; the chosen (from, to) is marked."""
    words = in_words(found)
    down, across = drawn(found)
    rows = (
        tag(
            "tr",
            tag("th", listed(_one(found, i).owners) if _first(found, down, i) else "",
                scope="row", class_="cx-map-stage", aria_hidden="true"),
            tag("th", _one(found, i).name, scope="row", class_="cx-map-name"),
            *(_cell(_one(found, i), _one(found, j), found.cells[i][j], chosen) for j in across),
        )
        for i in down
    )  # fmt: skip
    kind = "cx-map cx-many" if len(across) > UPRIGHT or len(down) > UPRIGHT else "cx-map"
    head = _head([_one(found, j) for j in across])
    table = tag("table", head, tag("tbody", *rows), class_=kind, aria_label=words)
    return Mark(tag("div", table, class_="cx-map-host cx-handed"), words)


def drawn(found: Handovers) -> tuple[list[int], list[int]]:
    """Numbers of the rows and columns to draw: of many ends those with any figure, else all."""
    every = list(range(len(found.ends)))
    if len(every) <= UPRIGHT:
        return every, every
    down = [i for i in every if any(_known(cell) for cell in found.cells[i])]
    across = [j for j in every if any(_known(row[j]) for row in found.cells)]
    return (down, across) if down else (every, every)


def left_out(found: Handovers) -> str:
    """What the matrix leaves out for want of any figure; '' where nothing."""
    parts = [
        f"{missing} {word}{'' if missing == 1 else 's'}"
        for part, word in zip(drawn(found), ("row", "column"), strict=True)
        if (missing := len(found.ends) - len(part))
    ]
    return f"Not drawn, without any figure to show: {listed(parts)}." if parts else ""


def in_words(found: Handovers) -> str:
    """The matrix in sentences: its size, and every cell that stands out."""
    said = [
        f"{one.name} to {two.name}: {cell.change.words} after a bad first answer."
        for one, row in zip(found.ends, found.cells, strict=True)
        for two, cell in zip(found.ends, row, strict=True)
        if cell.stands
    ]
    size = f"Handovers from {len(found.ends)} {found.by}s to each other."
    return " ".join([size, *(said or ["None differs beyond chance."])])


def _one(found: Handovers, i: int) -> End:
    return found.ends[i]


def _first(found: Handovers, down: Sequence[int], i: int) -> bool:
    """Is it the first row of its owners?"""
    at = down.index(i)
    return not at or found.ends[down[at - 1]].owners != found.ends[i].owners


def _known(cell: Cell) -> bool:
    return cell.kept and cell.change.value is not None


def _head(ends: Sequence[End]) -> Markup:
    cells = (tag("th", tag("span", end.name, class_="cx-map-title"), scope="col") for end in ends)
    corner = tag("th", "from ↓ to → ", wider(), scope="col", class_="cx-map-name")
    return tag("thead", tag("tr", tag("td", class_="cx-map-stage"), corner, *cells))


def _cell(one: End, two: End, cell: Cell, chosen: tuple[str, str] | None) -> Markup:
    if one.id == two.id:
        return tag("td", tag("div", class_="cx-cell cx-same"))
    known = _known(cell)
    kinds = [
        "cx-cell",
        f"cx-t{step(cell.tint)}" if known else "cx-none",
        "cx-few" if known and cell.few else "",
        "cx-out" if known and cell.stands else "",
    ]
    blank = HIDDEN if cell.kept and cell.after_bad.note.startswith("too few") else ""
    button = tag(
        "button",
        cell.text if known else blank,
        tag("small", f"{cell.after_bad.n:,}") if known else None,
        type="button",
        class_=" ".join(kind for kind in kinds if kind),
        data_cell=f"{one.id}{BETWEEN}{two.id}",
        aria_label=_said(one, two, cell),
        aria_pressed="true" if chosen == (one.id, two.id) else "false",
        tabindex=-1,
    )
    return tag("td", button)


def _said(one: End, two: End, cell: Cell) -> str:
    where = f"{one.name} to {two.name}"
    if not cell.kept:
        return f"{where}: left out by the filters"
    if cell.change.value is None:
        return f"{where}: {cell.after_bad.note or cell.after_good.note or 'not compared'}"
    out = "stands out, " if cell.stands else ""
    return (
        f"{where}: {cell.text}, {out}{cell.change.words}; after a bad one "
        f"{measured(cell.after_bad)}; after a good one {measured(cell.after_good)}"
    )
