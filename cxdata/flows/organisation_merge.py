"""Two stewards who began from one version: what both wrote, and where they contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cxdata.flows import organisation_text as texts
from cxdata.flows.toml_blocks import Block, joined
from cxdata.organisation import SINGLE

Key = tuple[str, ...]
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Clash:
    """An entry that both changed: its text as theirs and as mine, '' where it was taken out.

    entry   'team Front', or 'order of teams'
    """

    entry: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """What both wrote, in one text; clashes stand in it as the side says that was preferred."""

    text: str
    clashes: tuple[Clash, ...]


def merged(base: str, theirs: str, mine: str, prefer: str = MINE) -> Merged:
    """Three texts into one, entry by entry; all three are valid TOML.

    prefer  'mine' or 'theirs': which text stands where both changed the same entry
    """
    was, there, here = (_entries(text) for text in (base, theirs, mine))
    clashes: list[Clash] = []
    taken: dict[Key, Block | None] = {}
    for key in dict.fromkeys([*there, *here, *was]):
        one, two, old = (_body(side.get(key)) for side in (there, here, was))
        if one == two or two == old:
            taken[key] = there.get(key)
        elif one == old:
            taken[key] = here.get(key)
        else:
            clashes.append(Clash(_called(key, there, here, was), one, two))
            taken[key] = (here if prefer == MINE else there).get(key)
    order = _order((list(was), list(there), list(here)), taken, clashes, prefer)
    placed = [taken[key] for key in order]
    found = _headed([block for block in placed if block is not None], base, theirs, mine)
    return Merged(found, tuple(clashes))


def _entries(text: str) -> dict[Key, Block]:
    """Blocks by what an entry is called; those that are called the same are numbered."""
    seen: Counter[Key] = Counter()
    found: dict[Key, Block] = {}
    for block in texts.blocks(text):
        if block.section:
            key = _key(block)
            seen[key] += 1
            found[(*key, str(seen[key]))] = block
    return found


def _key(block: Block) -> Key:
    values = texts.entry(block)
    if block.section in SINGLE:
        return (block.section,)
    names = {"line": ("team", "touchpoint", "serves"), "event": ("on", "name")}
    parts = names.get(block.section, ("id",) if "id" in values else ("name",))
    return (block.section, *(str(values.get(part, "")) for part in parts))


def _body(block: Block | None) -> str:
    return "" if block is None else block.body


def _called(key: Key, *sides: Mapping[Key, Block]) -> str:
    """What an entry is called where people read it."""
    block = next(side[key] for side in sides if key in side)
    values = texts.entry(block)
    name = values.get("name") or " → ".join(part for part in key[1:-1] if part)
    return f"{block.section} {name}".strip()


def _order(
    orders: tuple[Sequence[Key], Sequence[Key], Sequence[Key]],
    taken: Mapping[Key, Block | None],
    clashes: list[Clash],
    prefer: str,
) -> list[Key]:
    """The entries that stay: in their order, or in mine where only I moved them."""
    was, there, here = orders
    found = [key for key in there if taken.get(key) is not None]
    for section in texts.ORDER:
        same = {key for key in was if key[0] == section} & set(there) & set(here) & set(found)
        old, one, two = ([key for key in keys if key in same] for keys in orders)
        if two in (old, one):
            continue
        if one != old:
            clashes.append(Clash(f"order of the {section}s", _listed(one), _listed(two)))
            if prefer == THEIRS:
                continue
        slots = [i for i, key in enumerate(found) if key in same]
        for slot, key in zip(slots, two, strict=True):
            found[slot] = key
    for place, key in enumerate(here):
        if key not in found and taken.get(key) is not None:
            found.insert(_after(found, here[:place], key), key)
    return found


def _after(found: Sequence[Key], before: Sequence[Key], key: Key) -> int:
    """Where an entry goes that only I have: after the one that it follows in my text."""
    for other in reversed(before):
        if other in found:
            return found.index(other) + 1
    same = [i for i, other in enumerate(found) if other[0] == key[0]]
    return same[0] if same else len(found)


def _listed(keys: Sequence[Key]) -> str:
    return "\n".join(" → ".join(part for part in key[1:-1] if part) for key in keys)


def _headed(kept: Sequence[Block], base: str, theirs: str, mine: str) -> str:
    """The entries with a blank line between them, and every heading that either side wrote."""
    gone = _headings(base) - _headings(mine)
    written = _headings(base) | _headings(theirs)
    mine_above = {block.body: block.above for block in texts.blocks(mine) if block.above.strip()}
    made = []
    for i, block in enumerate(kept):
        above = "" if block.above.strip() in gone else block.above
        new = mine_above.get(block.body, "")
        if new.strip() and new.strip() not in written:
            above = new
        made.append(replace(block, above=above or ("\n" if i else "")))
    text = joined(made)
    lost = [
        block.above
        for side in (theirs, mine)
        for block in texts.blocks(side)
        if block.above.strip()
        and block.above.strip() not in gone | _gone(base, theirs)
        and block.above.strip() not in text
    ]
    return text + "".join(f"\n{above.strip()}\n" for above in dict.fromkeys(lost))


def _headings(text: str) -> set[str]:
    return {block.above.strip() for block in texts.blocks(text) if block.above.strip()}


def _gone(base: str, other: str) -> set[str]:
    return _headings(base) - _headings(other)
