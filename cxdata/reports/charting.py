"""A board's row as a control chart: periods of months or quarters, limits, signals, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cxdata.catalog import METRICS
from cxdata.metrics import control
from cxdata.organisation import Organisation
from cxdata.reports import hidden, scoring, wording
from cxdata.reports.board import Board
from cxdata.reports.figures import Figure
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.scoring import Tally
from cxdata.scope import month_after

QUARTER = 3
RECENT = 12  # months
MONTHLY, QUARTERLY = "month", "quarter"
SIGNALS = {control.BEYOND: "outside", control.ROW: "run"}


@dataclass(frozen=True)
class Point:
    """A period on the chart.

    label         'Oct 2026' or 'Aug – Oct 2026'; start its first day, months its length
    figure        the score with its 95 % interval; hidden or empty where it has no value
    lower, upper  control limits in the figure's unit; None where there are none (yet)
    signal        '' or 'outside', 'run' (8 in a row on one side)
    baseline      True where the period belongs to the baseline
    """

    label: str
    start: date
    months: int
    figure: Figure
    lower: float | None
    upper: float | None
    signal: str
    baseline: bool


@dataclass(frozen=True)
class Era:
    """A run of comparable periods between two breaks.

    since, until  first days; until exclusive
    centre        centre line in the unit of the points; None where there are no limits
    words         'Limits from the first 18 months since Jul 2024', or why there are none
    """

    since: date
    until: date
    centre: float | None
    words: str


@dataclass(frozen=True)
class Series:
    """A chart of one row: its points, eras, and the first day of its last shift (or None).

    lowered  True where that shift went down
    """

    points: tuple[Point, ...]
    eras: tuple[Era, ...]
    since: date | None
    lowered: bool


@dataclass(frozen=True)
class Grid:
    """The periods of a chart, oldest first.

    starts  first positions of the periods in the board's window; size their length in months
    breaks  indices of periods that start anew after a break
    """

    starts: tuple[int, ...]
    size: int
    breaks: tuple[int, ...]


def grain(board: Board, since: int, until: int) -> tuple[str, str]:
    """'month' or 'quarter' for a one-row board's months, and why."""
    if until - since < QUARTER:
        return MONTHLY, "By month: there is no whole quarter yet."
    n = board.counts[0, since:until].sum(axis=-1)
    level = board.level[0, since:until]
    if control.period_for(n) == QUARTERLY:
        few = control.FEW_A_MONTH
        return QUARTERLY, f"By quarter: the usual month has under {few} answers."
    if np.mean((level > 1) & (n > 0)) > 0.25:
        return QUARTERLY, "By quarter: too many months have too few answers to show."
    return MONTHLY, f"By month: the usual month has {np.median(n[n > 0]):,.0f} answers."


def grid(board: Board, organisation: Organisation, since: int, until: int, size: int) -> Grid:
    """Whole periods that end where the record's blocks end; a half one at the start is left out."""
    first = until - (until - since) // size * size
    starts = tuple(range(first, until, size))
    days = [board.window.month(start) for start in starts]
    breaks = []
    for event in organisation.breaks:
        later = [i for i, day in enumerate(days) if day >= event.on]
        inside = [i for i, day in enumerate(days) if day < event.on < month_after(day, size)]
        # The period that holds a break mixes before and after: the new era starts after it.
        new = later[0] if later else (inside[0] if inside else None)
        if new is not None and new > 0:
            breaks.append(new)
    return Grid(starts, size, tuple(sorted(set(breaks))))


