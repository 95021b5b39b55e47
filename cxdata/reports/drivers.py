"""What does the score hang on? Key drivers of the relational NPS from the ratings beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics import drivers as metric
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.record.ratings import Ratings, ratings
from cxdata.reports import driver_words as said
from cxdata.reports import periods, places, scoring
from cxdata.reports.figures import Figure, Header, Sentence, Target
from cxdata.reports.page import Page
from cxdata.scope import Scope, View

Floats = NDArray[np.float64]

LEAST = 2  # ratings that can be held against one another
IMPORTANT, MINOR = "important", "minor"
MEND, LATER, KEEP, LEAVE, UNTOLD = "mend first", "mend later", "keep up", "leave as it is", ""
QUADRANT = {
    (IMPORTANT, "under"): MEND,
    (MINOR, "under"): LATER,
    (IMPORTANT, "over"): KEEP,
    (MINOR, "over"): LEAVE,
}


@dataclass(frozen=True)
class Driver:
    """A stage (or whatever a company's survey rates), with what goes with it.

    share     % of the explained variation, its interval low … high
    slope     NPS points that go with one more point of its rating, slope_low … slope_high
    rating    mean rating 0..10 of those counted, rating_low … rating_high
    place     '1st', '2nd to 4th'; '' where there are too few answers to rank
    figure    its own score from touchpoint surveys, and its distance to target; None where it is
              no stage or touchpoint, or has none
    across    where it stands from left to right: points from target, or the rating; None without
    across_low, across_high  likewise
    weight    'important' or 'minor' beside an equal share; '' where that cannot be told
    standing  'under' or 'over' the line; '' where that cannot be told
    quadrant  'mend first', 'keep up', 'mend later', 'leave as it is', or ''
    """

    id: str
    name: str
    owners: tuple[str, ...]
    share: float
    low: float
    high: float
    slope: float
    slope_low: float
    slope_high: float
    rating: float
    rating_low: float
    rating_high: float
    place: str
    figure: Figure | None
    target: Target | None
    across: float | None
    across_low: float | None
    across_high: float | None
    weight: str
    standing: str
    quadrant: str


@dataclass(frozen=True)
class DriversReport:
    """Key drivers of a view, the heaviest first.

    reason      why there are none, what is missing and by when it may be there; '' where there are
    n, asked, answered  answers that rate every driver; that rate any; all in the view
    r2          share of the variation explained, 0..1; None without drivers
    even        the share each would have if all weighed alike, %
    by_target   whether left to right is the distance to target (else the mean rating)
    line        where the vertical line stands
    fit, counted, caution, legend  the small sentences of the page
    """

    question: str
    verdict: Sentence
    reason: str
    drivers: tuple[Driver, ...]
    n: int
    asked: int
    answered: int
    r2: float | None
    even: float
    by_target: bool
    line: float
    ranked: bool
    fit: str
    counted: str
    caution: str
    legend: str
    header: Header
    notes: tuple[str, ...] = field(default=())


def drivers(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    told: Callable[[float], None] | None = None,
) -> DriversReport:
    """The key drivers of the relational NPS in a view's months.

    told    called with how far the work is, 0..1
    raises  NoRecord; Refused where nobody asks; BadInput on more filters than can be told apart
    """
    view = whole(view)
    page = Page.open(scope, snapshot, organisation, (view, periods.before(view)), view.since)
    held, dropped = _enough(ratings(snapshot, scope, view))
    may = bool(page.head.may(view)[0])
    found = metric.drivers(held.ratings, held.scores, told) if len(held.drivers) >= LEAST else None
    if not may or found is None or found.reason:
        reason = said.missing(page, held, found, may)
        return _without(page, held, reason, dropped)
    return _report(page, held, found, dropped)


def whole(view: View) -> View:
    """The same view of all departments and teams: a relational answer belongs to none of them."""
    return replace(view, departments=(), teams=())


def _enough(held: Ratings) -> tuple[Ratings, tuple[str, ...]]:
    """The ratings without those that few gave, where these alone stand in the way.

    Left out is what less than half as many rate as the most rated; nothing where it does not help.
    """
    if held.complete >= metric.SHOWN or len(held.drivers) <= LEAST:
        return held, ()
    given = (~np.isnan(held.ratings)).sum(axis=0)
    usual = np.flatnonzero(2 * given >= given.max()).tolist()
    names = tuple(held.drivers[i] for i in usual)
    kept = Ratings(names, held.scores, held.ratings[:, usual])
    if len(usual) < LEAST or kept.complete < metric.SHOWN:
        return held, ()
    return kept, tuple(id_ for id_ in held.drivers if id_ not in names)


def _report(
    page: Page, held: Ratings, found: metric.Drivers, dropped: tuple[str, ...]
) -> DriversReport:
    own = [_own(page, id_) for id_ in held.drivers]
    by_target = all(target is not None and target.distance is not None for _, target in own)
    half = _half(held)
    even = 100.0 / len(held.drivers)
    line = 0.0 if by_target else float(found.performance.mean())
    rated = np.stack([found.performance, found.performance - half, found.performance + half], 1)
    across = np.array([_from_target(*one) for one in own]) if by_target else rated
    weights = sides(np.stack([found.share, found.low, found.high], 1), even, (MINOR, IMPORTANT))
    stands = sides(across, line, ("under", "over"))
    if not found.ranked:
        weights = stands = [""] * len(own)
    rows = [
        _driver(page, found, i, held.drivers[i], own[i], rated[i], across[i], weights[i], stands[i])
        for i in np.argsort(-found.share, kind="stable").tolist()
    ]
    shown = tuple(rows)
    return DriversReport(
        question=said.QUESTION, verdict=said.verdict(shown, found.ranked), reason="",
        drivers=shown, n=found.n, asked=held.rating, answered=len(held.scores), r2=found.r2,
        even=even, by_target=by_target, line=line, ranked=found.ranked,
        fit=said.fit(found.r2), counted=said.counted(page, found.n, held), caution=said.CAUTION,
        legend=said.legend(by_target, even, found.ranked), header=said.header(page, found.method),
        notes=said.notes(page, dropped),
    )  # fmt: skip


def _driver(
    page: Page,
    found: metric.Drivers,
    i: int,
    id_: str,
    own: tuple[Figure | None, Target | None],
    rated: Floats,
    across: Floats,
    weight: str,
    standing: str,
) -> Driver:
    name, owners = said.named(page, id_)
    rating, rating_low, rating_high = np.round(rated, 1).tolist()
    at, at_low, at_high = across.tolist()
    return Driver(
        id=id_,
        name=name,
        owners=owners,
        share=float(found.share[i]),
        low=float(found.low[i]),
        high=float(found.high[i]),
        slope=float(found.slope[i]),
        slope_low=float(found.slope_low[i]),
        slope_high=float(found.slope_high[i]),
        rating=rating,
        rating_low=rating_low,
        rating_high=rating_high,
        place=said.place(found.rank_low[i], found.rank_high[i]),
        figure=own[0],
        target=own[1],
        across=at,
        across_low=at_low,
        across_high=at_high,
        weight=weight,
        standing=standing,
        quadrant=QUADRANT.get((weight, standing), UNTOLD),
    )


def _without(page: Page, held: Ratings, reason: str, dropped: tuple[str, ...]) -> DriversReport:
    return DriversReport(
        question=said.QUESTION, verdict=((said.CANNOT, True),), reason=reason, drivers=(),
        n=held.complete, asked=held.rating, answered=len(held.scores), r2=None, even=0.0,
        by_target=False, line=0.0, ranked=False, fit="", counted="", caution=said.CAUTION,
        legend="", header=said.header(page, metric.LMG), notes=said.notes(page, dropped),
    )  # fmt: skip


def _half(held: Ratings) -> Floats:
    """Half the 95 % interval of each mean rating, of those who rated everything."""
    complete = ~np.isnan(held.ratings).any(axis=1)
    rated = held.ratings[complete].astype(float)
    return np.asarray(1.96 * rated.std(axis=0, ddof=1) / np.sqrt(len(rated)))


def _own(page: Page, id_: str) -> tuple[Figure | None, Target | None]:
    """A stage's or touchpoint's own score from its surveys, and how far it is from target."""
    stages = {stage.id: stage for stage in page.organisation.stages}
    touchpoints = {one.id: one for one in page.organisation.touchpoints}
    if id_ in stages:
        kind, metric_, target = places.STAGE, stages[id_].metric, stages[id_].target
    elif id_ in touchpoints and touchpoints[id_].stage in stages:
        stage = stages[touchpoints[id_].stage]
        own = touchpoints[id_].target
        kind, metric_ = places.TOUCHPOINT, stage.metric
        target = stage.target if own is None else own
    else:
        return None, None
    board = page.boards[metric_].of(kind, id_)
    if not board.keys:
        return None, None
    figure = scoring.figure(metric_, board.over(page.view)[0], bool(board.may(page.view)[0]))
    return figure, scoring.target(figure, target)


def _from_target(figure: Figure | None, target: Target | None) -> tuple[float, float, float]:
    """Points from target with their interval; a point of a share (of 100) counts twice."""
    if figure is None or target is None:
        raise ValueError("a distance needs a figure and a target")
    step = 1.0 if figure.unit == "points" else 2.0
    ends = (figure.value, figure.low, figure.high)
    value, low, high = (step * ((end or 0.0) - target.value) for end in ends)
    return value, low, high


def sides(ends: Floats, line: float, names: tuple[str, str]) -> list[str]:
    """On which side of a line each of several lies; '' where that may be chance.

    ends    value, low, high of each (95 %), shape (rows, 3)
    names   of the sides under and over the line
    return  a name where the interval leaves the line out and it stands beside the others
            (Benjamini-Hochberg where over three)
    """
    value, low, high = ends.T
    error = (high - low) / (2 * 1.96)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = scoring.two_sided((value - line) / error)
    clear = ((low > line) | (high < line)) & scoring.standing(p)
    return [names[int(v > line)] if c else "" for v, c in zip(value, clear, strict=True)]
