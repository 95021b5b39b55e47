"""What the journey's map and its cells' panels stand on: one slice, and the cells' counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cxdata.errors import BadInput
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import journey_cells, periods, places
from cxdata.reports.journey_cells import MONTH, QUARTER, SIZES, Counted
from cxdata.reports.journey_weighted import weighted
from cxdata.reports.page import Page
from cxdata.reports.weighting import Weighing
from cxdata.reports.wide import FILTERS, Wide, further
from cxdata.scope import Scope, View, month_after

ONE, OWN = "nps", "own"
MEASURES = (ONE, OWN)  # NPS everywhere, or each stage by its own measure
COURSE = 60  # months that a cell's course goes back at most, where the map needs no more


@dataclass(frozen=True)
class Ground:
    """A view of the journey, read once.

    page     of the view; wide its slice, with every member of `by` told apart where that is a
             segment, channel or region
    metrics  touchpoints in the order of the journey, each with the metric that it is shown by
    found    the counts of the cells
    weighing where the cells are weighted
    """

    page: Page
    wide: Wide
    by: str
    measure: str
    metrics: tuple[tuple[str, str], ...]
    found: Counted
    weighing: Weighing | None = None

    @cached_property
    def quarters(self) -> Counted | None:
        """The same answers by quarter, as the map by quarter counts them; None but by month."""
        if self.by != MONTH:
            return None
        found = journey_cells.counted(self.page, QUARTER, self.metrics, self.wide)
        if self.weighing is None:
            return found
        return weighted(self.page, QUARTER, self.metrics, found, self.weighing)

    @cached_property
    def sets(self) -> places.Catalogue:
        """The sets of places that cells are of."""
        return journey_cells.met(self.page, self.by) if self.by in journey_cells.PARTS else (
            self.page.sets
        )  # fmt: skip


def ground(
    scope: Scope,
    snapshot: Snapshot,
    organisation: Organisation,
    view: View,
    *,
    by: str = "month",
    measure: str = ONE,
) -> Ground:
    """What the map of a view by months, parts of the company or customers stands on.

    by       one of COLUMNS; time runs over 13 months or 8 quarters up to the view's last
    raises   NoRecord, Refused, BadInput (no such choice, or too many members side by side)
    """
    if by not in journey_cells.COLUMNS or measure not in MEASURES:
        raise BadInput(f"There is no map by '{by}', of '{measure}'.")
    metrics = metrics_of(organisation, measure)
    if not metrics:
        raise BadInput(
            "No touchpoints are named yet, so there is no journey to map. A steward writes them "
            "under Steward, Organisation, or brings organisation.toml in under Steward, Imports."
        )
    page, wide = opened(scope, snapshot, organisation, view, by)
    found = journey_cells.counted(page, by, metrics, wide)
    weighing = Weighing(page, far=True) if view.weighted else None
    if weighing is not None:
        found = weighted(page, by, metrics, found, weighing)
    return Ground(page, wide, by, measure, metrics, _used(found, by), weighing)


def opened(
    scope: Scope, snapshot: Snapshot, organisation: Organisation, view: View, by: str
) -> tuple[Page, Wide]:
    """The page of a view, and its slice with every member of `by` told apart; read once."""
    then = periods.before(view)
    back = month_after(view.until, -2 * SIZES.get(by, 1) * journey_cells.USUAL.get(by, 1))
    first = snapshot.span(scope)[0].replace(day=1)
    since = min(back, then.since, max(first, month_after(view.until, -COURSE)))
    page = Page.open(scope, snapshot, organisation, (view, then), since, by == places.TEAM)
    if by not in FILTERS or by in page.wide.filters:
        return page, page.wide
    members = snapshot.members(by)
    if len(members) > journey_cells.MOST:
        raise BadInput(
            f"{len(members)} {by}s cannot stand side by side; choose some of them above."
        )
    return page, further(scope, snapshot, page.wide, by)


def metrics_of(organisation: Organisation, measure: str) -> tuple[tuple[str, str], ...]:
    """Touchpoints in the order of the journey, each with the metric that it is shown by."""
    return tuple(
        (touchpoint.id, "nps" if measure == ONE else stage.metric)
        for stage in organisation.stages
        for touchpoint in organisation.touchpoints
        if touchpoint.stage == stage.id
    )


def _used(found: Counted, by: str) -> Counted:
    """Without the members that nobody answered about."""
    if by in SIZES:
        return found
    kept = np.flatnonzero(found.now.sum(axis=(0, 2)) > 0)
    columns = tuple(found.columns[i] for i in kept)
    parts = ("now", "then", "may", "before", "given", "gone")
    left = {name: getattr(found, name)[:, kept] for name in parts}
    return replace(found, columns=columns, **left)
