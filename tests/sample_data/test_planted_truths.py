"""Each planted truth is found by the method of its page: on the shipped seed, and on others."""

import importlib.util
from pathlib import Path

import pytest

from sample_data.larkfield import customers, gaming
from tests.sample_data import looking, truths
from tests.sample_data import truths_of_customers as linked

MAKE = Path(__file__).parents[2] / "sample_data" / "make.py"
ALL = {**truths.FAST, **linked.LINKED}


def shipped_seed() -> int:
    spec = importlib.util.spec_from_file_location("larkfield_make", MAKE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return int(module.SEED)


@pytest.mark.parametrize("truth", ALL)
def test_truth_is_found_in_the_files_that_ship(truth: str) -> None:
    assert ALL[truth](shipped_seed())


@pytest.mark.parametrize("truth", truths.FAST)
def test_truth_is_found_on_other_seeds(truth: str) -> None:
    assert all(truths.FAST[truth](seed) for seed in range(5))


@pytest.mark.soak
@pytest.mark.parametrize("truth", ALL)
def test_truth_is_found_on_nineteen_of_twenty_seeds(truth: str) -> None:
    assert sum(bool(ALL[truth](seed)) for seed in range(50)) >= 48


def test_no_truth_is_found_once_its_cause_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ways to look can fail: without begging, without a carry-over, nothing is found."""
    seed = 77
    for cached in (truths.moments, linked.linked):
        cached.cache_clear()
    monkeypatch.setattr(gaming, "BEGGED", 0.0)
    monkeypatch.setattr(customers, "BAD_DELIVERY", 0.0)
    monkeypatch.setattr(customers, "COMEBACK", 0.0)
    try:
        assert not truths.games(seed)
        assert not linked.bad_delivery_carries_over(seed)
        assert not linked.told_come_back(seed)
    finally:
        for cached in (truths.moments, linked.linked):
            cached.cache_clear()


def test_linking_customers_moves_no_count() -> None:
    """Who gave an answer is decided after what it says: no score changes."""
    rows, _ = truths.moments(5)
    before = looking.split(rows["nps"], rows["touchpoint"], 24).copy()
    linked.linked(5)
    assert (looking.split(rows["nps"], rows["touchpoint"], 24) == before).all()
