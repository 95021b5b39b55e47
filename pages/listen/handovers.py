"""Where between our teams do we lose customers?"""

import streamlit as st

from pages.ui import cards, filters, handovers, header

header.bar()
view = filters.row("the same customers stand before and after a handover.")
said = st.container()
found = handovers.read(view)

with said:
    cards.question(found.question)
    cards.answer(found.verdict)
cards.facts(found.facts)
if not found.empty:
    matrix = st.container()
    cards.facts(found.legend)
    cell = handovers.chosen(found)
    with matrix:
        handovers.shown(found, cell)
    if cell:
        handovers.closer(view, found, cell)
    handovers.worst(found)
cards.notes(found.notes)
