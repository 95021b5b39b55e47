"""What would the scorecard say under another organisation file?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import scorecard, wording
from cxdata.reports.figures import Target
from cxdata.reports.scorecard import DepartmentRow, Scorecard, StageCell
from cxdata.scope import Scope, View

Said = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Shown:
    """One thing that the scorecard says otherwise; '' where it said, or will say, nothing.

    part    'Company', or the name of a stage or department; entry: 'target', 'owner' …
    """

    part: str
    entry: str
    before: str
    after: str


def changes(
    scope: Scope, snapshot: Snapshot, both: tuple[Organisation, Organisation], view: View
) -> tuple[Shown, ...]:
    """What the scorecard of a view says otherwise under the second organisation."""
    was, now = (_said(scorecard.scorecard(scope, snapshot, one, view)) for one in both)
    return tuple(
        Shown(*key, was.get(key, ""), now.get(key, ""))
        for key in dict.fromkeys([*was, *now])
        if was.get(key, "") != now.get(key, "")
    )


def _said(card: Scorecard) -> Said:
    found = {
        ("Company", "name"): card.company,
        ("Company", "promise"): card.promise,
        ("Company", "score"): card.headline.text,
        ("Company", "target"): _target(card.target),
        ("Company", "decision"): f"{card.decision.lead} {card.decision.words}".strip(),
    }
    for stage in card.stages:
        found |= {(_called("Stage", stage.name), entry): said for entry, said in _stage(stage)}
    for row in card.departments:
        found |= {(_called("Department", row.name), entry): said for entry, said in _row(row)}
    return found


def _called(kind: str, name: str) -> str:
    return f"{kind} {name}"


def _stage(stage: StageCell) -> list[tuple[str, str]]:
    return [
        ("place", str(stage.number)),
        ("score", f"{stage.label} {stage.figure.text}"),
        ("target", _target(stage.target)),
        ("owner", wording.listed(stage.owners)),
        ("worst touchpoint", stage.worst),
    ]


def _row(row: DepartmentRow) -> list[tuple[str, str]]:
    return [
        ("score", row.figure.text),
        ("teams", str(row.teams)),
        ("touchpoints", str(row.touchpoints)),
    ]


def _target(target: Target | None) -> str:
    return "" if target is None else f"{target.value:g} ({target.words})"
