"""Time zones as people and files name them: Europe/Amsterdam, UTC, UTC+2, +05:30."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cxdata.errors import BadInput
from cxdata.record.classify import trimmed

_OFFSET = re.compile(
    r"(?:UTC|GMT)?\s?(?P<sign>[+\-\u2212])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?",
    re.IGNORECASE,
)
_MOST_HOURS = 14


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo | None:
    """The zone that a name or an offset means; None where it means none."""
    said = trimmed(name)
    offset = _OFFSET.fullmatch(said)
    if offset:
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        if minutes > _MOST_HOURS * 60:
            return None
        return timezone(timedelta(minutes=minutes if offset["sign"] == "+" else -minutes))
    try:
        return ZoneInfo(said)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_name(name: str) -> str:
    """The name under which the record knows a zone; whole-hour offsets have one.

    raises  BadInput where no zone is called that
    """
    found = zone(name)
    if isinstance(found, ZoneInfo):
        return trimmed(name)
    hours = found.utcoffset(None) / timedelta(hours=1) if isinstance(found, timezone) else 0.5
    if hours != int(hours) or not -12 <= hours <= _MOST_HOURS:
        raise BadInput(f"No time zone is called '{name}'; write one like Europe/Amsterdam.")
    # The names count westwards: UTC+2 is Etc/GMT-2.
    return f"Etc/GMT{-int(hours):+d}" if hours else "UTC"
