"""Qualtrics: three header rows (id, text, ImportId as JSON), or two in older exports."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from cxdata.record.classify import trimmed
from cxdata.record.sources.layout import Column, Layout, Row, folded, where

_IMPORT_ID = re.compile(r"""\{\s*['"]ImportId['"]\s*:""")
_ZONE = re.compile(r"""['"]timeZone['"]\s*:\s*['"]([^'"]+)['"]""")
_META = [
    "startdate",
    "enddate",
    "status",
    "ipaddress",
    "progress",
    "duration (in seconds)",
    "finished",
    "recordeddate",
    "responseid",
    "recipientlastname",
    "recipientfirstname",
    "recipientemail",
    "externalreference",
    "locationlatitude",
    "locationlongitude",
    "locationaccuracy",
    "distributionchannel",
    "userlanguage",
    "responseset",
    "name",
    "externaldatareference",
    "emailaddress",
]
# What Status may hold, as a number and as its English text.
_STATUS = {
    "1": "preview",
    "survey preview": "preview",
    "2": "test",
    "survey test": "test",
    "8": "spam",
    "spam": "spam",
    "9": "preview",
    "offline survey preview": "preview",
    "17": "preview",
    "12": "spam",
    "possible spam": "spam",
    "survey test response": "test",
}
_UNFINISHED = ("0", "false")


def layout(rows: list[Row]) -> Layout | None:
    """The layout, where the file is one of Qualtrics'."""
    if len(rows) > 2 and sum(bool(_IMPORT_ID.search(cell)) for cell in rows[2]) >= 2:
        return _new(rows)
    if len(rows) > 1 and sum(bool(_IMPORT_ID.search(cell)) for cell in rows[1]) >= 2:
        return _new([rows[0], rows[0], *rows[1:]], 2)
    first = [trimmed(cell).casefold() for cell in rows[0]]
    if len(rows) > 1 and {"v1", "v2", "v3"} <= set(first):
        return _legacy(rows)
    if {"startdate", "enddate", "finished", "responseid"} <= set(first):
        return _described(folded("Qualtrics", _columns(rows[0], rows[0]), rows[1:]), rows[0])
    return None


def _new(rows: list[Row], header_rows: int = 3) -> Layout:
    found = folded("Qualtrics", _columns(rows[0], rows[1]), rows[3:], header_rows)
    # The ids of row 3 are the same in every language; row 1's may have been renamed.
    ids = [_import_id(cell) for cell in rows[2]]
    described = _described(found, ids)
    at = described.roles.get("date", -1)
    zones = [zone for cell in rows[2] if (zone := _ZONE.search(cell))]
    named = _ZONE.search(rows[2][at]) if 0 <= at < len(rows[2]) else None
    zone = named or (zones[0] if zones else None)
    return replace(described, timezone=zone[1] if zone else None)


def _import_id(cell: str) -> str:
    found = re.search(r"""['"]ImportId['"]\s*:\s*['"]([^'"]+)['"]""", cell)
    return found[1] if found else ""


def _legacy(rows: list[Row]) -> Layout:
    found = folded("Qualtrics (legacy)", _columns(rows[0], rows[1]), rows[2:], 2)
    return _described(found, rows[1])


def _columns(ids: Row, texts: Row) -> list[Column]:
    texts = texts + [""] * (len(ids) - len(texts))
    return [
        Column(name, trimmed(text) or trimmed(name) or f"column {i + 1}", (trimmed(name),))
        for i, (name, text) in enumerate(zip(ids, texts, strict=False))
    ]


def _described(found: Layout, names: Row) -> Layout:
    said = [trimmed(name).casefold() for name in names[: len(found.columns)]]
    said = ["responseid" if name in ("_recordid", "recordid") else name for name in said]
    apart = frozenset(i for i, name in enumerate(said) if name in _META)
    roles: dict[str, int] = {}
    for role, wanted in (
        ("id", ("ResponseId",)),
        ("date", ("RecordedDate", "EndDate", "StartDate")),
    ):
        at = where(said, *wanted)
        if at is not None:
            roles[role] = at
    status, finished = where(said, "status"), where(said, "finished")
    return replace(found, roles=roles, apart=apart, left_out=_marks(status, finished))


def _marks(status: int | None, finished: int | None) -> Callable[[Row], str]:
    def left_out(row: Row) -> str:
        if status is not None:
            mark = _STATUS.get(trimmed(row[status]).casefold())
            if mark:
                return mark
        if finished is not None and trimmed(row[finished]).casefold() in _UNFINISHED:
            return "partial"
        return ""

    return left_out
