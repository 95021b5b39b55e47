"""Who reaches what: the flow from teams over touchpoints to the stages of the journey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxdata.organisation import Team
from cxdata.reports import journey_strip, wording
from cxdata.reports.line_of_sight_ground import Ground
from cxdata.reports.line_of_sight_ways import OWNS, THROUGH, Piece

MOST_TEAMS, MOST_TOUCHPOINTS = 14, 32  # drawn one by one; more are drawn together
LEFT, MIDDLE, RIGHT = 0, 1, 2
VERBS = {OWNS: "Answers for", THROUGH: "Serves"}


@dataclass(frozen=True)
class Node:
    """A bar of the flow: a team, department or piece of work; a touchpoint; a stage.

    column  LEFT, MIDDLE or RIGHT
    score   as shown beside the name: '+12', '71 %'; '' where there is none
    tint    -3 … +3 by its distance to target, 0 where it may be chance; None on the left
    """

    id: str
    name: str
    column: int
    score: str
    tint: int | None


@dataclass(frozen=True)
class Ribbon:
    """So much work from one bar to another, in team's shares (1 is the whole work of a team)."""

    source: int
    target: int
    weight: float
    tint: int
    words: str


@dataclass(frozen=True)
class Flow:
    """The picture; `words` says what is drawn together."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    words: str


Source = tuple[str, str, dict[str, float]]  # id, name, weight by touchpoint


def flow(ground: Ground, teams: Sequence[Team], drawn: bool) -> Flow:
    """The flow of some teams' work.

    drawn  were the teams chosen? A single chosen team is drawn by its pieces of work
    """
    sources, words = _sources(ground, teams, drawn)
    reached = {id_ for _, _, held in sources for id_ in held}
    moments = [one for one in ground.moments if one.id in reached]
    middle = len(moments) <= MOST_TOUCHPOINTS
    if not middle:
        less = "a team" if drawn else "a department or team"
        told = f"{len(moments)} touchpoints are drawn by stage; choose {less} to see them."
        words = f"{words} {told}".strip()
    page = ground.page
    strip = journey_strip.strip(
        page.organisation, page.boards, (page.view, page.then), "", ground.weighing
    )
    kept = {one.stage for one in moments}
    nodes = [Node(id_, name, LEFT, "", None) for id_, name, _ in sources]
    if middle:
        nodes += [Node(m.id, m.name, MIDDLE, m.figure.text, m.tint) for m in moments]
    shown = ((s, s.figure.text if s.figure.value is not None else "–") for s in strip)
    nodes += [Node(s.id, s.name, RIGHT, score, s.tint) for s, score in shown if s.id in kept]
    ribbons = [*_first(ground, sources, nodes, middle)]
    if middle:
        ribbons += _second(ground, sources, nodes)
    return Flow(tuple(nodes), tuple(ribbons), words)


def _sources(ground: Ground, teams: Sequence[Team], drawn: bool) -> tuple[list[Source], str]:
    """What stands on the left: pieces of work, teams, or departments."""
    ways = ground.ways
    if drawn and len(teams) == 1:
        pieces = [piece for piece in ways.pieces(teams[0].id) if piece.at]
        names = {team.id: team.name for team in ways.organisation.teams}
        return [(str(i), _named(p, ground, names), dict(p.at)) for i, p in enumerate(pieces)], ""
    found = []
    for team in teams:
        weights = zip(ways.touchpoints, ways.weights(team.id).tolist(), strict=True)
        found.append((team.id, team.name, {id_: w for id_, w in weights if w > 0}))
    if len(teams) <= MOST_TEAMS:
        return [one for one in found if one[2]], ""
    names = {d.id: d.name for d in ways.organisation.departments}
    together: dict[str, dict[str, float]] = {}
    for team, (_, _, held) in zip(teams, found, strict=True):
        summed = together.setdefault(team.department, {})
        for id_, weight in held.items():
            summed[id_] = summed.get(id_, 0.0) + weight
    words = f"{len(teams)} teams are drawn by department; choose one to see its teams."
    return [(id_, names[id_], together[id_]) for id_ in names if together.get(id_)], words


def _named(piece: Piece, ground: Ground, names: dict[str, str]) -> str:
    if piece.work:
        return piece.work
    told = [names[id_] for id_ in piece.served] or [ground.moment[id_].name for id_, _ in piece.at]
    return f"{VERBS.get(piece.part, 'Supports')} {wording.listed(told)}"


def _first(
    ground: Ground, sources: Sequence[Source], nodes: Sequence[Node], middle: bool
) -> Iterator[Ribbon]:
    """From the left to the touchpoints, or to the stages where those are drawn together."""
    place = {(node.column, node.id): i for i, node in enumerate(nodes)}
    for i, (_, name, held) in enumerate(sources):
        whole = sum(held.values())
        targets: dict[tuple[int, str], float] = {}
        for id_, weight in held.items():
            key = (MIDDLE, id_) if middle else (RIGHT, ground.moment[id_].stage)
            targets[key] = targets.get(key, 0.0) + weight
        for key, weight in targets.items():
            node = nodes[place[key]]
            words = f"{name} → {node.name}: {wording.share(weight / whole)} of it"
            yield Ribbon(i, place[key], weight, node.tint or 0, words)


def _second(ground: Ground, sources: Sequence[Source], nodes: Sequence[Node]) -> Iterator[Ribbon]:
    """From the touchpoints to their stages."""
    place = {(node.column, node.id): i for i, node in enumerate(nodes)}
    arriving: dict[str, float] = {}
    for _, _, held in sources:
        for id_, weight in held.items():
            arriving[id_] = arriving.get(id_, 0.0) + weight
    for moment in ground.moments:
        if moment.id in arriving:
            ends = place[MIDDLE, moment.id], place[RIGHT, moment.stage]
            words = f"{moment.name} → {moment.stage_name}, NPS {moment.figure.text}"
            yield Ribbon(*ends, arriving[moment.id], moment.tint, words)
