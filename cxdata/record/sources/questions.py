"""Which columns are scores, of which metric and on which scale; where two fit, it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from cxdata.catalog import METRICS
from cxdata.errors import BadInput, Undecided
from cxdata.record.classify import is_missing, trimmed
from cxdata.record.reading import Question
from cxdata.record.short import short
from cxdata.record.sources import headers
from cxdata.record.sources.columns import column
from cxdata.record.sources.declared import (
    LABELS_ONLY,
    METRIC_OF_SCALE,
    SCALES,
    SCALES_OF_METRIC,
    Declared,
)
from cxdata.record.sources.doubts import ask_slider, refuse_groups
from cxdata.record.sources.labels import numbered
from cxdata.record.sources.layout import Layout
from cxdata.record.sources.scores import Tally, tally
from cxdata.record.sources.yields import candidate, oddities

_LEAST_ACCEPTED = 0.1  # of the filled cells: less is no score column, whatever its header says
_FEW = 0.1  # of the filled cells: so many may be rejected under a header that could be it
_ENOUGH = 8  # answers from which on a 0-10 question shows a score above 7
WORDS = {"nps": headers.RECOMMEND, "csat": headers.SATISFIED, "ces": headers.EASE}


@dataclass(frozen=True)
class Found:
    """The questions, and what a person should know about them."""

    questions: tuple[Question, ...]
    warnings: tuple[str, ...] = field(default=())


def questions(found: Layout, said: Declared) -> Found:
    """The score columns, declared or found.

    raises  Undecided with candidates where several fit, BadInput where none does
    """
    if said.score:
        return _declared(found, said)
    metric = said.metric[0] if said.metric else _metric_of(said)
    return _searched(found, said, metric or "nps")


def _metric_of(said: Declared) -> str | None:
    return METRIC_OF_SCALE.get(said.scale[0]) if said.scale else None


def _declared(found: Layout, said: Declared) -> Found:
    made: list[Question] = []
    warnings: list[str] = []
    for i, name in enumerate(said.score):
        at = column(found, name, "the score")
        metric = _nth(said.metric, i) or METRIC_OF_SCALE.get(_nth(said.scale, i) or "")
        scale = _nth(said.scale, i)
        metric = metric or _told_by_content(found, at, scale, said)
        one = question(found, at, metric, scale, said)
        made.append(one)
        warnings += oddities(found, one)
        if metric == "csat" and not said.metric and scale is None:
            warnings.append(
                f"'{short(one.label, 60)}' is taken as CSAT on 1-5; --metric changes that."
            )
    return Found(tuple(made), tuple(warnings))


def _nth(given: tuple[str, ...], i: int) -> str | None:
    """The i-th of several, or the one that stands for all."""
    if not given:
        return None
    return given[i] if i < len(given) else given[0]


def _told_by_content(found: Layout, at: int, scale: str | None, said: Declared) -> str:
    """The metric of a column that was named without one; asks where a 0-10 scale is doubtful."""
    if scale in ("0-10", "1-10", "0-100"):
        return "nps"
    label = _evidence(found, at)
    whole = tally(found.counted(at), Question(at, label, labels=dict(said.labels)))
    top = max(whole.histogram, default=10)
    if headers.says(headers.RECOMMEND, label) or top > 7 or not whole.accepted:
        ask_slider(found, Question(at, label, labels=dict(said.labels)), whole)
        return "nps"
    if headers.says(headers.SATISFIED, label) and top <= 5 and 0 not in whole.histogram:
        return "csat"
    options = [
        candidate(found, question(found, at, metric, None, said))
        for metric in ("nps", "csat", "ces")
    ]
    raise Undecided(
        f"'{short(found.columns[at].label, 80)}' holds no number above {top} and does not say "
        "what it asks. Declare --metric nps, csat or ces.",
        options,
    )


def question(found: Layout, at: int, metric: str, scale: str | None, said: Declared) -> Question:
    """A column as a question of a metric, on the scale declared or told by header and content."""
    if scale and scale not in SCALES_OF_METRIC[metric]:
        fits = ", ".join(SCALES_OF_METRIC[metric])
        raise BadInput(f"{METRICS[metric].name} is not asked on {scale}; its scales are: {fits}.")
    label = found.columns[at].label
    made = Question(at, label, metric, (METRICS[metric].low, METRICS[metric].high))
    made = replace(made, labels=dict(said.labels))
    if scale in SCALES:
        low, high, divide = SCALES[scale]
        return replace(made, scale=(low, high), divide=divide)
    if scale == LABELS_ONLY and not said.labels:
        raise BadInput("--scale labels needs --labels, for example --labels 'Very good=10'.")
    if not said.labels and (words := numbered(found.counted(at), made.scale)):
        made = replace(made, labels=words)
    return replace(made, scale=(1, 10)) if _from_one(found, made) else made


def _from_one(found: Layout, made: Question) -> bool:
    """Whether a 0-10 question says that it starts at 1, and no 0 was answered."""
    if made.scale != (0, 10) or made.metric not in ("nps", "rating"):
        return False
    numbers = re.findall(r"(?<![\w.,])\d+(?![\w.,])", _evidence(found, made.column))
    zero = any(trimmed(cell) in ("0", "0.0") for cell in found.counted(made.column))
    return "1" in numbers and "10" in numbers and "0" not in numbers and not zero


def _evidence(found: Layout, at: int) -> str:
    return " ".join(found.columns[at].names)


def _searched(found: Layout, said: Declared, metric: str) -> Found:
    """The one column whose header asks for the metric and whose cells answer it."""
    scale = said.scale[0] if said.scale else None
    fitting: list[tuple[Question, Tally]] = []
    empty: list[Question] = []
    for at in range(len(found.columns)):
        evidence = _evidence(found, at)
        asks = headers.says(WORDS.get(metric, headers.RECOMMEND), evidence)
        if at in found.apart or not asks or headers.says(headers.GROUP, evidence):
            continue
        one = question(found, at, metric, scale, said)
        counts = tally(found.counted(at), one)
        share = counts.accepted / max(1, counts.accepted + counts.refused)
        if counts.accepted and share >= _LEAST_ACCEPTED:
            fitting.append((one, counts))
        elif not headers.says(headers.FOLLOW_UP, evidence):
            empty.append(one)
    if len(fitting) == 1:
        if scale is None and not said.metric:
            ask_slider(found, *fitting[0])
        return _taken(found, *fitting[0])
    if fitting:
        _ask(found, fitting, f"{len(fitting)} columns could be the {METRICS[metric].name} question")
    if len(empty) == 1:
        return Found(tuple(empty), tuple(oddities(found, empty[0])))
    return _none(found, said, metric)


def _taken(found: Layout, one: Question, counts: Tally) -> Found:
    """A single fitting column; doubtful where its answers stay far below the scale's top."""
    top = max(counts.histogram)
    names_scale = re.search(r"(?<!\d)10(?!\d)|nps|promoter", _evidence(found, one.column).lower())
    if (
        one.metric == "nps"
        and one.divide == 1
        and top <= 7
        and counts.accepted >= _ENOUGH
        and not names_scale
    ):
        others = [
            replace(one, metric=metric, scale=(METRICS[metric].low, METRICS[metric].high))
            for metric in ("csat", "ces")
            if top <= METRICS[metric].high and 0 not in counts.histogram
        ]
        _ask(
            found,
            [(q, tally(found.counted(q.column), q)) for q in (one, *others)],
            f"'{short(one.label, 80)}' asks to recommend, but no answer is above {top}: "
            "it may have been asked on another scale than 0-10",
        )
    return Found((one,), tuple(oddities(found, one)))


