"""From the names that a person or a mapping gives to columns of the file."""

from __future__ import annotations

import difflib
import re

from cxdata.errors import BadInput, Undecided
from cxdata.record.reading import Field
from cxdata.record.sources.headers import plain
from cxdata.record.sources.layout import Layout

_NUMBERED = re.compile(r"#(\d+)")
_SHORTEST_BEGINNING = 4  # letters that a shortened header needs, so that a value is not mistaken


def column(found: Layout, name: str, role: str) -> int:
    """The 0-based column that a name means.

    name    a header without regard to case, its unique beginning, or '#12' for the twelfth
    raises  BadInput with what comes near; Undecided where several columns bear the name
    """
    named = name.removeprefix("column:")
    places = _places(found, named)
    if len(places) == 1:
        return places[0]
    if places:
        listed: list[dict[str, object]] = [
            {"column": f"#{i + 1}", "label": found.columns[i].label} for i in places
        ]
        numbers = ", ".join(f"#{i + 1}" for i in places)
        raise Undecided(
            f"{len(places)} columns are called '{named}': {numbers}. Say which.", listed
        )
    labels = {plain(one): one for c in found.columns for one in c.names if one.strip()}
    close = difflib.get_close_matches(plain(named), list(labels), n=1, cutoff=0.5)
    hint = f" Did you mean '{labels[close[0]][:80]}'?" if close else ""
    listing = ", ".join(f"#{i + 1} {c.label[:40]!r}" for i, c in enumerate(found.columns[:40]))
    raise BadInput(f"No column for {role} is called '{named}'.{hint} The file has: {listing}.")


def _places(found: Layout, name: str) -> list[int]:
    numbered = _NUMBERED.fullmatch(name.strip())
    exact = [i for i, c in enumerate(found.columns) if name in (c.header, c.label)]
    if not exact and numbered and 1 <= int(numbered[1]) <= len(found.columns):
        return [int(numbered[1]) - 1]
    if not exact and "|" in name:
        # A mapping's 'A|B': the first of the names that the file has.
        return next((found_ for one in name.split("|") if (found_ := _places(found, one))), [])
    said = plain(name)
    same = [i for i, c in enumerate(found.columns) if said in map(plain, c.names)] if said else []
    exact = _asked(found, exact) or _asked(found, same)
    if exact or len(said) < _SHORTEST_BEGINNING:
        return exact
    return _asked(
        found,
        [i for i, c in enumerate(found.columns) if any(plain(n).startswith(said) for n in c.names)],
    )


def _asked(found: Layout, places: list[int]) -> list[int]:
    """Where sub-columns share their question's name, the one whose label is the question alone."""
    if len(places) > 1:
        own = [i for i in places if plain(found.columns[i].label) == plain(found.columns[i].header)]
        if len(own) == 1:
            return own
    return places


def column_or_value(found: Layout, said: str, role: str) -> Field:
    """A column where a header bears the name, else one value for all rows.

    said    'column:NAME' and 'value:TEXT' leave no choice
    """
    if said.startswith("value:"):
        return Field(value=said.removeprefix("value:"))
    if said.startswith("column:"):
        return Field(column=column(found, said, role))
    places = _places(found, said)
    return Field(column=places[0]) if len(places) == 1 else Field(value=said)
