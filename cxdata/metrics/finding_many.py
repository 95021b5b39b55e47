"""Findings of many teams at once: `finding.high` and `finding.low` of every row."""

from __future__ import annotations

from math import nan

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics.counts import Array, Mask
from cxdata.metrics.finding import Finding, Levels, level, unknown

Ints = NDArray[np.int64]
NONE = -1


def highs(
    detector: str,
    figure: Array,
    at: Array,
    over: Array,
    inside: Mask,
    p: Array,
    n: Array,
    known: Mask,
    levels: Levels,
) -> list[Finding]:
    """Findings where much is unusual.

    at, over, inside  figures and the chance of at least each, shape (teams, width)
    figure, p, n      shape (teams,)
    known             teams that there is something to judge by, shape (teams,)
    """
    width = at.shape[1]
    end = width - 1 - inside[:, ::-1].argmax(axis=1)
    limits = []
    for chance in (levels.note, levels.hold):
        usual = inside & ~(over < chance)
        first = np.where(
            usual.any(axis=1), width - usual[:, ::-1].argmax(axis=1), inside.argmax(axis=1)
        )
        limits.append(np.where(first > end, NONE, first))
    return _findings(detector, figure, at, over, limits, p, n, known, levels)


def lows(
    detector: str,
    figure: Array,
    at: Array,
    under: Array,
    inside: Mask,
    p: Array,
    n: Array,
    known: Mask,
    levels: Levels,
) -> list[Finding]:
    """Findings where little is unusual; under is the chance of at most each figure of `at`."""
    width = at.shape[1]
    begin, end = inside.argmax(axis=1), width - 1 - inside[:, ::-1].argmax(axis=1)
    limits = []
    for chance in (levels.note, levels.hold):
        usual = inside & ~(under < chance)
        last = np.where(usual.any(axis=1), usual.argmax(axis=1) - 1, end)
        limits.append(np.where(last < begin, NONE, last))
    return _findings(detector, figure, at, under, limits, p, n, known, levels)


def _findings(
    detector: str,
    figure: Array,
    at: Array,
    chances: Array,
    limits: list[Ints],
    p: Array,
    n: Array,
    known: Mask,
    levels: Levels,
) -> list[Finding]:
    rows = np.arange(len(at))
    shown = [np.where(place == NONE, nan, at[rows, place]).tolist() for place in limits]
    alarm = np.where(limits[1] == NONE, 0.0, chances[rows, limits[1]]).tolist()
    columns = (figure.tolist(), *shown, p.tolist(), alarm, n.tolist(), known.tolist())
    return [
        Finding(detector, value, note, hold, chance, false, int(of), level(chance, levels))
        if told
        else unknown(detector)
        for value, note, hold, chance, false, of, told in zip(*columns, strict=True)
    ]
