"""The first sentence of a team's pay: whose it is, what it comes to in all and a head, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cxdata.reports.figures import Sentence
from cxdata.reports.incentive_guards import KEPT
from cxdata.reports.incentive_words import WAITS, between, money

WITHHELD = (
    "A person has decided to withhold the payment ({amount} earned); the reason stands below."
)


@dataclass(frozen=True)
class Opening:
    """What is told of a team first.

    heads    how many share the amount, 0 for none; a half where somebody works half the time
    amounts  what it comes to, and the ends of its range
    when     'at the end of Dec 2026' of an open period, 'Q3 2026' of one that has ended
    ended    all its months are over and known: chance moves it no more, and might have moved it
    """

    name: str
    heads: Decimal
    amounts: tuple[Decimal, Decimal, Decimal]
    standing: str
    currency: str
    when: str
    ended: bool


def words(of: Opening, point: str) -> Sentence:
    """'Delivery East, 21 people: on course for € 9,254 in all at …, about € 441 each. Between …'

    point  what one more point is worth, in a sentence
    """
    amount, low, high = of.amounts
    whole = money(amount, of.currency)
    if of.standing == KEPT:
        return ((f"{_who(of)}. ", False), (WITHHELD.format(amount=whole), False))
    all_ = " in all" if _several(of) else ""
    told = f"on course for {whole}{all_} {of.when}"
    if of.ended:
        told = f"{of.when} came to {whole}{all_}"
    if _several(of):
        told += f", about {_each(amount, of)}"
    first = (f"{_who(of)}: {told}. ", False)
    last = (f"{WAITS} {point}" if of.standing == "held" else point, False)
    if low == high == amount:
        return first, last
    return first, (_range(low, high, of), True), last


def _range(low: Decimal, high: Decimal, of: Opening) -> str:
    low_to_high = between(low, high, of.currency)
    ends = low_to_high.replace(" to ", " and ")
    each = ""
    if _several(of):
        each = f" in all, {between(low / of.heads, high / of.heads, of.currency)} {_head(of)}"
    if of.ended:
        return f"With other luck in who answered it might have been {low_to_high}{each}. "
    return f"Between {ends}{each}, as far as chance can be told today. "


def _who(of: Opening) -> str:
    if not of.heads:
        return of.name
    noun = "full-time posts" if _parted(of) else "person" if of.heads == 1 else "people"
    return f"{of.name}, {of.heads.normalize():,f} {noun}"


def _each(amount: Decimal, of: Opening) -> str:
    return f"{money(amount / of.heads, of.currency)} {_head(of)}"


def _head(of: Opening) -> str:
    return "a full-time post" if _parted(of) else "each"


def _several(of: Opening) -> bool:
    return of.heads not in (0, 1)


def _parted(of: Opening) -> bool:
    """Do part-time heads share it?"""
    return of.heads != of.heads.to_integral_value()