def series(
    board: Board, times: Grid, may: Mask | None = None, weighted: Tally | None = None
) -> Series:
    """The chart of a one-row board; hidden periods are gaps and count for no limit.

    may     which periods may be shown, shape (periods,); by default what the board says
    weighted  histograms to go by instead of the board's, shape (periods, 11)
    """
    given, allowed = over(board, times)
    counts = given[0] if weighted is None else weighted
    may = allowed[0] if may is None else may
    top, middle, bottom = scoring.split(board.metric, np.where(may[:, None], counts, 0))
    share = METRICS[board.metric].unit == "%"
    if share:  # a share is charted as favourable against all others, on half the scale
        middle, bottom = np.zeros_like(top), middle + bottom
    found = control.chart(top, middle, bottom, times.breaks)
    figures = scoring.figures(board.metric, counts, may)
    baseline = set(found.baseline)
    points = tuple(
        Point(
            label=_label(board, start, times.size),
            start=board.window.month(start),
            months=times.size,
            figure=figures[i],
            lower=_scaled(found.lower[i], share),
            upper=_scaled(found.upper[i], share),
            signal=SIGNALS.get(found.signal[i] or "", ""),
            baseline=i in baseline,
        )
        for i, start in enumerate(times.starts)
    )
    since = None if found.since is None else points[found.since].start
    eras = _eras(board, times, found, _scaled(found.centre, share))
    return Series(points, eras, since, _lowered(found))


def current(found: Series) -> Point | None:
    """The newest signal, if it is not over: one of the last quarter's."""
    return _late(found, QUARTER)


def recent(found: Series) -> Point | None:
    """The newest signal of the last twelve months; what lies further back is history."""
    return _late(found, RECENT)


def shifted(found: Series) -> str:
    """'Lower since May 2026 than its usual +39' where its last shift is not over; else ''."""
    if found.since is None or current(found) is None:
        return ""
    side = "Lower" if found.lowered else "Higher"
    words = f"{side} since {wording.month(found.since)}"
    centre = found.eras[-1].centre
    unit = next((p.figure.unit for p in found.points if p.figure.value is not None), "points")
    return words if centre is None else f"{words} than its usual {wording.scored(centre, unit)}"


def _late(found: Series, months: int) -> Point | None:
    if not found.points:
        return None
    start = month_after(found.points[-1].start, found.points[-1].months - months)
    late = [p for p in found.points if p.signal and p.start >= start]
    return late[-1] if late else None


def over(board: Board, times: Grid) -> tuple[Ints, Mask]:
    """Histograms of a board's rows by period, shape (rows, periods, 11), and which may be shown."""
    ends = [(start, start + times.size) for start in times.starts]
    if not ends:
        return np.zeros((len(board.counts), 0, 11), np.int64), np.zeros(
            (len(board.counts), 0), bool
        )
    counts = np.stack([board.counts[:, a:b].sum(axis=1) for a, b in ends], axis=1)
    may = np.stack([hidden.shown(board.level, a, b) for a, b in ends], axis=1)
    return counts, may


def _label(board: Board, start: int, size: int) -> str:
    return wording.period(board.window.month(start), board.window.month(start + size))


def _scaled(value: float, share: bool) -> float | None:
    if not np.isfinite(value):
        return None
    return float(value + 100) / 2 if share else float(value)


def _lowered(found: control.Chart) -> bool:
    if found.since is None:
        return False
    z = found.z[found.since :]
    return bool(np.nanmean(z) < 0) if np.isfinite(z).any() else False


def _eras(board: Board, times: Grid, found: control.Chart, centre: float | None) -> tuple[Era, ...]:
    """The runs between breaks; only the last one has limits."""
    if not times.starts:
        return ()
    cuts = [0, *times.breaks, len(times.starts)]
    until = times.starts[-1] + times.size
    days = [
        board.window.month(times.starts[cut] if cut < len(times.starts) else until) for cut in cuts
    ]
    grain = "months" if times.size == 1 else "quarters"
    last = len(cuts) - 2
    eras = []
    for i in range(len(cuts) - 1):
        if i < last:
            words = f"Before {wording.month(days[i + 1])}: not comparable, so without limits."
            eras.append(Era(days[i], days[i + 1], None, words))
        elif found.has_limits:
            first = wording.month(board.window.month(times.starts[found.baseline[0]]))
            words = f"Limits from {len(found.baseline)} {grain} since {first}."
            eras.append(Era(days[i], days[i + 1], centre, words))
        else:
            eras.append(Era(days[i], days[i + 1], None, f"No limits: {found.reason}."))
    return tuple(eras)
