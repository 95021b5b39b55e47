"""The cubes: counts of answers by day, by month with who answered, and of customers' latest."""

from __future__ import annotations

import duckdb

from cxdata.catalog import METRICS
from cxdata.record.names import Names
from cxdata.record.queries import query


def thresholds(con: duckdb.DuckDBPyConnection, names: Names) -> None:
    """Tell the connection which scores count as favourable and unfavourable, by metric's code."""
    metrics = list(METRICS.values())
    con.execute(
        query("threshold"),
        {
            "codes": [names.code("metric", m.id) for m in metrics],
            "tops": [m.top for m in metrics],
            "bottoms": [m.bottom for m in metrics],
        },
    )


def renew(con: duckdb.DuckDBPyConnection) -> None:
    """Count the days in the temporary table `touched`, and their months, anew."""
    con.execute(query("core_next"))
    con.execute(query("monthly_next"))
    con.execute(query("cubes_moved"))


def latest(con: duckdb.DuckDBPyConnection) -> None:
    """Count customers by their latest answers, and answers by the one before them, anew.

    An answer changes what stood before it, and which answer comes next.
    """
    con.execute(query("latest_next"))
    con.execute(query("base_next"))
    con.execute(query("handover_next"))
