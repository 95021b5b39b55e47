"""Other plans than the one in force: what they would pay, and whether one answer flips a result."""

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from cxdata import desk
from cxdata.errors import Refused
from cxdata.metrics import plan_simulation, ramp
from cxdata.metrics.incentive import Payouts
from cxdata.reports import (
    incentive_tables,
    incentive_terms,
    plan_honesty,
    what_if,
    what_if_cap,
    what_if_turns,
)
from cxdata.reports import teams as compared
from cxdata.reports.what_if_levers import Levers, levered, levers_of
from cxdata.scope import LEAD, STEWARD, Scope
from tests.reports.pay.paying import BOSS, HARBOUR, KNOWN, capped, read


def asked(snapshot, company, version, now, by: Levers, scope: Scope = BOSS):
    second = levered(version.plan, by)
    other = incentive_terms.stretch(second, now.since, KNOWN)
    names = ("the plan in force", "the draft")
    return what_if.what_if(scope, snapshot, company, version.plan, second, names, (now, other))


def turned(snapshot, company, version, now, by: Levers, scope: Scope = BOSS):
    second = levered(version.plan, by)
    other = incentive_terms.stretch(second, now.since, KNOWN)
    found = what_if_turns.everybodys(snapshot, company, second, other)
    return what_if_turns.narrowed(scope, found)


def test_a_simulation_says_the_same_twice_and_less_luck_than_all_or_nothing(
    snapshot, company, version, now
) -> None:
    told = []
    found = plan_honesty.honesty(BOSS, snapshot, company, version.plan, now, told.append)
    assert plan_honesty.honesty(HARBOUR, snapshot, company, version.plan, now) == found
    assert told == sorted(told)
    assert told[-1] == 1.0
    luck, spread = found.rates[0], found.rates[-1]
    for rate in (luck, spread):
        assert int(rate.plan.split()[0]) < int(rate.cliff.split()[0])
    assert "2,000 times" in found.method
    assert "€" not in repr(found)
    by_name = {rate.name: rate for rate in found.rates}
    missed, lost = by_name["Missed, wrongly"], by_name["Lost by bad luck"]
    assert (missed.plan, missed.cliff) == ("31 %", "27 %")  # worse than all or nothing: why?
    assert found.why.startswith(f"Why {missed.plan} are missed and not {missed.cliff}: ")
    assert f"so {lost.plan} and not {lost.cliff} of what is earned is lost" in found.why


def test_a_plan_that_misses_no_more_than_the_cliff_explains_nothing() -> None:
    """Teams without peers are drawn to nobody: both ways hold one score against one target."""
    alone = replace(
        plan_simulation.alike(6, 47, 30, ramp.Ramp(35, 45, 55)),
        group=np.full(6, plan_simulation.ALONE),
    )
    found = plan_simulation.simulate(alone, draws=100)
    assert found.plan.missed_pay == found.cliff.missed_pay > 0
    assert plan_honesty.why_missed(found.plan, found.cliff) == ""


def test_sliders_left_alone_change_nothing(snapshot, company, version, now, pay) -> None:
    start = levers_of(version.plan)
    assert levered(version.plan, start) == version.plan
    found = asked(snapshot, company, version, now, start)
    assert {row.id: row.second for row in found.rows} == {t.id: t.amount for t in pay.values()}
    assert "The same as the plan in force, team by team." in found.answer[-1][0]


def test_lower_targets_pay_no_team_less_and_a_shorter_look_back_pays_by_other_scores(
    snapshot, company, version, now
) -> None:
    start = levers_of(version.plan)
    plan = replace(version.plan, budget=replace(version.plan.budget, cap=None))
    free = replace(version, text=desk.written(plan))
    lower = asked(snapshot, company, free, now, replace(start, shift=-3))
    assert all(row.second >= row.first for row in lower.rows)
    assert sum(row.second > row.first for row in lower.rows) > 10
    short = asked(snapshot, company, version, now, replace(start, window=3))
    assert {row.id for row in short.rows if row.second != row.first} > {"harbour", "vans_north"}


@pytest.mark.parametrize("scope", [HARBOUR, Scope(LEAD, ("support",)), Scope(STEWARD)])
def test_a_what_if_is_refused_to_those_who_may_not_see_everybodys_money(
    snapshot, company, version, now, scope: Scope
) -> None:
    with pytest.raises(Refused, match="open to executives and payroll") as refused:
        asked(snapshot, company, version, now, levers_of(version.plan), scope)
    assert "Harbour" not in str(refused.value)
    with pytest.raises(Refused, match="open to executives and payroll"):
        turned(snapshot, company, version, now, levers_of(version.plan), scope)


def test_one_answer_flips_only_teams_within_its_reach_of_the_target(
    snapshot, company, version, now
) -> None:
    found = turned(snapshot, company, version, now, levers_of(version.plan))
    rows = compared.teams(BOSS, snapshot, company, now.window)
    plain = {row.id: row.figure for group in rows.groups for row in group.teams}
    flips = {
        turn.id: abs(plain[turn.id].value - turn.on.target) < 200 / plain[turn.id].n
        for turn in found.teams
        if turn.id in plain
    }
    assert flips == {turn.id: turn.flips for turn in found.teams if turn.id in plain}
    for turn in found.teams:
        assert turn.by_ramp < turn.by_cliff or not turn.flips
    nearly = turned(snapshot, company, version, now, replace(levers_of(version.plan), width=5))
    assert max(t.by_ramp for t in nearly.teams) > 3 * max(t.by_ramp for t in found.teams)


