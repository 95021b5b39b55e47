"""What the cache of the pages tells one question apart from another by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cxdata.desk.decisions import Decision
from cxdata.desk.entries import Plan
from cxdata.desk.plans import Version
from cxdata.record import Snapshot
from cxdata.scope import Scope, View


class Ask:
    """A report and its arguments. The cache tells it apart by the key that stands beside it."""

    def __init__(self, report: Any, asked: Any, named: Any) -> None:
        self.report, self.asked, self.named = report, asked, named


def _identity(snapshot: Snapshot) -> tuple[str, int]:
    """One immutable file: its path, and when it was written (the demo may be rebuilt)."""
    return str(snapshot.path), snapshot.path.stat().st_mtime_ns


# What is asked is told by all that it says: as text it is had in a tenth of the time of a walk.
_ASKED = (Scope, View, Plan, Version, Decision, "cxdata.reports.incentive_terms.Stretch")
KEYS: dict[str | type[Any], Callable[[Any], Any]] = {
    Snapshot: _identity,
    Ask: lambda ask: "",
    **dict.fromkeys(_ASKED, repr),
}
