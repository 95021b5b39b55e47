"""The first three slides: who makes the score, the score with its verdict, what moved it."""

from __future__ import annotations

from cxdata.organisation import Organisation
from cxdata.reports import headline, scoring, wording
from cxdata.reports.figures import Figure, Sentence
from cxdata.reports.hundred import adds_up, hundred, subtracted
from cxdata.reports.page import Page
from cxdata.reports.presentation import Bridge, Headline, Line, Shares, Slide, Step, Value
from cxdata.reports.scorecard import Scorecard
from cxdata.reports.trend import Trend
from cxdata.scope import View, month_after

SHOWN = 13  # periods of the line: a year, and the same one before
LEAST = 3  # periods that make a line


def value(figure: Figure) -> Value:
    """A figure as a presentation keeps it."""
    return Value(figure.value, figure.low, figure.high, figure.n, figure.unit, figure.text,
                 figure.note)  # fmt: skip


def flat(sentence: Sentence) -> str:
    """A sentence without what is muted in it."""
    return " ".join("".join(words for words, _ in sentence).split())


def source(card: Scorecard) -> str:
    """'Relational survey, 3,390 answers, Aug – Oct 2026'."""
    return f"Relational survey, {wording.counted(card.headline.n or 0)}, {card.period}"


def nps(page: Page, card: Scorecard) -> tuple[Slide | None, str]:
    """What NPS is: of a hundred customers so many promoters, less so many detractors."""
    if card.headline.value is None:
        return None, f"{card.headline.note}."
    promoters, passives, detractors = (
        int(part[0]) for part in scoring.split("nps", page.head.over(page.view))
    )
    shares = Shares(promoters, passives, detractors)
    counts = (promoters, passives, detractors)
    n = sum(counts)
    told = hundred(counts)
    of, good, bad, net = "every 100", told[0], told[2], told[3]
    if not adds_up(told):
        of, good, bad = f"the {n:,}", f"{promoters:,}", f"{detractors:,}"
        net = wording.signed(100 * (promoters - detractors) / n)
    sentence = (
        f"Of {of} customers who answered, {good} would gladly recommend us and {bad} are unhappy: "
        f"{subtracted(counts)}."
    )
    words = (
        f"Of {wording.counted(n)}: {promoters:,} promoters (9 or 10), {passives:,} passives "
        f"(7 or 8), {detractors:,} detractors (0 to 6). NPS {net}."
    )
    return Slide("nps", "What is NPS, in our numbers?", sentence, (shares,), words, source(card),
                 card.header.definition), ""  # fmt: skip


def score(card: Scorecard, line: Line | None) -> tuple[Slide | None, str]:
    """The one number, what it was before, and how sure we are."""
    if card.headline.value is None:
        return None, f"{card.headline.note}."
    target = card.target
    since = f"the {card.span} before"
    told = headline.verdict(card.headline, card.change, target, since, card.shifted.after)
    verdict = headline.led(told, card.shifted, card.span)
    shown = Headline(
        value(card.headline),
        value(card.previous),
        None if target is None else target.value,
        card.change.verdict,
        card.small_print,
        "level" if target is None else target.beyond,
    )
    words = [f"{card.small_print}. Score {card.headline.text}."]
    if target is not None:
        words.append(f"Target {wording.signed(target.value)}: {target.words}.")
    if line is not None:
        words.append(in_words(line))
    pictures = (shown,) if line is None else (shown, line)
    return Slide("score", card.question, flat(verdict), pictures, " ".join(words), source(card),
                 card.header.definition), ""  # fmt: skip


def line(organisation: Organisation, found: Trend, view: View) -> Line | None:
    """The score up to now, as far back as it can be compared; None where that is too short."""
    since = found.eras[-1].since if found.eras else None
    points = [p for p in found.points if since is None or p.start >= since][-SHOWN:]
    if sum(p.figure.value is not None for p in points) < LEAST:
        return None
    inside = [
        (p.label, marker.name)
        for p in points
        for marker in found.markers
        if p.start <= marker.on and marker.on < month_after(p.start, p.months)
    ]
    return Line(
        "Net Promoter Score",
        tuple(p.label for p in points),
        tuple(value(p.figure) for p in points),
        organisation.company.target,
        tuple(inside),
        _span(points[-1].months, view),
    )


def in_words(line: Line) -> str:
    """The line's points; those that the period is made of are not told as what was before it."""
    told = [f"{p} {v.text}" for p, v in zip(line.periods, line.values, strict=True)]
    if not line.span:
        return f"Over time: {', '.join(told)}."
    parts = [("Before that", told[: -line.span])]
    parts += [("Within it", told[-line.span :])] if line.span > 1 else []
    return " ".join(f"{name}: {', '.join(points)}." for name, points in parts if points)


def _span(months: int, view: View) -> int:
    """How many points of the line a period is made of; 0 where they do not fit into it."""
    return 0 if view.months % months else view.months // months


def moved(card: Scorecard) -> tuple[Slide | None, str]:
    """The bridge from the period before to this one."""
    found = card.waterfall
    if found.before is None or found.after is None:
        return None, found.words
    names = {step.id: f"{step.name}: {step.note}" if step.note else step.name
             for step in found.steps}  # fmt: skip
    steps = tuple(
        Step(names[s.id] if not s.chance else s.name, s.value, s.low, s.high, s.chance)
        for s in found.steps
    )
    shown = Bridge((found.before_label, found.before), steps, (found.after_label, found.after))
    told = (
        f"{s.name} {wording.signed(s.value, 1)}{' (may be chance)' if s.chance else ''}"
        for s in steps
    )
    words = (
        f"From {wording.signed(found.before, 1)} ({found.before_label}) to "
        f"{wording.signed(found.after, 1)} ({found.after_label}): {'; '.join(told)}."
    )
    sentence = flat(headline.causes(found))
    definition = f"Experience: the same kind of customers, scoring otherwise. {found.words}"
    return Slide("moved", "What moved it?", sentence, (shown,), words, source(card),
                 definition), ""  # fmt: skip
