"""The line in the bar: whose data this is, up to when, and as whom it is looked at."""

from __future__ import annotations

import streamlit as st

from cxdata.reports.wording import listed
from cxdata.scope import EMPLOYEE, LEAD
from pages.ui import access, cards, data, tour, view_kept


def bar() -> None:
    """The product's name, the company, the last day of its data, and the choice of the view."""
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        cards.where(data.whose())
        role = access.VIEWS[access.scope().role]
        if access.is_set_up():
            with st.popover(access.name(), type="tertiary", key="view"):
                _mine(role)
        else:
            with st.popover(f"View of {role}", type="tertiary", key="view"):
                _choice()
            with st.container(key="view_place", width="content"):  # a closed popover mounts nothing
                view_kept.keep(*_parts())
        tour.place()


def _mine(role: str) -> None:
    """As what somebody is here, and the way out."""
    scope = access.scope()
    cards.fact(f"You are here as {role}.")
    departments, teams = _parts()
    cards.facts(listed([departments.get(id_, id_) for id_ in scope.departments]))
    cards.facts(listed([teams.get(id_, id_) for id_ in scope.teams]))
    st.button("Log out", key="log_out", on_click=access.leave)


def _choice() -> None:
    """No login is set up, so whoever sits at this machine may look as anybody."""
    st.radio(
        "View as",
        list(access.VIEWS),
        format_func=access.VIEWS.__getitem__,
        key=access.ROLE,
        persist_state="session",
    )
    names, teams = _parts()
    if access.scope().role == LEAD and names:
        st.multiselect(
            "Departments led",
            list(names),
            format_func=names.__getitem__,
            key=access.DEPARTMENTS,
            persist_state="session",
        )
    if access.scope().role == EMPLOYEE and teams:
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


def _parts() -> tuple[dict[str, str], dict[str, str]]:
    """Departments and teams by id; none without a record."""
    held = data.organisation() if data.opened() is not None else None
    if held is None:
        return {}, {}
    return {d.id: d.name for d in held.departments}, {t.id: t.name for t in held.teams}
