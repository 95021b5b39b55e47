"""Which layout of tables a snapshot has, and whether this version can read it."""

from __future__ import annotations

import duckdb

from cxdata.errors import NoRecord, Refused
from cxdata.record.queries import query

SCHEMA = (
    3  # 2: customers' latest answers; 3: masked comments to search, customers' next touchpoints
)


def stamped(con: duckdb.DuckDBPyConnection, demo: bool) -> None:
    """Write into a new record which layout it has, and whether it is the sample company's."""
    for key, value in {"schema": str(SCHEMA), "demo": str(demo).lower()}.items():
        con.execute(query("meta_added"), {"key": key, "value": value})


def readable(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse a record of another layout than ours.

    raises  Refused; NoRecord for the sample company's of an older version: it is made anew
    """
    meta = dict(con.execute(query("meta")).fetchall())
    found = int(meta.get("schema", "1"))
    if found > SCHEMA:
        raise Refused(
            f"This record was written by a newer version of CX Commons (its layout is {found}, "
            f"this version knows {SCHEMA}). Start the newer version; nothing was changed."
        )
    if found < SCHEMA and meta.get("demo") == "true":
        raise NoRecord("The sample company's record is of an older version. It is made anew.")
    if found < SCHEMA:
        raise Refused(
            f"This record was written by an older version of CX Commons (its layout is {found}, "
            f"this version needs {SCHEMA}). Import its files again into an empty data folder; "
            "nothing was changed."
        )
