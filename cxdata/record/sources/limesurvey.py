"""LimeSurvey: headings as codes ('submitdate'), full ('Date submitted') or both joined."""

from __future__ import annotations

import re
from dataclasses import replace

from cxdata.record.classify import is_missing, trimmed
from cxdata.record.sources.layout import Column, Layout, Row, folded

_CODES = {
    "id": "response id",
    "submitdate": "date submitted",
    "lastpage": "last page",
    "startlanguage": "start language",
    "seed": "seed",
    "startdate": "date started",
    "datestamp": "date last action",
    "ipaddr": "ip address",
    "token": "token",
    "refurl": "referrer url",
}
_JOINED = re.compile(r"(?P<code>[A-Za-z_][\w\[\]]*)\.\s+(?P<text>.+)", re.DOTALL)


def layout(rows: list[Row]) -> Layout | None:
    """The layout, where the file is one of LimeSurvey's."""
    codes = [_code(cell) for cell in rows[0]]
    signs = {"submitdate", "lastpage", "startlanguage", "seed"} & set(codes)
    if "submitdate" not in codes or len(signs) < 2:
        return None
    found = folded("LimeSurvey", [_column(i, cell) for i, cell in enumerate(rows[0])], rows[1:])
    submitted = codes.index("submitdate")
    roles = {"date": submitted} | ({"id": codes.index("id")} if "id" in codes else {})
    apart = frozenset(i for i, code in enumerate(codes) if code in _CODES)

    def left_out(row: Row) -> str:
        # The survey tool writes 1980-01-01 where dates are switched off: submitted, day unknown.
        return "partial" if is_missing(row[submitted]) else ""

    return replace(found, roles=roles, apart=apart, left_out=left_out)


def _code(cell: str) -> str:
    """The code of a metadata column, however its heading is written; '' for a question."""
    said = trimmed(cell).casefold()
    joined = _JOINED.fullmatch(said)
    if said in _CODES:
        return said
    if joined and joined["code"] in _CODES:
        return joined["code"]
    return next((code for code, text in _CODES.items() if text == said), "")


def _column(place: int, cell: str) -> Column:
    joined = _JOINED.fullmatch(trimmed(cell))
    if joined:
        return Column(cell, trimmed(joined["text"]), (joined["code"],))
    return Column(cell, trimmed(cell) or f"column {place + 1}")
