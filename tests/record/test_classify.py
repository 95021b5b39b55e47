"""The counting rule, cell by cell."""

import pytest

from cxdata.record import classify
from cxdata.record.classify import verdict

ZERO_TO_TEN = (0, 10)


@pytest.mark.parametrize(
    ("cell", "score"),
    [
        ("9", 9),
        ("9.0", 9),
        ("9.", 9),
        ("9,0", 9),
        (" 10 ", 10),
        ("\u00a07", 7),
        ("+8", 8),
        ("0", 0),
    ],
)
def test_whole_numbers_on_the_scale_are_accepted(cell: str, score: int) -> None:
    assert verdict(cell, ZERO_TO_TEN) == (score, "", False)


@pytest.mark.parametrize(
    "cell", ["", "  ", "NA", "n/a", "N/A", "#N/A", "#NAME?", "null", "NaN", "-", None]
)
def test_blanks_and_tokens_are_missing_not_rejected(cell: str | None) -> None:
    assert verdict(cell, ZERO_TO_TEN) == (None, "", True)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("11", classify.OUT_OF_RANGE),
        ("-1", classify.OUT_OF_RANGE),
        ("4.105263158", classify.NOT_WHOLE),
        ("8,5", classify.NOT_WHOLE),
        ("9,000", classify.NOT_WHOLE),
        ("Strongly agree", classify.NON_NUMERIC),
        ("4 - Very impressive", classify.NON_NUMERIC),
        ("inf", classify.NON_NUMERIC),
        ("=9", classify.NON_NUMERIC),
        ("99999999999999999999", classify.OUT_OF_RANGE),
    ],
)
def test_everything_else_is_rejected_with_its_reason(cell: str, reason: str) -> None:
    assert verdict(cell, ZERO_TO_TEN) == (None, reason, False)
    assert reason in classify.REASONS


def test_a_declared_word_wins_over_a_token_for_nothing() -> None:
    assert verdict("None", (1, 5), {"none": 1}).score == 1
    assert verdict("STRONGLY AGREE", ZERO_TO_TEN, {"strongly agree": 10}).score == 10
    assert verdict("off", ZERO_TO_TEN, {"off": 11}).reason == classify.OUT_OF_RANGE


def test_a_slider_falls_into_ten_bands_and_only_a_hundred_is_ten() -> None:
    scores = [verdict(str(n), (0, 100), divide=10).score for n in (0, 9, 10, 89, 90, 99, 100)]
    assert scores == [0, 0, 1, 8, 9, 9, 10]
