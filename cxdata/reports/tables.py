"""What the pictures show as tidy tables: a row a thing, the same figures, hidden ones marked.

Columns of a figure: score, low, high (in `unit`), answers, and note ('too few to show').
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from cxdata.reports.bridging import BridgeReport
from cxdata.reports.charting import Point
from cxdata.reports.departments import DepartmentRow
from cxdata.reports.figures import Figure
from cxdata.reports.hearing import Heard, HeardPart
from cxdata.reports.journey import Journey
from cxdata.reports.journey_strip import StageCell
from cxdata.reports.scorecard import Scorecard
from cxdata.reports.tables_shares import percent
from cxdata.reports.trend import Trend
from cxdata.reports.waterfall import Waterfall

FIGURE = ("score", "low", "high", "unit", "answers", "note")


def score(card: Scorecard) -> pd.DataFrame:
    """The headline: this period, the previous one, and with a part chosen the whole beside it."""
    target = card.target.value if card.target else None
    rows = [
        (card.period, *cells(card.headline), target),
        (card.previous_period, *cells(card.previous), None),
    ]
    if card.beside is not None:
        rows.append((f"{card.company}, {card.period}", *cells(card.beside), None))
    return _table(("period", *FIGURE, "target"), rows)


def causes(moved: Waterfall) -> pd.DataFrame:
    """The steps of a waterfall, in points."""
    rows = ((s.name, s.value, s.low, s.high, s.chance, s.note) for s in moved.steps)
    return _table(("cause", "points", "low", "high", "may be chance", "note"), rows)


def journey(stages: Sequence[StageCell]) -> pd.DataFrame:
    """A row a stage."""
    columns = ("stage", "measure", *FIGURE, "target", "to target", "change", "owners", "worst")
    rows = (
        (
            *(s.name, s.label, *cells(s.figure)),
            *((s.target.value, s.target.words) if s.target else (None, "")),
            *(s.change.words, ", ".join(s.owners), s.worst),
        )
        for s in stages
    )
    return _table(columns, rows)


def journey_cells(found: Journey) -> pd.DataFrame:
    """A row a cell of the journey's map, touchpoint by touchpoint; response in %."""
    columns = (
        *("stage", "touchpoint", "measure", found.by, *FIGURE, "drawn to the mean", "change"),
        *("to target", "response", "stands out"),
    )
    rows = (
        (
            *(row.stage, row.name, row.measure, column.long, *cells(cell.figure), cell.shrunk),
            *(cell.change.words, cell.target.words if cell.target else "", percent(cell.response)),
            ("below" if cell.under else "above") if cell.outlined else "",
        )
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
    )
    return _table(columns, rows)


def departments(table: Sequence[DepartmentRow]) -> pd.DataFrame:
    """A row a department."""
    columns = ("department", *FIGURE, "change", "against the others", "teams", "touchpoints")
    rows = (
        (d.name, *cells(d.figure), d.change.words, d.relation, d.teams, d.touchpoints)
        for d in table
    )
    return _table(columns, rows)


def hearing(heard: Heard) -> pd.DataFrame:
    """All customers, then a row a segment; shares in %."""
    columns = ("customers", "eligible", "invited", "answered", "response", "coverage", "note")
    rows = (
        (
            *(p.name, p.eligible, p.invited, p.answered),
            *(percent(p.response), percent(p.coverage), _heard_note(p)),
        )
        for p in (heard.whole, *heard.segments)
    )
    return _table(columns, rows)


def _heard_note(part: HeardPart) -> str:
    if part.answered is None:
        return "not known, or too few to show"
    return "answers less often than the others" if part.quiet else ""


def periods(found: Trend) -> pd.DataFrame:
    """A row a period of the trend, then of each panel."""
    series: list[tuple[str, tuple[Point, ...]]] = [(found.part or "all", found.points)]
    series += [(panel.name, panel.points) for panel in found.panels]
    columns = ("of", "period", "start", *FIGURE, "lower limit", "upper limit", "signal")
    rows = (
        (name, p.label, p.start.isoformat(), *cells(p.figure), p.lower, p.upper, p.signal)
        for name, points in series
        for p in points
    )
    return _table(columns, rows)


def members(found: BridgeReport) -> pd.DataFrame:
    """A row a member of a bridge; shares in %; mix and rate add up to the change."""
    columns = (
        *(found.dimension or "part", "share before in %", "share after in %", "score before"),
        *("score after", "moved by its share", "moved by its score", "low", "high"),
        "may be chance",
    )
    rows = (
        (
            *(r.name, percent(r.share_before), percent(r.share_after)),
            *(r.before.value, r.after.value),
            *(r.mix, r.rate, r.rate_low, r.rate_high, r.chance),
        )
        for r in found.rows
    )
    return _table(columns, rows)


def cells(figure: Figure) -> tuple[object, ...]:
    """A figure's columns, FIGURE by name."""
    return figure.value, figure.low, figure.high, figure.unit, figure.n, figure.note


def _table(columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    # Objects keep whole numbers whole where some are hidden (None).
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
