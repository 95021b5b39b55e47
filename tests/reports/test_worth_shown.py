"""When a sum of what customers are worth may be told: months and filters that would tell a few."""

from datetime import date

import numpy as np
import pytest

from cxdata.record import Cells
from cxdata.reports import worth_shown
from cxdata.reports.periods import EPOCH
from cxdata.scope import View, month_after, months_between

END = date(2026, 11, 1)


def run(months: int, **kept: tuple[str, ...]) -> View:
    return View(month_after(END, -months), END, **kept)


def by_month(*customers: int) -> Cells:
    """Customers by the month of their latest answer, the last month before the end."""
    last = months_between(EPOCH, END)
    month = np.arange(last - len(customers), last)
    return Cells({"month": month}, {}, np.array(customers, dtype=np.int64)[:, None])


@pytest.mark.parametrize(
    ("customers", "months", "may"),
    [
        ((30, 30, 30), 1, True),
        ((30, 30, 30), 3, True),
        ((4,), 1, False),  # a small company's only month
        ((30, 3, 30), 2, False),  # less the last month alone it would be those three
        ((30, 3, 30), 3, True),
        ((30, 30, 3), 1, False),
        ((30, 30, 3), 3, True),  # all three together: no part of them is told
        ((30, 30, 3), 2, False),
        ((30, 30, 0), 3, False),  # as a month ago, but for the two who have left since
    ],
)
def test_runs_of_months_differ_by_nobody_or_by_enough(customers, months, may) -> None:
    assert worth_shown._nested(by_month(*customers), run(months), 5) == may


def in_segments(**customers: int) -> Cells:
    last = months_between(EPOCH, END) - 1
    n = len(customers)
    keys = {"month": np.full(n, last), "segment": np.arange(n)}
    counts = np.array(list(customers.values()), dtype=np.int64)[:, None]
    return Cells(keys, {"segment": tuple(customers)}, counts)


@pytest.mark.parametrize(
    ("kept", "may"),
    [
        (("A",), True),
        (("C",), False),
        (("A", "C"), False),  # less A alone it would be C's three
        (("A", "B", "D"), False),  # the whole less these is C again
        (("A", "B"), True),
    ],
)
def test_segments_together_and_alone_differ_by_nobody_or_by_enough(kept, may) -> None:
    cells = in_segments(A=40, B=30, C=3, D=9)
    assert worth_shown._nested(cells, run(1, segments=kept), 5) == may
    # Kept, lost and won of a year: whom a filter lets go is told by the whole.
    told = Cells({"segment": cells.keys["segment"]}, cells.names, cells.counts)
    assert worth_shown.turned({"lost": told}, run(1, segments=kept), 5) == may


def test_amounts_are_told_to_two_digits() -> None:
    told = [worth_shown.two_digits(value) for value in (5_640_000, 614_279.0, 99.9, 0.0, -1240)]
    assert told == [5_600_000, 610_000, 100, 0, -1200]
