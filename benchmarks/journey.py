"""The journey's map and what lies behind a cell, against DuckDB's bare group-by of the counts."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from benchmarks.reading import NORTH, QUARTER, SCOPE
from cxdata import organisation
from cxdata.record import open_snapshot
from cxdata.reports.journey import mapped
from cxdata.reports.journey_ground import ground
from cxdata.reports.journey_panel import behind
from cxdata.scope import View

# What a press of a cell runs again: this part of the page and no other.
SCRIPT = """
import streamlit as st
from datetime import date
from cxdata.scope import View
from pages.ui import journey
view = View(date({since}), date({until}), regions={regions})
journey.closer(view, "month", "score", "nps", "")
"""
COUNTS = """
select date_trunc('month', day) as month, touchpoint, team, count(*) as n,
  count(*) filter (score >= 9) as top, count(*) filter (score <= 6) as bottom
from record.answer
where kind = 2 and ($region = 0 or region = $region)
group by all
"""


def taking_turns(work: dict[int, Callable[[], object]], rounds: int) -> dict[int, float]:
    """Median milliseconds of wall clock of each, after three rounds that do not count."""
    times: dict[int, list[float]] = {n: [] for n in work}
    for _ in range(rounds + 3):
        for n, run in work.items():
            start = time.perf_counter()
            run()
            times[n].append(time.perf_counter() - start)
    return {n: 1000 * statistics.median(taken[3:]) for n, taken in times.items()}


def maps(homes: dict[int, Path], view: View, by: str, rounds: int) -> tuple[dict[int, float], ...]:
    """Milliseconds of the map's data, of its figures, colours and words, and of a cell's panel."""
    held = {n: open_snapshot(home) for n, home in homes.items()}
    company = organisation.parse(next(iter(held.values())).organisation())
    data = {n: lambda s=s: ground(SCOPE, s, company, view, by=by) for n, s in held.items()}
    grounds = {n: read() for n, read in data.items()}
    for found in grounds.values():
        assert found.found.now.sum() > 0
    cells = {n: cycle([(t, found.found.columns[-2].id) for t, _ in found.metrics])
             for n, found in grounds.items()}  # fmt: skip
    told = {n: lambda found=found: mapped(found) for n, found in grounds.items()}
    # A panel asks its page's parts once and keeps them, as the map does: a fresh page each time.
    opened = {
        n: lambda found=found, n=n: behind(replace(found), *next(cells[n]))
        for n, found in grounds.items()
    }
    return tuple(taking_turns(work, rounds) for work in (data, told, opened))


def bare(home: Path, region: str, rounds: int = 3) -> float:
    """Milliseconds of the same counts by DuckDB from the record's own raw, coded answers."""
    snapshot = open_snapshot(home)
    code = snapshot.codes("region", (region,))[0] if region else 0
    times = []
    with duckdb.connect() as con:
        con.execute(f"attach '{snapshot.path}' as record (read_only)")
        for _ in range(rounds):
            start = time.perf_counter()
            con.execute(COUNTS, {"region": code}).fetchnumpy()
            times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def opening(root: Path, view: View, rounds: int = 24) -> tuple[float, float]:
    """Milliseconds of CPU of a script run that opens a cell never opened before: median, p95."""
    os.environ["CX_DATA"] = str(root)
    ends = {
        "since": f"{view.since.year}, {view.since.month}, 1",
        "until": f"{view.until.year}, {view.until.month}, 1",
        "regions": repr(view.regions),
    }
    page = AppTest.from_string(SCRIPT.format(**ends), default_timeout=120).run()
    assert not page.exception, page.exception
    touchpoints = [t.id for t in organisation.parse(open_snapshot(root / "own").organisation())
                   .touchpoints]  # fmt: skip
    cpu = []
    for i in range(rounds + 3):
        page.session_state["touchpoint"] = touchpoints[i % len(touchpoints)]
        month = 10 - i // len(touchpoints)
        page.session_state["column"] = f"2026-{month:02d}"
        start = time.process_time()
        page.run()
        cpu.append(1000 * (time.process_time() - start))
        assert not page.exception, page.exception
        assert any("Owned by" in h.proto.body for h in page.get("html")), "no panel was opened"
    kept = sorted(cpu[3:])
    return statistics.median(kept), kept[int(0.95 * (len(kept) - 1))]


def measured(roots: dict[int, Path], rounds: int = 25) -> None:
    """Print the map's data with and without a filter, its growth, and what opening a cell costs."""
    homes = {n: root / "own" for n, root in roots.items()}
    small, large = min(roots), max(roots)
    kinds = (("", QUARTER, "month"), (", region filter", NORTH, "month"),
             (", by region", QUARTER, "region"))  # fmt: skip
    for kind, view, by in kinds:
        data, told, opened = maps(homes, view, by, rounds)
        for n in roots:
            floor = bare(homes[n], view.regions[0] if view.regions else "")
            print(
                f"map    {n:>11,} answers{kind}: {data[n]:.1f} ms for its data (bare group-by of"
                f" raw answers {floor:.0f} ms, ratio {floor / data[n]:.1f}),"
                f" {told[n]:.1f} ms more to colour it; a cell's panel {opened[n]:.1f} ms"
            )
        if small < large:
            print(f"map    growth {small:,} -> {large:,}{kind}: {data[large] / data[small]:.2f} x")
    for kind, view, _ in kinds[:2]:
        middle, late = opening(roots[large], view)
        print(
            f"cell   {large:>11,} answers{kind}: opening one {middle:.0f} ms CPU of script,"
            f" p95 {late:.0f} ms"
        )
