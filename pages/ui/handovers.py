"""The handovers page's choices, its matrix that can be pressed, the ways behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from cxdata.charts import handovers as matrix
from cxdata.charts import way as drawing
from cxdata.charts import ways as table
from cxdata.charts.heatmap import BETWEEN as BETWEEN_ENDS
from cxdata.charts.heatmap import place_of
from cxdata.charts.svg import Mark, Markup
from cxdata.reports import handovers as report
from cxdata.reports import handovers_words as words
from cxdata.reports import ways as behind
from cxdata.reports.handovers import Cell, Handovers
from cxdata.reports.ways import Behind, Story, Ways
from cxdata.scope import View
from pages.ui import about, cards, choice, data, locales

BETWEEN = {"stage": "Stages", "team": "Teams"}
WITHIN = {str(days): f"{days} days" for days in (30, 7, 14, 60, 90)}
SCORED = {"nps": "NPS everywhere", "own": "Each stage's own"}
AFTER = {"bad": "A bad first answer", "good": "A good first answer"}
FROM, TO, WAY, MAP, LIST = "going_from", "going_to", "way", "handover_map", "handover_ways"
NOTHING = Mark(Markup(""), "")
MOST = 5  # handovers that are told one by one; the table holds all of them

# A press travels as the data-cell of the button; in the matrix the arrows walk from cell to cell.
_SCRIPT = """
// Where the matrix is wider than the screen, what stands out is scrolled to.
function seen(host) {
  const wide = host.querySelector(".cx-map-host");
  const out = [...host.querySelectorAll("td:has(.cx-out)")];
  if (!wide || !out.length || wide.scrollWidth <= wide.clientWidth) return;
  const last = Math.max(...out.map((cell) => cell.offsetLeft + cell.offsetWidth));
  wide.scrollLeft = last - wide.clientWidth + 4;
}
// A handover that was just chosen comes into sight; one that the address named does not jump.
function opened(at) {
  const before = window.cxHandover;
  window.cxHandover = at;
  if (before === undefined || before === at) return;
  const card = document.querySelector(".st-key-card_handover");
  if (!card) return;
  card.style.scrollMarginTop = "5rem";
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  card.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".cx-host");
  if (host.dataset.shown !== data.html) {
    // Drawn anew, the table keeps the focus where somebody walks it by keyboard.
    const held = host.getRootNode().activeElement?.dataset.cell;
    host.innerHTML = data.html;
    host.dataset.shown = data.html;
    seen(host);
    const same = [...host.querySelectorAll("button[data-cell]")];
    if (held) same.find((one) => one.dataset.cell === held)?.focus({ preventScroll: true });
  }
  if (data.matrix) window.cxHandover ??= data.at;
  else if (data.at) opened(data.at);
  const cells = [...host.querySelectorAll("button[data-cell]")];
  const walks = host.querySelector(".cx-handed") !== null;
  const here = cells.find((c) => c.ariaPressed === "true") ?? cells[0];
  if (walks && here) here.tabIndex = 0;
  const pressed = (event) => event.target.closest("button[data-cell]");
  host.onclick = (event) => {
    const cell = pressed(event);
    if (cell) setTriggerValue("cell", cell.dataset.cell);
  };
  host.onmouseover = (event) => {
    const cell = pressed(event);
    if (cell && walks) cell.title = cell.ariaLabel;
  };
  host.onkeydown = (event) => {
    const from = walks && pressed(event);
    if (!from) return;
    const row = from.closest("tr"), rows = [...row.parentElement.children];
    const column = from.parentElement.cellIndex, at = rows.indexOf(row);
    const moves = {
      ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    for (let i = 1; i <= cells.length; i++) {
      const next = rows[at + i * move[0]]?.cells[column + i * move[1]]?.querySelector("button");
      if (!rows[at + i * move[0]]?.cells[column + i * move[1]]) return;
      if (!next) continue;
      from.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      return;
    }
  };
}
"""
_HERE = Path(__file__)
_mounted = st.components.v2.component(
    "cx_handovers",
    html='<div class="cx-host">\n</div>',
    css="".join(_HERE.with_name(f"{n}.css").read_text("utf-8") for n in ("journey", "handovers")),
    js=_SCRIPT,
)


def read(view: View) -> Handovers:
    """The choices, and what they leave."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="handover_choices"):
        by = choice.one_of("Between", BETWEEN, "between")
        days = int(choice.one_of("Within", WITHIN, "within"))
        measure = choice.one_of("Scored by", SCORED, "scored") if by == "stage" else "nps"
        place = st.container(width="content")
    found = data.of(report.handovers, view, by, days, measure)
    with place:
        about.popover("handovers", "handovers difference suppression", _table(found))
    return found


