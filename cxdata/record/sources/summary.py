"""What a person is shown of a reading: JSON-ready, for pages and --json alike."""

from __future__ import annotations

from typing import Any

from cxdata.record.reading import Field, Reading
from cxdata.record.sources.choice import Laid
from cxdata.record.sources.when import When
from cxdata.record.sources.yields import candidate, scale_name


def summary(made: Reading, laid: Laid, dates: When) -> dict[str, Any]:
    """Everything that was recognised in a file that was read row by row."""
    found, at = laid.layout, dates.column
    whole = {
        **facts(made),
        "encoding": laid.table.encoding,
        "delimiter": laid.table.delimiter,
        "sheet": laid.table.sheet,
        "sheets": list(laid.table.sheets),
        "header_rows": found.header_rows,
        "columns": [
            {"number": i + 1, "header": c.header, "label": c.label}
            for i, c in enumerate(found.columns)
        ],
        "date_column": None if at is None else found.columns[at].header or found.columns[at].label,
        "mapping": laid.mapping,
        "blank_rows": found.blank_rows,
        "candidates": [candidate(found, question) for question in made.questions],
    }
    if made.questions:
        first = found.columns[made.questions[0].column]
        whole["score_column"] = first.header or first.label
    if at is not None and "date" in whole["roles"]:
        # The staged copy keeps the dates in a column of its own; a person knows the file's.
        whole["roles"]["date"] = {"column": whole["date_column"], "number": at + 1}
    return whole


def plain_summary(made: Reading) -> dict[str, Any]:
    """What was recognised in a file of the interchange format."""
    day = next(
        (made.fields[r] for r in ("date", "month", "day", "since") if r in made.fields), None
    )
    at = day.column if day else None
    return {
        **facts(made),
        "encoding": "utf-8",
        "delimiter": ",",
        "sheet": None,
        "sheets": [],
        "header_rows": 1,
        "columns": [{"number": i + 1, "header": n, "label": n} for i, n in enumerate(made.labels)],
        "date_column": None if at is None else made.labels[at],
        "mapping": None,
        "blank_rows": 0,
        "candidates": [],
    }


def facts(made: Reading) -> dict[str, Any]:
    """What every summary tells of its reading."""
    first = made.questions[0] if made.questions else None
    return {
        "source": made.name,
        "tool": made.tool,
        "kind": made.kind,
        "timezone": made.timezone,
        "score_column": first.label if first else None,
        "scale": scale_name(first) if first else None,
        "roles": {role: _shown(made, one) for role, one in sorted(made.fields.items())},
        "survey": _shown(made, made.survey),
        "questions": [
            {
                "column": q.label,
                "number": q.column + 1,
                "metric": q.metric,
                "scale": scale_name(q),
                "labels": q.labels,
                "place": q.place,
            }
            for q in made.questions
        ],
        "warnings": list(made.warnings),
    }


def _shown(made: Reading, one: Field) -> dict[str, object]:
    if one.column is None:
        return {"value": one.value}
    return {"column": made.labels[one.column], "number": one.column + 1}
