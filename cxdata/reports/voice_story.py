"""What customers say in a sentence: the themes most written about, and words beside the themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cxdata.record.themes import Theme
from cxdata.reports.figures import Sentence
from cxdata.reports.themes import Row
from cxdata.reports.voice import Contrasted, Term

MOST = 2  # words of either side


def themes_of(words: str, themes: Iterable[Theme]) -> tuple[str, ...]:
    """Names of the themes that a word or phrase belongs to.

    It is one of a theme's words, or stands in one of its phrases: 'drove' in 'drove past'.
    """
    said = f" {words.casefold()} "
    return tuple(
        theme.name
        for theme in themes
        if any(said in f" {phrase.casefold()} " for phrase in theme.words)
    )


def homes(told: Contrasted, themes: Sequence[Theme]) -> dict[str, str]:
    """The theme of each word that stands out, where it belongs to one and no other."""
    held = {one.words: themes_of(one.words, themes) for one in (*told.unhappy, *told.happy)}
    return {words: names[0] for words, names in held.items() if len(names) == 1}


def sentence(rows: Sequence[Row], told: Contrasted, themes: Sequence[Theme]) -> Sentence:
    """What either side writes most about, and which words it says more."""
    written = _written(rows)
    spoken = _spoken(told, themes if written else ())
    if not spoken and not written:
        return (("No word is said more by one side than chance explains.", True),)
    if not written:
        return ((f"{spoken}", False),)
    if not spoken:
        return ((written, False),)
    return ((written, False), (f" Outside the themes {spoken[0].lower()}{spoken[1:]}", True))


def _written(rows: Sequence[Row]) -> str:
    """'The unhappy write most about “Late …” (NPS −66), the happy about …'"""
    low = max(rows, key=lambda row: row.unhappy, default=None)
    high = max(rows, key=lambda row: row.happy, default=None)
    if low is None or high is None:
        return ""
    if low.unhappy and low is high:
        return f"Happy and unhappy alike write most about {_theme(low)}."
    sides = (
        f"the unhappy write most about {_theme(low)}" if low.unhappy else "",
        f"the happy{'' if low.unhappy else ' write most'} about {_theme(high)}"
        if high.happy
        else "",
    )
    words = ", ".join(side for side in sides if side)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _theme(row: Row) -> str:
    return f"“{row.name}” (NPS {row.figure.text})"


def _spoken(told: Contrasted, themes: Sequence[Theme]) -> str:
    """'The unhappy say “wrong” more. The happy say “evening” more.', of words of no theme."""
    said = []
    for side, held in (("The unhappy", told.unhappy), ("The happy", told.happy)):
        words = [_quoted(one) for one in held if not themes_of(one.words, themes)][:MOST]
        if words:
            said.append(f"{side} say {', '.join(words)} more.")
    return " ".join(said)


def _quoted(one: Term) -> str:
    return f"“{one.words}”"
