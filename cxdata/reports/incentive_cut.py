"""How a budget cuts what was earned, in words: one way for every place that tells it."""

from __future__ import annotations

from cxdata.desk.entries import ALL, OVER_TARGET

IS = {
    ALL: "every sum is cut by the same factor",
    OVER_TARGET: "what lies over target is cut first",
}
WAS = {
    ALL: "every sum was cut by the same factor",
    OVER_TARGET: "what lay over target was cut first",
}


def percent(left: float) -> str:
    """'91.3 %' of what is left (0..1) of a sum; never 100 where something is cut."""
    return f"{min(100 * left, 99.9):.1f} %"
