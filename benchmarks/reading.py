"""The scorecard's data from the cube, against pandas doing the same from raw rows."""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks import company
from cxdata import organisation
from cxdata.record import Snapshot, open_snapshot
from cxdata.reports.scorecard import scorecard
from cxdata.scope import Scope, View

SCOPE = Scope("executive")
VIEW = View(date(2023, 11, 1), date(2026, 11, 1))
FILTERED = View(VIEW.since, VIEW.until, regions=("Region 1",))
QUARTER = View(date(2026, 8, 1), VIEW.until)
NORTH = View(QUARTER.since, QUARTER.until, regions=("Region 1",))
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


class Timed:
    """A snapshot that adds up how long everything takes that is asked of it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.seconds = snapshot, 0.0

    def __getattr__(self, name: str) -> Any:
        """What the snapshot holds as it is; a question to it, timed."""
        found = getattr(self.snapshot, name)
        return self.timed(found) if callable(found) else found

    def timed(self, question: Callable[..., Any]) -> Callable[..., Any]:
        """A question that adds how long its answer took."""

        def asked(*arguments: object, **named: object) -> object:
            start = time.perf_counter()
            try:
                return question(*arguments, **named)
            finally:
                self.seconds += time.perf_counter() - start

        return asked


def scorecard_ms(
    homes: dict[int, Path], view: View, rounds: int = 40
) -> dict[int, tuple[float, float]]:
    """Median milliseconds of all that a scorecard reads, and of the whole report, taking turns."""
    company = organisation.parse(open_snapshot(next(iter(homes.values()))).organisation())
    times: dict[int, list[tuple[float, float]]] = {n: [] for n in homes}
    for _ in range(rounds + 3):
        for n, home in homes.items():
            start, held = time.perf_counter(), Timed(open_snapshot(home))
            card = scorecard(SCOPE, held, company, view)  # type: ignore[arg-type]
            times[n].append((held.seconds, time.perf_counter() - start))
            assert card.headline.n
            assert card.risk.value is not None
            assert card.heard.whole.response is not None
    medians = {n: [statistics.median(column) for column in zip(*taken[3:], strict=True)]
               for n, taken in times.items()}  # fmt: skip
    return {n: (1000 * data, 1000 * whole) for n, (data, whole) in medians.items()}


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
    cards = {"": scorecard_ms(homes, QUARTER), ", with a region filter": scorecard_ms(homes, NORTH)}
    for kind, card in cards.items():
        for n, (data, whole) in card.items():
            print(
                f"card   {n:>11,} answers: {data:7.1f} ms for all that the scorecard reads{kind}"
                f" (slices, invitations, customers at risk), {whole:.1f} ms with the report"
            )
    small, large = min(plain), max(plain)
    if small < large:
        for kind, card in cards.items():
            print(
                f"card   growth {small:,} -> {large:,}:"
                f" {card[large][0] / card[small][0]:.2f} x{kind}"
            )
        print(
            f"slice  growth {small:,} -> {large:,}: {plain[large] / plain[small]:.2f} x,"
            f" with a filter {kept[large] / kept[small]:.2f} x"
        )
