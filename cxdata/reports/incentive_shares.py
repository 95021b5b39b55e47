"""A score as a sum of shares, written so that whoever adds up what is printed gets the score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cxdata.reports import wording

# The coarsest figures that come out are printed: decimals of the shares, and of the scores.
_STEPS = ((0, 0), (0, 1), (1, 1), (1, 2), (2, 2))
NAMED = 5  # touchpoints that a sum names; the last of more stands for all others together


def written(parts: Sequence[tuple[float, float]], total: float) -> tuple[list[str], str] | None:
    """Each part as '45 % of +44' and what they make, '+37'; None where no such sum comes out.

    parts  (share 0..1, score in points); total what they are to make, points
    """
    for decimals, fine in _STEPS:
        shares = _whole([100 * share for share, _ in parts], decimals)
        scores = [round(score, fine) for _, score in parts]
        made = sum(share * score for share, score in zip(shares, scores, strict=True)) / 100
        if min(shares) > 0 and _comes_out(made, total, fine):
            lines = [
                f"{share:.{decimals}f} % of {wording.signed(score, fine)}"
                for share, score in zip(shares, scores, strict=True)
            ]
            return lines, wording.signed(total, fine)
    return None


def reached(parts: Sequence[tuple[str, float, float]], total: float) -> str:
    """'60 % of +14 (Understand the bill) and 40 % of +30 (Return) make +20.'; '' of one part.

    parts  (name, share 0..1, points) of each touchpoint, the largest share first
    """
    shown = _few(parts)
    made = written([(share, score) for _, share, score in shown], total) if len(shown) > 1 else None
    if made is None:
        return ""
    lines, whole = made
    told = [f"{line} ({name})" for line, (name, _, _) in zip(lines, shown, strict=True)]
    return f"{wording.listed(told)} make {whole}."


def _few(parts: Sequence[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """As many as a sentence can name, the others together."""
    if len(parts) <= NAMED:
        return list(parts)
    rest = parts[NAMED - 1 :]
    share = sum(part for _, part, _ in rest)
    score = sum(part * score for _, part, score in rest) / share
    return [*parts[: NAMED - 1], (f"the other {len(rest)} together", share, score)]


def _comes_out(made: float, total: float, fine: int) -> bool:
    """Is what the reader makes of the printed figures what is shown, here and in whole points?"""
    printed = f"{total:.{fine}f}"
    whole = Decimal(printed).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{made:.{fine}f}" == printed and whole == Decimal(f"{total:.0f}")


def drawn(level: float, centre: float, value: float) -> tuple[list[str], str] | None:
    """A score between its own level and what it is drawn to, as shares of the two."""
    if level == centre:
        return None
    own = (value - centre) / (level - centre)
    return written([(own, level), (1 - own, centre)], value) if 0 < own < 1 else None


def _whole(shares: Sequence[float], decimals: int) -> list[float]:
    """Rounded so that they still make a hundred; the largest takes what rounding leaves."""
    found = [round(share, decimals) for share in shares]
    most = max(range(len(found)), key=found.__getitem__)
    found[most] = round(100 - sum(found[:most]) - sum(found[most + 1 :]), decimals)
    return found
