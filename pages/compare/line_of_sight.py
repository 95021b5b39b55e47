"""How does our work reach the customer?"""

import streamlit as st

from pages.ui import about, cards, filters, header, line_of_sight

header.bar()
view = filters.row()
found = line_of_sight.read(view)

cards.question(found.question)
cards.answer(found.verdict)
with st.container(horizontal=True, vertical_alignment="center"):
    about.popover("sight", "line_of_sight association nps", line_of_sight.table("scores", found))

line_of_sight.scores(found)
line_of_sight.chains(found)
line_of_sight.flow(found)
line_of_sight.matrix(found)
line_of_sight.gaps(found)
cards.notes(found.notes)
