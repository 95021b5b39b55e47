"""What a steward changes of one person: the role, and whether they may come in at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from cxdata.desk.groups import Grant
from cxdata.desk.people import Person
from cxdata.errors import CxError
from cxdata.flows import people as flow
from cxdata.scope import LEAD
from pages.ui import access, cards, data, moments, people, place

BY_GROUPS = ""


def card(one: Person) -> None:
    """Who it is, what they may see and why, and the form that changes it."""
    with st.container(border=True, key="card_person"):
        cards.label(one.name or one.id)
        came = f"first came on {moments.day(one.first_came)}"
        cards.facts(" · ".join(part for part in (one.email, one.id, came) if part))
        if one.revoked_at is not None:
            cards.fact(f"The access was taken back on {moments.day(one.revoked_at)}.")
        st.button("Let in again", on_click=_restore, args=(one,)) if one.revoked_at else None
        _form(one)
        if one.revoked_at is None and st.button(
            "Take the access back", type="tertiary", key=f"revoke_{one.id}"
        ):
            _sure(one)


def _form(one: Person) -> None:
    departments, teams = people.members()
    grant = one.given or Grant("employee")
    roles = {BY_GROUPS: f"As their groups say ({people.words_of(one.by_groups)})", **access.VIEWS}
    chosen = list(roles)
    with st.form(f"person_{one.id}", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            role = st.selectbox(
                "Is here as",
                chosen,
                index=chosen.index(one.given.role) if one.given else 0,
                format_func=roles.__getitem__,
                key=f"role_{one.id}",
                width=320,
            )
            led = _several("Departments", departments, grant.departments, f"departments_{one.id}")
            works = _several("Works in the teams", teams, grant.teams, f"teams_{one.id}")
        cards.facts(
            "Departments open their touchpoints' comments, and to a lead their teams' money; a "
            f"team opens its own money. {access.VIEWS[LEAD].capitalize()} needs one at least."
        )
        if st.form_submit_button("Save", type="primary"):
            given = Grant(role, led, works) if role else None
            _done(lambda: _give(one, given), f"{one.name or one.id}: saved.")


def _several(
    label: str, names: dict[str, str], usual: tuple[str, ...], key: str
) -> tuple[str, ...]:
    picked = st.multiselect(
        label,
        list(names),
        default=[id_ for id_ in usual if id_ in names],
        format_func=names.__getitem__,
        key=key,
        width=280,
        placeholder="None",
    )
    return tuple(picked)


@st.dialog("Take the access back?")
def _sure(one: Person) -> None:
    st.text(
        f"{one.name or one.id} sees nothing any more from the next click on. You can let them in "
        "again here."
    )
    pressed = st.button("Take it back", type="primary", on_click=_revoke, args=(one,))
    if pressed:
        st.rerun()


def _revoke(one: Person) -> None:
    words = f"{one.name or one.id} is not let in any more."
    _kept(lambda: flow.revoke(access.scope(), place.own(), one.id, _now()), words)


def _restore(one: Person) -> None:
    words = f"{one.name or one.id} is let in again."
    _kept(lambda: flow.restore(access.scope(), place.own(), one.id, _now()), words)


def _give(one: Person, given: Grant | None) -> None:
    company = data.organisation() if data.opened() is not None else None
    flow.give(access.scope(), place.own(), company, one.id, given, _now())


def _done(change: Callable[[], object], words: str) -> None:
    if _kept(change, words):
        st.rerun()
    cards.notice(st.session_state.pop(people.TOLD))


def _kept(change: Callable[[], object], words: str) -> bool:
    """Do it, and keep what is to be said of it."""
    try:
        change()
    except CxError as refused:
        st.session_state[people.TOLD] = str(refused)
        return False
    st.session_state[people.TOLD] = words
    return True


def _now() -> datetime:
    return datetime.now(UTC)
