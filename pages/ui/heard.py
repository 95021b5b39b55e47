"""Who is not heard: the report for whoever looks, a picture and a table for each group."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cxdata.charts import measured_rows
from cxdata.reports import heard as reports
from cxdata.reports.heard import Group, NotHeard
from cxdata.scope import View
from pages.ui import about, cards, data, marks
from pages.ui.about import Table

EXPLAINED = "response_rate coverage non_response"


def read(view: View) -> NotHeard:
    """The report."""
    return data.of(reports.report, view)


def groups(found: NotHeard) -> None:
    """A card each: its picture, what it says, its table."""
    for one in found.groups:
        with st.container(border=True, key=f"card_heard_{one.id}"):
            about.heading(one.title, f"heard_{one.id}", EXPLAINED, _table(one, found))
            if one.shown:
                label = "" if one.response is None else f"all together {one.response:.0f} %"
                marks.show(
                    measured_rows.mark(one.shown, one.response, label), key=f"heard_{one.id}"
                )
            cards.facts(one.words)


def _table(one: Group, found: NotHeard) -> Callable[[], Table]:
    def made() -> Table:
        from cxdata.reports import heard_tables

        return Table(f"who-is-heard-{one.id}", heard_tables.group(one), found.header)

    return made
