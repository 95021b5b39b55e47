"""What do some customers say more than others? Words and two-word phrases, told apart by chance."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from scipy import special

from cxdata.metrics.compare import benjamini_hochberg
from cxdata.metrics.counts import Array, Mask

PRIOR = 500.0  # imagined terms that each side holds, spread as in the background
FEWEST = 5  # comments that must hold a term, both sides together
# Scripts written without spaces: a run of them is read in pairs of characters.
UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_ASCII = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")

Table = Mapping[str, int]


@dataclass(frozen=True)
class Contrast:
    """Terms by how much more side a says them than side b; shape (terms,), most of a first.

    terms      words and two-word phrases, as `tally` writes them
    log_odds   log of the ratio of odds, prior included; over 0: a says it more
    z          log_odds in standard errors
    a, b       comments of either side that hold the term
    stands     stands out from chance: Benjamini-Hochberg at 10 % over all terms compared
    """

    terms: tuple[str, ...]
    log_odds: Array
    z: Array
    a: Array
    b: Array
    stands: Mask

    def most(self, side: str, limit: int = 20) -> tuple[str, ...]:
        """The terms of side 'a' or 'b' that stand out, furthest first."""
        if side not in ("a", "b"):
            raise ValueError(f"a side is 'a' or 'b', not {side!r}")
        order = range(len(self.terms)) if side == "a" else range(len(self.terms) - 1, -1, -1)
        sign = 1 if side == "a" else -1
        told = [self.terms[i] for i in order if self.stands[i] and sign * self.z[i] > 0]
        return tuple(told[:limit])


def tally(comments: Iterable[str], stop_words: Collection[str] = ()) -> Counter[str]:
    """In how many comments each word and each two-word phrase occurs.

    comments    texts in any language; a comment counts once for a term, however often it says it
    stop_words  words that say nothing by themselves (any case); they break phrases, too
    """
    stops = frozenset(_plain(word) for word in stop_words)
    found: Counter[str] = Counter()
    for comment in comments:
        found.update(set(terms(comment, stops)))
    return found


def terms(text: str, stops: Collection[str] = ()) -> Iterator[str]:
    """Words, and phrases of two neighbouring words, of a text in order; lower case, accents kept.

    stops  stop words in lower case
    A word has two characters or more and is not a number. Chinese and Japanese, which write no
    spaces, are read in pairs of characters.
    """
    plain = _plain(text)
    if not plain.isascii():
        for run in _UNSPACED_RUN.findall(plain):
            yield from (pair for pair in map("".join, pairwise(run)) if pair not in stops)
        plain = _UNSPACED_RUN.sub(" \n ", plain)
    last, end = "", 0
    for match in (_ASCII if plain.isascii() else _word()).finditer(plain):
        word = match[0]
        says = len(word) > 1 and word not in stops and not word.isdecimal()
        if says:
            yield word
            if last and plain[end : match.start()].isspace():
                yield f"{last} {word}"
        last, end = (word if says else ""), match.end()


def contrast(
    a: Table, b: Table, background: Table, prior: float = PRIOR, fewest: int = FEWEST
) -> Contrast:
    """Terms that side a says more than side b, by log-odds weighted with what is usual.

    a, b        counts of terms of either side (`tally` of detractors, of promoters)
    background  counts of the same terms in all comments; a term that it lacks counts as said once
    prior       strength of the prior: how many imagined terms are added to each side
    fewest      terms in fewer comments, both sides together, are left out
    return      Contrast
    raises      ValueError on a prior that is not over 0
    source      Monroe, Colaresi & Quinn 2008, log-odds with an informative Dirichlet prior; counts
                of comments instead of words, words and phrases apart: docs/deviations.md
    """
    if not prior > 0:
        raise ValueError(f"the prior needs a strength over 0, not {prior}")
    kept = sorted(t for t in a.keys() | b.keys() if a.get(t, 0) + b.get(t, 0) >= fewest)
    phrase = np.array([" " in t for t in kept], dtype=np.int64)
    usual = np.array([max(background.get(t, 0), 1) for t in kept], dtype=float)
    alpha = prior * usual / np.maximum(_totals(background), usual.max(initial=1))[phrase]
    said, log_odds = [], np.zeros(len(kept))
    for side, sign in ((a, 1), (b, -1)):
        y = np.array([side.get(t, 0) for t in kept], dtype=float)
        all_of = _totals(side)[phrase]
        others = all_of + prior - y - alpha
        log_odds += sign * (np.log(y + alpha) - np.log(np.maximum(others, 1e-9)))
        said.append(y)
    error = np.sqrt(1 / (said[0] + alpha) + 1 / (said[1] + alpha))
    return _sorted(kept, log_odds, log_odds / error, *said)


def _sorted(kept: list[str], log_odds: Array, z: Array, a: Array, b: Array) -> Contrast:
    stands = benjamini_hochberg(2 * special.ndtr(-np.abs(z)))
    order = np.argsort(-z, kind="stable")
    names = tuple(kept[i] for i in order)
    return Contrast(names, log_odds[order], z[order], a[order], b[order], stands[order])


def _totals(table: Table) -> Array:
    """How many words and how many phrases a table counts, shape (2,)."""
    phrases = sum(count for term, count in table.items() if " " in term)
    return np.array([sum(table.values()) - phrases, phrases], dtype=float)


def _plain(text: str) -> str:
    """One spelling a word: composed characters, lower case, one kind of apostrophe."""
    if text.isascii():
        return text.lower().replace("_", " ")
    plain = unicodedata.normalize("NFKC", text).lower().replace("i\u0307", "i")  # Turkish capital I
    return plain.replace("’", "'").replace("_", " ")


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits with their marks: without them Hindi and Tamil fall to pieces."""
    marks = [c for c in range(0x300, 0x1F000) if unicodedata.category(chr(c))[0] == "M"]
    runs: list[list[int]] = []
    for c in marks:
        if runs and c == runs[-1][1] + 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    letter = "[\\w\u200c\u200d" + "".join(f"{chr(a)}-{chr(b)}" for a, b in runs) + "]"
    return re.compile(f"\\w{letter}*(?:['-]{letter}+)*")
