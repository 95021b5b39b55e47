"""The counting rule: what a score cell is. Readers that preview and the builder use this alone.

accepted = a whole number on the declared scale ('9.0' is 9) or a declared label; missing = blank
or one of MISSING; everything else is rejected with its reason. Never clamped, never guessed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Compared without case, after trimming.
MISSING = frozenset(
    {"", "na", "n/a", "n.a.", "n.a", "nan", "null", "none", "nil", "-", "--", "—", "–", "."}
    | {"#n/a", "#na", "#name?", "#value!", "#ref!", "#div/0!", "#null!", "#num!", "<na>", "\\n"}
)

NON_NUMERIC = "non_numeric"  # words where a number is due
NOT_WHOLE = "not_whole"  # 4.105: an average, or another scale
OUT_OF_RANGE = "out_of_range"  # 11 on 0-10
BAD_DATE = "bad_date"  # a date that none of the formats reads
NO_DATE = "no_date"  # the date is blank
BAD_SURVEY = "bad_survey"  # neither relational nor touchpoint
BAD_NUMBER = "bad_number"  # a count or value of another kind of file that is no number
NO_KEY = "no_key"  # customers, contacts, measures: the column that says who or what is blank

REASONS = {
    NON_NUMERIC: "not a number",
    NOT_WHOLE: "not a whole number",
    OUT_OF_RANGE: "outside the scale",
    BAD_DATE: "date not understood",
    NO_DATE: "no date",
    BAD_SURVEY: "neither relational nor touchpoint",
    BAD_NUMBER: "not a number",
    NO_KEY: "nothing says who or what it is about",
}

# 9  9.  9.0  9,0 (a decimal comma, but not 9,000: that may be nine thousand)
_WHOLE = re.compile(r"[+-]?[0-9]{1,99}(?:\.0*|,0{1,2})?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")


class Verdict(NamedTuple):
    """score where accepted, else None; reason '' where accepted or missing."""

    score: int | None
    reason: str = ""
    missing: bool = False


def trimmed(cell: str | None) -> str:
    """The cell without white space around it, whatever kind of space it is."""
    return (cell or "").replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").strip()


def is_missing(cell: str | None) -> bool:
    """Whether nothing was answered: blank, or a token that stands for that."""
    return trimmed(cell).casefold() in MISSING


def verdict(
    cell: str | None,
    scale: tuple[int, int],
    labels: dict[str, int] | None = None,
    divide: int = 1,
) -> Verdict:
    """What one score cell is.

    scale    lowest and highest whole number of the answer
    labels   declared words -> number, casefolded keys; they win over NA tokens
    divide   the score is floor(answer / divide)
    """
    text = trimmed(cell)
    folded = text.casefold()
    if labels and folded in labels:
        return _placed(labels[folded], scale, divide)
    if folded in MISSING:
        return Verdict(None, missing=True)
    if _WHOLE.fullmatch(text):
        return _placed(int(re.split(r"[.,]", text)[0]), scale, divide)
    return Verdict(None, NOT_WHOLE if _NUMBER.fullmatch(text) else NON_NUMERIC)


def _placed(answer: int, scale: tuple[int, int], divide: int) -> Verdict:
    if not scale[0] <= answer <= scale[1]:
        return Verdict(None, OUT_OF_RANGE)
    return Verdict(answer // divide)
