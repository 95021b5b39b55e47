"""The journey page's choices, its map that can be pressed, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from cxdata.charts import heatmap, journey_curve, journey_strip, palette
from cxdata.errors import CxError
from cxdata.reports.journey import Journey
from cxdata.scope import View
from pages.ui import about, cards, choice, data, figures, journey_cell, locales, marks

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
STAGES, WHOLE = "The journey, each stage by its own measure", "all departments"
TOUCHPOINT, COLUMN, MAP = "touchpoint", "column", "journey_map"

# A press travels as a value of the table's own data-cell; the arrows walk from cell to cell. The
# markup stays as it is when a cell is chosen, so that the focus does, too.
_SCRIPT = """
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".cx-host");
  const said = parentElement.querySelector(".cx-said");
  const fresh = host.dataset.shown !== data.html;
  if (fresh) {
    host.innerHTML = data.html;
    host.dataset.shown = data.html;
  }
  const all = [...host.querySelectorAll("button[data-cell]")];
  const chosen = all.find((c) => c.dataset.cell === data.chosen);
  for (const cell of all) {
    cell.ariaPressed = cell === chosen ? "true" : "false";
    cell.tabIndex = -1;
  }
  chosen?.closest("details")?.setAttribute("open", "");
  for (const rest of host.querySelectorAll("details")) {
    rest.ontoggle = () => { all[0].tabIndex = 0; };  // the map is reached whatever was folded
  }
  // A screen too narrow for all columns shows the chosen one, else the newest.
  for (const wide of fresh ? host.querySelectorAll(".cx-map-host") : []) {
    if (wide.contains(chosen)) {
      const [at, whole] = [chosen, wide].map((one) => one.getBoundingClientRect());
      wide.scrollLeft += at.left + at.width - whole.left - whole.width * 0.8;
    } else if (data.newest) {
      wide.scrollLeft = wide.scrollWidth;
    }
  }
  // Opening a cell moves the map to make room and mounts it anew: the focus comes along, as soon
  // as the map that had it is gone.
  const last = window.cxPressed ?? {};
  const back = all.find((c) => c.dataset.cell === last.cell && Date.now() - last.at < 20000);
  const first = back ?? all.find((c) => c === parentElement.activeElement) ?? chosen ?? all[0];
  if (first) first.tabIndex = 0;
  const lost = () => back?.isConnected && document.activeElement === document.body;
  for (let wait = 0; back && wait < 4000; wait += 200) {
    setTimeout(() => lost() && back.focus({ preventScroll: true }), wait);
  }
  // Where the panel stands under the map instead of beside it, it comes into sight.
  for (let wait = 0; back && back === chosen && !last.seen && wait < 4000; wait += 200) {
    setTimeout(() => {
      const panel = document.querySelector(".st-key-card_cell");
      if (last.seen || !panel || !back.isConnected) return;
      last.seen = true;
      const under = panel.getBoundingClientRect().top > host.getBoundingClientRect().bottom;
      if (!under) return;
      panel.style.scrollMarginTop = "4.5rem";
      panel.scrollIntoView({ block: "start" });
    }, wait);
  }
  const told = chosen && last.cell === data.chosen;
  said.textContent = told ? chosen.ariaLabel + ". Opened after the map; Escape closes it." : "";
  const press = (cell, value) => {
    window.cxPressed = { cell: cell.dataset.cell, at: Date.now() };
    setTriggerValue("cell", value);
  };
  host.onclick = (event) => {
    const cell = event.target.closest("button[data-cell]");
    if (cell) press(cell, cell.dataset.cell);
  };
  host.onmouseover = (event) => {
    const cell = event.target.closest("button[data-cell]");
    if (cell) cell.title = cell.ariaLabel;
  };
  host.onkeydown = (event) => {
    // What is folded away is no step of the keyboard's.
    const cells = all.filter((one) => one.checkVisibility());
    const at = cells.indexOf(event.target.closest("button[data-cell]"));
    const across = host.querySelector("thead").querySelectorAll("th").length;
    if (at < 0) return;
    if (event.key === "Escape" && data.chosen) press(cells[at], "none");
    const start = at - (at % across);
    const steps = {
      ArrowLeft: at === start ? at : at - 1,
      ArrowRight: at === start + across - 1 ? at : at + 1,
      ArrowUp: at - across, ArrowDown: at + across, Home: start, End: start + across - 1,
    };
    const next = cells[steps[event.key]];
    if (!next) return;
    event.preventDefault();
    cells[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
}
"""
_mounted = st.components.v2.component(
    "cx_journey_map",
    html='<div class="cx-host">\n</div><div class="cx-said" role="status"></div>',
    css=Path(__file__).with_name("journey.css").read_text("utf-8"),
    js=_SCRIPT,
)


def columns() -> str:
    """What the map's columns are."""
    return choice.one_of("Columns", COLUMNS, "columns")


def colour() -> str:
    """What the map's colour tells."""
    return choice.one_of("Colour", COLOURS, "colour")


def measure() -> str:
    """By which measure a touchpoint is shown."""
    return choice.one_of("Measure", MEASURES, "measure")


def finer(found: Journey) -> None:
    """The way to the columns that tell more than these do."""
    if found.offer:
        words = f"Look by {COLUMNS[found.offer].lower()}"
        st.button(words, key="finer", on_click=_by, args=(found.offer,))


def _by(columns: str) -> None:
    st.session_state["columns"] = columns


def over() -> str:
    """What is laid over the curve: a period, or a segment."""
    segments = {name: f"Segment: {name}" for name in data.members("segment")}
    return choice.one_of("Laid over", OVER | segments, "over")


def strip(found: Journey) -> None:
    """The stages side by side; they are the whole company's, also where a part of it is chosen."""
    if found.part:
        cards.label(f"{STAGES} · {WHOLE}")
    marks.show(journey_strip.mark(found.stages), key="journey")


def curve(found: Journey) -> None:
    """The curve in the colours of whoever's theme, and its words; or why nothing is drawn."""
    if found.blank and not found.curve.drawn:
        cards.empty("Too few answers to draw the journey", found.blank)
        return
    if not found.curve.drawn:
        cards.facts(found.curve.words)
        return
    figure: dict[str, Any] = journey_curve.figure(found.curve, palette.of(st.context.theme.type))
    alt = journey_curve.in_words(found.curve)
    with st.container(key="wide_curve"):
        figures.show(figure, "curve", alt)
    cards.facts(found.curve.words)


def chosen(found: Journey) -> tuple[str, str] | None:
    """The cell that is looked at, by two choices in the URL; None until a touchpoint is chosen."""
    touchpoints = {"": "No touchpoint yet"} | {row.id: row.name for row in found.rows}
    # The newest month is another one next month: a link holds it by its name once it is chosen.
    usual = {LATEST: f"Latest {found.by}" if found.by in TIME else "First with answers"}
    columns = usual | {column.id: column.long for column in found.columns}
    held = ((TOUCHPOINT, touchpoints), (COLUMN, columns))
    if any(st.session_state.get(key, "") not in {"", *options} for key, options in held):
        _closed()  # the map has other columns now: the cell that was looked at is not among them
    touchpoint = choice.one_of("Look closer at", touchpoints, TOUCHPOINT, 190)
    column = choice.one_of("In which column", columns, COLUMN, 150)
    if not touchpoint or not found.columns:
        return None
    return touchpoint, _usual(found, touchpoint) if column == LATEST else column


def _usual(found: Journey, touchpoint: str) -> str:
    """The newest column, or the first one in which anybody answered about a touchpoint."""
    if found.by in TIME:
        return found.columns[-1].id
    row = next(row for row in found.rows if row.id == touchpoint)
    pairs = zip(found.columns, row.cells, strict=True)
    known = [column.id for column, cell in pairs if cell.figure.value is not None]
    return known[0] if known else found.columns[0].id


@st.fragment
def closer(view: View, by: str, colour: str, measure: str, over: str) -> None:
    """The map, and beside it what lies behind the chosen cell; choosing runs nothing else again."""
    try:
        # Asked for again, and kept: who may look is asked at every run, of this part alone, too.
        found = data.journey(view, by, colour, measure, over)
        if found.blank:
            if found.curve.drawn:
                cards.empty("Too few answers to draw the map", found.blank)
            return
        with st.container(horizontal=True, vertical_alignment="bottom", key="journey_cell"):
            cell = chosen(found)
        place, beside = st.columns([17, 7], gap="medium") if cell else (st.container(), None)
        with place:
            shown(found, cell)
            cards.facts(found.legend)
            cards.facts(found.counted)
            cards.notes((*found.events, *found.notes))
        if cell is not None and beside is not None:
            with beside:
                journey_cell.panel(data.journey_panel(view, by, measure, cell), _closed)
    except CxError as refused:
        cards.empty("This cannot be shown", str(refused))


def shown(found: Journey, cell: tuple[str, str] | None) -> None:
    """The map; a cell that is pressed becomes the choice."""
    asked = {
        "html": locales.html(heatmap.mark(found)),
        "chosen": heatmap.address(cell),
        "newest": found.by in TIME,
    }
    _mounted(data=asked, key=MAP, height="content", on_cell_change=_pressed)


def map_table(found: Journey) -> Callable[[], about.Table]:
    """A row a cell."""
    return lambda: about.Table("journey-map", about.tables().journey_cells(found), found.header)


def _pressed() -> None:
    said = str(st.session_state[MAP].get("cell") or "")
    place = heatmap.place_of(said)
    if place:
        st.session_state[TOUCHPOINT], st.session_state[COLUMN] = place
    elif said:
        _closed()


def _closed() -> None:
    st.session_state[TOUCHPOINT], st.session_state[COLUMN] = "", LATEST
