"""Every worked input of the method paper, reproduced to 1e-4."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cxdata.metrics import bridge, compare, control, scores, value, weights

PAPER = Path(__file__).parents[3] / "shared" / "statistics"
CLOSE = 1e-4


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    path = PAPER / "vectors.json"
    if not path.exists():
        pytest.skip("the method paper's vectors are not beside this checkout")
    return json.loads(path.read_text("utf-8"))


def close(wanted: Any) -> Any:
    if wanted is None:
        return pytest.approx(float("nan"), nan_ok=True)
    return pytest.approx(wanted, abs=CLOSE)


@pytest.mark.parametrize(("level", "z"), [(95, scores.Z95), (80, scores.Z80), (90, 1.6448536)])
def test_intervals_of_one_nps(vectors: dict[str, Any], level: int, z: float) -> None:
    rows = vectors["interval"]
    splits = [[row[k] for row in rows] for k in ("promoters", "passives", "detractors")]
    together = scores.nps(*splits, z=z)
    for i, row in enumerate(rows):
        alone = scores.nps(row["promoters"], row["passives"], row["detractors"], z=z)
        assert alone.n == row["n"] == together.n[i]
        for name, wanted in (("value", "nps"), ("low", f"lo{level}"), ("high", f"hi{level}")):
            assert getattr(alone, name) == close(row[wanted])
            assert getattr(together, name)[i] == close(row[wanted])


def test_differences_of_two_nps(vectors: dict[str, Any]) -> None:
    rows = vectors["difference"]
    assert rows
    for row in rows:
        a, b = (
            tuple(row[f"{k}{i}"] for k in ("promoters", "passives", "detractors")) for i in (1, 2)
        )
        found = compare.difference(a, b)
        assert found.value == close(row["delta"])
        assert found.adjusted == close(row["delta_adj"])
        assert found.se == close(row["se"])
        assert (found.low, found.high) == (close(row["lo"]), close(row["hi"]))
        assert found.adjusted / found.se == close(row["zstat"])
        assert found.p == close(row["p"])


def test_smallest_detectable_differences(vectors: dict[str, Any]) -> None:
    rows = vectors["minimum_detectable_difference"]
    assert rows
    for row in rows:
        v, n = row["V"], row["n_per_period"]
        assert compare.detectable(v, n, n) == close(row["mdd_two_samples"])
        assert compare.detectable(v, n, np.inf) == close(row["mdd_vs_fixed_target"])
        needed = compare.answers_needed(v, row["mdd_two_samples"])
        assert needed in (n, n + 1)  # the move was rounded to 6 digits


def test_control_chart_of_two_years(vectors: dict[str, Any]) -> None:
    rows = vectors["trend"]
    splits = [[row[k] for row in rows] for k in ("promoters", "passives", "detractors")]
    chart = control.chart(*splits)
    assert chart.has_limits
    assert chart.baseline == tuple(range(18))
    assert chart.value == close([row["nps"] for row in rows])
    assert chart.lower == close([row["lcl"] for row in rows])
    assert chart.upper == close([row["ucl"] for row in rows])
    assert chart.z == close([row["z"] for row in rows])
    assert chart.run.tolist() == [row["run"] for row in rows]
    assert list(chart.signal) == [row["signal"] for row in rows]


def test_bridge_of_three_channels(vectors: dict[str, Any]) -> None:
    counts = vectors["decomposition_input"]
    rows = vectors["decomposition"]
    before, after = ([counts[row["segment"]][i] for row in rows] for i in (0, 1))
    assert_bridge(bridge.two_factor(before, after), rows)


def test_bridge_where_a_channel_enters(vectors: dict[str, Any]) -> None:
    """The new channel's counts are not given: 100 answers at +20 are a weight of 1 in 11."""
    counts = vectors["decomposition_input"] | {"Chat": [[0, 0, 0], [40, 40, 20]]}
    rows = vectors["decomposition_new_segment"]
    before, after = ([counts[row["segment"]][i] for row in rows] for i in (0, 1))
    assert_bridge(bridge.two_factor(before, after), rows)


def assert_bridge(found: bridge.Bridge, rows: list[dict[str, Any]]) -> None:
    for i, row in enumerate(rows):
        assert (found.weight0[i], found.weight1[i]) == (close(row["w0"]), close(row["w1"]))
        for name in ("mix", "rate", "rate_promoters", "rate_detractors", "rate_se"):
            assert getattr(found, name)[i] == close(row[name]), (row["segment"], name)
    assert abs(found.total_mix + found.total_rate - found.change) < 1e-12


def test_three_factors(vectors: dict[str, Any]) -> None:
    given, wanted = vectors["three_factor"]["input"], vectors["three_factor"]["expected"]
    found = bridge.three_factor(
        given["customers0"],
        given["customers1"],
        given["response_rate0"],
        given["response_rate1"],
        given["nps0"],
        given["nps1"],
    )
    assert found.customer_mix == close(wanted["customer_mix"])
    assert found.who_answered == close(wanted["who_answered"])
    assert found.experience == close(wanted["experience"])
    assert found.change == close(wanted["total"])


def test_raking_of_six_cells(vectors: dict[str, Any]) -> None:
    rows = vectors["raking"]
    counts = np.array([row["n"] for row in rows]).reshape(3, 2)
    raked = weights.rake(counts, [[4000, 4000, 2000], [5000, 5000]])
    assert raked.weights.ravel() == close([row["weight"] for row in rows])
    assert raked.n_eff == close(345.804683)
    assert raked.deff == close(1.069968)
    splits = [[row[k] for row in rows] for k in ("promoters", "passives", "detractors")]
    assert weights.weighted_nps(*splits, np.ones(6)).value == close(23.783784)
    found = weights.weighted_nps(*splits, raked.weights.ravel())
    assert (found.value, found.n) == (close(18.924469), close(345.804683))
    assert (found.low, found.high) == (close(10.219982), close(27.303424))


@pytest.mark.parametrize(("row", "column"), [(0, None), (1, "revenue"), (2, "clv")])
def test_nps_weighted_by_value(vectors: dict[str, Any], row: int, column: str | None) -> None:
    wanted = vectors["weighted_nps"][row]
    with (PAPER / "weighted_customers.csv").open(encoding="utf-8") as lines:
        customers = list(csv.DictReader(lines))
    worth = np.array([float(c[column]) if column else 1.0 for c in customers])
    side = np.array([int(c["x"]) for c in customers])
    sums = [worth[side == x].sum() for x in (1, 0, -1)]
    found = value.value_weighted(*sums, (worth**2).sum())
    assert (found.value, found.n) == (close(wanted["nps"]), close(wanted["n_eff"]))
    assert (found.low, found.high) == (close(wanted["lo95"]), close(wanted["hi95"]))


def test_earned_growth(vectors: dict[str, Any]) -> None:
    given, wanted = vectors["earned_growth"]["input"], vectors["earned_growth"]["expected"]
    found = value.earned_growth(given["nrr"], given["enc"], given["total_growth"])
    assert found.rate == close(wanted["earned_growth_rate"])
    assert found.ratio == close(wanted["earned_growth_ratio"])
