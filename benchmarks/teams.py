"""The page of teams: a script run once it is known, and its report when it is asked for first."""

import os
import statistics
import time
from datetime import UTC, date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks import company
from cxdata import organisation as organisations
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.metrics import shrink
from cxdata.record import Snapshot, open_snapshot
from cxdata.record.strata import strata
from cxdata.reports.teams import teams
from cxdata.scope import STEWARD, Scope, View

APP = Path(__file__).parents[1] / "app.py"
PAGE = "pages/compare/teams.py"
SCOPE = Scope("executive")
YEAR = View(date(2025, 11, 1), date(2026, 11, 1))


def with_peers(root: Path) -> Snapshot:
    """The record, with an organisation whose teams have peers: older ones were built without."""
    held = open_snapshot(root / "own")
    if any(team.peers for team in organisations.parse(held.organisation()).teams):
        return held
    file = company.BUILD / "organisation.toml"
    file.write_text(company.organisation(), "utf-8")
    imports.commit(Scope(STEWARD), root / "own", Batch((file,)), datetime(2026, 11, 2, tzinfo=UTC))
    return open_snapshot(root / "own")


def report_ms(held: Snapshot, rounds: int = 20) -> tuple[float, float]:
    """Median milliseconds of CPU of the strata's read and of the whole report."""
    grown = organisations.parse(held.organisation())
    reads, wholes = [], []
    for _ in range(rounds + 2):
        shrink.ranges.cache_clear()  # as whoever asks first for a slice
        started = time.process_time()
        strata(held, SCOPE, YEAR)
        read = time.process_time()
        found = teams(SCOPE, held, grown, YEAR)
        reads.append(read - started)
        wholes.append(time.process_time() - read)
        assert sum(group.compared for group in found.groups) == company.TEAMS
    return 1000 * statistics.median(reads[2:]), 1000 * statistics.median(wholes[2:])


def run_ms(root: Path, rounds: int = 30) -> float:
    """Milliseconds of CPU, all threads, of a rerun of the page's script: median after two first."""
    os.environ["CX_DATA"] = str(root)
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.switch_page(PAGE)
    taken = []
    for _ in range(rounds + 2):
        started = time.process_time()
        page.run()
        taken.append(time.process_time() - started)
        assert not page.exception, page.exception
    assert len(page.get("plotly_chart")) > 1
    return 1000 * statistics.median(taken[2:])


def measured(roots: dict[int, Path]) -> None:
    """Print the largest record's page."""
    n = max(roots)
    read, whole = report_ms(with_peers(roots[n]))
    run = run_ms(roots[n])
    print(
        f"teams  {n:>11,} answers: script run {run:.1f} ms CPU; asked for first, the report takes"
        f" {whole:.0f} ms CPU (strata {read:.0f} ms), its 20,000 draws a group included"
    )
