"""One choice of several, kept in the address by its name; what is no name of any is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import streamlit as st

from pages.ui import cards, printed, unread
from pages.ui.linked import NAME

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
    arrived(label, options, key)
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
    said = [words for _, words in kept.values()]
    said += unread.words({*st.session_state.get(_SEEN, ())})
    if said:
        cards.notice(" ".join(said))


def arrived(label: str, options: Mapping[str, str], key: str, usual: str = "") -> None:
    """Read what an address says of a choice that is not drawn yet; later the choice itself counts.

    options  names by id
    usual    the id that it stands at where nothing is said; without it the first
    What is bound to the address knows names only, and takes the usual for all else without a word.
    """
    said, names = first_said(key), [*options.values()]
    if said is None or said in names:
        return
    usual = usual or next(iter(options))
    # Only what could be a name is told again: an address may hold anything.
    asked = f"“{said}”" if NAME.fullmatch(said) else "What the address says"
    meant = options.get(said) or options.get(f"{said}-01")  # an id, or a month without its day
    near = [meant] if meant else get_close_matches(said, names, n=1, cutoff=0.7)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    in_vain(
        key,
        usual,
        f"{asked} is no choice under “{label}”: it stands at “{options[usual]}”.{hint}",
    )


def first_said(key: str) -> str | None:
    """What an address says of a choice that is about to be drawn; None once it has been."""
    seen: set[str] = st.session_state.setdefault(_SEEN, set())
    fresh = key not in seen and key not in st.session_state
    seen.add(key)
    return st.query_params.get(key) if fresh else None


def in_vain(key: str, stands: object, words: str) -> None:
    """Keep what an address says in vain of a choice, until it stands elsewhere."""
    st.session_state.setdefault(_VAIN, {})[key] = stands, words


def page_said(key: str, pages: int, of: str) -> None:
    """Read which page of a list an address asks for; one that there is not is told.

    pages  how many there are; of: what the list is of, in the plural
    """
    said = first_said(key)
    if said is None:
        return
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
    if 1 <= number <= max(pages, 1):
        return
    stands = 1 if pages > 1 else None  # with one page there is nothing to choose
    many = f"{pages:,} pages" if pages > 1 else "one page"
    asked = f"page {number:,}" if number else "such page"
    in_vain(key, stands, f"These {of} have no {asked}, but {many}: the first is shown.")
