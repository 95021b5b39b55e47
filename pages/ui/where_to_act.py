"""Where to act: touchpoints by importance against performance, as a part of the journey page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cxdata.charts import palette
from cxdata.charts import where_to_act as chart
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import act_words, low_points
from cxdata.reports import where_to_act as reports
from cxdata.reports.journey import Journey
from cxdata.reports.where_to_act import ActReport
from cxdata.scope import Scope, View
from pages.ui import about, cards, data, figures, later, marks
from pages.ui.about import Table
from pages.ui.later import Later

AS_ANSWERED = " As answered: what moves with the score is looked for among answers as they are."


def section(view: View, journey: Journey) -> None:
    """The heading, the answer and the picture; how far it is while the answers are weighed.

    journey  what stands above it on the page, whose lowest touchpoint may be another one
    """
    # Importance comes from ratings beside the score in one answer: there is no weighted one.
    work: Later[ActReport] = data.of(_begun, replace(view, weighted=False))
    found = work.found()
    if found is None:
        cards.label(act_words.TITLE)
        later.waiting(work, "Weighing the ratings: the answers are many, this takes a moment …")
        return
    about.heading(act_words.TITLE, "where_to_act", "where_to_act drivers", lambda: _table(found))
    cards.answer(found.verdict)
    if found.reason:
        cards.facts(found.reason)
        return
    cards.facts(low_points.words(journey, found))
    _pictures(found)
    cards.facts(chart.rest(found))
    cards.facts(f"{found.legend} {found.caution}{AS_ANSWERED if view.weighted else ''}")
    cards.notes(found.notes)


def _pictures(found: ActReport) -> None:
    place, beside = st.columns([1, 1], gap="large")
    with place:
        drawn = chart.figure(found, palette.of(st.context.theme.type))
        figures.show(drawn, "where_to_act", chart.in_words(found))
    with beside:
        cards.label("Points of the total that go with reaching the target")
        marks.show(chart.mark(found), key="gains")


def _begun(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View
) -> Later[ActReport]:
    return Later(lambda tell: reports.where_to_act(scope, snapshot, organisation, view, tell))


def _table(found: ActReport) -> Table:
    # Tables come with pandas, which no page needs until one is opened.
    from cxdata.reports import driver_tables

    return Table("where-to-act", driver_tables.acts(found), found.header)
