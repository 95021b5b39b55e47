"""The page before the house: log in, or why there is nothing to see, and whom to ask."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from pages.ui import access, cards, identity
from pages.ui.identity import Outside
from pages.ui.server import visits
from pages.ui.settings import DEFAULT, Provider, settings

TITLES = {
    identity.LOGGED_OUT: "How is it between our customers and us?",
    identity.REVOKED: "This is closed to you",
    identity.NO_ROLE: "You are known, but not yet let in",
    identity.CLOSED: "Nobody can be let in right now",
}
ONCE_MORE = "Please log in once more"
WELCOME = "One score that everybody in the company can act on. Log in with your work account."
SMALL = (
    "What you see depends on your role. Scores are open to all of us; comments, customers' ways "
    "and money only to those whom they concern. After 12 hours you are asked again."
)
HALF_LEFT = (
    "You are logged out in this browser, but that could not be written down: a copy of this login, "
    "if there is one, works for up to 12 hours still. If others use this machine, log in and out "
    "once more, or ask the steward to take your access back."
)

# Logging in ends at "/": what was asked for is kept in the browser's tab until then. Only a path of
# this very address is ever gone to.
_KEPT = st.components.v2.component(
    "cx_door",
    html="<span hidden></span>",
    js="""
const KEY = "cx-going";
export default function ({ data }) {
  const here = window.location.pathname + window.location.search;
  if (data.outside) {
    if (here === data.root) window.sessionStorage.removeItem(KEY);
    else window.sessionStorage.setItem(KEY, here);
    return;
  }
  const going = window.sessionStorage.getItem(KEY);
  window.sessionStorage.removeItem(KEY);
  if (!going || going === here || !going.startsWith("/")) return;
  const there = new URL(going, window.location.origin);
  if (there.origin === window.location.origin) window.location.replace(there.href);
}
""",
)


def kept(outside: bool) -> None:
    """Keep the address that somebody outside asked for; inside, go there once."""
    root = f"/{st.get_option('server.baseUrlPath').strip('/')}/".replace("//", "/")
    with st.container(key="door_kept"):
        _KEPT(data={"outside": outside, "root": root}, key="door_address", height="content")


def page(outside: Outside) -> NoReturn:
    """Draw it, and end the run: nothing of the company is told to somebody who is not let in."""
    again = outside.why in identity.AGAIN
    first = outside.why == identity.LOGGED_OUT
    with st.container(key="door", gap="medium"):
        cards.where("CX Commons")
        cards.question(TITLES.get(outside.why, ONCE_MORE))
        cards.answer([(WELCOME if first else str(outside), False)])
        if first and visits.told_half_left():
            cards.notice(HALF_LEFT)
        if again:
            kept(True)
            for provider in known():
                _button(provider)
            cards.facts(SMALL)
        else:
            if outside.why == identity.NO_ROLE:
                st.code(outside.who, language=None)  # in one piece, and to be copied
            st.button("Log out", key="log_out", on_click=access.leave)
            cards.facts("With another account you may be known. Log out first, then log in.")
    st.stop()


def known() -> tuple[Provider, ...]:
    """Who may say who somebody is."""
    held = settings()
    return held.providers if held else ()


def _button(provider: Provider) -> None:
    words = f"Log in with {provider.label}" if provider.label else "Log in"
    named = None if provider.id == DEFAULT else provider.id
    if st.button(words, type="primary", key=f"log_in_{provider.id}"):
        st.login(named)
