"""Numbers and periods as words that a loading dock understands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from cxdata.scope import month_after, months_between

MINUS = "−"
MOSTLY = "four times in five"  # how often a smallest move is found (METHODS 2: power of 80 %)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SPANS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "CHF": "CHF"}


def signed(value: float, decimals: int = 0) -> str:
    """A score with its sign: '+32', '−2.4'; zero has none."""
    text = f"{abs(value):.{decimals}f}"
    if float(text) == 0:
        return text
    return f"{'+' if value > 0 else MINUS}{text}"


def plain(value: float, decimals: int = 0) -> str:
    """A size without its sign: '2.4', '6'."""
    return f"{abs(value):.{decimals}f}"


def margin(value: float, low: float, high: float) -> float | None:
    """The ± of a difference; None where it would put 0 on another side than the interval.

    Of few answers the interval does not lie around the plain difference, but nearer to 0.
    """
    half = (high - low) / 2
    return half if (abs(value) <= half) == (low <= 0 <= high) else None


def ranged(words: str, value: float, low: float, high: float, decimals: int = 0) -> str:
    """A difference in words and its interval: '−2.4 ± 2.7', or its ends: '+75.0, −0.1 to +126.4'.

    The ends are told where ± would contradict the verdict.
    """
    half = margin(value, low, high)
    if half is not None:
        return f"{words} ± {plain(half, decimals)}"
    return f"{words}, {signed(low, decimals)} to {signed(high, decimals)}"


def scored(value: float, unit: str) -> str:
    """A score in its unit: '+32' in points, '71 %' as a share."""
    return signed(value) if unit == "points" else f"{value:.0f} %"


def counted(n: int, one: str = "answer", many: str = "") -> str:
    """'6,214 answers', '1 answer', 'no answers'."""
    if n == 1:
        return f"1 {one}"
    return f"{f'{n:,}' if n else 'no'} {many or one + 's'}"


def share(value: float) -> str:
    """A share of 0..1: '31 %', and 'under 1 %' or 'over 99 %' where rounding would lie."""
    if 0 < value < 0.005:
        return "under 1 %"
    if 0.995 <= value < 1:
        return "over 99 %"
    return f"{100 * value:.0f} %"


def listed(names: Sequence[str]) -> str:
    """'Stores', 'Stores and IT', 'Stores, IT and Finance'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def told_apart(kind: str, name: str, others: Iterable[str]) -> str:
    """'the touchpoint App' where something of another kind has that name too, else the name."""
    same = any(name.casefold() == other.casefold() for other in others)
    return f"the {kind} {name}" if same else name


def day(on: date) -> str:
    """'1 Jul 2024'."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime) -> str:
    """'1 Jul 2024, 14:05', by the clock that it is given in: the organisation's."""
    return f"{day(at.date())}, {at:%H:%M}"


def month(first: date) -> str:
    """'Oct 2026'."""
    return f"{_MONTHS[first.month - 1]} {first.year}"


def period(since: date, until: date) -> str:
    """A run of whole months, until exclusive: 'Oct 2026', 'Aug – Oct 2026', '2026'."""
    last = month_after(until, -1)
    if since == last:
        return month(since)
    if since.year != last.year:
        return f"{month(since)} – {month(last)}"
    if since.month == 1 and last.month == 12:
        return str(since.year)
    return f"{_MONTHS[since.month - 1]} – {month(last)}"


def span(since: date, until: date) -> str:
    """What such a run of months is called: 'quarter', 'month', '5 months'."""
    months = months_between(since, until)
    return _SPANS.get(months, f"{months} months")


def money(value: float, currency: str) -> str:
    """'€ 1.9 m', '€ 340 k', '€ 72'."""
    return f"{_SYMBOLS.get(currency, currency)} {_short(value)}"


def money_range(low: float, high: float, currency: str) -> str:
    """'€ 1.2 m – 2.6 m'."""
    return f"{money(low, currency)} – {_short(high)}"


def _short(value: float) -> str:
    size = abs(value)
    sign = MINUS if value < 0 else ""
    for unit, word in ((1e9, " bn"), (1e6, " m"), (1e3, " k")):
        if size >= unit * 0.9995:
            scaled = size / unit
            return f"{sign}{scaled:.{1 if scaled < 9.95 else 0}f}{word}"
    return f"{sign}{size:.0f}"
