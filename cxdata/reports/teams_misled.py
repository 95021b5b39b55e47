"""Teams whose place by the plain score says something else than how they do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cxdata.metrics import funnel
from cxdata.reports import wording

if TYPE_CHECKING:
    from cxdata.reports.teams_peers import PeerGroup, TeamRow


def examples(groups: Sequence[PeerGroup]) -> tuple[str, ...]:
    """This company's own: teams whose place by the plain score says something else, at most two."""
    found = [one for group in groups for one in _misled(group)]
    found.sort(key=lambda one: -one[0])
    return tuple(words for _, words in found[:2])


def _misled(group: PeerGroup) -> list[tuple[float, str]]:
    """(how far the plain place misleads, the words) of a group's teams."""
    rows = [row for row in group.teams if row.adjusted is not None]
    rows.sort(key=lambda row: -(row.figure.value or 0.0))
    last = len(rows) - 1
    found = []
    for at, row in enumerate(rows):
        height = 1 - 2 * at / max(last, 1)  # 1 first … −1 last
        stands = {funnel.ABOVE: 1.0, funnel.BELOW: -1.0}.get(row.band, 0.0)
        if stands and height * stands < 0:
            found.append((1 + abs(height), _opposite(row, at, group)))
        elif not stands and at in (0, last):
            few = 1 / max(row.figure.n or 1, 1)
            found.append((0.5 + few, _lucky(row, at == 0, group)))
    return found


def _opposite(row: TeamRow, at: int, group: PeerGroup) -> str:
    place = "last" if at == group.compared - 1 else ("first" if at == 0 else f"number {at + 1}")
    expected = wording.signed(row.expected or 0.0)
    kind = "harder" if (row.expected or 0.0) < group.centre else "easier"
    return (
        f"{row.name} is {place} of {group.compared} by its plain score ({row.figure.text}). Its "
        f"customers are {kind}: with customers like these its peers would score {expected}. So "
        f"it stands {row.band} its peers."
    )


def _lucky(row: TeamRow, first: bool, group: PeerGroup) -> str:
    place = "first" if first else "last"
    n = wording.counted(row.figure.n or 0)
    return (
        f"{row.name} is {place} of {group.compared} by its plain score ({row.figure.text}), but "
        f"with {n} and customers like its own its place may be any from {row.place_low} to "
        f"{row.place_high}: it does not stand out."
    )
