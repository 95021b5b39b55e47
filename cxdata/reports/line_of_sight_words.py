"""What the line of sight says in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.organisation import Organisation
from cxdata.reports import line_of_sight_chain as chains
from cxdata.reports import margins, wording
from cxdata.reports.figures import Sentence, Span
from cxdata.reports.line_of_sight_chain import Chain
from cxdata.reports.line_of_sight_gaps import Gap
from cxdata.reports.line_of_sight_ground import Ground
from cxdata.reports.measure_words import AS_ANSWERED
from cxdata.scope import View

MOST_TOLD = 3  # names that the answer tells one by one

WEIGHTED = (
    "Touchpoints and stages are weighted to the customers who could be asked there, and so are the "
    f"scores of teams that meet no customer. {AS_ANSWERED}"
)


def verdict(
    ground: Ground,
    cards: Sequence[Chain],
    scores: Sequence[Chain],
    gaps: Sequence[Gap],
    part: str,
) -> Sentence:
    """The answer: who reaches the customer, how it stands there, which figure goes with it."""
    if part and len(cards) == 1:
        said: list[Span] = [(f"{cards[0].words} {cards[0].stands}".strip(), False)]
    elif part:
        said = [(_of_several(cards), False)]
    else:
        said = [(_of_company(ground, scores), False)]
    said += _clearest(cards)
    if gaps and not part:
        verb = "stands" if len(gaps) == 1 else "stand"
        said.append((f" {wording.counted(len(gaps), 'kind')} of gap {verb} below.", True))
    return tuple(said)


def _clearest(cards: Sequence[Chain]) -> list[Span]:
    """The measure that goes with the score most surely, if there is one."""
    best = chains.clearest(cards)
    if best is None or best[1].daily is None:
        return []
    link, daily = best[1], best[1].daily
    where = link.touchpoints[0] if len(link.touchpoints) == 1 else "what it reaches"
    when = f"{daily.when[0].upper()}{daily.when[1:]}"
    return [
        (f" {when}, {where} scores {daily.effect}.", False),
        (f" {daily.how.capitalize()}; that is no proof of a cause.", True),
    ]


def _of_company(ground: Ground, scores: Sequence[Chain]) -> str:
    weights = ground.ways.reach.weights.sum(axis=1)
    seen, teams = int((weights > 0).sum()), len(weights)
    if not teams:
        return "The organisation file names no teams yet: nobody's work can be followed."
    lead = f"{seen} of {teams} teams reach the customer by their work."
    if seen == teams:
        every = f"All {teams} teams reach the customer by their work."
        lead = every if teams > 1 else "The one team reaches the customer by its work."
    told = [c for c in scores if c.score.figure.value is not None]
    if not told:
        return lead
    if len(scores) > MOST_TOLD or len(told) < len(scores):
        return f"{lead} {len(scores)} of them meet no customer; their chains show where it arrives."
    names = wording.listed([c.name for c in scores])
    figures = wording.listed([_stands(c) for c in scores])
    meet, its = ("meets", "its") if len(scores) == 1 else ("meet", "their")
    return f"{lead} {names} {meet} no customer: where {its} work arrives the score is {figures}."


def _of_several(cards: Sequence[Chain]) -> str:
    if not cards:
        return "None of these teams has a line of sight yet."
    names = wording.listed([one.name for one in cards[:MOST_TOLD]])
    rest = len(cards) - MOST_TOLD
    reached = {name for one in cards for name, _ in one.touchpoints}
    count = wording.counted(len(reached), "touchpoint")
    if rest > 0:
        names = f"{', '.join(one.name for one in cards[:MOST_TOLD])} and {rest} more"
    verb = "reaches" if len(cards) == 1 else "reach"
    return f"{names} {verb} the customer at {count}."


def _stands(one: Chain) -> str:
    figure = one.score.figure
    return f"{figure.text} ±{figure.margin:.0f}" if figure.margin is not None else "not known"


def part(organisation: Organisation, view: View) -> str:
    """Names of the departments or teams whose work is drawn; '' for the whole company."""
    chosen = view.teams or view.departments
    rows = organisation.teams if view.teams else organisation.departments
    return wording.listed([one.name for one in rows if one.id in chosen])


BY_SHARE = (
    "Where work arrives, a touchpoint counts by its share of that work. Scorecard, Teams and "
    "Monday count every answer there alike, so that the same team or department may stand at "
    "another figure."
)


def more(count: int, part: str) -> str:
    """How many chains are not drawn, and how to see them."""
    if count <= 0:
        return ""
    those = "of these teams" if part else "that meet no customer"
    return f"{count} more {those}: choose one above to see its chain."


def notes(view: View, drawn: bool, scored: bool) -> list[str]:
    """What whoever reads the page must know; scored where a team's work has a score of its own."""
    found = [BY_SHARE] if scored else []
    found += [
        "A touchpoint's score counts all who answered there, whichever team they met.",
        "Distances to target are those of each stage's own measure.",
    ]
    if drawn:
        found.append("Department and team choose whose work is drawn, not whose answers count.")
    if margins.filters(view):
        found.append("Operational measures are those of all customers, whatever is filtered.")
    return found
