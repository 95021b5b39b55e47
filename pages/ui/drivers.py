"""The drivers page: what the score hangs on (beside the page where it takes long), and measures."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import streamlit as st

from cxdata.charts import drivers as chart
from cxdata.charts import palette
from cxdata.charts import threshold as line
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import driver_words, measure_words, wording
from cxdata.reports import drivers as reports
from cxdata.reports import measures_beside as beside
from cxdata.reports.drivers import DriversReport
from cxdata.reports.measures_beside import MeasureRow, MeasuresReport
from cxdata.scope import Scope, View
from pages.ui import about, cards, choice, data, figures, later, marks, printed
from pages.ui.later import Later

MEASURE = "measure"
LISTED = 8  # rows of measures before the rest is folded away


def found(view: View) -> DriversReport | None:
    """The key drivers; None while they are worked out, and the page says how far that is."""
    work: Later[DriversReport] = data.of(_begun, reports.whole(view))
    report = work.found()
    if report is None:
        cards.question(driver_words.QUESTION)
        later.waiting(work, "Weighing the ratings: the answers are many, this takes a moment …")
    return report


def weights(report: DriversReport) -> None:
    """The picture of importance against performance, and the shares as rows."""
    if report.reason:
        cards.empty("No drivers yet", report.reason)
        cards.facts(report.caution)
        return
    colours = palette.of(st.context.theme.type)
    place, beside_ = st.columns([1, 1], gap="large")
    with place:
        about.heading("Weight against standing", "drivers", "drivers interval", _table(report))
        figures.show(chart.figure(report, colours), "drivers", chart.in_words(report))
        cards.facts(report.legend)
    with beside_:
        cards.label("Share of what the ratings explain")
        marks.show(chart.mark(report), key="driver_shares")
        cards.facts(driver_words.COLUMNS)
        cards.facts(f"{report.fit} {report.counted}")
        cards.facts(report.caution)


def notes(report: DriversReport | None, view: View) -> None:
    """What stands under the page."""
    said = report.notes if report is not None else ()
    parts = (driver_words.PARTS,) if view.departments or view.teams else ()
    cards.notes((*parts, *said))


def measures(view: View) -> None:
    """The measures beside scores: those that stand in sentences, one drawn, all in the table."""
    report: MeasuresReport = data.of(beside.measures, view)
    about.heading("Daily work beside the score", "measures", "association threshold",
                  _measures_table(report))  # fmt: skip
    cards.answer(report.verdict)
    if not report.rows:
        return
    held = [row for row in report.rows if row.stands][:LISTED]
    for row in held if len(held) > 1 else ():
        cards.fact(f"{row.touchpoint}: {row.words} {row.bend}".strip())
    chosen = _chosen(report)
    place, beside_ = st.columns([3, 2], gap="large")
    with place:
        _months(chosen)
    with beside_:
        _told(chosen)
    cards.facts(measure_words.rest(report.rows))
    cards.facts(report.caution)


def _months(row: MeasureRow) -> None:
    if not row.seen:
        words = "In no month are both known: the measure, and a score of enough answers to show."
        cards.empty("Nothing to draw", words)
        return
    colours = palette.of(st.context.theme.type)
    figures.show(line.figure(row, colours), "measure_months", line.in_words(row))


def _told(row: MeasureRow) -> None:
    """One measure in words."""
    about.heading(f"{row.name}: {row.now}", "measure_one", "threshold association",
                  lambda: about.Table("measure-by-month", _tables().months(row),
                                      row.header))  # fmt: skip
    owned = f" Owned by {wording.listed(row.owners)}." if row.owners else ""
    cards.facts(f"In a usual month {row.usual}. Touchpoint: {row.touchpoint}.{owned}")
    cards.fact(row.words)
    if row.bend:
        cards.fact(row.bend)
    cards.facts(f"Evidence: {row.grade}. A dot is a month, larger with more answers.")


def _chosen(report: MeasuresReport) -> MeasureRow:
    """The measure that is looked at; its choice stands in the URL."""
    rows = {row.id: row for row in report.rows}
    names = {row.id: f"{row.touchpoint}: {row.name} ({row.grade})" for row in report.rows}
    if st.session_state.get(MEASURE) not in rows:
        st.session_state.pop(MEASURE, None)
    choice.arrived("Look closer at", names, MEASURE)
    picked = st.selectbox(
        "Look closer at", list(rows), format_func=names.__getitem__, key=MEASURE,
        bind="query-params", width=420,
    )  # fmt: skip
    printed.say("Look closer at", names.get(picked, ""))
    return rows.get(picked, report.rows[0])


def _begun(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View
) -> Later[DriversReport]:
    return Later(lambda tell: reports.drivers(scope, snapshot, organisation, view, tell))


def _tables() -> ModuleType:
    """Tables come with pandas, which no page needs until one is opened."""
    from cxdata.reports import driver_tables

    return driver_tables


def _table(report: DriversReport) -> Callable[[], about.Table]:
    return lambda: about.Table("key-drivers", _tables().drivers(report), report.header)


def _measures_table(report: MeasuresReport) -> Callable[[], about.Table]:
    return lambda: about.Table("measures", _tables().measures(report), report.header)
