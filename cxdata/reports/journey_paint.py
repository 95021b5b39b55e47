"""The cells of the journey's map: their figures, what stands out, and how each is coloured."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cxdata.catalog import METRICS, TOUCHPOINT
from cxdata.metrics import rows as side_by_side
from cxdata.metrics import shrink as drawn
from cxdata.metrics.scores import steady_variance
from cxdata.reports import places, scoring, wording
from cxdata.reports.figures import Change, Figure, Target
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.invitations import Invitations
from cxdata.reports.journey_cells import MONTH, SIZES, Counted
from cxdata.reports.page import Page
from cxdata.reports.periods import break_between
from cxdata.reports.scoring import Tally
from cxdata.reports.weighting import NOT
from cxdata.scope import View

SCORE, CHANGE, TARGET, VOLUME, RESPONSE = "score", "change", "target", "volume", "response"
COLOURS = (SCORE, CHANGE, TARGET, VOLUME, RESPONSE)
STEPS = (6.0, 16.0, 26.0)  # points from the middle at which the colour deepens
SHARES = (0.25, 0.5, 0.75)  # of the largest, for what has no middle
RATE = 0.10  # of the outlined cells of a map, at most this share is chance
FEW = 10  # answers under which a cell is hatched

Metrics = tuple[tuple[str, str], ...]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cell:
    """A touchpoint in a column.

    figure    its score, or why there is none; change against the period before
    shrunk    the score as the colour takes it, drawn to the grand mean; None without a figure
    target    how far it lies from its target; None where there is none
    response  share of those asked who answered, 0..1; None where it is not known, or where the
              colour tells something else
    outlined  it stands out from the rest of its row
    under     it stands out below the rest
    text      what is printed, by the colour asked for
    tint      -3 … +3 of the diverging palette; for volume and response 0 … 3 of one colour
    few       under 10 answers
    """

    figure: Figure
    change: Change
    shrunk: float | None
    target: Target | None
    response: float | None
    outlined: bool
    under: bool
    text: str
    tint: int
    few: bool


def painted(
    page: Page, found: Counted, metrics: Metrics, by: str, colour: str
) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a map, rows as in `metrics`."""
    figures = _figures(found, metrics)
    changes = _changes(page, found, metrics)
    stands = standing(found, metrics, rate(by))
    shrunk, distance = drawn_to_the_middle(page, found, metrics)
    nothing = np.full(found.may.shape, np.nan)
    asked = responses(page, found, metrics, by) if colour == RESPONSE else nothing
    reach = _Reach(colour, distance, max((f.n or 0 for row in figures for f in row), default=0),
                   float(np.nanmax(asked, initial=0.0)))  # fmt: skip
    goals = [_target(page, id_, metric) for id_, metric in metrics]
    grid = []
    for r, c in np.ndindex(*found.may.shape):
        figure, change = figures[r][c], changes[r][c]
        known = figure.value is not None
        target = scoring.target(figure, goals[r])
        response = _known(float(asked[r, c])) if known else None
        cell = Cell(
            figure=figure,
            change=change,
            shrunk=_known(float(shrunk[r, c])) if known else None,
            target=target,
            response=response,
            outlined=bool(stands.stands[r, c]),
            under=bool(stands.stands[r, c] and stands.gap[r, c] < 0),
            text=_text(colour, figure, change, target, response),
            tint=reach.tint((r, c), figure, change, target, response),
            few=known and (figure.n or 0) < FEW,
        )
        grid.append(cell)
    width = len(found.columns)
    return tuple(tuple(grid[r * width : (r + 1) * width]) for r in range(len(metrics)))


def _figures(found: Counted, metrics: Metrics) -> list[tuple[Figure, ...]]:
    """The figure of every cell, by row."""
    width, rows = found.may.shape[1], np.array([m for _, m in metrics])
    told: dict[int, tuple[Figure, ...]] = {}
    for metric in dict.fromkeys(rows.tolist()):
        which = np.flatnonzero(rows == metric)
        cells = scoring.figures(metric, found.now[which].reshape(-1, 11), found.may[which].ravel())
        told |= {int(r): cells[i * width : (i + 1) * width] for i, r in enumerate(which)}
    return [
        tuple(given(told[r][c], found, (r, c)) for c in range(width)) for r in range(len(metrics))
    ]


