"""Typeform: one header row that begins with '#' and ends with dates in UTC and a network id."""

from __future__ import annotations

from dataclasses import replace

from cxdata.record.classify import trimmed
from cxdata.record.sources.layout import Layout, Row, folded, simple, where

_META = [
    "#",
    "Response Type",
    "Start Date (UTC)",
    "Stage Date (UTC)",
    "Submit Date (UTC)",
    "Network ID",
    "Tags",
    "Ending",
]
_UNFINISHED = ("partial", "started", "incomplete")


def layout(rows: list[Row]) -> Layout | None:
    """The layout, where the file is one of Typeform's."""
    header = rows[0]
    submitted = where(header, "Submit Date (UTC)", "Submitted At", "Submit Date")
    first = trimmed(header[0]) if header else ""
    if submitted is None or (first != "#" and where(header, "Network ID") is None):
        return None
    found = folded("Typeform", simple(rows, 0), rows[1:])
    kind = where(header, "Response Type")
    identity = where(header, "#", "Response ID", "Token")
    roles = {"date": submitted} | ({"id": identity} if identity is not None else {})
    apart = frozenset(i for name in _META if (i := where(header, name)) is not None)

    def left_out(row: Row) -> str:
        kept = kind is None or trimmed(row[kind]).casefold() not in _UNFINISHED
        return "" if kept else "partial"

    zone = "UTC" if "utc" in header[submitted].casefold() else None
    return replace(found, roles=roles, apart=apart, left_out=left_out, timezone=zone)
