"""The builder: the process that alone writes a record. One line of JSON in, lines of JSON out.

    python -m cxdata.record.builder < job.json

Lines out: {"share": 0.4, "words": "…"} while it works, at last {"reports": […]}, {"faults": […]} or
{"error": "Busy", "message": "…"}. It ends at once when its input closes: its parent has died.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb

from cxdata import organisation as company
from cxdata.errors import CxError, NoRecord, Undecided
from cxdata.record import cubes, erased, files, forgetting, organised, schema, store, undoing
from cxdata.record.ingest import Ingest, Step
from cxdata.record.job import Job, loaded
from cxdata.record.names import Names, seeded
from cxdata.record.progress import Progress
from cxdata.record.queries import query
from cxdata.record.report import Report

FORGETS = ("erase", "retain")
MEMORY_MB = 6 * 1024  # what the builder may hold before it spills to disk, or half the machine's


def run(job: Job, emit: Step) -> dict[str, object]:
    """Do what the job asks. Return the last line to say."""
    if job.action == "verify":
        with _connection(job, None) as con:
            cubes.thresholds(con, Names(con))
            return {"faults": undoing.faults(con)}
    if job.action in FORGETS:
        return {"counts": _forgotten(job, emit)}
    if job.dry_run:
        with _connection(job, None) as con:
            reports, _ = _ingested(con, job, emit)
    else:
        reports = _next_snapshot(job, emit)
    return {"reports": [report.as_json() for report in reports]}


def _forgotten(job: Job, emit: Step) -> dict[str, int]:
    """Count what is to go, and unless it is a dry run let a record without it serve, alone."""
    with _connection(job, None) as con:
        found = forgetting.counts(_ingest(con, job), job.action)
    if job.dry_run or (job.action == "retain" and not found):
        return found
    with store.locked(job.home, job.author, job.now):
        store.sweep(job.home)
        path = store.next_path(job.home)
        whole, clean = store.half_written(path), store.half_written(path).with_suffix(".clean")
        try:
            emit(0.0, "copying the record")
            store.copied(store.held(job.home), whole)
            with _connection(job, whole) as con:
                forgetting.forgotten(_ingest(con, job), job.action)
                cubes.latest(con)
                con.execute("checkpoint record")
            emit(0.6, "writing what is left into a new file")
            with _connection(job, whole, clean) as con:
                con.execute(query("copied_anew"))
                con.execute("checkpoint clean")
            store.publish(clean, path, job.home)
            store.alone(job.home)
        finally:
            store.sweep(job.home)
    return found


def _next_snapshot(job: Job, emit: Step) -> tuple[Report, ...]:
    """Copy the record, change the copy, and let it serve."""
    with store.locked(job.home, job.author, job.now):
        store.sweep(job.home)
        path = store.next_path(job.home)
        built = store.half_written(path)
        try:
            if store.pointed(job.home) and not (job.demo and _outdated(job)):
                emit(0.0, "copying the record")
                store.copied(store.held(job.home), built)
            reports, changed = _built(job, built, emit)
            if changed:
                store.publish(built, path, job.home)
        finally:
            store.sweep(job.home)
    return reports


def _built(job: Job, built: Path, emit: Step) -> tuple[tuple[Report, ...], bool]:
    """Change the copy. Return the reports, and whether the record changed."""
    with _connection(job, built) as con:
        reports: tuple[Report, ...] = ()
        changed = job.action == "rollback"
        if changed:
            undoing.rolled_back(_ingest(con, job), job.batch)
        else:
            reports, changed = _ingested(con, job, emit)
        if changed:
            cubes.latest(con)
        emit(0.97, "closing")
        con.execute("checkpoint record")
    return reports, changed


@contextlib.contextmanager
def _connection(
    job: Job, built: Path | None, clean: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked-down connection with the record attached: to write to `built`, else to read only.

    clean  a new file beside it, attached as `clean`
    """
    spill = Path(job.home) / f"spill-{os.getpid()}"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{min(MEMORY_MB, _machine_mb() // 2)}MB",
        "temp_directory": str(spill),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
    }
    con = duckdb.connect(":memory:", config=settings)
    folders = {store.folder(job.home), spill, *(r.staged.parent for r in job.readings)}
    con.execute("set allowed_directories = $folders", {"folders": [str(f) for f in folders]})
    con.execute("set TimeZone = 'UTC'")
    # The bar makes query_progress work; printed, it would stand between our lines.
    con.execute("set enable_progress_bar = true")
    con.execute("set enable_progress_bar_print = false")
    fresh = _attach(con, job, built)
    if clean is not None:
        con.execute("attach $path as clean", {"path": str(clean)})
    if not fresh:
        schema.readable(con)
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    if fresh:
        con.execute(query("schema"))
        con.execute(query("views"))
        con.execute(query("views_handover"))
        con.execute(query("views_base"))
        seeded(con)
        schema.stamped(con, job.demo)
    try:
        yield con
    finally:
        con.close()


def _outdated(job: Job) -> bool:
    """Is the home's record the sample company's of an older version? It is made anew."""
    try:
        with _connection(job, None):
            return False
    except NoRecord:
        return True


def _machine_mb() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20


def _attach(con: duckdb.DuckDBPyConnection, job: Job, built: Path | None) -> bool:
    """Attach the record. Return whether it is new and empty."""
    if built is not None:
        fresh = not built.exists()
        con.execute("attach $path as record", {"path": str(built)})
        return fresh
    if store.pointed(job.home) is None:
        con.execute("attach ':memory:' as record")
        return True
    con.execute("attach $path as record (read_only)", {"path": str(store.held(job.home))})
    return False


def _ingested(
    con: duckdb.DuckDBPyConnection, job: Job, emit: Step
) -> tuple[tuple[Report, ...], bool]:
    """Take everything in. Return the reports, and whether the record changed."""
    ingest = _ingest(con, job)
    changed = False
    if job.organisation is not None and not job.dry_run:
        changed = organised.renewed(ingest, job.organisation, job.base)
    reports = []
    with Progress(con, emit) as progress:
        for i, reading in enumerate(job.readings):
            ingest.step = progress.part(i, len(job.readings), reading.name)
            reports.append(files.taken(ingest, reading))
    changed = changed or any(report.batch is not None for report in reports)
    return tuple(reports), changed


def _ingest(con: duckdb.DuckDBPyConnection, job: Job) -> Ingest:
    text = organised.newest(con)[0] if job.organisation is None else job.organisation
    known = company.parse(text) if text else None
    names = Names(con)
    cubes.thresholds(con, names)
    gone = job.customers or erased.listed(job.home)
    forgetting.known(con, gone)
    return Ingest(
        con=con,
        names=names,
        organisation=known,
        zone=organised.zone(known),
        key=store.key(job.home, make=not job.dry_run),
        author=job.author,
        now=job.now,
        dry_run=job.dry_run,
        overlap=job.overlap,
        most=job.most,
        step=lambda share, words: None,
        kept_since=forgetting.kept_since(known, job.now.date()),
        erased=bool(gone),
    )


def main() -> int:
    """Read the job, do it, say what came of it."""
    job = loaded(sys.stdin.readline())
    threading.Thread(target=_orphaned, daemon=True).start()
    try:
        last = run(job, lambda share, words: _say(share=round(share, 3), words=words))
    except Undecided as error:
        _say(error="Undecided", message=str(error), candidates=error.candidates)
        return 1
    except CxError as error:
        _say(error=type(error).__name__, message=str(error))
        return 1
    except duckdb.Error as error:
        # The first line says what it was; what follows may quote a person's answer.
        told = str(error).strip().splitlines()[0]
        _say(error="BadInput", message=_full(told) or f"{told.rstrip('.')}. Nothing was changed.")
        raise
    except OSError as error:
        told = f"{error.strerror}: {error.filename or job.home}"
        _say(error="CxError", message=_full(told) or f"{told}. Nothing was changed.")
        raise
    _say(**last)
    return 0


def _full(told: str) -> str:
    """What to do where an error says that the disk has no room; '' for any other error."""
    if not any(os.strerror(code) in told for code in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)):
        return ""
    return (
        "The disk that holds the record is full: a new snapshot needs as much room as the one "
        f"before, and the new answers. Make room and import again. Nothing was changed. ({told})"
    )


def _say(**table: object) -> None:
    print(json.dumps(table), flush=True)


def _orphaned() -> None:
    """End hard when the parent's end of the pipe closes: what is half-built is swept later."""
    sys.stdin.read()
    os._exit(3)


if __name__ == "__main__":
    raise SystemExit(main())
