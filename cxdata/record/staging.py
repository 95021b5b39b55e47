"""A reading's staged CSV as a table of text with one column a role: the way into SQL.

Columns are picked by DuckDB's expressions, so no name or value of a file ever becomes SQL.
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
from duckdb import (
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
    SQLExpression,
)

from cxdata.errors import BadInput
from cxdata.record.reading import Field, Reading

ROLES = {
    "answers": (
        *("id", "revision", "date", "survey", "touchpoint", "team", "segment", "channel"),
        *("region", "customer", "origin", "comment", "source"),
    ),
    "invitations": (
        *("month", "kind", "touchpoint", "team", "segment", "channel", "region"),
        *("eligible", "invited", "answered"),
    ),
    "measures": ("day", "touchpoint", "team", "measure", "value", "n"),
    "customers": (
        *("customer", "segment", "region", "since", "revenue", "lifetime_value", "churned_on"),
        "referred_by",
    ),
    "contacts": ("customer", "touchpoint", "team", "day", "told"),
}


def default_source(name: str) -> str:
    """What a file's source is called where nothing says so: its name without date and number."""
    stem = Path(name).name.split(".")[0]
    bare = re.sub(r"(?:^|[\s_\-()]+)[0-9][0-9_\-]*(?:[hq][1-4])?(?=$|[\s_\-()])", " ", stem)
    return re.sub(r"[\s_\-()]+", " ", bare).strip().casefold() or stem.casefold()


def raw(con: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Make the staged file queryable as `raw`: row, left_out, a column a role, q0, q1 … content."""
    if reading.kind not in ROLES:
        raise BadInput(f"'{reading.kind}' cannot be imported; known are: {', '.join(ROLES)}.")
    columns = [f"c{i}" for i in range(len(reading.labels))]
    head = [] if reading.direct else ["row", "left_out"]
    table = con.read_csv(
        str(reading.staged),
        header=True,
        auto_detect=False,
        sep=",",
        quotechar='"',
        escapechar='"',
        columns=dict.fromkeys([*head, *columns], "VARCHAR"),
    )
    if reading.direct:
        parts = [SQLExpression("row_number() over ()").alias("row"), _text(None).alias("left_out")]
    else:
        parts = [ColumnExpression("row").cast("BIGINT").alias("row"), _column("left_out", True)]
    parts += [_role(reading, role).alias(role) for role in ROLES[reading.kind]]
    parts += [
        _trimmed(f"c{question.column}").alias(f"q{i}")
        for i, question in enumerate(reading.questions)
    ]
    if reading.kind == "answers":
        parts.append(_content(reading, columns).alias("content"))
    con.register("raw", table.project(*parts))


def _role(reading: Reading, role: str) -> Expression:
    if role == "survey":
        return _field(reading.survey)
    if role == "source":
        return _field(reading.fields.get(role), default_source(reading.name))
    return _field(reading.fields.get(role))


def _field(found: Field | None, default: str | None = None) -> Expression:
    if found is None:
        return _text(default)
    if found.column is None:
        return _text((found.value or "").strip() or default)
    column = _trimmed(f"c{found.column}")
    return column if default is None else FunctionExpression("coalesce", column, _text(default))


def _text(value: str | None) -> Expression:
    return ConstantExpression(value).cast("VARCHAR")


def _column(name: str, blank_is_null: bool) -> Expression:
    column = ColumnExpression(name)
    return FunctionExpression("nullif", column, _text("")).alias(name) if blank_is_null else column


def _trimmed(name: str) -> Expression:
    trimmed = FunctionExpression("trim", ColumnExpression(name))
    return FunctionExpression("nullif", trimmed, _text(""))


def _content(reading: Reading, columns: list[str]) -> Expression:
    """What a row without an id is told apart by: all that stands in it and was declared for it."""
    declared = [reading.survey, *(reading.fields[role] for role in sorted(reading.fields))]
    values = [_text(field.value) for field in declared if field.column is None]
    cells = [ColumnExpression(column) for column in columns]
    return FunctionExpression("list_value", *cells, *values).cast("VARCHAR")
