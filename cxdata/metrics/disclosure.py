"""Which figures may be shown, so that no subtraction gives away a group under the minimum.

Suppress counts first and compute scores only of what is left. What an attacker has: every visible
cell, every visible total, and subtraction. What must not come out: the answers of a group of
1 .. minimum-1 people. An empty group is shown as empty: there is nobody to protect.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from cxdata.catalog import MINIMUM_GROUP
from cxdata.metrics.counts import Array, Mask, checked

Codes = NDArray[np.int64]
_OPEN = 2**30  # a pipe that never fills


@dataclass(frozen=True)
class Hidden:
    """What must not be shown of a table and its totals.

    cells    mask in the shape of the table
    rows     mask of the row totals, shape (rows,); for a list (1-D) an empty array
    columns  mask of the column totals, shape (columns,); for a list an empty array
    total    must the grand total be hidden?
    """

    cells: Mask
    rows: Mask
    columns: Mask
    total: bool


def suppress(n: ArrayLike, minimum: int = MINIMUM_GROUP) -> Mask:
    """Cells to hide, where the totals that `totals` allows are shown beside them.

    n        answers of each cell, shape (k,) or (rows, columns), whole numbers >= 0
    return   mask of the same shape, True = hide; too small (1 .. minimum-1) or needed to
             cover a cell that is
    raises   ValueError on negative or fractional counts and on more than two axes
    """
    return totals(n, minimum).cells


def totals(n: ArrayLike, minimum: int = MINIMUM_GROUP) -> Hidden:
    """Cells AND totals to hide: `suppress`, with what it takes for granted about the totals.

    In a table whose rows and columns all hold `minimum` answers or more every total may be shown.
    """
    (counts,) = checked(n=n)
    if counts.ndim not in (1, 2) or np.any(counts != np.floor(counts)):
        raise ValueError(f"a list or a table of whole counts is needed, not shape {counts.shape}")
    if counts.ndim == 1:
        none = np.zeros(0, dtype=bool)
        return Hidden(_line(counts, minimum), none, none, _small(counts.sum(), minimum))
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    if _small(counts.sum(), minimum):
        return Hidden(counts > 0, rows > 0, columns > 0, True)
    no_row, no_column = _line(rows, minimum), _line(columns, minimum)
    return Hidden(_cover(counts, no_row, no_column, minimum), no_row, no_column, False)


def blocks(n_by_month: ArrayLike, minimum: int = MINIMUM_GROUP) -> Codes:
    """Consecutive months grouped into runs of at least `minimum` answers.

    Where periods are chosen freely, choose whole blocks: the difference of any two such ranges is
    then empty or holds `minimum` answers or more. What is left at the end joins the last run.
    n_by_month  answers of each month in order, shape (months,)
    return      block number of each month, 0, 1, 2, …; all 0 where there are too few in all
                (then `suppress` hides the one group there is)
    """
    (counts,) = checked(n=n_by_month)
    block = np.zeros(len(counts), dtype=np.int64)
    held, number = 0.0, 0
    for month, answers in enumerate(counts):
        block[month] = number
        held += answers
        if held >= minimum:
            held, number = 0.0, number + 1
    return np.minimum(block, max(number - 1, 0))


def snap(block: ArrayLike, since: int, until: int) -> tuple[int, int]:
    """The smallest run of whole blocks that holds the months since <= month < until."""
    numbers = np.asarray(block)
    inside = numbers[since:until]
    if not len(inside):
        return since, since
    first = int(np.searchsorted(numbers, inside[0], side="left"))
    return first, int(np.searchsorted(numbers, inside[-1], side="right"))


def _small(n: float, minimum: int) -> bool:
    return bool(0 < n < minimum)


def _line(n: Array, minimum: int) -> Mask:
    """Hidden cells of a list whose total is shown: their sum must not be small itself.

    Nor may it be as small as their number: empty cells are shown, so each hidden one holds at
    least 1, and five hidden cells with 5 answers in all would hold exactly 1 each (which stays so
    only where every answer there is lies in such cells; their number is all that it tells).
    """
    hidden = (n > 0) & (n < minimum)
    if not hidden.any() or _small(float(n.sum()), minimum):
        return hidden
    for cell in np.argsort(n, kind="stable"):
        if hidden.sum() > 1 and n[hidden].sum() >= max(minimum, hidden.sum() + 1):
            break
        hidden[cell] |= n[cell] > 0
    return hidden


def _cover(n: Array, no_row: Mask, no_column: Mask, minimum: int) -> Mask:
    """Hidden cells of a table; every small one ends up in no derivable group under the minimum.

    Hidden cells are the edges of a graph between rows and columns. What follows from the totals
    are sums over stars of vertices, and the smallest derivable group that holds a cell is the
    minimum cut between its row and its column (an arc back is open: a column's total can only be
    taken off where its rows were counted). Each small cell in turn: hide the smallest cell that
    widens its cut, until the cut holds the minimum. Rows (columns) whose totals are hidden are
    known only together: one vertex.
    """
    row, column = _merged(no_row), _merged(no_column)
    hidden = (n > 0) & (n < minimum)
    for r, c in np.argwhere(hidden):
        while True:
            near_row, near_column = _near(n, hidden, (row, column), (row[r], column[c]), minimum)
            if near_row[row[r]] == near_column[column[c]]:
                break
            hidden[_widening(n, hidden, near_row[row], near_column[column])] = True
    return hidden


def _merged(hidden_total: Mask) -> Codes:
    """Vertex of each line: its own, or the one that all lines without a total share."""
    first = int(np.argmax(hidden_total))
    return np.where(hidden_total, first, np.arange(len(hidden_total)))


def _near(
    n: Array, hidden: Mask, vertex: tuple[Codes, Codes], ends: tuple[int, int], minimum: int
) -> tuple[Mask, Mask]:
    """Rows and columns on the near side of the minimum cut between a row and a column.

    Everything is near where the cut holds the minimum.
    """
    rows, columns = n.shape
    r, c = np.nonzero(hidden)
    start, end = vertex[0][r], rows + vertex[1][c]
    room = np.zeros((rows + columns, rows + columns), dtype=np.int32)
    np.add.at(room, (start, end), np.minimum(n[r, c], minimum).astype(np.int32))
    room[end, start] = _OPEN
    source, sink = int(ends[0]), rows + int(ends[1])
    flow = maximum_flow(csr_array(room), source, sink)
    reached = np.ones(rows + columns, dtype=bool)
    if flow.flow_value < minimum:
        left = csr_array((room - flow.flow.toarray() > 0).astype(np.int32))
        order = breadth_first_order(left, source, return_predecessors=False)
        reached = np.isin(np.arange(rows + columns), order)
    return reached[:rows], reached[rows:]


def _widening(n: Array, hidden: Mask, near_row: Mask, near_column: Mask) -> tuple[int, int]:
    """The smallest visible cell across the cut, in either direction; an empty one only at last."""
    across = ~hidden & (near_row[:, None] != near_column[None, :])
    if not across.any():
        raise RuntimeError("nothing left to hide, yet a small group follows from the totals")
    size = np.where(across, np.where(n > 0, n, n.sum()), np.inf)
    r, c = np.unravel_index(np.argmin(size), n.shape)
    return int(r), int(c)
