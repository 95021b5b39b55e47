"""Words that stand for a number: 'Strongly agree' at the end of a scale, '4 - Very impressive'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cxdata.record.classify import is_missing, trimmed
from cxdata.record.reading import Question
from cxdata.record.sources.headers import plain

_NUMBERED = re.compile(r"(\d{1,3})\s*(?:[-–—:=.)]|\()\s*[^\W\d].*", re.DOTALL)
_LOWEST = re.compile(
    r"not (at )?all|strongly disagree|(very|extremely|completely|highly) (un|dis)|definitely not"
    r"|\bnever\b|\bworst\b|\bterrible\b|very (poor|bad|difficult|hard)|sehr unwahrscheinlich"
    r"|uberhaupt nicht|stimme gar nicht|pas du tout|tres insatisf|nada probable"
)
_HIGHEST = re.compile(
    r"strongly agree|(extremely|very|most|highly) (likely|probable|satisfied|easy|happy|good)"
    r"|definitely|\bexcellent\b|\bbest\b|\bperfect\b|completely (agree|satisfied)"
    r"|sehr wahrscheinlich|ausserst wahrscheinlich|stimme voll|tout a fait|tres satisf"
    r"|muy probable"
)
# The groups that tools make of a score, in the languages we met -> where NPS counts them.
_GROUPS = {
    8: re.compile(r"(passive|neutral|pasivo|neutro|passivo|passif|neutre|indifferente?)s?|passiv"),
    10: re.compile(r"(promoter|promotor|promoteur|promotore|forderer)(e?s|i|en)?"),
    0: re.compile(r"(detra(ct|t)or|detracteur|detrattore|kritiker)(e?s|i|en)?"),
}
# What says that nothing was answered is no end of a scale.
_NO_ANSWER = re.compile(
    r"\b(no|not|none|keine?|sin|sans|don.?t|weiss|other|skip\w*|prefer|unsure|unknown)\b|angabe"
)
_OFTEN, _SHARE = 3, 0.05  # so often, and such a share of the answers, is no slip of one person


def numbered(cells: Iterable[str], scale: tuple[int, int]) -> dict[str, int]:
    """'4 - Very impressive' -> 4, where every answer has that form; else nothing."""
    found: dict[str, int] = {}
    for cell in cells:
        if is_missing(cell):
            continue
        match = _NUMBERED.fullmatch(trimmed(cell))
        if match is None or not scale[0] <= int(match[1]) <= scale[1]:
            return {}
        found[trimmed(cell)] = int(match[1])
    return found


def suggested(
    rejected: Mapping[str, int], question: Question, histogram: Mapping[int, int]
) -> dict[str, int]:
    """What rejected words probably stand for; only ever offered, never taken.

    rejected   word -> how often; histogram: score -> how often, of what is accepted
    """
    found = {word: n for word in rejected if (n := _meaning(word, question)) is not None}
    high = question.scale[1]
    top_is_missing = high // question.divide not in histogram and high not in found.values()
    others = frequent(rejected, sum(histogram.values()), found)
    if top_is_missing and len(others) == 1 and histogram:
        # One word again and again where the highest number never occurs: that end's label.
        found[others[0]] = high
    return found


def frequent(rejected: Mapping[str, int], accepted: int, known: Mapping[str, int]) -> list[str]:
    """Rejected words that many answered, of those whose number is not known."""
    filled = accepted + sum(rejected.values())
    return [
        word
        for word, often in rejected.items()
        if word not in known
        and often >= max(_OFTEN, _SHARE * filled)
        and re.match(r"[^\W\d]", word)
        and not _NO_ANSWER.search(plain(word))
    ]


def _meaning(word: str, question: Question) -> int | None:
    low, high = question.scale
    match = _NUMBERED.fullmatch(word)
    if match and low <= int(match[1]) <= high:
        return int(match[1])
    if len(word) > 40:
        return None
    if question.metric == "nps" and (number := group(word)) is not None:
        return max(low, number * question.divide)
    if _LOWEST.search(plain(word)):
        # A scale that starts at 0 but shows none: the labelled end point is most likely the 0.
        return low
    return high if _HIGHEST.search(plain(word)) else None


def group(word: str) -> int | None:
    """10, 8 or 0 for a word that names promoters, passives or detractors; else None."""
    said = plain(word)
    return next((number for number, one in _GROUPS.items() if one.fullmatch(said)), None)
