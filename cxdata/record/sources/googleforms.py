"""Google Forms: `Timestamp` first; totals and averages that people write below the answers."""

from __future__ import annotations

import re
from dataclasses import replace

from cxdata.record.classify import is_missing, trimmed
from cxdata.record.sources.layout import Layout, Row, folded, simple

_STAMP = (
    "timestamp",
    "zeitstempel",
    "horodateur",
    "marca temporal",
    "tijdstempel",
    "tidsstämpel",
    "informazioni cronologiche",
    "carimbo de data/hora",
    "sygnatura czasowa",
    "отметка времени",
)
_TOTAL = re.compile(
    r"\b(total|sum|summe|average|avg|mean|median|mittelwert|durchschnitt|nps|count)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?%?")


def layout(rows: list[Row]) -> Layout | None:
    """The layout, where the file is one of Google Forms'."""
    if not rows[0] or trimmed(rows[0][0]).casefold() not in _STAMP:
        return None
    found = folded("Google Forms", simple(rows, 0), rows[1:])
    return replace(found, roles={"date": 0}, apart=frozenset({0}), left_out=_left_out)


def _left_out(row: Row) -> str:
    """A total below the answers: no timestamp, and it says so or holds figures alone.

    A row with one fractional figure is left to the counting rule, which rejects it by value.
    """
    if not is_missing(row[0]) and not _TOTAL.search(row[0]):
        return ""
    filled = [trimmed(cell) for cell in row if not is_missing(cell)]
    named = any(_TOTAL.search(cell) and len(cell) < 40 for cell in filled)
    whole = [cell for cell in filled if _NUMBER.fullmatch(cell) and not re.search("[.,]", cell)]
    return "total row" if named or (filled and len(whole) == len(filled)) else ""
