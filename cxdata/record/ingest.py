"""What every kind of import shares: the connection, who imports, and the names of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from cxdata.organisation import Organisation
from cxdata.record.names import Names
from cxdata.record.queries import query

Step = Callable[[float, str], None]  # share done of the file 0..1, what is being done


@dataclass
class Ingest:
    """One run of the builder. `con` has the record attached as `record`; what passes lies in main.

    zone      the organisation's, for business days
    key       of the hashes of customers and origins
    overlap   'skip': rows without an id that another file holds are the same; 'add': they are new
    most      how many rejected rows a report carries
    erased    whether customers were erased: their hashes lie in the table of that name
    kept_since  the first day whose comments are kept
    """

    con: duckdb.DuckDBPyConnection
    names: Names
    organisation: Organisation | None
    zone: str
    key: str
    author: str
    now: datetime
    dry_run: bool
    overlap: str
    most: int
    step: Step
    kept_since: date
    erased: bool = False

    def rows(self, name: str, /, **values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.con.execute(query(name), values or None).fetchall()

    def run(self, name: str, /, **values: object) -> None:
        """A query that writes; the last of several statements takes the parameters."""
        self.con.execute(query(name), values or None)
