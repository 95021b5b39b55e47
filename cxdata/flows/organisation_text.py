"""The organisation file as blocks of text: an entry is changed, moved or added, all else stays.

A block is an entry with the comment lines right above it. What stands between blocks (blank lines,
headings in comments) keeps its place when entries move.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from functools import lru_cache
from typing import Any

import tomlkit

from cxdata.errors import BadInput
from cxdata.flows.toml_blocks import Block, ended, joined, split
from cxdata.organisation import SECTIONS, SINGLE, fits

COMPANY = "company"
ORDER = (*SINGLE, *SECTIONS)
# section -> where its ids are named by others: (section, entry)
NAMED_IN = {
    "stage": (("touchpoint", "stage"), ("objective", "measure")),
    "touchpoint": (("line", "touchpoint"), ("objective", "measure")),
    "department": (("team", "department"),),
    "team": (("line", "team"), ("line", "serves")),
    "measure": (("line", "measure"), ("objective", "measure")),
}
_AS_TEXT = (
    "The tables cannot show this file: some of its entries are not written under [[…]] headings of "
    "their own. Edit it as text; every entry keeps its meaning."
)


@dataclass(frozen=True)
class Row:
    """An entry as a table shows it; at is its place among its section's entries, None if new."""

    at: int | None
    values: Mapping[str, Any]


@lru_cache(maxsize=8)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text: put together again they are the text.

    raises  BadInput where the text is not TOML, or writes its entries in another way
    """
    whole = _toml(text)
    found = split(text)
    told: dict[str, Any] = {}
    for block in found:
        table = _values(block)
        if block.section in SINGLE:
            told[block.section] = table
        elif block.section:
            told.setdefault(block.section, []).append(table)
    if told != whole:
        raise BadInput(_AS_TEXT)
    return found


def rows(text: str, section: str) -> tuple[Row, ...]:
    """The entries of a section as they are written, in order."""
    held = (block for block in blocks(text) if block.section == section)
    return tuple(Row(i, _values(block)) for i, block in enumerate(held))


def rewritten(text: str, section: str, wanted: Sequence[Row]) -> str:
    """The text with a section's entries as they are wanted; an id that changed is followed.

    wanted  in order; an entry that is left out goes; None or '' takes a value out
    """
    found = list(blocks(text))
    old = [block for block in found if block.section == section]
    kept = [row for row in wanted if row.at is not None and row.at < len(old)]
    order = dict(zip(sorted(_places(kept)), kept, strict=True))
    after, added = _added(section, wanted, order)
    made: list[Block] = []
    slot, carried = -1, ""
    if section != COMPANY and not old:
        return joined(_inserted(found, section, added))
    for block in found:
        if block.section != section:
            made.append(replace(block, above=carried + block.above))
            carried = ""
            continue
        slot += 1
        if slot == 0:
            made += after.get(-1, [])
        row = order.get(slot)
        if row is None:
            carried += block.above if "#" in block.above else ""
        else:
            assert row.at is not None
            body = _edited(old[row.at], row.values)
            made.append(Block(section, carried + block.above, body))
            carried = ""
        made += after.get(slot, [])
    return joined(_followed(made, section, old, kept)) + carried


def entry(block: Block) -> Mapping[str, Any]:
    """The values of a block."""
    return _values(block)


def fresh(section: str, values: Mapping[str, Any]) -> str:
    """A new entry's text; what is not given, or is what holds anyway, is left out."""
    usual = {f.name: f.default for f in fields(SECTIONS[section][1])}
    document = tomlkit.document()
    for key, value in values.items():
        if value not in (None, "") and value != usual.get(key):
            document.add(key, tomlkit.item(value))
    return f"[[{section}]]\n{tomlkit.dumps(document)}"


def usual(section: str) -> dict[str, Any]:
    """What a section's entries hold unless they say otherwise, in order; None where they must."""
    held = ((f.name, f.default) for f in fields(_kind(section)))
    return {name: None if default is MISSING else default for name, default in held}


