"""Which columns say who answered, where, in which words; which rows a declaration leaves out."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import replace

from cxdata.record.classify import is_missing, trimmed
from cxdata.record.reading import Field
from cxdata.record.sources import headers
from cxdata.record.sources.columns import column, column_or_value
from cxdata.record.sources.declared import EITHER, Declared
from cxdata.record.sources.layout import Layout, Row

# Headers that name a role exactly; anything looser must be declared.
_NAMED = {
    "team": ("team",),
    "segment": ("segment", "customer segment"),
    "channel": ("channel",),
    "region": ("region",),
    "touchpoint": ("touchpoint",),
    "revision": ("revision",),
    "origin": ("origin",),
}
_MOST_MEMBERS = 1000  # of a dimension that was found by its header alone
_WORDS = 0.3  # share of a comment column's cells that are more than one word


def marked(found: Layout, said: Declared) -> Layout:
    """The layout with what a declaration leaves out, and quotes taken off where it says so."""
    if said.unquote:
        rows = [(number, [_unquoted(cell) for cell in row]) for number, row in found.rows]
        found = replace(found, rows=rows)
    if said.trailer and len([cell for cell in found.rows[-1][1] if trimmed(cell)]) == 1:
        trailer = found.rows[-1][1]
        base = found.left_out
        found = replace(found, left_out=lambda row: "trailer" if row is trailer else base(row))
    if not said.left_out:
        return found
    rules = [
        (column(found, name, "rows to leave out"), {v.casefold(): why for v, why in table.items()})
        for name, table in said.left_out.items()
    ]
    return replace(found, left_out=_either(found.left_out, rules))


def _unquoted(cell: str) -> str:
    """Without the ' that a tool put before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell


def _either(
    tools: Callable[[Row], str], rules: list[tuple[int, dict[str, str]]]
) -> Callable[[Row], str]:
    def left_out(row: Row) -> str:
        mark = tools(row)
        for at, table in rules:
            mark = mark or table.get(trimmed(row[at]).casefold(), "")
        return mark

    return left_out


def fields(
    found: Layout, said: Declared, taken: frozenset[int | None]
) -> tuple[dict[str, Field], list[str]]:
    """Role -> column or value, declared or found, and what a person should know of it."""
    made: dict[str, Field] = {}
    noted: list[str] = []
    for role, text in said.fields.items():
        either = role in EITHER or text.startswith("value:")
        noted += _mistyped(found, role, text) if either else []
        made[role] = (
            column_or_value(found, text, role)
            if either
            else Field(column=column(found, text, role))
        )
    if "id" not in made:
        _identity(found, made, noted)
    free = [i for i in range(len(found.columns)) if i not in taken]
    for role, names in _NAMED.items():
        at = next((i for i in free if headers.plain(found.columns[i].header) in names), None)
        if role not in made and at is not None and len(found.counted(at)) <= _MOST_MEMBERS:
            made[role] = Field(column=at)
    if "customer" not in made:
        at = next(
            (i for i in free if headers.says(headers.CUSTOMER, found.columns[i].header)), None
        )
        if at is not None and made.get("id") != Field(column=at):
            made["customer"] = Field(column=at)
    if "comment" not in made:
        at = _comment(found, taken, free)
        if at is not None:
            made["comment"] = Field(column=at)
    return made, noted


def _mistyped(found: Layout, role: str, text: str) -> list[str]:
    """A value that nearly is a header was perhaps meant to be that column."""
    if text.startswith("value:") or column_or_value(found, text, role).column is not None:
        return []
    names = {headers.plain(name): name for c in found.columns for name in c.names if name.strip()}
    near = difflib.get_close_matches(headers.plain(text), list(names), n=1, cutoff=0.75)
    return [
        f"No column is called '{text}', so every row gets it as its {role}. "
        f"Did you mean the column '{names[one][:60]}'?"
        for one in near
        if not headers.plain(text).startswith(one)  # 'Store 5' is a store, not the column 'Store'
    ]


def _identity(found: Layout, made: dict[str, Field], noted: list[str]) -> None:
    """The id that the tool keeps, or a column that is called one and tells every row apart."""
    known = found.roles.get("id")
    if known is not None:
        if any(not is_missing(row[known]) for _, row in found.rows):
            made["id"] = Field(column=known)
        return
    for at, one in enumerate(found.columns):
        if not headers.says(headers.ID, one.header):
            continue
        cells = [row[at] for _, row in found.rows]
        if len(set(cells)) == len(cells) and not any(map(is_missing, cells)):
            made["id"] = Field(column=at)
            return
        noted.append(
            f"'{one.label}' does not tell every row apart, so it is not taken as the response's "
            "id. Declare --id if it is."
        )


def _comment(found: Layout, taken: frozenset[int | None], free: list[int]) -> int | None:
    """The words behind the score: the wordy column after it, else the only one that asks."""
    wordy = [i for i in free if i not in found.apart and _is_wordy(found, i)]
    asked = [i for i in wordy if headers.says(headers.COMMENT, found.columns[i].label)]
    for after in (i for i in wordy if i - 1 in taken):
        loosely = headers.says(headers.WORDS_AFTER, found.columns[after].label)
        if after in asked or loosely or not found.columns[after].header.strip():
            return after
    return asked[0] if len(asked) == 1 else None


def _is_wordy(found: Layout, at: int) -> bool:
    cells = [trimmed(cell) for cell in found.counted(at) if not is_missing(cell)]
    wordy = sum(1 for cell in cells if " " in cell)
    return bool(cells) and wordy >= _WORDS * len(cells)
