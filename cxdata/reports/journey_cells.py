"""The counts of the journey's map: touchpoints by months, parts of the company, or customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cxdata.errors import BadInput
from cxdata.reports import board, hidden, periods, places, wording
from cxdata.reports.board import Board
from cxdata.reports.hidden import Ints, Mask
from cxdata.reports.page import Page
from cxdata.reports.scoring import Tally
from cxdata.reports.wide import FILTERS, Wide
from cxdata.scope import View, month_after

MONTH, QUARTER = "month", "quarter"
SIZES = {MONTH: 1, QUARTER: 3}
PARTS = (places.DEPARTMENT, places.TEAM)
COLUMNS = (MONTH, QUARTER, *PARTS, *FILTERS)
USUAL = {MONTH: 13, QUARTER: 8}  # columns of time, unless the view is longer
MOST = 24  # columns that can stand side by side


@dataclass(frozen=True)
class Column:
    """A column before it is drawn.

    id, name   '2026-04' and 'Apr', or a member's; long is its name in a sentence
    now, then  its months and those it is compared with
    era        how many breaks lie before it: columns of different eras are not compared
    """

    id: str
    name: str
    long: str
    now: View
    then: View
    era: int


@dataclass(frozen=True)
class Counted:
    """Counts of every cell, rows as asked for.

    now, then     histograms, shape (rows, columns, 11); weighted ones hold what answers are worth
    may, before   which of them may be shown, shape (rows, columns)
    given         the answers that were given now, shape of `now`
    gone          what may be shown, but cannot be weighted; why is what most of them lack
    """

    columns: tuple[Column, ...]
    now: Tally
    then: Tally
    may: Mask
    before: Mask
    given: Ints
    gone: Mask
    why: str = ""


def columns_of_time(page: Page, by: str) -> tuple[Column, ...]:
    """Months or quarters up to the view's last, as far back as the window and the record reach."""
    size, view = SIZES[by], page.view
    first = max(page.wide.window.since, page.snapshot.span(page.scope)[0].replace(day=1))
    wanted = max(USUAL[by], -(-view.months // size))
    starts = [month_after(view.until, -size * i) for i in range(min(wanted, MOST), 0, -1)]
    found: list[Column] = []
    for start in (day for day in starts if day >= first or day == starts[-1]):
        now = replace(view, since=start, until=month_after(start, size))
        then = periods.before(now)
        era = periods.era(page.organisation, start)
        long = wording.period(now.since, now.until)
        found.append(Column(f"{start:%Y-%m}", _short(now, not found), long, now, then, era))
    return tuple(found)


Arrays = tuple[Ints, Ints, Mask, Mask]  # now, then, may, before of a metric


def counted(page: Page, by: str, rows: Sequence[tuple[str, str]], wide: Wide) -> Counted:
    """The counts of touchpoints by column.

    by      one of COLUMNS
    rows    touchpoint and metric of each row
    wide    the page's slice; with every member of `by` as a filter where that is one
    raises  BadInput on another dimension, or one with too many members
    """
    ids = [touchpoint for touchpoint, _ in rows]
    metrics = list(dict.fromkeys(metric for _, metric in rows))
    if by in SIZES:
        columns = columns_of_time(page, by)
        parts = [
            _over_time(page, board_of(page, m, page.wide, page.sets), ids, columns) for m in metrics
        ]
    elif by in PARTS:
        columns = _of_company(page, by)
        sets = met(page, by)
        parts = [_parted(page, board_of(page, m, page.wide, sets), ids, columns) for m in metrics]
    elif by in FILTERS:
        columns = _of_customers(page, by, wide)
        parts = [_customers(page, by, m, ids, columns, wide) for m in metrics]
    else:
        raise BadInput(f"'{by}' is no choice of columns; take one of: {', '.join(COLUMNS)}.")
    which = np.array([metrics.index(metric) for _, metric in rows], dtype=np.int64)
    place = np.arange(len(rows))
    now, then, may, before = (np.stack(part)[which, place] for part in zip(*parts, strict=True))
    return Counted(columns, now, then, may, before, now, np.zeros_like(may))


def alone(wide: Wide, dimension: str, member: str | None) -> Wide:
    """A slice as if one filter kept one member only, or (None) as if it were not set."""
    place = list(wide.filters).index(dimension)
    filters: dict[str, tuple[str, ...]] = dict(wide.filters)
    if member is None:
        del filters[dimension]
        kept = {s[:place] + s[place + 1 :]: c for s, c in wide.cores.items() if s[place] is None}
    else:
        filters[dimension] = (member,)
        kept = {s: c for s, c in wide.cores.items() if s[place] in (None, member)}
    return replace(wide, filters=filters, cores=kept)


def met(page: Page, by: str) -> places.Catalogue:
    """The page's sets, and what of each row every team or department met the customers of."""
    company, held = page.organisation, page.wide.places()
    teams = {d.id: company.teams_of(d.id) for d in company.departments}
    if by == places.TEAM:
        teams = {team.id: (team.id,) for team in company.teams}
    own = {id_: places.own(company, held, members) for id_, members in teams.items()}
    return places.crossed(page.sets, held, base(page), own, page.wide.answered)


def base(page: Page) -> str:
    """The kind of set that a row is: a touchpoint, or what a chosen part has of it."""
    return places.WITHIN if page.part else places.TOUCHPOINT


def board_of(page: Page, metric: str, wide: Wide, sets: places.Catalogue) -> Board:
    """Touchpoint answers to a metric's question, a row for each set of places."""
    if metric == "nps" and wide is page.wide and sets is page.sets:
        return page.boards[metric]
    return board.at_places(wide, sets, metric, page.minimum)


def _over_time(page: Page, found: Board, ids: list[str], columns: Sequence[Column]) -> Arrays:
    table = found.of(base(page), *ids)
    ends = ([c.now for c in columns], [c.then for c in columns])
    counts = (np.stack([table.over(view) for view in views], axis=1) for views in ends)
    may = (
        np.stack([table.may_beside_total(view, page.minimum) for view in views], axis=1)
        for views in ends
    )
    return next(counts), next(counts), next(may), next(may)


def _parted(page: Page, found: Board, ids: list[str], columns: Sequence[Column]) -> Arrays:
    """Touchpoints by departments or teams, beside the touchpoint's own total."""
    counts: list[list[Ints]] = [[], []]
    may: list[list[Mask]] = [[], []]
    for id_ in ids:
        held = found.of(base(page), id_).holds
        keys = [places.crossing(id_, column.id) for column in columns]
        row = found.of(places.WITHIN, *keys)
        if held is None or row.holds is None or row.placed is None:
            raise ValueError("the map's board must know its places")
        inside = replace(row, holds=row.holds[:, held[0]], placed=row.placed[held[0]])
        for i, view in enumerate((page.view, page.then)):
            counts[i].append(inside.over(view))
            may[i].append(inside.may_beside_total(view, page.minimum))
    return np.stack(counts[0]), np.stack(counts[1]), np.stack(may[0]), np.stack(may[1])


def _customers(
    page: Page, by: str, metric: str, ids: list[str], columns: Sequence[Column], wide: Wide
) -> Arrays:
    """Touchpoints by segment, channel or region: a filtered page a member, from one slice."""
    boards = [
        board_of(page, metric, alone(wide, by, column.id), page.sets).of(base(page), *ids)
        for column in columns
    ]
    counts, may = [], []
    for view in (page.view, page.then):
        now = np.stack([one.over(view) for one in boards], axis=1)
        some = np.stack([one.may(view) for one in boards], axis=1)
        n = now.sum(axis=-1)
        counts.append(now)
        may.append(
            np.stack([hidden.covered(*row, page.minimum) for row in zip(n, some, strict=True)])
        )
    return counts[0], counts[1], may[0], may[1]


def _of_company(page: Page, by: str) -> tuple[Column, ...]:
    """Departments, or the teams that are kept, in the organisation's order."""
    company = page.organisation
    teams = [(t.id, t.name) for t in company.teams if t.id in page.teams or not page.teams]
    found = [(d.id, d.name) for d in company.departments] if by == places.DEPARTMENT else teams
    return _few(page, by, found)


def _of_customers(page: Page, by: str, wide: Wide) -> tuple[Column, ...]:
    return _few(page, by, [(member, member or "not given") for member in wide.filters[by]])


def _few(page: Page, by: str, members: list[tuple[str, str]]) -> tuple[Column, ...]:
    if len(members) > MOST:
        raise BadInput(
            f"{len(members)} {by}s cannot stand side by side; choose up to {MOST} of them above."
        )
    return tuple(Column(id_, name, name, page.view, page.then, 0) for id_, name in members)


def _short(now: View, named: bool) -> str:
    """'Apr', and 'Jan 26' where a year begins or the axis does; 'Aug – Oct' for a quarter."""
    words = wording.period(now.since, now.until)
    name, _, year = words.rpartition(" ")
    return f"{name} {year[2:]}" if named or now.since.month <= now.months else name
