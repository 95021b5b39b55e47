"""What is it worth?"""

import streamlit as st

from cxdata.charts import measured_rows
from pages.ui import about, cards, filters, header, marks, value

header.bar()
view = filters.row("here an answer weighs what its customer is worth, beside the plain score.")
found = value.read(view)

cards.question(found.question)
cards.answer(found.verdict)
about.heading("The score by worth", "worth", "value_weighted nps", value.table(found))
marks.show(measured_rows.mark(found.rows), key="worth")
cards.facts(found.coverage)
at_risk, earned = st.columns(2, gap="medium")
with at_risk, st.container(border=True, key="card_risk"):
    about.heading("Revenue at risk", "risk", "revenue_at_risk")
    cards.tile(found.risk.text, found.risk.words)
with earned, st.container(border=True, key="card_earned"):
    about.heading("Earned growth, as far as is known", "earned", "earned_growth")
    cards.tile(found.earned.text, found.earned.words)
cards.notes(found.notes)
