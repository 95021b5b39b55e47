"""Who is looking. Every page asks here on every run, whether or not app.py ran before it."""

from __future__ import annotations

import ipaddress

import streamlit as st

from cxdata.errors import Refused
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope

VIEWS = {
    EXECUTIVE: "an executive",
    LEAD: "a lead of departments",
    EMPLOYEE: "an employee",
    STEWARD: "a steward of the data",
    PAYROLL: "payroll",
}
ROLE, DEPARTMENTS, TEAM = "view_as", "view_as_departments", "view_as_team"
DEFAULT = EXECUTIVE


def scope() -> Scope:
    """Who asks in this run.

    raises  Refused where the server can be reached from elsewhere and nobody has logged in
    """
    refuse_strangers(st.get_option("server.address"))
    role = st.session_state.get(ROLE, DEFAULT)
    if role not in VIEWS:
        role = DEFAULT
    led = tuple(st.session_state.get(DEPARTMENTS, ())) if role == LEAD else ()
    team = st.session_state.get(TEAM) if role == EMPLOYEE else None
    return Scope(role, led, "", (str(team),) if team else ())


def become(role: str) -> None:
    """Look as another role; whoever sits at this machine may, as long as no login is set up."""
    st.session_state[ROLE] = role


def gate() -> Scope:
    """The scope, or a page that says why there is none, and the end of the run."""
    try:
        return scope()
    except Refused as refused:
        st.title("Not open to the network")
        st.write(str(refused))
        st.stop()


def refuse_strangers(address: str | None) -> None:
    """Without a login only this machine is served.

    address  what the server is bound to; none means every network
    raises   Refused with what to do
    """
    if is_loopback(address):
        return
    where = f"on {address}" if address else "on every network"
    raise Refused(
        f"This server listens {where}, and no login is set up, so anybody could read the feedback. "
        "Start it for this machine alone: streamlit run app.py --server.address 127.0.0.1"
    )


def is_loopback(address: str | None) -> bool:
    """Whether only this machine can reach an address."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address((address or "").strip("[]")).is_loopback
    except ValueError:
        return False
