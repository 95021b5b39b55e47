"""Days and numbers in a text: what tells when something was, or whose it was.

A date is refused where it can be nothing else. What could be one, a number of four digits or more
and whatever has an @ are asked about: an order, a telephone and a mailbox lead to somebody.
"""

from __future__ import annotations

import re
import unicodedata

from cxdata.flows import dated_names

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_SEP = r"\s?[./\-‐-―]\s?"
_ORDINAL = r"(?:st|nd|rd|th)"
_LONG = "january|february|april|june|july|august|september|october|november|december"
_SURE = f"{_LONG}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"  # whatever their case
_WEEKDAY = "(?i:(?:mon|tues|wednes|thurs|fri|satur|sun)day)|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"


def _beside(names: str) -> str:
    """A day of the month before or after one of these names: '14 Aug', 'Aug 14th'."""
    day = rf"{_DAY}{_ORDINAL}?"
    return rf"{day}\.?\s*(?:of\s+)?(?:{names})(?!\w)|(?:{names})\.?\s*(?:the\s+)?{day}(?![\w%])"


_CERTAIN = tuple(
    re.compile(rf"(?<![\w.]){one}")
    for one in (
        rf"{_DAY}{_SEP}{_DAY}{_SEP}(?:\d{{4}}|\d{{2}})(?!\d)",  # 14.08.2026, 8/14/26
        rf"\d{{4}}{_SEP}{_MONTH}{_SEP}{_DAY}(?!\d)",  # 2026-08-14
        rf"(?i:{_beside(_SURE)})",
        _beside("May|March|MAY|MARCH"),
        rf"(?i:(?:[4-9]|[12]\d|3[01])(?:{_ORDINAL}))(?!\w)",  # the 14th
        rf"(?:{_WEEKDAY})[\s,.]*(?:the\s+)?{_DAY}{_ORDINAL}?(?![\w%])",
        rf"{_DAY}[\s,.]*(?:{_WEEKDAY})(?!\w)",
    )
)
_SLASHED = re.compile(rf"(?<![\w./]){_DAY}/{_DAY}(?![\w/])")
_ALWAYS = "24/7"
_MARKS = 10  # the highest score of a scale: 9/10 is one, and 3/4 a part
_PERHAPS = (
    re.compile(rf"(?<![\w.]){_DAY}\.\s?{_MONTH}\.(?!\d)"),  # 14.08.
    re.compile(rf"(?<!\w)(?:{_beside('may|march')})"),
    re.compile(r"(?<!\w)[123](?:st|nd|rd)(?!\w)", re.IGNORECASE),
    re.compile(r"\S*@\S*\w"),
)
_RUN = re.compile(r"\d(?:[-/  ]?\d)+")
LONG = 4  # digits of a number that may be an order's or a telephone's


def told(text: str) -> tuple[str, ...]:
    """The dates that a text holds, with names of months in any language of Europe, each once."""
    text = unicodedata.normalize("NFC", text)
    patterns = (*_CERTAIN, *dated_names.certain())
    found = [match[0].strip() for one in patterns for match in one.finditer(text)]
    found += [one for one in _slashed(text) if not _may_be_marks(one)]
    return tuple(dict.fromkeys(found))


def asked(text: str) -> tuple[str, ...]:
    """What may tell when it was or whose it is, each once: '482211', 'ann@x.org', '9/10'."""
    found = [one for one in _slashed(text) if _may_be_marks(one)]
    text = unicodedata.normalize("NFC", text)
    patterns = (*_PERHAPS, *dated_names.perhaps())
    found += [match[0].strip() for one in patterns for match in one.finditer(text)]
    runs = (match[0] for match in _RUN.finditer(text))
    found += [one for one in runs if sum(c.isdigit() for c in one) >= LONG]
    return tuple(dict.fromkeys(found))


def _slashed(text: str) -> list[str]:
    """'8/14' where one side can be a month; round the clock is no day."""
    found = [match[0] for match in _SLASHED.finditer(text)]
    return [one for one in found if one != _ALWAYS and min(map(int, one.split("/"))) <= 12]


def _may_be_marks(slashed: str) -> bool:
    part, whole = map(int, slashed.split("/"))
    return part <= whole <= _MARKS
