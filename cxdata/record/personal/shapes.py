"""Shapes that the rules of masking share."""

from __future__ import annotations

import re

E_MAIL, PHONE, CARD, NUMBER, ACCOUNT = "e-mail", "phone", "card", "number", "account"
KINDS = (E_MAIL, PHONE, CARD, NUMBER, ACCOUNT)

Span = tuple[int, int, str]  # from, to (exclusive), kind


TAKEN, SPARED = "\ue000", "\ue001"  # what stands where something was masked, or must not be
FLAGS = re.IGNORECASE
LEAST = 7  # digits that make a run personal
LEAST_CARD = 13
LETTER = re.compile(r"[^\W\d_]")
DAY, MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
CLOCK = r"(?:[01]?\d|2[0-3])[.:h][0-5]\d(?::[0-5]\d)?"
DATE = re.compile(
    rf"(?:19|20)\d\d([\-./]){MONTH}\1{DAY}|{DAY}([\-./]){DAY}\2(?:(?:19|20)\d\d|\d\d)"
)
MONEY = (
    r"(?:[€$£¥₹₽₺₩]|(?<![^\W\d_])(?:eur(?:os?)?|usd|dollars?|gbp|pounds?|chf|sek|nok|dkk|pln|kr|zł"
    r"|cents?)(?![^\W_]))"
)


def digits_of(text: str) -> int:
    """How many digits a text holds."""
    return len(text) if text.isdecimal() else sum(map(str.isdigit, text))
