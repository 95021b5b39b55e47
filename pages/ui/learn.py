"""What NPS is, with the company's own figures: sliders, the worth of an 8, how many tell."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cxdata.charts import measured_rows, score_maker, telling
from cxdata.reports import learning as reports
from cxdata.reports import learning_trials as trials
from cxdata.reports.learning import Learning
from cxdata.reports.learning_trials import Telling
from cxdata.scope import View, month_after
from pages.ui import about, cards, choice, data, direction, glossary, marks

PAGE = "pages/learn/nps.py"
SECTIONS = SCORE, SURE, MEASURES, QUIZ, WORDS = (
    "The score",
    "How many must answer",
    "Other measures",
    "Quiz",
    "Glossary",
)
MONTHS = 3  # of the figures, as on the scorecard
TRIED = ("learn_promoters", "learn_passives", "learn_detractors")
NAMES = ("Promoters: gave 9 or 10", "Passives: gave 7 or 8", "Detractors: gave 0 to 6")
FEW = 100  # customers of the smaller company to try: fewer cannot give every whole score
MOVE, LESSON, ASKED = "learn_move", "lesson", "learn_asked"
EXPLAINED = {
    "csat": "CSAT",
    "ces": "Ease (CES)",
    "response_rate": "Response rate",
    "interval": "Confidence",
    "control_chart": "Control chart",
    "bridge": "Bridge",
}
WHY_EIGHT = (
    "An 8 feels like a good mark, and it is no complaint. But a customer who is content looks "
    "around when the next offer comes; one who is glad stays, and tells others."
)
WHY_QUIET = (
    "Because a mark that was asked for says nothing. “We need a nine” gives us a nine from a "
    "customer who meant a six, and what went wrong stays wrong. So we ask everybody in the same "
    "words, from one place, and never with the mark that we hope for. We change the delivery, the "
    "call, the invoice; the customer chooses the number."
)
# The lesson is one sheet across: at its own size the last picture alone would lie on a second.
ONE_SHEET = "<style>@media print{[data-testid=stMainBlockContainer]{zoom:0.8}}</style>"


def section() -> str:
    """Which part of the lesson; a link that asks for a word opens the glossary at it.

    A visit remembers the part that was read last, and would open that one whatever the link says.
    """
    asked = (st.query_params.get(glossary.TERM) or "")[: glossary.LONGEST]
    if asked and asked != st.session_state.get(ASKED):
        st.session_state[LESSON] = WORDS
        st.session_state[glossary.TERM] = asked
    st.session_state[ASKED] = asked
    usual = WORDS if asked else SCORE
    choice.arrived("Part of the lesson", {name: name for name in SECTIONS}, LESSON, usual)
    chosen = st.segmented_control(
        "Part of the lesson",
        SECTIONS,
        default=None if LESSON in st.session_state else usual,
        key=LESSON,
        bind="query-params",
        required=True,
        label_visibility="collapsed",
    )
    return str(chosen) if chosen in SECTIONS else usual


def read() -> Learning:
    """The lesson's figures: the whole company's, of the same months as the scorecard's."""
    first, until = data.months()
    return data.of(reports.learning, View(max(first, month_after(until, -MONTHS)), until))


def score(found: Learning) -> None:
    """The one number, how it is made, and the sliders that make another."""
    st.html(ONE_SHEET)
    number, sliders = st.columns([9, 11], gap="large")
    with number:
        cards.hero("What is NPS?", found.figure.text, found.figure.value is not None)
        cards.answer(found.answer)
        cards.fact(
            "We ask one question: how likely are you to recommend us, from 0 to 10? That is all "
            "there is to it. It runs from −100, everyone unhappy, to +100, everyone delighted."
        )
        about.popover("lesson_nps", "nps interval")
    with sliders:
        cards.label("Move the sliders: what makes the score, and how sure is it?")
        _sliders(found)
        direction.keep()


def eight(found: Learning) -> None:
    """What a 7 or 8 is worth here, and why customers are not told."""
    good, quiet = st.columns(2, gap="large")
    with good:
        cards.label("Why is an 8 not good enough?")
        cards.fact(WHY_EIGHT)
        if found.left:
            cards.fact(found.leaving)
            cards.label(reports.LEFT)
            marks.show(measured_rows.mark(found.left), key="left")
        else:
            cards.facts(found.leaving)
    with quiet:
        cards.label("And why don't we tell customers that?")
        cards.fact(WHY_QUIET)
        about.popover("lesson_begging", "detectors non_response")


@st.fragment
def sure(found: Learning) -> None:
    """A slider for a move, and how many answers find it."""
    cards.question("How many must answer until we can tell?")
    move = int(st.slider("If the score truly moved by so many points", 1, 30, 5, key=MOVE))
    told = trials.telling(found.counts, found.figure.n, move)
    words, picture = st.columns([9, 11], gap="large")
    with words:
        cards.answer([(told.answer, False)])
        cards.fact(
            "Half the move needs four times the answers. That is why a team's score over a week "
            "says little, and the company's over a quarter says much."
        )
        sizes = found.figure.n or 0, found.previous.n or 0
        cards.fact(trials.beside(found.change, found.counts, sizes))
        cards.facts(f"Answers spread as {'ours are' if found.own else 'in the example'}.")
        about.popover("lesson_sure", "difference interval", _sizes(found, told))
        direction.keep()
    with picture:
        cards.label("Answers before and after, and the smallest move in points that they find")
        marks.show(telling.mark(told.rows, move), key="telling")


def _sizes(found: Learning, told: Telling) -> Callable[[], about.Table]:
    def made() -> about.Table:
        from cxdata.reports import learning_tables as tables

        return about.Table("answers-needed", tables.sizes(told), tables.header(found, told))

    return made


def measures() -> None:
    """The pages behind the question marks, to read one after the other."""
    cards.question("What else do we measure, and when is it not to be trusted?")
    chosen = st.pills(
        "Measure",
        list(EXPLAINED),
        default="csat",
        format_func=EXPLAINED.__getitem__,
        key="lesson_measure",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    about.page(str(chosen or "csat"))


@st.fragment
def _sliders(found: Learning) -> None:
    top = max(100, -(-max(found.counts) * 3 // 2 // 100) * 100)
    for key, value in zip(TRIED, found.counts, strict=True):
        st.session_state.setdefault(key, value)
    # The reader's own tries may lie beyond a scale that has moved with new answers.
    for key in TRIED:
        st.session_state[key] = min(int(st.session_state[key]), top)
    p, s, d = (
        int(st.slider(name, 0, top, key=key, format="localized"))
        for name, key in zip(NAMES, TRIED, strict=True)
    )
    figure = trials.tried((p, s, d))
    marks.show(score_maker.mark((p, s, d), figure), key="tried")
    cards.fact(trials.tried_words(figure))
    with st.container(horizontal=True, gap="small"):
        back = "Back to ours" if found.own else "Back to the example"
        st.button(back, key="learn_back", on_click=_try, args=(found.counts,))
        few = reports.alike(found.counts, FEW)
        st.button(f"The same, from {FEW} customers", key="learn_few", on_click=_try, args=(few,))


def _try(counts: tuple[int, int, int]) -> None:
    for key, value in zip(TRIED, counts, strict=True):
        st.session_state[key] = value
