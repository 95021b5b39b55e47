"""Runs of digits: phone numbers, cards, other long numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxdata.record.personal.shapes import (
    CARD,
    CLOCK,
    DAY,
    FLAGS,
    LEAST,
    LEAST_CARD,
    MONEY,
    MONTH,
    NUMBER,
    PHONE,
    SPARED,
    TAKEN,
    Span,
    digits_of,
)

_RUN = re.compile(r"[+(]{0,3}\d(?:(?:,|[ \t\x0b\x0c.\-/()_'|\\*~]{0,4})\d)*")
_BY_COLON = re.compile(r"(?<!\d)\d{2}(?::\d{2}){4,}(?!\d)")
_NUMERAL = r"(?:[1-9]\d{0,2}(?:[.,' ]\d{3}){1,2}|0|[1-9]\d{0,8})(?:[.,]\d{1,2})?"
_FREE, _ENDS = r"(?<!\d)(?<!\d[\-./ ])", r"(?![\-./]?\d)"
_SPARE = re.compile(
    "|".join(
        (
            rf"{_FREE}(?:19|20)\d\d([\-./]){MONTH}\1{DAY}(?:[T ]{{1,2}}{CLOCK})?{_ENDS}",
            rf"{_FREE}{DAY}([\-./]){DAY}\2(?:19|20)\d\d(?: {{1,2}}{CLOCK})?{_ENDS}",
            rf"{_FREE}{DAY}([\-./]){DAY}\3\d\d(?: {{1,2}}{CLOCK})?(?![\-./ ]{{0,2}}\d)",
            rf"{_FREE}{CLOCK} ?- ?{CLOCK}(?![\-./ ]?\d)",
            r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?![\d:])",
            rf"{_FREE}(?:19|20)\d\d ?[\-/] ?(?:19|20)\d\d(?![\-./ ]?\d)",
            rf"{MONEY}\s?{_NUMERAL}(?![\-./ ,]?\d)",
            rf"{_FREE}{_NUMERAL}\s?{MONEY}",
        )
    ),
    FLAGS,
)
# A piece of a run that is a number of something: 12.50, 2026, 1,234,567.
_AMOUNT = re.compile(
    r"(?:0|[1-9]\d{0,2}(?:[.,']\d{3})*|[1-9]\d{0,6})[.,]\d{1,2}|(?:19|20)\d\d|[1-9]\d?(?:[.,']\d{3}){2}"
)
_SPACED_DATE = re.compile(rf"{DAY} {MONTH} (?:19|20)\d\d|(?:19|20)\d\d {MONTH} {DAY}")
_SOLID_DATE = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20\d\d"
)
_ROUND = re.compile(r"[1-9]\d{0,2}(?: 000){2,3}")


def runs(plain: str) -> Iterator[Span]:
    """Phone and card numbers, and whatever else has seven digits and is no amount or date."""
    if ":" in plain:
        for found in _BY_COLON.finditer(plain):
            yield found.start(), found.end(), PHONE
        plain = _BY_COLON.sub(lambda m: TAKEN * len(m[0]), plain)
    if all(digits_of(found[0]) < LEAST for found in _RUN.finditer(plain)):
        return
    plain = _SPARE.sub(lambda m: SPARED * len(m[0]), plain)
    for found in _RUN.finditer(plain):
        run = found[0] if ")" in found[0] else found[0].lstrip("(")
        kind = _kind(run)
        if kind:
            yield found.end() - len(run), found.end(), kind


def _kind(run: str) -> str:
    """What a run of digits is; '' where it may stay."""
    digits = "".join(filter(str.isdigit, run))
    if len(digits) < LEAST:
        return ""
    if run.startswith("+") or "+" in run[:3] or digits.startswith("00"):
        return PHONE if len(digits) <= 17 else CARD
    if len(digits) >= LEAST_CARD:
        return "" if all(map(_AMOUNT.fullmatch, run.split())) else CARD
    if _harmless(run):
        return ""
    called = len(digits) != len(run) or digits.startswith("0") or len(digits) in (10, 11)
    return PHONE if called else NUMBER


def _harmless(run: str) -> bool:
    """Numbers of something, a date, or a sum with its zeros."""
    if all(map(_AMOUNT.fullmatch, run.split())):
        return True
    shapes = (_SPACED_DATE, _SOLID_DATE, _ROUND)
    return any(shape.fullmatch(run) for shape in shapes)
