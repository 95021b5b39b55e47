"""An address as a QR code for the wall: black on white in both themes, so that a camera reads it.

source  ISO/IEC 18004 as segno makes it, error correction M: it is read with 15 % of it dirty
"""

from __future__ import annotations

from itertools import groupby

import segno

from cxdata.charts.svg import Mark, Markup, number, tag

QUIET = 4  # modules of white around it, which the norm asks for


def mark(address: str, words: str) -> Mark:
    """The code as a square picture.

    address  what a camera is to open
    words    where it leads, for whoever does not see it
    """
    rows = modules(address)
    side = len(rows) + 2 * QUIET
    paper = tag("rect", x=0, y=0, width=side, height=side, fill="#FFFFFF")
    dark = [part for y, row in enumerate(rows) for part in _runs(row, y + QUIET)]
    picture = tag(
        "svg",
        tag("title", words),
        paper,
        *dark,
        role="img",
        aria_label=words,
        viewBox=f"0 0 {number(side)} {number(side)}",
        shape_rendering="crispEdges",
        class_="cx-qr",
    )
    return Mark(picture, words)


def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """The code's modules, row by row; True is dark."""
    code = segno.make(address, error="m", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _runs(row: tuple[bool, ...], y: int) -> list[Markup]:
    """A row's dark modules, those side by side in one piece."""
    found, x = [], QUIET
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            found.append(tag("rect", x=x, y=y, width=width, height=1, fill="#000000"))
        x += width
    return found
