"""Three steps for a first visit: what this is, whose view it is, and what is one's own here.

That is the company's data for whoever may bring them in, and the own part for everybody else.

A strip at the foot of the screen that the page ends above: it covers nothing and moves nothing, on
no screen, and it comes last; on a phone it is one line until it is opened. The browser remembers
that it was put away; the question mark in the bar brings it back.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import streamlit as st

from cxdata.charts.svg import Markup, tag
from cxdata.scope import STEWARD
from pages.ui import access, bring, data, printed, table

GO, PLACE = "tour_go", "tour_place_kept"
MY_PART = "pages/learn/my_part.py"
_SCRIPT = """
const KEY = "cx_tour_seen";
// The page makes room: what is read scrolls above the strip, never under it (style.css).
const room = (height) => document.documentElement.style.setProperty("--cx-tour", `${height}px`);
const seen = () => {
  // A browser that keeps nothing would show it on every page: then it waits to be asked.
  try { return localStorage.getItem(KEY) !== null; } catch { return true; }
};
export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".cx-tour-host");
  if (host.dataset.shown !== data.tour) {
    const open = host.dataset.shown ? !host.querySelector(".cx-tour").hidden : !seen();
    host.innerHTML = data.tour;
    host.dataset.shown = data.tour;
    host.querySelector(".cx-tour").hidden = !open;
  }
  const [panel, ask] = [host.querySelector(".cx-tour"), host.querySelector(".cx-tour-ask")];
  const make = () => room(panel.hidden ? 0 : Math.ceil(panel.getBoundingClientRect().height));
  host.watch?.disconnect();
  host.watch = new ResizeObserver(make);
  host.watch.observe(panel);
  const put = (open) => {
    panel.hidden = !open;
    make();
    ask.ariaExpanded = String(open);
    if (!open) try { localStorage.setItem(KEY, "1"); } catch {}
  };
  ask.ariaExpanded = String(!panel.hidden);
  // On a phone the strip is one line until its steps are asked for.
  const more = panel.querySelector(".cx-tour-more");
  const open = (whole) => more.ariaExpanded = String(panel.classList.toggle("cx-whole", whole));
  more.onclick = () => open();
  ask.onclick = () => {
    put(panel.hidden);
    open(true);
    if (!panel.hidden) panel.querySelector(".cx-tour-done").focus();
  };
  panel.querySelector(".cx-tour-done").onclick = () => { put(false); ask.focus(); };
  panel.querySelector(".cx-tour-go").onclick = () => { put(false); setTriggerValue("go", true); };
  host.onkeydown = (event) => {
    if (event.key === "Escape" && !panel.hidden) { put(false); ask.focus(); }
  };
  return () => { host.watch.disconnect(); room(0); };
}
"""
_mounted = st.components.v2.component(
    "cx_tour",
    html='<div class="cx-tour-host">\n</div>',
    css=Path(__file__).with_name("tour.css").read_text("utf-8"),
    js=_SCRIPT,
)


def place() -> None:
    """Keep a place in the bar; what stands there comes when the page itself has come."""
    if st.session_state.pop(GO, False):
        st.switch_page(table.IMPORTS if brings() else MY_PART)
    st.session_state[PLACE] = st.container(key="tour_place", width="content")


def strip() -> None:
    """The question mark, and the strip where it has not been put away yet.

    Nothing on a page that has kept no place for it, such as one that is presented.
    """
    kept = st.session_state.pop(PLACE, None)
    if kept is not None:
        with kept:
            _mounted(data={"tour": str(_panel())}, key="tour", height="content", on_go_change=_go)


def end() -> NoReturn:
    """End a page early: after st.stop nothing more could come."""
    strip()
    printed.finish()
    st.stop()


def steps() -> tuple[tuple[str, str], ...]:
    """The three steps: a lead and a sentence."""
    held = data.opened()
    demo = held is not None and held.demo
    company = data.organisation().company.name if demo else ""
    made_up = f"{company} is a made-up company to look around in."
    own = "What customers say of us, how sure that is, and who can act on it."
    closed = "Scores are the same for everybody; comments and pay are not."
    return (
        ("One score that everybody owns.", made_up if demo else own),
        (
            f"You look as {access.VIEWS[access.scope().role]}.",
            closed if access.is_set_up() else "Look as somebody else under “View of …”, top right.",
        ),
        _third(demo),
    )


def _third(demo: bool) -> tuple[str, str]:
    """What is one's own here: the company's data for whoever brings them in, else one's part."""
    if not brings():
        whom = "" if bring.can() else f" Files come in by the stewards: ask {access.asked()}."
        return (
            "Your own part:",
            f"how your work reaches the customer, and one thing for this week.{whom}",
        )
    who = "" if access.brings(table.IMPORTS) else "as a steward, "
    then = "takes the place of the made-up company" if demo else "counts on every page"
    return (
        "Your own data:",
        f"{who}drop any survey tool's file. It is tried out first, then {then}.",
    )


def brings() -> bool:
    """Whether the strip leads to the import: for whom it opens, and for the view one first has.

    Without a login whoever sets the app up comes in that view, and the import opens by the button;
    the other views are looked at for what those people see.
    """
    mine = access.brings(table.IMPORTS)
    return mine or (access.scope().role == access.DEFAULT and bring.can())


def _panel() -> Markup:
    told = (
        tag("p", tag("b", f"{i}. {lead}"), f" {words}", class_="cx-step")
        for i, (lead, words) in enumerate(steps(), start=1)
    )
    done = tag("button", "Got it", type="button", class_="cx-tour-done")
    words = "Bring your own data in" if brings() else "See my part"
    go = tag("button", words, type="button", class_="cx-tour-go")
    more = tag(
        "button", "New here? Three short steps", type="button", class_="cx-tour-more",
        aria_expanded="false",
    )  # fmt: skip
    panel = tag(
        "div",
        more,
        tag("div", *told, class_="cx-steps"),
        tag("div", go, done, class_="cx-tour-row"),
        class_="cx-tour",
        role="region",
        aria_label="First steps",
    )
    ask = tag("button", "?", type="button", class_="cx-tour-ask", aria_label="First steps")
    return Markup(ask + panel)


def _go() -> None:
    """Files are brought in by stewards: look as one, as the choice in the bar would."""
    if brings():
        access.become(STEWARD)
    st.session_state[GO] = True
