"""A touchpoint's operational measures beside its score, as the drivers page judges them."""

from __future__ import annotations

from dataclasses import dataclass

from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import measures_beside
from cxdata.scope import Scope, View


@dataclass(frozen=True)
class Beside:
    """An operational measure of a touchpoint, and how it goes with the score.

    id, name      of the measure
    value, usual  of the cell's cases together, and of the middle month of all: '71 %', '94 %'
    words         how the two move together: association, never cause
    scored        the score that it is held against: 'NPS', 'CSAT', 'Ease'
    grade         'measured', 'associated' or 'assumed'
    months        with both
    """

    id: str
    name: str
    value: str
    usual: str
    words: str
    scored: str
    grade: str
    months: int


def beside(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, cell: tuple[str, View]
) -> tuple[Beside, ...]:
    """The measures that the touchpoint's lines of sight name, in the organisation's order.

    view   up to whose last month is looked, for which customers, teams and departments
    cell   the touchpoint, and the months whose level is told

    The grade is that of the drivers page: judged among all measures that are looked at there, on
    the same score. A measure judged by itself would seem to say here what is chance there.
    """
    touchpoint, months = cell
    if not any(line.measure and line.touchpoint == touchpoint for line in organisation.lines):
        return ()
    page = measures_beside.opened(scope, snapshot, organisation, view)
    return tuple(
        Beside(
            id=one.measure.id,
            name=one.measure.name,
            value=one.now(months),
            usual=one.usual,
            words=one.words,
            scored=one.scored,
            grade=one.grade,
            months=one.months,
        )
        for one in measures_beside.judged(page)
        if one.touchpoint.id == touchpoint
    )
