"""Small files as readers hand them over, taken into a real record."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from cxdata.record import Field, Question, Reading, Report, builder, open_snapshot
from cxdata.record.job import Job
from cxdata.record.report import from_json
from cxdata.scope import Scope, View

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
STEWARD = Scope("steward")
ALL = View(date(2020, 1, 1), date(2027, 1, 1))
AMSTERDAM = '[company]\nname = "Larkfield"\ntimezone = "Europe/Amsterdam"\n'
HOUSE = (
    AMSTERDAM
    + """
[[stage]]
id = "receive"
name = "Receive"

[[touchpoint]]
id = "delivery"
name = "Delivery on time"
stage = "receive"

[[department]]
id = "logistics"
name = "Logistics"

[[team]]
id = "vans_north"
name = "Vans North"
department = "logistics"

[[team]]
id = "vans_south"
name = "Vans South"
department = "logistics"

[[line]]
team = "vans_south"
touchpoint = "delivery"

[[line]]
team = "vans_north"
touchpoint = "delivery"
"""
)


def staged(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], left: Any = None
) -> str:
    """Write a staged CSV: row and left_out before the columns. Return its hash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["row", "left_out", *header])
        for number, row in enumerate(rows, start=1):
            out.writerow([number, (left or {}).get(number, ""), *row])
    return hashlib.sha256(path.read_bytes()).hexdigest()


def answers(
    folder: Path,
    rows: Iterable[Sequence[str]],
    header: Sequence[str] = ("id", "date", "score"),
    name: str = "survey.csv",
    left: dict[int, str] | None = None,
    **declared: Any,
) -> Reading:
    """A file of answers; columns called like a role carry it, 'score' is the 0-10 question."""
    path = folder / f"{name}.staged"
    sha = staged(path, header, rows, left)
    roles = {"revision", "touchpoint", "team", "segment", "channel", "region", "customer"}
    roles |= {"id", "date", "origin", "comment", "source"}
    fields = {role: Field(header.index(role)) for role in header if role in roles}
    defaults: dict[str, Any] = {
        "questions": (Question(header.index("score"), "score"),) if "score" in header else (),
        "survey": Field(header.index("kind")) if "kind" in header else Field(value="relational"),
        "dates": ("iso",),
    }
    fields |= declared.pop("fields", {})
    kept = {**defaults, **declared}
    return Reading(name, sha, "plain", "answers", path, tuple(header), fields=fields, **kept)


def other(folder: Path, kind: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Reading:
    """A file of another kind, its columns called as in docs/format.md."""
    path = folder / f"{kind}.staged"
    sha = staged(path, header, rows)
    fields = {name: Field(i) for i, name in enumerate(header)}
    return Reading(
        f"{kind}.csv", sha, "plain", kind, path, tuple(header), fields=fields, dates=("iso",)
    )


def taken(home: Path, *readings: Reading, **options: Any) -> tuple[Report, ...]:
    """Import in this process: what the builder does, without a process of its own."""
    job = Job("import", home, "steward", NOW, readings, **options)
    last = builder.run(job, lambda share, words: None)
    return tuple(from_json(table) for table in last["reports"])  # type: ignore[attr-defined]


def without(home: Path, batch: int) -> None:
    """Roll a batch back in this process."""
    builder.run(Job("rollback", home, "steward", NOW, batch=batch), lambda share, words: None)


def histogram(home: Path, view: View = ALL, **kept: str) -> list[int]:
    """Answers by score 0..10 that a page sees; of the relational NPS unless something is kept."""
    core = open_snapshot(home).slice(STEWARD, view).core
    kept = kept or {"kind": "relational", "metric": "nps"}
    return [int(n) for n in core.where(**kept).counts.sum(axis=0)]


def rows(home: Path) -> list[tuple[Any, ...]]:
    """Every answer that stands, in names, sorted: what a record is, whatever order made it."""
    with duckdb.connect() as con:
        con.execute("attach $p as record (read_only)", {"p": str(open_snapshot(home).path)})
        names = "select dimension, code, name from record.name"
        called = {(d, c): n for d, c, n in con.execute(names).fetchall()}
        found = con.execute(
            "select metric, day, moment, kind, score, touchpoint, team, segment, channel, region, "
            "revision, customer, response from record.answer"
        ).fetchall()
    dims = ("touchpoint", "team", "segment", "channel", "region")
    return sorted(
        (*row[:5], *(called[d, c] for d, c in zip(dims, row[5:10], strict=True)), *row[10:])
        for row in found
    )
