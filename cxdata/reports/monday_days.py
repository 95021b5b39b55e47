"""Which days a Monday page tells of: the last whole week, what came in since, the months around."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cxdata.record.weeks import monday_of, sunday_of, week_of
from cxdata.reports import wording
from cxdata.scope import View, month_after


@dataclass(frozen=True)
class Days:
    """The calendar of a page.

    week     number of the last whole week (Monday to Sunday) before the day that counts as today
    since    the last Monday before that day: what came in from then on is new
    until    the day after the last one that is looked at
    stale    the record's last day, where it ends before the last whole week; None otherwise
    """

    week: int
    since: date
    until: date
    stale: date | None

    @property
    def label(self) -> str:
        """'19–25 Oct 2026'."""
        return week_label(self.week)

    @property
    def quarter(self) -> View:
        """The three calendar months up to the last day: the run whose comments are opened."""
        last = (self.until - timedelta(days=1)).replace(day=1)
        return View(month_after(last, -2), month_after(last, 1))


def days(today: date, last: date) -> Days:
    """The calendar of a day, of a record whose last day with answers is `last`.

    Where the record ends before the last whole week, the page tells of the weeks up to its end.
    """
    stale = week_of(last) < week_of(today) - 1
    now = last + timedelta(days=1) if stale else today
    since = monday_of(week_of(now - timedelta(days=1)))
    return Days(week_of(now) - 1, since, now, last if stale else None)


def week_label(week: int) -> str:
    """'19–25 Oct 2026', '28 Sep – 4 Oct 2026'."""
    return run_label(monday_of(week), sunday_of(week))


def run_label(first: date, last: date) -> str:
    """A run of days, both included: '19–31 Oct 2026'; one day as itself."""
    if first == last:
        return wording.day(first)
    if first.year == last.year and first.month == last.month:
        return f"{first.day}–{wording.day(last)}"
    start = wording.day(first)
    return f"{start.rsplit(' ', 1)[0] if first.year == last.year else start} – {wording.day(last)}"
