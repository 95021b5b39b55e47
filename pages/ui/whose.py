"""Whose part of the company is meant, where neither the address nor the role says it."""

from __future__ import annotations

import streamlit as st

from pages.ui import cards, data


def picker(question: str, lead: str) -> None:
    """The departments to choose from.

    lead   what else can be done: 'Take your team above'
    """
    company = data.organisation()
    cards.question(question)
    if not company.departments:
        cards.empty("No departments yet", "A steward writes them down under Steward, Organisation.")
        return
    cards.answer([(f"{lead}, or a department here. ", False),
                  ("Scores are open to everyone.", True)])  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for one in company.departments:
            st.button(
                cards.literal(one.name), key=f"whose_{one.id}", on_click=_take, args=(one.id,)
            )


def _take(department: str) -> None:
    st.session_state["department"] = [department]
