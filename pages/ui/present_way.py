"""One customer's way for everyone: chosen, cut to a slide, approved by one who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import streamlit as st

from cxdata.charts.way import said
from cxdata.desk import shown_ways
from cxdata.desk.drafts import Used
from cxdata.desk.shown_ways import Shown
from cxdata.errors import CxError
from cxdata.flows import presentations as flow
from cxdata.reports import handovers as report
from cxdata.reports import handovers_words as words
from cxdata.reports import presentation_text, slides, slides_way
from cxdata.reports import ways as behind
from cxdata.reports.presentation import Presentation, Slide
from cxdata.reports.ways import Behind, Story
from cxdata.scope import View
from pages.ui import (
    access,
    authors,
    cards,
    data,
    moments,
    present_names,
    present_stage,
    present_words,
    reward,
)
from pages.ui import present_state as state
from pages.ui.present_state import Run

BY, DAYS, MEASURE, AFTER = "stage", 30, "nps", "bad"
UNTIL = "Until then it cannot be approved."


def choose() -> None:
    """The ways that are approved, and a new one; for those who may read every way."""
    if access.scope().role not in shown_ways.APPROVERS:
        return
    run = state.months()
    shown = state.way(state.draft(run))
    cards.label("One customer's way")
    cards.facts(
        "The slide shows what happened, without a name, a team or a date. Teams and months are "
        "refused; names only a person can tell. So it is shown once a person has read it and "
        "approved it for everyone; the customer can have it removed."
    )
    approved = shown_ways.approved(access.scope(), state.desk())
    for one in approved:
        _approved(one, run, one.id == shown)
    with st.expander("Approve another way" if approved else "Approve a way"):
        _new(run)


def _approved(one: Shown, run: Run, shown: bool) -> None:
    cards.fact(presentation_text.slide(one.body).sentence)
    who = authors.by(one.approved_by, state.FREEZERS)
    cards.facts(f"Approved by {who} on {moments.day(one.approved_at)}: {one.reason}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"way_{one.id}"):
        if shown:
            cards.facts("In this presentation")
        else:
            st.button("Use it", key=f"use_{one.id}", on_click=_use, args=(run, one.id))
        with st.popover("Withdraw the approval", type="tertiary", key=f"taking_{one.id}"):
            _withdraw(one)


def _withdraw(one: Shown) -> None:
    """Asked once more: what is taken back is emptied, and has to be chosen and read anew."""
    cards.fact("Withdraw this way for good?")
    cards.facts(
        "Every presentation that shows it, frozen ones too, says in its place that it was removed. "
        "Its words are deleted; to show it again it is chosen and approved anew."
    )
    if st.button("Withdraw it", key=f"back_{one.id}", type="primary"):
        now = datetime.now().astimezone()
        try:
            flow.take_back_way(access.scope(), reward.home(), one.id, now)
        except CxError as refused:
            cards.notice(str(refused))
            return
        st.session_state[state.TOLD] = "Withdrawn: no presentation shows this way any more."
        st.rerun()


def _use(run: Run, id_: str) -> None:
    state.change(run, Used(id_))


def _new(run: Run) -> None:
    view = View(*run)
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
    # Numbered: of two ways that read alike, the one that is picked must be the one that is read.
    names = {
        w.token: f"{i}. {w.one} → {w.two}, {w.month}, {w.score}"
        for i, w in enumerate(listed.listed, 1)
    }
    token = _one("Way", names, "hall_way")
    story = data.of(behind.story, view, asked, token)
    if story is not None:
        _moments(run, story, asked, token)


def _moments(run: Run, story: Story, asked: Behind, token: str) -> None:
    cards.fact(f"{story.words} Choose up to {slides_way.MOST} moments, and whose words are shown.")
    proposed = slides_way.proposed(story)
    kept = [i for i, _ in enumerate(story.steps) if _moment(story, i, i in proposed, token)]
    spoken = [i for i in kept if st.session_state.get(f"words_{token}_{i}")]
    slide = slides_way.slide(story, kept, spoken)
    if len(kept) > slides_way.MOST:
        cards.notice(f"These are {len(kept)} moments; the slide shows the first {slides_way.MOST}.")
    _follow(f"sentence_{token}", slide.sentence)
    sentence, short = present_words.area("Sentence on the slide", f"sentence_{token}",
                                         state.LONGEST, UNTIL)  # fmt: skip
    reason, brief = present_words.area(
        "Why may everyone see it?", f"reason_{token}", shown_ways.LONGEST, UNTIL,
        placeholder="Nobody can be recognised by it, and …",
    )  # fmt: skip
    slide = slides_way.slide(story, kept, spoken, sentence if short else "")
    if kept:
        cards.label("What everyone will see")
        with st.container(width=720):
            present_stage.sample(_alone(slide, run), "to_approve")
    seen = bool(kept) and present_names.read(slide, token)
    ready = bool(kept) and short and brief and seen
    if st.button("Approve for everyone", key=f"approve_{token}", disabled=not ready):
        _approve(run, presentation_text.written(slide), reason, asked, token)


def _follow(field: str, sentence: str) -> None:
    """The sentence follows the moments that are chosen, until somebody words it otherwise."""
    held, own = st.session_state, f"{field}_by_itself"
    if held.get(field) in (None, held.get(own)):
        held[field] = sentence
    held[own] = sentence


def _alone(slide: Slide, run: Run) -> Presentation:
    """The slide as a presentation of its own, to be looked at before it is approved."""
    found = data.of(slides.presentation, View(*run))
    return replace(found, slides=(slide,))


def _moment(story: Story, at: int, proposed: bool, token: str) -> bool:
    step = story.steps[at]
    on = st.checkbox(cards.literal(said(step)), proposed, key=f"moment_{token}_{at}")
    if on and step.text:
        # A customer's words: plain text, nothing in them is run or loaded.
        st.text(f"“{step.text}”")
        st.checkbox("Show these words", key=f"words_{token}_{at}")
    return on


def _approve(run: Run, body: str, reason: str, asked: Behind, token: str) -> None:
    scope, snapshot = access.scope(), data.snapshot()
    sought = behind.sought_of(scope, snapshot, data.organisation(), View(*run), asked)
    now = datetime.now().astimezone()
    try:
        made = flow.approve_way(scope, snapshot, sought, token, body, reason, now)
    except CxError as refused:
        cards.notice(str(refused))
        return
    st.session_state[state.TOLD] = "Approved and logged. The way is a slide of this presentation."
    _use(run, made.id)
    st.rerun()


def _one(label: str, names: dict[str, str], key: str) -> str:
    options: Sequence[str] = list(names)
    picked = st.selectbox(label, options, format_func=names.__getitem__, key=key)
    return picked if picked in names else options[0]
