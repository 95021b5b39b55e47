"""Five questions with an explanation each; what somebody answered is kept for the visit."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cxdata.reports import learning_quiz as reports
from cxdata.reports.learning import Learning
from cxdata.reports.learning_quiz import Question
from pages.ui import cards, locales

KEY = "quiz_"


@st.fragment
def show(found: Learning) -> None:
    """The questions; radio buttons, so that arrows and space answer them."""
    questions = reports.quiz(found)
    cards.question("Five questions")
    cards.answer([(_standing(questions), False)])
    for i, one in enumerate(questions):
        with st.container(border=True, key=f"card_quiz_{one.id}"):
            _question(i + 1, one)
    st.button("Begin again", key="quiz_again", on_click=_again, args=(questions,))


def _question(number: int, one: Question) -> None:
    chosen = st.radio(
        f"**{number}.** {locales.said(one.ask)}",
        one.options,
        index=None,
        format_func=locales.said,
        key=KEY + one.id,
        persist_state="session",
    )
    if chosen in one.options:
        right = chosen == one.options[one.right]
        cards.verdict(
            right, "Right." if right else f"Not quite: {one.options[one.right]}.", one.why
        )


def _standing(questions: Sequence[Question]) -> str:
    """How many are answered, and how many of those are right."""
    chosen = [(st.session_state.get(KEY + one.id), one) for one in questions]
    done = [(said, one) for said, one in chosen if said in one.options]
    right = sum(said == one.options[one.right] for said, one in done)
    if not done:
        return "No marks are kept anywhere: this is for you alone."
    if len(done) < len(questions):
        return f"{right} of {len(done)} right so far, {len(questions) - len(done)} to go."
    return f"{right} of {len(questions)} right."


def _again(questions: Sequence[Question]) -> None:
    for one in questions:
        st.session_state[KEY + one.id] = None
