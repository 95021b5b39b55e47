"""One file into the record: by its kind, counted, and written unless it is a dry run."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from datetime import UTC

from cxdata.errors import BadInput
from cxdata.record import answers, counting, cubes, forgetting, other, spoken
from cxdata.record.ingest import Ingest
from cxdata.record.reading import Reading
from cxdata.record.report import Report


def taken(job: Ingest, reading: Reading) -> Report:
    """Take a file in. A report without `batch`: a dry run, or nothing that the record lacked."""
    start = time.perf_counter()
    known, batch = job.rows("batch_known", sha256=reading.sha256)[0]
    if reading.kind == "answers":
        report = _answers(job, reading, batch, known)
    else:
        report = other.counted(job, reading, batch, blank(reading))
    news = report.added or (report.duplicates and known is None)
    if news and not job.dry_run:
        _written(job, reading)
        report = replace(report, batch=batch)
    job.run("forgotten")
    job.step(1.0, "done")
    seconds = round(time.perf_counter() - start, 3)
    report = replace(report, known_batch=known, seconds=seconds)
    if report.batch is not None:
        _noted(job, reading, report)
    return report


def _answers(job: Ingest, reading: Reading, batch: int, known: int | None) -> Report:
    job.step(0.0, "reading")
    continues = answers.staged(job, reading, add=job.overlap == "add" and known is None)
    job.step(0.6, "classifying")
    cells = answers.cells(job, reading)
    unknown = answers.coded(job)
    job.step(0.65, "comparing with the record")
    counts = answers.incoming(job, reading, cells, batch, continues)
    report = counting.counted(job, reading, cells, blank(reading))
    old = forgetting.expired(job)
    return replace(
        report,
        warnings=(*report.warnings, *_expired(job, old)),
        masked=spoken.worded(job),
        duplicates=counts["incoming"] - counts["standing"],
        replaced=counts["replaced"],
        overlap=counts["overlap"],
        added=counts["added"],
        unknown=unknown,
    )


def _expired(job: Ingest, comments: int) -> list[str]:
    if not comments:
        return []
    return [
        f"{comments} comments are from before {job.kept_since.isoformat()}: their scores count, "
        "their words are not kept (why: the file docs/privacy.md, in the folder where the app is "
        "installed)."
    ]


def blank(reading: Reading) -> Report:
    """The report of a file of which nothing is counted yet."""
    return Report(
        source=reading.name,
        kind=reading.kind,
        tool=reading.tool,
        sha256=reading.sha256,
        timezone=reading.timezone or "",
        undecodable=reading.undecodable,
        warnings=reading.warnings,
    )


def _written(job: Ingest, reading: Reading) -> None:
    if reading.kind != "answers":
        other.written(job, reading)
        return
    if "date" not in reading.fields:
        raise BadInput(
            f"'{reading.name}' has no dates, so its answers belong to no month. Declare the day "
            "for all of them, as in --date 2026-10-31. Nothing was changed."
        )
    job.step(0.75, "writing answers")
    job.names.save(job.con)
    job.run("answers_added")
    job.run("comments_added")
    job.run("comments_settled")
    job.step(0.9, "counting the touched days")
    cubes.renew(job.con)


def _noted(job: Ingest, reading: Reading, report: Report) -> None:
    """Write the batch down, without the rejected values: they may be about a person."""
    slim = replace(report, rejected_rows=(), rejected_values={})
    job.run(
        "batch_added",
        id=report.batch,
        name=reading.name,
        sha256=reading.sha256,
        tool=reading.tool,
        kind=reading.kind,
        at=job.now.astimezone(UTC).replace(tzinfo=None),
        author=job.author,
        reading=json.dumps(asdict(reading), default=str),
        report=json.dumps(slim.as_json()),
    )
