"""Where on their way do we lose customers?"""

import streamlit as st

from pages.ui import about, cards, data, filters, header, journey, where_to_act

header.bar()
view = filters.row()
said = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="journey_choices"):
    by, colour, measure, over = (
        journey.columns(), journey.colour(), journey.measure(), journey.over()
    )  # fmt: skip
    finer_place, about_place = st.container(width="content"), st.container(width="content")
found = data.journey(view, by, colour, measure, over)

with said:
    cards.question(found.question)
    cards.answer(found.verdict)
with finer_place:
    journey.finer(found)
with about_place:
    about.popover("map", "journey_map nps interval", journey.map_table(found))
journey.strip(found)
journey.curve(found)
journey.closer(view, by, colour, measure, over)
where_to_act.section(view, found)
