"""One choice of several, kept in the address by its name; what is no name of any is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import streamlit as st

from pages.ui import cards, printed
from pages.ui.address import NAME

# Key of a choice -> (what it stands at, words): what the address said in vain.
_VAIN = "choice_vain"
_SEEN = "choice_seen"  # keys of the choices that this page has drawn: what they say is no address's
_PLACE, _HERE = "choice_told", "choice_here"


def one_of(
    label: str,
    options: Mapping[str, str],
    key: str,
    width: int = 170,  # two stand side by side on a phone
    on_change: Callable[[], Any] | None = None,
) -> str:
    """The id of what is chosen; the first where nothing is.

    options  names by id, the usual one first
    """
    _arrived(label, options, key)
    picked = st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        bind="query-params",
        width=width,
        on_change=on_change,
    )
    found = picked if picked in options else next(iter(options))
    printed.choice(label, options, found)
    return found


def place(page: st.Page) -> st.delta_generator.DeltaGenerator:
    """Where what the address said in vain is told: above the page, filled after it."""
    if st.session_state.get(_HERE) != page.url_path:
        st.session_state[_HERE], st.session_state[_SEEN] = page.url_path, set()
    return st.container(key=_PLACE)


def told() -> None:
    """Say what the address asked for in vain, as long as the choice stands where that left it."""
    vain = st.session_state.get(_VAIN, {})
    kept = {key: held for key, held in vain.items() if st.session_state.get(key) == held[0]}
    st.session_state[_VAIN] = kept
    if kept:
        cards.notice(" ".join(words for _, words in kept.values()))


def _arrived(label: str, options: Mapping[str, str], key: str) -> None:
    """Read what an address says of a choice that is not drawn yet; later the choice itself counts.

    What is bound to the address knows names only, and takes the first for all else without a word.
    """
    seen: set[str] = st.session_state.setdefault(_SEEN, set())
    said, names = st.query_params.get(key), [*options.values()]
    if key in seen or said is None or key in st.session_state or said in names:
        seen.add(key)
        return
    seen.add(key)
    usual = next(iter(options))
    # Only what could be a name is told again: an address may hold anything.
    asked = f"“{said}”" if NAME.fullmatch(said) else "What the address says"
    near = [options[said]] if said in options else get_close_matches(said, names, n=1, cutoff=0.7)
    meant = f" Did you mean “{near[0]}”?" if near else ""
    words = f"{asked} is no choice under “{label}”: it stands at “{options[usual]}”.{meant}"
    st.session_state.setdefault(_VAIN, {})[key] = usual, words
