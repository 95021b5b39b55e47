"""How a reader's country writes numbers and days: the one place that turns our form into theirs.

Reports and pictures are made once for all readers and say everything in one form: English words,
1,234.5 and 31 Oct 2026. It is turned into the reader's on the way to the screen, so that nothing
that is cached, kept, exported or frozen depends on who looked first. The words stay English, and
so do the names of months, which are words of the sentence. Numbers, whole days and times have the
signs of the reader's country; where a month is named, the day stands before or after it as English
is written there. A reader in Germany reads 1.234,5, 31.10.2026 and Oct 2026, one in the United
States 1,234.5, Oct 31, 2026 and Oct 2026.
What stands in quotation marks are a customer's words and stays as it was written. So do choices
that the page's address holds (the months of a period): a link must open for every reader.
source  CLDR by Babel; numbers are those of English as written in that country, else of its own
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import streamlit as st
from babel import Locale, UnknownLocaleError
from babel.core import get_global

from cxdata.charts.svg import Mark
from pages.ui import calendar

# A number that has something to turn: thousands or decimals; no address, version, time or word.
_NUMBER = re.compile(r"(?<![\w.,:/])(?:(\d{1,3}(?:,\d{3})+)(\.\d+)?|(\d+)(\.\d+))(?![.,:/]?\w)")
_QUOTED = re.compile(r"(“[^”]*”)")
# What is read in markup: the text between tags, and the words for those who do not see.
_READ = re.compile(r'((?:^|>)[^<]+|(?:aria-label|title)="[^"]*")')
_LONGEST = 40  # characters of a locale's name that a browser sends
# What is read in a Plotly figure, besides the numbers that Plotly writes itself.
_SEEN = {"text", "hovertext", "ticktext", "customdata", "label", "name", "hovertemplate"}


@dataclass(frozen=True)
class Written:
    """How a country writes.

    days     CLDR locale of an English that writes days as it does; own that of its own language
    decimal  the sign between a whole number and its decimals; group that between thousands
    size     digits of the groups left of the last three: 3, in India 2
    """

    days: str
    own: str
    decimal: str
    group: str
    size: int


OURS = Written(calendar.OURS, calendar.OURS, ".", ",", 3)


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
    signs = numbers.number_symbols["latn"]
    return Written(
        str(english) if english and calendar.month_first(str(english)) else OURS.days,
        str(own) if own.language != "en" or calendar.month_first(str(own)) else OURS.own,
        signs.get("decimal", "."),
        signs.get("group", ","),
        numbers.decimal_formats[None].grouping[1],
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


def figure(drawn: Mapping[str, Any], to: Written | None = None) -> dict[str, Any]:
    """A Plotly figure, made anew, that says everything as the reader writes it.

    Plotly writes the numbers of axes itself, by the signs that it is given; days on an axis have
    to be named in the figure, since its own names of months are English.
    """
    to = to or reader()
    layout = {**drawn["layout"], "separators": to.decimal + to.group}
    return drawn | {"layout": layout} if to == OURS else _seen({**drawn, "layout": layout}, to)


def _seen(part: Any, to: Written, read: bool = False) -> Any:
    if isinstance(part, dict):
        return {key: _seen(held, to, read or key in _SEEN) for key, held in part.items()}
    if isinstance(part, list | tuple):
        return [_seen(held, to, read) for held in part] if read or _holds(part) else part
    if read and isinstance(part, str):
        return said(part.replace("<br>", calendar.BREAK), to).replace(calendar.BREAK, "<br>")
    return part


def _holds(part: Any) -> bool:
    """Are these parts of a figure, and not the hundreds of numbers of an axis?"""
    return bool(part) and isinstance(part[0], dict)


def _turned(words: str, to: Written) -> str:
    # Numbers first: what a day becomes, such as 1.3., must not be taken for one.
    counted = _NUMBER.sub(
        lambda m: _whole(m[1] or m[3], to) + (m[2] or m[4] or "").replace(".", to.decimal), words
    )
    return calendar.turned(counted, to.days, to.own)


@lru_cache(maxsize=4096)
def _whole(digits: str, to: Written) -> str:
    """A whole number with our commas, in the groups of its reader."""
    if "," not in digits:
        return digits
    plain = digits.replace(",", "")
    rest, groups = plain[:-3], [plain[-3:]]
    while rest:
        rest, groups = rest[: -to.size], [rest[-to.size :], *groups]
    return to.group.join(groups)


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
