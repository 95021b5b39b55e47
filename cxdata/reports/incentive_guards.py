"""Checks before anything is paid, and what looks unusual; a person decides, never a machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from cxdata.desk.decisions import Decision
from cxdata.desk.entries import Plan
from cxdata.metrics import detectors
from cxdata.reports import incentive_signs as words
from cxdata.reports import incentive_terms
from cxdata.reports.incentive_eyes import EXPECTED, Eyes, Seen
from cxdata.reports.incentive_ground import Ground
from cxdata.reports.incentive_shapes import HOLD, OPEN, PAID, WITHHELD, Check, Sign
from cxdata.scope import View

KEPT = "withheld"  # the standing of a payment that a person has decided not to make
LET_GO = "paid by decision"  # and of one that was held until a person decided to make it


@dataclass(frozen=True)
class Watched:
    """What was looked at for a team."""

    checks: tuple[Check, ...]
    signs: tuple[Sign, ...]

    @property
    def held(self) -> bool:
        """Is the payment held, or withheld?"""
        return any(s.level == HOLD and s.state in (OPEN, WITHHELD) for s in self.signs)

    @property
    def standing(self) -> str:
        """The state in a word."""
        states = {sign.state for sign in self.signs if sign.level == HOLD}
        if WITHHELD in states:
            return KEPT
        if OPEN in states:
            return "held"
        if PAID in states:
            return LET_GO
        return "noted" if self.signs else ""


def seen(ground: Ground, plan: Plan, window: View) -> dict[str, Seen]:
    """What is seen of every team of a plan, over the months that its score looks back on."""
    teams = incentive_terms.members(plan, ground.page.organisation)
    return Eyes(ground, plan, window).seen(teams)


def watched(
    team: str, found: Seen, plan: Plan, decisions: Sequence[Decision], zone: tzinfo
) -> Watched:
    """A team's checks and signs, with what a person decided on them.

    zone  the organisation's, whose days a decision's day is one of
    """
    taken = {one.hold.check: one for one in decisions if one.hold.team == team}
    checks = [
        words.coverage(found.findings[detectors.COVERAGE], plan, found.asked, found.where),
        words.response(found.findings[EXPECTED], plan, found.expected, found.asked),
    ]
    signs = tuple(
        words.sign(name, one, taken.get(name), zone)
        for name, one in found.findings.items()
        if one.level in (detectors.NOTE, detectors.HOLD)
    )
    return Watched((*checks, words.unusual(found.findings, signs)), signs)
