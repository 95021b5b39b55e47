"""Writing a record: every change is done by the builder, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cxdata import errors
from cxdata.record import store
from cxdata.record.job import Job, dumped
from cxdata.record.reading import Reading
from cxdata.record.report import Report, from_json

Progress = Callable[[float, str], None]  # share done 0..1, what is being done
_ROOT = Path(__file__).parents[2]
_KNOWN = {
    name: getattr(errors, name) for name in ("Refused", "BadInput", "Busy", "NoRecord", "CxError")
}


def import_readings(
    home: Path,
    readings: Sequence[Reading],
    *,
    author: str,
    now: datetime,
    organisation: str | None = None,
    base: int | None = None,
    overlap: str = "skip",
    dry_run: bool = False,
    demo: bool = False,
    most: int = 10_000,
    progress: Progress | None = None,
) -> tuple[Report, ...]:
    """Take files into a home's record as its next snapshot, or count what that would do.

    now           stamps the batches; with an offset
    organisation  text of a new organisation file, taken in before the readings
    base          the version that it was written over: Busy if there is another now
    overlap       rows without an id that another file holds already: 'skip', or 'add' as new ones
    dry_run       nothing is written; each file is compared with the record as it is
    demo          the record, if it is new, is the sample company's
    most          rejected rows that a report carries
    return        a Report for each reading, in order
    raises        Busy while somebody else imports; BadInput, and nothing is changed
    """
    job = Job(
        action="import",
        home=Path(home).resolve(),
        author=author,
        now=now,
        readings=tuple(replace(r, staged=r.staged.resolve()) for r in readings),
        organisation=organisation,
        base=base,
        overlap=overlap,
        dry_run=dry_run,
        demo=demo,
        most=most,
    )
    return tuple(from_json(table) for table in _done(job, progress)["reports"])


def rollback(home: Path, batch: int, *, author: str, now: datetime) -> None:
    """Take a batch out again, as the next snapshot; what it had displaced stands again.

    raises    BadInput where the record holds no such batch; Busy while somebody imports
    """
    home = Path(home).resolve()
    store.current(home)
    _done(Job(action="rollback", home=home, author=author, now=now, batch=batch), None)


def verify(home: Path, *, now: datetime) -> tuple[str, ...]:
    """Count every answer again and compare: what is wrong, a sentence each; empty if all is well.

    raises    NoRecord where there is nothing to verify
    """
    home = Path(home).resolve()
    path = store.current(home)
    if not path.exists():
        return (f"the pointer names {path.name}, which is not there",)
    done = _done(Job(action="verify", home=home, author="", now=now), None)
    return tuple(str(fault) for fault in done["faults"])


def erase(
    home: Path,
    customers: Sequence[int],
    *,
    author: str,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Take customers out of the record: a new file without them, and no older one.

    customers  their hashes (erased.hashed)
    return     what the record held of them (holds, on a dry run): kind of row -> rows, none of 0
    raises     Busy while somebody imports; NoRecord
    """
    return _forgotten("erase", home, tuple(customers), author, now, dry_run, progress)


def retain(
    home: Path,
    *,
    author: str,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Take comments out that are older than the organisation keeps them, in the same way.

    return     month -> comments that were (would be) removed
    raises     Busy while somebody imports; NoRecord
    """
    return _forgotten("retain", home, (), author, now, dry_run, progress)


def _forgotten(
    action: str,
    home: Path,
    customers: tuple[int, ...],
    author: str,
    now: datetime,
    dry_run: bool,
    progress: Progress | None,
) -> dict[str, int]:
    home = Path(home).resolve()
    store.held(home)
    job = Job(action, home, author, now, dry_run=dry_run, customers=customers)
    return {str(what): int(rows) for what, rows in _done(job, progress)["counts"].items()}


def _done(job: Job, progress: Progress | None) -> dict[str, Any]:
    """Run the builder on a job and return its last line."""
    command = [sys.executable, "-m", "cxdata.record.builder"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8"
    ) as builder:
        try:
            return _listened(builder, job, progress)
        finally:
            # Also when a person cancels: what is half-built is swept by the next import.
            builder.kill()


def _listened(
    builder: subprocess.Popen[str], job: Job, progress: Progress | None
) -> dict[str, Any]:
    assert builder.stdin is not None
    assert builder.stdout is not None
    assert builder.stderr is not None
    builder.stdin.write(dumped(job) + "\n")
    builder.stdin.flush()
    last: dict[str, Any] = {}
    for line in builder.stdout:
        last = json.loads(line)
        if "share" in last and progress is not None:
            progress(last["share"], last["words"])
    if "error" in last:
        raise _KNOWN.get(last["error"], errors.BadInput)(last["message"])
    if not {"reports", "faults", "counts"} & set(last):
        # Only the kind of the error: its words may quote what a customer said.
        told = builder.stderr.read().strip().splitlines()
        kind = told[-1].split(":")[0] if told else "killed"
        raise errors.CxError(
            f"The import ended before it was done (code {builder.wait()}: {kind}). "
            "The record is as it was; start the import again."
        )
    return last
