"""What an address says that no choice of the page reads: told, not passed over in silence."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

import streamlit as st

from pages.ui.linked import NAME

MOST = 3  # names that are told one by one
# What a page reads itself, and what is drawn only beside another choice.
READ = {
    "period", "since", "until", "then_since", "then_until", "term", "lesson", "comments", "theme",
    "going_from", "going_to", "after", "scored", "measure", "pay_team", "pay_period", "touchpoint",
    "column", "deck", "show", "auto", "slides", "way",
    # Of What if, which not every role sees.
    "if_first", "if_second", "if_side", "if_shift", "if_width", "if_team", "if_full", "if_company",
    "if_most", "if_window", "if_amount",
}  # fmt: skip
MONTHS = ("since", "until")
# Marks that mail programs and search engines hang on every link.
TRACKS = ("utm_", "fbclid", "gclid", "msclkid", "mc_", "embed")
VIEW = ("view_as", "view", "role")
# What else is written for a choice, in the order in which it is looked for on the page.
MEANT = {
    "from": ("going_from", "since"),
    "to": ("going_to", "until"),
    "cell": ("touchpoint",),
    "page": ("comments",),
    "touchpoint": ("at",),
    "q": ("search",),
}
_KEPT = "unread_kept"  # (what was chosen at arrival, names that nothing reads)


def words(drawn: Collection[str]) -> list[str]:
    """A sentence for each name of the address that nothing reads, until anything is chosen.

    drawn  keys of the choices that the page has drawn
    """
    lost = [key for key in st.query_params if not _read(key)]
    chosen = {*drawn, *st.query_params} - {*lost}
    stands = {key: st.session_state.get(key) for key in chosen}
    held, told = st.session_state.get(_KEPT, (None, None))
    if told != lost:
        held = stands
        st.session_state[_KEPT] = stands, lost
    if held != stands:
        return []
    said = [_sentence(key, drawn) for key in lost[:MOST]]
    if len(lost) > MOST:
        more = len(lost) - MOST
        said.append(f"So {'is' if more == 1 else 'are'} {more:,} more of the address.")
    return said


def _read(key: str) -> bool:
    if key in VIEW:
        return False
    return key in st.session_state or key in READ or key.startswith(TRACKS)


def _sentence(key: str, known: Collection[str]) -> str:
    """'This page reads no “cell” in an address: it is left out. Did you mean “touchpoint”?'"""
    if key in VIEW:
        return "No address says whose view it is: it is chosen in the bar, or comes with the login."
    # Only what could be a name is told again: an address may hold anything.
    if not NAME.fullmatch(key):
        return "The address names something that this page does not read: it is left out."
    here = [one for one in MEANT.get(key, ()) if _drawn(one, known)]
    drawn = {*known, *(one for one in READ if one in st.session_state)}
    near = here or get_close_matches(key, sorted(drawn), n=1, cutoff=0.75)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    return f"This page reads no “{key}” in an address: it is left out.{hint}"


def _drawn(key: str, known: Collection[str]) -> bool:
    """Is it among the page's choices? Months are beside the period's "Other months" alone."""
    return key in known or key in st.session_state or (key in MONTHS and "period" in known)
