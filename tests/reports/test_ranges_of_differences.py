"""A difference's range says what its verdict says, also of few and lopsided answers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata.reports import headline, learning_quiz, learning_trials, scoring, wording
from cxdata.reports.figures import Change, Header
from cxdata.reports.learning import Learning

Split = tuple[int, int, int]
FEW = st.tuples(*[st.integers(0, 30)] * 3).filter(lambda split: sum(split) >= 5)
NUMBER = r"[+−]?\d+(?:\.\d)?"


def compared(now: Split, then: Split) -> Change:
    counts = np.zeros((2, 11), dtype=np.int64)
    counts[:, [10, 7, 3]] = [now, then]
    return scoring.changes(scoring.moves("nps", counts[:1], counts[1:], np.array([True])))[0]


def span(words: str) -> tuple[float, float]:
    """The range that words name, as their reader works it out."""
    around = re.search(rf"({NUMBER}) ± ({NUMBER})", words)
    ends = around or re.search(rf"{NUMBER}, ({NUMBER}) to ({NUMBER})", words)
    assert ends, words
    one, two = (float(part.replace("−", "-")) for part in ends.groups())
    return (one - two, one + two) if around else (one, two)


@given(FEW, FEW)
def test_nought_lies_in_the_range_exactly_where_no_change_is_told(now: Split, then: Split) -> None:
    change = compared(now, then)
    low, high = span("".join(words for words, _ in headline.moved(change, "last quarter")))
    rounded = 0.11  # of a number with one decimal, and of two that are added
    if change.verdict == "level":
        assert low <= rounded
        assert high >= -rounded
    else:
        assert low >= -rounded or high <= rounded


LOPSIDED = ((4, 4, 0), (2, 2, 4))  # +75.0 ± 63.2, and yet no detectable change


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (*LOPSIDED, "+75.0, −0.1 to +126.4"),
        (*reversed(LOPSIDED), "−75.0, −126.4 to +0.1"),
        ((50, 30, 20), (45, 30, 25), "+10.0 ± 21.9"),
    ],
)
def test_the_ends_stand_where_a_margin_would_mislead(now: Split, then: Split, words: str) -> None:
    change = compared(now, then)
    assert (change.margin is None) == ("±" not in words)
    assert headline.moved(change, "last quarter") == (
        ("No detectable change since last quarter", False),
        (f" ({words}).", True),
    )
    figure, before = learning_trials.tried(now), learning_trials.tried(then)
    lesson = Learning("Corner Shop", "Oct 2026", "Sep 2026", figure, before, change, now,
                      True, ((),), (), "", Header("", ""))  # fmt: skip
    why = learning_quiz.quiz(lesson)[3].why
    assert f"The difference is {words} points: 0 lies within that range." in why


def test_ends_keep_their_decimals() -> None:
    assert wording.ranged("down 60", -60, -110, 1) == "down 60, −110 to +1"
    assert wording.ranged("down 60", -60, -110, -10) == "down 60 ± 50"
