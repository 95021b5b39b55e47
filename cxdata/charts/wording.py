"""Figures and dates as people read them, in pictures and in their alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.charts.shapes import Figure

MINUS = "−"


def signed(value: float, decimals: int = 0) -> str:
    """A score with its sign: +32, −2.4; zero has none."""
    rounded = round(value, decimals)
    if rounded == 0:
        return f"{0:.{decimals}f}"
    return f"{'+' if rounded > 0 else MINUS}{abs(rounded):.{decimals}f}"


def scored(value: float, unit: str, decimals: int = 0) -> str:
    """A score in its unit: '+32' in points, '71 %' as a share."""
    return f"{value:.{decimals}f} %" if unit == "%" else signed(value, decimals)


def counted(n: int | None) -> str:
    """'6,214 answers', '1 answer'; '' where the number is not shown."""
    if n is None:
        return ""
    return f"{n:,} answer{'' if n == 1 else 's'}"


def measured(figure: Figure) -> str:
    """'+32, 95 % between +30 and +34, 6,214 answers', or why there is no figure."""
    if figure.value is None or figure.low is None or figure.high is None:
        return figure.note or "nobody answered"
    low, high = scored(figure.low, figure.unit), scored(figure.high, figure.unit)
    return f"{figure.text}, 95 % between {low} and {high}, {counted(figure.n)}"


def listed(names: Sequence[str]) -> str:
    """'Stores', 'Stores and IT', 'Stores, IT and Finance'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
