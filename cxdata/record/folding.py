"""One spelling for search: lower case, no accents, one width, one kind of apostrophe and blank.

Comments are folded when they come in, queries when they are asked, both to the same spelling. SQL
folds the texts that hold nothing but `ALIKE`; for those it gives what `folded` gives
(tests/record/test_folding.py holds every character against it).
"""

from __future__ import annotations

import unicodedata

# RE2: characters that `strip_accents(lower(text))` folds as we do.
ALIKE = (
    r"[\x{20}-\x{7E}\x{A1}-\x{A7}\x{A9}\x{AB}\x{AC}\x{AE}\x{B0}\x{B1}\x{B6}\x{B7}\x{BB}"
    r"\x{BF}-\x{DE}\x{E0}-\x{131}\x{134}-\x{13E}\x{141}-\x{148}\x{14A}-\x{17E}"
    r"\x{400}-\x{482}\x{48A}-\x{52F}\x{2010}\x{2012}-\x{2015}\x{201C}-\x{201E}\x{20AC}"
    r"\x{1F300}-\x{1F64F}]*"
)

# Marks that are dropped: accents, Hebrew and Arabic points, signs that nobody sees. Other scripts'
# marks are letters to their readers and stay.
_MARKS = (
    *(range(0x300, 0x370), range(0x591, 0x5BE), range(0x610, 0x61B), range(0x64B, 0x660)),
    *(range(0x200B, 0x2010), range(0xFE00, 0xFE10), (0xAD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5)),
    (0x5C7, 0x640, 0x670, 0x2060, 0xFEFF),
)
_DROPPED: dict[int, str | None] = {code: None for part in _MARKS for code in part}
_DROPPED |= dict.fromkeys((0x2018, 0x2019, 0x2BC), "'")


def folded(text: str) -> str:
    """The spelling of a text that search compares."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = unicodedata.normalize("NFKD", plain).translate(_DROPPED)
    return " ".join(unicodedata.normalize("NFKC", bare).split())
