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
    r"|uberhaupt nicht|stimme gar nicht|pas du tout|tres insatisf|nada probable|^detractors?$"
)
_HIGHEST = re.compile(
    r"strongly agree|(extremely|very|most|highly) (likely|probable|satisfied|easy|happy|good)"
    r"|definitely|\bexcellent\b|\bbest\b|\bperfect\b|completely (agree|satisfied)"
    r"|sehr wahrscheinlich|ausserst wahrscheinlich|stimme voll|tout a fait|tres satisf"
    r"|muy probable|^promoters?$"
)
_MIDDLE = re.compile(r"^passives?$|^neutrals?$")


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


def suggested(rejected: Mapping[str, int], question: Question) -> dict[str, int]:
    """What rejected words probably stand for; only ever offered, never taken."""
    found: dict[str, int] = {}
    low, high = question.scale
    for word in rejected:
        match = _NUMBERED.fullmatch(word)
        if match and low <= int(match[1]) <= high:
            found[word] = int(match[1])
        elif len(word) > 40:
            continue
        elif _LOWEST.search(plain(word)):
            # A scale that starts at 0 but shows none: the labelled end point is most likely the 0.
            found[word] = low
        elif _HIGHEST.search(plain(word)):
            found[word] = high
        elif _MIDDLE.search(plain(word)) and question.metric == "nps":
            found[word] = 8 * question.divide
    return found
