"""An import, comments, cubes and all, against DuckDB's bare COPY of the same CSV into a table."""

import hashlib
import shutil
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from benchmarks import company
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record import Field, Question, Reading, import_readings
from cxdata.scope import STEWARD, Scope

HEADER = (
    *("response_id", "answered_at", "kind", "touchpoint", "team", "segment", "channel", "region"),
    *("customer", "nps", "comment"),
)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def reading(path: Path) -> Reading:
    """The generated file, read: it is clean, so it is taken as it lies."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    roles = {name: Field(i) for i, name in enumerate(HEADER) if name not in ("kind", "nps")}
    roles["id"] = roles.pop("response_id")
    roles["date"] = roles.pop("answered_at")
    return Reading(
        name=path.name,
        sha256=sha256,
        tool="plain",
        kind="answers",
        staged=path,
        labels=HEADER,
        survey=Field(HEADER.index("kind")),
        questions=(Question(HEADER.index("nps"), "nps"),),
        fields=roles,
        dates=("iso",),
        direct=True,
    )


def ours(path: Path, home: Path) -> float:
    """Seconds from file to a snapshot that serves; the file's hash is part of it."""
    shutil.rmtree(home, ignore_errors=True)
    start = time.perf_counter()
    text = company.organisation()
    import_readings(home, [reading(path)], author="bench", now=NOW, organisation=text)
    return time.perf_counter() - start


def bare(path: Path) -> float:
    """Seconds of COPY into a table of a file database, checkpoint included."""
    target = company.BUILD / "bare.duckdb"
    target.unlink(missing_ok=True)
    start = time.perf_counter()
    with duckdb.connect(str(target)) as con:
        columns = ", ".join(
            f"{name} {'utinyint' if name == 'nps' else 'varchar'}" for name in HEADER
        )
        con.execute(f"create table answer ({columns})")
        con.execute(f"copy answer from '{path}' (format csv, header)")
    seconds = time.perf_counter() - start
    target.unlink()
    return seconds


def measured(n: int, rounds: int) -> Path:
    """Print the ratio of medians, the two taking turns. Return the data root that was built.

    Customers and invitations come after the clock has stopped: the scorecard reads them, too.
    """
    path, root = company.answers(n), company.BUILD / f"data_{n}"
    home = root / "own"
    times = [(bare(path), ours(path, home)) for _ in range(rounds)]
    copy, whole = (statistics.median(column) for column in zip(*times, strict=True))
    size = sum(p.stat().st_size for p in (home / "record").glob("*.duckdb"))
    imports.commit(Scope(STEWARD), home, Batch(company.surroundings()), NOW)
    print(
        f"import {n:>11,} answers: {whole:7.1f} s, bare COPY {copy:6.1f} s,"
        f" ratio {whole / copy:.1f} ({rounds} rounds);"
        f" CSV {path.stat().st_size >> 20} MiB, snapshot {size >> 20} MiB"
    )
    return root
