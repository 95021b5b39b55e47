"""The page of incentives: a script run of 20 teams, and what is worked out for the first one."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks import company
from benchmarks.teams import with_peers
from cxdata import desk
from cxdata import organisation as organisations
from cxdata.desk import plans
from cxdata.flows import plans as flow
from cxdata.record import Snapshot
from cxdata.reports import incentive_terms
from cxdata.reports.incentive_sums import sums
from cxdata.reports.incentives import narrowed
from cxdata.scope import Scope, month_after

APP = Path(__file__).parents[1] / "app.py"
PAGE = "pages/reward/incentives.py"
SCOPE = Scope("executive")
KNOWN = (date(2023, 11, 1), date(2026, 11, 1))


def with_plan(root: Path) -> Snapshot:
    """The record, with a plan of this and the coming quarters for all of its teams."""
    held = with_peers(root)
    today = datetime.now(UTC).date()
    if plans.in_force(SCOPE, desk.open_desk(root / "own"), today) is None:
        grown = organisations.parse(held.organisation())
        begun = month_after(today.replace(day=1), -3)
        text = flow.proposal(SCOPE, grown, begun).replace("amount = 0.00", "amount = 400")
        flow.save(SCOPE, root / "own", grown, text, 0, datetime.now(UTC))
    return held


def cpu_ms(asked: Callable[[], object], rounds: int = 30) -> float:
    """Milliseconds of CPU, all threads, median after two first rounds."""
    taken = []
    for _ in range(rounds + 2):
        started = time.process_time()
        asked()
        taken.append(time.process_time() - started)
    return 1000 * statistics.median(taken[2:])


def report_ms(held: Snapshot, home: Path) -> tuple[float, float]:
    """What is worked out once for everybody, and what is taken out of it for an executive."""
    grown = organisations.parse(held.organisation())
    version = plans.in_force(SCOPE, desk.open_desk(home), datetime.now(UTC).date())
    assert version is not None
    stretch = incentive_terms.periods_of(version.plan, KNOWN)[-1]
    whole = sums(held, grown, version, stretch)
    assert len(whole.earners) == company.TEAMS
    once = cpu_ms(lambda: sums(held, grown, version, stretch))
    return once, cpu_ms(lambda: narrowed(SCOPE, whole, version, ()))


def run_ms(root: Path) -> float:
    """A rerun of the page's script, once the past quarters and the simulation are there."""
    os.environ["CX_DATA"] = str(root)
    page = AppTest.from_file(str(APP), default_timeout=120)
    page.switch_page(PAGE)
    for _ in range(30):
        page.run()
        assert not page.exception, page.exception
        if not page.get("progress"):
            break
    return cpu_ms(page.run)


def measured(roots: dict[int, Path]) -> None:
    """Print the largest record's page."""
    n = max(roots)
    once, taken = report_ms(with_plan(roots[n]), roots[n] / "own")
    run = run_ms(roots[n])
    print(
        f"pay    {n:>11,} answers: script run {run:.1f} ms CPU; {taken:.1f} ms more for whoever is"
        f" first of a scope or after a decision; {once:.0f} ms once a snapshot and plan"
    )
