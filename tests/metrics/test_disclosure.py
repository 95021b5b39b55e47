"""An attacker has every visible figure and subtraction; no small group may come out."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cxdata.metrics import disclosure

SMALL = st.integers(0, 14)
LISTS = st.lists(SMALL, min_size=1, max_size=9)
TABLES = st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=SMALL)
)


def visible_sets(n: np.ndarray, hidden: disclosure.Hidden) -> np.ndarray:
    """Each visible figure as the 0/1 set of the table's cells that it counts."""
    rows, columns = n.shape
    sets = [np.arange(n.size) == i for i in np.flatnonzero(~hidden.cells.ravel())]
    grid = np.arange(n.size).reshape(n.shape)
    sets += [np.isin(grid.ravel(), grid[r]) for r in range(rows) if not hidden.rows[r]]
    sets += [np.isin(grid.ravel(), grid[:, c]) for c in range(columns) if not hidden.columns[c]]
    if not hidden.total:
        sets.append(np.ones(n.size, dtype=bool))
    return np.array(sets, dtype=float).reshape(-1, n.size)


def derivable_sizes(n: np.ndarray, hidden: disclosure.Hidden) -> set[int]:
    """Answers of every group of cells that adding and subtracting visible figures gives."""
    known = visible_sets(n, hidden)
    _, values, axes = np.linalg.svd(known, full_matrices=True)
    unknown = axes[(values > 1e-9).sum() :]  # directions that no visible figure sees
    groups = (np.arange(2**n.size)[:, None] >> np.arange(n.size)) & 1
    seen = np.abs(groups @ unknown.T).max(axis=1, initial=0) < 1e-7
    return {int(size) for size in groups[seen] @ n.ravel()}


@given(TABLES)
@settings(max_examples=150, deadline=None)
def test_no_subtraction_in_a_table_gives_a_small_group(n: np.ndarray) -> None:
    sizes = derivable_sizes(n, disclosure.totals(n, 5))
    assert not sizes & {1, 2, 3, 4}


def test_the_attack_finds_what_a_naive_mask_leaves_open() -> None:
    """The check above can fail: hiding the small cell alone, its row gives it away."""
    n = np.array([[3, 20], [15, 18]])
    nothing = np.zeros(2, dtype=bool)
    naive = disclosure.Hidden(n < 5, nothing, nothing, False)
    assert 3 in derivable_sizes(n, naive)


@given(LISTS, st.integers(2, 10))
def test_no_subtraction_in_a_list_gives_a_small_group(n: list[int], minimum: int) -> None:
    counts = np.array(n)
    hidden = disclosure.totals(counts, minimum)
    assert not np.any(~hidden.cells & (counts > 0) & (counts < minimum))
    rest = counts[hidden.cells].sum()
    if not hidden.total and hidden.cells.any():
        assert rest >= minimum
        assert hidden.cells.sum() >= 2
        everything = np.array_equal(hidden.cells, counts > 0)
        assert everything or rest > hidden.cells.sum(), "each hidden cell would hold exactly one"


@given(LISTS)
def test_a_list_without_small_groups_is_shown_whole(n: list[int]) -> None:
    counts = np.array(n) + 5
    assert not disclosure.suppress(counts, 5).any()
    assert not disclosure.suppress(np.stack([counts, counts]), 5).any()


def test_a_small_group_takes_the_next_smallest_with_it() -> None:
    assert disclosure.suppress([3, 40, 12, 0]).tolist() == [True, False, True, False]


def test_an_empty_group_is_shown_as_empty() -> None:
    assert not disclosure.suppress([0, 40, 12]).any()


def test_too_few_in_all_hides_the_total_as_well() -> None:
    hidden = disclosure.totals([2, 0, 1])
    assert hidden.cells.tolist() == [True, False, True]
    assert hidden.total


def test_totals_that_give_a_cell_away_cost_the_empty_cell_too() -> None:
    """13 in row 1 less 10 in column 1 would be the 3, whatever cells are hidden but the 0."""
    assert disclosure.suppress([[10, 3], [0, 10]]).all()


def test_small_rows_lose_their_totals() -> None:
    hidden = disclosure.totals([[1, 2], [30, 30], [40, 40]])
    assert hidden.rows.tolist() == [True, True, False]
    assert not hidden.columns.any()


def test_suppression_refuses_what_is_no_count() -> None:
    for wrong in ([-1, 5], [1.5, 5], [[[1]]]):
        with pytest.raises(ValueError, match="count"):
            disclosure.suppress(wrong)


@given(LISTS, st.integers(1, 10))
def test_no_two_ranges_of_periods_differ_by_a_small_group(n: list[int], minimum: int) -> None:
    counts = np.array(n)
    block = disclosure.blocks(counts, minimum)
    assert np.isin(np.diff(block), (0, 1)).all()
    edges = [0, *(np.flatnonzero(np.diff(block)) + 1), len(n)]
    upto = np.concatenate([[0], np.cumsum(counts)])
    ranges = {(a, b) for a, b in combinations(edges, 2)}
    if counts.sum() < minimum:
        assert ranges == {(0, len(n))}
        return
    for a, b in ranges:
        for c, d in ranges:
            if c <= a and b <= d:
                left = (upto[d] - upto[c]) - (upto[b] - upto[a])
                assert left == 0 or left >= minimum


@given(LISTS, st.data())
def test_a_range_snaps_to_whole_blocks_around_it(n: list[int], data: st.DataObject) -> None:
    block = disclosure.blocks(n)
    since = data.draw(st.integers(0, len(n) - 1))
    until = data.draw(st.integers(since + 1, len(n)))
    first, last = disclosure.snap(block, since, until)
    assert first <= since
    assert last >= until
    assert first == 0 or block[first - 1] != block[first]
    assert last == len(n) or block[last] != block[last - 1]
    assert disclosure.snap(block, first, last) == (first, last)


def test_months_are_joined_until_they_hold_the_minimum() -> None:
    assert disclosure.blocks([1, 2, 3, 10, 0, 4, 1, 2]).tolist() == [0, 0, 0, 1, 2, 2, 2, 2]


def test_a_large_table_is_covered_in_time_for_a_page() -> None:
    n = np.random.default_rng(5).poisson(6, (24, 36))
    hidden = disclosure.suppress(n)
    assert hidden[(n > 0) & (n < 5)].all()
    for axis in (0, 1):
        lines = (n * hidden).sum(axis=axis)
        assert not np.any((lines > 0) & (lines < 5))
