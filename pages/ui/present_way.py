"""One customer's way for everyone: chosen, cut to a slide, approved by one who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from cxdata.charts.way import said
from cxdata.desk import shown_ways
from cxdata.desk.shown_ways import Shown
from cxdata.errors import CxError
from cxdata.flows import presentations as flow
from cxdata.reports import handovers as report
from cxdata.reports import handovers_words as words
from cxdata.reports import presentation_text, slides_way, wording
from cxdata.reports import ways as behind
from cxdata.reports.ways import Behind, Story
from cxdata.scope import View
from pages.ui import access, cards, data, present, reward
from pages.ui import present_state as state

BY, DAYS, MEASURE, AFTER = "stage", 30, "nps", "bad"


def choose() -> None:
    """The ways that are approved, and a new one; for those who may read every way."""
    if access.scope().role not in shown_ways.APPROVERS:
        return
    held = state.draft(state.months())
    cards.label("One customer's way")
    cards.facts(
        "The slide shows what happened, without a name, a team or a date. It is shown once a "
        "person has read it and approved it for everyone; the customer can have it removed."
    )
    approved = shown_ways.approved(access.scope(), state.desk())
    for one in approved:
        _approved(one, held)
    with st.expander("Approve another way" if approved else "Approve a way"):
        _new(held)


def _approved(one: Shown, held: state.Draft) -> None:
    cards.fact(presentation_text.slide(one.body).sentence)
    cards.facts(
        f"Approved by {one.approved_by} on {wording.day(one.approved_at.date())}: {one.reason}"
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"way_{one.id}"):
        if held.way == one.id:
            cards.facts("In this presentation")
        else:
            st.button("Use it", key=f"use_{one.id}", on_click=_use, args=(held, one.id))
        if st.button("Withdraw the approval", key=f"back_{one.id}", type="tertiary"):
            now = datetime.now().astimezone()
            flow.take_back_way(access.scope(), reward.home(), one.id, now)
            st.session_state[present.TOLD] = "Withdrawn: no presentation shows this way any more."
            st.rerun()


def _use(held: state.Draft, id_: str) -> None:
    held.way = id_
    held.off.discard(slides_way.KEY)


def _new(held: state.Draft) -> None:
    view = View(*state.months())
    found = data.of(report.handovers, view, BY, DAYS, MEASURE)
    if not found.ranked:
        cards.fact("No handover loses customers beyond chance, so no way stands out to be told.")
        return
    ends = {f"{c.from_id} {c.to_id}": words.named(found.ends, c) for c in found.ranked}
    spoken = {at: f"{one.name} → {two.name}" for at, (one, two) in ends.items()}
    picked = _one("Behind a bad handover", spoken, "hall_handover")
    asked = Behind(BY, DAYS, MEASURE, *picked.split(" ", 1), AFTER)
    listed = data.of(behind.ways, view, asked)
    if listed.reason:
        cards.fact(listed.reason)
        return
    names = {w.token: f"{w.one} → {w.two}, {w.month}, {w.score}" for w in listed.listed}
    token = _one("Way", names, "hall_way")
    story = data.of(behind.story, view, asked, token)
    if story is not None:
        _moments(held, story, asked, token, view)


def _moments(held: state.Draft, story: Story, asked: Behind, token: str, view: View) -> None:
    cards.fact(f"{story.words} Choose up to {slides_way.MOST} moments, and whose words are shown.")
    proposed = slides_way.proposed(story)
    kept = [i for i, _ in enumerate(story.steps) if _moment(story, i, i in proposed, token)]
    spoken = [i for i in kept if st.session_state.get(f"words_{token}_{i}")]
    slide = slides_way.slide(story, kept, spoken)
    if len(kept) > slides_way.MOST:
        cards.notice(f"These are {len(kept)} moments; the slide shows the first {slides_way.MOST}.")
    sentence = st.text_area("Sentence on the slide", slide.sentence, key=f"sentence_{token}",
                            max_chars=present.LONGEST, height=88)  # fmt: skip
    reason = st.text_area(
        "Why may everyone see it?", key=f"reason_{token}", max_chars=shown_ways.LONGEST, height=88,
        placeholder="Nobody can be recognised by it, and …",
    )  # fmt: skip
    if st.button("Approve for everyone", key=f"approve_{token}", disabled=not kept):
        slide = slides_way.slide(story, kept, spoken, sentence)
        _approve(held, presentation_text.written(slide), reason, asked, token, view)


def _moment(story: Story, at: int, proposed: bool, token: str) -> bool:
    step = story.steps[at]
    on = st.checkbox(cards.literal(said(step)), proposed, key=f"moment_{token}_{at}")
    if on and step.text:
        # A customer's words: plain text, nothing in them is run or loaded.
        st.text(f"“{step.text}”")
        st.checkbox("Show these words", key=f"words_{token}_{at}")
    return on


def _approve(
    held: state.Draft, body: str, reason: str, asked: Behind, token: str, view: View
) -> None:
    scope, snapshot = access.scope(), data.snapshot()
    sought = behind.sought_of(scope, snapshot, data.organisation(), view, asked)
    now = datetime.now().astimezone()
    try:
        made = flow.approve_way(scope, snapshot, sought, token, body, reason, now)
    except CxError as refused:
        cards.notice(str(refused))
        return
    _use(held, made.id)
    st.session_state[present.TOLD] = "Approved and logged. The way is a slide of this presentation."
    st.rerun()


def _one(label: str, names: dict[str, str], key: str) -> str:
    options: Sequence[str] = list(names)
    picked = st.selectbox(label, options, format_func=names.__getitem__, key=key)
    return picked if picked in names else options[0]
