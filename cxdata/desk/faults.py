"""Every mistake of a text at once, each with the line of its entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from cxdata.errors import BadInput

TOLD = 8  # mistakes that are told one by one
_ENTRY = re.compile(r": (\w+) = ")


class Mistakes(BadInput):
    """What is wrong with a text; told: a sentence for each, with its line where it is known."""

    def __init__(self, told: Sequence[str]) -> None:
        more = f" And {len(told) - TOLD} more." if len(told) > TOLD else ""
        super().__init__(" ".join(told[:TOLD]) + more)
        self.told = tuple(told)


class Faults:
    """Mistakes as they are met; `end` raises them as one."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Note what is refused within, one mistake or several, and go on."""
        try:
            yield
        except Mistakes as several:
            self._told |= dict.fromkeys(several.told)
        except BadInput as fault:
            self._told[str(fault)] = None

    def need(self, kept: bool, text: str, name: str, told: str) -> bool:
        """Note it unless something holds, as `need` raises it; whether it holds."""
        with self.taken():
            need(kept, text, name, told)
        return kept

    def end(self) -> None:
        """Raise Mistakes with all of them, in their order; nothing where there are none."""
        if self._told:
            raise Mistakes(list(self._told))


def place(text: str, name: str, entry: str = "") -> str:
    """'Line 12: ' for an entry of the section or row of that name, else for its head; or ''."""
    lines = text.splitlines()
    head = _head(lines, name)
    if head is None:
        return ""
    for i in range(head, len(lines)):
        if i > head and lines[i].lstrip().startswith("["):
            break
        if entry and re.match(rf"\s*{re.escape(entry)}\s*=", lines[i]):
            return f"Line {i + 1}: "
    return f"Line {head + 1}: "


def _head(lines: Sequence[str], name: str) -> int | None:
    """The line that begins a section, or names a row: not any that only speaks of it."""
    called, many = re.escape(name), False
    section = re.compile(rf"\s*\[\s*{called}\s*\]")
    row = re.compile(rf"""\s*(id|peers)\s*=\s*(["']){called}\2""")
    for i, line in enumerate(lines):
        if line.lstrip().startswith("["):
            many = line.lstrip().startswith("[[")
        if section.match(line) or (many and row.match(line)):
            return i
    return None


def need(kept: bool, text: str, name: str, told: str) -> None:
    """Raise BadInput with the line of an entry unless something holds.

    told  'section: entry = value should be …' where one entry is at fault
    """
    if not kept:
        found = _ENTRY.search(told)
        raise BadInput(f"{place(text, name, found[1] if found else '')}{told}")
