"""Saving a plan: the sliders' text, held against what somebody else saved meanwhile."""

from __future__ import annotations

import hashlib
from datetime import datetime

import streamlit as st

from cxdata.desk import Merge, parse, written
from cxdata.desk.plans import Version
from cxdata.errors import Conflict, CxError
from cxdata.flows import plans as flow
from pages.ui import access, authors, cards, data, pay_merge, reward, what_if
from pages.ui.what_if import Asked

TOLD, CLASH, PANEL = "plan_told", "plan_clash", "plan_panel"
LONGEST = 60_000


def first() -> None:
    """A first plan, as a proposal to be edited."""
    scope, company = access.scope(), data.organisation()
    proposal = flow.proposal(scope, company, data.today())
    _form("A first plan", proposal, None, opened=True)


def next_version(these: Asked) -> None:
    """The draft as the next version of its plan; what is in force stays until that is saved."""
    _saved(these)
    _form("Save the draft as a new version", written(these.second), these.base)


def _saved(these: Asked) -> None:
    """What was saved, until something is changed: the page also runs anew by itself after a save.

    Its place is kept when it goes, so that what stands below does not move: a panel that moves is
    drawn anew, closed.
    """
    with st.container():
        mark, words = st.session_state.get(TOLD, ("", ""))
        base = these.base
        if mark == f"{base.id} {base.number}" and these.second == base.plan:
            cards.notice(words)
        else:
            st.session_state.pop(TOLD, None)


def _form(title: str, text: str, base: Version | None, opened: bool = False) -> None:
    number = base.number if base else 0
    mark = hashlib.sha256(f"{number}{text}".encode()).hexdigest()[:10]
    # What somebody else saved meanwhile, in words.
    clash: str | None = st.session_state.get(CLASH, {}).get(mark)
    st.session_state.setdefault(PANEL, opened)
    with st.expander(title, key=PANEL, on_change="rerun"):
        cards.facts(
            "Nothing above changes the plan in force. Here stands the draft as text: edit it (the "
            "sliders write it anew). Saving makes it the version in force for the whole of its "
            "periods; earlier versions stay. docs/plans.md explains every entry."
        )
        typed = st.text_area("Plan", text, height=320, key=f"plan_{mark}", max_chars=LONGEST,
                             label_visibility="collapsed")  # fmt: skip
        both = None if clash is None else _both(typed, base)
        if both is None:
            if st.button("Save", key=f"save_{mark}", type="primary"):
                _save(typed, base, mark)
            return
        cards.notice(authors.named(clash or ""))
        together = pay_merge.panel(*both, mark)
        if st.button("Save both together", key=f"save_{mark}", type="primary",
                     disabled=together is None) and together is not None:  # fmt: skip
            _save(together, both[1], mark)


def _both(typed: str, base: Version | None) -> tuple[Merge, Version] | None:
    """What is typed beside what somebody saved meanwhile; None where it cannot be read."""
    try:
        return flow.merge(access.scope(), reward.home(), typed, _began(typed, base))
    except CxError:  # pressing Save says what is wrong
        return None


def _began(text: str, base: Version | None) -> int:
    """The number of the version that a text was begun from; another plan's id begins a new one."""
    return base.number if base and parse(text).about.id == base.id else 0


def _save(text: str, base: Version | None, mark: str) -> None:
    now = datetime.now().astimezone()
    try:
        began = _began(text, base)
        saved = flow.save(access.scope(), reward.home(), data.organisation(), text, began, now)
    except Conflict as clash:
        # What was typed stays in its place, and is put together with theirs.
        st.session_state[CLASH] = {mark: str(clash)}
        st.rerun()
    except CxError as refused:
        cards.notice(str(refused))
        return
    st.session_state.pop(CLASH, None)
    st.session_state[what_if.NEXT] = saved_as = f"{saved.id} {saved.number}"
    told = f"Saved and logged: version {saved.number} of {saved.plan.about.name}."
    st.session_state[TOLD] = saved_as, told
    reward.warm()
    st.rerun()