def kind(section: str, key: str) -> str:
    """The type of a value as cxdata.organisation writes it: 'str', 'float | None', 'date' …"""
    return next(str(f.type) for f in fields(_kind(section)) if f.name == key)


def tabular(text: str, section: str) -> tuple[Row, ...]:
    """The entries of a section, where a table can show every value of them.

    raises  BadInput naming the value that it cannot, which would else be lost
    """
    found = rows(text, section)
    for row in found:
        for key in usual(section):
            value = row.values.get(key)
            if value is not None and not fits(value, kind(section, key)):
                label = row.values.get("id") or row.values.get("name") or row.values.get("team")
                raise BadInput(
                    f"{section} '{label}': {key} = {value!r} fits no column. Mend it in the text."
                )
    return found


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"The organisation file is not valid TOML: {error}.") from error


def _values(block: Block) -> dict[str, Any]:
    try:
        table = tomllib.loads(block.body)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(_AS_TEXT) from error
    if not block.section:
        return table
    held = table.get(block.section)
    first = held[0] if isinstance(held, list) and held else held
    if len(table) != 1 or not isinstance(first, dict):
        raise BadInput(_AS_TEXT)
    return first


def _places(kept: Iterable[Row]) -> list[int]:
    return [row.at for row in kept if row.at is not None]


def _added(
    section: str, wanted: Sequence[Row], order: Mapping[int, Row]
) -> tuple[dict[int, list[Block]], list[Block]]:
    """New entries by the slot that they follow (-1: before the first), and all of them."""
    slots = {row.at: slot for slot, row in order.items()}
    last = -1
    after: dict[int, list[Block]] = {}
    every: list[Block] = []
    for row in wanted:
        if row.at in slots:
            last = slots[row.at]
            continue
        block = Block(section, "\n", fresh(section, row.values))
        after.setdefault(last, []).append(block)
        every.append(block)
    return after, every


def _inserted(found: list[Block], section: str, added: list[Block]) -> list[Block]:
    """A section's first entries, after the sections that usually stand before it."""
    before = ORDER[: ORDER.index(section)]
    places = [i for i, block in enumerate(found) if block.section in before]
    place = places[-1] + 1 if places else len(found)
    return [*found[:place], *added, *found[place:]]


def _edited(block: Block, values: Mapping[str, Any]) -> str:
    """An entry's text with other values; untouched where none differs."""
    now = _values(block)
    usual = {f.name: f.default for f in fields(_kind(block.section))}
    document: Any = None
    for key, value in values.items():
        gone = value is None or value == ""
        if (gone and now.get(key, "") == "") or (key in now and _same(now[key], value)):
            continue
        if key not in now and value == usual.get(key):
            continue
        if document is None:
            document = tomlkit.parse(block.body)
            held = document[block.section]
            held = held if block.section in SINGLE else held[0]
        if gone:
            held.remove(key)
        else:
            held[key] = value
    return block.body if document is None else ended(tomlkit.dumps(document))


def _kind(section: str) -> Any:
    return SINGLE[section] if section in SINGLE else SECTIONS[section][1]


def _same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _followed(
    made: Sequence[Block], section: str, old: Sequence[Block], kept: Iterable[Row]
) -> list[Block]:
    """The blocks with the new ids wherever the old ones were named."""
    ids: dict[str, str] = {}
    for row in kept:
        if row.at is not None and row.values.get("id"):
            before = str(_values(old[row.at]).get("id", ""))
            if before and before != row.values["id"]:
                ids[before] = str(row.values["id"])
    named = NAMED_IN.get(section, ()) if ids else ()
    found = list(made)
    for where, key in named:
        for i, block in enumerate(found):
            if block.section == where and (name := _values(block).get(key)) in ids:
                found[i] = replace(block, body=_edited(block, {key: ids[str(name)]}))
    return found
