"""What was frozen: its links, its names, and how a link is closed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import streamlit as st

from cxdata.desk import presentations
from cxdata.desk.presentations import Frozen
from cxdata.errors import CxError
from cxdata.flows import presentations as flow
from pages.ui import access, authors, cards, link, moments, present_words, reward
from pages.ui import present_state as state
from pages.ui.present_ways_to import way_to

TOO_LONG = "It cannot be called that."


def listed() -> None:
    """What was frozen, with links; for those who may freeze."""
    if access.scope().role not in flow.WRITERS:
        return
    held = presentations.every(access.scope(), state.desk())
    if held:
        cards.label("Frozen presentations")
    alike = Counter(map(_looks, held))
    for one in held:
        _one(one, alike[_looks(one)] > 1)


def _looks(one: Frozen) -> tuple[str, ...]:
    """What the list tells a presentation apart by, but for the time."""
    return one.title, moments.day(one.frozen_at), one.frozen_by


def _one(one: Frozen, timed: bool) -> None:
    """A presentation; `timed` where another one was called the same on the same day."""
    with st.container(key=f"frozen_{one.id}", border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            cards.fact(one.title)
            who = authors.by(one.frozen_by, state.FREEZERS)
            at = moments.when if timed else moments.day
            cards.facts(f"{at(one.frozen_at)}, {who}")
        if one.withdrawn_at is not None:
            cards.facts(f"Withdrawn on {moments.day(one.withdrawn_at)}: its link is closed.")
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            way_to("Open", f"open_{one.id}", {"deck": one.id})
            way_to("Show", f"show_{one.id}", {"deck": one.id, "show": "1"})
            link.copy({"deck": one.id}, f"frozen_{one.id}")
            with st.popover("Rename", type="tertiary", key=f"naming_{one.id}"):
                _rename(one)
            with st.popover("Withdraw", type="tertiary", key=f"closing_{one.id}"):
                _withdraw(one)


def _rename(one: Frozen) -> None:
    title, fits = present_words.line(
        "New title", f"title_{one.id}", presentations.LONGEST_TITLE, TOO_LONG, one.title
    )
    flat = " ".join(title.split())
    ready = fits and bool(flat) and flat != one.title
    if st.button("Rename", key=f"rename_{one.id}", disabled=not ready):
        scope, home, now = access.scope(), reward.home(), datetime.now().astimezone()
        try:
            flow.rename(scope, home, one.id, flat, now)
        except CxError as refused:
            cards.notice(str(refused))
            return
        _done(f"Renamed and logged: “{one.title}” is called “{flat}” now.", f"title_{one.id}")


def _withdraw(one: Frozen) -> None:
    """Asked once more, by its name: a closed link is never opened again."""
    cards.fact(f"Close the link to “{one.title}” for good?")
    cards.facts(
        "Whoever has the link reads that it was withdrawn. It stays in this list and in the log, "
        "and cannot be opened again: freeze a new one instead."
    )
    if st.button("Withdraw it", key=f"withdraw_{one.id}", type="primary"):
        scope, home, now = access.scope(), reward.home(), datetime.now().astimezone()
        try:
            flow.withdraw(scope, home, one.id, now)
        except CxError as refused:
            cards.notice(str(refused))
            return
        _done(f"Withdrawn and logged: “{one.title}”. Its link is closed.", f"title_{one.id}")


def _done(words: str, field: str) -> None:
    st.session_state.pop(field, None)  # it begins from the title that holds
    st.session_state[state.TOLD] = words
    st.rerun()
