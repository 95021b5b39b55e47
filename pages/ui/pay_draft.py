"""A draft that was typed over a version's text: what the page shows, and what the sliders move."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cxdata import desk
from cxdata.desk.entries import Plan
from cxdata.desk.plans import Version
from cxdata.errors import CxError
from pages.ui import data

TYPED, FAULTY = "plan_typed", "plan_faulty"  # mark of a version -> what was typed over its text


@dataclass(frozen=True)
class Typed:
    """A text that reads as a plan."""

    text: str
    plan: Plan


@dataclass(frozen=True)
class Faulty:
    """A text that does not yet; why says what is wrong with it."""

    text: str
    why: str


def mark(version: Version) -> str:
    """What tells a version from every other."""
    return f"{version.id} {version.number}"


def typed(version: Version) -> Typed | None:
    """What was typed over a version's text last that can be read."""
    held: Typed | None = st.session_state.get(TYPED, {}).get(mark(version))
    return held


def faulty(version: Version) -> Faulty | None:
    """What stands there now, where it cannot be read."""
    held: Faulty | None = st.session_state.get(FAULTY, {}).get(mark(version))
    return held


def plan(version: Version) -> Plan:
    """What the sliders move from: what was typed, else the version as it was saved."""
    held = typed(version)
    return held.plan if held else version.plan


def text(version: Version, moved: Plan) -> str:
    """The draft as text: as typed until a slider moves it, with its remarks (#) above it then.

    moved  the plan under the sliders
    """
    held = typed(version)
    if held is None:
        return desk.written(moved)
    if moved == held.plan:
        return held.text
    return desk.merged(desk.written(held.plan), held.text, desk.written(moved)).text(())


def take(version: Version, key: str, shown: str) -> bool:
    """Take over what was typed; True where it is a plan, and another text than was shown.

    key    of the text area
    shown  the text before it was typed over
    """
    said = str(st.session_state[key])
    st.session_state.setdefault(FAULTY, {}).pop(mark(version), None)
    if said == shown:
        return False
    try:
        found = desk.parse(said, data.organisation())
    except CxError as error:
        st.session_state[FAULTY][mark(version)] = Faulty(said, str(error))
        return False
    st.session_state.setdefault(TYPED, {})[mark(version)] = Typed(said, found)
    return True


def drop(version: Version) -> None:
    """Leave what was typed."""
    for kind in (TYPED, FAULTY):
        st.session_state.get(kind, {}).pop(mark(version), None)
