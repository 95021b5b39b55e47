"""The sliders of a what-if and the presets that move them: over a plan's own values."""

from __future__ import annotations

from dataclasses import asdict, replace

import streamlit as st

from cxdata.desk.plans import Version
from cxdata.reports import what_if_levers as reports
from cxdata.reports.what_if_levers import Levers
from pages.ui import cards, direction, linked, pay_draft

PRESETS: dict[str, dict[str, int]] = {
    "As it is": {},
    "Targets 3 points lower": {"shift": -3},
    "Targets 3 points higher": {"shift": 3},
    "Nearly all or nothing": {"width": 10},
    "Only the own score": {"team": 100},
    "Only the company": {"team": 0},
    "Last quarter only": {"window": 3},
}
SLIDERS = {
    "shift": ("Teams' ramps, moved by (points)", -15, 15),
    "width": ("Width of the ramps (%)", 5, 200),
    "team": ("Own score (% of the money)", 0, 100),
    "full": ("Answers for the own score to count in full", 0, 300),
    "company": ("Company's ramp, moved by (points)", -15, 15),
    "most": ("Paid at stretch (%)", 100, 300),
    "window": ("Months looked back", 3, 36),
    "amount": ("Amount a head (% of the plan's)", 0, 200),
}
SHARED = (
    "The address of this page holds the plans and the sliders: who may open this page and is sent "
    "it sees the same."
)
TYPED = (
    "The sliders move the plan as you typed it below. What you typed is not in the address: others "
    "see it once it is saved."
)
WAITS = "The sliders wait: what you typed below cannot be read as a plan yet."
PRESET, DRAWN = "if_preset", "if_drawn"


def presets(version: Version) -> None:
    """The choice of a preset."""
    waits = pay_draft.faulty(version) is not None
    st.selectbox("Moved by", list(PRESETS), key=PRESET, on_change=_preset, width=230,
                 disabled=waits)  # fmt: skip


def reset() -> None:
    """Back to the plan as it is."""
    st.session_state[PRESET] = next(iter(PRESETS))


def drawn(version: Version) -> Levers:
    """The sliders, at the values of the plan that they move until moved."""
    plan = pay_draft.plan(version)
    start = reports.levers_of(plan)
    moving = pay_draft.mark(version), plan
    drawn = st.session_state.get(DRAWN)
    st.session_state[DRAWN] = moving
    if drawn not in (None, moving):  # first the address says where they stand
        _set(start)
    waits, typed = pay_draft.faulty(version) is not None, pay_draft.typed(version) is not None
    values = {}
    with st.container(key="if_sliders"), st.expander("Sliders", expanded=True):
        columns = st.columns(4, gap="medium")
        for i, (name, (label, low, high)) in enumerate(SLIDERS.items()):
            usual = getattr(start, name)
            low, high = min(low, usual), max(high, usual)
            with columns[i % 4]:
                values[name] = _slider(f"if_{name}", label, (low, usual, high), waits)
        cards.facts(WAITS if waits else TYPED if typed else SHARED)
        direction.keep()
    linked.tell(*(f"if_{name}" for name in SLIDERS))
    return replace(start, **values)


def _slider(key: str, label: str, ends: tuple[int, int, int], waits: bool) -> int:
    """A slider from the first to the last number, at the one between until moved."""
    said = linked.said(key)
    low, usual, high = ends
    value = int(st.slider(label, low, high, usual, key=key, bind="query-params", disabled=waits))
    reach = f"{low} to {high}".replace("-", "−")
    vain = f"“{label}” takes a whole number, {reach}; the address gives none, so it stays {usual}."
    linked.kept(key, value, vain if said and not _is(said, value) else "")
    return value


def _is(said: str, value: int) -> bool:
    """Does an address say this number?"""
    try:
        return float(said) == value
    except ValueError:
        return False


def _preset() -> None:
    """A preset puts the sliders to the plan's own values, and then moves its own."""
    if moving := st.session_state.get(DRAWN):
        start = reports.levers_of(moving[1])
        _set(replace(start, **PRESETS.get(st.session_state[PRESET], {})))


def _set(levers: Levers) -> None:
    for name, value in asdict(levers).items():
        st.session_state[f"if_{name}"] = value
