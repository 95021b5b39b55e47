"""Personal data in comments, replaced by a mark before a text reaches the record.

The marks say what stood there, in every language the same: `[e-mail]`, `[phone]`, `[card]`,
`[number]` (orders, customers, invoices, anything with seven digits or more), `[account]` (IBAN).
Digits count in every script, full width, or with invisible characters between them. What is caught
and what is not: docs/masking.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from cxdata.record.personal.addresses import accounts, could_be_at, e_mails
from cxdata.record.personal.numbers import numbers
from cxdata.record.personal.runs import runs
from cxdata.record.personal.shapes import KINDS, LEAST, TAKEN, Span

__all__ = ["KINDS", "SUSPECT", "masked"]

# RE2, for the query that looks which comments could hold any of it: a sign of an e-mail address,
# two digits of one word, or as many as make a run. Characters that nobody sees, and others that
# are not in `folding.ALIKE`, need not be thought of: that query finds them anyway.
SUSPECT = (
    r"(?i)[@\x{FF20}\x{FE6B}]|%40|[\[({<]\s?(at|apenstaartje|arroba|klammeraffe)\s?[\])}>]"
    rf"|\p{{N}}\S*\p{{N}}|(\p{{N}}\P{{N}}*){{{LEAST}}}"
)

_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with its personal data masked, and the kind of each mark in order."""
    plain, places = _plain(text)
    spans = _spans(plain)
    if not spans:
        return text, ()
    shown, end = "", 0
    for first, last, kind in spans:
        start = places[first] if places else first
        shown += f"{text[end:start]}[{kind}]"
        end = places[last - 1] + 1 if places else last
    return shown + text[end:], tuple([span[2] for span in spans])


class _Plain(dict[int, str]):
    """One plain character for every character; '\\x00' for those that nobody sees."""

    def __missing__(self, code: int) -> str:
        self[code] = found = self._of(chr(code))
        return found

    @staticmethod
    def _of(char: str) -> str:
        kind = unicodedata.category(char)
        if kind in ("Mn", "Me", "Cf") or (kind == "Cc" and not char.isspace()):
            return "\x00"
        digit = unicodedata.digit(char, None)
        if digit is not None:
            return str(digit)
        if kind == "Pd" or char == "\u2212":
            return "-"
        if char in "\u3002\uff61\u00b7\u2022\u2219\u30fb":
            return "."
        same = unicodedata.normalize("NFKC", char)
        return same if len(same) == 1 else char


_PLAIN = _Plain()


def _plain(text: str) -> tuple[str, list[int]]:
    """A text in plain characters, and where each of them stood; [] where nothing moved."""
    if text.isascii() and text.isprintable():
        return text, []
    plain = text.translate(_PLAIN)
    if "\x00" not in plain:
        return plain, []
    places = [i for i, char in enumerate(plain) if char != "\x00"]
    return plain.replace("\x00", ""), places


def _spans(plain: str) -> list[Span]:
    """What is personal in a plain text, in order. Each rule leaves what an earlier one took."""
    spans: list[Span] = []
    for find in _finders(plain):
        found = list(find(plain))
        for first, last, _kind in found:
            plain = f"{plain[:first]}{TAKEN * (last - first)}{plain[last:]}"
        spans += found
    return sorted(spans)


def _finders(plain: str) -> tuple[Callable[[str], Iterator[Span]], ...]:
    """The rules that can find something, by the signs and how many digits there are."""
    # As bytes: three times as quick as any regular expression.
    digits = len(plain.encode("utf-8", "replace").translate(None, _NO_DIGITS))
    if digits >= LEAST:
        return e_mails, accounts, numbers, runs
    first = (e_mails,) if could_be_at(plain) else ()
    return (*first, numbers) if digits > 1 else first
