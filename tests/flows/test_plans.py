"""Plans as people meet them: a first one, a save held against the company, a decision."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cxdata import desk, organisation
from cxdata.desk import plans
from cxdata.desk.decisions import Hold
from cxdata.errors import BadInput, Refused
from cxdata.flows import plans as flow
from cxdata.flows import sample
from cxdata.scope import EMPLOYEE, EXECUTIVE, PAYROLL, Scope
from tests import records

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ANN = Scope(EXECUTIVE, identity="ann")
COMPANY = organisation.parse((sample.FILES / "organisation.toml").read_text("utf-8"))
TEXT = (sample.FILES / "plan.toml").read_text("utf-8")
WHY = "The till's tablet was lent out that evening"


def test_the_proposal_is_a_plan_of_the_next_quarter_in_the_shadow() -> None:
    plan = desk.parse(flow.proposal(ANN, COMPANY, date(2026, 11, 1)), COMPANY)
    assert (plan.about.since, plan.about.until) == (date(2027, 1, 1), date(2027, 3, 31))
    assert plan.about.mode == "shadow"
    assert plan.ramp.target == COMPANY.company.target


@pytest.mark.parametrize("target", [None, -100.0, 99.5, 12.4])
def test_the_proposal_holds_for_every_target_that_a_company_can_have(target: float | None) -> None:
    text = "" if target is None else f"target = {target}"
    company = organisation.parse(f'[company]\nname = "A"\n{text}\n')
    desk.parse(flow.proposal(ANN, company, date(2026, 1, 31)))


def test_a_plan_is_held_against_the_company_before_it_is_saved(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no team is called 'brend'"):
        flow.save(ANN, tmp_path, COMPANY, TEXT.replace('"brand"', '"brend"'), 0, NOW)
    assert plans.versions(ANN, desk.open_desk(tmp_path)) == ()
    assert flow.save(ANN, tmp_path, COMPANY, TEXT, 0, NOW).number == 1


def test_employees_save_no_plan_and_are_told_nothing_of_it(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        flow.save(Scope(EMPLOYEE), tmp_path, COMPANY, "no plan at all", 0, NOW)
    with pytest.raises(Refused):
        flow.proposal(Scope(EMPLOYEE), COMPANY, date(2026, 11, 1))


def test_nobody_decides_on_the_payment_of_their_own_department(tmp_path: Path) -> None:
    flow.save(ANN, tmp_path, COMPANY, TEXT, 0, NOW)
    hold = Hold("everyone-2026", 1, "2026-10", "station", "hour", "14 answers in an hour")
    own = Scope(EXECUTIVE, ("stores",), "aylin")
    with pytest.raises(Refused, match="somebody else"):
        flow.decide(own, tmp_path, COMPANY, hold, "pay", WHY, NOW)
    other = Scope(PAYROLL, ("finance",), "pieter")
    assert flow.decide(other, tmp_path, COMPANY, hold, "pay", WHY, NOW).author == "pieter"


def test_the_sample_company_has_its_plan_and_keeps_what_was_saved_since(tmp_path: Path) -> None:
    root = records.sample_root()
    (version,) = plans.versions(ANN, desk.open_desk(root / "demo"))
    assert (version.id, version.author, version.text) == ("everyone-2026", "sample", TEXT)
    shutil.copytree(root / "demo", tmp_path / "demo")
    there = desk.open_desk(tmp_path / "demo")
    plans.save(ANN, there, TEXT.replace("amount = 400.00", "amount = 500.00"), 1, NOW)
    assert sample.sample(ANN, tmp_path, NOW, if_missing=True) == ()
    assert [one.number for one in plans.versions(ANN, there)] == [2, 1]
    there.path.unlink()
    sample.sample(ANN, tmp_path, NOW, if_missing=True)
    assert [one.number for one in plans.versions(ANN, desk.open_desk(tmp_path / "demo"))] == [1]
