"""A new version of the organisation file, and what it changes in the record."""

from __future__ import annotations

from datetime import UTC

import duckdb

from cxdata import organisation as company
from cxdata.errors import Busy
from cxdata.organisation import Organisation
from cxdata.record import answers, cubes
from cxdata.record.ingest import Ingest
from cxdata.record.queries import query


def newest(con: duckdb.DuckDBPyConnection) -> tuple[str, int]:
    """Text and version of the newest organisation file; ('', 0) where there is none."""
    row = con.execute(query("organisation")).fetchone()
    return (row[0], row[1]) if row else ("", 0)


def zone(organisation: Organisation | None) -> str:
    """The time zone of business days."""
    return organisation.company.timezone if organisation else "UTC"


def renewed(job: Ingest, text: str, base: int | None = None) -> bool:
    """Write a new version. Return whether the record changed.

    Answers keep the team they have; those without one get the owner of their touchpoint. A new
    time zone moves answers to other days.

    base    the version that the text was written over; None overwrites whatever is there
    raises  Busy where somebody has saved another version since
    """
    old, version = newest(job.con)
    if base is not None and base != version:
        raise Busy(
            f"The organisation is at version {version}; this was written over version {base}. "
            "Nothing was changed: look at what is new, then save again."
        )
    if text == old:
        return False
    at = job.now.astimezone(UTC).replace(tzinfo=None)
    job.run("organisation_added", version=version + 1, text=text, author=job.author, at=at)
    if zone(company.parse(old) if old else None) != job.zone:
        for part in ("comments_rezoned", "shadow_rezoned", "days_rezoned"):
            job.run(part, zone=job.zone)
        job.run("days_all")
        cubes.renew(job.con)
    answers.owners(job)
    job.names.save(job.con)
    job.run("answers_owned")
    cubes.renew(job.con)
    job.run("forgotten")
    return True
