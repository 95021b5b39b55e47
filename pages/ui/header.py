"""The line in the bar: whose data this is, up to when, and as whom it is looked at."""

from __future__ import annotations

import streamlit as st

from cxdata.scope import EMPLOYEE, LEAD
from pages.ui import access, cards, data, tour


def bar() -> None:
    """The product's name, the company, the last day of its data, and the choice of the view."""
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        cards.where(data.whose())
        label = f"View of {access.VIEWS[access.scope().role]}"
        with st.popover(label, type="tertiary", key="view"):
            _choice()
        tour.place()


def _choice() -> None:
    """No login is set up, so whoever sits at this machine may look as anybody."""
    st.radio(
        "View as",
        list(access.VIEWS),
        format_func=access.VIEWS.__getitem__,
        key=access.ROLE,
        persist_state="session",
    )
    if access.scope().role == LEAD and data.opened() is not None:
        names = {d.id: d.name for d in data.organisation().departments}
        st.multiselect(
            "Departments led",
            list(names),
            format_func=names.__getitem__,
            key=access.DEPARTMENTS,
            persist_state="session",
        )
    if access.scope().role == EMPLOYEE and data.opened() is not None:
        teams = {t.id: t.name for t in data.organisation().teams}
        st.selectbox(
            "Your team",
            list(teams),
            index=None,
            format_func=teams.__getitem__,
            key=access.TEAM,
            persist_state="session",
            placeholder="None chosen",
        )
    st.caption("No login is set up: this works on this machine only.")
