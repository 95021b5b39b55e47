"""What stands beside a sum adds up to it, as both are shown."""

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from cxdata.reports.incentive_rounding import apart, parts
from cxdata.reports.incentive_words import money

cents = st.integers(0, 10**7).map(lambda n: Decimal(n) / 100)


def read(text: str) -> Decimal:
    """An amount as somebody reads it."""
    return Decimal(text.removeprefix("€ ").replace(",", ""))


@given(st.lists(cents, min_size=1, max_size=4))
@example([Decimal("1180.50"), Decimal("760.50")])  # each half a euro up: one too many
@example([Decimal("733.40"), Decimal("408.40"), Decimal("90.40")])  # each down: one is missing
@example([Decimal("17.40"), Decimal("32.35")])
@example([Decimal("0"), Decimal("0")])
def test_shown_parts_add_up_to_the_shown_sum(amounts: list[Decimal]) -> None:
    total = sum(amounts, Decimal(0))
    shown = [read(text) for text in parts(amounts, "EUR")]
    assert sum(shown) == read(money(total, "EUR"))
    for amount, part in zip(amounts, shown, strict=True):
        assert abs(amount - part) < 1
        assert part >= 0


@given(cents, cents)
def test_a_shown_difference_is_that_of_the_shown_amounts(one: Decimal, other: Decimal) -> None:
    more = apart(one, other)
    assert (more > 0, more < 0) == (one > other, one < other)
    if min(one, other) >= 100 and abs(more) >= 1:
        shown = read(money(one, "EUR")) - read(money(other, "EUR"))
        assert read(money(abs(more), "EUR")) == abs(shown)


def test_differences_that_rounding_would_hide_keep_their_cents() -> None:
    assert money(apart(Decimal("500.60"), Decimal("500.80")), "EUR") == "−€ 0.20"
    assert apart(Decimal(700), Decimal(700)) == 0
