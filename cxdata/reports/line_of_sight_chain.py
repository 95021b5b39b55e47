"""The chain of one team: its daily work, the touchpoints it reaches, and the score there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxdata.metrics.association import ASSOCIATED, ASSUMED, MEASURED
from cxdata.organisation import Organisation, Team
from cxdata.record import Snapshot
from cxdata.reports import line_of_sight_ways, wording
from cxdata.reports.figures import Figure
from cxdata.reports.line_of_sight_ground import Ground, TeamScore
from cxdata.reports.line_of_sight_ways import OWNS, SUPPORTS, Piece
from cxdata.reports.line_of_sight_work import Daily, Work
from cxdata.scope import Scope, View

ARROW = " → "
GRADES = (MEASURED, ASSOCIATED)
MANY = 3  # names that a sentence tells one by one


@dataclass(frozen=True)
class Link:
    """A piece of a team's work, from the team to the score.

    part     'owns', 'supports', or 'through' (other teams)
    work     the daily work in the organisation's words, '' where it says none
    weight   share of the team's work, 0..1
    through  names of the teams that it serves; touchpoints and stages that it reaches, by name
    figure   NPS of the touchpoint, or of several by their weights
    tint     of the touchpoint, by its distance to target; 0 for several
    daily    the operational measure behind it; None where none is named
    words    all of it in one sentence
    """

    part: str
    work: str
    weight: float
    through: tuple[str, ...]
    touchpoints: tuple[str, ...]
    stages: tuple[str, ...]
    figure: Figure
    tint: int
    daily: Daily | None
    words: str


@dataclass(frozen=True)
class Chain:
    """How a team's work reaches the customer.

    meets    does it meet customers itself? Then its own customers' answers say more than `score`
    score    by the touchpoints that its work reaches
    touchpoints  (name, share of its work, 0..1), the largest share first
    lost     share of its written weight on lines that lead nowhere, 0..1
    words    where its work arrives, in a sentence; stands how it does there, '' for a team that
             meets customers
    notes    what the score leaves out
    """

    team: str
    name: str
    department: str
    meets: bool
    score: TeamScore
    touchpoints: tuple[tuple[str, float], ...]
    links: tuple[Link, ...]
    lost: float
    words: str
    stands: str
    notes: tuple[str, ...]


def chain(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, team: str
) -> Chain | None:
    """The chain of a team over a view; None where the organisation has no such team."""
    ground = Ground.open(scope, snapshot, organisation, view)
    work = Work(ground)
    return next((of(ground, work, one) for one in organisation.teams if one.id == team), None)


def of(ground: Ground, work: Work, team: Team) -> Chain:
    """The chain of a team on a page that is open already."""
    ways = ground.ways
    score = ground.score(ways.weights(team.id))
    links = tuple(_link(ground, work, team, piece) for piece in ways.pieces(team.id))
    shares = zip(ground.moments, ways.weights(team.id).tolist(), strict=True)
    reached = sorted(((m.name, w) for m, w in shares if w > 0), key=lambda pair: -pair[1])
    meets = line_of_sight_ways.meets(team, ways.by_team[team.id])
    lost = float(ways.reach.lost[ways.row[team.id]])
    names = {d.id: d.name for d in ground.page.organisation.departments}
    return Chain(
        team=team.id,
        name=team.name,
        department=names[team.department],
        meets=meets,
        score=score,
        touchpoints=tuple(reached),
        links=links,
        lost=lost,
        words=_arrives(team.name, reached),
        stands="" if meets or not reached else _stands(score.figure),
        notes=tuple(_left_out(score, lost)),
    )


def clearest(chains: Sequence[Chain]) -> tuple[Chain, Link] | None:
    """The link whose measure goes with the score most surely; None where none does."""
    found = [
        (GRADES.index(link.daily.grade), -link.weight, i, link)
        for i, one in enumerate(chains)
        for link in one.links
        if link.daily and link.daily.grade in GRADES
    ]
    if not found:
        return None
    _, _, i, link = min(found, key=lambda one: one[:3])
    return chains[i], link


def measured(figure: Figure) -> str:
    """'NPS +12 ±4, n 2,310', or why there is none."""
    if figure.margin is None:
        return f"NPS: {figure.note}"
    return f"NPS {figure.text} ±{figure.margin:.0f}, n {figure.n:,}"


def _link(ground: Ground, work: Work, team: Team, piece: Piece) -> Link:
    moments = [ground.moment[id_] for id_, _ in piece.at]
    figure = moments[0].figure if len(moments) == 1 else ground.score(ground.at(piece.at)).figure
    names = {one.id: one.name for one in ground.page.organisation.teams}
    through = tuple(names[id_] for id_ in piece.served)
    stages = tuple(dict.fromkeys(m.stage_name for m in moments))
    daily = work.daily(team.id, piece)
    reached = tuple(m.name for m in moments)
    return Link(
        part=piece.part,
        work=piece.work,
        weight=piece.weight,
        through=through,
        touchpoints=reached,
        stages=stages,
        figure=figure,
        tint=moments[0].tint if len(moments) == 1 else 0,
        daily=daily,
        words=_sentence(team.name, piece, daily, (through, reached, stages), figure),
    )


def _sentence(
    name: str,
    piece: Piece,
    daily: Daily | None,
    steps: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    figure: Figure,
) -> str:
    """'Billing pays couriers on time (97 %, measured) → Delivery on time → Receive, NPS …'."""
    does = {OWNS: "answers for it", SUPPORTS: "supports it"}.get(piece.part, "serves them")
    work = f"{name} {_lowered(piece.work) or does}"
    if daily is not None:
        found = (
            f"{daily.name} {daily.value}, measured" if daily.value else f"{daily.name}, no figure"
        )
        work += f" ({found})"
    arrives = ARROW.join([work, *(several(names) for names in steps if names)])
    if not piece.at:
        return f"{arrives}: it leads nowhere"
    return f"{arrives}, {measured(figure)}{_goes(daily)}"


def _goes(daily: Daily | None) -> str:
    if daily is None:
        return f"; {ASSUMED}: no measure is named for it"
    return f"; {daily.words} ({daily.how})"


def several(names: Sequence[str]) -> str:
    """'Amber, Birch and Cedar', 'Amber, Birch and 3 more'."""
    if len(names) <= MANY + 1:
        return wording.listed(list(names))
    return f"{', '.join(names[:MANY])} and {len(names) - MANY} more"


def _lowered(words: str) -> str:
    """The first word in small letters, unless it is one of capitals."""
    return words[:1].lower() + words[1:] if not words[1:2].isupper() else words


def _arrives(name: str, reached: list[tuple[str, float]]) -> str:
    if not reached:
        return f"Nobody has written down yet how the work of {name} reaches the customer."
    most, share = reached[0]
    if len(reached) == 1:
        return f"{name} reaches the customer at {most}."
    return (
        f"{name} reaches the customer at {wording.counted(len(reached), 'touchpoint')}, "
        f"most of all at {most} ({wording.share(share)} of its work)."
    )


def _stands(figure: Figure) -> str:
    if figure.margin is None:
        return f"There it has no score: {figure.note}."
    return f"Its score there is {figure.text} ±{figure.margin:.0f}."


def _left_out(score: TeamScore, lost: float) -> list[str]:
    hidden, silent = score.left_out
    found = []
    if hidden:
        found.append(f"Without {several(hidden)}: too few answers to show.")
    if silent:
        found.append(f"Without {several(silent)}: nobody answered.")
    if found and score.figure.value is not None:
        found.append(
            f"So the score stands for {wording.share(score.heard)} of the work; "
            "the others carry the weight of what is left out."
        )
    if lost > 0:
        found.append(f"{wording.share(lost)} of its weight is on lines that lead nowhere.")
    return found
