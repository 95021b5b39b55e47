"""The handovers' counts as the page reads them: a year, three years, and with a region filter."""

import statistics
import time
from datetime import date
from pathlib import Path

from benchmarks.company import STAGES, TOUCHPOINTS
from benchmarks.reading import SCOPE
from cxdata.record import open_snapshot, ways
from cxdata.scope import View

YEAR = View(date(2025, 12, 1), date(2026, 12, 1))
ALL = View(date(2023, 12, 1), YEAR.until)
NORTH = View(YEAR.since, YEAR.until, regions=("Region 1",))
STAGE_OF = {f"touchpoint_{i}": i * STAGES // TOUCHPOINTS for i in range(TOUCHPOINTS)}
CASES = {"a year": (YEAR, YEAR), "three years": (ALL, ALL), "a year, a region": (YEAR, NORTH)}


def measured(roots: dict[int, Path], rounds: int = 30) -> None:
    """Print the median milliseconds of each case by size."""
    for n, root in roots.items():
        snapshot = open_snapshot(root / "own")
        for name, (view, filters) in CASES.items():
            times = []
            for _ in range(rounds + 3):
                start = time.perf_counter()
                found = ways.handed(snapshot, SCOPE, view, STAGE_OF, filters)
                times.append(time.perf_counter() - start)
            assert found.counts.sum() > 0
            print(
                f"handed {n:>11,} answers: {1000 * statistics.median(times[3:]):7.1f} ms for the"
                f" handovers of {name}"
            )
