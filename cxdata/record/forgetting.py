"""Taking people's data out of a record for good: customers who are erased, comments that expire.

DELETE leaves the bytes in the file, so that the builder copies what is left into a new one, and
drops every older snapshot.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb

from cxdata.organisation import Organisation, Retention
from cxdata.record import cubes
from cxdata.record.ingest import Ingest
from cxdata.record.queries import query
from cxdata.scope import month_after


def kept_since(organisation: Organisation | None, today: date) -> date:
    """The first day whose comments are kept: whole months back from the one that is running."""
    retention = organisation.retention if organisation else Retention()
    return month_after(today.replace(day=1), -retention.comments_months)


def known(con: duckdb.DuckDBPyConnection, customers: Sequence[int]) -> None:
    """Tell the connection who was erased."""
    con.execute(query("erased"), {"customers": list(customers)})


def left_out(job: Ingest, kind: str) -> None:
    """Leave out the rows of the staged file that are about somebody who was erased."""
    if not job.erased:
        return
    job.run("erased_rows")
    if kind == "customers":
        job.run("erased_referrers_customers")


def expired(job: Ingest) -> int:
    """Take the words from comments of the staged file that are too old to be kept; how many."""
    job.run("expired", since=job.kept_since)
    return int((job.con.fetchone() or (0,))[0])


def counts(job: Ingest, action: str) -> dict[str, int]:
    """What would go: for 'erase' by kind of row, for 'retain' comments by month."""
    found = (
        job.rows("erasing_counts")
        if action == "erase"
        else job.rows("expiring_counts", since=job.kept_since)
    )
    return {what: rows for what, rows in found if rows}


def forgotten(job: Ingest, action: str) -> None:
    """Take it out; the cubes follow."""
    if action == "retain":
        job.run("expiring", since=job.kept_since)
        return
    job.run("erasing")
    cubes.renew(job.con)
