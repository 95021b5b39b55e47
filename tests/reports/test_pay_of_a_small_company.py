"""Pay where hardly anybody answers: nothing hidden is told by an amount, and nothing breaks."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cxdata import desk, record
from cxdata import organisation as organisations
from cxdata.desk.plans import Version
from cxdata.metrics import incentive
from cxdata.metrics.ramp import Ramp
from cxdata.reports import incentive_components, incentive_past, incentive_terms, plan_honesty
from cxdata.reports.figures import Figure
from cxdata.reports.incentive_shapes import OnRamp
from cxdata.reports.incentives import incentives
from cxdata.scope import EMPLOYEE, EXECUTIVE, Scope
from tests import records

BOSS = Scope(EXECUTIVE)
TEXT = """
[plan]
id = "small"
name = "Small"
since = 2026-10-01
until = 2026-12-31
amount = 100
[ramp]
threshold = 0
target = 20
stretch = 40
[company]
threshold = -20
target = 0
stretch = 20
"""


def paid(folder: Path, own: list[str]):
    folder.mkdir(exist_ok=True)
    root = records.own_root(folder, [*records.balanced(40), *own])
    snapshot = record.open_snapshot(root / "own")
    text = snapshot.organisation()
    for name in ("front", "back"):
        text = text.replace(f'id = "{name}"', f'id = "{name}"\nheads = 10')
    company = organisations.parse(text)
    plan = desk.parse(TEXT, company)
    version = Version("small", 1, TEXT, "ann", None)
    known = date(2026, 10, 1), date(2026, 11, 1)
    period = incentive_terms.periods_of(plan, known)[-1]
    found = incentives(BOSS, snapshot, company, version, (), period)
    return found, (snapshot, company, plan, period)


def answers(count: int, score: int) -> list[str]:
    return [
        f"t{i},2026-10-{i + 1:02d},touchpoint,till,front,Home,Shop,North,{score}"
        for i in range(count)
    ]


def test_a_score_of_four_answers_moves_no_money_and_is_not_told(tmp_path: Path) -> None:
    good, _ = paid(tmp_path / "a", answers(4, 10))
    bad, _ = paid(tmp_path / "b", answers(4, 0))
    assert [team.amount for team in good.teams] == [team.amount for team in bad.teams]
    front = good.teams[0]
    assert (front.ramp.value, front.own_share) == (None, 0.0)
    assert "+100" not in repr(good)
    assert front.amount == 1000  # the company stands at 0, its target


def test_scores_of_enough_answers_do_move_it_but_little_while_they_are_few(tmp_path: Path) -> None:
    good, _ = paid(tmp_path / "a", answers(20, 10))
    bad, _ = paid(tmp_path / "b", answers(20, 0))
    assert good.teams[0].own_share == pytest.approx(0.6 * 20 / 60)
    assert float(good.teams[0].amount) == pytest.approx(1000 * (0.8 + 0.2 * 1.5))
    assert float(bad.teams[0].amount) == pytest.approx(1000 * 0.8)
    assert "20 % instead of 60 %" in good.teams[0].components[0].why


def test_a_team_that_reaches_nobody_is_paid_by_the_company_alone(tmp_path: Path) -> None:
    found, (snapshot, company, plan, period) = paid(tmp_path, answers(20, 10))
    back = found.teams[1]
    assert (back.own_share, back.percent) == (0.0, 100.0)
    assert "so the company's decides" in back.components[0].why
    scope = Scope(EMPLOYEE, teams=("back",))
    past = incentive_past.past(scope, snapshot, company, plan, period)
    assert (past.teams, past.all) == ({}, ())
    assert "too young" in past.note
    honest = plan_honesty.honesty(scope, snapshot, company, plan, period)
    assert honest.left == ("Back",)


@pytest.mark.parametrize(
    ("contacts", "money", "said"),
    [
        (0, 0, "too few to count"),
        (8, 360, "they count in part, and how many were told is not shown"),
        (10, 450, "90 % of 10 contacted customers were told"),
    ],
)
def test_a_bonus_of_few_contacts_is_said_to_count_where_it_pays(
    contacts: int, money: int, said: str
) -> None:
    ramp = Ramp(Decimal(35), Decimal(45), Decimal(55))
    told = incentive.Told(Decimal("0.1"), (Decimal("0.5"), Decimal("0.9")))
    terms = incentive.Terms(Decimal("0.6"), Decimal(60), ramp, 45.0, told)
    one = incentive.Earner("t", Decimal(9000), ramp, 45.0, 80.0, contacts=contacts, told=0.9)
    row = incentive.payouts(terms, [one]).rows[0]
    place = OnRamp(35.0, 45.0, 55.0, 150.0, 45.0, 40.0, 50.0, 100.0, 50.0, 125.0)
    company = Figure(45.0, 44.0, 46.0, 1000, text="+45")
    bonus = incentive_components.components(row, one, place, terms, company, "EUR")[-1]
    assert bonus.amount == money
    assert said in bonus.why
