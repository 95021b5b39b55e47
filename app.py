"""CX Commons: page table, access gate, navigation; nothing else."""

import streamlit as st

from pages.ui import frame, table
from pages.ui.server import visits

st.set_page_config(page_icon=frame.ICON, layout="wide")  # its title: frame.run
frame.style()
scope = visits.through(frame.gate)
page = st.navigation(frame.chapters(table.PAGES, scope), position="top")
frame.land(page, scope)
frame.run(page)
