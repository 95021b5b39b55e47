"""Are we on course together? Shared objectives, where each stands, and who moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from cxdata.metrics import compare, course
from cxdata.metrics.scores import Estimate
from cxdata.organisation import Objective, Organisation
from cxdata.record import Snapshot
from cxdata.reports import objectives_parts, objectives_words, periods, scoring
from cxdata.reports.figures import Header, Sentence
from cxdata.reports.objectives_ground import Reading, of_measure, of_score
from cxdata.reports.objectives_parts import Part
from cxdata.reports.page import Page
from cxdata.scope import Scope, View, month_after

QUESTION = "Are we on course together?"
REACHED, COURSE, BEHIND, OPEN, UNKNOWN, AHEAD = (
    *("reached", "on course", "behind", "cannot be told yet", "not known", "not begun"),
)


@dataclass(frozen=True)
class Aim:
    """A shared objective and where it stands.

    measured  what it is measured by, in words; unit '%', 'points' or the measure's own
    value, low, high  in the period, with its 95 % interval; None where not known
    path      where the straight way from start to goal is in the middle of the period
    standing  'reached', 'on course', 'behind', 'cannot be told yet', 'not begun' or 'not known'
    words     where it stands, in a sentence; drawn from what the value is drawn
    parts     what each department (of an operational measure: each team) moved since it began
    parts_words  what they are, or why there are none
    """

    name: str
    sponsor: str
    measured: str
    unit: str
    start: float
    goal: float
    since: date
    by: date
    value: float | None
    low: float | None
    high: float | None
    path: float
    standing: str
    words: str
    drawn: str
    parts: tuple[Part, ...]
    parts_words: str


@dataclass(frozen=True)
class Objectives:
    """The page and the scorecard's card: scoped, suppressed, and in words."""

    question: str
    verdict: Sentence
    aims: tuple[Aim, ...]
    notes: tuple[str, ...]
    header: Header


def report(scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View) -> Objectives:
    """Every objective at a period, of the whole company whatever is filtered.

    raises  NoRecord; Refused where nobody asks
    """
    whole = View(view.since, view.until)
    first = snapshot.span(scope)[0].replace(day=1)
    page = Page.open(scope, snapshot, organisation, (whole, periods.before(whole)), first)
    read = page.snapshot.measures(scope, View(page.wide.window.since, whole.until))
    found = []
    for one in organisation.objectives:
        held = of_measure(page, read, one) or of_score(page, one)
        found.append((one, held))
    aims = _judged(page, found)
    narrowed = whole != replace(view, weighted=False)
    return Objectives(
        question=QUESTION,
        verdict=objectives_words.verdict(aims),
        aims=aims,
        notes=objectives_words.notes(aims, narrowed),
        header=page.header("Shared objectives", objectives_words.DEFINITION),
    )


def _judged(page: Page, found: Sequence[tuple[Objective, Reading]]) -> tuple[Aim, ...]:
    """Where each stands; over three side by side pass Benjamini-Hochberg."""
    paths = [_path(one, page.view) for one, _ in found]
    p = np.array(
        [_chance(held.estimate, at) for (_, held), at in zip(found, paths, strict=True)],
        dtype=float,
    )
    stand = scoring.standing(p) if len(p) else np.zeros(0, dtype=bool)
    told = zip(found, paths, stand.tolist(), strict=True)
    return tuple(_aim(page, one, held, at, stands) for (one, held), at, stands in told)


def _aim(page: Page, one: Objective, held: Reading, path: float, stands: bool) -> Aim:
    since = began(one)
    standing = _standing(one, held.estimate, path, stands, page.view)
    parts, words = objectives_parts.parts(page, one, held, since)
    value, low, high = _known(held.estimate)
    aim = Aim(one.name, one.sponsor, held.name, held.unit, one.start, one.goal, since, one.by,
              value, low, high, path, standing, "", held.drawn, parts, words)  # fmt: skip
    return replace(aim, words=objectives_words.standing(aim, held.why))


def began(one: Objective) -> date:
    """The day on which an objective stood at its start."""
    if one.since is not None:
        return one.since
    day = one.by.replace(day=1)
    return month_after(day, -12).replace(day=min(one.by.day, 28))


def _path(one: Objective, view: View) -> float:
    """The straight way's value in the middle of the period, which its mean is held against."""
    since = began(one)
    middle = view.since.toordinal() + (view.until.toordinal() - view.since.toordinal()) / 2
    share = (middle - since.toordinal()) / (one.by.toordinal() - since.toordinal())
    return course.path(one.start, one.goal, share)


def _chance(estimate: Estimate | None, path: float) -> float:
    if estimate is None or not np.isfinite(estimate.low):
        return float("nan")
    return float(compare.against_target(estimate, path).p)


def _standing(
    one: Objective, estimate: Estimate | None, path: float, stands: bool, view: View
) -> str:
    if estimate is None or not np.isfinite(estimate.value):
        return UNKNOWN
    if view.until <= began(one):
        return AHEAD
    if not np.isfinite(estimate.low):
        return OPEN
    up = one.goal > one.start
    worst, best = (estimate.low, estimate.high) if up else (-estimate.high, -estimate.low)
    goal, way = (one.goal, path) if up else (-one.goal, -path)
    if worst >= goal:
        return REACHED
    if not stands:
        return OPEN
    return COURSE if worst >= way else BEHIND if best < way else OPEN


def _known(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    if estimate is None or not np.isfinite(estimate.value):
        return None, None, None
    if not np.isfinite(estimate.low):
        return float(estimate.value), None, None
    return float(estimate.value), float(estimate.low), float(estimate.high)
