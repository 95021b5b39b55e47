"""Shared objectives: compact on the scorecard, and each with its parts on a page of its own."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cxdata.charts import course_track, measured_rows
from cxdata.reports import objectives as reports
from cxdata.reports import objectives_words as words
from cxdata.reports.objectives import Aim, Objectives
from cxdata.scope import View
from pages.ui import about, cards, data, marks
from pages.ui.about import Table

PAGE = "pages/compare/objectives.py"
MOST = 3  # beside one another on the scorecard


def read(view: View) -> Objectives:
    """The report."""
    return data.of(reports.report, view)


def compact(view: View) -> None:
    """The first objectives in one row, where there are any."""
    if not data.organisation().objectives:
        return
    found = read(view)
    about.heading("What we aim for together", "aims", "objectives", table(found))
    for place, aim in zip(st.columns(MOST, gap="large"), found.aims, strict=False):
        with place:
            _aim(aim, "compact")
    cards.facts("Upright line: where the straight way from start to goal would be.")
    more = len(found.aims) - MOST
    label = f"All {len(found.aims)} objectives" if more > 0 else "Who moved them"
    st.page_link(PAGE, label=label)


def listed(found: Objectives) -> None:
    """Each objective with what every department did to it."""
    for i, aim in enumerate(found.aims):
        with st.container(border=True, key=f"card_aim_{i}"):
            way, parts = st.columns([5, 7], gap="large")
            with way:
                _aim(aim, f"page_{i}")
                cards.facts(f"{aim.measured}, {aim.drawn}." if aim.drawn else aim.measured)
            with parts:
                if aim.parts:
                    cards.label("Who moved it")
                    rows = words.rows(aim)
                    marks.show(measured_rows.mark(rows, 0.0, "no change", 0.1), key=f"parts_{i}")
                cards.facts(words.parts(aim))


def table(found: Objectives) -> Callable[[], Table]:
    """A row an objective, then a row each part."""

    def made() -> Table:
        from cxdata.reports import objectives_tables

        return Table("objectives", objectives_tables.aims(found), found.header)

    return made


def _aim(aim: Aim, key: str) -> None:
    cards.label(aim.name)
    ends = (words.valued(value, aim.unit) for value in (aim.start, aim.goal))
    marks.show(course_track.mark(aim, *ends), key=f"aim_{key}_{aim.name}")
    cards.facts(f"{aim.words} {words.until(aim)}")
