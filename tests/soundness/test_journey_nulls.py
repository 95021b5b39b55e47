"""The journey's map outlines nothing outside the footprints of the planted truths beyond chance."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import pytest

from cxdata import organisation, record
from cxdata.reports.journey import journey
from cxdata.reports.journey_cells import Column, Counted
from cxdata.reports.journey_paint import RATE, rate, standing
from cxdata.scope import Scope, View, month_after
from sample_data.larkfield import company, touchpoints
from tests import records
from tests.sample_data import nulls, truths

END = date(2026, 11, 1)
NOMINAL = 0.10
METRICS = tuple((t, "nps") for t in company.TOUCHPOINTS)
WHEN = View(date(2026, 8, 1), END)


def allowed(looks: int) -> float:
    """The share of maps that chance may reach; each seed is a company of its own."""
    return NOMINAL + 3 * float(np.sqrt(NOMINAL * (1 - NOMINAL) / looks))


def outlined(
    rows: truths.Rows, mask: np.ndarray, code: np.ndarray, size: int, rate: float = RATE
) -> np.ndarray:
    """Which cells the page's own code outlines, shape (touchpoints, columns)."""
    place = (rows["touchpoint"][mask] * size + code[mask]) * 11 + rows["nps"][mask]
    counts = np.bincount(place, minlength=len(METRICS) * size * 11)
    now = counts.reshape(len(METRICS), size, 11)
    may = np.ones(now.shape[:2], dtype=bool)
    columns = tuple(Column(str(c), str(c), str(c), WHEN, WHEN, 0) for c in range(size))
    found = standing(Counted(columns, now, now, may, may, now, ~may), METRICS, rate)
    return np.asarray(found.stands)


def maps(seed: int) -> Iterator[tuple[str, bool]]:
    """Whether anything is outlined on the maps of what nothing was planted in.

    The sentence of a map of months may also name a quarter where no month stands out.
    """
    rows, _ = truths.moments(seed)
    null, month = nulls.untouched(rows), rows["month"]
    looks = {
        "month": (month >= 23, month - 23, 13),
        "quarter": (month >= 12, (month - 12) // 3, 8),
        "team": (month >= 33, rows["team"], len(company.TEAMS)),
        "region": (month >= 33, rows["region"], len(company.REGIONS)),
    }
    for by, (kept, code, size) in looks.items():
        place = null & kept, np.where(kept, code, 0), size
        yield by, bool(outlined(rows, *place, rate(by)).any())
        if by == "month":
            month_stands = bool(outlined(rows, *place, rate("month")).any())
        if by == "quarter":
            quarter_stands = bool(outlined(rows, *place, rate("month")).any())
            yield "sentence by month", month_stands or quarter_stands


def shares(seeds: range) -> dict[str, float]:
    found: dict[str, list[bool]] = {}
    for seed in seeds:
        for by, any_ in maps(seed):
            found.setdefault(by, []).append(any_)
    return {by: float(np.mean(flags)) for by, flags in found.items()}


def test_maps_of_chance_are_outlined_no_more_often_than_nominal() -> None:
    found = shares(range(16))
    assert set(found) == {"month", "quarter", "sentence by month", "team", "region"}
    assert {by: share for by, share in found.items() if share > allowed(16)} == {}


@pytest.mark.soak
def test_maps_of_chance_over_two_hundred_seeds() -> None:
    found = shares(range(200))
    print(found)
    assert {by: share for by, share in found.items() if share > allowed(200)} == {}


def test_a_touchpoint_that_breaks_would_be_outlined() -> None:
    """The null test itself can fail."""
    rows = dict(truths.moments(3)[0])
    broken = (rows["touchpoint"] == company.TOUCHPOINTS.index("solve_it")) & (rows["month"] == 30)
    rows["nps"] = np.where(broken, 4, rows["nps"])
    kept = nulls.untouched(rows) & (rows["month"] >= 23)
    seen = outlined(rows, kept, np.where(kept, rows["month"] - 23, 0), 13)
    assert seen[company.TOUCHPOINTS.index("solve_it"), 30 - 23]


def planted(by: str, touchpoint: str, column: str) -> bool:
    """Whether a truth of truths.toml ((a), (d) or (e)) moves a cell."""
    if touchpoint == company.TOUCHPOINTS[touchpoints.BILL]:
        return True
    late = touchpoint in [company.TOUCHPOINTS[t] for t in touchpoints.LATE_AT]
    if by in ("month", "quarter"):
        return late and "2026-02" <= column <= "2026-06"
    north_or_picked = ("vans_north", "North", "vans_east", "East", "cedar", "station")
    return column in north_or_picked


def test_the_default_view_does_not_deny_the_season_of_late_deliveries() -> None:
    held = record.open_snapshot(record.locate(records.sample_root()))
    held_by = organisation.parse(held.organisation())
    found = journey(Scope("executive"), held, held_by, WHEN)
    assert not any(cell.under for row in found.rows for cell in row.cells)
    said = "".join(words for words, _ in found.verdict)
    assert "At Delivery on time, in Feb – Apr 2026. No month by itself" in said
    assert found.offer == "quarter"
    quarters = journey(Scope("executive"), held, held_by, WHEN, by="quarter")  # says the same there
    late = next(row for row in quarters.rows if row.id == "delivery_on_time")
    assert [c.id for c, x in zip(quarters.columns, late.cells, strict=True) if x.under] == [
        "2026-02"
    ]
    assert quarters.offer == ""


def test_the_sample_is_outlined_outside_the_footprints_no_more_often_than_nominal() -> None:
    held = record.open_snapshot(record.locate(records.sample_root()))
    held_by = organisation.parse(held.organisation())
    outside, looks, inside = 0, 0, set()
    for months in (1, 3, 6, 12):
        view = View(month_after(END, -months), END)
        for by in ("month", "quarter", "team", "region"):
            found = journey(Scope("executive"), held, held_by, view, by=by)
            seen = {
                (by, row.id, column.id)
                for row in found.rows
                for column, cell in zip(found.columns, row.cells, strict=True)
                if cell.outlined
            }
            looks += 1
            outside += any(not planted(*cell) for cell in seen)
            inside |= {cell for cell in seen if planted(*cell)}
    assert outside / looks <= allowed(looks)
    assert ("team", "delivery_on_time", "vans_north") in inside  # a year holds (a)
    assert ("region", "delivery_slot", "North") in inside
