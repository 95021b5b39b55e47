"""A score as a subtraction of shares of a hundred that adds up before everybody's eyes."""

from __future__ import annotations

from decimal import Decimal

from cxdata.reports import wording

DECIMALS = 2  # at most: what does not add up then is told in counts

Told = tuple[str, str, str, str]


def hundred(counts: tuple[int, int, int]) -> Told:
    """Promoters, passives, detractors of a hundred, and the score: ('51', '29', '20', '+31').

    With as many decimals as they need to add up, two at most: `adds_up` says whether they do.
    """
    told = _told(counts, 0)
    for decimals in range(1, DECIMALS + 1):
        if adds_up(told):
            break
        told = _told(counts, decimals)
    return told


def adds_up(told: Told) -> bool:
    """Do the shares come to a hundred as they are written, and their difference to the score?"""
    p, s, d, score = (Decimal(part.replace(wording.MINUS, "-")) for part in told)
    return p + s + d == 100 and p - d == score


def subtracted(counts: tuple[int, int, int]) -> str:
    """'52 − 21 = +31'; '1,764 − 710 = 1,054, or +31 of every 100' where shares do not add up."""
    told = hundred(counts)
    if adds_up(told):
        return f"{told[0]} − {told[2]} = {told[3]}"
    good, _, bad = counts
    apart = f"{good - bad:,}".replace("-", wording.MINUS)
    return f"{good:,} − {bad:,} = {apart}, or {_told(counts, 0)[3]} of every 100"


def _told(counts: tuple[int, int, int], decimals: int) -> Told:
    n = sum(counts)
    p, s, d = (f"{100 * part / n:.{decimals}f}" for part in counts)
    return p, s, d, wording.signed(100 * (counts[0] - counts[2]) / n, decimals)
