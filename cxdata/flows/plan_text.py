"""A plan's text with other values: what differs is set where it stands, and all else is kept."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from decimal import Decimal
from typing import Any

import tomlkit

from cxdata import desk
from cxdata.desk import Plan
from cxdata.desk.reading import MANY, ONE
from cxdata.errors import BadInput
from cxdata.flows.toml_blocks import Block, ended, joined, split

ORDER = (*ONE, *MANY)


def rewritten(text: str, plan: Plan) -> str:
    """The text of another plan: remarks (#), order and spelling stay where nothing differs.

    text    one that `desk.read` can read
    return  a text that is read as `plan`; where the text is written in a way of its own (all in one
            line, say), it is written anew, with its remarks above
    raises  BadInput where the text cannot be read
    """
    before = desk.read(text)
    if before == plan:
        return text
    found = list(split(text))
    if _whole(found, text):
        for section, (field, _, _) in ONE.items():
            found = _one(found, section, getattr(before, field), getattr(plan, field))
        for section, (field, kind) in MANY.items():
            if getattr(before, field) != getattr(plan, field):
                label = fields(kind)[0].name
                rows = {getattr(one, label): one for one in getattr(plan, field)}
                found = _many(found, section, label, getattr(before, field), rows)
        made = joined(found)
        if _reads(made, plan):
            return made
    return "".join(f"{line}\n" for line in desk.remarks(text)) + desk.written(plan)


def _reads(text: str, plan: Plan) -> bool:
    try:
        return desk.read(text) == plan
    except BadInput:
        return False


def _whole(found: Iterable[Block], text: str) -> bool:
    """Does every entry of the text stand under a heading of its own?"""
    told: dict[str, Any] = {}
    for block in found:
        try:
            table = tomllib.loads(block.body, parse_float=Decimal)
        except tomllib.TOMLDecodeError:
            return False
        for section, held in table.items():
            if section in MANY:
                told.setdefault(section, []).extend(held)
            else:
                told[section] = held
    return told == tomllib.loads(text, parse_float=Decimal)


def _one(found: list[Block], section: str, before: Any, after: Any) -> list[Block]:
    """The blocks with another value of a section that stands there once."""
    if before == after:
        return found
    at = next((i for i, block in enumerate(found) if block.section == section), None)
    if at is None:
        return _inserted(found, section, [_fresh(f"[{section}]", section, after)])
    found[at] = replace(found[at], body=_edited(found[at].body, section, before, after))
    return found


def _many(
    found: list[Block], section: str, label: str, before: Iterable[Any], rows: Mapping[str, Any]
) -> list[Block]:
    """The blocks with other rows: those that are gone or stand there again leave their remarks."""
    old: dict[str, Any] = {}
    for one in before:
        old.setdefault(getattr(one, label), one)
    made: list[Block] = []
    places: list[int] = []
    held: dict[str, Block] = {}
    carried = ""
    for block in found:
        if block.section != section:
            made.append(replace(block, above=carried + block.above))
            carried = ""
            continue
        id_ = str(tomllib.loads(block.body)[section][0][label])
        if id_ in rows and id_ not in held:
            body = _edited(block.body, section, old[id_], rows[id_])
            held[id_] = Block(section, carried + block.above, body)
            places.append(len(made))
            made.append(held[id_])
            carried = ""
        else:
            kept = "".join(f"{line}\n" for line in desk.remarks(block.body))
            carried += block.above * ("#" in block.above) + kept
    made = _in_order(made, section, places, held, rows)
    return [*made, Block("", carried, "")] if carried else made


def _in_order(
    made: list[Block],
    section: str,
    places: list[int],
    held: Mapping[str, Block],
    rows: Mapping[str, Any],
) -> list[Block]:
    """The blocks with a section's rows as they are asked for: a new one follows the one before it.

    places  of the rows that stay, which they take in their new order
    """
    after: dict[str, list[Block]] = {}
    last = ""
    for id_, one in rows.items():
        if id_ in held:
            last = id_
        else:
            after.setdefault(last, []).append(_fresh(f"[[{section}]]", section, one))
    if not places:
        return _inserted(made, section, after.get("", []))
    slots = dict(zip(places, [id_ for id_ in rows if id_ in held], strict=True))
    ordered: list[Block] = []
    for at, block in enumerate(made):
        here = slots.get(at)
        if at == places[0]:
            ordered += after.get("", [])
        ordered.append(block if here is None else held[here])
        ordered += after.get(here, []) if here else []
    return ordered


def _fresh(head: str, section: str, entry: Any) -> Block:
    return Block(section, "\n", "\n".join(desk.lines(head, entry)) + "\n")


def _inserted(found: list[Block], section: str, added: list[Block]) -> list[Block]:
    """New blocks, after the last one that stands before them in a plan's order."""
    before = ORDER[: ORDER.index(section) + 1]
    places = [i for i, block in enumerate(found) if block.section in before]
    place = places[-1] + 1 if places else len(found)
    if added and place and not (found[place - 1].above + found[place - 1].body).endswith("\n"):
        found[place - 1] = replace(found[place - 1], body=ended(found[place - 1].body))
    return [*found[:place], *added, *found[place:]]


def _edited(body: str, section: str, before: Any, after: Any) -> str:
    """An entry's text with other values; untouched where none differs."""
    if before == after:
        return body
    document: Any = tomlkit.parse(body)
    held = document[section] if section in ONE else document[section][0]
    for field in fields(after):
        was, value = getattr(before, field.name), getattr(after, field.name)
        if was == value:
            continue
        if value is None or (value == "" and field.default is not MISSING):
            held.remove(field.name)
        else:
            held[field.name] = tomlkit.value(desk.literal(value))
    made = ended(tomlkit.dumps(document))
    lost = Counter(desk.remarks(body)) - Counter(desk.remarks(made))
    return made + "".join(f"{line}\n" for line in lost.elements())
