"""Would our customers recommend us?"""

import streamlit as st

from cxdata.charts import bridge_steps, forest, interval_bar, journey_strip
from pages.ui import about, cards, data, filters, header, home, marks

STAGES = {"by": "Stage"}

header.bar()
view = filters.row()
card = data.scorecard(view)

number, reasons = st.columns([5, 8], gap="large")
with number:
    cards.hero(card.question, card.headline.text, card.headline.value is not None)
    marks.show(interval_bar.mark(card.headline, card.target), key="score")
    cards.facts(f"{card.small_print}. {card.detectable_words}")
    about.popover("score", "nps interval difference", home.score_table(card))
with reasons:
    cards.answer(card.verdict)
    about.heading("What moved it", "bridge", "bridge", home.bridge_table(card))
    marks.show(bridge_steps.mark(card.waterfall), key="bridge")
    cards.facts(card.waterfall.words)

about.heading(
    "The journey, each stage by its own measure",
    "journey",
    "journey_stage",
    home.journey_table(card),
)
marks.show(journey_strip.mark(card.stages), key="journey")

departments, needed = st.columns([8, 5], gap="medium")
with departments, st.container(border=True, key="card_departments"):
    table = home.departments_table(card)
    title = "Departments, at the touchpoints they own or support"
    about.heading(title, "departments", "departments", table)
    marks.show(forest.mark(card.departments, card.touchpoint_score), key="departments")
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
cards.notes((*card.notes, home.promise(card)))
