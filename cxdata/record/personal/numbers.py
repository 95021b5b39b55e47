"""Numbers that are called so (order 48213), and codes of letters and digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters

from cxdata.record.personal.shapes import (
    DATE,
    FLAGS,
    LETTER,
    MONEY,
    NUMBER,
    TAKEN,
    Span,
    digits_of,
)

# A word with a digit in it, and what is joined to it: 48213, ORD-2026-00481, 2024/123. From its
# first digit on, since a search for digits is quick; then its letters before that.
_TOKEN = re.compile(
    r"[0-9][A-Za-z0-9]*+"
    r"(?:(?:[\-_/](?=[A-Za-z0-9])|\.(?=\d)| (?=\d{2,}(?![\d:.,/\-])))[A-Za-z0-9]*+)*+"
)
_LETTERS = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z]++[\-_/]?+){0,3}+\Z")
_JOINED = "-_/" + ascii_letters
_BEFORE = re.compile(r"[^\W\d_]+|[#№:,;!?]")
_NUMBERED = re.compile(
    r"\w*(?:numbers?|nummers?|nummer\w{2}|nr|n[uú]mer[oi]s?|num[eé]ros?|numer\w{0,2}|номер\w*)"
    r"|no|n[°º]|num|id|code|kenmerk",
    FLAGS,
)
_THING = re.compile(
    r"orders?|ordre|invoices?|customers?|clients?|members?|membership|accounts?|case|ticket|claim|"
    r"booking|reservation|contract|policy|ref\w{0,9}|tracking|parcel|shipment|return|rma|serial|"
    r"passport|bsn|ssn|(?:her)?bestel(?:ling|lung|l|ls)?|klant(?:en)?|factu(?:ur|re|ra)|pakket|"
    r"zending|boeking|reservering|polis|dossier|lidmaatschap|relatie|kunden?|kunder?|rechnung|"
    r"auftrag|vertrag|sendung|buchung|konto|vorgang|commande|colis|r[eé]servation|contrat|pedido|"
    r"cliente|reserva|contrato|cuenta|ordine|fattura|prenotazione|contratto|encomenda|fatura|"
    r"zam[oó]wieni\w{0,2}|faktur\w{0,3}|klient\w{0,2}|заказ\w{0,3}|счет\w{0,2}|договор\w{0,2}|"
    r"sipari[sş]|m[uü][sş]teri|"
    r".*(?:订单|訂單|注文|客户|客戶|お客様|会員|发票|發票|单号|單號|番号|编号|編號|주문|고객)\w{0,2}",
    FLAGS,
)
_LINKS = frozenset(
    (
        *("is", "was", "are", "the", "my", "your", "ist", "war", "est", "es", "était", "è", "het"),
        *("mijn", "met", "mit", "von", "de", "van", "и"),
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SUM = re.compile(rf"(?:[.,]\d\d?(?!\d))?\s?(?:{MONEY}|%)|:\d\d", FLAGS)
_HASHED = re.compile(r"#\s?(?P<token>[A-Z]{0,6}[\-_]?\d{3,}(?:[\-/_]\d+)*)(?![^\W_])", FLAGS)
_PREFIX = re.compile(
    r"(?:ord|order|inv|po|so|rma|cs|tkt|ref|case|inc|req|crm|cust|kl|klant|fac|fact|re|rg|bst|best)"
    r"[\-_/]?\d",
    FLAGS,
)
_LONG_WORD = re.compile(r"[a-z]{3}")
_MOMENT = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\dT\d\d")


def numbers(plain: str) -> Iterator[Span]:
    """Numbers of orders, customers …, by the word before them or their shape."""
    end = 0
    if "#" in plain:
        for found in _HASHED.finditer(plain):
            end = found.end("token")
            plain = f"{plain[: found.start()]}{TAKEN * (end - found.start())}{plain[end:]}"
            yield found.start("token"), end, NUMBER
    end = 0
    for found in _TOKEN.finditer(plain):
        first, after = found.span()
        start, end = _start(plain, end, first), after
        token = plain[start:end]
        digits = digits_of(token)
        if digits > 1 and (_code(token, digits) or _called(plain, start, end, digits)):
            yield start, end, NUMBER


def _start(plain: str, end: int, first: int) -> int:
    """Where the token with its first digit at `first` begins; the one before it ended at `end`."""
    if first == end or plain[first - 1] not in _JOINED:
        return first
    joined = end + len(plain[end:first].rstrip(_JOINED))
    found = _LETTERS.search(plain, joined, first)
    return found.start() if found else first


def _code(token: str, digits: int) -> bool:
    """Is this a code, whatever stands before it: ORD-2026-00481, 1Z999AA10123456784?"""
    if token.isdecimal() or not LETTER.search(token) or " " in token or _MOMENT.match(token):
        return False
    return digits >= (3 if _PREFIX.match(token) else 6) and not (
        _LONG_WORD.search(token) and not _PREFIX.match(token)
    )


def _called(plain: str, start: int, end: int, digits: int) -> bool:
    """Do the words before it call it a number of an order, of a customer …?"""
    before = plain[max(0, start - 40) : start][::-1]
    hashed = pointed = False
    word, behind = _last(before, 0)
    while word in ("#", "№", ":") or word in _LINKS:
        hashed, pointed = hashed or word in "#№", pointed or word == ":"
        word, behind = _last(before, behind)
    if not (role := _role(word)) or _SUM.match(plain, end):
        return False
    token = plain[start:end]
    if hashed or role == "numbered":
        # 'ordernummer 42', but 'no 50 cents', 'no 20 minutes': a number stands behind its thing.
        thing = _role(_last(before, behind)[0]) == "thing"
        alone = word in ("no", "code", "num", "id") and not (thing or hashed)
        return digits >= (4 if alone else 2) and not (alone and _dated(token))
    return digits >= (3 if pointed and not token.isdecimal() else 4) and not _dated(token)


def _last(backwards: str, behind: int) -> tuple[str, int]:
    """The next word or sign of a text that is written backwards, and where it ends; '' for none."""
    found = _BEFORE.search(backwards, behind)
    return (found[0][::-1].lower(), found.end()) if found else ("", len(backwards))


@lru_cache(maxsize=20_000)
def _role(word: str) -> str:
    if _NUMBERED.fullmatch(word):
        return "numbered"
    return "thing" if _THING.fullmatch(word) else ""


def _dated(token: str) -> bool:
    return bool(_YEAR.fullmatch(token) or DATE.fullmatch(token))
