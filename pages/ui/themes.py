"""Editing the themes on the page: stewards only, and nothing that was typed gets lost."""

from __future__ import annotations

import streamlit as st

from cxdata.errors import CxError
from cxdata.flows import themes as flow
from cxdata.record import themes as files
from cxdata.reports.voice import Contrasted
from cxdata.scope import STEWARD
from pages.ui import access, cards, voice

TEXT, VERSION, SAID = "themes_text", "themes_version", "themes_said"
EXAMPLE = '[[theme]]\nname = "Late delivery"\nwords = ["late", "never came"]\n'


def editor(told: Contrasted) -> None:
    """What stewards see under the themes: words to put into them, and their file."""
    if access.scope().role != STEWARD:
        return
    if said := st.session_state.pop(SAID, ""):
        cards.notice(said)
    place = st.expander("Edit the themes", key="edit_themes", on_change="rerun")
    if place.open:
        with place:
            _suggested(told)
            _file()


def _suggested(told: Contrasted) -> None:
    known = voice.themes()
    words = voice.suggestions(told, known)
    if not words:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("A word that stands out", words, key="theme_word", width=220)
        st.selectbox(
            "into the theme",
            [theme.name for theme in known],
            index=None,
            key="theme_for",
            accept_new_options=True,
            placeholder="Choose one, or write a new name",
            width=260,
        )
        st.button("Put it in", key="theme_put", on_click=_put)


def _file() -> None:
    """The file itself, as text: what stands in it is what is edited."""
    if TEXT not in st.session_state:
        _load()
    st.text_area(
        "The themes' file",
        key=TEXT,
        height=320,
        placeholder=EXAMPLE,
        persist_state="session",
        help="A theme is a name and words; a comment that holds one of them belongs to it.",
    )
    with st.container(horizontal=True):
        st.button("Save", key="themes_save", type="primary", on_click=_save)
        st.button("Load the file again", key="themes_load", on_click=_load)


def _load() -> None:
    try:
        text = files.text_of(voice.home())
    except CxError as error:
        st.session_state[SAID] = str(error)
        return
    st.session_state[TEXT] = text
    st.session_state[VERSION] = files.Themes(text, ()).version


def _save() -> None:
    text, version = str(st.session_state.get(TEXT) or ""), str(st.session_state.get(VERSION) or "")
    try:
        saved = flow.save(access.scope(), voice.home(), text, version)
    except CxError as error:
        st.session_state[SAID] = str(error)
        return
    st.session_state[VERSION] = saved.version
    st.session_state[SAID] = f"Saved: {len(saved.themes)} themes."


def _put() -> None:
    word, theme = st.session_state.get("theme_word"), st.session_state.get("theme_for")
    if not word or not theme:
        st.session_state[SAID] = "Choose a theme for the word, or write a new name."
        return
    clean = _untouched()
    try:
        flow.add(access.scope(), voice.home(), str(theme), str(word))
    except CxError as error:
        st.session_state[SAID] = str(error)
        return
    st.session_state[SAID] = f"“{word}” belongs to “{theme}” now."
    # A text that somebody is still writing on is not replaced: saving it tells of the change.
    if clean:
        _load()


def _untouched() -> bool:
    held = str(st.session_state.get(TEXT) or "")
    return files.Themes(held, ()).version == st.session_state.get(VERSION)
