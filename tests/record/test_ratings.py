"""Ratings beside the relational answer: read whole, with gaps, under the view's filters."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from cxdata import record
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record.ratings import Ratings, ratings
from cxdata.record.snapshot import Snapshot
from cxdata.scope import EXECUTIVE, STEWARD, Scope, View

OCTOBER = View(date(2026, 10, 1), date(2026, 11, 1))
ANYONE = Scope(EXECUTIVE)


def house(stages: list[str]) -> str:
    parts = [f'[[stage]]\nid = "{id_}"\nname = "{id_.title()}"\n' for id_ in stages]
    return '[company]\nname = "Corner Shop"\ntimezone = "UTC"\n' + "\n".join(parts)


def opened(folder: Path, stages: list[str], rows: list[str]) -> Snapshot:
    organisation, file = folder / "organisation.toml", folder / "answers.csv"
    organisation.write_text(house(stages), "utf-8")
    columns = [f"rating_{id_}" for id_ in stages]
    header = ",".join(["response_id", "answered_at", "kind", "segment", "nps", *columns])
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    now = datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(Scope(STEWARD), folder / "own", Batch((organisation, file)), now)
    return record.open_snapshot(folder / "own")


def pairs(found: Ratings) -> set[tuple[object, ...]]:
    """Rows as plain values, None where not rated, drivers by name."""
    order = sorted(range(len(found.drivers)), key=lambda i: found.drivers[i])
    table = [[None if np.isnan(v) else int(v) for v in row] for row in found.ratings[:, order]]
    return {(int(s), *row) for s, row in zip(found.scores, table, strict=True)}


ROWS = [
    "r1,2026-10-02,relational,Home,9,10,0",
    "r2,2026-10-03,relational,Home,3,,4",
    "r3,2026-10-04,relational,Business,7,,",
    "r4,2026-10-05,relational,Business,0,0,10",
    "r5,2026-09-05,relational,Home,5,5,5",
]


def test_every_answer_stands_beside_its_own_ratings(tmp_path: Path) -> None:
    found = ratings(opened(tmp_path, ["buy", "use"], ROWS), ANYONE, OCTOBER)
    assert sorted(found.drivers) == ["buy", "use"]
    assert pairs(found) == {(9, 10, 0), (3, None, 4), (7, None, None), (0, 0, 10)}
    assert (len(found.scores), found.rating, found.complete) == (4, 3, 2)


def test_a_filter_keeps_its_answers_and_a_department_does_not_filter(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, ["buy", "use"], ROWS)
    home = View(OCTOBER.since, OCTOBER.until, departments=("x",), segments=("Home",))
    assert pairs(ratings(snapshot, ANYONE, home)) == {(9, 10, 0), (3, None, 4)}


def test_twenty_five_ratings_a_response_come_back_as_given(tmp_path: Path) -> None:
    """More than one column's worth: each is packed into four bits of one of two columns."""
    stages = [f"s{i:02d}" for i in range(25)]
    rng = np.random.default_rng(1)
    given = rng.integers(0, 11, (30, 25))
    rows = [
        f"r{i},2026-10-02,relational,Home,{given[i].sum() % 11},{','.join(map(str, given[i]))}"
        for i in range(30)
    ]
    found = ratings(opened(tmp_path, stages, rows), ANYONE, OCTOBER)
    assert pairs(found) == {(int(line.sum() % 11), *line.tolist()) for line in given}
    assert found.complete == 30


def test_a_survey_without_ratings_has_no_drivers(tmp_path: Path) -> None:
    found = ratings(opened(tmp_path, [], ["r1,2026-10-02,relational,Home,9"]), ANYONE, OCTOBER)
    assert found.drivers == ()
    assert (len(found.scores), found.rating, found.complete) == (1, 0, 0)


def test_the_order_of_answers_does_not_depend_on_the_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = ratings(opened(tmp_path / "a", ["buy", "use"], ROWS), ANYONE, OCTOBER)
    other = ratings(opened(tmp_path / "b", ["buy", "use"], ROWS[::-1]), ANYONE, OCTOBER)
    assert np.array_equal(one.scores, other.scores)
    assert np.array_equal(one.ratings, other.ratings, equal_nan=True)


def test_nobody_is_refused(tmp_path: Path) -> None:
    snapshot = opened(tmp_path, ["buy", "use"], ROWS)
    with pytest.raises(Exception, match="without knowing who asks"):
        ratings(snapshot, None, OCTOBER)  # type: ignore[arg-type]
