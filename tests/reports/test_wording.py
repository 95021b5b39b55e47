"""Numbers and periods as a loading dock reads them."""

from __future__ import annotations

from datetime import date

import pytest

from cxdata.reports import wording
from cxdata.scope import month_after


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(32.4, 0, "+32"), (-2.44, 1, "−2.4"), (0.04, 1, "0.0"), (-0.4, 0, "0"), (100, 0, "+100")],
)
def test_a_score_carries_its_sign(value, decimals, words):
    assert wording.signed(value, decimals) == words


@pytest.mark.parametrize(
    ("since", "months", "words"),
    [
        (date(2026, 8, 1), 3, "Aug – Oct 2026"),
        (date(2026, 10, 1), 1, "Oct 2026"),
        (date(2025, 11, 1), 3, "Nov 2025 – Jan 2026"),
        (date(2025, 1, 1), 12, "2025"),
        (date(2024, 11, 1), 24, "Nov 2024 – Oct 2026"),
    ],
)
def test_a_period_is_named_by_its_months(since, months, words):
    assert wording.period(since, month_after(since, months)) == words


@pytest.mark.parametrize(
    ("months", "words"), [(1, "month"), (3, "quarter"), (12, "year"), (5, "5 months")]
)
def test_a_span_has_a_word(months, words):
    assert wording.span(date(2026, 1, 1), month_after(date(2026, 1, 1), months)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1_940_000, "€ 1.9 m"),
        (999_600, "€ 1.0 m"),
        (46_983, "€ 47 k"),
        (72.4, "€ 72"),
        (-5_000, "€ −5.0 k"),
        (3.2e9, "€ 3.2 bn"),
    ],
)
def test_money_is_short(value, words):
    assert wording.money(value, "EUR") == words


def test_shares_do_not_round_to_a_lie():
    assert wording.share(0.312) == "31 %"
    assert wording.share(0.001) == "under 1 %"
    assert wording.share(0.999) == "over 99 %"
    assert wording.share(0.0) == "0 %"
    assert wording.share(1.0) == "100 %"


def test_counts_agree_with_their_noun():
    assert wording.counted(1) == "1 answer"
    assert wording.counted(6214) == "6,214 answers"
    assert wording.counted(0) == "no answers"
    assert wording.listed(["Stores", "IT", "Finance"]) == "Stores, IT and Finance"
