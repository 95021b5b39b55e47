"""How does our part do, and what do we talk about this week?"""

import streamlit as st

from pages.ui import cards, header, monday

header.bar()
view = monday.part()
found = monday.read(view)
said = monday.said(view)

score, answer = st.columns([9, 11], gap="large")
with score:
    monday.score(found, view)
with answer:
    monday.answer(found)
work, beside = st.columns([9, 11], gap="large")
with work:
    monday.huddle(found, said, view)
    monday.weeks(found)
    monday.touchpoints(found)
    monday.sight(found, view)
with beside:
    monday.comments(said)
    monday.measures(found)
    monday.cases()
    monday.rest(found, view)
cards.notes(found.notes)
