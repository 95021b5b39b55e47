"""Teams by touchpoints: who owns, who supports, who reaches it through another team.

A real table, so that a screen reader can walk it. Columns carry the touchpoint's score and colour;
cells say how much of a team's work arrives there, and by their frame how. Where it is narrow its
style makes a list of each row, so that a cell carries its touchpoint's name.
"""

# ruff: noqa: D102

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from cxdata.charts import heatmap
from cxdata.charts.palette import step
from cxdata.charts.shapes import Figure, Target
from cxdata.charts.svg import Mark, Markup, join, tag
from cxdata.charts.wording import measured

LONG = 24  # teams from which on the table scrolls in its place, under its head
PARTS = {"owns": "owns", "supports": "supports", "through": "through another team"}
LEGEND = (
    "Filled: owns. Outlined: supports. Dashed: reaches it through a team that it serves. The "
    "figure is the share of the team's work, in %. Colour of a touchpoint: its distance to target, "
    "grey where that may be chance, or no target is set. CSAT or Ease under an NPS: the target, "
    "and so the colour, is of that measure of its stage."
)
NO_TARGET = "no target"


class Crossing(Protocol):
    """A team at a touchpoint: reports.line_of_sight.Crossing."""

    @property
    def part(self) -> str: ...
    @property
    def weight(self) -> float: ...


class TeamRow(Protocol):
    """A row: reports.line_of_sight.TeamRow."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def department(self) -> str: ...
    @property
    def meets(self) -> bool: ...
    @property
    def crossings(self) -> Sequence[Crossing]: ...


class Moment(Protocol):
    """A column: reports.line_of_sight_ground.Moment."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def stage_name(self) -> str: ...
    @property
    def figure(self) -> Figure: ...
    @property
    def measure(self) -> str: ...
    @property
    def target(self) -> Target | None: ...
    @property
    def tint(self) -> int: ...


class Matrix(Protocol):
    """Teams by touchpoints: reports.line_of_sight.LineOfSight."""

    @property
    def teams(self) -> Sequence[TeamRow]: ...
    @property
    def moments(self) -> Sequence[Moment]: ...


def mark(found: Matrix) -> Mark | None:
    """The matrix as a table; None without a team or a touchpoint."""
    if not found.teams or not found.moments:
        return None
    words = in_words(found)
    body = []
    for department, teams in groupby(found.teams, key=lambda team: team.department):
        span = tag(
            "th",
            tag("span", department),
            scope="colgroup",
            colspan=len(found.moments) + 1,
            class_="cx-part",
        )
        rows = (_row(team, found.moments) for team in teams)
        body.append(tag("tbody", tag("tr", span), *rows))
    table = tag("table", _head(found.moments), *body, class_="cx-sight", aria_label=words)
    long = "cx-sight-host cx-long" if len(found.teams) > LONG else "cx-sight-host"
    return Mark(tag("div", table, class_=long, tabindex=0, role="region",
                    aria_label="Teams by touchpoints"), words)  # fmt: skip


def in_words(found: Matrix) -> str:
    """How large it is, and whom each touchpoint is owned by."""
    said = [f"{len(found.teams)} teams by {len(found.moments)} touchpoints."]
    for i, moment in enumerate(found.moments):
        owners = [team.name for team in found.teams if team.crossings[i].part == "owns"]
        told = ", ".join(owners[:3]) + (f" and {len(owners) - 3} more" if owners[3:] else "")
        said.append(f"{moment.name}: {f'owned by {told}' if owners else 'owned by none of these'}.")
    return " ".join(said)


def _head(moments: Sequence[Moment]) -> Markup:
    stages = [
        tag("th", tag("span", stage), scope="colgroup", colspan=len(list(held)), class_="cx-phase")
        for stage, held in groupby(moments, key=lambda moment: moment.stage_name)
    ]
    corner = tag("td", class_="cx-corner")
    more = tag("td", heatmap.wider(), class_="cx-corner cx-more")
    names = [
        tag("th", tag("span", m.name), scope="col", title=_about(m), class_=_edge(moments, i))
        for i, m in enumerate(moments)
    ]
    scores = [
        tag(
            "td",
            tag(
                "span",
                m.figure.text
                if m.figure.value is not None
                else "×" * m.figure.note.startswith("too"),
                class_=f"cx-chip cx-t{step(m.tint)}" if m.figure.value is not None else "cx-none",
                title=_about(m),
            ),
            _judged_by(m),
            class_=_edge(moments, i),
        )
        for i, m in enumerate(moments)
    ]
    score = tag("th", "NPS", scope="row", class_="cx-corner cx-small")
    return tag("thead", tag("tr", corner, *stages), tag("tr", more, *names),
               tag("tr", score, *scores, class_="cx-scores"))  # fmt: skip


def _row(team: TeamRow, moments: Sequence[Moment]) -> Markup:
    button = tag("button", team.name, type="button", data_team=team.id, class_="cx-who",
                 title=f"Show the line of sight of {team.name} alone")  # fmt: skip
    behind = None if team.meets else tag("small", "meets no customer")
    name = tag("th", button, behind, scope="row", class_="cx-name")
    pairs = zip(moments, team.crossings, strict=True)
    cells = (_cell(team, m, c, _edge(moments, i)) for i, (m, c) in enumerate(pairs))
    return tag("tr", name, *cells)


def _cell(team: TeamRow, moment: Moment, crossing: Crossing, edge: str | None) -> Markup:
    if not crossing.part:
        return tag("td", class_=edge)
    share = _share(crossing.weight)
    words = f"{team.name}, {moment.name}: {PARTS[crossing.part]}, {share} % of its work"
    hand = tag("span", share, class_=f"cx-hand cx-{crossing.part}", title=words)
    return tag("td", join(hand), class_=edge, aria_label=words, data_at=_at(moment))


def _at(moment: Moment) -> str:
    known = moment.figure.value is not None
    return f"{moment.name}, NPS {moment.figure.text}" if known else moment.name


def _judged_by(moment: Moment) -> Markup | None:
    """What a grey figure may hide: no target, or one of another measure than the figure."""
    if moment.figure.value is None or (moment.target and moment.measure == "NPS"):
        return None
    return tag("small", moment.measure if moment.target else NO_TARGET, class_="cx-by")


def _about(moment: Moment) -> str:
    aimed = f"; {moment.measure}: {moment.target.words}" if moment.target else ""
    return f"{moment.name}, {moment.stage_name}. NPS {measured(moment.figure)}{aimed}"


def _edge(moments: Sequence[Moment], i: int) -> str | None:
    """A stage begins here."""
    return "cx-edge" if i and moments[i].stage_name != moments[i - 1].stage_name else None


def _share(weight: float) -> str:
    return "<1" if weight < 0.005 else f"{100 * weight:.0f}"
