"""One handover as it may be shown: both scores, their difference, and the other way round."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cxdata.metrics import scores
from cxdata.metrics.scores import Z95
from cxdata.reports import scoring, wording
from cxdata.reports.figures import Change, Figure
from cxdata.reports.handovers_counts import Table, Tested
from cxdata.reports.hidden import Ints

FEW = 10  # answers after a good, or a bad, first one, from which on a cell is tested
SAME = "no handover"
STRONG, PLAIN = 25, 12  # points at which the colour deepens


@dataclass(frozen=True)
class Cell:
    """The next score at one end, of customers who come from another.

    from_id, to_id  ends; '' until they are known
    after_bad, after_good  the next score of those whose first answer was bad, or good
    change      after_bad minus after_good: 'down' means that a bad first one goes with a lower next
    other_way   the same difference of customers who went the other way; None where too few did
    beyond      the change less that of the other way; 'level' may be chance
    stands      beyond chance (Benjamini-Hochberg over all cells)
    loss        net promoters (or favourable answers) missing after a bad first one; 0 if none
    tint        -3 … +3; 0 where it may be chance
    few         one of the two groups holds under 10 answers
    open        its ways may be looked at, as far as its size goes
    kept        the filters of departments and teams keep it
    """

    after_bad: Figure
    after_good: Figure
    change: Change
    other_way: Change | None
    beyond: Change | None
    stands: bool
    loss: float
    tint: int
    few: bool
    text: str
    from_id: str = ""
    to_id: str = ""
    kept: bool = True

    def between(self, from_id: str, to_id: str, kept: bool) -> Cell:
        """The same cell with its ends."""
        return replace(self, from_id=from_id, to_id=to_id, kept=kept)


def painted(
    table: Table, found: Tested, units: list[str], minimum: int
) -> tuple[tuple[Cell, ...], ...]:
    """Every cell, from first; `minimum` is the smallest group.

    units   of each second end
    """
    ends = range(len(units))
    return tuple(tuple(_cell(table, found, units, (i, j)) for j in ends) for i in ends)


def _cell(table: Table, found: Tested, units: list[str], at: tuple[int, int]) -> Cell:
    unit, may = units[at[1]], bool(table.may[at])
    if at[0] == at[1]:
        same = Figure(None, None, None, 0, unit, note=SAME)
        return Cell(
            same, same, Change(*(None,) * 4, "refused", SAME), None, None, False, 0.0, 0, False, ""
        )
    bad, good = (_figure(table.counts[at][side], unit, may) for side in (0, 1))
    n_bad, n_good = table.n[at].tolist()
    change = _change(found, at, unit)
    stands = bool(found.stands[at]) and may
    return Cell(
        bad,
        good,
        change,
        *_other_way(found, at, units),
        stands,
        max(0.0, -float(found.value[at])) * n_bad / 100 if stands else 0.0,
        _tint(float(found.value[at])) if stands else 0,
        may and min(n_bad, n_good) < FEW,
        wording.signed(change.value) if change.value is not None else "–",
    )


def _figure(counts: Ints, unit: str, may: bool) -> Figure:
    top, middle, bottom = (int(part) for part in counts)
    n = top + middle + bottom
    if not may:
        return Figure(None, None, None, None, unit, hidden=True, note=scoring.FEW)
    if not n:
        return Figure(None, None, None, 0, unit, note=scoring.NOBODY)
    score = scores.nps(top, middle, bottom) if unit == "points" else scores.favourable(top, n)
    value, low, high = (float(part) for part in (score.value, score.low, score.high))
    return Figure(value, low, high, n, unit, wording.scored(value, unit))


def _change(found: Tested, at: tuple[int, int], unit: str) -> Change:
    value, low, high, p = (
        float(part[at]) for part in (found.value, found.low, found.high, found.p)
    )
    if np.isnan(value):
        return Change(None, None, None, None, "refused", "not compared")
    if not found.stands[at]:
        return Change(value, low, high, p, "level", "may be chance")
    return Change(value, low, high, p, "down" if value < 0 else "up", _said(value, low, high, unit))


def _said(value: float, low: float, high: float, unit: str) -> str:
    side = "lower" if value < 0 else "higher"
    unit = "points" if unit == "points" else "percentage points"
    return wording.ranged(f"{wording.plain(value)} {unit} {side}", value, low, high)


def _other_way(
    found: Tested, at: tuple[int, int], units: list[str]
) -> tuple[Change | None, Change | None]:
    """The difference of the other way, and how far this one lies beyond it.

    Who is hard to please scores both touchpoints low, whichever comes first; a handover that loses
    customers does so one way only.
    """
    back = (at[1], at[0])
    both = (at, back)
    # Under 10 answers the other way are no measure of anybody's temper: not tested, not held up.
    if at == back or units[at[0]] != units[at[1]] or any(np.isnan(found.p[a]) for a in both):
        return None, None
    other = _change(found, back, units[at[0]])
    value = float(found.value[at] - found.value[back])
    half = Z95 * float(np.hypot(found.se[at], found.se[back]))
    low, high = value - half, value + half
    verdict = "down" if high < 0 else "up" if low > 0 else "level"
    said = _said(value, low, high, units[at[1]]) if verdict != "level" else "may be chance"
    return other, Change(value, low, high, None, verdict, said)


def _tint(value: float) -> int:
    size = 3 if abs(value) >= STRONG else 2 if abs(value) >= PLAIN else 1
    return size if value > 0 else -size
