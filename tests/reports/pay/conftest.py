"""The sample company's plan, and what it pays in the open period."""

from datetime import date
from pathlib import Path

import pytest

from cxdata import desk, record
from cxdata import organisation as organisations
from cxdata.desk import plans
from cxdata.reports import (
    incentive_terms,
)
from cxdata.reports.incentives import incentives
from tests import records
from tests.reports.pay.paying import BOSS, KNOWN


@pytest.fixture(scope="session")
def home() -> Path:
    return records.sample_root() / "demo"


@pytest.fixture(scope="session")
def snapshot(home):
    return record.open_snapshot(home)


@pytest.fixture(scope="session")
def company(snapshot):
    return organisations.parse(snapshot.organisation())


@pytest.fixture(scope="session")
def version(home):
    return plans.in_force(BOSS, desk.open_desk(home), date(2026, 11, 1))


@pytest.fixture(scope="session")
def now(version):
    return incentive_terms.periods_of(version.plan, KNOWN)[-1]


@pytest.fixture(scope="session")
def whole(snapshot, company, version, now):
    return incentives(BOSS, snapshot, company, version, (), now)


@pytest.fixture(scope="session")
def pay(whole):
    return {team.id: team for team in whole.teams}
