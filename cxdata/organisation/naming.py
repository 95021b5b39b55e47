"""How a message names an entry: its line, and what was probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from cxdata.errors import BadInput


def where(text: str, name: str) -> str:
    """'Line 12: ' for the first line that holds the name in quotes or as a section."""
    for number, line in enumerate(text.splitlines(), start=1):
        if name and (f'"{name}"' in line or f"'{name}'" in line or f"[{name}]" in line):
            return f"Line {number}: "
    return ""


def hint(name: str, names: Iterable[str]) -> str:
    """'; did you mean …?' where a name is near."""
    close = difflib.get_close_matches(name, list(names), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def known(text: str, label: str, entry: str, name: str, names: Iterable[str]) -> None:
    """Raise BadInput unless the name is one of the names."""
    kept = list(names)
    if name not in kept:
        raise BadInput(
            f"{where(text, name)}{label}: no {entry} is called '{name}'{hint(name, kept)}."
        )


def need(kept: bool, text: str, name: str, told: str) -> None:
    """Raise BadInput with the line of an entry unless something holds."""
    if not kept:
        raise BadInput(f"{where(text, name)}{told}")
