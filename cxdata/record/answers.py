"""Survey answers on their way into the record: staged, classified, compared with what is known.

Leaves temporary tables behind: `incoming` (accepted answers), `standing` (those that the record
takes) and `contest` (where the file, or the record, answers the same question twice).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cxdata.catalog import DIMENSIONS
from cxdata.record import forgetting, staging
from cxdata.record import names as naming
from cxdata.record.classify import Verdict, verdict
from cxdata.record.counting import Cell
from cxdata.record.ingest import Ingest
from cxdata.record.reading import Question, Reading
from cxdata.record.report import Unknown

_SPECIAL = ("unix", "unix_ms", "excel")


def special(reading: Reading) -> str:
    """How the dates are written where they are no text: 'unix', 'unix_ms', 'excel', 'none'."""
    if "date" not in reading.fields:
        return "none"
    return next((how for how in _SPECIAL if how in reading.dates), "")


def staged(job: Ingest, reading: Reading, add: bool) -> bool:
    """Read the file into `staged`: identity, time and place worked out, score cells as text.

    add     rows without an id that the record holds already are new ones
    return  whether the file may continue a source of the record without saying so
    """
    staging.raw(job.con, reading)
    known = len(job.names.codes["source"]) > 1
    continues = known and "source" not in reading.fields and "id" in reading.fields
    formats = [how for how in reading.dates if how != "iso"]
    offset = [how for how in formats if "%z" in how or "%Z" in how]
    naive = [how for how in formats if how not in offset]
    declared = "date" in reading.fields and reading.fields["date"].column is None
    job.run(
        "staged",
        special=special(reading),
        iso="iso" in reading.dates or declared,
        naive=naive or None,
        offset=offset or None,
        zone=reading.timezone or job.zone,
        home_zone=job.zone,
        key=job.key,
        keep=continues,
    )
    forgetting.left_out(job, reading.kind)
    if any(row[3] for row in job.rows("staged_rows")):
        job.run("held")
        while add and job.rows("held_more")[0][0]:
            pass
        job.run("staged_occurrence")
    return continues


def cells(job: Ingest, reading: Reading) -> list[Cell]:
    """Every distinct score cell of the file with its verdict."""
    found = []
    labels = [
        {word.strip().casefold(): score for word, score in q.labels.items()}
        for q in reading.questions
    ]
    for column, text, left_out, state, rows in job.rows("staged_cells"):
        number = int(column[1:])
        asked = reading.questions[number]
        worth = verdict(text, asked.scale, labels[number], asked.divide)
        found.append(Cell(number, text, left_out, state, rows, worth))
    return found


def incoming(
    job: Ingest, reading: Reading, found: list[Cell], batch: int, continues: bool
) -> dict[str, int]:
    """Code the accepted answers and settle which of them stand. Return what became of them.

    continues   as `staged` says: look whether this is a known survey under another name
    """
    _verdicts(job, reading, {(cell.question, cell.text): cell.verdict for cell in found})
    owners(job)
    job.run("incoming", batch=batch)
    if continues:
        _adopted(job, reading)
    job.run("known")
    known = bool(job.rows("known_any"))
    if known or job.rows("repeated")[0][0]:
        _called(job)
        job.run("contest")
    else:
        job.run("contest_none")
    job.run("standing")
    (counts,) = job.rows("incoming_counts")
    return dict(zip(("incoming", "standing", "replaced", "overlap", "added"), counts, strict=True))


def _adopted(job: Ingest, reading: Reading) -> None:
    """Where a file says nothing of its source, its ids may: the same survey under another name.

    Of the ids that both know, at least half must agree in moment and score; two surveys that both
    number their responses 1, 2, 3 do not.
    """
    found = [row for row in job.rows("continued") if 2 * row[3] >= row[2]]
    for source, code, _known, _same in reversed(found):
        job.run("adopted_known", source=source, code=code)
    if found:
        own = job.names.code("source", staging.default_source(reading.name))
        job.run("adopted_rest", own=own, source=found[0][0], code=found[0][1])


def coded(
    job: Ingest,
    names: str = "staged_names",
    checked: tuple[str, ...] = ("touchpoint", "team"),
) -> dict[str, tuple[Unknown, ...]]:
    """Give the names of the file their codes. Return those that the organisation does not hold.

    names     the query that counts the names in `staged`
    checked   the dimensions whose members the organisation file names
    """
    counted: dict[str, Counter[str]] = {dimension: Counter() for dimension in naming.NAMED}
    rows: list[tuple[str, str, int]] = []
    known = {d: naming.canonical(job.organisation, d) for d in naming.NAMED}
    for dimension, name, n in job.rows(names):
        if name is not None:
            proper = known[dimension].get(name.casefold(), name)
            rows.append((dimension, name, job.names.code(dimension, proper)))
            counted[dimension][proper] += n
    job.run("coding", **_columns(("dimensions", "names", "codes"), rows))
    named = {d: naming.unknown(known[d], counted[d]) for d in checked}
    return {dimension: names for dimension, names in named.items() if names}


def question_name(questions: tuple[Question, ...], number: int, declared: str) -> str:
    """What a question is called in the record, so that a later export of it is recognised.

    A response has one answer to a metric at a place; a file that asks twice numbers them.
    """
    asked = questions[number]
    same = [q for q in questions[:number] if (q.metric, q.place) == (asked.metric, asked.place)]
    name = f"{asked.metric} {asked.place or declared}".strip()
    return f"{name} #{len(same) + 1}" if same else name


def _verdicts(job: Ingest, reading: Reading, worth: dict[tuple[int, str], Verdict]) -> None:
    touchpoint = reading.fields.get("touchpoint")
    declared = (touchpoint.value or "") if touchpoint else ""
    rows = []
    for (number, text), found in worth.items():
        asked = reading.questions[number]
        place = None if asked.place is None else job.names.code("touchpoint", asked.place)
        question = job.names.code("question", question_name(reading.questions, number, declared))
        metric = job.names.code("metric", asked.metric)
        rows.append(
            (f"q{number}", text, found.score, found.reason, number, metric, question, place)
        )
    columns = ("columns", "cells", "scores", "reasons", "asked", "metrics", "questions", "places")
    job.run("verdict", **_columns(columns, rows))


def owners(job: Ingest) -> None:
    """Tell the connection which team owns a touchpoint: the first line that says so."""
    found: dict[int, int] = {}
    if job.organisation is not None:
        for line in job.organisation.lines:
            if line.part == "owns" and line.touchpoint:
                place = job.names.code("touchpoint", line.touchpoint)
                found.setdefault(place, job.names.code("team", line.team))
    job.run("owner", **_columns(("touchpoints", "teams"), list(found.items())))


def _called(job: Ingest) -> None:
    rows = [
        (dimension, name, code)
        for dimension in DIMENSIONS
        for name, code in job.names.codes[dimension].items()
    ]
    job.run("called", **_columns(("dimensions", "names", "codes"), rows))


def _columns(names: Iterable[str], rows: Sequence[tuple[object, ...]]) -> dict[str, object]:
    """Rows as one list a parameter: how a table goes into a query."""
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}
