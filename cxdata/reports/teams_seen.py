"""Which teams may be seen beside the departments and the whole that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cxdata.reports import hidden, places
from cxdata.reports.board import Board
from cxdata.reports.hidden import Mask
from cxdata.reports.page import Page
from cxdata.reports.weighting import Weighing


@dataclass(frozen=True)
class Ground:
    """What the comparison stands on.

    board   touchpoint NPS by set of places, each team's own answers among them (`own_key`)
    asked   eligible, invited and answered of each team in the period, by its id
    kept    ids of the teams that the filters keep
    seen    ids of the teams that may be shown
    weighing  where plain scores are to be weighted
    """

    page: Page
    board: Board
    asked: Mapping[str, tuple[int, int, int]]
    kept: frozenset[str]
    seen: frozenset[str]
    weighing: Weighing | None = None


def own_key(team: str) -> tuple[str, str]:
    """The key of a team's own answers on a board that is `crossed` with them."""
    return places.WITHIN, places.crossing("", team)


def seen(page: Page, board: Board) -> frozenset[str]:
    """Ids of the teams whose figures may be shown for the page's period.

    Of every total on the page (a department, the whole) the answers that no shown team within it
    holds are none or enough: totals less the teams that are seen reveal no hidden group.

    board   touchpoint NPS by set of places, each team's own answers among them
    """
    # A team with peers is shown by its own answers, one without by all that it answers for.
    teams = page.organisation.teams
    keys = {(own_key(t.id) if t.peers else (places.TEAM, t.id)): t.id for t in teams}
    at = [i for i, key in enumerate(board.keys) if key in keys]
    totals = [i for i, key in enumerate(board.keys) if key[0] in (places.WHOLE, places.DEPARTMENT)]
    may = board.may(page.view)
    shown = may[at]
    if board.holds is None or board.placed is None:
        raise ValueError("a board of sets of places is needed")
    since, until = board.window.place(page.view)
    n = board.placed[:, max(since, 0) : max(until, 0)].sum(axis=1)
    holds = board.holds[at]
    again = True
    while again:
        before = shown.copy()
        for total in totals:
            if may[total]:
                shown = _within(n, shown, holds, board.holds[total], page.minimum)
        again = bool((shown != before).any())
    return frozenset(keys[board.keys[i]] for i, ok in zip(at, shown, strict=True) if ok)


def _within(n: hidden.Ints, shown: Mask, holds: Mask, total: Mask, minimum: int) -> Mask:
    """The rows to show beside one total: only those inside it can be taken off it."""
    inside = ~(holds & ~total).any(axis=1)
    kept = hidden.beside_total(np.where(total, n, 0), shown & inside, holds, minimum)
    return np.where(inside, kept, shown)
