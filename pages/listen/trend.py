"""How is our NPS moving, and is the movement more than noise?"""

import streamlit as st

from cxdata.charts import bridge_rows, bridge_steps
from pages.ui import about, cards, data, filters, header, listen, marks

header.bar()
view = filters.row()
said = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    part, grain = listen.by(), listen.grain()
    about_place = st.container(width="content")
trend = data.trend(view, part, grain)

with said:
    cards.question(trend.question)
    cards.answer(trend.verdict)
with about_place:
    about.popover("trend", "control_chart interval", listen.trend_table(trend))
listen.picture(trend)
listen.panels(trend, part)

with st.container(horizontal=True, vertical_alignment="bottom"):
    then = listen.compared(view)
    mix = listen.mix()
bridge = data.bridge(then, view, mix)
about.heading("What moved it", "moves", "bridge", listen.moves_table(bridge))
cards.answer(bridge.verdict)
if not bridge.refused:
    marks.show(bridge_steps.mark(bridge.waterfall), key="bridge")
    cards.facts(bridge.waterfall.words)
    marks.show(bridge_rows.mark(bridge.rows), key="moves")
cards.notes(trend.notes)
