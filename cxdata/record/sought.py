"""Words to look for in comments, as parameters of the query that looks for them."""

from __future__ import annotations

from collections.abc import Iterable

from cxdata.record.folding import folded

MOST = 4  # of any words that are looked for one by one: one pattern of all is quicker beyond
_OUTSIDE = r"[^\p{L}\p{N}\p{M}]"


def sought(words: Iterable[str], any_words: Iterable[str]) -> dict[str, object]:
    """What is looked for, folded as the comments are; blanks alone look for nothing.

    words      every one must occur, also within a word
    any_words  at least one must occur, as a whole word or phrase; (): no matter
    """
    # The longest first: what is rarest is looked for first.
    every = sorted(_folded(words), key=lambda word: (-len(word), word))
    first, second, third = [*every, "", "", ""][:3]
    some = sorted(_folded(any_words))
    whole = "|".join(map(_literal, some))
    return {
        **{"first": first, "second": second, "third": third, "more": every[3:] or None},
        **_any(some),
        "whole": f"(?:^|{_OUTSIDE})(?:{whole})(?:$|{_OUTSIDE})" if some else None,
    }


def _any(words: list[str]) -> dict[str, object]:
    """Words of which a comment holds one before the pattern looks whether it is a whole word.

    A word that holds another of them need not be looked for. Too many: the pattern alone looks.
    """
    least = [word for word in words if not any(other in word for other in words if other != word)]
    slots = [*least, *[None] * MOST] if len(least) <= MOST else [None] * MOST
    return {f"any_{i}": word for i, word in enumerate(slots[:MOST], 1)}


def _folded(words: Iterable[str]) -> set[str]:
    return {word for word in (" ".join(folded(word).split()) for word in words) if word}


def _literal(word: str) -> str:
    """A word as a regular expression that means the word and nothing else."""
    return "".join(char if char.isalnum() else f"\\x{{{ord(char):X}}}" for char in word)
