"""Text that any file takes: what no XML, and so no office program, can hold is taken out."""

from __future__ import annotations

import re

# XML 1.0 knows tab and line breaks of the control characters, no half of a surrogate pair and not
# the two last points of a plane; neither does it know C1 controls that nobody can see.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Marks that turn the direction of what follows: text of one name must not reorder a whole slide.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile("[ \t\r\n\x85\u2028\u2029]+")  # a no-break space holds what it holds
CUT = "…"


def legal(words: str) -> str:
    """The words without what XML cannot hold and without marks that turn their surroundings."""
    return _TURNING.sub("", _ILLEGAL.sub("", words))


def line(words: str, most: int | None = None) -> str:
    """The words on one line, at most so many characters; a cut is marked with '…'."""
    found = _SPACES.sub(" ", legal(words)).strip()
    if most is None or len(found) <= most:
        return found
    return found[: most - len(CUT)].rstrip() + CUT
