"""What the builder's process is told, as JSON: the job and its readings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cxdata.record.reading import Field, Question, Reading


@dataclass(frozen=True)
class Job:
    """What is to be done to a home's record.

    action    'import', 'rollback', 'verify', 'erase', 'retain'
    now       stamps batches and the lock; with an offset
    most      rejected rows that a report carries; batch: the one to roll back
    customers hashes of those to erase
    base      version that the organisation file was written over; None overwrites any
    """

    action: str
    home: Path
    author: str
    now: datetime
    readings: tuple[Reading, ...] = ()
    organisation: str | None = None
    overlap: str = "skip"
    dry_run: bool = False
    demo: bool = False
    most: int = 10_000
    batch: int = 0
    base: int | None = None
    customers: tuple[int, ...] = ()


def dumped(job: Job) -> str:
    """The job as one line of JSON."""
    table = asdict(job)
    table["now"] = job.now.isoformat()
    return json.dumps(table, default=str)


def loaded(line: str) -> Job:
    """The job that `dumped` wrote."""
    table = json.loads(line)
    table["home"] = Path(table["home"])
    table["now"] = datetime.fromisoformat(table["now"])
    table["customers"] = tuple(table["customers"])
    table["readings"] = tuple(reading(row) for row in table["readings"])
    return Job(**table)


def reading(table: Mapping[str, Any]) -> Reading:
    """A reading from its JSON."""
    whole = dict(table)
    whole["staged"] = Path(table["staged"])
    whole["survey"] = Field(**table["survey"])
    whole["questions"] = tuple(
        Question(**{**row, "scale": (row["scale"][0], row["scale"][1])})
        for row in table["questions"]
    )
    whole["fields"] = {role: Field(**row) for role, row in table["fields"].items()}
    for name in ("labels", "dates", "warnings"):
        whole[name] = tuple(table[name])
    return Reading(**whole)
