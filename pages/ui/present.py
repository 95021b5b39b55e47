"""The all-hands page: the months, the slides one by one, the preview, how it is frozen."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from cxdata.desk import presentations
from cxdata.desk.drafts import Draft
from cxdata.errors import CxError
from cxdata.flows import presentations as flow
from cxdata.reports import presentation_text, slides_frozen, wording
from cxdata.reports.presentation import Presentation
from pages.ui import (
    about,
    access,
    authors,
    cards,
    data,
    deck_download,
    filters,
    link,
    present_draft,
    present_stage,
    present_words,
    reward,
)
from pages.ui import present_state as state
from pages.ui.present_ways_to import PAGE, months, way_to

QUESTION = "What do we tell everyone about our customers?"
SEEN = "hall_seen"  # the snapshot that the visit looked at last
LOOKS_SECONDS = 20  # how often a lobby screen looks for a new snapshot
LOBBY = "20"  # seconds a slide
LIVE = "live"  # what the browser remembers the slide of the big screen by


def screen() -> None:
    """The slides alone, over the whole screen; a live one follows the record."""
    asked = state.address()
    try:
        found, id_ = _asked(asked.deck)
    except CxError as refused:
        present_stage.message("This cannot be shown", str(refused))
        way_to("Back to All hands", "back_to_hall", {}, "primary", shortcut="Escape")
        return
    if not found.slides:
        present_stage.message("There is no slide to show", "Go back and choose one at least.")
        way_to("Back to All hands", "back_to_hall", months(), "primary", shortcut="Escape")
    elif present_stage.full(found, id_, asked.auto_seconds):
        _leave()


def _asked(deck: str) -> tuple[Presentation, str]:
    """What a screen shows, and what the browser remembers its slide by."""
    if deck:
        return state.opened(deck), deck
    run = state.months()
    held = state.shown_draft(run)
    found = state.told(state.chosen(state.whole(run, held), held))
    _newer(str(data.snapshot().path))
    return found, LIVE


def frozen(id_: str) -> None:
    """The page of a frozen presentation's link, for whoever has it."""
    found = state.opened(id_)
    cards.question(found.title)
    day = wording.day(datetime.fromisoformat(found.frozen_at).date())
    cards.facts(
        f"Frozen on {day} by {authors.by(found.frozen_by, state.FREEZERS)}: these figures stay as "
        "they are, whatever is imported or taken back since."
    )
    with st.container(key="hall_ways", horizontal=True, vertical_alignment="center"):
        way_to("Show on the big screen", "show", {"deck": id_, "show": "1"}, "primary")
        way_to("Put another one together", "another", {})
        deck_download.offer(found, "frozen")
    present_stage.preview(found, id_)
    _notes(found)


def put_together() -> None:
    """Choose, order, write, look, freeze."""
    run = filters.period(data.months())
    held = state.draft(run)
    every = state.whole(run, held)
    chosen = state.chosen(every, held)
    cards.question(QUESTION)
    many = wording.counted(len(chosen.slides), "slide").capitalize()
    later = " Frozen, they stay as they are for ever."
    cards.answer(
        ((f"{many} on {every.period}, for everyone in the company.", False), (later, True))
    )
    about.popover("hall", "nps interval difference bridge journey_map objectives suppression")
    if words := st.session_state.pop(state.TOLD, None):
        cards.notice(words)
    editor, look = st.columns([5, 8], gap="large")
    with editor:
        present_draft.slides(every, run, held)
    with look:
        _look(chosen)
        _keep(chosen, held)


def _look(chosen: Presentation) -> None:
    cards.label("As the audience sees it")
    if not chosen.slides:
        cards.empty("No slide is chosen", "Tick one at least, on the left.")
        return
    told = state.told(chosen)
    present_stage.preview(told, "draft", LIVE, st.session_state.pop(state.EDITED, ("", 0)))
    keys = ".".join(slide.key for slide in chosen.slides)
    with st.container(key="hall_ways", horizontal=True, vertical_alignment="center"):
        way_to("Show on the big screen", "show", {"show": "1", **months()}, "primary")
        deck_download.offer(told, "draft")
    cards.facts(
        "Arrows, space or a remote move the slides; F fills the screen, P advances them by itself, "
        "D turns light to dark, B blacks out, Esc leaves."
    )
    _notes(told)
    with st.expander("A screen in the lobby"):
        cards.fact(
            "This address shows these slides one after the other, always with the newest figures. "
            "Sentences that you wrote stay with you: freeze the presentation to keep them."
        )
        way = next((slide.held for slide in chosen.slides if slide.held), "")
        asked = {"show": "1", "auto": LOBBY, "slides": keys.replace(".", ","), **months()}
        link.copy(asked | ({"way": way} if way else {}), "lobby")


def _notes(found: Presentation) -> None:
    with st.expander("Speaker notes"):
        for slide in found.slides:
            cards.label(slide.title)
            cards.fact(slide.notes or "None.")
            cards.facts(f"{slide.source}. {slide.definition}")


def _keep(chosen: Presentation, held: Draft) -> None:
    """Freeze it, where whoever looks may."""
    if access.scope().role not in flow.WRITERS:
        cards.facts("Executives and stewards freeze presentations and send their links.")
        return
    cards.label("Freeze it")
    cards.facts("Its figures and words stay for ever, under a link that everyone in here can open.")
    long = [s.title for s in chosen.slides if s.key in held.said
            and not state.fits(held.said[s.key].text)]  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title, fits = present_words.line(
            "Title",
            f"hall_title_{chosen.period}",
            presentations.LONGEST_TITLE,
            "It cannot be frozen under it.",
            chosen.title,
        )
        ready = bool(chosen.slides) and fits and not long
        pressed = st.button("Freeze", type="primary", key="freeze", disabled=not ready)
    if long:
        cards.facts(f"First shorten the sentence under “{long[0]}”.")
    seen = st.session_state.get(SEEN)
    st.session_state[SEEN] = chosen.snapshot
    if pressed and seen != chosen.snapshot:
        cards.notice("New answers came in since you looked. Look again, then press Freeze.")
    elif pressed:
        _freeze(chosen, title)


def _freeze(chosen: Presentation, title: str) -> None:
    body = presentation_text.written(slides_frozen.without_ways(chosen))
    now = datetime.now().astimezone()
    try:
        made = flow.freeze(access.scope(), reward.home(), title, body, now)
    except CxError as refused:
        cards.notice(str(refused))
        return
    st.session_state[state.TOLD] = f"Frozen and logged: “{made.title}”. Its link stands below."
    st.rerun()


def _leave() -> None:
    """Back to the page that these slides were opened from."""
    deck = state.address().deck
    st.switch_page(PAGE, query_params={"deck": deck} if deck else months())


@st.fragment(run_every=LOOKS_SECONDS)
def _newer(shown: str) -> None:
    """A live screen is drawn anew when a new snapshot serves; a frozen one never asks."""
    held = data.opened()
    if held is not None and str(held.path) != shown:
        st.rerun()
