"""What a score column would yield, and what is odd about it: shown before anything is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from cxdata.catalog import METRICS, ONE_TO_TEN
from cxdata.record.classify import NON_NUMERIC, OUT_OF_RANGE
from cxdata.record.reading import Question
from cxdata.record.short import short
from cxdata.record.sources.labels import frequent, numbered, suggested
from cxdata.record.sources.layout import Layout
from cxdata.record.sources.scores import Tally, mean, tally, value

_STRAY = 0.05  # of the filled cells: more numbers outside the scale are no slip of one person


def candidate(found: Layout, question: Question, counted: Tally | None = None) -> dict[str, object]:
    """What a column would yield, JSON-ready."""
    counts = counted or tally(found.counted(question.column), question)
    score = value(counts.histogram, question.metric)
    return {
        "column": found.columns[question.column].header or question.label,
        "number": question.column + 1,
        "label": question.label,
        "metric": question.metric,
        "scale": scale_name(question),
        "accepted": counts.accepted,
        "missing": counts.missing,
        "rejected": counts.refused,
        "n": counts.accepted,
        "nps": _rounded(score) if question.metric == "nps" else None,
        "value": _rounded(score),
        "mean": _rounded(mean(counts.histogram)),
    }


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)


def scale_name(question: Question) -> str:
    """'0-10' … as it is declared."""
    low, high = question.scale
    return f"{low}-{high}"


def oddities(found: Layout, one: Question) -> list[str]:
    """What is odd about a question: words for end points with their effect, a slider, 1-10."""
    cells = found.counted(one.column)
    counts = tally(cells, one)
    said: list[str] = []
    if one.scale == (1, 10):
        said.append(f"'{short(one.label, 60)}' is scaled 1-10: {ONE_TO_TEN}")
    if one.divide == 10:
        said.append("The 0-100 slider is stored in tenths, rounded down: 90-100 is a promoter.")
    if one.labels and numbered(cells, one.scale) == one.labels:
        said.append("Every answer has the form '4 - words'; its number is taken.")
    if not counts.accepted and counts.refused:
        said.append(_all_rejected(one, counts))
    words = suggested(counts.values, one, counts.histogram)
    if words:
        said.append(_effect(cells, one, counts, words))
    often = frequent(counts.values, counts.accepted, words)
    if often and counts.accepted:
        said.append(_unknown_words(counts, often))
    outside = counts.rejected.get(OUT_OF_RANGE, 0)
    if counts.accepted and outside >= _STRAY * (counts.accepted + counts.refused):
        said.append(
            f"{outside} numbers lie outside {scale_name(one)} and are rejected. If the question "
            "was asked on another scale, declare --scale."
        )
    return said


def _unknown_words(counts: Tally, often: list[str]) -> str:
    shown = ", ".join(f"{word[:40]!r} ({counts.values[word]})" for word in often[:5])
    return (
        f"Words stand where a number is due and are rejected: {shown}. If they are points of the "
        f'scale, say which: --labels "{often[0][:40]}=N". The score may change a lot.'
    )


def _effect(cells: Counter[str], one: Question, counts: Tally, words: dict[str, int]) -> str:
    mapped = tally(cells, replace(one, labels={**one.labels, **words}))
    before, after = value(counts.histogram, one.metric), value(mapped.histogram, one.metric)
    name = METRICS[one.metric].name
    flags = " ".join(f'--labels "{word}={number}"' for word, number in words.items())
    was = "no score" if before is None else f"{name} {before:+.1f} from {counts.accepted}"
    now = "no score" if after is None else f"{name} {after:+.1f} from {mapped.accepted}"
    return (
        f"{mapped.accepted - counts.accepted} answers stand as words and are rejected: {was} "
        f"without them, {now} answers with them. If that is what they mean, declare: {flags}"
    )


def _all_rejected(one: Question, counts: Tally) -> str:
    seen = ", ".join(repr(v[:30]) for v, _ in Counter(counts.values).most_common(3))
    said = (
        f"All {counts.refused} answers in '{short(one.label, 60)}' are rejected, so there is no "
        f"score. They read {seen}; the scale is {scale_name(one)}."
    )
    if counts.rejected.get(NON_NUMERIC, 0) < counts.refused / 2:
        said += " Finished scores or averages are no answers: export one row a response."
    return said
