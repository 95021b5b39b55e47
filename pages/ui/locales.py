"""How a reader's country writes numbers and days: the one place that turns our form into theirs.

Reports and pictures are made once for all readers and say everything in one form: English words,
1,234.5 and 31 Oct 2026. It is turned into the reader's on the way to the screen, so that nothing
that is cached, copied, exported or frozen depends on who looked first. The words stay English:
a reader in Germany reads 1.234,5 and 31 Oct 2026, one in the United States Oct 31, 2026.
What stands in quotation marks are a customer's words and stays as it was written.
source  CLDR by Babel: "English as written in that country", else the signs of its own language
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import streamlit as st
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_decimal

from cxdata.charts.svg import Mark

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A number that has something to turn: thousands or decimals; no address, version, time or word.
_NUMBER = re.compile(r"(?<![\w.,:/])(?:(\d{1,3}(?:,\d{3})+)(\.\d+)?|(\d+)(\.\d+))(?![.,:/]?\w)")
_DAY = re.compile(rf"(?<![\d–])(?<!– )\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_QUOTED = re.compile(r"(“[^”]*”)")
# What is read in markup: the text between tags, and the words for those who do not see.
_READ = re.compile(r'((?:^|>)[^<]+|(?:aria-label|title)="[^"]*")')
_LONGEST = 40  # characters of a locale's name that a browser sends


@dataclass(frozen=True)
class Written:
    """How a country writes.

    days     CLDR locale of its days in English; numbers that of its numbers
    decimal  the sign between a whole number and its decimals
    """

    days: str
    numbers: str
    decimal: str


OURS = Written("en_GB", "en_GB", ".")


def reader() -> Written:
    """How whoever looks now writes; ours where the browser does not say."""
    return of(st.context.locale or "")


@lru_cache(maxsize=256)
def of(tag: str) -> Written:
    """How the country of a browser's locale writes.

    tag   'de-DE', 'de', 'en-US', …; what is no locale gives our own form
    """
    own = _parsed(tag[:_LONGEST].replace("_", "-"))
    if own is None:
        return OURS
    english = _known(f"en_{own.territory}")
    numbers = english or own
    return Written(
        str(english or "en_001"), str(numbers), numbers.number_symbols["latn"].get("decimal", ".")
    )


def html(mark: Mark) -> str:
    """A mark's markup with the numbers and days in it as the reader writes them."""
    return markup(str(mark.html), reader())


def markup(text: str, to: Written) -> str:
    """Markup with what is read in it turned; tags, styles and places stay."""
    if to == OURS:
        return text
    return _READ.sub(lambda found: said(found[0], to), text)


def said(words: str, to: Written | None = None) -> str:
    """Words with numbers and days as the reader writes them.

    to   how; without it as whoever looks now does
    """
    to = to or reader()
    if to == OURS:
        return words
    parts = _QUOTED.split(words)
    parts[::2] = [_turned(part, to) for part in parts[::2]]
    return "".join(parts)


def _turned(words: str, to: Written) -> str:
    found = _DAY.sub(lambda m: _day(int(m[1]), m[2], int(m[3]), m[0], to.days), words)
    return _NUMBER.sub(
        lambda m: _whole(m[1] or m[3], to.numbers) + (m[2] or m[4] or "").replace(".", to.decimal),
        found,
    )


@lru_cache(maxsize=4096)
def _whole(digits: str, locale: str) -> str:
    if "," not in digits:
        return digits
    return str(format_decimal(int(digits.replace(",", "")), locale=locale, numbering_system="latn"))


@lru_cache(maxsize=4096)
def _day(day: int, month: str, year: int, ours: str, locale: str) -> str:
    try:
        on = date(year, _MONTHS.index(month) + 1, day)
    except ValueError:
        return ours
    return str(format_date(on, "medium", locale=locale))


def _parsed(tag: str) -> Locale | None:
    """The locale with its country, the most likely one where the tag names none."""
    try:
        found = Locale.parse(tag, sep="-")
        if not found.territory:
            likely = get_global("likely_subtags").get(found.language, "")
            found = Locale.parse(likely) if likely else found
    except (ValueError, TypeError, UnknownLocaleError):
        return None
    return found if found.territory else None


def _known(name: str) -> Locale | None:
    try:
        return Locale.parse(name)
    except (ValueError, UnknownLocaleError):
        return None
