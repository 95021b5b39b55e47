"""The scorecard's own parts and words, and the tables behind its pictures."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cxdata.charts import forest, journey_strip
from cxdata.reports.scorecard import Scorecard
from pages.ui import about, cards, marks
from pages.ui.about import Table, tables

UNMAPPED = (
    "The journey and the departments appear once organisation.toml says which stages there are and "
    "who owns what: a steward writes it under Steward, Organisation, or brings it in under Imports."
)


def small_print(card: Scorecard) -> str:
    """Period, interval, answers and share of those asked, in one line."""
    return " ".join((f"{card.period}: {card.small_print}.", card.detectable_words, card.counted))


def moved(card: Scorecard) -> str:
    """The name of the bridge, which says where it takes apart another score than the one above."""
    plain = card.counted and not card.waterfall.weighted
    return "What moved it, as answered" if plain else "What moved it"


def whole(card: Scorecard, words: str) -> str:
    """The name of a picture that shows all departments, also where some of them are chosen."""
    return f"{words} · all departments" if card.part else words


def journey(card: Scorecard) -> None:
    """The journey as a strip; a company that has not mapped one yet is told how."""
    if not card.stages:
        cards.facts(UNMAPPED)
        return
    title = whole(card, "The journey, each stage by its own measure")
    about.heading(title, "journey", "journey_stage", journey_table(card))
    marks.show(journey_strip.mark(card.stages), key="journey")


def departments(card: Scorecard) -> None:
    """The departments side by side, in a card of their own."""
    if not card.departments:
        return
    with st.container(border=True, key="card_departments"):
        title = "Departments, at the touchpoints they own or support"
        about.heading(title, "departments", "departments", departments_table(card))
        marks.show(forest.mark(card.departments, card.touchpoint_score), key="departments")
        cards.facts(forest.legend(card.departments, card.touchpoint_score))


def score_table(card: Scorecard) -> Callable[[], Table]:
    """This period, the previous one, and the target."""
    return lambda: Table("score", tables().score(card), card.header)


def bridge_table(card: Scorecard) -> Callable[[], Table]:
    """The steps of the bridge."""
    return lambda: Table("what-moved-it", tables().causes(card.waterfall), card.captions.bridge)


def journey_table(card: Scorecard) -> Callable[[], Table]:
    """A row a stage."""
    return lambda: Table("journey", tables().journey(card.stages), card.captions.journey)


def departments_table(card: Scorecard) -> Callable[[], Table]:
    """A row a department."""
    header = card.captions.departments
    return lambda: Table("departments", tables().departments(card.departments), header)


def heard_table(card: Scorecard) -> Callable[[], Table]:
    """Who was asked and who answered, a row a segment."""
    return lambda: Table("who-is-heard", tables().hearing(card.heard), card.captions.heard)
