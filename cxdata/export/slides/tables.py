"""The journey as a coloured table, the shared goals, and plain rows: native tables to edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide as Drawn
from pptx.table import _Cell

from cxdata.export import plain
from cxdata.export.slides import text
from cxdata.export.slides.look import Box, Look, contrast, rgb
from cxdata.export.slides.text import Run
from cxdata.reports import wording
from cxdata.reports.presentation import Goal, Goals, Heat, HeatCell, Table

BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
SIZES = (18.0, 16.0, 14.0, 12.0, 11.0, 10.0, 9.0, 8.0)
SPLIT = 14  # rows from which on a journey of one column is cut in two
TALLEST = 30.0  # of a heatmap's row, in points: few rows do not grow into slabs
MARKS = {"valley": "▼ ", "peak": "▲ "}
GOAL = ("Goal", "From", "Now", "Aim", "By", "Where it stands", "Sponsor")


@dataclass(frozen=True)
class Entry:
    """A cell: words, their colour and weight, the fill ('' for none), and which side they keep."""

    words: str
    colour: str
    bold: bool = False
    fill: str = ""
    align: str = "left"


def heat(drawn: Drawn, place: Box, look: Look, shown: Heat, words: str) -> None:
    """A row a touchpoint, coloured as its score stands; many of one column in two halves."""
    halves = _halves(shown)
    places = place.columns(*(1.0 for _ in halves), gap=28 * look.unit)
    tables = [_heat_rows(look, half) for half in halves]
    widths = _heat_widths(shown)
    most = min(_size(at, look, rows, widths)[0] for at, rows in zip(places, tables, strict=True))
    longest = max(len(rows) for rows in tables)
    for at, rows in zip(places, tables, strict=True):
        room = min(at.height * len(rows) / longest, TALLEST * look.unit * len(rows))
        made = _made(drawn, Box(at.left, at.top, at.width, room), look, rows, widths, most)
        text.alt(made, words, "The journey")


def _halves(shown: Heat) -> tuple[Heat, ...]:
    """The journey in two where it has one column, cut where a stage begins nearest the middle."""
    count = len(shown.rows)
    begins = [i for i in range(1, count) if shown.rows[i][0] != shown.rows[i - 1][0]]
    if len(shown.columns) > 1 or count < SPLIT or not begins:
        return (shown,)
    cut = min(begins, key=lambda i: abs(2 * i - count))
    return tuple(
        replace(shown, rows=shown.rows[part], cells=shown.cells[part])
        for part in (slice(None, cut), slice(cut, None))
    )


def _heat_widths(shown: Heat) -> list[float]:
    few = len(shown.columns) <= 3
    return [1.1, 2.0, 1.5, *([1.0 if few else 0.62] * len(shown.columns))]


def _heat_rows(look: Look, shown: Heat) -> list[list[Entry]]:
    """The rows of a heatmap, its head first; the stage is written once."""
    head = [_head(look, name) for name in ("Stage", "Touchpoint", "Owner")]
    head += [_head(look, name, "middle") for name in shown.columns]
    rows: list[list[Entry]] = [head]
    before = None
    for (stage, name, owner), cells in zip(shown.rows, shown.cells, strict=True):
        named = [
            Entry("" if stage == before else stage, look.muted, True),
            Entry(name, look.ink),
            Entry(owner, look.muted),
        ]
        rows.append(named + [_heated(look, cell) for cell in cells])
        before = stage
    return rows


def goals(drawn: Drawn, place: Box, look: Look, shown: Goals, words: str) -> None:
    """Where each shared goal stands, and under it what each department can do."""
    rows = [[_head(look, name) for name in GOAL]]
    for goal in shown.goals:
        reached = _reached(goal)
        now = f"{goal.now} ({reached})" if reached else goal.now
        shown_ = (goal.name, goal.start, now, goal.aim, goal.due, goal.course, goal.sponsor)
        rows.append([Entry(part, look.ink, i in (0, 2)) for i, part in enumerate(shown_)])
    parts = [
        (department, part, goal.name) for goal in shown.goals for department, part in goal.parts
    ]
    widths = (2.6, 0.8, 1.5, 0.8, 1.0, 1.5, 1.4)
    if not parts:
        made = _made(drawn, _natural(place, look, rows, widths), look, rows, widths)
        text.alt(made, words, "The shared goals")
        return
    several = len(shown.goals) > 1
    wide = (1.4, 4.4, 2.4) if several else (1.4, 6)
    heads = ("Department", "What it can do", *(["For"] if several else []))
    below = [[_head(look, name) for name in heads]]
    for department, part, goal_name in parts:
        cells = [Entry(department, look.ink, True), Entry(part, look.ink)]
        below.append([*cells, *([Entry(goal_name, look.muted)] if several else [])])
    width = place.width / look.unit
    high = sum(_lines(width, rows, widths, 13)), sum(_lines(width, below, wide, 13))
    top, under = place.rows(high[0] + 0.5, high[1] + 0.5, gap=16 * look.unit)
    most = min(_size(top, look, rows, widths)[0], _size(under, look, below, wide)[0])
    text.alt(_made(drawn, top, look, rows, widths, most), words, "The shared goals")
    made = _made(drawn, under, look, below, wide, most)
    text.alt(made, f"What each department can do. {words}", "What each department can do")


def _reached(goal: Goal) -> str:
    """'31 % of the way', 'over 99 % of the way'; a share of 0 is kept of what went back, too."""
    if goal.share is None:
        return ""
    if goal.share <= 0 and goal.now != goal.start:
        return "further off than at the start"
    return f"{wording.share(goal.share)} of the way"


def table(drawn: Drawn, place: Box, look: Look, shown: Table, words: str) -> None:
    """Plain rows under plain names."""
    if not shown.columns:
        return
    rows = [[_head(look, name) for name in shown.columns]]
    rows += [[Entry(cell, look.ink, i == 0) for i, cell in enumerate(row)] for row in shown.rows]
    widths = [_weight(rows, i) for i in range(len(shown.columns))]
    made = _made(drawn, _natural(place, look, rows, widths), look, rows, widths)
    text.alt(made, words, "Table")


def _head(look: Look, name: str, align: str = "left") -> Entry:
    return Entry(name, look.muted, True, align=align)


def _heated(look: Look, cell: HeatCell) -> Entry:
    """A cell with its colour; a hidden one carries its note, in short."""
    value = cell.value
    if value.value is None:
        return Entry("–" if value.note != "nobody answered" else "", look.muted, align="middle")
    fill = "" if cell.shade is None else look.tint(cell.shade)
    colour = look.on(fill) if fill else look.ink
    if fill and contrast(look.ink, fill) > contrast(colour, fill):
        colour = look.ink
    marked = MARKS.get(cell.mark, "")
    return Entry(f"{marked}{value.text}", colour, bool(marked), fill, "middle")


def _weight(rows: Sequence[Sequence[Entry]], column: int) -> float:
    """How wide a column should be: by its longest words, within reason."""
    longest = max(len(row[column].words) for row in rows)
    return 4 + min(longest, 60)


def _natural(
    place: Box, look: Look, rows: Sequence[Sequence[Entry]], widths: Sequence[float]
) -> Box:
    """A place as high as the rows are with generous type, if that is less than there is."""
    size = SIZES[0]
    lines = _lines(place.width / look.unit, rows, widths, size)
    wanted = sum(n * size * text.LEADING + 18 for n in lines) * look.unit
    return Box(place.left, place.top, place.width, min(place.height, wanted))


def _made(
    drawn: Drawn,
    place: Box,
    look: Look,
    rows: Sequence[Sequence[Entry]],
    widths: Sequence[float],
    most: float = SIZES[0],
) -> Any:
    """A table that keeps to its place: the largest type, up to `most`, at which every row fits."""
    shape = drawn.shapes.add_table(len(rows), len(widths), *place.emu)
    held = shape.table
    held._tbl.tblPr.find(qn("a:tableStyleId")).text = BARE
    held.first_row, held.horz_banding = True, False
    size, lines = _size(place, look, rows, widths, most)
    for column, width in zip(held.columns, widths, strict=True):
        column.width = round(place.width * 12700 * width / sum(widths))
    pad = max(1.0, min(6.0, size / 3))
    wide = [place.width / look.unit * w / sum(widths) - 2 * pad for w in widths]
    air = (place.height / look.unit - sum(lines) * size * text.LEADING) / len(rows)
    high = [n * size * text.LEADING + air for n in lines]
    for made, points in zip(held.rows, high, strict=True):
        made.height = round(points * look.unit * 12700)
    for number, row in enumerate(rows):
        for cell, entry, room in zip(held.rows[number].cells, row, wide, strict=True):
            _written(cell, look, entry, size, (room, high[number] - 1, pad))
    return shape


def _written(
    cell: _Cell, look: Look, entry: Entry, size: float, room: tuple[float, float, float]
) -> None:
    words, fits = text.fitted(entry.words, room[0], room[1], (size, max(7.0, size - 2)))
    run = Run(words, fits, entry.colour, entry.bold)
    text.write(cell.text_frame.paragraphs[0], look, [run])
    cell.text_frame.paragraphs[0].alignment = text.ALIGNED[entry.align]
    cell.text_frame.word_wrap = True
    cell.vertical_anchor = text.ANCHORS["middle"]
    cell.margin_left = cell.margin_right = look.size(room[2])
    cell.margin_top = cell.margin_bottom = look.size(0.5)
    if entry.fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(entry.fill)
    else:
        cell.fill.background()
    _edges(cell, look.background if entry.fill else look.line, bool(entry.fill))


def _edges(cell: _Cell, colour: str, around: bool) -> None:
    """A hairline under a row; around a coloured cell a gap in the background's colour."""
    properties = cell._tc.get_or_add_tcPr()
    for side in reversed(("lnL", "lnR", "lnT", "lnB") if around else ("lnB",)):
        width = 19050 if around else 6350
        properties.insert(
            0,
            parse_xml(
                f'<a:{side} {nsdecls("a")} w="{width}"><a:solidFill>'
                f'<a:srgbClr val="{colour[1:]}"/></a:solidFill></a:{side}>'
            ),
        )


def _size(
    place: Box,
    look: Look,
    rows: Sequence[Sequence[Entry]],
    widths: Sequence[float],
    most: float = SIZES[0],
) -> tuple[float, list[int]]:
    """The largest size at which the rows fit, and how many lines each row has then."""
    width, height = place.width / look.unit, place.height / look.unit
    for size in (s for s in SIZES if s <= most):
        lines = _lines(width, rows, widths, size)
        if sum(lines) * size * text.LEADING + len(rows) * 4 <= height:
            return size, lines
    held = max(1, int(height / len(rows) / (SIZES[-1] * text.LEADING)))
    return SIZES[-1], [min(n, held) for n in lines]


def _lines(
    width: float, rows: Sequence[Sequence[Entry]], widths: Sequence[float], size: float
) -> list[int]:
    pad = 2 * max(1.0, min(6.0, size / 3))
    rooms = [width * w / sum(widths) - pad for w in widths]
    return [
        max(
            text.lines(plain.line(entry.words, 400), max(room, size), size)
            for entry, room in zip(row, rooms, strict=True)
        )
        for row in rows
    ]
