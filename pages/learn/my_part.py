"""What has my work to do with the customer, and what can we do this week?"""

import streamlit as st

from pages.ui import header, my_part

header.bar()
view = my_part.part()
mine = my_part.read(view)
with st.container(key="my_part"):
    my_part.opening(mine)
    work, beside = st.columns([13, 8], gap="large")
    with work:
        my_part.places(mine)
    with beside:
        my_part.thing(mine, view)
        my_part.calls(mine)
        my_part.wall(mine, view)
    my_part.foot(mine)
my_part.said(view)
