"""A field for words that must not be too long: it takes them all, and says by how many they are.

Streamlit's own limit drops what is pasted over it without a word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

from pages.ui import cards

NEAR = 0.8  # of what fits: from here on the count is told


def area(
    label: str,
    key: str,
    most: int,
    until: str,
    value: str = "",
    *,
    seen: Literal["visible", "collapsed"] = "visible",
    placeholder: str = "",
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> tuple[str, bool]:
    """What is written in a field of several lines, and whether it is short enough.

    most   characters that fit; until: what holds as long as there are more
    value  what stands there at first, unless the session holds something for the key
    """
    if key not in st.session_state:
        st.session_state[key] = value
    said = st.text_area(label, key=key, height=76, label_visibility=seen, on_change=on_change,
                        args=args, placeholder=placeholder or None)  # fmt: skip
    return said, _told(said, most, until)


def line(label: str, key: str, most: int, until: str, value: str) -> tuple[str, bool]:
    """The same for a field of one line."""
    if key not in st.session_state:
        st.session_state[key] = value
    said = st.text_input(label, key=key)
    return said, _told(said, most, until)


def _told(said: str, most: int, until: str) -> bool:
    count = len(" ".join(said.split()))
    if count > most:
        cards.notice(
            f"{count:,} of {most:,} characters: shorten it by {count - most:,}. {until} Nothing "
            "that you wrote is lost."
        )
    elif count >= NEAR * most:
        cards.facts(f"{count:,} of {most:,} characters")
    return count <= most
