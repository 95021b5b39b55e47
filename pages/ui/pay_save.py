"""Saving a plan: the sliders' text, held against what somebody else saved meanwhile."""

from __future__ import annotations

import hashlib
from datetime import datetime

import streamlit as st

from cxdata.desk import written
from cxdata.errors import Conflict, CxError
from cxdata.flows import plans as flow
from pages.ui import access, cards, data, reward, what_if
from pages.ui.what_if import Asked

TOLD, CLASH = "plan_told", "plan_clash"
LONGEST = 60_000


def first() -> None:
    """A first plan, as a proposal to be edited."""
    scope, company = access.scope(), data.organisation()
    proposal = flow.proposal(scope, company, data.today())
    _form("A first plan", proposal, 0, opened=True)


def next_version(these: Asked) -> None:
    """The draft as the next version of its plan; what is in force stays until that is saved."""
    if told := st.session_state.pop(TOLD, None):
        cards.notice(told)
    _form("Save the draft as a new version", written(these.second), these.base.number)


def _form(title: str, text: str, base: int, opened: bool = False) -> None:
    mark = hashlib.sha256(f"{base}{text}".encode()).hexdigest()[:10]
    # What somebody else saved meanwhile: their version's number, and what they changed.
    clash: tuple[int, str] | None = st.session_state.get(CLASH, {}).get(mark)
    with st.expander(title, expanded=opened or clash is not None):
        cards.facts(
            "Nothing above changes the plan in force. Here stands the draft as text: edit it (the "
            "sliders write it anew), and save it. docs/plans.md explains every entry."
        )
        typed = st.text_area("Plan", text, height=320, key=f"plan_{mark}", max_chars=LONGEST,
                             label_visibility="collapsed")  # fmt: skip
        if clash is not None:
            cards.notice(clash[1])  # no markdown: it quotes what somebody typed
        label = "Save" if clash is None else f"Save mine on top of version {clash[0]}"
        if st.button(label, key=f"save_{mark}", type="primary"):
            _save(typed, base if clash is None else clash[0], mark)


def _save(text: str, base: int, mark: str) -> None:
    now = datetime.now().astimezone()
    try:
        saved = flow.save(access.scope(), reward.home(), data.organisation(), text, base, now)
    except Conflict as clash:
        # What was typed stays in its place; the next press saves it on top of theirs.
        st.session_state[CLASH] = {mark: (getattr(clash.newest, "number", base), str(clash))}
        st.rerun()
    except CxError as refused:
        cards.notice(str(refused))
        return
    st.session_state.pop(CLASH, None)
    st.session_state[what_if.NEXT] = f"{saved.id} {saved.number}"
    st.session_state[TOLD] = f"Saved and logged: version {saved.number} of {saved.plan.about.name}."
    st.rerun()
