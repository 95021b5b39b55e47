"""What the line of sight's pictures show as tidy tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from cxdata.reports.line_of_sight import LineOfSight
from cxdata.reports.tables import FIGURE, cells
from cxdata.reports.tables_shares import percent


def chains(found: LineOfSight) -> pd.DataFrame:
    """A row a piece of work of every team whose chain is drawn; weight in %."""
    columns = (
        *("team", "department", "work", "part", "weight in %", "through", "touchpoints", "stages"),
        *(*FIGURE, "measure", "value", "usually", "grade", "goes with the score"),
    )
    rows = (
        (
            *(one.name, one.department, link.work, link.part, percent(link.weight)),
            *(", ".join(link.through), ", ".join(link.touchpoints), ", ".join(link.stages)),
            *cells(link.figure),
            *(
                (link.daily.name, link.daily.value, link.daily.usual, link.daily.how)
                if link.daily
                else ("", "", "", "")
            ),
            link.daily.words if link.daily else "",
        )
        for one in found.chains
        for link in one.links
    )
    return _table(columns, rows)


def scores(found: LineOfSight) -> pd.DataFrame:
    """A row a team that meets no customer: its score by its line of sight; shares in %."""
    columns = (
        "team",
        "department",
        *FIGURE,
        "effective answers",
        "share of its work in %",
        "without",
    )
    rows = (
        (
            *(one.name, one.department, *cells(one.score.figure), one.score.n_eff),
            *(
                percent(one.score.heard),
                ", ".join(name for part in one.score.left_out for name in part),
            ),
        )
        for one in found.scores
    )
    return _table(columns, rows)


def matrix(found: LineOfSight) -> pd.DataFrame:
    """A row a team at a touchpoint that its work reaches; weight in %."""
    columns = (
        "department",
        "team",
        "stage",
        "touchpoint",
        "part",
        "weight in %",
        *FIGURE,
        "to target",
    )
    rows = (
        (
            *(team.department, team.name, moment.stage_name, moment.name),
            *(crossing.part, percent(crossing.weight), *cells(moment.figure)),
            moment.target.words if moment.target else "",
        )
        for team in found.teams
        for moment, crossing in zip(found.moments, team.crossings, strict=True)
        if crossing.part
    )
    return _table(columns, rows)


def flow(found: LineOfSight) -> pd.DataFrame:
    """A row a ribbon; weight in whole teams (1 is the whole work of one)."""
    nodes = found.flow.nodes
    rows = ((nodes[r.source].name, nodes[r.target].name, r.weight) for r in found.flow.ribbons)
    return _table(("from", "to", "weight"), rows)


def gaps(found: LineOfSight) -> pd.DataFrame:
    """A row a gap."""
    rows = ((gap.title, name, gap.todo) for gap in found.gaps for name in gap.names)
    return _table(("gap", "where", "what to do"), rows)


def _table(columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)
