"""Where on their way do we lose customers?"""

import streamlit as st

from cxdata.charts import journey_strip
from pages.ui import about, cards, data, filters, header, journey, marks

header.bar()
view = filters.row()
said = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    by, colour, measure, over = (
        journey.columns(), journey.colour(), journey.measure(), journey.over()
    )  # fmt: skip
    about_place = st.container(width="content")
found = data.journey(view, by, colour, measure, over)

with said:
    cards.question(found.question)
    cards.answer(found.verdict)
with about_place:
    about.popover("map", "journey_map nps interval", journey.map_table(found))
marks.show(journey_strip.mark(found.stages), key="journey")
journey.curve(found)
cards.facts(found.curve.words)
with st.container(horizontal=True, vertical_alignment="bottom"):
    cell = journey.chosen(found)
place, beside = st.columns([17, 7], gap="medium") if cell else (st.container(), None)
with place:
    journey.shown(found, cell)
    cards.facts(found.legend)
    cards.notes((*found.events, *found.notes))
if beside is not None:
    with beside:
        journey.panel(data.journey_panel(view, by, measure, cell))
