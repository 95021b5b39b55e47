"""The comparison of teams as tidy tables: a row a team; scores in points, shares in %."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxdata.reports.tables_shares import percent
from cxdata.reports.teams_alone import Alone
from cxdata.reports.teams_peers import TeamRow

if TYPE_CHECKING:
    import pandas as pd

LEGEND = (
    "Response: who answered, of those asked; asked: of those who could have been. Expected: what "
    "its peers score with customers like the team's own. Adjusted (ring, bar its 95 % interval): "
    "the group's score, and on top of it how far the team lies from what was expected. Best "
    "guess (large dot, ± its 95 %): the same with luck taken into account. Dashed line: the usual "
    "team; dotted, where drawn: the middle of these teams, which best guesses go towards. Pale "
    "band: where "
    "95 in 100 such teams lie; only a ring outside it can stand out. Place: where "
    "90 in 100 draws of chance put the team by its best guess; a team may stand apart from the "
    "usual one and still have no sure place. Press a team for its page."
)
UNRANKED = (
    "Not a ranking: departments meet customers at different moments, which differ in level whoever "
    "serves them."
)


def group(rows: Sequence[TeamRow]) -> pd.DataFrame:
    """A peer group in the order given."""
    columns = (
        *("team", "answers", "response", "coverage", "score", "low", "high", "expected"),
        *("weighted", "weighted low", "weighted high"),
        *("adjusted", "adjusted low", "adjusted high", "best guess", "standard error"),
        *("place from", "place to", "chance", "beside its peers", "caution", "note"),
    )
    told = (
        (
            *(r.name, r.figure.n, percent(r.response), percent(r.coverage)),
            *(r.figure.value, r.figure.low, r.figure.high, r.expected),
            *((r.weighted.value, r.weighted.low, r.weighted.high) if r.weighted else (None,) * 3),
            *(r.adjusted, r.low, r.high, r.shrunk, r.se, r.place_low, r.place_high),
            *(r.p, r.words, r.caution, r.figure.note),
        )
        for r in rows
    )
    return _table(columns, list(told))


def alone(rows: Sequence[Alone]) -> pd.DataFrame:
    """Teams without peers."""
    columns = ("team", "score", "low", "high", "answers", "change", "target", "to target", "why")
    told = (
        (
            *(r.name, r.figure.value, r.figure.low, r.figure.high, r.figure.n, r.change.words),
            *(r.target.value if r.target else None, r.aim, r.why),
        )
        for r in rows
    )
    return _table(columns, list(told))


def _table(columns: Sequence[str], rows: list[tuple[object, ...]]) -> pd.DataFrame:
    import pandas as pd  # heavy, and no page needs it until a table is opened

    return pd.DataFrame(rows, columns=list(columns), dtype=object)
