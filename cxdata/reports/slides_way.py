"""One customer's way on a slide: which moments, which words; never a name, a team or a date.

A person who may read all ways chooses it and approves it; the desk holds it (desk.presentations)
under the record's keyed hash of the customer, so that it goes when the customer asks for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cxdata.reports import wording
from cxdata.reports.presentation import Slide, Way, WayStep
from cxdata.reports.ways import CONTACT, Step, Story

TITLE = "One customer's way through our departments"
KEY, MOST, LONGEST = "way", 6, 150
SOURCE = "One customer's own answers, told with a person's approval"
DEFINITION = "Answers of one customer in their order; days since the moment before, no dates."
GONE = {
    "forgotten": "Removed at the customer's request.",
    "withdrawn": "Removed: the approval was withdrawn.",
}


def proposed(story: Story) -> tuple[int, ...]:
    """Which moments to begin with: the handover, what was done about it, what was said."""

    def weight(at: int) -> tuple[bool, bool, bool, bool]:
        step = story.steps[at]
        return bool(step.part), step.kind == CONTACT, bool(step.text), bool(step.owner)

    best = sorted(range(len(story.steps)), key=lambda at: (weight(at), -at), reverse=True)
    return tuple(sorted(best[:MOST]))


def slide(story: Story, kept: Sequence[int], spoken: Sequence[int], sentence: str = "") -> Slide:
    """The slide of a way.

    kept      numbers of the moments that are shown, at most MOST
    spoken    numbers of those whose words are shown; all others keep them to themselves
    sentence  what stands under the title; '' for what the way itself tells
    """
    chosen = sorted(i for i in set(kept) if 0 <= i < len(story.steps))[:MOST]
    days = [story.steps[i].days for i in chosen]
    gaps = [0, *(b - a for a, b in pairwise(days))]
    steps = tuple(
        _step(story, story.steps[i], gap, i in set(spoken))
        for i, gap in zip(chosen, gaps, strict=True)
    )
    said = [_told(one) for one in steps]
    words = " ".join(f"{i}. {text}" for i, text in enumerate(said, 1))
    sentence = " ".join(sentence.split()) or _sentence(steps, story)
    return Slide(KEY, TITLE, sentence, (Way(steps),), words, SOURCE, DEFINITION)


def placeholder(held: str, notes: str = "") -> Slide:
    """The slide without its way: what a presentation keeps of it."""
    return Slide(KEY, TITLE, "", (), "", SOURCE, DEFINITION, notes, held)


def gone(why: str) -> Slide:
    """What stands in the place of a way that was taken back."""
    told = GONE.get(why, GONE["withdrawn"])
    return Slide(KEY, TITLE, told, (), told, SOURCE, DEFINITION)


def _step(story: Story, step: Step, gap: int, spoken: bool) -> WayStep:
    contact = step.kind == CONTACT
    return WayStep(
        stage=story.lanes[step.lane],
        touchpoint=step.place,
        department=step.owner.partition(",")[0],
        days=gap,
        score=""
        if contact or not step.score
        else f"{step.score} of {step.scale.partition('-')[2]}",
        words=_cut(step.text) if spoken else "",
        told=step.told if contact else None,
    )


def _cut(text: str) -> str:
    """A customer's words, as many as a slide holds."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST:
        return flat
    return flat[:LONGEST].rsplit(" ", 1)[0].rstrip(".,;:") + " …"


def _sentence(steps: Sequence[WayStep], story: Story) -> str:
    """What happened: of the moments shown, but told or not told by all that the record knows."""
    met = list(dict.fromkeys(one.department for one in steps if one.department))
    days = sum(one.days for one in steps)
    through = f" met {wording.listed(met)}" if met else " answered us"
    told = any(one.told for one in story.steps)
    called = any(one.kind == CONTACT for one in story.steps)
    heard = (
        "heard what was done about it" if told
        else "was called, and not told what was done" if called
        else "was never told what was done, as far as we know"
    )  # fmt: skip
    within = f"Within {wording.counted(days, 'day')}" if days else "On one day"
    return f"{within} this customer{through}, and {heard}."


def _told(step: WayStep) -> str:
    """'12 days later, Logistics, Delivery on time: 3 of 10: “…”.'"""
    later = f"{wording.counted(step.days, 'day')} later" if step.days else "Then"
    what = step.score or ("told what was done" if step.told else "called, not told what was done")
    who = ", ".join(part for part in (later, step.department, step.touchpoint) if part)
    return f"{who}: {what}{f' “{step.words}”' if step.words else ''}."
