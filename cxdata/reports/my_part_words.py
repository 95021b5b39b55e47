"""What the page of one's own part says in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cxdata.reports import wording
from cxdata.reports.figures import Figure, Sentence
from cxdata.reports.line_of_sight_ways import OWNS, SUPPORTS

if TYPE_CHECKING:
    from cxdata.reports.my_part import Place

UNWRITTEN = (
    "How the work of {part} reaches the customer is not written down yet. A steward writes it "
    "under Steward, Organisation, Lines of sight: a sentence for each touchpoint is enough."
)
DEFINITION = (
    "Each touchpoint by its own measure with its 95 % interval (NPS: share of 9 and 10 less share "
    "of 0 to 6, x 100; CSAT and Ease: share of favourable answers, in %), of the months that its "
    "row names: the last one, or three where that alone has too few answers to show."
)
DOES = {OWNS: "You answer for it.", SUPPORTS: "You support it."}


def verdict(part: str, places: Sequence[Place], period: str) -> Sentence:
    """Where the work arrives, and where customers are furthest from what was promised."""
    if not places:
        return ((UNWRITTEN.format(part=part), False),)
    reach = wording.counted(len(places), "touchpoint")
    told = f"The work of {part} reaches the customer at {reach}."
    under = [one.name for one in places if beyond(one, "under")]
    over = [one.name for one in places if beyond(one, "over")]
    figures = [one.row.figure for one in places if one.row]
    if all(figure.value is None for figure in figures):
        few = any(figure.hidden for figure in figures)
        why = "Too few answered there to show a score" if few else "Nobody answered there"
        return ((told, False), (f" {why} in {period}.", True))
    said = []
    if over:
        said.append(f" {wording.listed(over)} {_lie(over)} over target.")
    if under:
        said.append(f" {wording.listed(under)} {_lie(under)} under target.")
    if not said:
        return ((told, False), (f" {_none_off(places)}", True))
    return ((told, False), *((words, False) for words in said))


def beyond(place: Place, side: str) -> bool:
    """Does it lie off its target on that side ('under', 'over') by more than chance explains?"""
    row = place.row
    return bool(row and row.far and row.target and row.target.beyond == side)


def work(place: Place) -> str:
    """One's daily work at a touchpoint, in a sentence."""
    if place.works:
        return " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in place.works)
    if place.through:
        return f"By way of {wording.listed(place.through)}."
    return DOES.get(place.part, "")


def said(place: Place) -> str:
    """What customers said there: how sure the score is and its verdict, or why there is none."""
    row = place.row
    if row is None:
        return "Nobody was asked, or nobody answered."
    figure = row.figure
    if figure.low is None or figure.high is None:
        return f"{figure.note[:1].upper()}{figure.note[1:]}."
    who = ", everybody there" if place.whole else ""
    parts = [f"{place.period}{who}: {wording.counted(figure.n or 0)}, {_between(figure)}"]
    parts += [row.target.words] if row.target else []
    return " · ".join([*parts, *([row.change.words] if row.change.words else [])])


def why(place: Place) -> str:
    """'NPS +15, 95 % between +4 and +25, from 240 answers in Oct 2026.'"""
    row = place.row
    if row is None or row.figure.value is None:
        return ""
    who = " of everybody there" if place.whole else ""
    n = wording.counted(row.figure.n or 0)
    return (
        f"{row.metric} {row.figure.text}, {_between(row.figure)}, from {n}{who} in {place.period}."
    )


def notes(places: Sequence[Place], month: str) -> Iterable[str]:
    """What is not there.

    month  as the one is called that the sheet is of
    """
    bare = [one.name for one in places if not one.owners]
    if bare:
        yield f"Nobody owns {wording.listed(bare)} yet: tell a steward who should."
    late: dict[str, list[str]] = {}
    for one in places:
        if one.period != month:
            late.setdefault(one.period, []).append(one.name)
    for span, names in late.items():
        yield (
            f"Of {wording.listed(names)} the last month alone has too few answers to show, so that "
            f"{span} stands there."
        )


def legend(places: Sequence[Place]) -> str:
    """What the marks mean, what changes are against, and whose the scores are."""
    told = []
    rows = [one.row for one in places if one.row and one.row.figure.value is not None]
    if any(row.target for row in rows):
        told.append("Upright line: target. Colour only where chance does not explain the distance.")
    told += [words for words in (_against(places), _whose(places)) if words]
    return " ".join(told)


def _against(places: Sequence[Place]) -> str:
    """The months that changes are against: not the same ones for every touchpoint."""
    held: dict[str, list[str]] = {}
    for one in places:
        if one.row and one.row.change.value is not None:
            held.setdefault(one.then, []).append(one.name)
    if len(held) < 2:
        return "".join(f"Changes are against {then}." for then in held)
    most = max(held, key=lambda then: len(held[then]))
    others = [f"of {wording.listed(n)} against {then}" for then, n in held.items() if then != most]
    return f"Changes are against {most}, {', '.join(others)}."


def _whose(places: Sequence[Place]) -> str:
    """Whose answers the scores are of."""
    met = "the customers whom the team met, and of touchpoints that it supports"
    own = any(one.row and not one.whole for one in places)
    if not any(one.whole for one in places):
        return f"Scores are of {met}." if own else ""
    everybody = "everybody who answered there"
    return f"Scores are of {f'{met}; by way of others, of {everybody}' if own else everybody}."


def _none_off(places: Sequence[Place]) -> str:
    """What of them was held against a target, and was not found off it."""
    aimed = [one.row for one in places if one.row and one.row.target]
    if not aimed:
        return "No targets are set."
    held = sum(row.figure.value is not None for row in aimed)
    if not held:
        return "None of those with a score has a target."
    if held == len(places):
        return "None lies off its target by more than chance explains."
    those = f"Of the {held} with a score and a target none lies"
    if held == 1:
        those = "The one with a score and a target does not lie"
    return f"{those} off it by more than chance explains."


def _between(figure: Figure) -> str:
    low, high = (wording.scored(end or 0.0, figure.unit) for end in (figure.low, figure.high))
    return f"95 % between {low} and {high}"


def _lie(names: Sequence[str]) -> str:
    return "lies" if len(names) == 1 else "lie"
