"""Invitations, measures, customers and contacts on their way into the record."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from cxdata.record import answers, forgetting, staging
from cxdata.record.ingest import Ingest
from cxdata.record.reading import Reading
from cxdata.record.report import Rejected, Report

_HASHED = ("customers", "contacts")


def counted(job: Ingest, reading: Reading, batch: int, head: Report) -> Report:
    """Stage a file, and compare it with the record. Leaves `incoming`: the rows that it brings.

    The latest file's row about a thing is the one that stands. head is the file's empty report.
    """
    job.step(0.0, "reading")
    staging.raw(job.con, reading)
    formats = [how for how in reading.dates if how != "iso"] or None
    hashed = {"key": job.key} if reading.kind in _HASHED else {}
    job.run(f"staged_{reading.kind}", naive=formats, **hashed)
    if reading.kind in _HASHED:
        forgetting.left_out(job, reading.kind)
    job.step(0.6, "comparing with the record")
    unknown = answers.coded(job, "other_names", ("touchpoint", "team", "measure"))
    job.run(f"incoming_{reading.kind}", batch=batch)
    ((incoming, same, known),) = job.rows(f"compared_{reading.kind}")
    rejected = tuple(Rejected(*row) for row in job.rows("other_rejected", most=job.most))
    report = _rows(job, head)
    return replace(
        report,
        rejected_rows=rejected,
        duplicates=report.accepted - incoming + same,
        replaced=known - same,
        added=incoming - same,
        unknown=unknown,
    )


def written(job: Ingest, reading: Reading) -> None:
    """Write what `counted` left."""
    job.names.save(job.con)
    job.run(f"added_{reading.kind}")


def _rows(job: Ingest, head: Report) -> Report:
    left_out: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    accepted, days = 0, list[date]()
    for mark, reason, n, first, last in job.rows("other_rows"):
        if mark is not None:
            left_out[mark] += n
        elif reason is not None:
            reasons[reason] += n
        else:
            accepted += n
            days += [day for day in (first, last) if day is not None]
    return replace(
        head,
        rows=accepted + sum(left_out.values()) + sum(reasons.values()),
        accepted=accepted,
        left_out=dict(left_out),
        rejected=sum(reasons.values()),
        rejected_reasons=dict(sorted(reasons.items())),
        rejected_total=sum(reasons.values()),
        first=min(days).isoformat() if days else "",
        last=max(days).isoformat() if days else "",
    )
