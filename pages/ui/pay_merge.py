"""Two drafts of a plan that began as one: what each changed, and what has to be chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from cxdata.desk import Change, Clash, Merge
from cxdata.desk.plans import Version
from pages.ui import authors, cards

THEIRS, MINE = "Theirs", "Yours"
LISTED = 12  # sections that get a line of their own


def panel(found: Merge, newest: Version, mark: str) -> str | None:
    """Both drafts beside one another; the text of both together once everything is chosen."""
    author = authors.named(newest.author)
    _list(f"Only {author} changed, so it is kept", found.kept)
    _list("Only you changed, so it goes on top", found.applied)
    if found.clashes:
        cards.label("Both of you changed: choose each")
    # What was chosen stands as long as there is nothing else to choose from, whoever saves since.
    chosen = {one.entry: _choice(one, author, f"{mark}_{_same(one)}") for one in found.clashes}
    still = sum(choice is None for choice in chosen.values())
    if still:
        cards.facts(f"Still to choose: {still} of {len(chosen)}. Until then nothing is saved.")
        return None
    text = found.text({entry for entry, choice in chosen.items() if choice == MINE})
    with st.expander(f"Both together, as it will be saved on top of version {newest.number}"):
        st.code(text, language="toml", wrap_lines=True)
    return text


def _list(title: str, changes: Sequence[Change]) -> None:
    if not changes:
        return
    by_section: dict[str, list[str]] = {}
    for one in changes:
        section, _, entry = str(one).partition(": ")
        by_section.setdefault(section, []).append(entry)
    cards.label(title)
    for section, told in list(by_section.items())[:LISTED]:
        cards.fact(f"{section}: {', '.join(told)}" if any(told) else section)
    if len(by_section) > LISTED:
        cards.facts(f"And {len(by_section) - LISTED} more; the text below holds them all.")


def _choice(one: Clash, author: str, key: str) -> str | None:
    """One entry, three ways side by side; None until somebody chose."""
    with st.container(border=True, key=f"clash_{key}"):
        cards.fact(one.entry)
        cards.figures(
            [
                ("before", one.before or "not there"),
                (f"theirs ({author})", one.theirs or "left out"),
                ("yours", one.mine or "left out"),
            ]
        )
        return st.radio(
            f"Which stands: {_plain(one.entry)}", (THEIRS, MINE), index=None, horizontal=True,
            key=f"choice_{key}", label_visibility="collapsed",
        )  # fmt: skip


def _same(one: Clash) -> str:
    return hashlib.sha256(repr(one).encode()).hexdigest()[:12]


def _plain(words: str) -> str:
    """Words that no markdown is read into."""
    return "".join(c if c.isalnum() or c in " ,:_-" else " " for c in words)
