"""Counts as they roll up: exact, whatever the order."""

import random
from collections import Counter
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cxdata.record import Cells
from cxdata.scope import months_between

ROW = st.tuples(
    st.integers(600, 700),
    st.integers(0, 3),
    st.integers(0, 2),
    st.lists(st.integers(0, 9), min_size=11, max_size=11),
)


def cells(rows: list[tuple[int, int, int, list[int]]]) -> Cells:
    keys = {
        name: np.array([row[i] for row in rows], dtype=np.int64)
        for i, name in enumerate(("month", "team", "metric"))
    }
    counts = np.array([row[3] for row in rows], dtype=np.int64).reshape(len(rows), 11)
    return Cells(keys, {"team": ("", "a", "b", "c"), "metric": ("", "nps", "csat")}, counts)


@given(st.lists(ROW, max_size=40), st.randoms())
def test_rolling_up_is_exact_and_free_of_order(
    rows: list[tuple[int, int, int, list[int]]], draw: random.Random
) -> None:
    counted: Counter[object] = Counter()
    for month, team, _, scores in rows:
        for score, n in enumerate(scores):
            counted[month, team, score] += n
    draw.shuffle(rows)
    up = cells(rows).by("month", "team")
    found: Counter[object] = Counter()
    for month, team, scores in zip(up.keys["month"], up.keys["team"], up.counts, strict=True):
        assert (int(month), int(team), -1) not in found
        found[int(month), int(team), -1] = 1
        for score, n in enumerate(scores):
            found[int(month), int(team), score] = int(n)
    assert +counted == +Counter({k: n for k, n in found.items() if k[2] != -1})
    pairs = list(zip(up.keys["month"].tolist(), up.keys["team"].tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert up.by("team").counts.sum() == cells(rows).counts.sum()


def test_rows_are_kept_by_name_and_by_month() -> None:
    whole = cells([(670, 1, 1, [1] * 11), (671, 2, 1, [2] * 11), (672, 2, 2, [3] * 11)])
    assert whole.where(team="b", metric="nps").n.tolist() == [22]
    assert whole.where(team=("a", "b")).n.tolist() == [11, 22, 33]
    assert whole.where(team="nobody").n.tolist() == []
    first = months_between(date(1970, 1, 1), date(2025, 12, 1))
    assert whole.between(first, first + 1).name("team") == ["b"]
    assert whole.by().n.tolist() == [66]
    assert whole.where(team="nobody").by("team", "metric").n.tolist() == []


def test_scores_split_at_the_metrics_bounds() -> None:
    high, middle, low = cells([(670, 1, 1, list(range(11)))]).split(9, 6)
    assert (high.tolist(), middle.tolist(), low.tolist()) == ([19], [15], [21])
