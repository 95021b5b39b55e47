"""Saving a plan: the draft's text, held against what somebody else saved meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import streamlit as st

from cxdata.desk import Merge, parse, plans
from cxdata.desk.plans import Version
from cxdata.errors import Conflict, CxError
from cxdata.flows import plans as flow
from cxdata.reports.what_if import WhatIf
from cxdata.reports.wording import counted
from pages.ui import (
    access,
    authors,
    cards,
    data,
    pay_draft,
    pay_form,
    pay_form_words,
    pay_merge,
    reward,
    what_if,
    what_if_sliders,
)
from pages.ui.what_if import Asked

TOLD, CLASH, PANEL = "plan_told", "plan_clash", "plan_panel"
LOOKED = "plan_looked_at"  # the text whose pay the page showed when it was drawn last
LONGEST = 60_000
AS_FORM, AS_TEXT = "As a form", "As text"
MODE = "plan_as"
BEGIN = (
    "Here stands a first plan: change it, as a form or as text. Nothing counts before it is saved; "
    "saving makes it the version in force for the whole of its periods."
)
EDIT = (
    "Nothing above changes the plan in force. Here stands the draft, as a form and as text: change "
    "either and the page shows what it would pay; the sliders move it from there. Saving makes it "
    "the version in force for the whole of its periods; earlier versions stay."
)
TYPING = (
    "Press Ctrl and Enter when you have typed. Remarks (#) and the order of lines are kept, by the "
    "form and the sliders, too."
)
UNKEPT = (
    "Not kept yet: this draft lives in this window alone. Save it before you reload or close the "
    "page, or copy its text."
)
SAME = "The draft is the plan in force: there is nothing to save until something is changed."
LOOK = (
    "Nothing is saved yet: the page shows only now what you typed. Look at what it would pay, and "
    "press Save again."
)


def first() -> None:
    """A first plan, as a proposal to be edited."""
    scope, company = access.scope(), data.organisation()
    held = pay_draft.typed(None)
    text = held.text if held else flow.proposal(scope, company, data.today())
    _form("A first plan", text, None, opened=True)


def next_version(these: Asked, found: WhatIf) -> None:
    """The draft as the next version of its plan; what is in force stays until that is saved."""
    _saved(these)
    _form("Change the plan, and save it as a new version", these.text, these, what_if.pays(found))


def _saved(these: Asked) -> None:
    """What was saved, until something is changed: the page also runs anew by itself after a save.

    Its place is kept when it goes, so that what stands below does not move: a panel that moves is
    drawn anew, closed.
    """
    with st.container():
        mark, words = st.session_state.get(TOLD, ("", ""))
        base = these.base
        if mark == pay_draft.mark(base) and these.second == base.plan:
            cards.notice(words)
        else:
            st.session_state.pop(TOLD, None)


def _form(title: str, text: str, these: Asked | None, pays: str = "", opened: bool = False) -> None:
    """The draft, and what can be done with it; pays: what it would pay, '' where nothing can."""
    base = these.base if these else None
    mark = pay_draft.mark(base)
    clashed = st.session_state.get(CLASH) == mark
    st.session_state.setdefault(PANEL, opened)
    with st.expander(title, key=PANEL, on_change="rerun"):
        cards.facts(EDIT if base else BEGIN)
        typed = _draft(text, base, mark)
        fault = pay_draft.faulty(base)
        changed = fault or pay_draft.typed(base)
        if fault:
            cards.notice(fault.why if st.session_state[MODE] == AS_TEXT else _still(fault.told))
        words = "Your draft alone would pay" if clashed else "This draft would pay"
        same = not clashed and base is not None and _same(typed)
        cards.fact("" if fault else SAME if same else pays and f"{words} {pays}")
        cards.facts(UNKEPT if changed else "")
        both = _both(typed, base) if clashed else None
        with st.container(horizontal=True, gap="small"):
            if both is None:
                _button(typed, base, mark, fault is not None)
            if changed:
                st.button("Leave what was typed", on_click=_leave, args=(base, mark))
        if both is not None:
            # Anew on every run: a third save may have come since.
            cards.notice(authors.named(plans.saved_since(both[0].before, both[1])))
            _together(*both, these, mark)
    st.session_state[LOOKED] = typed


def _draft(text: str, base: Version | None, mark: str) -> str:
    """The draft as a form or as text, whichever is chosen: the text as it stands, also unread."""
    fault = pay_draft.faulty(base)
    typed = fault.text if fault else text
    chosen = st.segmented_control(
        "The draft", (AS_FORM, AS_TEXT), default=AS_FORM, key=MODE, required=True,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    if chosen == AS_TEXT:
        cards.facts(TYPING)
        pay_form_words.entries()
        return _area(text, base, mark)
    if st.session_state[PANEL]:  # what nobody sees is not drawn
        take = partial(_take_text, base, text)
        pay_form.draw(typed, fault.told if fault else (), take)
    return typed


def _still(told: Sequence[str]) -> str:
    return (
        f"Not yet right: {counted(len(told), 'mistake', 'mistakes')}, told above. What you "
        "typed is kept, and cannot be saved before."
    )


def _area(text: str, base: Version | None, mark: str) -> str:
    """The text as it is edited: written anew where a slider moves it, else as it was typed."""
    key, written = f"plan_text_{mark}", f"plan_written_{mark}"
    fault = pay_draft.faulty(base)
    if key not in st.session_state or st.session_state.get(written) != text:
        st.session_state[key] = fault.text if fault else text
    st.session_state[written] = text
    return str(st.text_area("Plan", height=420, key=key, max_chars=LONGEST, on_change=_take,
                            args=(base, key, text), label_visibility="collapsed"))  # fmt: skip


def _take(base: Version | None, key: str, shown: str) -> None:
    _take_text(base, shown, str(st.session_state[key]))


def _take_text(base: Version | None, shown: str, said: str) -> None:
    """What was typed is what the page shows, and what the sliders move from now on."""
    if pay_draft.take(base, said, shown):
        what_if_sliders.reset()


def _leave(base: Version | None, mark: str) -> None:
    pay_draft.drop(base)
    st.session_state.pop(f"plan_text_{mark}", None)


def _same(typed: str) -> bool:
    """Does the draft say what the plan in force says, entry by entry and remark by remark?"""
    force = reward.in_force()
    return force is not None and typed.rstrip("\n") == force.text.rstrip("\n")


def _button(typed: str, base: Version | None, mark: str, faulty: bool) -> None:
    """Save, once the page has shown what it would pay."""
    looked = base is None or st.session_state.get(LOOKED) == typed
    pressed = st.button("Save", key=f"save_{mark}", type="primary", disabled=faulty)
    # That nothing differs is said above; what is typed as Save is pressed differs by now.
    if not pressed or (base and _same(typed)):
        return
    if looked:
        _save(typed, base, mark, base)
    else:
        cards.notice(LOOK)


def _together(found: Merge, newest: Version, these: Asked | None, mark: str) -> None:
    """What both changed; who presses saves on top of the version that was seen, never a later."""
    together = pay_merge.panel(found, newest, mark)
    if together is not None and these is not None:
        _both_pay(together, these)
    key = f"both_{mark}_{newest.number}"
    if st.button("Save both together", key=key, type="primary",
                 disabled=together is None) and together is not None:  # fmt: skip
        _save(together, newest, mark, these.base if these else None)


def _both_pay(together: str, these: Asked) -> None:
    """What is about to be saved would pay: neither my draft's sum nor theirs."""
    try:
        plan = parse(together, data.organisation())
    except CxError as refused:  # each fits alone, and not beside the other
        cards.notice(f"Both together cannot stand: {refused}")
        return
    cards.fact(f"Both together would pay {what_if.pays(what_if.of_both(these, plan))}")


