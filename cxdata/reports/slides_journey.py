"""The journey on a slide: every touchpoint's score, the valley and the peak."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cxdata.catalog import METRICS
from cxdata.metrics import rows as side_by_side
from cxdata.reports import periods, places, scoring, wording
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.page import Page
from cxdata.reports.presentation import Heat, HeatCell, Slide
from cxdata.reports.scorecard import Scorecard
from cxdata.reports.slides_score import value

TITLE = "Where do we win customers, and where do we lose them?"
STRONG, PLAIN = 20, 10  # points off the rest at which the colour deepens
DEFINITION = (
    "NPS of the answers about each touchpoint. Coloured where it differs from the answers about "
    "all other touchpoints by more than chance (permutation or score test, from 10 answers on, "
    "Benjamini-Hochberg at 10 %)."
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
        return None, _lacking(page)
    whole = board.of(places.WHOLE, "").over(page.view)[0]
    shades = _shades(whole, counts, may)
    cells = [HeatCell(value(f), s) for f, s in zip(figures, shades, strict=True)]
    low, high = min(known)[1], max(known)[1]
    cells[low] = replace(cells[low], mark="valley")
    cells[high] = replace(cells[high], mark="peak")
    stage = {s.id: s.name for s in company.stages}
    rows = tuple((stage[t.stage], t.name, _owners(page, t.id)) for t in order)
    heat = Heat((periods.label(page.view),), rows, tuple((cell,) for cell in cells))
    told = [
        _told(page.touchpoint(order[i].id), rows[i], figures[i], shades[i]) for i in (low, high)
    ]
    over = periods.label(page.view)
    sentence = f"Touchpoints in {over}: lowest is {told[0]}, highest {told[1]}."
    words = "; ".join(f"{row[0]}, {row[1]} {f.text}" for row, f in zip(rows, figures, strict=True))
    n = sum(f.n or 0 for f in figures)
    source = f"Touchpoint surveys, {wording.counted(n)}, {card.period}"
    return Slide("journey", TITLE, sentence, (heat,), f"NPS by touchpoint: {words}.", source,
                 DEFINITION), ""  # fmt: skip


def _lacking(page: Page) -> str:
    """Why not two touchpoints have an NPS to show: nobody was asked for it, or too few answered."""
    n = {m: int(b.of(places.WHOLE, "").over(page.view).sum()) for m, b in page.boards.items()}
    others = [METRICS[metric].name for metric, answers in n.items() if metric != "nps" and answers]
    if n["nps"] or not others:
        return "Too few answers about single touchpoints to show."
    asked = f"only {wording.listed(others)}: Journey shows each stage by its own measure."
    return f"NPS was not asked at touchpoints in {periods.label(page.view)}, {asked}"


def _shades(whole: Ints, counts: Ints, may: Mask) -> list[int]:
    """The step of the diverging palette: 0 where the difference from the rest may be chance.

    The touchpoints are tested as cells of one row of the journey's map, and beside them all other
    answers (of what is hidden, or not mapped) as one more.
    """
    shown = np.where(may[:, None], counts, 0)
    split = scoring.split("nps", np.vstack([shown, whole - shown.sum(axis=0)]))
    top, middle, bottom = (part[None] for part in split)
    found = side_by_side.standing(top, middle, bottom)
    gap, stands = (part[0, :-1] for part in (found.gap, found.stands))
    far = np.abs(np.nan_to_num(gap))
    size = np.where(far >= STRONG, 3, np.where(far >= PLAIN, 2, 1))
    return [int(step) for step in np.where(stands, np.sign(np.nan_to_num(gap)) * size, 0)]


def _owners(page: Page, touchpoint: str) -> str:
    return wording.listed([d.name for d in page.organisation.owners_of(touchpoint)])


def _told(name: str, row: tuple[str, str, str], figure: Figure, shade: int) -> str:
    """'Understand the bill (+3, Finance)', and whether it may be chance."""
    parts = [figure.text, row[2], "" if shade else "may be chance"]
    return f"{name} ({', '.join(part for part in parts if part)})"
