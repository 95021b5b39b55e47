"""Sentences about where to act: what goes with what, never what it will bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cxdata.reports import wording
from cxdata.reports.figures import Sentence

TITLE = "Where to act"
DEFINITION = (
    "Headline NPS points that go with a touchpoint's reaching its target: NPS points a rating "
    "point of its stage (or its own) x the rating points it lacks x its share of the stage's "
    "answers. Associations, not effects."
)
CAUTION = (
    "What goes with reaching a target is not what mending brings: happy customers rate everything "
    "higher. A stage's rating is taken to move as its touchpoints' scores do, each by its share of "
    "the stage's answers."
)
NOTHING = (
    "No touchpoint here has a target, enough answers and a rating of its stage on the relational "
    "survey."
)
ON_TARGET, UNTOLD = "on target", "cannot be told from none"


class Row(Protocol):
    """A touchpoint: reports.where_to_act.Act."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def gain(self) -> float | None: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102


def verdict(rows: Sequence[Row], reason: str) -> Sentence:
    """'Most goes with Delivery on time: about +1.9 points of the total at its target.'"""
    if reason:
        return (("Where to act first cannot be told from these answers.", True),)
    told = [row for row in rows if row.gain is not None]
    if not told:
        return (("No touchpoint's way to its target can be told to go with a higher total.", True),)
    first = told[0]
    return (
        (f"Most goes with {first.name}: {first.words} points of the total at its target", False),
        (
            ", an association. That weighs how far each lies under its target and what the total "
            "hangs on, so it need not be the lowest score.",
            True,
        ),
    )


def gain(value: float, low: float | None, high: float | None) -> str:
    """'about +1.9 (+1.2 … +2.6)'."""
    ends = f"{wording.signed(low or 0.0, 1)} … {wording.signed(high or 0.0, 1)}"
    return f"about {wording.signed(value, 1)} ({ends})"


def legend(ranked: bool) -> str:
    """What left and right, up and down mean."""
    judged = (
        "Coloured and in bold where both intervals leave the lines out; a dot without a name has "
        "it at the pointer and in the table."
    ) if ranked else (
        "Under 500 answers that rate every stage no touchpoint is judged."
    )  # fmt: skip
    return (
        "Left to right: points from target (a percentage point counts twice). Upwards: share of "
        f"what the ratings explain, a touchpoint's part of its stage's. {judged}"
    )