def _both(typed: str, base: Version | None) -> tuple[Merge, Version] | None:
    """What is typed beside what somebody saved meanwhile; None where it cannot be read."""
    try:
        return flow.merge(access.scope(), reward.home(), typed, _began(typed, base))
    except CxError:  # pressing Save says what is wrong
        return None


def _began(text: str, base: Version | None) -> int:
    """The number of the version that a text was begun from; another plan's id begins a new one."""
    return base.number if base and parse(text).about.id == base.id else 0


def _save(text: str, base: Version | None, mark: str, drafted: Version | None) -> None:
    """Save on top of a version; drafted is the one over which the draft was typed."""
    now = datetime.now().astimezone()
    try:
        began = _began(text, base)
        saved = flow.save(access.scope(), reward.home(), data.organisation(), text, began, now)
    except Conflict:
        # What was typed stays in its place, and is put together with theirs.
        st.session_state[CLASH] = mark
        st.rerun()
    except CxError as refused:
        cards.notice(str(refused))
        return
    st.session_state.pop(CLASH, None)
    pay_draft.drop(drafted)
    st.session_state[what_if.NEXT] = saved_as = pay_draft.mark(saved)
    told = f"Saved and logged: version {saved.number} of {saved.plan.about.name}."
    st.session_state[TOLD] = saved_as, told
    reward.warm()
    st.rerun()
