"""Which table of a file is read, as which layout, and under which mapping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cxdata.errors import BadInput, Undecided
from cxdata.record.sources import other, roles
from cxdata.record.sources.declared import Declared
from cxdata.record.sources.layout import Layout
from cxdata.record.sources.layouts import layout
from cxdata.record.sources.mapping import Saved, fitting, named, present
from cxdata.record.sources.questions import questions
from cxdata.record.sources.table import Table
from cxdata.record.sources.yields import candidate


@dataclass(frozen=True)
class Desk:
    """Where a file is read: the folder for its clean copy, mappings kept, the company's zone."""

    folder: Path
    saved: Sequence[Saved] = ()
    timezone: str | None = None


@dataclass(frozen=True)
class Laid:
    """A table with its layout, its mapping's name, and the declaration in force."""

    table: Table
    layout: Layout
    mapping: str | None
    said: Declared


def laid(several: list[Table], said: Declared, desk: Desk) -> Laid:
    """The table to read: the only one, the sheet declared, or the one sheet that holds a score.

    raises  Undecided where several sheets hold a score, BadInput where none does
    """
    wanted = [t for t in several if said.sheet is None or _is_sheet(t, said.sheet, several)]
    if not wanted:
        names = ", ".join(repr(t.sheet) for t in several if t.sheet)
        raise BadInput(
            f"No sheet is called '{said.sheet}'; the filled ones are: {names}."
            if names
            else f"{several[0].name} is no workbook, so it has no sheet '{said.sheet}'."
        )
    if len(wanted) == 1:
        return _laid(wanted[0], said, desk)
    return _sheet_with_answers(wanted, said, desk)


def _is_sheet(table: Table, name: str, several: list[Table]) -> bool:
    """By its name, or by its place among the filled sheets, from 1."""
    if (table.sheet or "").casefold() == name.casefold():
        return True
    place = name.isdigit() and several.index(table) + 1 == int(name)
    return place and name not in [t.sheet for t in several]


def _sheet_with_answers(several: list[Table], said: Declared, desk: Desk) -> Laid:
    fitting_: list[Laid] = []
    listed: list[dict[str, object]] = []
    for table in several:
        try:
            one = _laid(table, said, desk)
            listed += [{"sheet": table.sheet, **c} for c in _scores(one)]
        except BadInput as error:
            if isinstance(error, Undecided):
                listed += [{"sheet": table.sheet, **c} for c in error.candidates]
                fitting_.append(Laid(table, layout(table), None, said))
            continue
        fitting_.append(one)
    if len(fitting_) > 1:
        raise Undecided(f"{len(fitting_)} sheets hold answers. Choose with --sheet.", listed)
    if not fitting_:
        names = ", ".join(repr(t.sheet) for t in several)
        raise BadInput(f"No sheet of {names} holds a score. Choose with --sheet and --score.")
    return _laid(fitting_[0].table, said, desk)


def _scores(one: Laid) -> list[dict[str, object]]:
    """What a sheet would yield; a table of another kind yields nothing to choose by."""
    if other.kind(one.layout) is not None:
        return []
    return [candidate(one.layout, q) for q in questions(one.layout, one.said).questions]


def _laid(table: Table, said: Declared, desk: Desk) -> Laid:
    found = layout(table)
    kept = None if said.tool else fitting(found, desk.saved)
    if kept is not None and kept.fingerprint:
        found = replace(found, warnings=(*found.warnings, *_remembered(kept, said)))
    if kept is not None and kept.either:
        _ask_mapping(found, said, kept)
    if kept is not None:
        said = said.over(present(found, kept.said))
    found = roles.marked(replace(found, tool=said.tool or found.tool), said)
    return Laid(table, found, kept.name if kept else None, said)


def _remembered(kept: Saved, said: Declared) -> list[str]:
    """What an earlier import of such a file declared and this one leaves open: it holds again."""
    now, again = said.as_table(), []
    for name, value in kept.said.as_table().items():
        if isinstance(value, Mapping):
            over = now.get(name, {})
            again += [f"{key} = {one}" for key, one in value.items() if key not in over]
        elif name not in now:
            again.append(f"{name} = {', '.join(value) if isinstance(value, list) else value}")
    if not again:
        return []
    return [
        f"Declared for an earlier file with this header row, and taken again: {'; '.join(again)}. "
        f"Declare it to differ; mappings/{kept.name}.toml keeps it."
    ]


def _ask_mapping(found: Layout, said: Declared, kept: Saved) -> None:
    """Ask which of a mapping's readings is meant, unless the score is declared anyway."""
    if said.score and (said.metric or said.scale):
        return
    listed: list[dict[str, object]] = []
    for name in kept.either:
        one = said.over(present(found, named(name).said))
        for question in questions(found, one).questions:
            listed.append({"mapping": name, **candidate(found, question)})
    if not any(one["accepted"] for one in listed):
        return  # nothing to choose between: the search for a score says what is wrong
    raise Undecided("Two readings fit this file. Choose with --mapping.", listed)
