"""What does the score hang on, and which daily work moves with it?"""

import streamlit as st

from pages.ui import cards, drivers, filters, header

header.bar()
view = filters.row("what goes with the score is looked for within single answers.")
with st.container():
    report = drivers.found(view)
    if report is not None:
        cards.question(report.question)
        cards.answer(report.verdict)
        drivers.weights(report)
drivers.measures(view)
drivers.notes(report, view)
