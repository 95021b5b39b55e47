"""Who is looking. Every page asks here on every run, whether or not app.py ran before it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import streamlit as st

from cxdata.desk.people import Arrival
from cxdata.errors import Refused
from cxdata.flows import people as flow
from cxdata.flows.looking import notes
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope
from pages.ui import identity, place, table
from pages.ui.identity import Login, Outside
from pages.ui.settings import is_loopback, settings

VIEWS = {
    EXECUTIVE: "an executive",
    LEAD: "a lead of departments",
    EMPLOYEE: "an employee",
    STEWARD: "a steward of the data",
    PAYROLL: "payroll",
}
ROLE, DEPARTMENTS, TEAM = "view_as", "view_as_departments", "view_as_team"
DEFAULT = EXECUTIVE
CAME = "login_came"
_LOG = logging.getLogger(__name__)
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded")


def scope() -> Scope:
    """Who asks in this run.

    raises  Refused where the server can be reached from elsewhere and no login is set up; Outside
            where one is, and whoever looks is not, or no longer, let in
    """
    refuse_strangers(st.get_option("server.address"))
    if settings() is not None:
        return _logged_in()
    refuse_forwarded(st.context.headers)
    role = st.session_state.get(ROLE, DEFAULT)
    if role not in VIEWS:
        role = DEFAULT
    led = tuple(st.session_state.get(DEPARTMENTS, ())) if role == LEAD else ()
    team = st.session_state.get(TEAM) if role == EMPLOYEE else None
    return Scope(role, led, "", (str(team),) if team else ())


def reader() -> Scope:
    """Who asks, without who exactly: what a report that serves all of a role alike is given.

    A report cannot depend on what it is not given, so one cached for this scope may be shared.
    """
    return replace(scope(), identity="")


def become(role: str) -> None:
    """Look as another role; whoever sits at this machine may, as long as no login is set up."""
    if not is_set_up():
        st.session_state[ROLE] = role


def offer(role: str) -> None:
    """The button to look as a role, where one may choose."""
    if not is_set_up():
        st.button(f"View as {VIEWS[role].partition(' of ')[0]}", on_click=become, args=(role,))


def brings(file: str) -> bool:
    """Whether whoever looks may bring files in on a page, as the page table says."""
    return scope().role in table.at(file).files


def asked() -> str:
    """Whom to ask for what one may not do: as people.toml says, '' without a login."""
    return identity.held_rules(place.own()).ask if is_set_up() else ""


def is_set_up() -> bool:
    """Whether people log in here."""
    return settings() is not None


def name() -> str:
    """What whoever is logged in is called."""
    return _login().name


def standing() -> Callable[[], Scope | None]:
    """What asks again, later and outside a script, who whoever looks now is; None without a login.

    It raises Outside where the login has expired or ended, or the person was revoked since, and
    Refused where the person may see something else by now: what was drawn before is not theirs.
    """
    held = settings()
    if held is None:
        return lambda: None
    user, home, drawn = st.user.to_dict(), place.own(), _logged_in()

    def asked() -> Scope:
        found = identity.scope(home, identity.login(held, user, _now()))
        if found != drawn:
            raise Refused("What you may see has changed since then. Load the page again.")
        return found

    return asked


def leave() -> None:
    """Log out: this login, and every copy of its cookie, opens nothing from now on."""
    from pages.ui.server import visits  # which asks this module

    visits.leaving()
    try:
        flow.end(place.own(), _login().token, _now())
    except Outside:
        pass  # this login had ended before
    except Exception:
        # The way out is open all the same, and the page before the house says what is left.
        _LOG.exception("A login could not be ended: a copy of its cookie may still work.")
        visits.half_left()
    st.logout()


def refuse_strangers(address: str | None) -> None:
    """Without a login only this machine is served, and a login that is none serves nobody.

    address  what the server is bound to; none means every network
    raises   Refused with what to do
    """
    if settings() is not None or is_loopback(address):
        return
    where = f"on {address}" if address else "on every network"
    raise Refused(
        f"This server listens {where}, and no login is set up, so anybody could read the feedback. "
        "Set a login up (docs/login.md), or start it for this machine alone: "
        "streamlit run asgi.py --server.address 127.0.0.1"
    )


def refuse_forwarded(headers: Mapping[str, str]) -> None:
    """Without a login a visit that a proxy passed on, or that asked for another host, is refused.

    A proxy in front makes the whole network look like this machine.
    raises  Refused with what to do
    """
    host = urlsplit(f"//{headers.get('Host') or 'localhost'}").hostname
    if is_loopback(host) and not any(name in headers for name in FORWARDED):
        return
    raise Refused(
        "This visit came from elsewhere, through a proxy or under another name, and no login is "
        "set up, so anybody could read the feedback. Set a login up: docs/login.md."
    )


def _logged_in() -> Scope:
    """The scope of who is logged in; a part of a page that is not let in runs the whole again."""
    try:
        held = _login()
        found = _let_in(held)
    except Outside:
        if place.in_fragment():
            st.rerun()
        raise
    return found


def _let_in(held: Login) -> Scope:
    try:
        found = identity.scope(place.own(), held)
    except Outside as outside:
        if outside.why == identity.NO_ROLE:
            _came(held)  # a steward sees who asks for a role
        raise
    _came(held)
    return found


def _login() -> Login:
    held = settings()
    if held is None:
        raise Outside(identity.LOGGED_OUT, "No login is set up.")
    return identity.login(held, st.user.to_dict(), _now())


def _came(held: Login) -> None:
    """Keep that somebody came: once a visit and login, beside the page."""
    if st.session_state.get(CAME) == held.token:
        return
    st.session_state[CAME] = held.token
    given = identity.held_rules(place.own()).granted(held.claims)
    arrival = Arrival(held.issuer, held.subject, held.name, held.email, given, _now())
    notes.came(place.own(), arrival)


def _now() -> datetime:
    return datetime.now(UTC)
