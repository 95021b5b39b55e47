"""What the pages of Listen share: their choices, and the tables behind their pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from cxdata.charts import palette, small_multiples
from cxdata.charts import trend as chart
from cxdata.reports.bridging import BridgeReport
from cxdata.reports.trend import Trend
from cxdata.scope import View, month_after
from pages.ui import cards, choice, data, figures, filters, marks
from pages.ui.about import Table, tables

PARTS = {
    "": "The whole",
    "stage": "Stage",
    "touchpoint": "Touchpoint",
    "department": "Department",
    "team": "Team",
    "segment": "Segment",
    "channel": "Channel",
    "region": "Region",
}
MIXES = {"": "What changed most", "channel": "Channel", "segment": "Segment", "region": "Region"}
WIDE = 240  # pixels of a choice
GRAINS = {"auto": "As answers allow", "month": "Month", "quarter": "Quarter"}
BEFORE = {
    "before": "The period before",
    "year": "The same months a year before",
    "other": "Other months",
}


def by() -> str:
    """The dimension that the trend is taken apart by; '' keeps the whole."""
    return choice.one_of("Taken apart by", PARTS, "by", WIDE)


def grain() -> str:
    """The length of a period on the chart."""
    return choice.one_of("Periods", GRAINS, "grain", WIDE)


def mix() -> str:
    """The dimension of the bridge; '' leaves the choice to the report."""
    return choice.one_of("Customers by", MIXES, "mix", WIDE)


def compared(view: View) -> View:
    """The period that the view's is compared with; the view's filters stay."""
    chosen = choice.one_of("Compared with", BEFORE, "against", WIDE)
    if chosen == "other":
        since, until = filters.months("then_since", "then_until", data.months(), view.months)
    else:
        back = -12 if chosen == "year" else -view.months
        since, until = month_after(view.since, back), month_after(view.until, back)
    return View(
        since, until, view.departments, view.teams, view.segments, view.channels, view.regions
    )


EMPTY = (
    "Too few answers to draw the trend",
    "Not one period has answers enough for a score to be shown. Take a filter off, or let quarters "
    "stand for months.",
)


def picture(trend: Trend) -> None:
    """The control chart in the colours of whoever's theme, and what its lines and numbers are; or
    why nothing is drawn.
    """
    if not chart.drawn(trend):
        cards.empty(*EMPTY)
        return
    colours = palette.of(st.context.theme.type)
    figure: dict[str, Any] = chart.figure(trend, colours)
    figures.show(figure, "trend", chart.in_words(trend))
    words = (chart.legend(trend), trend.grain_words, *(e.words for e in trend.eras), trend.counted)
    cards.facts(" ".join(word for word in words if word))
    cards.notes(chart.numbered(trend.markers))


def panels(trend: Trend, part: str) -> None:
    """The small multiples of what the trend is taken apart by; or that none can be drawn."""
    if not trend.panels:
        return
    name = PARTS[part].lower()
    cards.label(f"By {name}")
    if not any(p.figure.value is not None for panel in trend.panels for p in panel.points):
        cards.facts(f"No {name} has a period with answers enough for a score to be shown.")
        return
    marks.show(small_multiples.mark(trend), key="panels")
    cards.facts(f"{trend.panels_words} {small_multiples.scale_words(trend)}")


def trend_table(trend: Trend) -> Callable[[], Table]:
    """A row a period, the panels' below the whole's."""
    return lambda: Table("trend", tables().periods(trend), trend.header)


def moves_table(bridge: BridgeReport) -> Callable[[], Table]:
    """A row a member: shares, scores, and what both moved."""
    return lambda: Table("what-moved-it", tables().members(bridge), bridge.header)
