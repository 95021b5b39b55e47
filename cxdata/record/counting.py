"""A file's Report from what the builder counted in it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

from cxdata.record.classify import BAD_DATE, BAD_SURVEY, NO_DATE, Verdict
from cxdata.record.ingest import Ingest
from cxdata.record.masking import masked
from cxdata.record.reading import Reading
from cxdata.record.report import Asked, Headline, Rejected, Report
from cxdata.scope import month_after

STATES = ("", NO_DATE, BAD_DATE, BAD_SURVEY)  # of a row, as sql/staged.sql numbers them
SHOWN_VALUES = 50
_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class Cell:
    """A distinct cell of a question, in rows of one mark and state, and what it is worth."""

    question: int
    text: str
    left_out: str | None
    state: int
    rows: int
    verdict: Verdict

    @property
    def reason(self) -> str:
        """Why it is rejected; '' where it is accepted or missing."""
        if self.verdict.missing:
            return ""
        return self.verdict.reason or (BAD_SURVEY if STATES[self.state] == BAD_SURVEY else "")

    @property
    def undated(self) -> str:
        """Why an accepted cell cannot be kept: its row's date; '' where it can be."""
        state = STATES[self.state]
        return state if self.verdict.score is not None and state in (NO_DATE, BAD_DATE) else ""


@dataclass(frozen=True)
class Rows:
    """The rows of a file: how many, why some are left out, and the dates they span (as text)."""

    total: int
    left_out: dict[str, int]
    first: str
    last: str


def counted(job: Ingest, reading: Reading, cells: list[Cell], head: Report) -> Report:
    """The file's report: its rows, its questions, and the headline without and with it."""
    found = rows(job)
    each = tuple(asked(reading, i, cells, found) for i in range(len(reading.questions)))
    primary = each[0]
    before, after = headlines(job)
    return replace(
        head,
        rows=found.total,
        accepted=primary.accepted,
        missing=primary.missing,
        left_out=found.left_out,
        rejected=primary.rejected,
        rejected_reasons=primary.rejected_reasons,
        rejected_values=rejected_values(cells),
        rejected_rows=rejects(job, reading),
        rejected_total=sum(one.rejected + sum(one.undated.values()) for one in each),
        undated=primary.undated,
        first=found.first,
        last=found.last,
        dated="date" in reading.fields,
        questions=each,
        histogram=primary.histogram,
        before=before,
        after=after,
    )


def rows(job: Ingest) -> Rows:
    """Count the rows of the file."""
    left_out: Counter[str] = Counter()
    total, firsts, lasts = 0, [], []
    for mark, _state, n, _unnamed, first, last in job.rows("staged_rows"):
        total += n
        if mark is not None:
            left_out[mark] += n
        elif first is not None:
            firsts.append(first)
            lasts.append(last)
    return Rows(total, dict(left_out), _text(firsts and min(firsts)), _text(lasts and max(lasts)))


def asked(reading: Reading, number: int, cells: list[Cell], found: Rows) -> Asked:
    """One score column counted; blanks are what no cell accounts for."""
    question = reading.questions[number]
    mine = [cell for cell in cells if cell.question == number and cell.left_out is None]
    reasons: Counter[str] = Counter()
    undated: Counter[str] = Counter()
    histogram: Counter[int] = Counter()
    for cell in mine:
        if cell.undated:
            undated[cell.undated] += cell.rows
        if cell.reason:
            reasons[cell.reason] += cell.rows
        elif cell.verdict.score is not None:
            histogram[cell.verdict.score] += cell.rows
    accepted, rejected = sum(histogram.values()), sum(reasons.values())
    left_out = sum(found.left_out.values())
    return Asked(
        label=question.label,
        metric=question.metric,
        scale=question.scale,
        place=question.place or "",
        accepted=accepted,
        missing=found.total - left_out - accepted - rejected,
        left_out=left_out,
        rejected=rejected,
        rejected_reasons=dict(sorted(reasons.items())),
        histogram=dict(sorted(histogram.items())),
        undated=dict(sorted(undated.items())),
    )


def rejected_values(cells: list[Cell]) -> dict[str, int]:
    """The rejected cells of the primary question, most frequent first."""
    counted: Counter[str] = Counter()
    for cell in cells:
        if cell.question == 0 and cell.left_out is None and cell.verdict.reason:
            counted[cell.text] += cell.rows
    shown: Counter[str] = Counter()
    for text, n in counted.most_common(SHOWN_VALUES):
        shown[_shown(text)] += n
    return dict(shown.most_common())


def _shown(cell: str) -> str:
    """A rejected cell as it may be shown: somebody may have taken the comments for the score."""
    return cell if _PLAIN_NUMBER.fullmatch(cell) else masked(cell)[0]


def rejects(job: Ingest, reading: Reading) -> tuple[Rejected, ...]:
    """The cells that are not kept, with their rows, in the file's order, as many as asked for."""
    dated = reading.fields.get("date")
    where = {1: dated, 2: dated, 3: reading.survey}
    found = []
    for row, number, value, reason, state in job.rows("rejected", most=job.most):
        if state:
            held = where[state]
            column = held.column if held else None
            label = STATES[state] if column is None else reading.labels[column]
        else:
            label = reading.questions[number].label
            value = _shown(value or "")
        found.append(Rejected(row, label, value or "", reason or STATES[state]))
    return tuple(found)


def headlines(job: Ingest) -> tuple[Headline, Headline]:
    """The relational NPS without and with the file; the last three months are those with it."""
    months = job.rows("headline")
    dated = [row[1] for row in months if row[1] is not None and row[0] != "displaced"]
    since = month_after(max(dated), -2) if dated else None
    before, after = [0] * 6, [0] * 6
    for part, month, *counts in months:
        recent = since is not None and month is not None and month >= since
        for i, n in enumerate(counts):
            signed = -n if part == "displaced" else n
            for sums in (after,) if part != "record" else (before, after):
                sums[i] += signed
                sums[i + 3] += signed if recent else 0
    return _headline(before, since), _headline(after, since)


def _headline(sums: list[int], since: date | None) -> Headline:
    p, s, d, recent_p, recent_s, recent_d = sums
    return Headline(p, s, d, recent_p, recent_s, recent_d, since.isoformat() if since else "")


def _text(moment: datetime | list[datetime]) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S") if isinstance(moment, datetime) else ""