def chosen(found: Handovers) -> tuple[str, str] | None:
    """The handover that is looked at, by two choices in the URL; None until both are chosen."""
    names = {"": "No handover yet"} | {end.id: end.name for end in found.ends}
    if any(st.session_state.get(key, "") not in names for key in (FROM, TO)):
        _go("", "")  # between teams there are other ends than between stages
    with st.container(horizontal=True, vertical_alignment="bottom"):
        one, two = choice.one_of("Look closer: from", names, FROM), choice.one_of("To", names, TO)
    return (one, two) if one and two and one != two else None


def shown(found: Handovers, cell: tuple[str, str] | None) -> None:
    """The matrix; a cell that is pressed becomes the choice."""
    at = BETWEEN_ENDS.join(cell or ())
    _mount(matrix.mark(found, cell), MAP, _handover_pressed, {"matrix": True, "at": at})
    cards.facts(matrix.left_out(found))


def worst(found: Handovers) -> None:
    """The handovers where most is lost, with both owners, most first."""
    if not found.ranked:
        return  # the page's answer says so
    cards.label("Where most is lost")
    for i, (cell, said) in enumerate(zip(found.ranked[:MOST], found.lost, strict=False)):
        one, two = words.named(found.ends, cell)
        with st.container(key=f"lost_{i}", gap=None):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                cards.fact(f"{i + 1}. {one.name} → {two.name}")
                at = (one.id, two.id)
                named = f"Look closer at {i + 1}"
                st.button(named, key=f"closer_{i}", type="tertiary", on_click=_go, args=at)
            cards.facts(f"Owned by {words.owners(found.ends, cell)}. {said}")


def closer(view: View, found: Handovers, cell: tuple[str, str]) -> None:
    """Both scores of the chosen handover, and the ways behind it."""
    held = next(c for row in found.cells for c in row if (c.from_id, c.to_id) == cell)
    one, two = words.named(found.ends, held)
    with st.container(border=True, key="card_handover"):
        cards.label(f"{one.name} → {two.name} ({words.owners(found.ends, held)})")
        if held.change.value is None:
            cards.fact(f"Not compared: {held.after_bad.note or held.after_good.note}.")
        else:
            cards.figures(_tiles(held, two.name))
            cards.facts(words.lost(found.ends, held) if held.loss else words.calm(held))
        after = choice.one_of("Ways after", AFTER, "after")
        asked = Behind(found.by, found.days, found.measure, *cell, after)
        _ways(view, asked, data.of(behind.ways, view, asked))
        _mount(NOTHING, "handover_opened", None, {"at": BETWEEN_ENDS.join(cell)})


def _tiles(cell: Cell, name: str) -> tuple[tuple[str, str], ...]:
    bad, good = cell.after_bad, cell.after_good
    return (
        (f"{name} after a bad one ± {bad.margin or 0:.0f} · {bad.n:,} answers", bad.text),
        (f"{name} after a good one ± {good.margin or 0:.0f} · {good.n:,} answers", good.text),
        (f"{words.apart(cell)} · {words.stance(cell)}", cell.text),
    )


def _ways(view: View, asked: Behind, found: Ways) -> None:
    cards.label("Customers' ways")
    if found.reason:
        cards.fact(found.reason)
        return
    names = {"": "No way yet"} | {way.token: way.number for way in found.listed}
    if st.session_state.get(WAY, "") not in names:
        st.session_state[WAY] = ""
    token = choice.one_of("Tell the way of", names, WAY)
    cards.facts(
        f"{found.title}: the newest {len(found.listed)} that you may read. The numbers are made "
        "up for this import and for you; they are nobody's."
    )
    _mount(table.mark(found.listed, token), LIST, _way_pressed)
    if token:
        told = data.of(behind.story, view, asked, token)
        if told is not None:
            _story(told)


def _story(told: Story) -> None:
    cards.label(told.number)
    cards.fact(told.words)
    _mount(drawing.mark(told), "handover_way", None)
    cards.facts(drawing.LEGEND)
    for step in told.steps:
        cards.facts(f"{'▸ ' if step.part else ''}{drawing.said(step)}")
        if step.text:
            # A customer's words: plain text, nothing in them is run or loaded.
            st.text(f"“{step.text}”")


def _mount(
    mark: Mark | None,
    key: str,
    pressed: Callable[[], None] | None,
    more: Mapping[str, object] | None = None,
) -> None:
    if mark is not None:
        _mounted(
            data={"html": locales.html(mark), **(more or {})},
            key=key,
            height="content",
            on_cell_change=pressed or (lambda: None),
        )


def _table(found: Handovers) -> Callable[[], about.Table]:
    """A row a handover; pandas comes only when the table is opened."""

    def made() -> about.Table:
        from cxdata.reports.handovers_table import handover_rows

        return about.Table("handovers", handover_rows(found), found.header)

    return made


def _handover_pressed() -> None:
    place = place_of(str(st.session_state[MAP].get("cell") or ""))
    if place:
        _go(*place)


def _way_pressed() -> None:
    token = str(st.session_state[LIST].get("cell") or "")
    if token:
        st.session_state[WAY] = token


def _go(one: str, two: str) -> None:
    st.session_state[FROM], st.session_state[TO] = one, two
