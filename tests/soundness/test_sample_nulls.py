"""Outside the footprints of the planted truths nothing is flagged more often than it should be."""

import numpy as np
import pytest

from sample_data.larkfield import company
from tests.sample_data import looking, nulls, truths, truths_of_customers

HANDOVERS = [(a, b) for a in company.STAGES for b in company.STAGES
             if not (a == "receive" and b in ("use", "get_help"))]  # fmt: skip


def allowed(nominal: float, looks: int) -> float:
    """The rate that chance may reach; looks at the same answers are not independent."""
    return nominal + 3 * 1.4 * float(np.sqrt(nominal * (1 - nominal) / looks))


def too_often(found: dict[str, tuple[float, int]]) -> dict[str, tuple[float, int]]:
    assert set(found) == set(nulls.NOMINAL)
    return {
        name: (rate, looks)
        for name, (rate, looks) in found.items()
        if rate > allowed(nulls.NOMINAL[name], looks)
    }


def test_nothing_is_flagged_outside_the_footprints_beyond_the_nominal_rate() -> None:
    assert too_often(nulls.rates(range(12))) == {}


@pytest.mark.soak
def test_nothing_is_flagged_over_two_hundred_seeds() -> None:
    found = nulls.rates(range(200))
    print(found)
    assert too_often(found) == {}


@pytest.mark.soak
def test_only_a_bad_delivery_carries_over() -> None:
    flags = [
        abs(looking.z_of_difference(bad, rest)[0]) > 1.96
        for seed in range(50)
        for earlier, later in HANDOVERS
        for bad, rest in [truths_of_customers.handover(seed, later, earlier)]
        if bad.sum() >= 30 and rest.sum() >= 30
    ]
    assert np.mean(flags) <= allowed(0.05, len(flags))


def test_a_planted_leak_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The null test itself can fail: a drift of a touchpoint that no truth declares is flagged."""
    drift = truths.moments(3)[0]
    leaked = dict(drift)
    late = (drift["touchpoint"] == company.TOUCHPOINTS.index("solve_it")) & (drift["month"] >= 26)
    leaked["nps"] = np.where(late & (drift["u"] < 0.6), 5, drift["nps"])
    asked = truths.moments(3)[1]
    monkeypatch.setattr(truths, "moments", lambda seed: (leaked, asked))
    flags = dict(nulls.touchpoint_flags(3))
    assert flags["touchpoint charts"].any()
