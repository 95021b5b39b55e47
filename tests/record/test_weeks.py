"""Calendar weeks: Monday to Sunday of the organisation's days, counted from the answers."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cxdata.errors import Refused
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record import locate, open_snapshot, weeks
from cxdata.scope import STEWARD, Scope
from tests import records

SOMEONE = Scope("executive")
MONDAY = date(2026, 10, 19)
WEEK = weeks.week_of(MONDAY)


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weeks")
    rows = [
        # Sunday, Monday, Sunday, Monday: two of them in the week of the 19th.
        "a,2026-10-18,touchpoint,till,front,,,,9",
        "b,2026-10-19,touchpoint,till,front,,,,10",
        "c,2026-10-25T23:59:00Z,touchpoint,till,back,,,,3",
        "d,2026-10-26,touchpoint,till,front,,,,8",
        "e,2026-10-21,relational,,front,,,,0",
    ]
    root = records.own_root(folder, rows)
    file = folder / "measures.csv"
    file.write_text(
        "day,touchpoint,team,measure,value,n\n"
        "2026-10-19,till,front,queue,2,1\n2026-10-25,till,front,queue,5,2\n"
        "2026-10-26,till,front,queue,9,1\n2026-10-20,till,back,queue,7,0\n",
        "utf-8",
    )
    imports.commit(Scope(STEWARD), root / "own", Batch((file,)), datetime(2026, 11, 1, tzinfo=UTC))
    return open_snapshot(locate(root))


def test_a_week_runs_from_monday_to_sunday_and_holds_touchpoint_answers_alone(held):
    found = weeks.answers(held, SOMEONE, WEEK, WEEK + 1)
    assert found.counts.sum() == 2
    assert found.counts[:, 10].sum() == 1
    assert found.counts[:, 3].sum() == 1
    assert sorted(found.name("team")) == ["back", "front"]
    assert set(found.keys["week"].tolist()) == {WEEK}


def test_weeks_together_hold_every_touchpoint_answer(held):
    found = weeks.answers(held, SOMEONE, WEEK - 1, WEEK + 2)
    by_week = {int(week): 0 for week in found.keys["week"]}
    for week, n in zip(found.keys["week"].tolist(), found.n.tolist(), strict=True):
        by_week[week] += n
    assert by_week == {WEEK - 1: 1, WEEK: 2, WEEK + 1: 1}


def test_weeks_are_numbered_by_their_mondays():
    for days in range(-400, 400):
        day = MONDAY + timedelta(days=days)
        first = weeks.monday_of(weeks.week_of(day))
        assert first.isoweekday() == 1
        assert first <= day <= weeks.sunday_of(weeks.week_of(day))


def test_a_measure_of_a_week_is_weighted_by_cases(held):
    found = weeks.measures(held, SOMEONE, WEEK, WEEK + 1)
    told = dict(zip(found["team"], zip(found["value"], found["n"], strict=True), strict=True))
    assert told["front"] == (pytest.approx((2 + 2 * 5) / 3), 3)
    assert told["back"] == (7.0, 0)


def test_nothing_is_shown_without_knowing_who_asks(held):
    with pytest.raises(Refused):
        weeks.answers(held, None, WEEK, WEEK + 1)
    with pytest.raises(Refused):
        weeks.measures(held, "executive", WEEK, WEEK + 1)
