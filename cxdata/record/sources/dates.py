"""How a column writes its dates; where two orders of day and month fit, it asks.

Dates are staged in one of three spellings, so that the builder has nothing to guess:
'2026-10-31', '2026-10-31 14:05:00' and '2026-10-31 14:05:00+02:00'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from cxdata.record.classify import is_missing, trimmed

STAGED = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S%z")
# A spreadsheet's day 0 (with its 29 February 1900 counted, as every tool does).
EXCEL_EPOCH = datetime(1899, 12, 30)
# Days 1990 to 2100 as serial numbers, and the same as unix seconds.
EXCEL, UNIX = (32874, 73051), (631152000, 4102444800)
MONTHS = {
    name: number
    for names in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janv fevr mars avr mai juin juil aout sept oct nov dec",
        "jan feb marz apr mai juni juli aug sept okt nov dez",
        "ene feb mrz abr mei jun jul ago set out nov dic",
        "gen febr maart april mag giu lug agosto septem ott novem dicem",
    )
    for number, name in enumerate(names.split(), start=1)
}
_CLOCK = (
    r"(?:(?:,|\s+|T|\s+(?:at|um)\s+)\s*(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?"
    r"(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?)?"
)
# A zone's name in brackets after its offset says nothing new: GMT-0500 (Central Daylight Time).
_ZONE = r"\s*(?P<zone>Z|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)?(?:\s*\([^()]{2,60}\))?"
_YEAR_FIRST = re.compile(
    r"(?P<a>\d{4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,2})" + _CLOCK + _ZONE
)
_YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})(?P<sep>[-/.])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<c>\d{4}|\d{2})" + _CLOCK + _ZONE
)
_COMPACT = re.compile(r"(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})" + _CLOCK + _ZONE)
_WORDY = re.compile(
    r"(?:[^\W\d]{2,9}\.?,?\s+)?(?:(?P<a>\d{1,2})(?:st|nd|rd|th|\.)?[\s/-]+(?P<name>[^\W\d]{3,9})\.?|"
    r"(?P<name2>[^\W\d]{3,9})\.?\s+(?P<a2>\d{1,2})(?:st|nd|rd|th)?),?[\s/-]+(?P<c>\d{4}|\d{2})"
    + _CLOCK
    + _ZONE
)
_MONTH = re.compile(
    r"(?P<name>[^\W\d]{3,9})[.\s/' -]{1,2}(?P<c>\d{4}|\d{2})|(?P<y>\d{4})[-/](?P<m>\d{1,2})"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Spelling:
    """How a column is read. order is 'DMY', 'MDY' or 'YMD' of dates that end in the year.

    number   'excel', 'unix' or 'unix_ms' where a bare number is a date, else None
    """

    order: str = "DMY"
    number: str | None = None


@dataclass(frozen=True)
class Evidence:
    """What a column's distinct cells prove.

    filled         cells that are not missing; dated of them are dates in some order
    first, second  largest numbers in the two places before the year
    open           dates that end in the year and differ by order; dotted: of them with dots
    number         what bare numbers are: 'excel', 'unix', 'unix_ms', else None
    months         cells that name a month alone
    """

    filled: int
    dated: int
    first: int
    second: int
    open: int
    dotted: int
    number: str | None
    months: int


def evidence(cells: Iterable[str]) -> Evidence:
    """Look at a column's distinct cells: how many are dates, and what proves their order."""
    filled = dated = first = second = differ = dotted = months = 0
    numbers: list[float] = []
    for cell in cells:
        if is_missing(cell):
            continue
        filled += 1
        value = trimmed(cell)
        if _NUMBER.fullmatch(value) and not _COMPACT.fullmatch(value):
            numbers.append(float(value.replace(",", ".")))
            continue
        ends = _YEAR_LAST.fullmatch(value)
        if ends and max(int(ends["a"]), int(ends["b"])) <= 31:
            a, b = int(ends["a"]), int(ends["b"])
            first, second, dated = max(first, a), max(second, b), dated + 1
            differ, dotted = differ + (a != b), dotted + (a != b and ends["sep"] == ".")
        elif moment(value, Spelling()) is not None:
            dated += 1
            months += _MONTH.fullmatch(value) is not None
    number = _number(numbers)
    dated += len(numbers) if number else 0
    return Evidence(filled, dated, first, second, differ, dotted, number, months)


def _number(numbers: list[float]) -> str | None:
    if not numbers:
        return None
    for name, low, high in (
        ("excel", *EXCEL),
        ("unix", *UNIX),
        ("unix_ms", UNIX[0] * 1000, UNIX[1] * 1000),
    ):
        if sum(low <= n <= high for n in numbers) > 0.9 * len(numbers):
            return name
    return None


def moment(cell: str, spelling: Spelling) -> datetime | date | None:
    """A cell as date (no time of day), naive or aware datetime; None where it is none of them."""
    value = trimmed(cell)
    if _NUMBER.fullmatch(value) and not _COMPACT.fullmatch(value):
        return _from_number(value, spelling.number)
    try:
        return _spelled(value, spelling.order)
    except (ValueError, OverflowError):
        return None


def _from_number(value: str, number: str | None) -> datetime | date | None:
    if number is None:
        return None
    count = float(value.replace(",", "."))
    if number == "excel":
        if not EXCEL[0] <= count <= EXCEL[1]:
            return None
        found = EXCEL_EPOCH + timedelta(seconds=round(count * 86400))
        return found.date() if count == int(count) else found
    seconds = count / 1000 if number == "unix_ms" else count
    if not UNIX[0] <= seconds <= UNIX[1]:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _spelled(value: str, order: str) -> datetime | date | None:
    found = _YEAR_FIRST.fullmatch(value) or _COMPACT.fullmatch(value)
    if found:
        return _clocked(found, int(found["a"]), int(found["b"]), int(found["c"]))
    if found := _YEAR_LAST.fullmatch(value):
        a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
        if order == "YMD" and len(found["c"]) == 2:
            return _clocked(found, _century(found["a"]), b, c)
        day, month = (b, a) if order == "MDY" else (a, b)
        return _clocked(found, _century(found["c"]), month, day)
    if found := _WORDY.fullmatch(value):
        name = month_number(found["name"] or found["name2"])
        if name:
            return _clocked(found, _century(found["c"]), name, int(found["a"] or found["a2"]))
    if found := _MONTH.fullmatch(value):
        if found["y"]:
            return date(int(found["y"]), int(found["m"]), 1)
        name = month_number(found["name"])
        return date(_century(found["c"]), name, 1) if name else None
    return None


def month_number(name: str) -> int | None:
    """1 … 12 for a month's name or its beginning, in the languages we met; else None."""
    from cxdata.record.sources.headers import plain

    said = plain(name)
    return MONTHS.get(said) or MONTHS.get(said[:4]) or MONTHS.get(said[:3])


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _clocked(found: re.Match[str], year: int, month: int, day: int) -> datetime | date:
    if found["hour"] is None:
        return date(year, month, day)
    hour = int(found["hour"])
    half = (found["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    clock = datetime(year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0))
    return clock.replace(tzinfo=_zone(found["zone"])) if found["zone"] else clock


def _zone(text: str) -> timezone:
    sign = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    if sign is None:
        return UTC
    minutes = int(sign[2]) * 60 + int(sign[3] or 0)
    return timezone(timedelta(minutes=minutes if sign[1] == "+" else -minutes))


def staged(found: datetime | date) -> str:
    """A moment in the spelling in which it is staged."""
    if not isinstance(found, datetime):
        return found.isoformat()
    return found.isoformat(" ", "seconds")
