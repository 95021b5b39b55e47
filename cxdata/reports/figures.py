"""The pieces that every report is made of: a figure, a change, a target, a sentence.

All of them are plain and picklable: floats, strings, dates, tuples and one another.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cxdata.reports import wording

Span = tuple[str, bool]  # words, and whether they are muted (what may be chance)
Sentence = tuple[Span, ...]


@dataclass(frozen=True)
class Figure:
    """A score as it may be shown: with its interval and how many answered, or why not.

    value, low, high  in the unit's points; None where hidden or where nobody answered
    n       answers; None where hidden
    unit    'points' (-100..+100, shown with its sign) or '%' (share of favourable answers)
    text    '+32', '71 %', or '–' where there is no value
    hidden  too few answered to show it (the group, or one that could be worked out from it)
    note    'nobody answered', 'too few to show', or ''
    """

    value: float | None
    low: float | None
    high: float | None
    n: int | None
    unit: str = "points"
    text: str = "–"
    hidden: bool = False
    note: str = ""

    @property
    def margin(self) -> float | None:
        """Half the interval's width: the '±' of small print; None without a value."""
        if self.low is None or self.high is None:
            return None
        return (self.high - self.low) / 2


@dataclass(frozen=True)
class Change:
    """How a figure differs from another, and whether that is more than chance.

    value, low, high  points; None where the two are not compared
    p        chance of a difference as large as this where there is none; None as above
    verdict  'up', 'down', 'level' (no detectable change) or 'refused' (not comparable)
    words    'up 5 ± 4', 'no detectable change', or why it is not compared
    """

    value: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: str
    words: str

    @property
    def margin(self) -> float | None:
        """The '±' beside it; None where not compared, or where its ends are told instead."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return wording.margin(self.value, self.low, self.high)


@dataclass(frozen=True)
class Target:
    """What was aimed at, and how far the figure lies from it.

    value     in the figure's unit
    distance  figure - value; None without a figure
    beyond    'under' or 'over' where the whole interval lies on that side, else 'level'
    words     '6 under target', 'on target', '3 under target, may be chance'
    """

    value: float
    distance: float | None
    beyond: str
    words: str


@dataclass(frozen=True)
class Header:
    """What stands above a table that leaves the screen.

    title       what the table shows
    definition  how its figures are made, in one sentence
    filters     (label, value) of what was asked for: period, departments …
    as_of       last day that the figures know, ISO; '' without data
    """

    title: str
    definition: str
    filters: tuple[tuple[str, str], ...] = field(default=())
    as_of: str = ""


@dataclass(frozen=True)
class Measured:
    """A figure as a row of a picture of many.

    value, low, high  with its 95 % interval; None where it is not shown
    text    as it is written: '31 %', '+28'
    small   what it is drawn from: '1,204 asked'; words what is to be known about it
    tone    'above' or 'below' what it is held against beyond chance, else 'same'
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    small: str
    words: str
    tone: str = "same"

    @property
    def sentence(self) -> str:
        """The row in a sentence."""
        told = [self.text, *(part for part in (self.small, self.words) if part)]
        return f"{self.name}: {', '.join(told)}."
