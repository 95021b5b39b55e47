"""What do customers say, and what do the unhappy say more?"""

import streamlit as st

from pages.ui import about, cards, filters, header, themes, voice

header.bar()
voice.arrive()
view = filters.row("comments are counted, and a comment that nobody wrote cannot be weighted in.")
said = st.container()
asked = voice.search()
heard = voice.found(view, asked)
told, table = voice.terms(view, asked), voice.spoken(view, asked)

with said:
    cards.question("What do customers say, and what do the unhappy say more?")
    cards.answer(voice.answer(heard, told, table, asked))
if not heard.why:
    beside, comments = st.columns([9, 11], gap="large")
    with beside:
        about.heading("Themes", "themes", "themes interval", voice.themes_table(table))
        voice.theme_rows(table)
        themes.editor(told)
        about.heading("Words", "words", "words voice", voice.terms_table(told))
        voice.words(told)
    with comments:
        voice.page(view, asked, heard)
voice.withheld(heard)
