"""Sentences about an operational measure beside a score: what goes with what, never why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from cxdata.metrics.association import Lagged
from cxdata.metrics.threshold import CHANCE, Threshold
from cxdata.organisation import Measure
from cxdata.reports import wording
from cxdata.reports.figures import Sentence

AMONG = "beside so many others it may be chance"
CAUTION = (
    "What goes together may share a cause. To know, change the measure on purpose and look again."
)
AS_ANSWERED = (
    "How daily work goes with the score is as answered: it is looked for month by month, where "
    "groups have too few answers to carry weights."
)


class Row(Protocol):
    """A measure beside a score: reports.measures_beside.MeasureRow."""

    @property
    def stands(self) -> bool: ...  # noqa: D102
    @property
    def touchpoint(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


def verdict(rows: Sequence[Row]) -> Sentence:
    """How many measures go with the score of their touchpoint, and which goes most."""
    if not rows:
        return (
            (
                "No line of sight names a measure of which figures were imported: nothing can be "
                "held beside the scores.",
                True,
            ),
        )
    held = [row for row in rows if row.stands]
    of = wording.counted(len(rows), "measure")
    if not held:
        return ((f"None of {of} can be told to move with the score of its touchpoint.", True),)
    first = held[0]
    who = f"“{first.name}” goes with the score of {first.touchpoint}"
    if len(held) == 1:
        return ((f"Of {of} one moves with the score: {who}.", False),)
    return ((f"{len(held)} of {of} move with the score; most of all, {who}.", False),)


def rest(rows: Sequence[Row]) -> str:
    """The measures of which nothing can be told, each with its touchpoint."""
    names = [f"{row.name} ({row.touchpoint})" for row in rows if not row.stands]
    if not names:
        return ""
    return f"Assumed, since no association can be told from chance: {wording.listed(names)}."


def told(measure: Measure, best: Lagged, grade: str, doubt: str) -> str:
    """'1 point more in “Invoices with an error” goes with a score 6.0 lower (…)'.

    Said towards harm: more or less of the measure, whichever goes with a lower score.
    """
    way = "more" if best.slope < 0 else "less"
    low, high = sorted((abs(best.slope_low), abs(best.slope_high)))
    when = "" if best.lag == 0 else f" {wording.counted(best.lag, 'month')} later"
    why = f" {doubt[0].upper()}{doubt[1:]}." if doubt else ""
    return (
        f"{one(measure)} {way} in “{measure.name}” goes with a score {figure(best.slope)} lower"
        f"{when} ({figure(low)} … {figure(high)}; {grade}, {best.months} months).{why}"
    )


def untold(why: str) -> str:
    """No association."""
    return f"No association can be told: {why}."


def chance(found: Threshold) -> Threshold:
    """A bend that does not stand beside the other measures looked at."""
    if not found.p < CHANCE:
        return found
    return replace(found, reason="beside so many others a bend may be chance")


def bend(measure: Measure, found: Threshold, stands: bool) -> str:
    """From what level on it hurts, or why that cannot be told; '' where nothing goes together."""
    if found.reason:
        if not stands:
            return ""
        if "straight" in found.reason:
            return (
                "No level from which on it starts to hurt: as far as "
                f"{wording.counted(found.months, 'month')} can tell, every step counts alike."
            )
        return f"From what level on it hurts cannot be told: {found.reason}."
    bend_, low, high = (level(measure, x) for x in (found.level, found.low, found.high))
    at = f"{bend_} ({low} … {high})"
    over, under = found.beyond_high < 0, found.below_low > 0
    if over and found.beyond < found.below:
        rest = _rest(found.below, found.below_low, found.below_high)
        return (
            f"From about {at} on it hurts: each {one(measure)[2:]} more goes with "
            f"{figure(found.beyond)} points less; below that {rest}."
        )
    if under and found.below > found.beyond:
        rest = _rest(found.beyond, found.beyond_low, found.beyond_high)
        return (
            f"Below about {at} it hurts: each {one(measure)[2:]} less goes with "
            f"{figure(found.below)} points less; above that {rest}."
        )
    return f"It goes another way from about {at} on, but on neither side clearly."


def _rest(slope: float, low: float, high: float) -> str:
    if low <= 0 <= high:
        return "no move can be told"
    return f"{wording.signed(slope, 1)} points for each"


def one(measure: Measure) -> str:
    """One unit: '1 point' of a share, '1 min', '1 day'."""
    unit = measure.unit or "unit"
    if unit == "%":
        return "1 point"
    return f"1 {unit[:-1] if len(unit) > 2 and unit.endswith('s') else unit}"


def figure(points: float) -> str:
    """Points without their sign, with as many decimals as they need."""
    size = abs(points)
    return f"{size:.{1 if size >= 0.095 or size == 0 else 2}f}"


def level(measure: Measure, value: float) -> str:
    """A level with its unit: '8.2 %', '74 %'."""
    if not math.isfinite(value):
        return "–"
    return f"{value:.{0 if abs(value) >= 20 else 1}f} {measure.unit}".strip()
