"""What an address says of a page's own choices: taken by id or name, told where it is in vain.

What is bound to the URL falls back without a word where it says nothing that can be chosen. So ids
are made names first (`named`), a choice asks before it is drawn (`said`), hands over what came of
it (`kept`), and the page tells it (`tell`) until something else is chosen there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import streamlit as st

from pages.ui import cards

HELD = "asked_in_vain"  # key of a choice -> (its value at arrival, words)
NAME = re.compile(r"[\w &.,'()/%+-]{1,60}")


def named(page: str, names: Mapping[str, Mapping[str, str]]) -> None:
    """Open an address that names choices by their ids anew by the names that stand in it.

    To be called before any of the page's choices is drawn.
    page   the page's file
    names  key of a choice -> what may be said of it -> the name that stands in an address
    """
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    meant = {
        key: [names.get(key, {}).get(one, one) for one in held]
        for key, held in given.items()
        if key not in st.session_state
    }
    if any(meant[key] != given[key] for key in meant):
        st.switch_page(page, query_params=given | meant)


def renamed(page: str, keys: Mapping[str, str]) -> None:
    """Open an address that names choices as other pages do anew by this page's own.

    keys  what another page calls a choice -> what this one does; only what names one thing, on
          arrival, and nothing that this page's own name is said of already
    """
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    meant = {
        key: own
        for key, own in keys.items()
        if len(given.get(key, ())) == 1
        and own not in given
        and not {key, own} & set(st.session_state)
    }
    if meant:
        st.switch_page(page, query_params={meant.get(key, key): v for key, v in given.items()})


def said(key: str) -> str:
    """What the address says of a choice that is about to be drawn for the first time; else ''."""
    if key in st.session_state:
        return ""
    _held().pop(key, None)
    return str(st.query_params.get(key, ""))


def kept(key: str, value: object, words: str) -> None:
    """What came of a choice.

    value  what is chosen now
    words  what the address said in vain; '' for nothing
    """
    if words:
        _held()[key] = value, words
    elif key in _held() and _held()[key][0] != value:
        del _held()[key]


def tell(*keys: str) -> None:
    """Say what the address said in vain of these choices."""
    words = [_held()[key][1] for key in keys if key in _held()]
    if words:
        cards.notice(" ".join(words))


def called(given: str) -> str:
    """'called “Cedar”'; only what could be a name is told again: an address may hold anything."""
    return f"called “{given}”" if NAME.fullmatch(given) else "called what the address says"


def near(given: str, names: Iterable[str]) -> str:
    """' Did you mean “Support Cedar”?', or ''."""
    found = get_close_matches(given, sorted(names), n=1)
    return f" Did you mean “{found[0]}”?" if found else ""


def _held() -> dict[str, tuple[object, str]]:
    held: dict[str, tuple[object, str]] = st.session_state.setdefault(HELD, {})
    return held
