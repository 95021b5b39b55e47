"""The glossary: a search that stands in the address, the closest term whole, the rest short."""

from __future__ import annotations

import streamlit as st

from cxdata.charts import terms as chart
from cxdata.explain import glossary
from cxdata.explain.glossary import Term
from pages.ui import about, cards, locales, marks

TERM = "term"
LONGEST = 60
_mounted = marks.component("cx_glossary", "learn.css", pressed="pick")


def show() -> None:
    """The search, what it finds, and the whole alphabet without one."""
    cards.question("What does that word mean?")
    text = st.text_input(
        "Search the glossary",
        key=TERM,
        bind="query-params",
        placeholder="A word, such as confidence, passive, n",
        max_chars=LONGEST,
        width=420,
        label_visibility="collapsed",
    )
    asked = (text or "")[:LONGEST]
    found = glossary.found(asked) or _near(asked)
    if not found:
        cards.answer([("No term holds that. ", False), ("Try a shorter word.", True)])
        return
    rest = found
    if (text or "").strip():
        _whole(found[0])
        rest = found[1:]
        if rest:
            cards.label("Also about it")
    if rest:
        _mounted(
            data={"html": locales.html(chart.mark(rest))}, key="glossary", height="content",
            on_pick_change=_pick,
        )  # fmt: skip


def _near(asked: str) -> tuple[Term, ...]:
    """What a word that is not there was probably meant to be, which is told."""
    meant = glossary.near(asked)
    if meant:
        words = f"No term holds “{' '.join(asked.split())}”. Did you mean “{meant}”?"
        cards.fact(words)
    return glossary.found(meant) if meant else ()


def _whole(term: Term) -> None:
    with st.container(border=True, key="card_term"):
        if term.own:
            about.page(term.page)
            return
        cards.label(term.name)
        cards.answer([(term.means, False)])
        if term.page:
            with st.expander(f"More: {about.title(term.page)}", on_change="rerun") as more:
                if more.open:
                    about.page(term.page)


def _pick() -> None:
    picked = st.session_state["glossary"].pick
    known = {one.id: one.name for one in glossary.terms()}
    if picked in known:
        st.session_state[TERM] = known[picked]