def test_one_answer_moves_no_more_of_a_score_than_is_left_once_it_is_drawn(
    snapshot, company, version, now
) -> None:
    """One of Island's 12 answers moves its plain score by 17 points, the one that counts by 3."""
    found = turned(snapshot, company, version, now, levers_of(version.plan))
    turns = {turn.id: turn for turn in found.teams}
    island, most = turns["island"], max(found.teams, key=lambda turn: turn.by_ramp)
    assert most.id != "island"
    assert f"at most ({most.name})" in found.words
    earner = next(team for team in company.teams if team.id == "island")
    ramp = version.plan.ramp_of("island", earner.peers)
    slope = float(1 / (ramp.target - ramp.threshold))
    own = 0.6 * 12 / 60 * float(version.plan.about.amount) * earner.heads
    assert 0 < float(island.by_ramp) < 0.25 * own * slope * 200 / 12
    # The plain score, which all or nothing goes by, is told beside the one that counts.
    assert (round(island.plain), round(island.on.value)) == (67, 33)
    table = incentive_tables.turns(found).set_index("team")
    assert table.loc["Island store", ["plain score", "score that counts"]].round().tolist() == [
        67, 33,
    ]  # fmt: skip


def test_a_budget_cuts_what_one_answer_moves_on_the_ramp_and_over_the_cliff_alike(
    snapshot, company, version, now
) -> None:
    start = levers_of(version.plan)
    free = turned(snapshot, company, version, now, start)
    tight = turned(snapshot, company, capped(version, Decimal(90_000)), now, start)
    pairs = [(a, b) for a, b in zip(free.teams, tight.teams, strict=True) if a.flips]
    assert pairs
    for a, b in pairs:
        factor = b.by_cliff / a.by_cliff
        assert float(factor) == pytest.approx(90_000 / 143_826, abs=0.001)
        assert float(b.by_ramp / a.by_ramp) == pytest.approx(float(factor), abs=0.001)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ({"team": 0}, "No money hangs on a team's own score by this plan (0 %"),
        ({"amount": 0}, "Nothing can be earned: the plan's heads or amount is 0"),
    ],
)
def test_where_no_money_hangs_on_the_own_score_no_answer_is_said_to_move_any(
    snapshot, company, version, now, by: dict[str, int], told: str
) -> None:
    found = turned(snapshot, company, version, now, replace(levers_of(version.plan), **by))
    assert found.words.startswith(told)
    second = levered(version.plan, replace(levers_of(version.plan), **by))
    honest = plan_honesty.honesty(BOSS, snapshot, company, second, now)
    assert (honest.lead, honest.rates) == ("–", ())
    assert honest.lead_words.startswith(told)
    assert not found.hangs
    assert {turn.by_cliff for turn in found.teams} == {turn.by_ramp for turn in found.teams} == {0}


def test_what_if_nobody_gets_more_the_sentence_begins_as_one(snapshot, company, version) -> None:
    period = incentive_terms.periods_of(version.plan, KNOWN)[-1]
    plan = version.plan
    harder = levered(plan, replace(levers_of(plan), shift=6))
    both = (period, incentive_terms.stretch(harder, period.since, KNOWN))
    found = what_if.what_if(BOSS, snapshot, company, plan, harder, ("one", "two"), both)
    last = found.answer[-1][0]
    assert re.fullmatch(r"No team would get more, \d+ less\.", last)
    for row in found.rows:
        if row.more_text != "same":
            apart = row.more_text.replace("+", "").replace("−", "")
            assert abs(read(row.second_text) - read(row.first_text)) == read(apart)


def test_a_what_if_says_that_the_budget_takes_what_easier_targets_give(
    snapshot, company, version, now
) -> None:
    start = levers_of(version.plan)
    found = asked(snapshot, company, version, now, replace(start, shift=-3))
    less = [row for row in found.rows if row.second < row.first]
    assert less
    assert all(row.second_earned >= row.first_earned for row in less)
    assert "By the draft € 161,609 would" in found.capped
    assert (
        "would be earned, and the budget holds € 150,000, 92.8 % of it: every sum is cut"
        in found.capped
    )
    assert f"{len(less)} teams would get less. All of them earn no less than" in found.capped
    table = incentive_tables.rivals(found)
    before = table["second, earned before the budget"]
    assert before.sum() > table["second"].sum()
    harder = asked(snapshot, company, version, now, replace(start, shift=6))
    assert any(row.second < row.first for row in harder.rows)
    assert harder.capped == ""
    first = replace(version.plan, budget=replace(version.plan.budget, sharing="over_target"))
    paid = Payouts((), Decimal(5), Decimal(4), Decimal(0), 0.8)
    words = what_if_cap.words(("it", first, paid), ("it", first, paid), "EUR")
    assert words.endswith("what lies over target is cut first.")
