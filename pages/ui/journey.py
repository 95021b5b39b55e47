"""The journey page's choices, its map that can be pressed, and the tables behind its pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from cxdata.charts import bridge_steps, distribution, heatmap, journey_curve, palette
from cxdata.charts import trend as line
from cxdata.reports.journey import Journey
from cxdata.reports.journey_panel import CellPanel, Hand
from pages.ui import about, cards, data, marks

COLUMNS = {
    "month": "Month",
    "quarter": "Quarter",
    "department": "Department",
    "team": "Team",
    "segment": "Segment",
    "channel": "Channel",
    "region": "Region",
}
COLOURS = {
    "score": "Score",
    "change": "Change",
    "target": "Distance to target",
    "volume": "Answers",
    "response": "Response rate",
}
MEASURES = {"nps": "NPS everywhere", "own": "Each stage's own"}
LATEST = "latest column"
TIME = ("month", "quarter")
OVER = {"": "Nothing", "before": "The period before", "year": "A year before"}
COURSE = 210  # pixels
TOUCHPOINT, COLUMN, MAP = "touchpoint", "column", "journey_map"

# A press travels as a value of the table's own data-cell; the arrows walk from cell to cell.
_SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".cx-host");
  if (host.dataset.shown !== data.html) {
    host.innerHTML = data.html;
    host.dataset.shown = data.html;
  }
  const cells = [...host.querySelectorAll("button[data-cell]")];
  const here = cells.find((c) => c.ariaPressed === "true") ?? cells[0];
  if (here) here.tabIndex = 0;
  host.onclick = (event) => {
    const cell = event.target.closest("button[data-cell]");
    if (cell) setTriggerValue("cell", cell.dataset.cell);
  };
  host.onmouseover = (event) => {
    const cell = event.target.closest("button[data-cell]");
    if (cell) cell.title = cell.ariaLabel;
  };
  host.onkeydown = (event) => {
    const at = cells.indexOf(event.target.closest("button[data-cell]"));
    const across = host.querySelectorAll("thead th").length;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across };
    const next = at < 0 ? undefined : cells[at + steps[event.key]];
    if (!next) return;
    event.preventDefault();
    cells[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };
}
"""
_mounted = st.components.v2.component(
    "cx_journey_map",
    html='<div class="cx-host">\n</div>',
    css=Path(__file__).with_name("journey.css").read_text("utf-8"),
    js=_SCRIPT,
)


def columns() -> str:
    """What the map's columns are."""
    return _choice("Columns", COLUMNS, "columns")


def colour() -> str:
    """What the map's colour tells."""
    return _choice("Colour", COLOURS, "colour")


def measure() -> str:
    """By which measure a touchpoint is shown."""
    return _choice("Measure", MEASURES, "measure")


def over() -> str:
    """What is laid over the curve: a period, or a segment."""
    segments = {name: f"Segment: {name}" for name in data.members("segment")}
    return _choice("Laid over", OVER | segments, "over")


def curve(found: Journey) -> None:
    """The curve in the colours of whoever's theme."""
    figure: dict[str, Any] = journey_curve.figure(found.curve, palette.of(st.context.theme.type))
    alt = journey_curve.in_words(found.curve)
    with st.container(key="wide_curve"):
        st.plotly_chart(figure, theme=None, key="curve", config=journey_curve.CONFIG, alt=alt)


def chosen(found: Journey) -> tuple[str, str] | None:
    """The cell that is looked at, by two choices in the URL; None until a touchpoint is chosen."""
    touchpoints = {"": "No touchpoint yet"} | {row.id: row.name for row in found.rows}
    # The newest month is another one next month: a link holds it by its name once it is chosen.
    usual = {LATEST: "The latest" if found.by in TIME else "The first"}
    columns = usual | {column.id: column.long for column in found.columns}
    for key, options in ((TOUCHPOINT, touchpoints), (COLUMN, columns)):
        if key in st.session_state and st.session_state[key] not in options:
            del st.session_state[key]
    touchpoint = _choice("Look closer at", touchpoints, TOUCHPOINT)
    column = _choice("In", columns, COLUMN)
    if not touchpoint or not found.columns:
        return None
    first = found.columns[-1 if found.by in TIME else 0].id
    return touchpoint, first if column == LATEST else column


def shown(found: Journey, cell: tuple[str, str] | None) -> None:
    """The map; a cell that is pressed becomes the choice."""
    mark = heatmap.mark(found, cell)
    _mounted(data={"html": str(mark.html)}, key=MAP, height="content", on_cell_change=_pressed)


def panel(found: CellPanel) -> None:
    """What lies behind the chosen cell."""
    with st.container(border=True, key="card_cell"):
        cards.label(found.title)
        cards.tile(found.figure.text, _small_print(found))
        if found.course is not None:
            figure = line.figure(found.course, palette.of(st.context.theme.type))
            figure["layout"] |= {"height": COURSE, "margin": {"l": 36, "r": 8, "t": 24, "b": 34}}
            alt = line.in_words(found.course)
            st.plotly_chart(figure, theme=None, key="course", config=line.CONFIG, alt=alt)
        marks.show(distribution.mark(found.scores, found.top, found.bottom), key="scores")
        about.heading("What moved it", "cell_moved", "bridge")
        marks.show(bridge_steps.mark(found.moved), key="cell_bridge")
        cards.facts(found.moved.words)
        for one in found.beside:
            cards.label(f"{one.name}: {one.value}")
            cards.facts(f"Usually {one.usual}. {one.words} ({one.grade}, {one.months} months)")
        _hands("Owned by", found.owners)
        _hands("Supported by", found.supporters)
        cards.facts("To share this cell, copy the address of the page: it holds the choice.")


def map_table(found: Journey) -> Callable[[], about.Table]:
    """A row a cell."""
    return lambda: about.Table("journey-map", about.tables().journey_cells(found), found.header)


def _small_print(found: CellPanel) -> str:
    """Measure, interval, answers and change, in one line."""
    figure = found.figure
    if figure.margin is None:
        return figure.note
    return f"{found.measure} ±{figure.margin:.0f} · {figure.n:,} answers · {found.change.words}"


def _hands(title: str, hands: tuple[Hand, ...]) -> None:
    if hands:
        cards.label(title)
    for hand in hands:
        cards.fact(f"{hand.department}, {', '.join(hand.teams)}: {hand.work}")


def _pressed() -> None:
    place = heatmap.place_of(str(st.session_state[MAP].get("cell") or ""))
    if place:
        st.session_state[TOUCHPOINT], st.session_state[COLUMN] = place


def _choice(label: str, options: dict[str, str], key: str) -> str:
    picked = st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        bind="query-params",
        width=190,
    )
    return picked if picked in options else next(iter(options))
