"""Taking a batch back out, and cubes that equal the answers to the digit."""

import random
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from cxdata.errors import BadInput, NoRecord
from cxdata.record import Field, open_snapshot, rollback, verify
from tests.record.making import ALL, NOW, STEWARD, answers, histogram, rows, taken, without

HEADER = ("id", "date", "score", "revision", "segment", "comment")
SOURCE = {"source": Field(value="survey")}
# Three files that repeat, revise and overlap one another.
FILES = (
    [["1", "2026-09-01", "9", "", "A", "x"], ["2", "2026-09-02", "4", "", "B", "y"]],
    [["2", "2026-10-02", "8", "1", "B", "z"], ["3", "2026-10-03", "7", "", "A", ""]],
    [["1", "2026-09-01", "9", "", "A", "x"], ["3", "2026-11-03", "2", "5", "C", "w"]],
)


def built(home: Path, numbers: tuple[int, ...]) -> Path:
    for number in numbers:
        taken(home, answers(home, FILES[number], HEADER, name=f"f{number}.csv", fields=SOURCE))
    return home


def cubes(home: Path) -> list[object]:
    """Both cubes as a page sees them, in names."""
    seen = open_snapshot(home).slice(STEWARD, ALL)
    found = []
    for cells in (seen.core, seen.mix):
        names = [cells.name(d) for d in cells.keys if d != "month"]
        months = cells.keys["month"].tolist()
        found.append(sorted(zip(months, *names, cells.counts.tolist(), strict=True)))
    return found


@pytest.mark.parametrize(
    "order", [(0, 1, 2), pytest.param((1, 2, 0), marks=pytest.mark.soak), (2, 1, 0)]
)
def test_rolling_any_batch_back_leaves_what_the_others_alone_would_make(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    whole = built(tmp_path / "whole", order)
    without(whole, 1)
    rest = built(tmp_path / "rest", order[1:])
    assert rows(whole) == rows(rest)
    assert cubes(whole) == cubes(rest)
    assert verify(whole, now=NOW) == ()


def test_rolling_back_the_last_import_restores_every_count(tmp_path: Path) -> None:
    home = built(tmp_path, (0, 1))
    before = (rows(home), cubes(home), comments(home))
    taken(home, answers(home, FILES[2], HEADER, name="f2.csv", fields=SOURCE))
    assert cubes(home) != before[1]
    rollback(home, 3, author="steward", now=NOW)
    assert (rows(home), cubes(home), comments(home)) == before
    gone = open_snapshot(home).batches(STEWARD)[0]
    assert (gone.id, gone.rolled_back_by) == (3, "steward")


def comments(home: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        con.execute("attach $p as record (read_only)", {"p": str(open_snapshot(home).path)})
        query = "select response, score, text from record.comment where stands order by all"
        return con.execute(query).fetchall()


def test_the_comment_of_a_replaced_answer_no_longer_stands(tmp_path: Path) -> None:
    home = built(tmp_path, (0, 1, 2))
    assert sorted(text for _, _, text in comments(home)) == ["w", "x", "z"]
    without(home, 2)
    assert sorted(text for _, _, text in comments(home)) == ["w", "x", "y"]


def test_a_file_that_was_rolled_back_can_come_again(tmp_path: Path) -> None:
    home = built(tmp_path, (0,))
    before = rows(home)
    without(home, 1)
    assert rows(home) == []
    (report,) = taken(home, answers(home, FILES[0], HEADER, name="f0.csv", fields=SOURCE))
    assert (report.batch, report.added, report.known_batch) == (2, 2, None)
    assert rows(home) == before


def test_a_batch_that_is_not_there_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    home = built(tmp_path, (0,))
    with pytest.raises(BadInput, match="no batch 9"):
        rollback(home, 9, author="steward", now=NOW)
    assert open_snapshot(home).number == 1
    with pytest.raises(NoRecord):
        rollback(tmp_path / "nowhere", 1, author="steward", now=NOW)


def test_cubes_brought_up_to_date_equal_those_counted_at_once(tmp_path: Path) -> None:
    draw = random.Random(7)
    lines = []
    for i in range(600):
        day = f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        segment = draw.choice(["A", "B", ""])
        lines.append([str(i), day, str(draw.randint(0, 10)), "", segment, ""])
    steps, once = tmp_path / "steps", tmp_path / "once"
    for part in range(4):
        mine = lines[part::4]
        taken(steps, answers(steps, mine, HEADER, name=f"p{part}.csv", fields=SOURCE))
    taken(once, answers(once, lines, HEADER, name="all.csv", fields=SOURCE))
    assert cubes(steps) == cubes(once)
    assert verify(steps, now=NOW) == ()
    counted = Counter(int(line[2]) for line in lines)
    assert histogram(steps) == [counted[score] for score in range(11)]


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        ("update record.core set c9 = c9 + 1, n = n + 1 where c9 > 0", "cube core"),
        ("delete from record.monthly where c4 > 0", "cube monthly"),
        ("update record.answer set team = 77", "77|no name"),
        ("insert into record.answer from record.answer limit 1", "stand twice"),
        ("delete from record.batch", "unknown batch"),
    ],
)
def test_verify_names_what_is_wrong(tmp_path: Path, tamper: str, told: str) -> None:
    home = built(tmp_path, (0,))
    path = open_snapshot(home).path
    copy = path.with_name("000002.duckdb")
    copy.write_bytes(path.read_bytes())
    with duckdb.connect() as con:
        con.execute("attach $p as record", {"p": str(copy)})
        con.execute(tamper)
    (home / "record" / "current").write_text("000002.duckdb\n")
    found = verify(home, now=NOW)
    assert any(word in fault for fault in found for word in told.split("|"))
