"""Taking a batch back out of the record, and checking the record against itself."""

from __future__ import annotations

from datetime import UTC

import duckdb

from cxdata.errors import BadInput
from cxdata.record import cubes
from cxdata.record.ingest import Ingest
from cxdata.record.queries import query


def rolled_back(job: Ingest, batch: int) -> None:
    """Take a batch out: the record is as if the batch had never come."""
    if not job.rows("batch_open", batch=batch):
        raise BadInput(
            f"The record holds no batch {batch}. List what it holds with: "
            "python -m cxdata batches. Nothing was changed."
        )
    job.run("leaving", batch=batch)
    job.run("rolled_back")
    job.run("comments_settled")
    cubes.renew(job.con)
    at = job.now.astimezone(UTC).replace(tzinfo=None)
    job.run("batch_left", batch=batch, at=at, author=job.author)


def faults(con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """What is wrong in a record, a sentence each; empty if the cubes equal the answers."""
    found = []
    for cube in ("core", "monthly"):
        for *place, counted, held in con.execute(query(f"{cube}_faults")).fetchall():
            where = ", ".join(str(part) for part in place)
            found.append(
                f"cube {cube} at ({where}) holds {held or 0} answers, the record {counted or 0}"
            )
    ((wrong,),) = con.execute(query("latest_faults")).fetchall()
    if wrong:
        found.append(f"{wrong} counts of customers' latest answers differ from the answers")
    ((wrong,),) = con.execute(query("base_faults")).fetchall()
    if wrong:
        found.append(f"{wrong} counts of all customers differ from the customers")
    for what, held, counted in con.execute(query("handover_faults")).fetchall():
        found.append(f"{what}: {held} rows differ from the answers' {counted}")
    for fault, rows in con.execute(query("orphans")).fetchall():
        if rows:
            found.append(f"{rows} {fault}")
    return tuple(found)
