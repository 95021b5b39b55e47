"""Is a move real? A Laney-type control chart of the NPS, with 'since when'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from cxdata.metrics.counts import Array, checked, ratio

Index = NDArray[np.intp]

LONGEST, SHORTEST = 18, 12  # periods of a baseline
IN_A_ROW = 8
FEW_A_MONTH = 40  # under this many answers a month, quarters tell more
BEYOND, ROW = "beyond limit", "8 in a row"


@dataclass(frozen=True)
class Chart:
    """A control chart; arrays of shape (periods,), NaN where there is nothing to show.

    value, n      NPS in points and answers of each period
    centre        the baseline's NPS in points, NaN without limits
    lower, upper  limits in points, within -100..+100
    z             distance from the centre in standard errors, overdispersion taken out
    run           how many periods in a row, up to this one, lie on its side of the centre
    signal        'beyond limit', '8 in a row' or None, as it was raised when the period was new
    since         index of the first period of the new level, None without a signal
    baseline      indices of the periods that the limits come from
    has_limits    False: the values alone can be shown
    reason        why there are no limits, '' where there are
    """

    value: Array
    n: Array
    centre: float
    lower: Array
    upper: Array
    z: Array
    run: Array
    signal: tuple[str | None, ...]
    since: int | None
    baseline: tuple[int, ...]
    has_limits: bool
    reason: str


@dataclass(frozen=True)
class Seasonality:
    """Month-of-year test: present where p < .01 and 36 months are there.

    p        of the chi-squared test on 11 degrees of freedom; NaN where there are too few months
    effect   points that each calendar month lies over the average, shape (12,), January first
    """

    present: bool
    p: float
    effect: Array


@dataclass(frozen=True)
class _Limits:
    """A baseline's centre and overdispersion, and every period measured in them (-1..+1)."""

    centre: float
    error: Array
    z: Array


