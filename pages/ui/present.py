"""The all-hands page: the months, the slides one by one, the preview, what was frozen."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import streamlit as st

from cxdata.desk import presentations
from cxdata.desk.presentations import Frozen
from cxdata.errors import CxError
from cxdata.flows import presentations as flow
from cxdata.reports import presentation_text, slides_frozen, wording
from cxdata.reports.presentation import Presentation, Slide
from pages.ui import about, access, cards, data, deck_download, filters, link, present_stage, reward
from pages.ui import present_state as state
from pages.ui.present_state import Draft

PAGE = "pages/present/all_hands.py"
QUESTION = "What do we tell everyone about our customers?"
TOLD = "hall_told"
SEEN = "hall_seen"  # the snapshot that the visit looked at last
LONGEST = 300  # characters of a sentence: more cannot be read from the back row
LOOKS_SECONDS = 20  # how often a lobby screen looks for a new snapshot
LOBBY = "20"  # seconds a slide


def screen() -> None:
    """The slides alone, over the whole screen; a live one follows the record."""
    asked = state.address()
    if asked.deck:
        found, id_ = state.opened(asked.deck), asked.deck
    else:
        run = state.months()
        held = state.draft(run)
        found, id_ = state.told(state.chosen(state.whole(run, held), held)), "live"
        _newer(str(data.snapshot().path))
    if not found.slides:
        cards.empty("There is no slide to show", "Go back and choose one at least.")
    elif present_stage.full(found, id_, asked.auto_seconds):
        _leave()


def frozen(id_: str) -> None:
    """The page of a frozen presentation's link, for whoever has it."""
    found = state.opened(id_)
    cards.question(found.title)
    day = wording.day(datetime.fromisoformat(found.frozen_at).date())
    cards.facts(
        f"Frozen on {day} by {found.frozen_by}: these figures stay as they are, whatever is "
        "imported or taken back since."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        _way_to("Show on the big screen", "show", {"deck": id_, "show": "1"}, "primary")
        _way_to("Put another one together", "another", {})
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
    if words := st.session_state.pop(TOLD, None):
        cards.notice(words)
    editor, look = st.columns([5, 8], gap="large")
    with editor:
        _slides(every, held)
    with look:
        _look(chosen)
        _keep(chosen)


def _slides(every: Presentation, held: Draft) -> None:
    cards.label("The slides, in their order")
    known = {slide.key: slide for slide in every.slides}
    shown = [key for key in held.order if key in known]
    for at, key in enumerate(shown):
        with st.container(key=f"slide_{key}", gap="small"):
            beside = (shown[at - 1] if at else "", shown[at + 1] if at + 1 < len(shown) else "")
            _slide(known[key], held, beside, every.snapshot)
    for title, why in every.left_out:
        cards.facts(f"Left out: {title} {why}")


def _slide(slide: Slide, held: Draft, beside: tuple[str, str], snapshot: int) -> None:
    row = f"hall_row_{slide.key}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=row):
        on = slide.key not in held.off
        st.checkbox(slide.title, on, key=f"on_{slide.key}", on_change=_turn,
                    args=(held, slide.key), width="stretch")  # fmt: skip
        for way, other in zip(("Up", "Down"), beside, strict=True):
            words = f"Move “{slide.title}” {way.lower()}"
            st.button(way, key=f"move_{slide.key}_{way}", help=words, disabled=not other,
                      type="tertiary", on_click=_move, args=(held, slide.key, other))  # fmt: skip
    if slide.held:
        cards.facts("Its words were approved with it, so they cannot be changed here.")
    elif on:
        months = "" if held.months is None else f"{held.months[0]}{held.months[1]}"
        key = f"said_{slide.key}_{months}_{snapshot}"
        st.text_area(f"Sentence under “{slide.title}”", held.said.get(slide.key, slide.sentence),
                     key=key, height=68, max_chars=LONGEST, label_visibility="collapsed",
                     on_change=_say, args=(held, slide.key, key))  # fmt: skip


def _turn(held: Draft, key: str) -> None:
    if st.session_state[f"on_{key}"]:
        held.off.discard(key)
    else:
        held.off.add(key)


def _move(held: Draft, key: str, other: str) -> None:
    """Take the place of the slide beside it; slides that have nothing to show lie between."""
    to = held.order.index(other)
    held.order.remove(key)
    held.order.insert(to, key)


def _say(held: Draft, key: str, widget: str) -> None:
    held.said[key] = str(st.session_state[widget])


def _look(chosen: Presentation) -> None:
    cards.label("As the audience sees it")
    if not chosen.slides:
        cards.empty("No slide is chosen", "Tick one at least, on the left.")
        return
    told = state.told(chosen)
    present_stage.preview(told, "draft")
    keys = ".".join(slide.key for slide in chosen.slides)
    with st.container(horizontal=True, vertical_alignment="center"):
        _way_to("Show on the big screen", "show", {"show": "1", **_months()}, "primary")
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
        asked = {"show": "1", "auto": LOBBY, "slides": keys.replace(".", ","), **_months()}
        link.copy(asked | ({"way": way} if way else {}), "lobby")


def _months() -> dict[str, str]:
    """The period as the address says it."""
    names = ("period", "since", "until")
    return {name: st.query_params[name] for name in names if name in st.query_params}


def _notes(found: Presentation) -> None:
    with st.expander("Speaker notes"):
        for slide in found.slides:
            cards.label(slide.title)
            cards.fact(slide.notes or "None.")
            cards.facts(f"{slide.source}. {slide.definition}")


def _keep(chosen: Presentation) -> None:
    """Freeze it, where whoever looks may."""
    if access.scope().role not in flow.WRITERS:
        cards.facts("Executives and stewards freeze presentations and send their links.")
        return
    cards.label("Freeze it")
    cards.facts("Its figures and words stay for ever, under a link that everyone in here can open.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input("Title", chosen.title, key=f"hall_title_{chosen.period}",
                              max_chars=presentations.LONGEST_TITLE)  # fmt: skip
        pressed = st.button("Freeze", type="primary", key="freeze", disabled=not chosen.slides)
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
    st.session_state[TOLD] = f"Frozen and logged: “{made.title}”. Its link stands below."
    st.rerun()


def list_of_frozen() -> None:
    """What was frozen, with links; for those who may freeze."""
    if access.scope().role not in flow.WRITERS:
        return
    held = presentations.every(access.scope(), state.desk())
    if held:
        cards.label("Frozen presentations")
    for one in held:
        _one(one)


def _one(one: Frozen) -> None:
    with st.container(key=f"frozen_{one.id}", border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            cards.fact(one.title)
            cards.facts(f"{wording.day(one.frozen_at.date())}, {one.frozen_by}")
        if one.withdrawn_at is not None:
            cards.facts(f"Withdrawn on {wording.day(one.withdrawn_at.date())}: its link is closed.")
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            _way_to("Open", f"open_{one.id}", {"deck": one.id})
            _way_to("Show", f"show_{one.id}", {"deck": one.id, "show": "1"})
            link.copy({"deck": one.id}, f"frozen_{one.id}")
            with st.popover("Rename or withdraw", type="tertiary", key=f"change_{one.id}"):
                _change(one)


def _change(one: Frozen) -> None:
    title = st.text_input("New title", one.title, key=f"title_{one.id}",
                          max_chars=presentations.LONGEST_TITLE)  # fmt: skip
    renamed = st.button("Rename", key=f"rename_{one.id}")
    withdrawn = st.button("Withdraw: close its link", key=f"withdraw_{one.id}")
    scope, home, now = access.scope(), reward.home(), datetime.now().astimezone()
    try:
        if renamed:
            flow.rename(scope, home, one.id, title, now)
        if withdrawn:
            flow.withdraw(scope, home, one.id, now)
    except CxError as refused:
        cards.notice(str(refused))
        return
    if renamed or withdrawn:
        st.session_state[TOLD] = f"{'Renamed' if renamed else 'Withdrawn'} and logged: “{title}”."
        st.rerun()


def _way_to(
    words: str,
    key: str,
    query: dict[str, str],
    type_: Literal["primary", "secondary"] = "secondary",
) -> None:
    """A button to another state of this page. A link to the page that one is on would not write
    the state into the address, and a reload would lose it.
    """
    if st.button(words, key=key, type=type_):
        st.switch_page(PAGE, query_params=query)


def _leave() -> None:
    """Back to the page that these slides were opened from."""
    deck = state.address().deck
    st.switch_page(PAGE, query_params={"deck": deck} if deck else _months())


@st.fragment(run_every=LOOKS_SECONDS)
def _newer(shown: str) -> None:
    """A live screen is drawn anew when a new snapshot serves; a frozen one never asks."""
    held = data.opened()
    if held is not None and str(held.path) != shown:
        st.rerun()
