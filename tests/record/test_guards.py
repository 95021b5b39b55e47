"""When and from where answers came, by team: as planted, and as counted by hand."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from cxdata import record
from cxdata.errors import Refused
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record import Snapshot, guards
from cxdata.scope import EXECUTIVE, STEWARD, Scope, View
from tests import records

WHO = Scope(EXECUTIVE)
OCTOBER = View(date(2026, 10, 1), date(2026, 11, 1))
ROWS = """response_id,answered_at,kind,touchpoint,team,origin,nps
a1,2026-10-05T10:05:00Z,touchpoint,till,front,tablet,10
a2,2026-10-05T10:55:59Z,touchpoint,till,front,tablet,9
a3,2026-10-05T11:00:00Z,touchpoint,till,front,tablet,10
a4,2026-10-31T23:59:59Z,touchpoint,till,front,phone,3
a5,2026-10-01T00:00:01Z,touchpoint,till,front,,3
a6,2026-09-30T10:05:00Z,touchpoint,till,front,tablet,10
a7,2026-10-05T10:05:00Z,relational,,front,tablet,10
b1,2026-10-05,touchpoint,till,back,,7
b2,2026-10-06,touchpoint,till,back,,8
b3,2026-10-06T09:30:00Z,touchpoint,till,back,,8
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("guards")
    company, answers = folder / "organisation.toml", folder / "answers.csv"
    company.write_text(records.ORGANISATION, "utf-8")
    answers.write_text(ROWS, "utf-8")
    home = folder / "own"
    now = datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(Scope(STEWARD), home, Batch((company, answers)), now)
    return record.open_snapshot(home)


def test_answers_are_counted_by_clock_hour_from_midnight_on(small: Snapshot) -> None:
    own, others = guards.hours(small, WHO, OCTOBER).of("front")  # type: ignore[misc]
    assert own.sum() == 5
    assert len(own) % 24 == 0
    at = {int(hour): int(own[hour]) for hour in np.flatnonzero(own)}
    first = 24  # a day of room, since business days are those of the company's zone
    fifth = first + 4 * 24
    assert at == {first: 1, fifth + 10: 2, fifth + 11: 1, first + 30 * 24 + 23: 1}
    assert others.sum() == 0


def test_a_team_whose_source_gives_no_hours_is_left_out_and_named(small: Snapshot) -> None:
    found = guards.hours(small, WHO, OCTOBER)
    assert found.untimed == ("back",)
    assert found.of("back") is None


def test_origins_are_counted_where_they_are_known(small: Snapshot) -> None:
    assert guards.origins(small, WHO, OCTOBER) == {"front": guards.Origins(4, 2, 3, 3)}


def test_nothing_is_read_without_knowing_who_asks(small: Snapshot) -> None:
    for read in (guards.hours, guards.origins):
        with pytest.raises(Refused):
            read(small, None, OCTOBER)  # type: ignore[operator]


def test_a_metric_that_nobody_was_asked_gives_nothing(small: Snapshot) -> None:
    assert guards.hours(small, WHO, OCTOBER, "ces").teams == ()
    assert guards.origins(small, WHO, OCTOBER, "ces") == {}


def test_stations_tablet_and_its_hour_are_seen_in_the_sample() -> None:
    snapshot = record.open_snapshot(records.sample_root() / "demo")
    year = View(date(2025, 11, 1), date(2026, 11, 1))
    found = guards.origins(snapshot, WHO, year)
    largest = max(found, key=lambda team: found[team].largest)
    assert (largest, found[largest].largest) == ("station", 14)
    own, _ = guards.hours(snapshot, WHO, year).of("station")  # type: ignore[misc]
    assert own.max() >= 14
    assert own.sum() >= found["station"].n
