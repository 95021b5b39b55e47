"""E-mail addresses and bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cxdata.record.personal.shapes import (
    ACCOUNT,
    E_MAIL,
    FLAGS,
    LETTER,
    Span,
)

_AT = re.compile(
    r"\s?(?:@|%40)\s?|\s?[\[({<]\s?(?:at|@|apenstaartje|arroba|klammeraffe)\s?[\])}>]\s?", FLAGS
)
_DOT = r"(?:\.|\s?[\[({<]\s?(?:dot|punt|punkt|punto|point|\.)\s?[\])}>]\s?)"
_LABEL = r"[^\W_](?:[\w\-]*[^\W_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:{_DOT}{_LABEL})*", FLAGS)
_DOTTED = re.compile(_DOT, FLAGS)
_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_LOCAL = re.compile(
    rf'"[^"\n]{{1,64}}"\Z|(?:[^\W{_CJK}]|[.!#$%&\'*+/=?^`{{|}}~\-])+\Z|[\w.+\-]+\Z', FLAGS
)


def could_be_at(plain: str) -> bool:
    """Does a text hold a sign of an e-mail address?"""
    brackets = "(" in plain or "[" in plain or "{" in plain or "<" in plain
    return brackets or "@" in plain or "%40" in plain


def e_mails(plain: str) -> Iterator[Span]:
    """E-mail addresses, also with signs for at and dot in brackets, in every script."""
    if not could_be_at(plain):
        return
    end = 0
    for at in _AT.finditer(plain):
        start = max(end, at.start() - 66)
        local = _LOCAL.search(plain[start : at.start()])
        domain = _DOMAIN.match(plain, at.end(), at.end() + 255)
        if local is None or domain is None:
            continue
        dotted = _DOTTED.search(domain[0])
        tight = at[0] in ("@", "%40")
        named = tight and LETTER.search(local[0]) and LETTER.search(domain[0])
        if (dotted and LETTER.search(domain[0], dotted.end())) or named:
            first = start + local.start()
            # 'by mail:jan@…' and '(jan@…' begin after the sign.
            first += len(local[0]) - len(local[0].lstrip("'*`|{=!?/.-"))
            end = domain.end()
            yield first, end, E_MAIL


_IBAN = re.compile(
    r"(?<![^\W_])[A-Z]{2}\d{2}(?:[ .\-]{0,2}[A-Z0-9]{4}){2,7}"
    r"(?:[ .\-]{0,2}[A-Z0-9]{1,4})?(?![^\W_])",
    FLAGS,
)


def accounts(plain: str) -> Iterator[Span]:
    """IBANs, whatever their check digits say: a mistyped one is personal too."""
    for found in _IBAN.finditer(plain):
        # Words behind the number that happen to be short enough are not part of it.
        code = re.sub(r"(?:[ .\-]+[A-Za-z]+)+\Z", "", found[0])
        signs = re.sub(r"[ .\-]", "", code)
        if 15 <= len(signs) <= 34 and sum(map(str.isdigit, signs)) >= 9:
            yield found.start(), found.start() + len(code), ACCOUNT
