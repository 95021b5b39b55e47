"""Records that were damaged, are of another version, or have no room: told, never overwritten."""

import resource
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from cxdata.errors import CxError, NoRecord, Refused
from cxdata.record import import_readings, open_snapshot, schema, store, verify
from tests.record.making import NOW, answers, histogram, other, taken

ROWS = [["1", "2026-10-01", "9"], ["2", "2026-10-02", "3"]]


def home_of_two(folder: Path) -> Path:
    taken(folder, answers(folder / "in", ROWS[:1], name="one.csv"))
    taken(folder, answers(folder / "in", ROWS, name="two.csv"))
    return folder


def emptied(record: Path) -> None:
    (record / "current").write_text("")


def garbled(record: Path) -> None:
    (record / "current").write_bytes(b"\xff\x00../../etc/passwd")


def removed(record: Path) -> None:
    (record / "current").unlink()


def turned_into_a_folder(record: Path) -> None:
    (record / "current").unlink()
    (record / "current").mkdir()


def pointing_nowhere(record: Path) -> None:
    (record / "current").write_text("000099.duckdb\n")


def cut_off(record: Path) -> None:
    with (record / "000002.duckdb").open("r+b") as file:
        file.truncate(5000)


DAMAGES = [emptied, garbled, removed, turned_into_a_folder, pointing_nowhere, cut_off]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__)
def test_a_damaged_record_is_told_and_no_import_writes_over_it(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    home = home_of_two(tmp_path)
    damage(home / "record")
    before = {p.name: p.stat().st_size for p in (home / "record").glob("*.duckdb")}
    with pytest.raises(CxError, match="current") as told:
        open_snapshot(home)
    assert not isinstance(told.value, NoRecord)
    new = answers(home / "in", [["3", "2026-10-03", "10"]], name="three.csv")
    with pytest.raises(CxError) as told:
        import_readings(home, [new], author="steward", now=NOW)
    assert "Traceback" not in str(told.value)
    assert {p.name: p.stat().st_size for p in (home / "record").glob("*.duckdb")} == before


def test_what_the_message_says_mends_the_record(tmp_path: Path) -> None:
    home = home_of_two(tmp_path)
    garbled(home / "record")
    with pytest.raises(CxError, match=r"newest first: 000002\.duckdb, 000001\.duckdb"):
        open_snapshot(home)
    (home / "record" / "current").write_text("000002.duckdb")
    assert sum(histogram(home)) == 2
    assert verify(home, now=NOW) == ()


def test_a_first_import_that_died_while_publishing_is_no_damage(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    folder.mkdir()
    (folder / store.DRAFT).write_text("000001.duckdb\n")
    (folder / "000001.duckdb").write_bytes(b"an orphan: its pointer was never moved")
    with pytest.raises(NoRecord):
        open_snapshot(tmp_path)
    taken(tmp_path, answers(tmp_path / "in", ROWS))
    assert sum(histogram(tmp_path)) == 2
    assert sorted(p.name for p in folder.iterdir()) == ["000001.duckdb", "current", "lock"]


def relabelled(home: Path, layout: str) -> None:
    """Give the record another layout, as another version of ours would have."""
    with duckdb.connect(str(home / "record" / "000001.duckdb")) as con:
        con.execute("update meta set value = $v where key = 'schema'", {"v": layout})


@pytest.mark.parametrize(("layout", "told"), [("99", "a newer version"), ("1", "an older version")])
def test_a_record_of_another_version_is_neither_read_nor_written(
    tmp_path: Path, layout: str, told: str
) -> None:
    taken(tmp_path, answers(tmp_path / "in", ROWS[:1]))
    relabelled(tmp_path, layout)
    with pytest.raises(Refused, match=told):
        open_snapshot(tmp_path)
    new = answers(tmp_path / "in", ROWS, name="two.csv")
    for dry_run in (True, False):
        with pytest.raises(Refused, match=told):
            import_readings(tmp_path, [new], author="steward", now=NOW, dry_run=dry_run)
    assert store.pointed(tmp_path) == "000001.duckdb"


def test_a_sample_record_of_an_older_version_is_made_anew(tmp_path: Path) -> None:
    taken(tmp_path, answers(tmp_path / "in", ROWS), demo=True)
    relabelled(tmp_path, str(schema.SCHEMA - 1))
    with pytest.raises(NoRecord):
        open_snapshot(tmp_path)
    taken(tmp_path, answers(tmp_path / "in", ROWS[:1], name="new.csv"), demo=True)
    assert open_snapshot(tmp_path).demo
    assert sum(histogram(tmp_path)) == 1


def test_a_full_disk_is_told_and_leaves_the_record_as_it_was(tmp_path: Path) -> None:
    taken(tmp_path, answers(tmp_path / "in", ROWS))
    many = [[f"n{i}", "2026-10-03", str(i % 11)] for i in range(30_000)]
    reading = answers(tmp_path / "in", many, name="many.csv")
    size = open_snapshot(tmp_path).path.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, before[1]))
    try:
        with pytest.raises(CxError, match=r"disk .* is full.*Nothing was changed"):
            import_readings(tmp_path, [reading], author="steward", now=NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    left = sorted(p.name for p in (tmp_path / "record").iterdir())
    assert left == ["000001.duckdb", "current", "lock"]
    assert sum(histogram(tmp_path)) == 2
    (report,) = import_readings(tmp_path, [reading], author="steward", now=NOW)
    assert report.batch == 2


def test_revenue_that_is_no_amount_is_rejected_by_row(tmp_path: Path) -> None:
    crm = ("customer", "revenue")
    lines = [["a", "inf"], ["b", "nan"], ["c", "1e308"], ["d", "-1e16"], ["e", "12.5"], ["f", ""]]
    (report,) = taken(tmp_path, other(tmp_path, "customers", crm, lines))
    assert (report.accepted, report.rejected_reasons) == (2, {"bad_number": 4})
    assert verify(tmp_path, now=NOW) == ()
