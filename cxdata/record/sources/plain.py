"""Any other table: the header row is found, and what is no table of answers is told apart."""

from __future__ import annotations

import re
from dataclasses import replace

from cxdata.errors import BadInput
from cxdata.record.classify import is_missing, trimmed
from cxdata.record.sources.dates import Spelling, moment
from cxdata.record.sources.headers import plain as plainly
from cxdata.record.sources.layout import Column, Layout, Row, folded, simple

_SEARCHED_ROWS = 20
# What reports of survey tools say, and exports of answers don't.
_SUMMARY = re.compile(
    r"answer choices?|answered|skipped|total respondents|weighted average|answer options"
    r"|choice count|response percent|response count|total responses|response rate"
    r"|net promoter score|basic statistics|antwortoptionen|beantwortet|ubersprungen"
    r"|detractors? \(0-6\)|passives? \(7-8\)|promoters? \(9-10\)"
)
_GROUPS = ("promoter", "passive", "detractor")


def layout(rows: list[Row]) -> Layout:
    """The layout of a table with one header row, or none."""
    at = _header(rows)
    if _is_data(rows[at]):
        columns = [Column("", f"column {i + 1}") for i in range(len(rows[at]))]
        said = "The file has no header row; its columns go by 'column 1', 'column 2' …"
        found = folded("plain", columns, rows[at:], 0)
        return replace(found, warnings=(*found.warnings, said))
    found = folded("plain", simple(rows, at), rows[at + 1 :], at + 1)
    if at:
        said = f"{at} line(s) above the header row were passed over."
        return replace(found, warnings=(*found.warnings, said))
    return found


def _header(rows: list[Row]) -> int:
    """The first row that is about as wide as the rows are; titles above it are narrower."""
    widths = [sum(bool(trimmed(cell)) for cell in row) for row in rows[: _SEARCHED_ROWS * 5]]
    usual = sorted(widths)[len(widths) // 2]
    for at, width in enumerate(widths[:_SEARCHED_ROWS]):
        if width >= max(2, 0.25 * usual):
            return at
    return 0


def _is_data(row: Row) -> bool:
    """Whether what should be the header row is an answer: it holds figures, or a date."""
    filled = [trimmed(cell) for cell in row if not is_missing(cell)]
    figures = [cell for cell in filled if re.fullmatch(r"[+-]?\d+([.,]\d+)?", cell)]
    others = [cell for cell in figures if not re.fullmatch(r"(19|20)\d\d", cell)]
    dated = any(len(cell) >= 8 and moment(cell, Spelling()) is not None for cell in filled)
    alone = len(filled) == 1 and len(others) == 1
    return alone or dated or len(others) >= max(2, 0.5 * len(filled))


def refuse_summary(name: str, rows: list[Row]) -> None:
    """Raise BadInput where the table is a tool's summary report, not answers."""
    head = rows[:60]
    firsts = [plainly(row[0]) for row in head if row and len(row[0]) < 60]
    totals = sum(map(_is_total, head))
    across = any(_groups([plainly(c) for c in row if len(c) < 40]) == 3 for row in head[:5])
    down = _groups(firsts) == 3 and sum(any(_names(g, f) for g in _GROUPS) for f in firsts) == 3
    if totals >= 2 or across or down:
        raise BadInput(
            f"{name} looks like a summary report (totals a question), not like answers: nothing "
            "is counted. Export the individual responses, one row a response."
        )


def _is_total(row: Row) -> bool:
    """'Answered,97' with nothing else in the row, or the header of a question's choices."""
    filled = [plainly(cell) for cell in row if trimmed(cell)]
    if not filled:
        return False
    figure = len(filled) == 2 and re.fullmatch(r"[+-]?[0-9.,]+ ?%?", filled[1])
    choices = re.fullmatch(r"(answer choices?|answer options|antwortoptionen)", filled[0])
    return bool(choices or (figure and _SUMMARY.fullmatch(filled[0])))


def _groups(cells: Row) -> int:
    """How many of promoters, passives and detractors the cells name."""
    return sum(any(_names(group, cell) for cell in cells) for group in _GROUPS)


def _names(group: str, cell: str) -> bool:
    """Whether a cell heads the count or share of a group: '% Promoters', 'Detractors (0-6)'."""
    return bool(
        re.fullmatch(rf"(%|#|number of )? ?{group}s?:?( ?%| count)?( \(\d+ ?[-–] ?\d+\))?", cell)
    )
