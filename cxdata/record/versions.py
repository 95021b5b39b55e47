"""Versions of the organisation file, and what the record knows under the names that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cxdata.catalog import NOT_GIVEN
from cxdata.record.snapshot import Snapshot
from cxdata.scope import STEWARD, Scope

KINDS = {0: "measure", 1: "relational", 2: "touchpoint"}


@dataclass(frozen=True)
class Version:
    """One version of the organisation file; moment in UTC."""

    number: int
    text: str
    author: str
    moment: datetime


def versions(snapshot: Snapshot, scope: Scope) -> tuple[Version, ...]:
    """Every version, newest first. Refused to all but stewards."""
    scope.must_be(STEWARD)
    return tuple(Version(*row) for row in snapshot.rows("organisation_versions"))


def known(snapshot: Snapshot, scope: Scope) -> Mapping[tuple[str, str, str], int]:
    """What the record holds under each name. Refused to all but stewards.

    return  (dimension, name, kind) -> how many: dimension 'touchpoint', 'team' or 'measure';
            kind 'relational' or 'touchpoint' counts answers, 'measure' figures. A relational
            answer's touchpoint is the stage that it rates.
    """
    scope.must_be(STEWARD)
    rows = snapshot.rows("answers_by_place")
    return {(dimension, name, KINDS[kind]): n for dimension, name, kind, n in rows}


def met(snapshot: Snapshot, scope: Scope) -> Mapping[str, Mapping[str, int]]:
    """Touchpoint answers by touchpoint and team ('' where none is known). Stewards only."""
    scope.must_be(STEWARD)
    found: dict[str, dict[str, int]] = {}
    for touchpoint, team, n in snapshot.rows("teams_at_touchpoints"):
        if touchpoint != NOT_GIVEN:
            found.setdefault(touchpoint, {})[team] = n
    return found