def chart(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, breaks: Sequence[int] = ()
) -> Chart:
    """Control chart of periods in order; limits from the first 18 periods after the last break.

    promoters, passives, detractors  counts of each period, shape (periods,)
    breaks   indices of periods that start anew (the survey's wording changed): what lies before
             the last one is shown without limits
    return   Chart. Periods without answers are gaps: they neither signal nor end a run.
             The newest period is never in its baseline; a period that was judged by a baseline
             of 12 to 17 periods keeps the signal it raised then.
    raises   ValueError on negative counts or shapes that differ
    source   Laney 2002; floor of the overdispersion at 1 is ours (docs/deviations.md)
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n, start = p + s + d, max(breaks, default=0)
    live = np.flatnonzero((n > 0) & (np.arange(len(n)) >= start))
    size = min(LONGEST, len(live) - 1)
    reason = "" if size >= SHORTEST else _too_few(len(live))
    limits = None if reason else _limits(p, d, n, live[:size])
    if limits is None:
        return _plain(p, d, n, reason or "all answers of the baseline are alike")
    limits = _only(limits, live)
    signal = _signals(p, d, n, live)
    return Chart(
        value=100 * ratio(p - d, n),
        n=n,
        centre=100 * limits.centre,
        lower=np.maximum(100 * (limits.centre - 3 * limits.error), -100),
        upper=np.minimum(100 * (limits.centre + 3 * limits.error), 100),
        z=limits.z,
        run=_runs(limits.z),
        signal=signal,
        since=_since(ratio(p - d, n), limits.error, live, signal),
        baseline=tuple(int(i) for i in live[:size]),
        has_limits=True,
        reason="",
    )


def seasonality(
    promoters: ArrayLike, passives: ArrayLike, detractors: ArrayLike, months: ArrayLike
) -> Seasonality:
    """Does the calendar month move the score? Asked only of 36 months or more.

    promoters, passives, detractors  counts of each month in order, shape (months,)
    months   calendar month of each, 1..12
    """
    p, s, d = checked(promoters=promoters, passives=passives, detractors=detractors)
    n, month = p + s + d, np.asarray(months)
    live = np.flatnonzero(n > 0)
    unknown = Seasonality(False, np.nan, np.full(12, np.nan))
    if len(live) < 36 or len(np.unique(month[live])) < 12:
        return unknown
    limits = _limits(p, d, n, live)
    if limits is None:
        return unknown
    x, weight = ratio(p - d, n)[live], 1 / limits.error[live] ** 2
    held = np.bincount(month[live] - 1, weight, 12)
    level = np.bincount(month[live] - 1, weight * x, 12) / held
    effect = level - np.average(x, weights=weight)
    chance = float(special.chdtrc(11, (held * effect**2).sum()))
    return Seasonality(chance < 0.01, chance, 100 * effect)


def period_for(n_by_month: ArrayLike) -> str:
    """'month', or 'quarter' where the usual month since the first answer has under 40 answers."""
    (n,) = checked(n_by_month=n_by_month)
    since = n[int(np.argmax(n > 0)) :] if n.any() else n
    return "month" if len(since) and np.median(since) >= FEW_A_MONTH else "quarter"


def _too_few(periods: int) -> str:
    several = "" if periods == 1 else "s"
    return (
        f"{periods} period{several} with answers since the last break; "
        f"limits need {SHORTEST} and one more to judge"
    )


def _limits(p: Array, d: Array, n: Array, baseline: Index) -> _Limits | None:
    """Everything measured by a baseline; None where its answers are all alike."""
    held = n[baseline].sum()
    centre = float((p - d)[baseline].sum() / held)
    spread = float((p + d)[baseline].sum() / held) - centre**2
    if spread <= 1e-12:
        return None
    error = np.sqrt(spread * ratio(1.0, n))
    z = (ratio(p - d, n) - centre) / error
    wobble = max(1.0, float(np.abs(np.diff(z[baseline])).mean()) / 1.128)
    return _Limits(centre, error * wobble, z / wobble)


def _only(limits: _Limits, live: Index) -> _Limits:
    """Limits of the periods since the last break alone."""
    keep = np.isin(np.arange(len(limits.z)), live)
    error, z = (np.where(keep, part, np.nan) for part in (limits.error, limits.z))
    return _Limits(limits.centre, error, z)


def _runs(z: Array) -> Array:
    """Length of the run that each period ends; one on the centre line ends it, a gap does not."""
    run, side, length = np.full(len(z), np.nan), 0.0, 0
    for i in np.flatnonzero(~np.isnan(z)):
        here = float(np.sign(z[i]))
        length = length + 1 if here == side and here else int(here != 0)
        run[i], side = length, here
    return run


def _signals(p: Array, d: Array, n: Array, live: Index) -> tuple[str | None, ...]:
    """Each period judged by the baseline before it, as on the day when it was the newest."""
    signal: list[str | None] = [None] * len(n)
    for size in range(SHORTEST, min(LONGEST, len(live) - 1) + 1):
        limits = _limits(p, d, n, live[:size])
        if limits is None:
            continue
        z = _only(limits, live).z
        run = _runs(z)
        for i in live[size:] if size == LONGEST else live[size : size + 1]:
            signal[i] = BEYOND if abs(z[i]) > 3 else ROW if run[i] >= IN_A_ROW else None
    return tuple(signal)


def _since(x: Array, error: Array, live: Index, signal: tuple[str | None, ...]) -> int | None:
    """First period of the new level: the split of the periods up to the newest signal that
    sets the two sides furthest apart.
    """
    raised = [i for i, word in enumerate(signal) if word]
    if not raised:
        return None
    upto = live[live <= raised[-1]]
    value, weight = x[upto], 1 / error[upto] ** 2
    w1 = np.cumsum(weight)[:-1]
    w2 = weight.sum() - w1
    s1 = np.cumsum(weight * value)[:-1]
    apart = s1 / w1 - ((weight * value).sum() - s1) / w2
    gain = apart**2 / (1 / w1 + 1 / w2) / 2
    return int(upto[int(np.argmax(gain)) + 1])


def _plain(p: Array, d: Array, n: Array, reason: str) -> Chart:
    nothing = np.full(len(n), np.nan)
    return Chart(
        value=100 * ratio(p - d, n),
        n=n,
        centre=np.nan,
        lower=nothing,
        upper=nothing,
        z=nothing,
        run=nothing,
        signal=(None,) * len(n),
        since=None,
        baseline=(),
        has_limits=False,
        reason=reason,
    )
