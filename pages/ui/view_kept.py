"""Whose view it is, over a reload: kept by the browser's tab, and only where nobody logs in.

An address never makes anybody a steward: a link that somebody sends would. What a tab of the
browser keeps is written by this page alone, and is gone with the tab.
"""

from __future__ import annotations

import json
from collections.abc import Collection

import streamlit as st

from cxdata.scope import EMPLOYEE, LEAD
from pages.ui import access

KEY = "view_kept"
LONGEST = 4000  # characters: a company's departments

_SCRIPT = """
const KEY = "cx_view";
export default function ({ data, setTriggerValue }) {
  try {
    const kept = sessionStorage.getItem(KEY);
    const arrived = !window.cxViewSeen;
    window.cxViewSeen = true;
    // Loaded again: as it was before. Later the choice in the bar counts.
    if (arrived && kept && kept !== data.view) setTriggerValue("view", kept);
    else sessionStorage.setItem(KEY, data.view);
  } catch { /* a browser that keeps nothing begins anew */ }
}
"""
_mounted = st.components.v2.component("cx_view_kept", html="<span></span>", js=_SCRIPT)


def keep(departments: Collection[str], teams: Collection[str]) -> None:
    """Have the tab keep the view, and take up what it kept.

    departments, teams  ids that there are
    """
    if access.is_set_up():
        return
    held = {key: st.session_state.get(key) for key in (access.DEPARTMENTS, access.TEAM)}
    view = json.dumps({access.ROLE: access.scope().role, **held}, sort_keys=True)

    def kept() -> None:
        said = str(st.session_state[KEY].get("view") or "")
        take(said, departments, teams)

    _mounted(data={"view": view}, key=KEY, height=1, on_view_change=kept)


def take(said: str, departments: Collection[str], teams: Collection[str]) -> None:
    """Look as what a tab kept says, as far as there is such a view; never where people log in."""
    if access.is_set_up():
        return
    try:
        held = json.loads(said[:LONGEST])
        role = str(held[access.ROLE])
        led, team = held.get(access.DEPARTMENTS) or [], held.get(access.TEAM)
    except (ValueError, TypeError, KeyError, AttributeError):
        return
    if role not in access.VIEWS:
        return
    st.session_state[access.ROLE] = role
    if role == LEAD and isinstance(led, list):
        st.session_state[access.DEPARTMENTS] = [one for one in map(str, led) if one in departments]
    if role == EMPLOYEE and str(team) in teams:
        st.session_state[access.TEAM] = str(team)