def _none(found: Layout, said: Declared, metric: str) -> Found:
    """No header asks for the metric: ask about what could be it, or say what the file holds."""
    perhaps = _perhaps(found, said) if metric == "nps" else []
    if metric == "nps" and not perhaps:
        refuse_groups(found)
    if perhaps:
        _ask(found, perhaps, "No header says that it asks to recommend; these hold 0-10")
    if not said.metric and not said.scale:
        _ask_other(found, said)
    whole = [
        f"#{i + 1} {c.label[:50]!r}" for i, c in enumerate(found.columns) if _is_whole(found, i)
    ]
    hint = f" Columns with whole numbers: {'; '.join(whole[:12])}." if whole else ""
    raise BadInput(
        f"No {METRICS[metric].name} question was found: no column asks for it with whole "
        f"numbers on its scale, so no score is computed.{hint} If one is a score, declare "
        "--score with --metric nps, csat or ces."
    )


def _perhaps(found: Layout, said: Declared) -> list[tuple[Question, Tally]]:
    """Columns that hold 0-10 up to its top, under a vague header or in numbers no count has."""
    listed: list[tuple[Question, Tally]] = []
    scale = said.scale[0] if said.scale else None
    for at in range(len(found.columns)):
        if at in found.apart or headers.says(headers.ID, found.columns[at].header):
            continue
        one = question(found, at, "nps", scale, said)
        counts = tally(found.counted(at), one)
        named = headers.says(headers.PERHAPS, _evidence(found, at))
        spread = 4 <= len(counts.histogram) < counts.accepted and counts.accepted >= 10
        full = max(counts.histogram, default=0) > (7 if named else 8)
        clean = counts.refused <= (_FEW * (counts.accepted + counts.refused) if named else 0)
        if full and clean and (named or spread):
            listed.append((one, counts))
    return listed


def _ask_other(found: Layout, said: Declared) -> None:
    """No NPS question, but headers that ask for satisfaction or ease, with answers on its scale."""
    near = [
        (one, counts)
        for metric in ("csat", "ces")
        for at in range(len(found.columns))
        if at not in found.apart and headers.says(WORDS[metric], _evidence(found, at))
        for one in [question(found, at, metric, None, said)]
        for counts in [tally(found.counted(at), one)]
        if counts.accepted > counts.refused
    ]
    if near:
        _ask(
            found,
            near,
            "No NPS question was found, so no NPS is computed; these ask something else",
        )


def _is_whole(found: Layout, at: int) -> bool:
    if at in found.apart:
        return False
    cells = [cell for cell in found.counted(at) if not is_missing(cell)]
    return bool(cells) and all(re.fullmatch(r"\d{1,3}(\.0)?", trimmed(cell)) for cell in cells)


def _ask(found: Layout, fitting: list[tuple[Question, Tally]], what: str) -> None:
    listed = [candidate(found, one, counts) for one, counts in fitting]
    raise Undecided(f"{what}. Choose with --score (and --metric, --scale).", listed)
