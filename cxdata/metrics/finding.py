"""What a detector found: a figure, where it is noted and held, and how often chance alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics.counts import Array

QUIET, NOTE, HOLD, UNKNOWN = "quiet", "note", "hold", "unknown"
NOTED, HELD = 0.01, 0.001  # chance under which a finding is noted, and under which it is held


@dataclass(frozen=True)
class Levels:
    """Chances under which a finding is noted, and under which it is held."""

    note: float = NOTED
    hold: float = HELD


DEFAULT = Levels()


@dataclass(frozen=True)
class Finding:
    """What a detector found.

    figure       share 0..1 (answers in the busiest hour: a count; response: rate now / before)
    note, hold   figure from which on it would be noted, held; NaN where none would be
    p            chance of such a figure, or a more extreme one, by chance alone
    false_alarm  chance that an innocent team with as many answers would be held
    n            what it rests on: eligible customers, answers, invitations
    level        'quiet', 'note', 'hold'; 'unknown' where there is nothing to judge by
    """

    detector: str
    figure: float
    note: float
    hold: float
    p: float
    false_alarm: float
    n: int
    level: str


def high(
    detector: str,
    figure: float,
    at: Array,
    over: Array,
    p: float,
    n: int,
    levels: Levels,
) -> Finding:
    """A finding where much is unusual; over is the chance of at least each figure of `at`."""
    note, hold = (_first(over < level) for level in (levels.note, levels.hold))
    first, second = (nan if i is None else float(at[i]) for i in (note, hold))
    alarm = 0.0 if hold is None else float(over[hold])
    return Finding(detector, figure, first, second, p, alarm, n, level(p, levels))


def low(
    detector: str,
    count: float,
    at: Array,
    under: Array,
    p: float,
    base: float,
    n: int,
    levels: Levels,
) -> Finding:
    """A finding where little is unusual; under is the chance of at most each count of `at`."""
    return high(detector, count / base, at[::-1] / base, under[::-1], p, n, levels)


def _first(unusual: NDArray[np.bool_]) -> int | None:
    """Where the unusual begins and stays, counted from its far end."""
    if not unusual[-1]:
        return None
    usual = np.flatnonzero(~unusual)
    return int(usual[-1]) + 1 if len(usual) else 0


def level(p: float, levels: Levels) -> str:
    """What a chance of `p` means: 'quiet', 'note' or 'hold'."""
    return HOLD if p < levels.hold else NOTE if p < levels.note else QUIET


def unknown(detector: str) -> Finding:
    """Nothing to judge by."""
    return Finding(detector, nan, nan, nan, nan, nan, 0, UNKNOWN)
