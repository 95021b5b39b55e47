"""The one large number with its interval, and one customer's way, as shapes to edit."""

from __future__ import annotations

from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.shapes.group import GroupShape
from pptx.slide import Slide as Drawn

from cxdata.charts import scale
from cxdata.charts.scale import Scale
from cxdata.charts.wording import counted, scored
from cxdata.export.slides import text
from cxdata.export.slides.look import Box, Look, rgb
from cxdata.export.slides.text import Run
from cxdata.reports.presentation import Headline, Value, Way, WayStep

SMALL, BODY = 13.0, 16.0
A_ROW, GAP = 4, 46.0  # steps of a way side by side, and what lies between them
BETWEEN = 24.0  # between two rows of them: the days before the lower one stand there


def headline(drawn: Drawn, place: Box, look: Look, shown: Headline, words: str) -> None:
    """The number, what is to be known about it, and where it lies with its interval."""
    wide = place.width / look.unit > 560
    top, bar = place.rows(0.62, 0.38) if wide else place.rows(0.72, 0.28)
    number, beside = top.columns(0.42, 0.58, gap=24 * look.unit) if wide else top.rows(0.5, 0.5)
    _number(drawn, number, look, shown.figure, words)
    text.box(
        drawn.shapes,
        beside,
        look,
        _beside(look, shown, beside),
        anchor="middle" if wide else "top",
    )
    if shown.figure.low is not None and shown.figure.high is not None:
        _bar(drawn, bar, look, shown)


