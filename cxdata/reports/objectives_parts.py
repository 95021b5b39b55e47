"""What each department did to an objective since it began: an exact split of its change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from cxdata.catalog import METRICS, NOT_GIVEN
from cxdata.metrics import bridge, course
from cxdata.organisation import Objective, Organisation
from cxdata.reports import hidden, objectives_words, scoring, wording
from cxdata.reports.board import Board
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.objectives_ground import LOOKED_BACK, Floats, Reading, mean, months_from
from cxdata.reports.page import Page
from cxdata.scope import month_after

NOBODY = "nobody's"
OTHERS = "others"
HEADLINE = (
    "The headline asks about everything together: no answer of it belongs to a department. How "
    "each department's touchpoints moved stands on the scorecard."
)


@dataclass(frozen=True)
class Part:
    """What one department (or team) did to the change of an objective's measure.

    moved    its whole part: own + share
    own      from its own score or figure, low … high; chance where 0 may be in it
    share    from having more or fewer of the answers or cases
    department  of a team; '' where the part is a department's
    """

    name: str
    moved: float
    own: float
    low: float
    high: float
    share: float
    chance: bool
    department: str = ""


def parts(page: Page, one: Objective, held: Reading, since: date) -> tuple[tuple[Part, ...], str]:
    """Parts that add up to the change between the objective's first months and the period."""
    if held.kind == "headline":
        return (), HEADLINE
    then = months_from(page, since)
    start, end = page.wide.window.place(page.view)
    if then < 0 or then + (end - start) > start:
        return (), f"Who moved it cannot be told: {_why(then, end - start)}."
    periods = ((then, then + end - start), (start, end))
    if held.rows is not None:
        return _of_teams(page, held, periods, one.start)
    if held.board is None:
        return (), ""
    return _of_departments(page, held.board, periods, one.start)


def _why(then: int, months: int) -> str:
    if then < 0:
        return "the record does not reach back to its start"
    if months == 1:
        return "it has only begun"
    return "the period reaches into its first months; a shorter one may not"


Spans = tuple[tuple[int, int], tuple[int, int]]


def _of_departments(
    page: Page, row: Board, periods: Spans, start: float
) -> tuple[tuple[Part, ...], str]:
    counts, _ = page.wide.by_place(row.metric)
    held = np.ones(len(counts), dtype=bool) if row.holds is None else row.holds[0]
    names = [_department(page.organisation, *place) for place in page.wide.places()]
    used = list(dict.fromkeys(n for n, kept in zip(names, held, strict=True) if kept))
    both = [
        np.stack([_gathered(counts, names, held, name, a, b) for name in used]) for a, b in periods
    ]
    both, used = _pooled(both, used, page.minimum)
    if not all(part.sum() >= page.minimum for part in both):
        return (), "Who moved it cannot be told: too few answers in its first months."
    split = [np.stack(_split(row.metric, part), axis=1) for part in both]
    found = bridge.two_factor(split[0], split[1])
    stood = scoring.figures(row.metric, both[0].sum(axis=0)[None], np.array([True]))[0]
    half = 0.5 if METRICS[row.metric].unit == "%" else 1.0
    told = _parts(used, half * found.mix, half * found.rate, half * found.rate_se)
    unit = "points" if half == 1.0 else "percentage points"
    change = wording.signed(half * found.change, 1)
    measured = float(stood.value or 0.0)
    then = _then(page, periods[0], measured, start, METRICS[row.metric].unit)
    return told, f"{then} {change} {unit}; the parts add up to that."


def _gathered(
    counts: Ints, names: Sequence[str], held: Mask, name: str, since: int, until: int
) -> Ints:
    kept = held & np.array([one == name for one in names], dtype=bool)
    return np.asarray(counts[kept, max(since, 0) : until].sum(axis=(0, 1)))


def _split(metric: str, counts: Ints) -> tuple[Ints, Ints, Ints]:
    top, middle, bottom = scoring.split(metric, counts)
    if METRICS[metric].unit == "%":
        return top, np.zeros_like(top), middle + bottom
    return top, middle, bottom


def _pooled(both: list[Ints], names: list[str], minimum: int) -> tuple[list[Ints], list[str]]:
    """Departments under the minimum in either period, and whoever covers them, in one row."""
    may = np.ones(len(names), dtype=bool)
    for part in both:
        n = part.sum(axis=1)
        may &= (n == 0) | (n >= minimum)
    for part in both:
        may = hidden.covered(part.sum(axis=1), may, minimum)
    if may.all():
        return both, names
    kept = [name for name, shown in zip(names, may, strict=True) if shown]
    pooled = [np.vstack([part[may], part[~may].sum(axis=0)]) for part in both]
    return pooled, [*kept, OTHERS]


