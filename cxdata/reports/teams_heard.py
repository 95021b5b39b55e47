"""Is a team heard as often as its peers? A caution beside its band where it is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cxdata.metrics import compare, funnel
from cxdata.reports import scoring
from cxdata.reports.hidden import Ints, Mask

Floats = NDArray[np.float64]
USUAL = ", which may be usual with its own customers (the checks before pay look at that)"
SAID = (
    f"only {{:.0f}} in 100 answered, against {{:.0f}} at its peers{USUAL}",
    "only {:.0f} in 100 of those who could be asked were asked, against {:.0f} at its peers",
)
FELT = 0.8  # of the peers' share: what is nearer changes no score by much, however sure it is
WHO = {
    funnel.ABOVE: "the happier ones",
    funnel.BELOW: "the unhappier ones",
}


def cautions(asked: Ints, known: Mask, bands: Sequence[str]) -> list[str]:
    """What to bear in mind beside each team's band; '' where it is heard like its peers.

    asked   eligible, invited and answered of each team, shape (teams, 3)
    known   which teams' may be shown: the others are in no comparison
    bands   of metrics.funnel
    A share is low where it is under that of all other teams together by more than chance explains
    (both shares of all teams side by side, Benjamini-Hochberg) and under four fifths of it.
    """
    counts = np.where(known[:, None], asked, 0)
    shares = [_low(counts[:, part], counts[:, whole]) for part, whole in ((2, 1), (1, 0))]
    p = np.stack([chance for *_, chance in shares])
    low = scoring.standing(p) & (p < 0.05)
    low &= np.stack([share < FELT * others for share, others, _ in shares])
    return [
        _words(
            [
                words.format(100 * share[i], 100 * others[i])
                for words, (share, others, _), off in zip(SAID, shares, low, strict=True)
                if off[i]
            ],
            band,
        )
        for i, band in enumerate(bands)
    ]


def _low(part: Ints, whole: Ints) -> tuple[Floats, Floats, Floats]:
    """Each team's share, that of all others, and the chance of the gap; NaN where unknown."""
    fits = (part <= whole) & (whole > 0)
    x, n = np.where(fits, part, 0), np.where(fits, whole, 0)
    rest = x.sum() - x, n.sum() - n
    moved = compare.share_difference((x, n), rest)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, others = x / n, rest[0] / rest[1]
    p = np.where(fits & (rest[1] > 0), np.asarray(moved.p), np.nan)
    return share, others, p


def _words(found: list[str], band: str) -> str:
    if not found:
        return ""
    who = WHO.get(band)
    may = (
        f"those who did may be {who}" if who else "those who did may not be like those who did not"
    )
    return f"{' and '.join(found)}: {may}"
