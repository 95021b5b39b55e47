"""Our days, months, runs of them and times, as a country writes them: Oct 31, 2026; 31.10.2026."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton, format_time

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMED = "|".join(_MONTHS)
# '31 Oct 2026', 'Oct 2026', '19–25 Oct 2026', '28 Sep – 4 Oct 2026', 'Aug – Oct 2026', '26 Oct'
_NAME = re.compile(rf"\b(?:{_NAMED})\b")
_SPAN = re.compile(
    rf"(?<![\w–-])(?=[\dJFMASOND])(?:(\d{{1,2}}|(?:\d{{1,2}}\s)?(?:{_NAMED})(?:\s\d{{4}})?)\s?–\s?)?"
    rf"((?:\d{{1,2}}\s)?(?:{_NAMED})(?:\s\d{{4}})?)(?![\w–-])"
)
_POINT = re.compile(rf"(?:(\d{{1,2}})(?:\s|$))?({_NAMED})?(?:\s?(\d{{4}}))?")
# '31 Oct 2026, 14:05', 'today, 14:05', and '14:05' alone: any other 9:30 may be anything.
_CLOCK = re.compile(rf"(^|(?:(?:{_NAMED}) \d{{4}}|[Tt]oday), )([01]\d|2[0-3]):([0-5]\d)(?![\w:])")
OURS = "en_GB"  # the locale that writes as we do
_DIGITS = re.compile(r"[0-9./ -]+")
LEAP = 2024  # stands for the year where none is said: every day exists in it
BREAK = "\v"  # a line's end within a name, such as 'Oct' over '2026' under an axis
Point = tuple[int | None, int | None, int | None]  # day, month, year, as far as they are said


def turned(words: str, locale: str, own: str = OURS) -> str:
    """Words with every day, month, run of them and time of a day as a country writes them.

    locale  CLDR name of the English that days and months are named in
    own     of the country's own language: its digits of a whole day, where nothing is named, and
            its clock
    What is no day of the calendar stays as it was.
    """
    if locale == own == OURS:
        return words
    words = _CLOCK.sub(lambda found: found[1] + _clock(found[2], found[3], own), words)
    if not _NAME.search(words):  # most words: looking for runs costs ten times as much
        return words
    return _SPAN.sub(lambda found: _span(found[0], found[1] or "", found[2], locale, own), words)


def month_first(locale: str) -> bool:
    """Does a locale write 'Oct 31', and not '31 Oct'?"""
    return not str(format_skeleton("MMMd", date(LEAP, 10, 31), locale=locale))[0].isdigit()


@lru_cache(maxsize=8192)
def _span(ours: str, first: str, last: str, locale: str, own: str) -> str:
    day, month, year = _point(last)
    if month is None or (day is None and year is None):
        return ours
    try:
        to = date(year or LEAP, month, day or 1)
        if not first and day and year:
            return _whole(to, locale, own)
        if not first:
            return _part(to, bool(day), locale, BREAK in ours)
        begin = _point(first)
        since = date(begin[2] or to.year, begin[1] or month, begin[0] or 1)
    except ValueError:
        return ours
    # Both ends are said alike, as days or as months, and in their order.
    if (begin[0] is None) != (day is None) or year is None or since >= to or locale == OURS:
        return ours
    return str(format_interval(since, to, "yMMMd" if day else "yMMM", locale=locale))


@lru_cache(maxsize=4096)
def _clock(hour: str, minute: str, locale: str) -> str:
    theirs = str(format_time(time(int(hour), int(minute)), "short", locale=locale))
    plain = theirs.replace("\u202f", " ")  # before AM and PM
    return theirs if plain.isascii() else f"{hour}:{minute}"


def _whole(on: date, locale: str, own: str) -> str:
    """A day in digits as a language other than English writes it; else with its month's name."""
    if not own.startswith("en"):
        for theirs in (
            format_date(on, "medium", locale=own),
            format_skeleton("yMd", on, locale=own),
        ):
            if _DIGITS.fullmatch(str(theirs)):
                return str(theirs)
    return str(format_date(on, "medium", locale=locale))


def _part(on: date, day: bool, locale: str, broken: bool) -> str:
    written = str(format_skeleton("MMMd" if day else "yMMM", on, locale=locale))
    return BREAK.join(written.rsplit(" ", 1)) if broken else written


def _point(text: str) -> Point:
    found = _POINT.fullmatch(text)
    if found is None:
        return None, None, None
    day, month, year = found.groups()
    return (
        int(day) if day else None,
        _MONTHS.index(month) + 1 if month else None,
        int(year) if year else None,
    )
