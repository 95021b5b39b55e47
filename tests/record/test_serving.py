"""Snapshots while they serve: locked down, followed without a restart, and never half-written."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from cxdata.errors import Busy, NoRecord, Refused
from cxdata.record import import_readings, locate, open_snapshot, store, verify
from cxdata.record.job import Job, dumped
from cxdata.scope import Scope
from tests.record.making import ALL, NOW, STEWARD, answers, histogram, rows, taken

ROOT = Path(__file__).parents[2]


def file(home: Path, number: int, n: int = 1) -> Any:
    lines = [[f"{number}-{i}", "2026-10-01", "9"] for i in range(n)]
    return answers(home / "in", lines, name=f"survey{number}.csv")


def test_own_feedback_serves_as_soon_as_there_is_some(tmp_path: Path) -> None:
    assert locate(tmp_path) == tmp_path / "demo"
    taken(tmp_path / "demo", file(tmp_path, 1), demo=True)
    assert locate(tmp_path) == tmp_path / "demo"
    assert open_snapshot(locate(tmp_path)).demo
    taken(tmp_path / "own", file(tmp_path, 2))
    assert locate(tmp_path) == tmp_path / "own"
    assert not open_snapshot(locate(tmp_path)).demo


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/passwd')",
        "copy (select 1) to '/tmp/record-should-not-exist.csv'",
        "attach '/tmp/record-should-not-exist.duckdb' as other",
        "insert into record.meta values ('a', 'b')",
        "delete from record.answer",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set TimeZone = 'Asia/Tokyo'",
        "set lock_configuration = false",
    ],
)
def test_a_serving_connection_can_do_nothing_but_read_its_file(
    tmp_path: Path, statement: str
) -> None:
    taken(tmp_path, file(tmp_path, 1))
    frame = {"x": [1]}
    snapshot = open_snapshot(tmp_path)
    with pytest.raises(duckdb.Error):
        snapshot._con.cursor().execute(statement)
    with pytest.raises(duckdb.Error):
        snapshot._con.cursor().execute("select * from frame")
    assert frame
    assert not Path("/tmp/record-should-not-exist.csv").exists()


def test_a_reader_sees_the_next_snapshot_without_a_restart(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 1))
    first = open_snapshot(tmp_path)
    assert open_snapshot(tmp_path) is first
    taken(tmp_path, file(tmp_path, 2))
    assert open_snapshot(tmp_path).number == 2
    assert sum(histogram(tmp_path)) == 2
    # A run that began on the old one ends on it.
    assert first.slice(STEWARD, ALL).core.counts.sum() == 1


def test_a_home_made_anew_under_the_same_name_is_read_anew(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    taken(home, file(tmp_path, 1, 3))
    assert sum(histogram(home)) == 3
    shutil.rmtree(home)
    taken(home, file(tmp_path, 2, 5))
    assert open_snapshot(home).number == 1
    assert sum(histogram(home)) == 5


def test_threads_read_whole_snapshots_while_the_writer_moves_on(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 0, 10))
    stop, faults, seen = threading.Event(), list[str](), set[int]()

    def read() -> None:
        while not stop.is_set():
            try:
                snapshot = open_snapshot(tmp_path)
                n = int(snapshot.slice(STEWARD, ALL).core.counts.sum())
                seen.add(n)
                if n != 10 * snapshot.number:
                    faults.append(f"snapshot {snapshot.number} shows {n}")
            except Exception as error:  # every failed read is a fault
                faults.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 7):
        taken(tmp_path, file(tmp_path, number, 10))
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert len(seen) >= 3
    kept = sorted(p.name for p in (tmp_path / "record").glob("*.duckdb"))
    assert kept == ["000005.duckdb", "000006.duckdb", "000007.duckdb"]
    # A snapshot that was swept while it was open goes on answering.
    assert sum(histogram(tmp_path)) == 70


def test_nobody_reads_without_saying_who_asks(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 1))
    snapshot = open_snapshot(tmp_path)
    with pytest.raises(Refused):
        snapshot.slice("steward", ALL)  # type: ignore[arg-type]
    for closed in (snapshot.batches, snapshot.quality):
        with pytest.raises(Refused, match="steward"):
            closed(Scope("executive"))
    assert snapshot.batches(STEWARD)[0].name == "survey1.csv"
    assert snapshot.slice(Scope("employee"), ALL).core.counts.sum() == 1


def test_no_record_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoRecord, match="python -m cxdata import"):
        open_snapshot(tmp_path)


def builder(job: Job, words: str | None) -> subprocess.Popen[str]:
    """The real builder on a job, as far as the step that says these words."""
    started = subprocess.Popen(
        [sys.executable, "-m", "cxdata.record.builder"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert started.stdin
    assert started.stdout
    started.stdin.write(dumped(job) + "\n")
    started.stdin.flush()
    for line in started.stdout:
        if words is None or words in json.loads(line).get("words", ""):
            break
    return started


def killed(started: subprocess.Popen[str]) -> None:
    started.send_signal(signal.SIGKILL)
    started.communicate()


@pytest.mark.parametrize("words", ["copying", "classifying", "writing", "counting", "closing"])
def test_an_import_killed_at_any_moment_leaves_the_old_snapshot(tmp_path: Path, words: str) -> None:
    taken(tmp_path, file(tmp_path, 1, 5))
    before = rows(tmp_path)
    job = Job("import", tmp_path, "steward", NOW, (file(tmp_path, 2, 20_000),))
    killed(builder(job, words))
    assert open_snapshot(tmp_path).number == 1
    assert rows(tmp_path) == before
    (report,) = import_readings(tmp_path, [file(tmp_path, 3, 2)], author="steward", now=NOW)
    assert report.batch == 2
    assert sum(histogram(tmp_path)) == 7
    left = {p.name for p in (tmp_path / "record").iterdir()}
    assert left == {"000001.duckdb", "000002.duckdb", "current", "lock"}
    assert not list(tmp_path.glob("spill-*"))


def test_an_orphan_that_the_pointer_never_named_is_swept(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 1))
    folder = tmp_path / "record"
    (folder / "000002.duckdb").write_bytes(b"half")
    (folder / "building-000002.duckdb").write_bytes(b"half")
    (folder / "building-000002.duckdb.wal").write_bytes(b"half")
    taken(tmp_path, file(tmp_path, 2))
    assert open_snapshot(tmp_path).path.stat().st_size > 4
    assert verify(tmp_path, now=NOW) == ()
    serving = open_snapshot(tmp_path).path.name
    assert {p.name for p in folder.glob("*0*")} == {"000001.duckdb", serving}


def test_a_second_import_is_told_who_imports_since_when(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 1))
    with store.locked(tmp_path, "Ada of Logistics", NOW):
        with pytest.raises(Busy, match=f"Ada of Logistics .*2026-11-01T12:00:00.*{os.getpid()}"):
            import_readings(tmp_path, [file(tmp_path, 2)], author="steward", now=NOW)
        # Who only counts is not in the way.
        (dry,) = import_readings(
            tmp_path, [file(tmp_path, 2)], author="steward", now=NOW, dry_run=True
        )
        assert dry.added == 1
    (report,) = import_readings(tmp_path, [file(tmp_path, 2)], author="steward", now=NOW)
    assert report.batch == 2


def test_a_lock_left_by_a_dead_process_is_stale(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 1))
    owner = {"pid": 1, "host": "elsewhere", "author": "ghost", "since": "2026-01-01"}
    (tmp_path / "record" / "lock").write_text(json.dumps(owner))
    assert taken(tmp_path, file(tmp_path, 2))[0].batch == 2


def test_the_builder_ends_when_its_parent_dies(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 1))
    job = Job("import", tmp_path, "steward", NOW, (file(tmp_path, 2, 50_000),))
    started = builder(job, "reading")
    assert started.stdin
    started.stdin.close()
    assert started.wait(timeout=20) == 3
    assert started.stdout
    started.stdout.close()
    assert open_snapshot(tmp_path).number == 1


def test_a_cancelled_import_leaves_nothing_running_and_nothing_changed(tmp_path: Path) -> None:
    taken(tmp_path, file(tmp_path, 1))

    def cancel(share: float, words: str) -> None:
        if "classifying" in words:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_readings(
            tmp_path, [file(tmp_path, 2, 20_000)], author="steward", now=NOW, progress=cancel
        )
    assert open_snapshot(tmp_path).number == 1
    assert taken(tmp_path, file(tmp_path, 3))[0].batch == 2


def test_progress_grows_to_the_end(tmp_path: Path) -> None:
    shares: list[float] = []
    told: Callable[[float, str], None] = lambda share, words: shares.append(share)  # noqa: E731
    both = [file(tmp_path, 1), file(tmp_path, 2)]
    import_readings(tmp_path, both, author="steward", now=NOW, progress=told)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] > 0.9