def way(drawn: Drawn, place: Box, look: Look, shown: Way, words: str) -> None:
    """Cards from left to right, a row below the other; between them the days that went by."""
    if not shown.steps:
        return
    count = len(shown.steps)
    in_a_row = count if count <= A_ROW else -(-count // -(-count // A_ROW))
    rows = place.rows(*[1.0] * -(-count // in_a_row), gap=BETWEEN * look.unit)
    group = drawn.shapes.add_group_shape()
    for number, step in enumerate(shown.steps):
        cells = rows[number // in_a_row].columns(*[1.0] * in_a_row, gap=GAP * look.unit)
        _card(group, cells[number % in_a_row], look, step)
        if number % in_a_row:
            _days(group, cells[number % in_a_row], look, step.days)
        elif number:
            _days_above(group, cells[0], look, step.days)
    text.alt(group, words, "One customer's way")


def _number(drawn: Drawn, place: Box, look: Look, figure: Value, words: str) -> None:
    shown = figure.value is not None
    width, height = place.width / look.unit, place.height / look.unit
    number, size = text.fitted(figure.text, width, height, (150, 130, 110, 90, 72, 54, 36, 24))
    colour = look.ink if shown else look.muted
    told = [[Run(number, size, colour, True)]]
    made = text.box(drawn.shapes, place, look, told, anchor="middle")
    text.alt(made, words, "The score")


def _beside(look: Look, shown: Headline, place: Box) -> list[list[Run]]:
    figure, width = shown.figure, place.width / look.unit
    told = shown.small_print or _measured(figure)
    before = shown.previous
    under = BODY * text.LEADING if before.value is not None or before.note else 0
    # A font may be wider than ours is thought to be: as much as another line is left free.
    high = min(78.0, place.height / look.unit - under - 14)
    words, size = text.fitted(told, 0.92 * width, high, (20, 18, BODY, 14, SMALL, 11))
    lines = [[Run(words, size, look.ink)]]
    if before.value is not None:
        lines.append([Run(f"the period before: {before.text}", BODY, look.muted)])
    elif before.note:
        lines.append([Run(f"the period before: {before.note}", BODY, look.muted)])
    return lines


def _measured(figure: Value) -> str:
    """How sure the figure is and from how many answers, or why there is none."""
    if figure.value is None or figure.low is None or figure.high is None:
        return figure.note or "nobody answered"
    ends = f"{scored(figure.low, figure.unit)} and {scored(figure.high, figure.unit)}"
    return " · ".join(part for part in (f"95 % between {ends}", counted(figure.n)) if part)


def _bar(drawn: Drawn, place: Box, look: Look, shown: Headline) -> None:
    """A scale with the interval, the value on it and the target as a tick."""
    figure, aim = shown.figure, shown.target
    along = scale.around((figure.low, figure.high, aim), figure.unit, least=44.0)
    middle = place.top + place.height * 0.45
    group = drawn.shapes.add_group_shape()
    unit = look.unit
    _bar_of(group, Box(place.left, middle - 4 * unit, place.width, 8 * unit), look.line, 1.0)
    left, right = (_x(along, place, end) for end in (figure.low or 0, figure.high or 0))
    colour = _colour(look, shown)
    wide = max(right - left, 6 * unit)
    _bar_of(group, Box(left, middle - 5 * unit, wide, 10 * unit), colour, 1.0)
    _dot(group, _x(along, place, figure.value or 0), middle, look, colour)
    for i, tick in enumerate(along.ticks):
        align = "left" if i == 0 else "right" if i == len(along.ticks) - 1 else "middle"
        words = scored(tick, figure.unit)
        _at(group, _x(along, place, tick), middle + 14 * unit, look, (words, align))
    if aim is not None:
        at = _x(along, place, aim)
        _bar_of(group, Box(at - 1.5 * unit, middle - 18 * unit, 3 * unit, 36 * unit), look.ink, 0)
        _at(group, at, middle - 42 * unit, look, (f"target {scored(aim, figure.unit)}", "middle"))
    told = "" if aim is None else f", the target at {scored(aim, figure.unit)}"
    ends = f"{scored(figure.low or 0, figure.unit)} to {scored(figure.high or 0, figure.unit)}"
    text.alt(group, f"A scale with the score at {figure.text}, its range {ends}{told}.", "Scale")


def _colour(look: Look, shown: Headline) -> str:
    """Coloured only where the whole interval lies on one side of the target."""
    low, high, aim = shown.figure.low, shown.figure.high, shown.target
    if aim is None or low is None or high is None:
        return look.ink
    if high < aim:
        return look.tint(-3)
    return look.tint(3) if low > aim else look.ink


def _x(along: Scale, place: Box, value: float) -> float:
    return place.left + place.width * along.x(value) / 100


def _bar_of(group: GroupShape, place: Box, colour: str, round_: float) -> None:
    kind = MSO_SHAPE.ROUNDED_RECTANGLE if round_ else MSO_SHAPE.RECTANGLE
    made = group.shapes.add_shape(kind, *place.emu)
    if round_:
        made.adjustments[0] = 0.5
    _flat(made, colour)


def _dot(group: GroupShape, x: float, y: float, look: Look, colour: str) -> None:
    half = 11 * look.unit
    place = Box(x - half, y - half, 2 * half, 2 * half)
    made = group.shapes.add_shape(MSO_SHAPE.OVAL, *place.emu)
    _flat(made, colour)
    made.line.color.rgb = rgb(look.background)
    made.line.width = look.size(3)


def _flat(made: Any, colour: str) -> None:
    made.fill.solid()
    made.fill.fore_color.rgb = rgb(colour)
    made.line.fill.background()
    # The theme's own style would add its outline and its shadow.
    style = made._element.find(qn("p:style"))
    if style is not None:
        made._element.remove(style)


def _at(group: GroupShape, x: float, y: float, look: Look, told: tuple[str, str]) -> None:
    words, align = told
    wide = 120 * look.unit
    left = {"left": x, "middle": x - wide / 2, "right": x - wide}[align]
    place = Box(left, y, wide, 20 * look.unit)
    text.box(group.shapes, place, look, [[Run(words, 14, look.muted)]], align=align)


def _card(group: GroupShape, place: Box, look: Look, step: WayStep) -> None:
    made = group.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *place.emu)
    made.adjustments[0] = 0.05
    _flat(made, look.palette.card)
    made.line.color.rgb = rgb(look.palette.line)
    made.line.width = look.size(0.75)
    text.fill(made.text_frame, look, _card_lines(look, place, step), margin=12)


def _card_lines(look: Look, place: Box, step: WayStep) -> list[list[Run]]:
    wide, high = place.width / look.unit - 24, place.height / look.unit - 24
    ink, muted = look.palette.ink, look.palette.muted
    lines = []
    used = 0.0
    for words, size, colour, bold, most in (
        (step.stage, 13.0, muted, False, 1),
        (step.touchpoint, 17.0, ink, True, 2),
        (step.department, 13.0, muted, False, 1),
        (step.score, 24.0, ink, True, 1),
    ):
        if not words:
            continue
        told, fits = text.fitted(words, wide, most * size * text.LEADING, (size, size - 2))
        lines.append([Run(told, fits, colour, bold)])
        used += text.lines(told, wide, fits) * fits * text.LEADING
    ended = _told(step)
    left = high - used - (18 if ended else 0)
    if step.words and left >= 26:
        told, fits = text.fitted(f"“{step.words}”", wide, left, (16, 14, 13, 12, 11))
        lines.append([Run(told, fits, ink)])
    if ended:
        lines.append([Run(ended, 13, muted)])
    return lines


def _told(step: WayStep) -> str:
    if step.told is None:
        return ""
    return "told what was done" if step.told else "not told what was done"


def _days(group: GroupShape, place: Box, look: Look, days: int) -> None:
    """The days before a card, in the gap to its left."""
    wide = GAP * look.unit
    gap = Box(
        place.left - wide, place.top + place.height / 2 - 20 * look.unit, wide, 40 * look.unit
    )
    lines = [[Run("→", 16, look.muted)], [Run(_passed(days), 12, look.muted)]]
    text.box(group.shapes, gap, look, lines, anchor="middle", align="middle")


def _days_above(group: GroupShape, place: Box, look: Look, days: int) -> None:
    """The days before a card that begins a row: over it, since to its left the slide ends."""
    high = BETWEEN * look.unit
    gap = Box(place.left, place.top - high, place.width, high)
    line = [Run(f"→ {_passed(days)}", 12, look.muted)]
    text.box(group.shapes, gap, look, [line], anchor="middle")


def _passed(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"
