"""The journey's map: touchpoints by columns, one table of cells that can be pressed.

A table rather than a picture: it reads at every width, in both themes, by keyboard and aloud, and
a cell that is pressed tells the page which it was.
"""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from cxdata.charts.palette import step
from cxdata.charts.shapes import Figure
from cxdata.charts.svg import Mark, Markup, tag
from cxdata.charts.wording import measured

BETWEEN = "|"  # touchpoint | column: the id of a cell
HIDDEN, WITHHELD = "×", ("too few", "cannot be weighted")
UPRIGHT = 13  # columns whose names have room beside one another; those of more stand on end
ONE_SIDED = ("volume", "response")  # more or less of something, without a middle
KEYS = {
    "score": ("below", "above"),
    "change": ("down", "up"),
    "target": ("under target", "over target"),
    "volume": ("few answers", "most answers"),
    "response": ("few of those asked", "most of those asked"),
}


class Cell(Protocol):
    """A touchpoint in a column: reports.journey_paint.Cell."""

    @property
    def figure(self) -> Figure: ...
    @property
    def outlined(self) -> bool: ...
    @property
    def under(self) -> bool: ...
    @property
    def text(self) -> str: ...
    @property
    def tint(self) -> int: ...
    @property
    def few(self) -> bool: ...


class Heading(Protocol):
    """A column: reports.journey.Heading."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def long(self) -> str: ...
    @property
    def marks(self) -> Sequence[int]: ...
    @property
    def broken(self) -> bool: ...


class Row(Protocol):
    """A touchpoint: reports.journey.Row."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def cells(self) -> Sequence[Cell]: ...


class Map(Protocol):
    """The whole map: reports.journey.Journey."""

    @property
    def colour(self) -> str: ...
    @property
    def columns(self) -> Sequence[Heading]: ...
    @property
    def rows(self) -> Sequence[Row]: ...


def mark(found: Map) -> Mark:
    """The map as a table; where it is shown the chosen cell is marked (`address`).

    Rows in which nobody answered at all are folded into one line under it, if others have answers.
    """
    words = in_words(found)
    silent = [row for row in found.rows if _silent(row)]
    if len(silent) == len(found.rows):
        silent = []  # nothing would be left of the map
    rows = [row for row in found.rows if row not in silent]
    shown = tag("div", _table(found, rows, words), class_="cx-map-host")
    rest = _folded(found, silent) if silent else Markup("")
    return Mark(Markup(shown + rest + _key(found)), words)


def _key(found: Map) -> Markup:
    """The colours from the lowest to the highest, between what these are."""
    if found.colour not in KEYS:
        return Markup("")
    steps = range(4) if found.colour in ONE_SIDED else range(-3, 4)
    low, high = KEYS[found.colour]
    held = (tag("b", class_=_shade(found.colour, tint)) for tint in steps)
    swatches = tag("span", *held, class_="cx-map-steps")
    return tag("div", low, swatches, high, class_="cx-map-key", aria_hidden="true")


def _table(found: Map, rows: Sequence[Row], words: str) -> Markup:
    body = []
    for _, held in groupby(rows, key=lambda row: row.stage):
        lines = list(held)
        drawn = (_row(found, r, i, len(lines)) for i, r in enumerate(lines))
        body.append(tag("tbody", _phase(found, lines[0].stage), *drawn))
    kind = "cx-map cx-many" if len(found.columns) > UPRIGHT else "cx-map"
    return tag("table", _head(found), *body, class_=kind, aria_label=words)


def _silent(row: Row) -> bool:
    """Whether nobody answered in any column; what is too few to show is not nobody."""
    return bool(row.cells) and all(cell.figure.n == 0 for cell in row.cells)


def _folded(found: Map, rows: Sequence[Row]) -> Markup:
    said = f"{len(rows)} touchpoint{'' if len(rows) == 1 else 's'} without answers here"
    held = tag("div", _table(found, rows, said), class_="cx-map-host")
    return tag("details", tag("summary", said), held, class_="cx-map-rest")


