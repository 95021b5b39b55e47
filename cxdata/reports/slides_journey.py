"""The journey on a slide: every touchpoint's score, the valley and the peak."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cxdata.reports import periods, places, scoring, wording
from cxdata.reports.figures import Figure
from cxdata.reports.page import Page
from cxdata.reports.presentation import Heat, HeatCell, Slide
from cxdata.reports.scorecard import Scorecard
from cxdata.reports.slides_score import value

TITLE = "Where do we win customers, and where do we lose them?"
STRONG, PLAIN = 20, 10  # points off the rest at which the colour deepens
DEFINITION = (
    "NPS of the answers about each touchpoint. Coloured where it differs from the answers about "
    "all other touchpoints by more than chance (score test, Benjamini-Hochberg at 10 %)."
)


def journey(page: Page, card: Scorecard) -> tuple[Slide | None, str]:
    """A row a touchpoint, one column: the period."""
    company, board = page.organisation, page.boards["nps"]
    order = [t for s in company.stages for t in company.touchpoints if t.stage == s.id]
    table = board.of(places.TOUCHPOINT, *(t.id for t in order))
    if len(order) < 2 or len(table.keys) != len(order):
        return None, "The journey is not mapped: organisation.toml names no touchpoints yet."
    counts, may = table.over(page.view), table.may_beside_total(page.view, page.minimum)
    figures = scoring.figures("nps", counts, may)
    known = [(f.value, i) for i, f in enumerate(figures) if f.value is not None]
    if len(known) < 2:
        return None, "Too few answers about single touchpoints to show."
    whole = board.of(places.WHOLE, "")
    shades = _shades(whole.over(page.view) - counts, counts, may)
    cells = [HeatCell(value(f), s) for f, s in zip(figures, shades, strict=True)]
    low, high = min(known)[1], max(known)[1]
    cells[low] = replace(cells[low], mark="valley")
    cells[high] = replace(cells[high], mark="peak")
    stage = {s.id: s.name for s in company.stages}
    rows = tuple((stage[t.stage], t.name, _owners(page, t.id)) for t in order)
    heat = Heat((periods.label(page.view),), rows, tuple((cell,) for cell in cells))
    told = [_told(rows[i], figures[i], shades[i]) for i in (low, high)]
    sentence = f"Lowest: {told[0]}. Highest: {told[1]}."
    words = "; ".join(f"{row[0]}, {row[1]} {f.text}" for row, f in zip(rows, figures, strict=True))
    n = sum(f.n or 0 for f in figures)
    source = f"Touchpoint surveys, {wording.counted(n)}, {card.period}"
    return Slide("journey", TITLE, sentence, (heat,), f"NPS by touchpoint: {words}.", source,
                 DEFINITION), ""  # fmt: skip


def _shades(rest: np.ndarray, counts: np.ndarray, may: np.ndarray) -> list[int]:
    """The step of the diverging palette: 0 where the difference from the rest may be chance."""
    moved = scoring.moves("nps", counts, rest, may)
    stand = scoring.standing(moved.p) & ((moved.low > 0) | (moved.high < 0))
    far = np.abs(np.nan_to_num(moved.value))
    size = np.where(far >= STRONG, 3, np.where(far >= PLAIN, 2, 1))
    signed = np.where(stand, np.sign(np.nan_to_num(moved.value)) * size, 0)
    return [int(step) for step in signed]


def _owners(page: Page, touchpoint: str) -> str:
    return wording.listed([d.name for d in page.organisation.owners_of(touchpoint)])


def _told(row: tuple[str, str, str], figure: Figure, shade: int) -> str:
    """'Understand the bill (+3, Finance)', and whether it may be chance."""
    parts = [figure.text, row[2], "" if shade else "may be chance"]
    return f"{row[1]} ({', '.join(part for part in parts if part)})"
