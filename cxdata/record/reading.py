"""What a reader found in a file and a person declared: all that the builder needs to take it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Field:
    """Where a role's value comes from: a staged column (0-based), or one value for all rows."""

    column: int | None = None
    value: str | None = None


@dataclass(frozen=True)
class Question:
    """A score column of the file.

    column   0-based staged column
    label    the header as a person reads it
    metric   id in catalog.METRICS
    scale    lowest and highest whole number that the answer may have
    divide   the score stored is floor(answer / divide): 10 for a 0-100 slider, else 1
    labels   words that stand for a number ("Strongly agree" -> 10), compared without case, trimmed
    place    touchpoint or stage of the answer; None takes the row's touchpoint
    """

    column: int
    label: str
    metric: str = "nps"
    scale: tuple[int, int] = (0, 10)
    divide: int = 1
    labels: dict[str, int] = field(default_factory=dict)
    place: str | None = None


@dataclass(frozen=True)
class Reading:
    """One file, read: where its clean copy lies and what each column means.

    name, sha256   of the original file
    tool           'SurveyMonkey', 'Qualtrics', … or 'plain'
    kind           answers | invitations | measures | customers | contacts
    survey         relational | touchpoint; a Field so that a column may tell
    staged         UTF-8 CSV, RFC 4180, a header row, all cells text. First column `row` (number of
                   the data row in the original, from 1), second `left_out` (why the tool's own
                   marks exclude the row: 'test', 'preview', 'partial' …; else blank), then c0, c1 …
    direct         True: `staged` is the original itself, without those two columns (c0, c1 … are
                   its own); nothing is left out. Spares clean large files a copy
    labels         the headers of c0, c1 … as a person reads them
    questions      answers only, at least one
    fields         role -> Field. answers: id revision date touchpoint team segment channel region
                   customer origin comment source (default: the name without date and number);
                   others: the columns of docs/format.md
    dates          how `date` is written: strptime formats, tried in order ('iso' among them reads
                   2026-10-31, 2026-10-31 14:05[:30[.5]], a T between, and Z or an offset at the
                   end), or alone 'unix', 'unix_ms', 'excel'
    timezone       of dates without an offset; None where dates carry none and none was declared
    undecodable    bytes that no encoding explained; each stands as \\xNN in the staged text
    """

    name: str
    sha256: str
    tool: str
    kind: str
    staged: Path
    labels: tuple[str, ...]
    survey: Field = field(default_factory=lambda: Field(value="relational"))
    questions: tuple[Question, ...] = ()
    fields: dict[str, Field] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    timezone: str | None = None
    direct: bool = False
    undecodable: int = 0
    warnings: tuple[str, ...] = ()
