"""Where nothing moved, how often does a page say that something did?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata.reports.scorecard import scorecard
from cxdata.reports.trend import trend
from cxdata.scope import View, month_after

SEEDS = 200
UNTIL = date(2026, 11, 1)
QUARTER = View(date(2026, 8, 1), UNTIL)
SHAPE = np.array([0.02] * 5 + [0.05, 0.05, 0.10, 0.20, 0.25, 0.25])
DEPARTMENTS = 8


@pytest.fixture(scope="module")
def eight():
    """Eight departments, a team and a touchpoint each, all equally good."""
    text = '[company]\nname = "Null"\ntarget = 30\n[[stage]]\nid = "s"\nname = "S"\ntarget = 30\n'
    for i in range(DEPARTMENTS):
        text += f'[[touchpoint]]\nid = "t{i}"\nname = "T{i}"\nstage = "s"\n'
        text += f'[[department]]\nid = "d{i}"\nname = "D{i}"\n'
        text += f'[[team]]\nid = "m{i}"\nname = "M{i}"\ndepartment = "d{i}"\n'
        text += f'[[line]]\nteam = "m{i}"\ntouchpoint = "t{i}"\n'
    return organisations.parse(text)


def null_record(tally, seed: int, months: int = 24):
    """The same chances in every month, channel and touchpoint."""
    rng = np.random.default_rng(seed)

    def drawn(n: int) -> dict[int, int]:
        return dict(enumerate(rng.multinomial(n, SHAPE / SHAPE.sum()).tolist()))

    for back in range(months):
        month = month_after(UNTIL, -1 - back)
        for channel, share in (("App", 0.4), ("Stores", 0.6)):
            for segment in ("Business", "Families"):
                n = int(rng.poisson(400 * share))
                tally.add(month, drawn(n), channel=channel, segment=segment)
        for i in range(DEPARTMENTS):
            tally.add(month, drawn(60), "touchpoint", f"t{i}", f"m{i}")
    return tally


@pytest.fixture(scope="module")
def cards(eight, new_tally, someone):
    return [
        scorecard(someone, null_record(new_tally(), s, 6), eight, QUARTER) for s in range(SEEDS)
    ]


def rate(found) -> float:
    return float(np.mean([bool(x) for x in found]))


def test_the_headline_moves_by_chance_in_about_one_quarter_of_twenty(cards):
    assert rate(card.change.verdict != "level" for card in cards) <= 0.09
    assert rate(card.verdict[0][0].startswith("No detectable change") for card in cards) >= 0.91


def test_departments_get_a_false_arrow_in_at_most_one_quarter_of_ten(cards):
    """Eight plain 95 % tests would show one in a third of all quarters."""
    arrows = [{d.change.verdict for d in card.departments} - {"level"} for card in cards]
    assert rate(arrows) <= 0.15
    relations = [{d.relation for d in card.departments} - {"same"} for card in cards]
    assert rate(relations) <= 0.15


def test_causes_are_named_by_chance_no_more_often_than_nominal(cards):
    for cause in ("experience", "mix"):
        assert rate(cause in card.causes for card in cards) <= 0.09


def test_a_worst_touchpoint_is_named_in_at_most_one_quarter_of_ten(cards):
    assert rate(card.stages[0].worst for card in cards) <= 0.15


def test_the_trend_tells_of_a_shift_seldom_where_there_is_none(eight, new_tally, someone):
    found = [trend(someone, null_record(new_tally(), s, 36), eight, QUARTER) for s in range(60)]
    assert rate(t.since for t in found) <= 0.12
