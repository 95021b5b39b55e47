"""Survicate: two header rows; 'Q#1: …' stands over its parts, such as Score and Label."""

from __future__ import annotations

import re
from dataclasses import replace

from cxdata.record.classify import trimmed
from cxdata.record.sources.layout import Column, Layout, Row, folded, where

_QUESTION = re.compile(r"Q#\d+", re.IGNORECASE)


def layout(rows: list[Row]) -> Layout | None:
    """The layout, where the file is one of Survicate's."""
    first = [trimmed(cell) for cell in rows[0]]
    date = where(rows[0], "Date & Time (UTC)", "Date and Time (UTC)", "Date & Time")
    questions = [i for i, cell in enumerate(first) if _QUESTION.match(cell)]
    if date is None or not questions:
        return None
    two = len(rows) > 1 and not trimmed(rows[1][date] if date < len(rows[1]) else "")
    columns = _columns(first, rows[1] if two else [])
    found = folded("Survicate", columns, rows[2 if two else 1 :], 2 if two else 1)
    identity = where(rows[0], "Response uuid", "Response ID")
    roles = {"date": date} | ({"id": identity} if identity is not None else {})
    zone = "UTC" if "utc" in first[date].casefold() else None
    apart = frozenset(range(questions[0]))
    return replace(found, roles=roles, apart=apart, timezone=zone)


def _columns(first: Row, second: Row) -> list[Column]:
    columns: list[Column] = []
    question = ""
    for i in range(max(len(first), len(second))):
        header = first[i] if i < len(first) else ""
        below = trimmed(second[i]) if i < len(second) else ""
        question = header or question
        name = question or f"column {i + 1}"
        columns.append(Column(question, f"{name} - {below}" if below else name, (below,)))
    return columns
