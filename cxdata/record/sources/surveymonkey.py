"""SurveyMonkey: two header rows or one, with or without its leading columns of metadata."""

from __future__ import annotations

import re
from dataclasses import replace

from cxdata.record.classify import trimmed
from cxdata.record.sources.layout import Column, Layout, Row, folded

META = (
    (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,"
        "Last Name,Custom Data 1,Custom Data,Collector,Date Created,Date Modified"
    )
    .casefold()
    .split(",")
)
_BELOW = re.compile(
    r"response|open-ended response|other \(please specify\)|score|label|comments?:?", re.IGNORECASE
)
# '… - 4': one column a choice, filled where it was chosen.
_CHOICE = re.compile(r"(?P<stem>.*\S)\s+-\s+(?P<choice>\d{1,3})(?:\s*[-–:(].*)?", re.DOTALL)


def layout(rows: list[Row]) -> Layout | None:
    """The layout, where the file is one of SurveyMonkey's."""
    first = [trimmed(cell) for cell in rows[0]]
    second = [trimmed(cell) for cell in rows[1]] if len(rows) > 1 else []
    known = sum(cell.casefold() in META for cell in first)
    two = _is_below(first, second)
    if not two and known < 2:
        return None
    columns = _two_rows(rows[0], rows[1]) if two else _one_row(rows[0])
    found = folded("SurveyMonkey", columns, rows[2 if two else 1 :], 2 if two else 1)
    return _described(_collapsed(found))


def _is_below(first: Row, second: Row) -> bool:
    """Whether row 2 names sub-columns: blank below metadata, and words like 'Response'."""
    if not second or not any(second):
        return False
    words = sum(bool(_BELOW.fullmatch(cell)) for cell in second)
    meta = [i for i, cell in enumerate(first) if cell.casefold() in META]
    below_meta = [second[i] for i in meta if i < len(second)]
    if any(below_meta):
        return False
    if meta:
        return True
    return words >= 2 or (words == 1 and len([c for c in second if c]) <= 2)


def _two_rows(first: Row, second: Row) -> list[Column]:
    columns: list[Column] = []
    question = ""
    for i in range(max(len(first), len(second))):
        header = first[i] if i < len(first) else ""
        # Expanded mode writes ' - 4' below the question.
        below = trimmed(second[i]).removeprefix("- ") if i < len(second) else ""
        question = trimmed(header) or question
        plain = not below or below.casefold() == "response"
        label = question if plain else f"{question} - {below}"
        if not trimmed(header) and plain:
            label = label or f"column {i + 1}"
        columns.append(Column(header or question, label, (below,) if below and not plain else ()))
    return columns


def _one_row(first: Row) -> list[Column]:
    return [Column(cell, trimmed(cell) or f"column {i + 1}") for i, cell in enumerate(first)]


def _collapsed(found: Layout) -> Layout:
    """Expanded mode ('… - 0' to '… - 10') as one column, appended: the choice that is filled."""
    runs = _runs(found.columns)
    if not runs:
        return found
    columns = (*found.columns, *(Column(stem, stem) for stem in runs))
    rows = [
        (number, [*row, *(_chosen(row, parts) for parts in runs.values())])
        for number, row in found.rows
    ]
    parts = frozenset(i for run in runs.values() for i, _ in run)
    names = "; ".join(runs)
    said = f"Expanded mode: one column a choice was put together for: {names}."
    return replace(
        found,
        columns=columns,
        rows=rows,
        apart=found.apart | parts,
        warnings=(*found.warnings, said),
    )


def _runs(columns: tuple[Column, ...]) -> dict[str, list[tuple[int, int]]]:
    """Question -> the columns and numbers of its choices, where there are at least three.

    The ends may carry words: 'Not at all likely - 0', '1' … A number that comes twice under a
    question belongs to the rows of a grid; each of them is a question.
    """
    whole: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for i, column in enumerate(columns):
        match = _CHOICE.fullmatch(column.label)
        if match:
            question = trimmed(column.header) if column.also else match["stem"]
            stems = whole.setdefault(question, {})
            stems.setdefault(match["stem"], []).append((i, int(match["choice"])))
    runs: dict[str, list[tuple[int, int]]] = {}
    for question, stems in whole.items():
        parts = sorted(part for one in stems.values() for part in one)
        one_question = len({choice for _, choice in parts}) == len(parts)
        runs |= {question: parts} if one_question else stems
    return {stem: parts for stem, parts in runs.items() if len(parts) >= 3}


def _chosen(row: Row, parts: list[tuple[int, int]]) -> str:
    """The choice whose cell is filled; several are all named, so that the cell is rejected."""
    cells = [(trimmed(row[i]), choice) for i, choice in parts]
    filled = [(cell, choice) for cell, choice in cells if cell not in ("", "0")]
    if not filled and sum(bool(cell) for cell, _ in cells) == 1:
        # A lone 0 is the choice 0; zeros everywhere are flags, and nothing was chosen.
        filled = [(cell, choice) for cell, choice in cells if cell and choice == 0]
    if len(filled) > 1:
        return " and ".join(str(choice) for _, choice in filled)
    return str(filled[0][1]) if filled else ""


def _described(found: Layout) -> Layout:
    said = [trimmed(column.header).casefold() for column in found.columns]
    apart = frozenset(i for i, name in enumerate(said) if name in META)
    names = {"id": "respondent id", "date": "end date"}
    roles = {role: said.index(name) for role, name in names.items() if name in said}
    if "date" not in roles and "date modified" in said:
        roles["date"] = said.index("date modified")
    if "date" not in roles and "start date" in said:
        roles["date"] = said.index("start date")
    return replace(found, roles=roles, apart=found.apart | apart)
