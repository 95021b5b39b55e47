"""What every entry of a plan's text means, beside the text."""

from __future__ import annotations

import streamlit as st

from pages.ui import cards
from pages.ui.pay_form_fields import CARDS, CHANCE, DAY, FIELDS, MAY, STAGE, Field

ROWS = {
    "group": "The ramp of a peer group. peers is the group's word in the organisation, "
    "then threshold, target, stretch and most as in [ramp].",
    "team": "A team that takes part; without any, all do. id is the organisation's; "
    "heads, amount, score, stage, threshold, target, stretch and most are its own where they "
    "differ.",
}


AS_WRITTEN = {
    CHANCE: "Written as a part of one: 0.01 is 1 %.",
    DAY: "Written like 2026-10-01, without quotes.",
    MAY: "Left out where it is empty.",
    STAGE: "Written by its id in the organisation.",
}


def entries() -> None:
    """A press away: each section, its entries, and what they mean."""
    with st.popover("What each entry means"):
        for section in dict.fromkeys(entry.split(".")[0] for entry in FIELDS):
            st.markdown(f"**[{section}]**")
            told = [_said(one) for card in CARDS for one in card.fields
                    if one.entry.startswith(f"{section}.")]  # fmt: skip
            rest = ["company: the rest; team and company add up to 100."]
            cards.notes(told + rest * (section == "shares"))
        for section, words in ROWS.items():
            st.markdown(f"**[[{section}]]**")
            cards.facts(words)


def _said(one: Field) -> str:
    names = "; ".join(f'"{id_}": {words}' for id_, words in one.names.items())
    parts = (f"{one.label}.", one.hint, names and f"{names}.", AS_WRITTEN.get(one.kind, ""))
    return f"{one.entry.split('.')[1]}: {' '.join(part for part in parts if part)}"
