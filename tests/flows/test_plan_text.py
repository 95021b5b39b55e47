"""A plan's text is edited in place: what is written is read back, and no remark is lost."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata import desk
from cxdata.desk import entries
from cxdata.desk.entries import About, Budget, Checks, Group, Loop, Member, Plan, Ramp, Shares
from cxdata.errors import BadInput
from cxdata.flows import plan_text, sample

TEXT = (sample.FILES / "plan.toml").read_text("utf-8")
PLAN = desk.parse(TEXT)
OWN_WAY = (
    'plan = {id = "p", name = "P", since = 2026-01-01, until = 2026-03-31, amount = 1} # one\n'
    "ramp.threshold = 1\nramp.target = 2\nramp.stretch = 3 # dotted\n"
    "[company]\nthreshold = 1\ntarget = 2\nstretch = 3\n"
)

numbers = st.decimals(-1000, 1_000_000, places=2)
may = st.none() | numbers
words = st.text("abcdefé \"\\#'[]=", max_size=12)
ids = st.text("abcdefgh", min_size=1, max_size=3)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ramps = st.builds(Ramp, numbers, numbers, numbers, numbers)
plans = st.builds(
    Plan,
    about=st.builds(About, words, words, days, days, numbers, words, st.integers(0, 99), words,
                    words, words, numbers),
    ramp=ramps,
    company=ramps,
    shares=st.builds(Shares, numbers, numbers, numbers),
    loop=st.builds(Loop, numbers, numbers, numbers, may, may, numbers),
    checks=st.builds(Checks, numbers, numbers, numbers, numbers),
    budget=st.builds(Budget, may, words),
    groups=st.lists(st.builds(Group, ids, numbers, numbers, numbers, numbers), max_size=3,
                    unique_by=lambda one: one.peers).map(tuple),
    members=st.lists(st.builds(Member, ids, may, may, words, words, may, may, may, may), max_size=4,
                     unique_by=lambda one: one.id).map(tuple),
)  # fmt: skip


@given(plans, plans)
def test_any_plan_written_over_any_other_is_read_back(one: Plan, other: Plan) -> None:
    text = desk.written(one)
    assert plan_text.rewritten(text, one) == text
    assert desk.read(plan_text.rewritten(text, other)) == other


@given(plans, plans, plans)
def test_a_row_that_stands_there_twice_is_written_over(one: Plan, more: Plan, other: Plan) -> None:
    def of_one(rows: tuple[Member, ...]) -> tuple[Member, ...]:
        pairs = zip(rows, one.members, strict=False)
        return tuple(replace(row, id=own.id) for row, own in pairs)

    twice = replace(one, members=(*one.members, *of_one(more.members)))
    text = desk.written(twice)
    for after in (replace(other, members=of_one(other.members)), replace(twice, about=other.about)):
        assert desk.read(plan_text.rewritten(text, after)) == after


@given(plans)
def test_no_remark_is_lost_whatever_is_written_over_it(other: Plan) -> None:
    made = plan_text.rewritten(TEXT, other)
    assert desk.read(made) == other
    assert not Counter(desk.remarks(TEXT)) - Counter(desk.remarks(made))


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({"ramp": replace(PLAN.ramp, target=Decimal(36))}, "target = 37", "target = 36"),
        ({"about": replace(PLAN.about, mode=entries.PAID)}, 'mode = "shadow"', 'mode = "paid"'),
        (
            {"members": (*PLAN.members[:3], replace(PLAN.members[3], heads=Decimal("7.5")),
                         *PLAN.members[4:])},
            'id = "canal"\n', 'id = "canal"\nheads = 7.5\n',
        ),
        ({"budget": Budget()}, "cap = 150000.00\n", ""),
    ],
)  # fmt: skip
def test_one_entry_changes_one_line(change: dict[str, Any], before: str, after: str) -> None:
    made = plan_text.rewritten(TEXT, replace(PLAN, **change))
    assert made == TEXT.replace(before, after, 1)


def test_a_remark_behind_a_value_stays_there_and_outlives_the_value() -> None:
    noted = TEXT.replace("cap = 150000.00", "cap = 150000.00 # agreed in May")
    more = plan_text.rewritten(noted, replace(PLAN, budget=Budget(Decimal(160_000))))
    assert "cap = 160000 # agreed in May\n" in more
    assert "# agreed in May\n" in plan_text.rewritten(noted, replace(PLAN, budget=Budget()))


def test_a_team_that_goes_leaves_the_remark_above_it() -> None:
    rest = tuple(one for one in PLAN.members if one.id != "accounts")
    made = plan_text.rewritten(TEXT, replace(PLAN, members=rest))
    assert '"accounts"' not in made
    assert "# Nobody calls these two: they are paid by" in made
    assert made.startswith(TEXT[: TEXT.index("# Nobody calls")])


def test_a_team_that_comes_back_stands_where_it_stood() -> None:
    gone = plan_text.rewritten(
        TEXT, replace(PLAN, members=tuple(one for one in PLAN.members if one.id != "harbour"))
    )
    assert '"harbour"' not in gone
    assert plan_text.rewritten(gone, PLAN) == TEXT
    first = (*PLAN.members[1:], PLAN.members[0])
    turned = plan_text.rewritten(TEXT, replace(PLAN, members=first))
    assert turned.startswith(TEXT[: TEXT.index("[[team]]")])
    only_new = plan_text.rewritten(TEXT, replace(PLAN, members=(Member("zoo"), *PLAN.members)))
    assert only_new == TEXT.replace("[[team]]", '[[team]]\nid = "zoo"\n\n[[team]]', 1)


def test_a_text_in_a_way_of_its_own_is_written_anew_with_its_remarks() -> None:
    plan = desk.read(OWN_WAY)
    assert plan_text.rewritten(OWN_WAY, plan) == OWN_WAY
    other = replace(plan, ramp=Ramp(Decimal(4), Decimal(5), Decimal(6)))
    made = plan_text.rewritten(OWN_WAY, other)
    assert desk.read(made) == other
    assert made.startswith("# one\n# dotted\n")


def test_a_text_that_cannot_be_read_is_refused_and_not_written_over() -> None:
    with pytest.raises(BadInput):
        plan_text.rewritten("[plan", PLAN)


def test_what_contradicts_itself_can_be_read_for_a_form_and_not_parsed() -> None:
    text = TEXT.replace("target = 37", "target = 77")
    assert desk.read(text).ramp.target == 77
    with pytest.raises(desk.Mistakes) as told:
        desk.parse(text)
    assert len(told.value.told) == 1
