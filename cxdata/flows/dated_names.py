"""Days and weeks as the languages of Europe name them: '3. März', '12 mars', 'lundi 14', 'KW 33'.

A month's or a weekday's name alone is a word ('mars', 'may'); it is a date beside a day of the
month. Names are those of CLDR by Babel, with accents and without: 'fevrier', 'aout'.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale

LANGUAGES = (
    "bg ca cs da de el es et fi fr hr hu is it lt lv nb nl pl pt ro ru sk sl sr sv tr uk".split()  # noqa: SIM905
)
# These write the month first.
MONTH_FIRST = ("hu", "lt", "lv")
# Their short names stand beside no number but a day's; '2 out' (Portuguese) or '3 set' would.
SHORT = ("da", "de", "fr", "nb", "nl", "sv")
SOONER_WORDS = frozenset("may mar mayo set out sep sept mart marts".split())  # noqa: SIM905
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:er|ère|re|[èe]me|[ºª°]|:[ae]|-?[ea]n?|de|ste)?"
_OF = r"\.?\s*(?:(?:de|di|d|af|of|av|del|den)(?:\s+|['’]\s?))?"
_ARTICLE = r"(?:(?:de[nrmt]?|le|el|il|dia|día|o)\s+)?"
# A tenth or later week is the calendar's: 'week 3' may be the third since somebody bought.
_LATE = r"(?:[1-4]\d|5[0-3])"
_WEEKS = (
    r"weeks?|kw|wk|(?:kalender)?woche|semaine|semana|setmana|settimana|veckan?|ugen?|uken?|viik(?:ko|olla)|"
    r"tydzie(?:ń|n)|tygodniu|t(?:ý|y)d(?:en|nu)|hét|săptămâna|teden|tjedan|hafta|неделя|седмица"
)
_WEEK = rf"(?<!\w)(?:calendar\s+)?(?:{_WEEKS})\.?\s?"
_TYPED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})  # without such keys
_WEEK_OF = rf"(?:st|nd|rd|th|\.|:[ae]|e|ª|ste|de)\s?(?:calendar\s+)?(?:{_WEEKS})(?!\w)"


@lru_cache(maxsize=1)
def certain() -> tuple[re.Pattern[str], ...]:
    """What can be nothing but a date: a day with a month or a weekday, a week of the calendar."""
    every = [Locale.parse(one) for one in LANGUAGES]
    months = _joined(_months(every) - SOONER_WORDS)
    first = _joined(_wide([Locale.parse(one) for one in MONTH_FIRST]) - SOONER_WORDS)
    days = _joined({name for one in every for name in one.days["format"]["wide"].values()})
    said = (
        rf"(?<![\w.,]){_DAY}{_ORDINAL}{_OF}(?:{months})(?!\w)",
        rf"(?<!\w)(?:{first})\.?\s+{_DAY}(?![\w%])",
        rf"(?<!\w)(?:{days})\.?,?\s+{_ARTICLE}{_DAY}{_ORDINAL}(?![\w%:])",
        rf"{_WEEK}{_LATE}(?![\w%])",
        rf"(?<![\w.,]){_LATE}{_WEEK_OF}",
        r"(?<!\w)\d{4}-?W(?:0[1-9]|[1-4]\d|5[0-3])(?!\w)",
        r"\d{1,2}\s?[月월]\s?\d{1,2}\s?[日号號일]",
    )
    return tuple(re.compile(one, re.IGNORECASE) for one in said)


@lru_cache(maxsize=1)
def perhaps() -> tuple[re.Pattern[str], ...]:
    """What may be a date: a month that is a word as well, an early week."""
    words = _joined(SOONER_WORDS - {"may"})
    said = (
        rf"(?<![\w.,]){_DAY}{_OF}(?:{words})(?!\w)",
        rf"{_WEEK}[1-9](?![\w%])",
        r"(?<![\w-])W(?:0[1-9]|[1-4]\d|5[0-3])(?!\w)",
    )
    return tuple(re.compile(one, re.IGNORECASE) for one in said)


def _months(every: Iterable[Locale]) -> set[str]:
    short = [Locale.parse(one) for one in SHORT]
    return _wide(every) | {
        name.strip(".")
        for one in short
        for form in ("format", "stand-alone")
        for name in one.months[form]["abbreviated"].values()
    }


def _wide(every: Iterable[Locale]) -> set[str]:
    forms = ("format", "stand-alone")
    return {name for one in every for form in forms for name in one.months[form]["wide"].values()}


def _joined(names: Iterable[str]) -> str:
    """Names as one pattern, the longest first, each with its accents and without them."""
    lower = {name.casefold() for name in names}
    both = lower | {_plain(name) for name in lower} | {name.translate(_TYPED) for name in lower}
    return "|".join(map(re.escape, sorted(both, key=len, reverse=True)))


def _plain(name: str) -> str:
    """'août' as 'aout', 'märz' as 'marz'."""
    apart = unicodedata.normalize("NFD", name)
    return "".join(one for one in apart if not unicodedata.combining(one))