def given(figure: Figure, found: Counted, at: tuple[int, int]) -> Figure:
    """The figure with the answers that were given, however they were weighted, or why not."""
    if found.gone[at] and figure.value is None:
        return replace(figure, note=NOT)
    return figure if figure.value is None else replace(figure, n=int(found.given[at].sum()))


def rate(by: str) -> float:
    """The share of outlined cells that may be chance: months leave a half of it to quarters."""
    return RATE / 2 if by == MONTH else RATE


def standing(found: Counted, metrics: Metrics, rate: float = RATE) -> side_by_side.Standing:
    """Each cell against the rest of its row; what lies before a break is not looked at."""
    newest = found.columns[-1].era if found.columns else 0
    same = np.array([column.era == newest for column in found.columns], dtype=bool)
    return side_by_side.standing(*_split(found.now, found.may & same, metrics), rate)


def drawn_to_the_middle(page: Page, found: Counted, metrics: Metrics) -> tuple[Floats, Floats]:
    """Each cell's score drawn to the grand mean, and its distance from the colour's middle.

    return  in the unit of each row; in points of -100..+100. The middle is the grand mean where
            all rows are of one measure, else each row's own target.
    """
    top, middle, bottom = _split(found.now, found.may, metrics)
    n = top + middle + bottom
    one = np.asarray(
        steady_variance(*(part.sum(axis=-1, keepdims=True) for part in (top, middle, bottom)))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        score, error = 100 * (top - bottom) / n, 1e4 * one / n
    share = np.array([METRICS[m].unit == "%" for _, m in metrics])[:, None]
    goals = [_target(page, id_, m) for id_, m in metrics]
    aims = np.array([np.nan if g is None else g for g in goals], dtype=float)[:, None]
    aims = np.where(share, 2 * aims - 100, aims)
    mixed = len({m for _, m in metrics}) > 1
    base = np.where(np.isnan(aims), 0.0, aims) if mixed else np.zeros_like(aims)
    from_base = score - base
    held = np.isfinite(from_base)
    if not held.any():
        return score, score
    fit = drawn.shrink(
        np.where(held, from_base, np.nan).reshape(-1), np.where(held, error, 1.0).reshape(-1)
    )
    near = fit.estimate.reshape(score.shape)
    centre = 0.0 if mixed else float(fit.centre)
    value = near + base
    return np.where(share, (value + 100) / 2, value), near - centre


def responses(page: Page, found: Counted, metrics: Metrics, by: str) -> Floats:
    """Share of those asked who answered, by cell; NaN where invitations do not tell."""
    reach = [c.now for c in found.columns] or [page.view]
    months = View(min(v.since for v in reach), max(v.until for v in reach))
    every = Invitations.of(page.snapshot.invitations(page.scope, months))
    kept = every.only(every.having("kind", (TOUCHPOINT,)))
    if page.part:
        kept = kept.only(kept.having("team", page.teams))
    ids = [id_ for id_, _ in metrics]
    rates = np.full((len(metrics), len(found.columns)), np.nan)
    for c, column in enumerate(found.columns):
        inside = kept.within(column.now)
        if by not in SIZES:
            inside = inside.only(_of(page, inside, by, column.id))
        invited, answered = inside.by("touchpoint", ids)[:, 1:].T
        with np.errstate(divide="ignore", invalid="ignore"):
            rates[:, c] = np.where(answered <= invited, answered / invited, np.nan)
    return rates


def _of(page: Page, asked: Invitations, by: str, member: str) -> Mask:
    """The invitations of a column's member."""
    if by == places.DEPARTMENT:
        return asked.having("team", page.organisation.teams_of(member))
    return asked.having(by, (member,))


def _split(counts: Tally, may: Mask, metrics: Metrics) -> tuple[Ints, Ints, Ints]:
    """Favourable, middle and unfavourable answers of what may be shown; shares have no middle."""
    shown = np.where(may[..., None], counts, 0)
    parts = []
    for row, (_, metric) in zip(shown, metrics, strict=True):
        top, middle, bottom = scoring.split(metric, row)
        share = METRICS[metric].unit == "%"
        parts.append((top, 0 * middle, middle + bottom) if share else (top, middle, bottom))
    top, middle, bottom = np.moveaxis(np.array(parts).reshape(len(metrics), 3, may.shape[1]), 1, 0)
    return top, middle, bottom


def _changes(page: Page, found: Counted, metrics: Metrics) -> list[tuple[Change, ...]]:
    """Each cell against the period before, all judged side by side."""
    apart = [break_between(page.organisation, c.now, c.then) is not None for c in found.columns]
    may = found.may & found.before & ~np.array(apart, dtype=bool)
    moved = np.full((4, *may.shape), np.nan)
    for metric in {m for _, m in metrics}:
        rows = np.array([m == metric for _, m in metrics])
        now, then = (part[rows].reshape(-1, 11) for part in (found.now, found.then))
        one = scoring.moves(metric, now, then, may[rows].reshape(-1))
        parts = (one.value, one.low, one.high, one.p)
        moved[:, rows] = np.stack(parts).reshape(4, int(rows.sum()), may.shape[1])
    told = scoring.changes(scoring.Moves(*moved.reshape(4, -1)))
    width = len(found.columns)
    return [told[r * width : (r + 1) * width] for r in range(len(metrics))]


def _target(page: Page, touchpoint: str, metric: str) -> float | None:
    """A touchpoint's own target, else its stage's; None where that is of another measure."""
    stage = page.organisation.stage_of(touchpoint)
    if stage is None or stage.metric != metric:
        return None
    own = next(t.target for t in page.organisation.touchpoints if t.id == touchpoint)
    return stage.target if own is None else own


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _text(
    colour: str, figure: Figure, change: Change, target: Target | None, response: float | None
) -> str:
    if figure.value is None or colour == SCORE:
        return figure.text
    if colour == VOLUME:
        return f"{figure.n:,}"
    if colour == RESPONSE:
        return "–" if response is None else wording.share(response)
    gap = change.value if colour == CHANGE else target.distance if target else None
    return "–" if gap is None else wording.signed(gap)


@dataclass(frozen=True)
class _Reach:
    """What the steps of a colour are measured by.

    distance  points from the middle, shape (rows, columns)
    largest   answers of the fullest cell; most the highest share that answered
    """

    colour: str
    distance: Floats
    largest: int
    most: float

    def tint(
        self,
        place: tuple[int, int],
        figure: Figure,
        change: Change,
        target: Target | None,
        response: float | None,
    ) -> int:
        """The step of a cell's colour; nothing that may be chance is coloured."""
        if figure.value is None or figure.n is None:
            return 0
        if self.colour == VOLUME:
            return _part(figure.n / max(self.largest, 1))
        if self.colour == RESPONSE:
            return _part(response / self.most) if response else 0
        if self.colour == SCORE:
            return _step(float(self.distance[place]))
        scale = 2 if figure.unit == "%" else 1
        if self.colour == CHANGE:
            return _sure(change.value, scale) if change.verdict in ("up", "down") else 0
        if target is None or target.beyond == "level":
            return 0
        return _sure(target.distance, scale)


def _step(distance: float) -> int:
    if not np.isfinite(distance):
        return 0
    size = sum(abs(distance) >= end for end in STEPS)
    return size if distance > 0 else -size


def _sure(distance: float | None, scale: int) -> int:
    """At least one step for what is more than chance, however small."""
    if not distance:
        return 0
    return _step(scale * distance) or (1 if distance > 0 else -1)


def _part(share: float) -> int:
    return sum(share >= end for end in SHARES)
