"""The truths are looked for with the same numbers that the pages compute (cxdata.metrics)."""

import numpy as np
import pytest

from cxdata.metrics import bridge, compare, control, weights
from tests.sample_data import looking, truths

SEED = 3


def test_differences_are_those_of_the_pages() -> None:
    rows = truths.general(SEED)
    a, b = (looking.split(rows["nps"][rows["month"] == m], rows["region"][rows["month"] == m], 6)
            for m in (30, 31))  # fmt: skip
    theirs = compare.difference(tuple(a), tuple(b))
    ours = looking.z_of_difference(a, b)
    assert ours == pytest.approx(np.asarray(theirs.adjusted) / np.asarray(theirs.se))


def test_signals_are_those_of_the_pages_chart() -> None:
    rows, _ = truths.moments(SEED)
    north = (rows["region"] == truths.NORTH) & (rows["touchpoint"] == truths.touchpoints.LATE_AT[1])
    counts = truths.by_month(rows, north)
    theirs = control.chart(*counts, breaks=(8,))
    outside, run = looking.chart(counts)
    assert [bool(signal) for signal in theirs.signal[8:]] == (outside | run).tolist()
    assert any(theirs.signal)


def test_the_bridge_is_that_of_the_pages() -> None:
    rows = truths.general(SEED)
    before, after = (looking.split(rows["nps"][m], rows["channel"][m], 5)
                     for m in (rows["month"] // 3 == 7, rows["month"] // 3 == 11))  # fmt: skip
    theirs = bridge.two_factor(before.T, after.T)
    mix, rate, _ = looking.bridge(before, after)
    assert mix == pytest.approx(theirs.mix)
    assert rate == pytest.approx(theirs.rate)


def test_weighting_is_that_of_the_pages() -> None:
    rows = truths.general(SEED)
    recent = rows["month"] >= 33
    nps, segment, region = (rows[name][recent] for name in ("nps", "segment", "region"))
    customers = (np.array([30.0, 25, 20, 25]), np.array([20.0, 15, 18, 22, 17, 8]))
    ours = looking.raked(nps, [(segment, customers[0] / 100), (region, customers[1] / 100)])
    cells = looking.split(nps, segment * 6 + region, 24).reshape(3, 4, 6)
    raking = weights.rake(cells.sum(axis=0), customers)
    theirs = weights.weighted_nps(*cells, raking.weights)
    assert ours == pytest.approx(theirs.value)
