"""Objectives in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxdata.reports import wording
from cxdata.reports.figures import Measured, Sentence

if TYPE_CHECKING:
    from cxdata.reports.objectives import Aim
    from cxdata.reports.objectives_parts import Part

DEFINITION = (
    "Where each objective stands in the period, with its 95 % interval, against the straight way "
    "from its start to its goal (in the middle of the period)."
)
NONE = (
    "No shared objectives yet: a steward writes them into the organisation file ([[objective]]: "
    "measure, start, goal, by, sponsor)."
)


def valued(value: float, unit: str) -> str:
    """'+32', '95.4 %', '4.2 days'."""
    if unit == "points":
        return wording.signed(value, 1)
    sign = wording.MINUS if value < 0 else ""
    return f"{sign}{abs(value):.1f} {unit}".strip()


def standing(aim: Aim, why: str) -> str:
    """Where it stands, in a sentence."""
    if aim.value is None:
        return f"Not known: {why}"
    told = f"{valued(aim.value, aim.unit)}"
    if aim.low is not None and aim.high is not None:
        told += f", 95 % between {valued(aim.low, aim.unit)} and {valued(aim.high, aim.unit)}"
    way = f"the straight way would be at {valued(aim.path, aim.unit)}"
    if aim.standing == "reached":
        return f"Reached: {told}."
    if aim.standing == "not begun":
        return f"{told}; it begins on {wording.day(aim.since)}."
    if aim.low is None:
        return f"Cannot be told yet: {told}; {way}, and its months are too few to know its range."
    lead = {"on course": "On course", "behind": "Behind"}.get(aim.standing, "Cannot be told yet")
    return f"{lead}: {told}; {way}."


def verdict(aims: Sequence[Aim]) -> Sentence:
    """How many are on course, and which is behind."""
    if not aims:
        return ((NONE, False),)
    good = [aim for aim in aims if aim.standing in ("reached", "on course")]
    late = [aim for aim in aims if aim.standing == "behind"]
    ahead = [aim for aim in aims if aim.standing == "not begun"]
    rest = len(aims) - len(good) - len(late) - len(ahead)
    told: list[tuple[str, bool]] = []
    if late:
        names = wording.listed([f"“{aim.name}”" for aim in late])
        told.append((f"{names} {'is' if len(late) == 1 else 'are'} behind. ", False))
    if good:
        told.append((f"{len(good)} of {len(aims)} on course or reached. ", False))
    if ahead:
        verb = "has" if len(ahead) == 1 else "have"
        told.append((f"{len(ahead)} of {len(aims)} {verb} not begun. ", True))
    if rest:
        told.append((f"{rest} of {len(aims)} cannot be told yet.", True))
    return tuple(told)


def notes(aims: Sequence[Aim], narrowed: bool) -> tuple[str, ...]:
    """What a reader should know beside them."""
    told = []
    if aims:
        told.append(
            "Upright line: the straight way, at the middle of the period. On course: the whole "
            "range lies on its good side; behind: all of it on the other. A grey part may be "
            "chance."
        )
    if narrowed:
        told.append("Objectives are the whole company's, and as answered, whatever is filtered.")
    return tuple(told)


def until(aim: Aim) -> str:
    """By when, and who answers for it."""
    by = f"Until {wording.day(aim.by)}"
    return f"{by}, {aim.sponsor}." if aim.sponsor else f"{by}."


def rows(aim: Aim) -> tuple[Measured, ...]:
    """The parts of an objective's change as rows of a picture."""
    good, told = aim.goal > aim.start, _shares(aim)
    return tuple(
        Measured(
            name=part.name,
            value=part.own,
            low=part.low,
            high=part.high,
            text=wording.signed(part.moved, 1),
            small=f"{_share(part)} by share" if told else "",
            words=_said(part),
            tone="same" if part.chance else "above" if (part.own > 0) == good else "below",
        )
        for part in aim.parts
    )


def parts(aim: Aim) -> str:
    """What the parts add up to, and what is meant by share; or why there are none."""
    if not aim.parts:
        return aim.parts_words
    of = "cases" if any(part.department for part in aim.parts) else "answers"
    if _shares(aim):
        said = f"By share: from having more or fewer of the {of} than when it began."
    else:
        said = f"None of it comes from having more or fewer of the {of} than when it began."
    return f"{aim.parts_words} {said}"


def _shares(aim: Aim) -> bool:
    """Is what parts moved by their shares alone more than nought anywhere, as it is written?"""
    return any(_share(part) != wording.signed(0.0, 1) for part in aim.parts)


def _share(part: Part) -> str:
    return wording.signed(part.share, 1)


def _said(part: Part) -> str:
    chance = "may be chance" if part.chance else "its own doing"
    return f"{part.department}; {chance}" if part.department else chance
