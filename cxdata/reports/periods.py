"""The period that is looked at, the one before it, and how far back a page has to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from cxdata.organisation import Event, Organisation
from cxdata.reports import wording
from cxdata.reports.hidden import YEAR
from cxdata.scope import View, month_after, months_between

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Window:
    """The months that a report reads: whole years, counted back from the record's last month.

    since, until  first days of months, until exclusive
    last          the last day with answers in the whole record
    """

    since: date
    until: date
    last: date

    @property
    def months(self) -> int:
        """Length in months, a multiple of 12."""
        return months_between(self.since, self.until)

    @property
    def first(self) -> int:
        """Its first month, counted since 1970-01."""
        return months_between(EPOCH, self.since)

    def place(self, view: View) -> tuple[int, int]:
        """A view's months as positions in the window, the second exclusive."""
        return months_between(self.since, view.since), months_between(self.since, view.until)

    def month(self, position: int) -> date:
        """The first day of the month at a position."""
        return month_after(self.since, position)


def window(span: tuple[date, date], view: View, since: date) -> Window:
    """The window that holds a view and reaches back to `since` at least.

    span    the record's first and last day with answers
    """
    end = month_after(span[1].replace(day=1), 1)
    ahead = max(0, months_between(end, view.until))
    until = month_after(end, -(-ahead // YEAR) * YEAR)
    back = max(1, months_between(min(since, view.since), until))
    return Window(month_after(until, -back // YEAR * YEAR), until, span[1])


def before(view: View) -> View:
    """The view of the period of equal length just before."""
    return replace(view, since=month_after(view.since, -view.months), until=view.since)


def label(view: View) -> str:
    """'Aug – Oct 2026'."""
    return wording.period(view.since, view.until)


def as_of(view: View, last: date) -> date:
    """The last day that the view's figures can know."""
    return min(last, view.until - timedelta(days=1))


def break_between(organisation: Organisation, a: View, b: View) -> Event | None:
    """The newest break that makes two periods incomparable: it lies within or between them."""
    since, until = min(a.since, b.since), max(a.until, b.until)
    within = [e for e in organisation.breaks if since < e.on < until]
    return within[-1] if within else None


def refusal(event: Event) -> str:
    """'Wording of the survey changed on 1 Jul 2024: before and after cannot be compared.'"""
    return f"{event.name} on {wording.day(event.on)}: before and after cannot be compared."


def era(organisation: Organisation, month: date) -> int:
    """How many breaks lie at or before a month's first day, so that equal numbers compare.

    A break inside a month starts its era with the month after it.
    """
    return sum(event.on <= month for event in organisation.breaks)
