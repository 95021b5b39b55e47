"""The page of incentives: a script run of 20 teams, and what is worked out for the first one."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from benchmarks import company
from cxdata import desk
from cxdata import organisation as organisations
from cxdata.desk import plans
from cxdata.flows import sample
from cxdata.record import open_snapshot
from cxdata.reports import incentive_terms
from cxdata.reports.incentive_sums import sums
from cxdata.reports.incentives import narrowed
from cxdata.scope import STEWARD, Scope

APP = Path(__file__).parents[1] / "app.py"
PAGE = "pages/reward/incentives.py"
SCOPE = Scope("executive")
KNOWN = (date(2023, 11, 1), date(2026, 11, 1))


def larkfield() -> Path:
    """The sample company: 20 teams, their plan and holds; made where it is missing."""
    root = company.BUILD / "sample"
    sample.sample(Scope(STEWARD), root, datetime.now(UTC), if_missing=True)
    return root


def cpu_ms(asked: Callable[[], object], rounds: int = 30) -> float:
    """Milliseconds of CPU, all threads, median after two first rounds."""
    taken = []
    for _ in range(rounds + 2):
        started = time.process_time()
        asked()
        taken.append(time.process_time() - started)
    return 1000 * statistics.median(taken[2:])


def report_ms(home: Path) -> tuple[float, float]:
    """What is worked out once for everybody, and what is taken out of it for an executive."""
    held = open_snapshot(home)
    grown = organisations.parse(held.organisation())
    version = plans.in_force(SCOPE, desk.open_desk(home), KNOWN[1])
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


def measured() -> None:
    """Print the sample company's page."""
    root = larkfield()
    once, taken = report_ms(root / "demo")
    run = run_ms(root)
    print(
        f"pay    {company.TEAMS} teams: script run {run:.1f} ms CPU; {taken:.1f} ms more for the"
        f" first of a scope or after a decision; {once:.0f} ms once a snapshot and plan, at start"
    )
