"""Would our customers recommend us?"""

import streamlit as st

from cxdata.charts import bridge_steps, interval_bar
from pages.ui import about, cards, data, filters, header, home, marks, objectives

STAGES = {"by": "Stage"}

header.bar()
view = filters.row()
card = data.scorecard(view)

number, reasons = st.columns([5, 8], gap="large")
with number:
    cards.hero(card.question, card.headline.text, card.headline.value is not None)
    marks.show(interval_bar.mark(card.headline, card.target, beside=card.beside), key="score")
    cards.facts(home.small_print(card))
    about.popover("score", "nps interval difference", home.score_table(card))
with reasons:
    cards.answer(card.verdict)
    about.heading(home.moved(card), "bridge", "bridge", home.bridge_table(card))
    marks.show(bridge_steps.mark(card.waterfall), key="bridge")
    cards.facts(card.waterfall.words)

home.journey(card)
departments, needed = st.columns([8, 5], gap="medium")
with departments:
    home.departments(card)
with needed:
    cards.decision(card.decision.lead, card.decision.words)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("pages/listen/trend.py", label="See the stages over time", query_params=STAGES)
        about.popover("decision", "decision")
    with st.container(border=True, key="card_heard"):
        about.heading("Revenue at risk", "risk", "revenue_at_risk")
        cards.tile(card.risk.text, card.risk.words)
        about.heading(
            "Who is heard", "heard", "response_rate coverage weights", home.heard_table(card)
        )
        cards.facts(card.heard.words)
objectives.compact(view)
cards.promise(card.company, card.promise)
cards.notes(card.notes)
