"""Words to look for in comments, as parameters of the queries that look for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cxdata.record.folding import folded

_OUTSIDE = r"[^\p{L}\p{N}\p{M}]"


def sought(words: Iterable[str], phrase: str = "") -> dict[str, object]:
    """What is looked for, folded as the comments are; blanks alone look for nothing.

    words   every one must occur, also within a word
    phrase  must occur as a whole word or phrase; '': no matter
    """
    # The longest first: what is rarest is looked for first.
    every = sorted(alternatives(words), key=lambda word: (-len(word), word))
    first, second, third = [*every, "", "", ""][:3]
    (said,) = alternatives([phrase]) or ("",)
    return {
        **{"first": first, "second": second, "third": third, "more": every[3:] or None},
        # A plain look finds the comments that hold it, the pattern whether it is a whole word.
        **{"phrase": said, "whole": whole([said]) if said else None},
    }


def alternatives(words: Iterable[str]) -> tuple[str, ...]:
    """Words of which one must occur, each in the spelling of the comments once, sorted."""
    return tuple(sorted({word for word in (" ".join(folded(w).split()) for w in words) if word}))


def whole(words: Sequence[str]) -> str:
    """A pattern that finds one of several folded words or phrases as a whole."""
    literal = "|".join(map(_literal, words))
    return f"(?:^|{_OUTSIDE})(?:{literal})(?:$|{_OUTSIDE})"


def _literal(word: str) -> str:
    """A word as a regular expression that means the word and nothing else."""
    return "".join(char if char.isalnum() else f"\\x{{{ord(char):X}}}" for char in word)
