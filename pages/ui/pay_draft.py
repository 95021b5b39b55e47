"""A draft that was typed over a version's text: what the page shows, and what the sliders move."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cxdata import desk
from cxdata.desk.entries import Plan
from cxdata.desk.plans import Version
from cxdata.errors import CxError
from cxdata.flows import plan_text
from pages.ui import data

TYPED, FAULTY = "plan_typed", "plan_faulty"  # mark of a version -> what was typed over its text


@dataclass(frozen=True)
class Typed:
    """A text that reads as a plan."""

    text: str
    plan: Plan


@dataclass(frozen=True)
class Faulty:
    """A text that does not yet; why says what is wrong with it, told the same a sentence each."""

    text: str
    why: str
    told: tuple[str, ...]


def mark(version: Version | None) -> str:
    """What tells a version from every other; None: there is none yet."""
    return f"{version.id} {version.number}" if version else "first"


def typed(version: Version | None) -> Typed | None:
    """What was typed over a version's text last that can be read."""
    held: Typed | None = st.session_state.get(TYPED, {}).get(mark(version))
    return held


def faulty(version: Version | None) -> Faulty | None:
    """What stands there now, where it cannot be read."""
    held: Faulty | None = st.session_state.get(FAULTY, {}).get(mark(version))
    return held


def plan(version: Version) -> Plan:
    """What the sliders move from: what was typed, else the version as it was saved."""
    held = typed(version)
    return held.plan if held else version.plan


def text(version: Version, moved: Plan) -> str:
    """The draft as text: as typed or saved, with what the sliders moved set where it stands.

    moved  the plan under the sliders
    """
    held = typed(version)
    return plan_text.rewritten(held.text if held else version.text, moved)


def take(version: Version | None, said: str, shown: str) -> bool:
    """Take over what was typed; True where it is a plan, and another text than was shown.

    shown  the text before it was typed over
    """
    st.session_state.setdefault(FAULTY, {}).pop(mark(version), None)
    if said == shown:
        return False
    try:
        found = desk.parse(said, data.organisation())
    except CxError as error:
        told = error.told if isinstance(error, desk.Mistakes) else (str(error),)
        st.session_state[FAULTY][mark(version)] = Faulty(said, str(error), told)
        return False
    st.session_state.setdefault(TYPED, {})[mark(version)] = Typed(said, found)
    return True


def drop(version: Version | None) -> None:
    """Leave what was typed."""
    for kind in (TYPED, FAULTY):
        st.session_state.get(kind, {}).pop(mark(version), None)
