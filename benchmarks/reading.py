"""The scorecard's data from the cube, against pandas doing the same from raw rows."""

import statistics
import time
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks import company
from cxdata.record import open_snapshot
from cxdata.scope import Scope, View

SCOPE = Scope("executive")
VIEW = View(date(2023, 11, 1), date(2026, 11, 1))
FILTERED = View(VIEW.since, VIEW.until, regions=("Region 1",))
CORE = ["month", "kind", "touchpoint", "team"]
MIX = ["month", "segment", "channel", "region"]


def slice_ms(homes: dict[int, Path], view: View, rounds: int = 100) -> dict[int, float]:
    """Median milliseconds of a slice of each record, the records taking turns."""
    snapshots = {n: open_snapshot(home) for n, home in homes.items()}
    times: dict[int, list[float]] = {n: [] for n in homes}
    for _ in range(rounds + 3):
        for n, snapshot in snapshots.items():
            start = time.perf_counter()
            snapshot.slice(SCOPE, view)
            times[n].append(time.perf_counter() - start)
    return {n: 1000 * statistics.median(taken[3:]) for n, taken in times.items()}


def pandas_ms(n: int, home: Path) -> float:
    """Milliseconds of the same group-bys in pandas, from rows that already lie in memory."""
    columns = ["answered_at", *CORE[1:], *MIX[1:], "nps"]
    coded = dict.fromkeys([*CORE[1:], *MIX[1:]], "category")
    frame = pd.read_csv(company.answers(n), usecols=columns, dtype={**coded, "nps": "int8"})
    at = pd.to_datetime(frame.pop("answered_at"), utc=True).dt.tz_convert("Europe/Amsterdam")
    frame["month"] = (at.dt.year * 12 + at.dt.month - 1 - 1970 * 12).astype("int16")
    times = []
    for _ in range(3):
        start = time.perf_counter()
        core = frame.groupby([*CORE, "nps"], observed=True, dropna=False).size()
        relational = frame[frame["kind"] == "relational"]
        mix = relational.groupby([*MIX, "nps"], observed=True).size()
        times.append(time.perf_counter() - start)
    seen = open_snapshot(home).slice(SCOPE, View(VIEW.since, date(2026, 12, 1)))
    assert core.sum() == seen.core.counts.sum() == n
    assert mix.sum() == seen.mix.counts.sum()
    return 1000 * statistics.median(times)


def measured(roots: dict[int, Path]) -> None:
    """Print slices by size, their growth, and pandas beside the smallest and largest."""
    homes = {n: root / "own" for n, root in roots.items()}
    plain, kept = slice_ms(homes, VIEW), slice_ms(homes, FILTERED)
    for n, home in homes.items():
        raw = pandas_ms(n, home)
        print(
            f"slice  {n:>11,} answers: {plain[n]:7.1f} ms, with a region filter {kept[n]:.1f} ms;"
            f" pandas from raw rows in memory {raw:,.0f} ms, ratio {raw / plain[n]:.0f}"
        )
    small, large = min(plain), max(plain)
    if small < large:
        print(
            f"slice  growth {small:,} -> {large:,}: {plain[large] / plain[small]:.2f} x,"
            f" with a filter {kept[large] / kept[small]:.2f} x"
        )
