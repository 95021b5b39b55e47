"""Who looked at whose comments, customers' ways or money: noted as a report is handed to a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from cxdata.desk.looks import COMMENTS, MONEY, WAYS, Look
from cxdata.flows.looking import notes
from cxdata.reports.incentive_history import History
from cxdata.reports.incentive_shapes import Incentives
from cxdata.reports.monday_said import Said
from cxdata.reports.voice import WHOLE, Contrasted, Voices
from cxdata.reports.ways import Story, Ways
from cxdata.reports.what_if import WhatIf
from cxdata.scope import Scope
from pages.ui import place

Seen = Iterator[tuple[str, str]]  # what, and whose


def noted(scope: Scope, found: object, zone: tzinfo) -> None:
    """Note what a report shows, if it is anybody's; without a login there is nobody to note.

    zone  the organisation's: a look is noted once for each of its own days
    """
    told = _TOLD.get(type(found))
    if told is None or not scope.identity:
        return
    now = datetime.now(UTC)
    for what, thing in dict.fromkeys(told(found)):
        look = Look(now.astimezone(zone).date(), scope.identity, scope.role, what, thing)
        notes.looked(place.own(), look, now)


def _voices(found: Voices) -> Seen:
    for row in found.rows:
        yield COMMENTS, row.touchpoint or WHOLE


def _said(found: Said) -> Seen:
    for row in (*found.rows, *filter(None, (found.thanks, found.unhappy))):
        yield COMMENTS, row.touchpoint or WHOLE


def _words(found: Contrasted) -> Seen:
    if found.unhappy or found.happy:
        yield COMMENTS, "Words that stand out in comments"


def _ways(found: Ways) -> Seen:
    if found.listed:
        yield WAYS, found.title


def _story(found: Story) -> Seen:
    yield WAYS, found.number


def _pay(found: Incentives) -> Seen:
    if found.budget is not None:
        yield MONEY, "All teams"
        return
    for team in found.teams:
        yield MONEY, team.name


def _all(found: WhatIf | History) -> Seen:
    yield MONEY, "All teams"


# Whatever shows words, ways or money of a report of another kind stands here too; tests/matrix
# fails where somebody is shown one of them and no look is noted.
_TOLD: dict[type, Callable[[Any], Seen]] = {
    Voices: _voices,
    Said: _said,
    Contrasted: _words,
    Ways: _ways,
    Story: _story,
    Incentives: _pay,
    WhatIf: _all,
    History: _all,
}
