"""The editor of a presentation: which slides, in which order, with which sentences."""

from __future__ import annotations

import streamlit as st

from cxdata.desk.drafts import Draft, Moved, Said, Turned
from cxdata.reports.presentation import Presentation, Slide
from pages.ui import access, cards, present_words
from pages.ui import present_state as state
from pages.ui.present_state import Run

INSTEAD = "Until then the slide shows its own sentence, and nothing can be frozen."


def slides(every: Presentation, run: Run, held: Draft) -> None:
    """Every slide that there is, to tick, to move and to word."""
    cards.label("The slides, in their order")
    known = {slide.key: slide for slide in every.slides}
    shown = [key for key in held.order if key in known]
    for at, key in enumerate(shown):
        with st.container(key=f"slide_{key}", gap="small"):
            beside = (shown[at - 1] if at else "", shown[at + 1] if at + 1 < len(shown) else "")
            _slide(known[key], run, held, beside)
            if not known[key].held and key not in held.off:
                _sentence(known[key], run, held, every.snapshot)
    for title, why in every.left_out:
        cards.facts(f"Left out: “{title}”. {why}")
    cards.facts(
        "What you choose is kept at once, and what you write as soon as you leave its field, "
        f"{_for_whom()}."
    )


def _for_whom() -> str:
    """Whose the draft is: a person's with a login, else that of whoever looks in the same role."""
    if access.is_set_up():
        return "for you alone"
    role = access.VIEWS[access.scope().role]
    return f"for this view: no login is set up, so whoever looks as {role} has the same draft"


def _slide(slide: Slide, run: Run, held: Draft, beside: tuple[str, str]) -> None:
    on = slide.key not in held.off
    st.session_state[f"on_{slide.key}"] = on  # as any window left it
    row = f"hall_row_{slide.key}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=row):
        st.checkbox(cards.literal(slide.title), key=f"on_{slide.key}", on_change=_turn,
                    args=(run, slide.key), width="stretch")  # fmt: skip
        for way, other in zip(("Up", "Down"), beside, strict=True):
            words = cards.literal(f"Move “{slide.title}” {way.lower()}")
            st.button(way, key=f"move_{slide.key}_{way}", help=words, disabled=not other,
                      type="tertiary", on_click=_move, args=(run, slide.key, other))  # fmt: skip
    if slide.held:
        cards.facts("Its words were approved with it, so they cannot be changed here.")


def _sentence(slide: Slide, run: Run, held: Draft, snapshot: int) -> None:
    field = f"said_{slide.key}_{state.period(run)}"
    written = held.said.get(slide.key)
    stood = st.session_state.get(state.UNSAVED, {}).get(field)
    if stood is None:
        stood = slide.sentence if written is None else written.text
    if st.session_state.get(field) != stood:
        st.session_state[field] = stood
    present_words.area(
        f"Sentence under “{slide.title}”",
        field,
        state.LONGEST,
        INSTEAD,
        seen="collapsed",
        on_change=_say,
        args=(run, slide.key, field, snapshot, 0 if written is None else written.number),
    )
    if written is not None and written.snapshot != snapshot:
        cards.facts("You wrote this before the newest answers came in: check its figures.")
    _other(slide.key, run, field, snapshot, held)


def _other(key: str, run: Run, field: str, snapshot: int, held: Draft) -> None:
    """What another window wrote in the same place meanwhile."""
    other = st.session_state.get(state.OTHERS, {}).get(key)
    if other is None:
        return
    cards.notice(f"Another window of yours wrote here meanwhile: “{other}”")
    number = held.said[key].number if key in held.said else 0
    said = Said(key, other, snapshot)
    with st.container(horizontal=True):
        st.button("Take that one", key=f"other_{key}", on_click=state.write,
                  args=(run, said, field, number))  # fmt: skip
        st.button("Keep this one", key=f"keep_{key}", type="tertiary", on_click=_keep, args=(key,))


def _turn(run: Run, key: str) -> None:
    state.change(run, Turned(key, bool(st.session_state[f"on_{key}"])))


def _move(run: Run, key: str, other: str) -> None:
    state.change(run, Moved(key, other))


def _say(run: Run, key: str, field: str, snapshot: int, began: int) -> None:
    state.write(run, Said(key, str(st.session_state[field]), snapshot), field, began)


def _keep(key: str) -> None:
    st.session_state[state.OTHERS].pop(key, None)
