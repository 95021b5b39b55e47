"""What the score is worth: its report for whoever looks, and the table behind it."""

from __future__ import annotations

from collections.abc import Callable

from cxdata.reports import value as reports
from cxdata.reports.value import Value
from cxdata.scope import View
from pages.ui import data
from pages.ui.about import Table


def read(view: View) -> Value:
    """The report."""
    return data.of(reports.report, view)


def table(found: Value) -> Callable[[], Table]:
    """A row a way of counting."""

    def made() -> Table:
        from cxdata.reports import value_tables

        return Table("score-by-worth", value_tables.weighted(found), found.header)

    return made
