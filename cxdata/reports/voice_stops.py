"""The words of comments, counted without those that say nothing in their own language.

A comment's language is the one whose stop words (stopwordsiso, 58 languages) it holds most of; a
comment that holds none is taken for the most common one. Words that the organisation's themes
name are never stop words: the lists are long, and 'bill' or 'call' stand in the English one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from cxdata.metrics import words
from cxdata.record.voices import DETRACTOR, PASSIVE, PROMOTER

EDGES = ".,;:!?…'\"“”„‘’«»()[]{}<>*-–—¡¿،؟。、！？"


def tallies(
    said: Iterable[tuple[str, str]], keep: Sequence[str] = ()
) -> tuple[dict[str, Counter[str]], dict[str, int]]:
    """In how many comments each term occurs, and how many comments there are, by standing.

    said    pairs of text and standing
    keep    words that are counted whatever the list of stop words says; phrases do not matter
    """
    held = list(said)
    spoken = languages([text for text, _ in held])
    kept = {word.casefold() for word in keep if " " not in word}
    groups: dict[tuple[str, str], list[str]] = {}
    for (text, standing), language in zip(held, spoken, strict=True):
        groups.setdefault((standing, language), []).append(text)
    tables: dict[str, Counter[str]] = {s: Counter() for s in (DETRACTOR, PASSIVE, PROMOTER)}
    sizes = dict.fromkeys(tables, 0)
    for (standing, language), texts in groups.items():
        tables[standing].update(words.tally(texts, _lists().get(language, frozenset()) - kept))
        sizes[standing] += len(texts)
    return tables, sizes


def languages(texts: Sequence[str]) -> tuple[str, ...]:
    """The language of each text as an ISO 639-1 code; '' where no text holds a stop word."""
    counts = [_scores(text) for text in texts]
    usual: Counter[str] = Counter()
    for found in counts:
        usual.update(_best(found))
    rank = {language: i for i, (language, _) in enumerate(usual.most_common())}
    first = next(iter(rank), "")
    return tuple(
        min(_best(found), key=lambda language: (rank[language], language)) if found else first
        for found in counts
    )


def _scores(text: str) -> Counter[str]:
    known, found = _spoken(), Counter[str]()
    for word in _split(text):
        found.update(known.get(word, ()))
    return found


def _best(found: Mapping[str, int]) -> list[str]:
    top = max(found.values(), default=0)
    return [language for language, n in found.items() if n == top]


def _split(text: str) -> Iterable[str]:
    """Words by blanks; pairs of characters and single ones where a script writes none."""
    for piece in set(text.casefold().split()):
        word = piece.strip(EDGES).replace("’", "'")
        yield word
        if word and not word.isascii() and any(_unspaced(c) for c in word):
            yield from set(word)
            yield from {"".join(pair) for pair in pairwise(word)}


def _unspaced(character: str) -> bool:
    return "\u3005" <= character <= "\u9fff" or character >= "\U00020000"


@cache
def _lists() -> dict[str, frozenset[str]]:
    """Stop words by language."""
    import stopwordsiso

    return {code: frozenset(stopwordsiso.stopwords(code)) for code in stopwordsiso.langs()}


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Languages by stop word."""
    found: dict[str, list[str]] = {}
    for language, listed in sorted(_lists().items()):
        for word in listed:
            found.setdefault(word.casefold(), []).append(language)
    return {word: tuple(codes) for word, codes in found.items()}