def in_words(found: Map) -> str:
    """The map in sentences: its size, and every cell that stands out."""
    size = f"{len(found.rows)} touchpoints by {len(found.columns)} columns."
    said = [
        f"{row.name}, {column.long}: {measured(cell.figure)}, {_side(cell)} the rest of its row."
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
        if cell.outlined
    ]
    return " ".join([size, *(said or ["No cell stands out from its row."])])


def address(cell: tuple[str, str] | None) -> str:
    """What a cell, (touchpoint, column), is called in the markup; '' for none."""
    return BETWEEN.join(cell) if cell else ""


def place_of(pressed: str) -> tuple[str, str] | None:
    """Touchpoint and column of a cell that was pressed; None for what is none."""
    touchpoint, between, column = pressed.partition(BETWEEN)
    return (touchpoint, column) if between else None


def wider() -> Markup:
    """What a phone says beside headings of which it shows a few; not seen where all have room."""
    return tag("span", "swipe ↔", class_="cx-map-wider", aria_hidden="true")


def _head(found: Map) -> Markup:
    cells = [
        tag(
            "th",
            tag("span", column.name, class_="cx-map-title"),
            *(tag("span", str(k), class_="cx-map-mark") for k in column.marks),
            scope="col",
            class_="cx-map-broken" if column.broken else None,
        )
        for column in found.columns
    ]
    corner = tag("td", class_="cx-map-stage"), tag("td", wider(), class_="cx-map-name")
    return tag("thead", tag("tr", *corner, *cells))


def _phase(found: Map, stage: str) -> Markup:
    """The stage above its rows, where a phone has no room for it beside them."""
    name = tag("th", tag("span", stage), scope="rowgroup", colspan=len(found.columns) + 1)
    return tag("tr", name, class_="cx-map-phase")


def _row(found: Map, row: Row, place: int, rows: int) -> Markup:
    group = None
    if place == 0:
        group = tag("th", row.stage, scope="rowgroup", rowspan=rows, class_="cx-map-stage")
    measure = None if row.measure == "NPS" else tag("small", f" {row.measure}")
    name = tag("th", row.name, measure, scope="row", class_="cx-map-name")
    pairs = zip(found.columns, row.cells, strict=True)
    cells = (_cell(found, row, column, cell) for column, cell in pairs)
    return tag("tr", group, name, *cells)


def _cell(found: Map, row: Row, column: Heading, cell: Cell) -> Markup:
    known = cell.figure.value is not None
    kinds = [
        "cx-cell",
        _shade(found.colour, cell.tint) if known else "cx-none",
        "cx-few" if cell.few else "",
        "cx-out" if cell.outlined else "",
    ]
    blank = HIDDEN if cell.figure.note.startswith(WITHHELD) else ""
    n = tag("small", f"{cell.figure.n:,}") if known and found.colour != "volume" else None
    button = tag(
        "button",
        cell.text if known else blank,
        n,
        type="button",
        class_=" ".join(kind for kind in kinds if kind),
        data_cell=address((row.id, column.id)),
        aria_label=_said(row, column, cell),
        aria_pressed="false",
        tabindex=-1,
    )
    return tag("td", button, class_="cx-map-broken" if column.broken else None)


def _shade(colour: str, tint: int) -> str:
    return f"cx-s{tint}" if colour in ONE_SIDED else f"cx-t{step(tint)}"


def _said(row: Row, column: Heading, cell: Cell) -> str:
    out = f", {_side(cell)} the rest of its row" if cell.outlined else ""
    shown = "" if cell.text in (cell.figure.text, "–") else f"{cell.text}; "
    return f"{row.name}, {column.long}: {shown}{measured(cell.figure)}{out}"


def _side(cell: Cell) -> str:
    return "stands out below" if cell.under else "stands out above"
