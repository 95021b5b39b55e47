"""Steward, Imports: a customer who asks to be forgotten, and comments that are too old."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

import streamlit as st

from cxdata.errors import CxError
from cxdata.flows import erase
from cxdata.flows.erase import Erased, Retained
from pages.ui import access, cards, steward

CUSTOMER, AGAIN = "forget_customer", "forget_again"
COUNTED, OLD = "forget_counted", "forget_old"

Found = TypeVar("Found")


def section() -> None:
    """Both, closed until somebody needs them: what goes here does not come back."""
    place = st.expander("Erase a customer, remove old comments", key="forget", on_change="rerun")
    if not place.open:
        return
    with place:
        _customer()
        _comments()


def _customer() -> None:
    cards.label("A customer asks to be forgotten")
    customer = st.text_input(
        "Customer", key=CUSTOMER, placeholder="the id as the source writes it", max_chars=200
    ).strip()
    if st.button("Count what would go", key="forget_count", disabled=not customer):
        found = _tried(lambda: erase.would_erase(access.scope(), steward.home(), customer, _now()))
        st.session_state[COUNTED] = (customer, found)
    asked, counted = st.session_state.get(COUNTED, ("", None))
    if counted is None or asked != customer:
        return
    if not counted.counts:
        cards.facts("The record holds nothing of this customer. Is the id as in the source?")
        return
    cards.fact(_listed(counted.counts))
    cards.facts(
        "These go for good, from every snapshot. No later file brings this customer back. Scores "
        "of past months are counted again without these answers."
    )
    again = st.text_input("Type the id once more", key=AGAIN, max_chars=200).strip()
    ready = again == customer
    st.button("Erase for good", key="forget_erase", disabled=not ready, on_click=_erase)


def _erase() -> None:
    asked = str(st.session_state.get(CUSTOMER, "")).strip()
    # What a browser sends is checked again: a button that is not to be pressed can be.
    if not asked or asked != str(st.session_state.get(AGAIN, "")).strip():
        return
    try:
        done: Erased = erase.erase(access.scope(), steward.home(), asked, _now())
        said = f"Erased: {_listed({**done.counts, **done.elsewhere})}. Backups still hold them."
    except CxError as refused:
        said = steward.plainly(str(refused))
    for key in (CUSTOMER, AGAIN, COUNTED):
        st.session_state.pop(key, None)
    st.session_state["told"] = said


def _comments() -> None:
    cards.label("Comments that are older than they are kept")
    if st.button("Count them", key="forget_old_count"):
        st.session_state[OLD] = _tried(
            lambda: erase.would_retain(access.scope(), steward.home(), _now())
        )
    old: Retained | None = st.session_state.get(OLD)
    if old is None:
        return
    total, since = sum(old.months.values()), f"{old.since.day} {old.since:%b %Y}"
    if not total:
        cards.facts(f"No comment is from before {since}: there is nothing to remove.")
        return
    cards.fact(f"{total:,} comments from before {since}; their scores stay.")
    cards.facts(_listed(old.months))
    st.button("Remove them for good", key="forget_old_remove", on_click=_remove)


def _remove() -> None:
    try:
        done = erase.retain(access.scope(), steward.home(), _now())
        said = f"Removed: {sum(done.months.values()):,} old comments. Their scores still count."
    except CxError as refused:
        said = steward.plainly(str(refused))
    st.session_state.pop(OLD, None)
    st.session_state["told"] = said


def _tried(flow: Callable[[], Found]) -> Found | None:
    try:
        return flow()
    except CxError as refused:
        cards.notice(steward.plainly(str(refused)))
        return None


def _listed(counts: Mapping[str, int]) -> str:
    return " · ".join(f"{n:,} {what}" if not what[:1].isdigit() else f"{what}: {n:,}"
                      for what, n in counts.items())  # fmt: skip


def _now() -> datetime:
    return datetime.now(UTC)
