"""A plan is read as written, and refused with the name of the entry that cannot stand."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cxdata import desk, organisation
from cxdata.desk import entries
from cxdata.desk.reading import MANY, ONE
from cxdata.errors import BadInput
from tests.desk.short import PLAN as SHORT

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "sample_data" / "plan.toml").read_text("utf-8")
COMPANY = organisation.parse((ROOT / "sample_data" / "organisation.toml").read_text("utf-8"))


def test_the_shortest_plan_is_in_the_shadow_and_splits_sixty_to_forty() -> None:
    plan = desk.parse(SHORT)
    assert plan.about.mode == "shadow"
    assert (plan.shares.team, plan.shares.company, plan.shares.full) == (60, 40, 60)
    assert plan.ramp.most == 150
    assert plan.about.window == 12
    assert plan.budget.cap is None


def test_larkfields_plan_holds_every_team_of_its_organisation() -> None:
    plan = desk.parse(TEXT, COMPANY)
    assert {one.id for one in plan.members} == {team.id for team in COMPANY.teams}
    assert [period.id for period in plan.periods] == ["2026-01", "2026-04", "2026-07", "2026-10"]


def test_a_period_holds_its_days_and_ends_before_the_next() -> None:
    plan = desk.parse(TEXT)
    found = plan.period_of(date(2026, 9, 30))
    assert found == entries.Period("2026-07", date(2026, 7, 1), date(2026, 10, 1))
    assert plan.period_of(date(2027, 1, 1)) is None


def test_a_teams_ramp_is_its_own_before_its_peers_before_the_plans() -> None:
    plan = desk.parse(TEXT)
    assert plan.ramp_of("platform").target == 30
    assert plan.ramp_of("cedar", "support").target == 22
    assert plan.ramp_of("brand").target == 37


def test_who_meets_no_customer_goes_by_the_line_of_sight() -> None:
    plan = desk.parse(SHORT)
    assert plan.score_of("anybody") == "adjusted"
    assert plan.score_of("anybody", customer_facing=False) == "line_of_sight"


def test_money_is_kept_as_written_and_not_as_a_float() -> None:
    plan = desk.parse(SHORT.replace("amount = 100", "amount = 0.10"))
    assert plan.about.amount == Decimal("0.10")


def test_a_written_plan_is_read_as_the_same_plan() -> None:
    plan = desk.parse(TEXT)
    named = replace(plan.about, name='Quotes " and \\ and Ünïcode', amount=Decimal("12345678.90"))
    for one in (plan, replace(plan, about=named), desk.parse(SHORT)):
        assert desk.parse(desk.written(one)) == one


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("target = 37", "target = 20", r"\[ramp\]: threshold = 25, target = 20"),
        ("team = 60", "team = 70", r"\[shares\]: team = 70 and company = 40 should add up to 100"),
        ('id = "brand"', 'id = "brnad"', "no team is called 'brnad'; did you mean 'brand'"),
        ("amount = 400.00", "amount = nan", "amount = NaN is no number"),
        ("amount = 400.00", "amount = -1", "amount = -1 should be 0 or more"),
        ("amount = 400.00", 'amount = "4"', "amount = '4' should be a number"),
        ("amount = 400.00\n", "", r"\[plan\] lacks: amount"),
        ("window = 12", "window = 12.5", "should be a whole number"),
        ("window = 12", "window = 2", "3 to 36 months"),
        ('peers = "stores"', 'peers = "shops"', "no peer group is called 'shops'"),
        ("since = 2026-01-01", "since = 2026-01-02", "first day of a month"),
        ("until = 2026-12-31", "until = 2026-12-30", "2026-12-31"),
        ("until = 2026-12-31", "until = 2026-11-30", "11 months, no whole number of quarters"),
        ("since = 2026-01-01", 'since = "2026-01-01"', "without quotes"),
        ('score = "own"', 'score = "best"', "no score is called 'best'"),
        ('score = "own"', 'score = "adjusted"', "compares with peers"),
        ('score = "own"', 'score = "csat"', "needs a stage"),
        ('score = "own"', 'score = "csat"\nstage = "buy"', "measured by ces, not csat"),
        ('mode = "shadow"', 'mode = "real"', "no mode is called 'real'"),
        ("[loop]", "[lop]", "no section 'lop'; did you mean 'loop'"),
        ("share = 10", "shares = 10", r"\[loop\] has an entry 'shares' that nothing reads"),
        ("told_to = 70", "told_to = 30", "told_from = 30 should lie under told_to = 30"),
        ("told_to = 70", "told_to = 70\ndays_from = 9", "together or not at all"),
        ("cap = 150000.00", "cap = -1", "cap = -1 should be 0 or more"),
        ("hold = 0.001", "hold = 0.02", "hold = 0.02 should lie under note = 0.01"),
        ('id = "island"', 'id = "station"', "team 'station' stands there 2 times"),
        ('id = "island"', "heads = 3", "team '' lacks: id"),
        ('id = "island"', 'id = "island"\ntarget = 3', "given together or not at all"),
        ("[ramp]", "[[ramp]]", r"\[ramp\] is no section"),
        ("[[team]]", "[team]", "not valid TOML"),
    ],
)
def test_what_cannot_stand_is_refused_by_its_name(before: str, after: str, told: str) -> None:
    assert before in TEXT
    with pytest.raises(BadInput, match=told):
        desk.parse(TEXT.replace(before, after, 1), COMPANY)


def test_a_refusal_names_the_line_of_the_entry() -> None:
    line = TEXT.splitlines().index('id = "station"') + 2
    with pytest.raises(BadInput, match=f"^Line {line}: team 'station': heads = -2"):
        desk.parse(TEXT.replace('id = "station"', 'id = "station"\nheads = -2'), COMPANY)


@pytest.mark.parametrize("wrong", ["window = 99", 'window = "twelve"', "windw = 12"])
def test_a_mistake_within_the_plans_section_is_told_by_its_own_line(wrong: str) -> None:
    line = next(i for i, one in enumerate(TEXT.splitlines(), 1) if one.startswith("window"))
    text = TEXT.replace("window = 12", wrong)
    with pytest.raises(BadInput, match=rf"^Line {line}: \[plan\]"):
        desk.parse(text, COMPANY)


def test_every_section_and_team_at_fault_is_told_at_once() -> None:
    text = TEXT.replace("[ramp]\nthreshold = ", "[ramp]\nthreshold = 9", 1)
    text = text.replace('id = "island"', 'id = "kanal"').replace("cap = 150000.00", "cap = -1")
    with pytest.raises(BadInput) as told:
        desk.parse(text, COMPANY)
    for part in ("[ramp]: threshold = 9", "[budget]: cap = -1", "no team is called 'kanal'"):
        assert str(told.value).count(part) == 1
    assert str(told.value).count("Line ") == 3
    # Types are read before anything can be held against anything else.
    text = TEXT.replace("window = 12", 'window = "x"').replace("cap = 150000.00", 'cap = "much"')
    with pytest.raises(BadInput, match=r"window = 'x' .*cap = 'much'"):
        desk.parse(text, COMPANY)
    many = TEXT + "".join(f'[[team]]\nid = "nobody{i}"\n' for i in range(12))
    with pytest.raises(BadInput, match=r"And 4 more\.$"):
        desk.parse(many, COMPANY)


def test_a_line_is_the_entrys_own_not_one_that_speaks_of_it() -> None:
    text = SHORT.replace('name = "A"', 'name = "station" # as [shares] has it')
    text = text.replace('id = "a"', 'id = "station"')
    text += '[shares]\nteam = 70\ncompany = 40\n\n[[team]]\nid = "station"\nheads = -2\n'
    lines = text.splitlines()
    with pytest.raises(BadInput) as refused:
        desk.parse(text, COMPANY)
    said = str(refused.value)
    assert f"Line {lines.index('heads = -2') + 1}: team 'station'" in said
    assert f"Line {lines.index('team = 70') + 1}: [shares]" in said


def test_every_entry_is_documented() -> None:
    text = (ROOT / "docs" / "plans.md").read_text("utf-8")
    kinds = [(name, kind) for name, (_, kind, _) in ONE.items()]
    for section, kind in [*kinds, *((name, kind) for name, (_, kind) in MANY.items())]:
        assert f"[{section}]" in text
        for field in fields(kind):
            assert field.name in text, f"[{section}] {field.name} is not in docs/plans.md"


def test_changes_between_two_texts_name_their_entries() -> None:
    later = (
        SHORT.replace("amount = 100", "amount = 120").replace("target = 30", "target = 31.0", 1)
        + '[[team]]\nid = "x"\nheads = 3\n'
    )
    told = [str(change) for change in desk.changes(SHORT, later)]
    assert told == [
        "plan: amount from 100 to 120",
        "ramp: target from 30 to 31",
        "team 'x' is new (takes part)",
        "team 'x': id is new (x)",
        "team 'x': heads is new (3)",
    ]
    assert desk.changes(SHORT, SHORT.replace("amount = 100", "amount = 100.00")) == ()
