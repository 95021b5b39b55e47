"""How does our work reach the customer? Which team owns or supports what, and how it does there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.reports import line_of_sight_chain as chains
from cxdata.reports import (
    line_of_sight_gaps,
    line_of_sight_ways,
    margins,
    notes,
    scoring,
    weighting,
    weighting_words,
)
from cxdata.reports import line_of_sight_words as words
from cxdata.reports.figures import Change, Figure, Header, Sentence
from cxdata.reports.line_of_sight_chain import Chain
from cxdata.reports.line_of_sight_flow import Flow, flow
from cxdata.reports.line_of_sight_gaps import Gap
from cxdata.reports.line_of_sight_ground import Ground, Moment
from cxdata.reports.line_of_sight_work import Work
from cxdata.reports.places import WHOLE
from cxdata.scope import Scope, View

QUESTION = "How does our work reach the customer?"
MOST_CHAINS, MOST_TOLD = 6, 3  # drawn as cards if chosen, or if there are no more; else so few
DEFINITION = (
    "A team that meets no customer: NPS of each touchpoint that its work reaches, times the share "
    "of its work there; weights multiply where it serves another team. 95 % interval."
)


@dataclass(frozen=True)
class Crossing:
    """A team at a touchpoint: part 'owns', 'supports', 'through' or ''; weight 0..1 of its work."""

    part: str
    weight: float


@dataclass(frozen=True)
class TeamRow:
    """A team of the matrix: a crossing for each touchpoint of `LineOfSight.moments`.

    first  does its department begin here?
    """

    id: str
    name: str
    department: str
    meets: bool
    first: bool
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True)
class Standing:
    """A team that meets no customer, as a row of the forest; its change says what n is worth."""

    name: str
    figure: Figure
    change: Change
    relation: str = "same"


@dataclass(frozen=True)
class LineOfSight:
    """Whose work reaches the customer where.

    verdict  the answer in a sentence; part the names of what was chosen, '' for the whole company
    chains   those drawn one by one; more says how many are not, and how to see them
    scores   the chain of every team that meets no customer, in the organisation's order
    standings, whole  the same for a picture, and the NPS of all touchpoints together
    teams    rows of the matrix; moments its columns: the touchpoints that the teams reach
    """

    question: str
    verdict: Sentence
    part: str
    chains: tuple[Chain, ...]
    more: str
    scores: tuple[Chain, ...]
    standings: tuple[Standing, ...]
    whole: Figure
    teams: tuple[TeamRow, ...]
    moments: tuple[Moment, ...]
    flow: Flow
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...]
    header: Header


def line_of_sight(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View
) -> LineOfSight:
    """The lines of sight of a company, or of the departments or teams that a view keeps.

    The view's departments and teams choose whose work is drawn; its months, segments, channels
    and regions whose answers are counted.
    raises   NoRecord, Refused, BadInput
    """
    ground = Ground.open(scope, snapshot, organisation, view)
    work = Work(ground)
    teams = _chosen(organisation, view)
    drawn = bool(view.teams or view.departments)
    back = [one for one in organisation.teams if not _meets(ground, one)]
    asked = _asked(teams, back, view)
    needed = dict.fromkeys([*back, *asked[:MOST_CHAINS]])
    every = {one.id: chains.of(ground, work, one) for one in needed}
    scores = tuple(every[one.id] for one in back)
    cards = _cards([every[one.id] for one in asked if one.id in every], drawn)
    answered = {m.id for m, some in zip(ground.moments, ground.answered, strict=True) if some}
    filtered = bool(margins.filters(view))
    gaps = line_of_sight_gaps.gaps(ground.ways, answered, work.loaded, filtered)
    scored = any(card in scores for card in cards)
    moments, rows = _matrix(ground, teams, drawn)
    part = words.part(organisation, view)
    return LineOfSight(
        question=QUESTION,
        verdict=words.verdict(ground, cards, scores, gaps, part),
        part=part,
        chains=tuple(cards),
        more=words.more(len(asked) - len(cards), part),
        scores=scores,
        standings=tuple(_standing(one) for one in scores),
        whole=_whole(ground),
        teams=rows,
        moments=moments,
        flow=flow(ground, teams, drawn),
        gaps=gaps,
        notes=(
            *words.notes(view, drawn, scored),
            *_counted(ground),
            *notes.scales(ground.page),
        ),
        header=_header(ground, part),
    )


def _chosen(organisation: Organisation, view: View) -> list[Team]:
    """The teams whose work is drawn, in the order of their departments."""
    found = []
    for department in organisation.departments:
        for team in (t for t in organisation.teams if t.department == department.id):
            asked = team.id in view.teams if view.teams else department.id in view.departments
            if asked or not (view.teams or view.departments):
                found.append(team)
    return found


def _asked(teams: list[Team], back: list[Team], view: View) -> list[Team]:
    """Whose chains are drawn: the teams chosen, else those that meet no customer."""
    behind = [one for one in teams if one in back]
    return teams if view.teams or (view.departments and not behind) else behind


def _cards(shown: list[Chain], drawn: bool) -> list[Chain]:
    """A few chains to read; of many that nobody chose those whose figures go with a score."""
    if drawn or len(shown) <= MOST_CHAINS:
        return shown[:MOST_CHAINS]
    told = [one for one in shown if chains.clearest([one])]
    rest = [one for one in shown if one not in told and one.links]
    return [*told, *rest][:MOST_TOLD]


def _header(ground: Ground, part: str) -> Header:
    """What stands above the tables; nothing here is compared with another period."""
    found = ground.page.header("How work reaches the customer", DEFINITION)
    kept = [one for one in found.filters if one[0] != "Compared with"]
    return replace(found, filters=(*kept, *([("Work of", part)] if part else [])))


def _standing(one: Chain) -> Standing:
    n_eff = one.score.n_eff
    worth = "" if n_eff is None else f"as sure as {n_eff:,.0f} at one touchpoint"
    return Standing(one.name, one.score.figure, Change(None, None, None, None, "level", worth))


def _counted(ground: Ground) -> tuple[str, ...]:
    """That the touchpoints are weighted, which of them cannot be, and what never is."""
    if ground.weighing is None:
        return ()
    rows = [(one.name, row) for one, row in zip(ground.moments, ground.weighed(), strict=True)]
    left = weighting_words.left_out(rows)
    return (words.WEIGHTED, left) if left else (words.WEIGHTED,)


def _whole(ground: Ground) -> Figure:
    """All touchpoint answers together."""
    row = ground.page.boards["nps"].of(WHOLE, "")
    view = ground.page.view
    given = ground.weighing.rows(row, view) if ground.weighing else ()
    counts = weighting.stacked(given) if given else row.over(view)
    return weighting.given(scoring.figures("nps", counts, row.may(view)), given)[0]


def _meets(ground: Ground, team: Team) -> bool:
    return line_of_sight_ways.meets(team, ground.ways.by_team[team.id])


def _matrix(
    ground: Ground, teams: Sequence[Team], drawn: bool
) -> tuple[tuple[Moment, ...], tuple[TeamRow, ...]]:
    """Teams by touchpoints; with teams chosen only the touchpoints that they reach."""
    ways = ground.ways
    reached = {
        id_
        for team in teams
        for id_, weight in zip(ways.touchpoints, ways.weights(team.id).tolist(), strict=True)
        if weight > 0
    }
    moments = tuple(m for m in ground.moments if m.id in reached or not drawn)
    names = {d.id: d.name for d in ways.organisation.departments}
    rows, last = [], ""
    for team in teams:
        crossings = tuple(_crossing(ground, team.id, m.id) for m in moments)
        about = team.id, team.name, names[team.department], _meets(ground, team)
        rows.append(TeamRow(*about, team.department != last, crossings))
        last = team.department
    return moments, tuple(rows)


def _crossing(ground: Ground, team: str, touchpoint: str) -> Crossing:
    ways = ground.ways
    weight = float(ways.weights(team)[ways.touchpoints.index(touchpoint)])
    return Crossing(ways.part(team, touchpoint), weight)
