"""Which one decision is needed, and by what rule?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxdata.reports import wording
from cxdata.reports.journey_strip import StageCell, points

RULE = (
    "Of the stages whose whole 95 % interval lies under their target, the one that lies farthest "
    "under it; a percentage point counts as two, since that scale is half as long as that of the "
    "NPS. Its touchpoint is named where it lies under the rest of the stage by more than chance, "
    "the date where the control chart shows when the last shift began."
)


@dataclass(frozen=True)
class Decision:
    """The one decision that is needed, and the rule that found it.

    needed   False: nothing lies under target beyond chance
    lead     'One decision is needed.', 'No decision is needed.' or 'No decision can be told.'
    words    the sentence after it
    stage, touchpoint  ids, '' where none (for links)
    owners   names of departments
    rule     how it was found, for the popover
    """

    needed: bool
    lead: str
    words: str
    stage: str
    touchpoint: str
    owners: tuple[str, ...]
    rule: str


def farthest(stages: Sequence[StageCell]) -> StageCell | None:
    """The stage that the rule picks; None where none lies under its target beyond chance."""
    under = [s for s in stages if s.target is not None and s.target.beyond == "under"]
    return max(under, key=_shortfall, default=None)


def _shortfall(stage: StageCell) -> float:
    return points(stage.target, stage.figure.unit) if stage.target is not None else 0.0


def decision(stages: Sequence[StageCell], period: str, since: str) -> Decision:
    """The decision in words.

    period  whose scores the stages show: 'Aug – Oct 2026'
    since   'since Mar 2026' for the stage that `farthest` picks, or ''
    """
    stage = farthest(stages)
    if stage is None or stage.target is None:
        return Decision(False, *_calm(stages), "", "", (), RULE)
    distance = wording.plain(stage.target.distance or 0.0)
    unit = "point" if stage.figure.unit == "points" else "percentage point"
    unit += "" if distance == "1" else "s"
    where = f", lowest of its touchpoints at “{stage.worst}”" if stage.worst else ""
    when = f". The chart has shown a shift {since}" if since else ""
    owner = "Owner" if len(stage.owners) == 1 else "Owners"
    whose = f" {owner}: {wording.listed(stage.owners)}." if stage.owners else " Nobody owns it yet."
    words = f"In {period} {stage.name} is {distance} {unit} under target{where}{when}.{whose}"
    lead = "One decision is needed."
    return Decision(True, lead, words, stage.id, stage.worst_id, stage.owners, RULE)


def _calm(stages: Sequence[StageCell]) -> tuple[str, str]:
    """No decision, or none that can be told."""
    unknown, calm = "No decision can be told.", "No decision is needed."
    if not stages:
        return unknown, "No stages of the journey are set up: nothing to hold against a target."
    aimed = [s for s in stages if s.target is not None and s.target.distance is not None]
    if not aimed:
        return unknown, "No stage has both a target and enough answers to hold against it."
    return calm, "No stage of the journey lies under its target by more than chance."