def _of_teams(
    page: Page, held: Reading, periods: Spans, start: float
) -> tuple[tuple[Part, ...], str]:
    rows = held.rows
    assert rows is not None
    who = [
        _team(page.organisation, touchpoint, team)
        for touchpoint, team in zip(rows["touchpoint"], rows["team"], strict=True)
    ]
    names = list(dict.fromkeys(who))
    of = np.array([names.index(name) for name in who], dtype=np.int64)
    n, means = np.zeros((2, len(names))), np.zeros((2, len(names)))
    for i, (a, b) in enumerate(periods):
        inside = (rows["month"] >= a) & (rows["month"] < b)
        for j in range(len(names)):
            mask = inside & (of == j)
            n[i, j] = rows["n"][mask].sum()
            means[i, j] = mean(rows, mask) if n[i, j] else 0.0
    if not n.sum(axis=1).all():
        return (), "Who moved it cannot be told: no figures of its first months."
    found = course.parts(n[0], means[0], n[1], means[1])
    weight = (n[0] / n[0].sum() + n[1] / n[1].sum()) / 2
    errors = np.array([_error(rows, of == j, periods) for j in range(len(names))])
    told = _parts([name for name, _ in names], found.mix, found.rate, weight * errors,
                  [home for _, home in names])  # fmt: skip
    change = wording.signed(found.change, 1)
    unit = "percentage points" if held.unit == "%" else held.unit
    stood = float((n[0] * means[0]).sum() / n[0].sum())
    then = _then(page, periods[0], stood, start, held.unit)
    return told, f"{then} {change} {unit}; the teams' parts add up to that."


def _then(page: Page, first: tuple[int, int], stood: float, start: float, unit: str) -> str:
    """Where it stood by the record when it began, beside the start that was declared."""
    begin = page.wide.window.since
    when = wording.period(month_after(begin, first[0]), month_after(begin, first[1]))
    measured, declared = (objectives_words.valued(value, unit) for value in (stood, start))
    # A declared start is an aim's, and need not be what the record has: readers subtract it.
    beside = "" if measured == declared else f", where {declared} was declared as its start"
    return f"In its first months, {when}, the record has {measured}{beside}. Since then it moved"


def _error(rows: Mapping[str, Any], mask: Mask, periods: Spans) -> float:
    """Standard error of a team's change, from what its months differ by themselves."""
    last, months = periods[1][1], periods[1][1] - periods[1][0]
    values = [
        mean(rows, mask & (rows["month"] == m)) for m in range(max(last - LOOKED_BACK, 0), last)
    ]
    found = course.level(0.0, values, months)
    return float(found.high / 1.96 * np.sqrt(2.0))


def _parts(
    names: Sequence[str],
    mix: Floats,
    rate: Floats,
    errors: Floats,
    homes: Sequence[str] = (),
) -> tuple[Part, ...]:
    """Largest part first; which stand is judged side by side."""
    with np.errstate(divide="ignore", invalid="ignore"):
        p = scoring.two_sided(np.where(errors > 0, rate / errors, np.nan))
    stand = scoring.standing(p) & (p < 0.05)
    told = [
        Part(name, float(m + r), float(r), float(r - 1.96 * e), float(r + 1.96 * e), float(m),
             not s, home)
        for name, m, r, e, s, home in zip(names, mix, rate, np.nan_to_num(errors), stand.tolist(),
                                          homes or [""] * len(names), strict=True)
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda part: -abs(part.moved)))


def _department(organisation: Organisation, touchpoint: str, team: str) -> str:
    """Whose answers of a place are: the team's department, else the touchpoint's owner."""
    names = {d.id: d.name for d in organisation.departments}
    own = next((t.department for t in organisation.teams if t.id == team), None)
    if own is not None:
        return names[own]
    owners = organisation.owners_of(touchpoint)
    return owners[0].name if owners else NOBODY


def _team(organisation: Organisation, touchpoint: str, team: str) -> tuple[str, str]:
    """A team's name and its department's."""
    home = _department(organisation, touchpoint, team)
    named = next((t for t in organisation.teams if t.id == team), None)
    if named is not None:
        return named.name, home
    if team != NOT_GIVEN:
        return team, home
    return "no team given", home
