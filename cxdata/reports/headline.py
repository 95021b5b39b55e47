"""The one number, and its answer in a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cxdata.metrics import compare, scores
from cxdata.reports import scoring, weighting, wording
from cxdata.reports.figures import Change, Figure, Sentence, Target
from cxdata.reports.page import Page
from cxdata.reports.scoring import Tally
from cxdata.reports.waterfall import Step, Waterfall
from cxdata.reports.weighting import Weighing

WORTH_SAYING = 0.5  # points: a cause smaller than this rounds to nothing


@dataclass(frozen=True)
class Shift:
    """What the score's control chart says beside what two periods say.

    lead   'Lower since May 2026 than its usual +39', which a verdict begins with; '' for nothing
    within does that begin within the period, not before it?
    after  what stands behind a verdict of two periods that differ; () for nothing
    """

    lead: str = ""
    within: bool = False
    after: Sentence = ()


@dataclass(frozen=True)
class Answer:
    """The number, the one before it, and what lies between them.

    detectable  smallest move that could be told from chance, points, and the same in words
    counted     how answers were weighted, or why they were not; '' where nobody asked for it
    """

    figure: Figure
    previous: Figure
    change: Change
    target: Target | None
    detectable: float | None
    detectable_words: str
    counted: str = ""


def answer(page: Page, weighing: Weighing | None = None) -> Answer:
    """The headline of a page's two periods, weighted where weights are given."""
    may, before = page.head.may(page.view), page.head.may(page.then)
    now: Tally
    then: Tally
    if weighing is None or not may[0]:
        now, then = page.head.over(page.view), page.head.over(page.then)
        figure, previous = (
            scoring.figures("nps", counts, shown)[0]
            for counts, shown in ((now, may), (then, before))
        )
        counted = ""
    else:
        rows = weighing.pair(page.head)
        now, then = (weighting.stacked(one) for one in rows)
        figure = weighting.shown("nps", rows[0], may)[0]
        previous = weighting.shown("nps", rows[1], before)[0]
        counted = rows[0][0].words
    moved = scoring.moves("nps", now, then, may & before)
    change = scoring.changes(moved, page.refused)[0]
    aimed = None if page.part else scoring.target(figure, page.organisation.company.target)
    compared = bool(may[0] and before[0]) and not page.refused
    worth = "what these answers are worth" if figure.n != int(now[0].sum()) else ""
    size = detectable(now[0], then[0], worth) if compared else (None, "")
    return Answer(figure, previous, change, aimed, *size, counted)


def verdict(
    figure: Figure, change: Change, target: Target | None, since: str, causes: Sentence
) -> Sentence:
    """The answer: how it moved, how far from target, and why; muted where it may be chance.

    since   what it is compared with: 'last quarter', 'the quarter before'
    """
    if figure.value is None:
        why = (
            "Too few answers to show a score."
            if figure.hidden
            else "Nobody answered here in this period."
        )
        return ((why, False),)
    told = _moved(change, since)
    if change.value is None:
        apart = f" It is {target.words}." if target and target.distance is not None else ""
        return (*_ended(told), *([(apart, False)] if apart else []))
    return (*_ended([*told, *_aimed(target)]), *causes)


def led(told: Sentence, shift: Shift, span: str) -> Sentence:
    """A verdict of two periods behind that of the chart, so that the two tell one story.

    span    what the periods are called: 'quarter'
    """
    if not shift.lead:
        return told
    (first, muted), *rest = further(told, shift, span)
    return ((f"{shift.lead}; {first}", muted), *rest)


def further(told: Sentence, shift: Shift, span: str) -> Sentence:
    """'no further detectable change since last quarter (…)' after a shift that came before."""
    (first, muted), *rest = told
    plain = first[:1].lower() + first[1:]
    if shift.within:
        return ((f"over the whole {span} {plain}", muted), *rest)
    return ((plain.replace("no ", "no further ", 1), muted), *rest)


def compared_with(page: Page) -> str:
    """'last quarter', 'the quarter before' where the period is not the latest one."""
    span = wording.span(page.view.since, page.view.until)
    if span[0].isdigit():
        return f"the {span} before"
    latest = page.view.until > page.wide.window.last
    return f"last {span}" if latest else f"the {span} before"


def moved(change: Change, since: str) -> Sentence:
    """'No detectable change since last quarter (−2.4 ± 2.7).'"""
    return _ended(_moved(change, since))


def _moved(change: Change, since: str) -> list[tuple[str, bool]]:
    if change.value is None or change.low is None or change.high is None:
        if change.words == "nothing to compare with":
            return [("There is nothing before to compare with", False)]
        return [(change.words.removesuffix("."), False)]
    value = wording.signed(change.value, 1)
    size = f" ({wording.ranged(value, change.value, change.low, change.high, 1)})"
    if change.verdict == "level":
        return [(f"No detectable change since {since}", False), (size, True)]
    word = "Up" if change.verdict == "up" else "Down"
    moved = f"{word} {wording.plain(change.value)} since {since}"
    return [(moved, False), (size, True)]


def _aimed(target: Target | None) -> list[tuple[str, bool]]:
    if target is None or target.distance is None:
        return []
    return [(f", and {target.words}", target.beyond == "level" and target.words != "on target")]


def _ended(spans: Sequence[tuple[str, bool]]) -> Sentence:
    words, muted = spans[-1]
    return (*spans[:-1], (f"{words}.", muted))


def causes(found: Waterfall) -> Sentence:
    """What moved the score, like for like and by who the customers were."""
    steps = {step.id: step for step in found.steps}
    if not steps:
        return ()
    clauses = [_experience(steps["experience"])]
    for name in ("mix", "answering"):
        step = steps.get(name)
        if step and step.reason and not step.chance and abs(step.value) >= WORTH_SAYING:
            clauses.append((f"; {step.reason}", True))
    words, muted = clauses[0]
    return _ended([(f" {words}", muted), *clauses[1:]])


def _experience(step: Step) -> tuple[str, bool]:
    if step.chance or abs(step.value) < WORTH_SAYING:
        return "Like for like we are level", True
    word = "up" if step.value > 0 else "down"
    return f"Like for like we are {word} {wording.plain(step.value)}", False


def detectable(now: Tally, then: Tally, worth: str = "") -> tuple[float | None, str]:
    """The smallest true move of an NPS that two periods' answers would find, in words.

    Four times in five: it is larger than the ± of a move that came, for chance hides some of those
    that are true. Rounded up, as in the lesson (learning_trials): one figure everywhere.

    now, then  histograms, shape (11,); weighted ones hold what the answers are worth
    return     points (found in 80 % of cases), sentence; None and '' without two periods
    """
    n, earlier = int(now.sum()), int(then.sum())
    if not n or not earlier:
        return None, ""
    spread = float(np.mean(scores.steady_variance(*scoring.split("nps", now + then))))
    points = float(compare.detectable(spread, n, earlier))
    answers = worth or wording.counted(n)
    size = wording.counted(math.ceil(points), "point")
    return points, f"With {answers} a true move of {size} is found {wording.MOSTLY}."


def small_print(figure: Figure, name: str, asked: str) -> str:
    """'Net Promoter Score, 95 % between +30 and +34 · 6,214 answers · 31 % of those asked'."""
    if figure.value is None or figure.low is None or figure.high is None or figure.n is None:
        return f"{name}: {figure.note}"
    low, high = (wording.scored(end, figure.unit) for end in (figure.low, figure.high))
    parts = [f"{name}, 95 % between {low} and {high}", wording.counted(figure.n)]
    return " · ".join([*parts, asked] if asked else parts)
