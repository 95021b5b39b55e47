"""The page of incentives of 20 teams: a script run, and the first one of a snapshot or period."""

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
from cxdata.reports import incentive_terms, plan_honesty
from cxdata.reports.incentive_sums import sums
from cxdata.reports.incentives import narrowed
from cxdata.scope import STEWARD, Scope
from pages.ui import data, reward

APP = Path(__file__).parents[1] / "app.py"
PAGE = "pages/reward/incentives.py"
SCOPE = Scope("executive")
KNOWN = (date(2023, 11, 1), date(2026, 11, 1))


def larkfield() -> Path:
    """The sample company: 20 teams, their plan and holds; made where it is missing."""
    root = company.BUILD / "sample"
    sample.sample(Scope(STEWARD), root, datetime.now(UTC), if_missing=True)
    return root


def scripts_time() -> float:
    """CPU seconds of all threads but this one, which takes a page apart as tests want it."""
    return time.process_time() - time.thread_time()


def cpu_ms(
    asked: Callable[[], object],
    clock: Callable[[], float] = time.process_time,
    before: Callable[[], None] | None = None,
    rounds: int = 30,
) -> float:
    """Milliseconds of CPU by a clock, median after two first rounds.

    before  done ahead of each, and not counted
    """
    taken = []
    for _ in range(rounds + 2):
        if before is not None:
            before()
        started = clock()
        asked()
        taken.append(clock() - started)
    return 1000 * statistics.median(taken[2:])


class Plan:
    """The plan in force of a home and its periods."""

    def __init__(self, home: Path) -> None:
        self.held = open_snapshot(home)
        self.grown = organisations.parse(self.held.organisation())
        version = plans.in_force(SCOPE, desk.open_desk(home), KNOWN[1])
        assert version is not None
        self.version = version
        self.periods = incentive_terms.periods_of(version.plan, KNOWN)

    def report_ms(self) -> tuple[float, float]:
        """What is worked out once for everybody, and what is taken out of it for an executive."""
        of = self.held, self.grown, self.version, self.periods[-1]
        whole = sums(*of)
        assert len(whole.earners) == company.TEAMS
        return cpu_ms(lambda: sums(*of)), cpu_ms(lambda: narrowed(SCOPE, whole, self.version, ()))

    def honesty_seconds(self) -> float:
        """CPU of the simulation that the page shows: as many draws, the same teams."""
        of = self.held, self.grown, self.version.plan, self.periods[-1]
        return cpu_ms(lambda: plan_honesty.honesty(SCOPE, *of), rounds=3) / 1000

    def forget(self) -> None:
        """Forget what pages keep of the snapshot, but not the work that is done beside a page."""
        for kept in (data._report, data._narrowed, data._organisation, data._members):
            kept.clear()
        for period in self.periods:
            of = self.version, period
            data._everybodys.clear(self.held, data._named(sums, of), data.Ask(sums, of, {}))


def runs_ms(root: Path, plan: Plan) -> tuple[float, float, float]:
    """The page's script and its queries: again, for the first who opens it, and for the first of a
    past period.

    The past quarters and the simulation are there: they are worked out beside the page, and the
    company's file is read.
    """
    os.environ["CX_DATA"] = str(root)
    page = AppTest.from_file(str(APP), default_timeout=120)
    page.switch_page(PAGE)
    again = cpu_ms(_settled(page).run, scripts_time)
    first = cpu_ms(page.run, scripts_time, plan.forget)
    page.selectbox(key=reward.PERIOD).set_value(plan.periods[0].id)
    return again, first, cpu_ms(_settled(page).run, scripts_time, plan.forget)


def _settled(page: AppTest) -> AppTest:
    """The page once what is worked out beside it is there."""
    for _ in range(60):
        page.run()
        assert not page.exception, page.exception
        if not page.get("progress"):
            break
    return page


def measured() -> None:
    """Print the sample company's page."""
    root = larkfield()
    plan = Plan(root / "demo")
    once, taken = plan.report_ms()
    again, first, past = runs_ms(root, plan)
    print(
        f"pay    {company.TEAMS} teams, CPU: script run {again:.1f} ms, the first of a snapshot"
        f" {first:.1f} ms, the first of a past period {past:.1f} ms;"
        f" of these {once:.0f} ms once for everybody, {taken:.1f} ms for a scope;"
        f" luck drawn beside the page {plan.honesty_seconds():.2f} s"
    )
