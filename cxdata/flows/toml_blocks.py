"""A TOML file as blocks of text: an entry under its heading, with the comments right above it.

What stands between blocks (blank lines, headings in comments) keeps its place when entries move.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_HEADER = re.compile(r"^\s*\[(?:\[\s*([\w-]+)\s*\]|\s*([\w-]+)\s*)\]\s*(?:#.*)?$")


@dataclass(frozen=True)
class Block:
    """An entry's text. above: what stands before it, not its own; section '' ends the file."""

    section: str
    above: str
    body: str


def joined(found: Iterable[Block]) -> str:
    """The text of blocks."""
    return "".join(block.above + block.body for block in found)


def split(text: str) -> tuple[Block, ...]:
    """The blocks of a text whose entries stand under headings; joined they are the text."""
    lines = text.replace("\r\n", "\n").split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    heads = [i for i, line in enumerate(lines) if _HEADER.match(line)]
    found, above, start = [], "".join(lines[: heads[0]]) if heads else "".join(lines), 0
    if heads:
        start = _note(lines, 0, heads[0])
        above = "".join(lines[:start])
    for head, following in zip(heads, [*heads[1:], len(lines)], strict=True):
        end = _last(lines, head, following)
        matched = _HEADER.match(lines[head])
        assert matched
        found.append(Block(matched[1] or matched[2], above, ended("".join(lines[start:end]))))
        start = _note(lines, end, following) if following < len(lines) else following
        above = "".join(lines[end:start])
    return (*found, Block("", above, "")) if above else tuple(found)


def ended(body: str) -> str:
    """A body that ends its line."""
    return body if body.endswith("\n") else f"{body}\n"


def _last(lines: Sequence[str], head: int, following: int) -> int:
    """Where an entry ends: after its last value, and the comments that follow without a gap."""
    end = following
    while end > head + 1 and _idle(lines[end - 1]):
        end -= 1
    gap = end
    while gap < following and lines[gap].strip():
        gap += 1
    return gap if gap < following or following == len(lines) else end


def _note(lines: Sequence[str], begin: int, head: int) -> int:
    """Where the comments right above a heading begin."""
    while head > begin and lines[head - 1].lstrip().startswith("#"):
        head -= 1
    return head


def _idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
