"""Which teams stand out from their peers, once luck and customers are taken into account?"""

import streamlit as st

from pages.ui import cards, filters, header, teams

header.bar()
teams.follow()
view = filters.row()
said = st.container()
with st.container(horizontal=True, vertical_alignment="bottom"):
    months, by = teams.over(), teams.sorting()
found = teams.found(view, months)

with said:
    cards.question(found.question)
    cards.answer(found.verdict)
    cards.facts(found.period_words)
    cards.facts(found.counted)
teams.misled(found)
teams.groups(found, by)
teams.alone(found)
teams.departments(found)
cards.notes(found.notes)
