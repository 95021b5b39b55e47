"""What an import did, or would do: one Report a file, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Rejected:
    """A cell that was not taken: row of the original from 1, header, value as written, reason."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Asked:
    """One score column counted: rows = accepted + missing + left_out + rejected.

    label       header as a person reads it; metric, scale as declared; place '' or touchpoint
    histogram   score -> accepted answers; as stored (after `divide`)
    undated     accepted answers whose date is blank or unreadable, by reason: they count in the
                file, but have no day in the record and are not kept
    """

    label: str
    metric: str
    scale: tuple[int, int]
    place: str
    accepted: int
    missing: int
    left_out: int
    rejected: int
    rejected_reasons: dict[str, int]
    histogram: dict[int, int]
    undated: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Unknown:
    """A name that the organisation file does not hold: rows that carry it, and the nearest id."""

    name: str
    rows: int
    suggestion: str = ""


@dataclass(frozen=True)
class Headline:
    """Relational NPS counts: everything, and the last three months of the record."""

    promoters: int = 0
    passives: int = 0
    detractors: int = 0
    recent_promoters: int = 0
    recent_passives: int = 0
    recent_detractors: int = 0
    recent_since: str = ""


@dataclass(frozen=True)
class Report:
    """One file, counted.

    rows … rejected_reasons   of the file; answers: of the primary question (questions[0])
    rejected_values the rejected cells of the primary question, the 50 most frequent, with rows
    undated         accepted answers that cannot be kept for want of a date, by reason
    rejected_rows   the first that are rejected or undated, all questions; rejected_total counts all
    duplicates      accepted rows that the record or the file itself held already
    replaced        accepted rows that took the place of an earlier revision
    overlap         without response ids: accepted rows that look like rows of another file
    added           answers (all questions), or rows of another kind, that the record gains
    unknown         dimension -> names that the organisation does not hold
    first, last     dates of the file's rows, local time as written, '2026-10-31 14:05:00'
    dated           False where the file has no date column: can be counted, not committed
    before, after   the headline without and with this file (None for other kinds)
    masked          kind of personal data -> marks in the comments that it adds (masking.KINDS)
    batch           its number in the record; None on a dry run, or where nothing changed
    known_batch     the batch that brought the very same file (sha256) in earlier, if any
    """

    source: str
    kind: str
    tool: str
    sha256: str
    rows: int = 0
    accepted: int = 0
    missing: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    rejected_reasons: dict[str, int] = field(default_factory=dict)
    rejected_values: dict[str, int] = field(default_factory=dict)
    rejected_rows: tuple[Rejected, ...] = ()
    rejected_total: int = 0
    undated: dict[str, int] = field(default_factory=dict)
    duplicates: int = 0
    replaced: int = 0
    overlap: int = 0
    added: int = 0
    unknown: dict[str, tuple[Unknown, ...]] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    dated: bool = True
    timezone: str = ""
    questions: tuple[Asked, ...] = ()
    histogram: dict[int, int] = field(default_factory=dict)
    before: Headline | None = None
    after: Headline | None = None
    batch: int | None = None
    known_batch: int | None = None
    undecodable: int = 0
    masked: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The whole report as JSON-ready values."""
        return asdict(self)


def from_json(table: Mapping[str, Any]) -> Report:
    """The report that `as_json` wrote."""
    whole = dict(table)
    whole["rejected_rows"] = tuple(Rejected(**row) for row in table["rejected_rows"])
    whole["questions"] = tuple(_asked(row) for row in table["questions"])
    whole["unknown"] = {
        dimension: tuple(Unknown(**row) for row in rows)
        for dimension, rows in table["unknown"].items()
    }
    whole["histogram"] = _scores(table["histogram"])
    whole["warnings"] = tuple(table["warnings"])
    for name in ("before", "after"):
        whole[name] = Headline(**table[name]) if table[name] is not None else None
    return Report(**whole)


def _asked(row: Mapping[str, Any]) -> Asked:
    scale = (int(row["scale"][0]), int(row["scale"][1]))
    return Asked(**{**row, "scale": scale, "histogram": _scores(row["histogram"])})


def _scores(histogram: Mapping[Any, int]) -> dict[int, int]:
    return {int(score): n for score, n in histogram.items()}
