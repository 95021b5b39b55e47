"""Pay by a plan, on the sample company: who sees whose, where it comes from, what is held."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdata import desk, record
from cxdata import organisation as organisations
from cxdata.charts import pay_table, payout
from cxdata.desk import decisions, plans
from cxdata.desk.decisions import Hold
from cxdata.desk.entries import Member
from cxdata.errors import Refused
from cxdata.flows import plans as flow
from cxdata.metrics import detectors, plan_simulation, ramp
from cxdata.metrics.finding import Finding
from cxdata.metrics.incentive import Payouts
from cxdata.record import guards
from cxdata.reports import (
    incentive_eyes,
    incentive_opening,
    incentive_part,
    incentive_past,
    incentive_point,
    incentive_signs,
    incentive_sums,
    incentive_tables,
    incentive_terms,
    incentive_words,
    line_of_sight_chain,
    plan_honesty,
    what_if,
    what_if_cap,
    what_if_turns,
)
from cxdata.reports import teams as compared
from cxdata.reports.incentive_opening import Opening
from cxdata.reports.incentives import incentives
from cxdata.reports.payees import payees
from cxdata.reports.what_if_levers import Levers, levered, levers_of
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope, View
from tests import records

BOSS, HARBOUR = Scope(EXECUTIVE), Scope(EMPLOYEE, teams=("harbour",))
KNOWN = date(2023, 11, 1), date(2026, 11, 1)
SHARE = r"([\d.]+) % of ([+−]?[\d.]+)"
SUPPORT = ("amber", "birch", "cedar", "dune", "elm")


@pytest.fixture(scope="module")
def home() -> Path:
    return records.sample_root() / "demo"


@pytest.fixture(scope="module")
def snapshot(home):
    return record.open_snapshot(home)


@pytest.fixture(scope="module")
def company(snapshot):
    return organisations.parse(snapshot.organisation())


@pytest.fixture(scope="module")
def version(home):
    return plans.in_force(BOSS, desk.open_desk(home), date(2026, 11, 1))


@pytest.fixture(scope="module")
def now(version):
    return incentive_terms.periods_of(version.plan, KNOWN)[-1]


@pytest.fixture(scope="module")
def whole(snapshot, company, version, now):
    return incentives(BOSS, snapshot, company, version, (), now)


@pytest.fixture(scope="module")
def pay(whole):
    return {team.id: team for team in whole.teams}


def test_the_open_period_looks_back_over_the_twelve_months_that_are_known(version, now) -> None:
    assert (now.label, now.id, now.still) == ("Q4 2026", "2026-10", 2)
    assert (now.window.since, now.window.until) == (date(2025, 11, 1), date(2026, 11, 1))
    first = incentive_terms.periods_of(version.plan, KNOWN)[0]
    assert (first.window.since, first.window.until) == (date(2025, 4, 1), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (HARBOUR, ("harbour",)),
        (Scope(LEAD, ("support",)), SUPPORT),
        (Scope(LEAD, ("support",), teams=("island",)), ("island", *SUPPORT)),
        (Scope(LEAD), ()),
        (Scope(EMPLOYEE, ("support",)), ()),
        (Scope(EMPLOYEE), ()),
        (Scope(STEWARD, ("support",)), ()),
    ],
)
def test_everybody_sees_the_own_money_and_nobody_elses(
    snapshot, company, version, now, pay, scope: Scope, seen: tuple[str, ...]
) -> None:
    found = incentives(scope, snapshot, company, version, (), now)
    assert tuple(team.id for team in found.teams) == seen == payees(scope, company)
    assert found.budget is None
    told = repr(found)
    for team in pay.values():
        if team.id in seen:
            assert next(t for t in found.teams if t.id == team.id).amount == team.amount
        else:
            assert str(team.amount) not in told
            assert team.text not in told


@pytest.mark.parametrize("scope", [BOSS, Scope(PAYROLL)])
def test_executives_and_payroll_see_all_teams_and_the_budget(
    snapshot, company, version, now, scope: Scope
) -> None:
    found = incentives(scope, snapshot, company, version, (), now)
    assert len(found.teams) == 20
    assert found.may_decide
    assert found.budget.forecast == sum(team.amount for team in found.teams)
    assert found.budget.low < found.budget.forecast < found.budget.high


def test_the_score_that_counts_is_the_one_of_the_page_of_teams(snapshot, company, pay) -> None:
    told = compared.teams(BOSS, snapshot, company, View(date(2025, 11, 1), date(2026, 11, 1)))
    rows = [row for group in told.groups for row in group.teams]
    assert len(rows) == 16
    for row in rows:
        assert pay[row.id].ramp.value == pytest.approx(row.shrunk, abs=1e-9)


def test_a_team_that_meets_no_customer_is_paid_by_what_its_work_reaches(
    snapshot, company, now, pay
) -> None:
    for team in ("accounts", "platform"):
        chain = line_of_sight_chain.chain(BOSS, snapshot, company, now.window, team)
        assert pay[team].chain
        assert pay[team].ramp.value == pytest.approx(chain.score.figure.value)
        assert pay[team].n_eff == pytest.approx(chain.score.n_eff)
    assert sum(team.chain for team in pay.values()) == 2


def test_components_add_up_to_the_cent_and_lie_within_the_range(pay) -> None:
    for team in pay.values():
        assert sum(part.amount for part in team.components) == team.amount
        assert team.low <= team.amount <= team.high
        assert team.amount == team.amount.quantize(Decimal("0.01"))


def test_each_planted_trick_is_held_by_the_detector_meant_for_it_and_nobody_else_is(pay) -> None:
    held = {
        team.id: [sign.id for sign in team.signs if sign.level == "hold"]
        for team in pay.values()
        if team.held
    }
    assert held == {"station": ["hour", "source"], "vans_east": ["coverage"], "cedar": ["tens"]}
    assert not [team.id for team in pay.values() if team.signs and not team.held]


def test_a_held_payment_is_told_in_neutral_words_with_what_happens_next(pay) -> None:
    (sign,) = pay["cedar"].signs
    assert sign.words.startswith("75.6 % of 307 nines and tens are tens; noted from 63.8 %, held ")
    assert "Innocent explanations: " in sign.innocent
    assert "nobody is accused" in sign.after
    assert "No machine takes money away" in sign.after
    told = " ".join(map(str, vars(sign).values())).lower()
    assert not [word for word in ("fraud", "cheat", "suspicious", "manipulat") if word in told]
    assert "waits until a person has looked" in pay["cedar"].answer[-1][0]
    assert pay["cedar"].amount > 0


def test_a_figure_never_reads_as_the_limit_that_it_is_held_against(version) -> None:
    """Not "90 %; noted from 89.9 % down": the figure has its limit's decimals, or more."""
    seen = Finding("response", 0.896, 0.899, 0.85, 0.004, 0.001, 400, "note")
    for figure, told in ((0.896, "is 89.6 % of"), (0.89896, "is 89.896 % of")):
        words = incentive_signs.sign("response", replace(seen, figure=figure), None, UTC).words
        assert told in words
        assert f"noted from {'89.9' if figure < 0.898 else '89.900'} % down" in words
    itself = incentive_signs.sign("response", replace(seen, figure=seen.note), None, UTC).words
    assert "is 89.9 % of" in itself
    assert "noted from 89.9 % down" in itself  # not "under 89.9 %", where it would not be noted
    check = incentive_signs.coverage(seen, version.plan, (1000, 949, 300))
    assert check.words == "94.9 % of 1,000 eligible customers, 95 % needed: 1 invitation too few"
    assert incentive_signs.coverage(seen, version.plan, (1000, 950, 300)).words.startswith("95 %")


def test_what_a_point_is_worth_is_said_of_a_payment_that_waits_too(pay) -> None:
    worth = {team.id: incentive_words.money(team.point, "EUR") for team in pay.values()}
    told = {team.id: team.answer[-1][0] for team in pay.values()}
    assert told["harbour"] == f"One more point is worth {worth['harbour']}."
    assert told["cedar"].endswith(f"Once it is paid, one more point is worth {worth['cedar']}.")
    assert pay["cedar"].point > 0


def test_a_lead_of_several_teams_reads_what_chance_can_make_of_their_sum(
    snapshot, company, version, now, pay
) -> None:
    """Narrower than the teams' ranges laid end to end, wider than any one of them."""
    scope = Scope(LEAD, ("support",))
    found = incentives(scope, snapshot, company, version, (), now)
    said = "".join(words for words, _ in found.answer)
    low, high = (read(f"€ {n}") for n in re.search(r"€ ([\d,]+) and € ([\d,]+)", said).groups())
    rows = [pay[id_] for id_ in SUPPORT]
    assert sum(t.low for t in rows) < low < read(found.text) < high < sum(t.high for t in rows)
    assert high - low > max(t.high - t.low for t in rows)
    # What is withheld is in neither.
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    at = datetime(2026, 11, 3, tzinfo=UTC)
    taken = (decisions.Decision(1, hold, "withhold", "Looked at.", "ann", at),)
    found = incentives(scope, snapshot, company, version, taken, now)
    said = "".join(words for words, _ in found.answer)
    ends = [read(f"€ {n}") for n in re.search(r"€ ([\d,]+) and € ([\d,]+)", said).groups()]
    assert ends[0] < read(found.text) < ends[1] < high


def test_what_is_missing_at_a_check_is_told_in_numbers(pay) -> None:
    coverage = next(c for c in pay["vans_east"].checks if c.name == "Not everybody was asked")
    assert coverage.state == "short"
    asked = 1865
    assert f"89 % of {asked:,} eligible customers, 95 % needed: " in coverage.words
    few = next(c for c in pay["island"].checks if c.name.startswith("Few answers"))
    assert (few.state, few.words.split(":")[0]) == ("short", "12 answers")
    assert "48 more until the own score counts in full" in few.words


def test_a_check_says_which_of_the_touchpoints_in_the_score_it_covers(pay) -> None:
    """4,514 answers make the score, 2,964 customers were looked at: not the same touchpoints."""
    said = {team.id: team.checks[1].words for team in pay.values()}
    assert (
        "2,964 eligible customers at “Understand the bill” (invitations in this team's own"
        in (said["accounts"])
    )
    assert [id_ for id_, words in said.items() if " customers at “" in words] == [
        "accounts", "platform",
    ]  # fmt: skip
    assert "89 % of 1,865 eligible customers, 95 % needed" in said["vans_east"]


def test_the_share_that_answers_divided_by_the_usual_one_is_what_is_told(pay) -> None:
    """Not "24 % answered; 25 % is usual: 99 % of it"."""
    fine = 0
    for team in pay.values():
        words = team.checks[2].words
        if found := re.match(r"([\d.]+) % answered; .* ([\d.]+) % is usual: (\d+) % of it", words):
            came, usual, told = found.groups()
            assert f"{100 * float(came) / float(usual):.0f}" == told, words
            fine += "." in came
    assert 0 < fine < 20


def test_answers_held_against_the_own_customers_say_that_peers_may_hear_more(pay) -> None:
    """Teams holds Harbour against its peers; both sentences name the other measure."""
    response = next(
        c for c in pay["harbour"].checks if c.name == "As many answer as usual with these customers"
    )
    assert "% needed (peers, who meet others, may hear more: see Teams)" in response.words


def test_the_way_to_the_score_says_each_step_in_words(pay) -> None:
    island = pay["island"].stairs
    assert [step.label.split(",")[0] for step in island] == [
        "Q4 2026 so far", "Plain", "Like for like", "The score that counts",
    ]  # fmt: skip
    plain, alike, counted = island[1:]
    assert (plain.text, counted.text) == ("+67", pay["island"].stairs[-1].text)
    assert plain.value > alike.value > counted.value
    assert "easier to please" in alike.why
    assert "drawn to the middle of these teams" in counted.why
    harbour = pay["harbour"].stairs
    assert "harder to please" in harbour[2].why
    assert harbour[2].value - harbour[1].value > 20


def test_a_decision_ends_a_hold_and_stands_with_its_reason(
    home, company, snapshot, version, now, tmp_path
) -> None:
    own = tmp_path / "demo"
    own.mkdir()
    shutil.copy(home / "desk.sqlite", own / "desk.sqlite")
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    reason = "Two employees serve the counter; we watched a morning."
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    judge = Scope(EXECUTIVE, identity="ann")
    flow.decide(judge, own, company, hold, "pay", reason, at)
    taken = decisions.taken(judge, desk.open_desk(own), version.id, now.id)
    found = incentives(Scope(LEAD, ("support",)), snapshot, company, version, taken, now)
    cedar = next(team for team in found.teams if team.id == "cedar")
    assert (cedar.held, cedar.standing) == (False, "paid by decision")
    assert cedar.signs[0].decided == f"Paid, ann, 2 Nov 2026: {reason}"
    flow.decide(judge, own, company, hold, "withhold", "The tablet was theirs after all.", at)
    taken = decisions.taken(judge, desk.open_desk(own), version.id, now.id)
    found = incentives(BOSS, snapshot, company, version, taken, now)
    cedar = next(team for team in found.teams if team.id == "cedar")
    assert (cedar.held, cedar.standing) == (True, "withheld")
    assert "decided to withhold" in cedar.answer[-1][0]
    assert cedar.expected == "€ 0"
    assert cedar.text in cedar.answer[-1][0]
    # It is taken out of the forecast, its range and the room under the budget; nobody gets it.
    before = incentives(BOSS, snapshot, company, version, (), now)
    kept, all_ = found.budget, before.budget
    assert kept.withheld == cedar.amount == all_.forecast - kept.forecast > 0
    assert kept.forecast == sum(t.amount for t in found.teams if t.id != "cedar")
    assert kept.high - kept.low < all_.high - all_.low
    assert (kept.over, kept.at_target, kept.cap) == (all_.over, all_.at_target, all_.cap)
    assert [t.amount for t in found.teams] == [t.amount for t in before.teams]
    assert found.text == incentive_words.money(kept.forecast, "EUR")
    assert kept.small_print.startswith("Withheld by a decision, and not in the forecast: ")
    assert "withheld by a decision" in incentive_tables.budget(found).to_csv()
    # The table that is taken away pays nothing of it either, and still says what was earned.
    table = incentive_tables.teams(found).set_index("team")
    assert table["expected"].sum() == kept.forecast
    assert table["earned"].sum() == all_.forecast
    assert table.loc[cedar.name, ["expected", "earned"]].tolist() == [0, cedar.amount]
    led = incentives(Scope(LEAD, ("support",)), snapshot, company, version, taken, now)
    paid = sum(t.amount for t in led.teams if t.id != "cedar")
    assert led.text == incentive_words.money(paid, "EUR")
    # What was decided waits no more.
    assert found.answer[-1][0] == (
        "2 payments wait for a decision. 1 payment is withheld by a decision: "
        f"{cedar.text}, not counted here."
    )


@given(n=st.floats(0, 200), minimum=st.integers(5, 20))
def test_a_score_comes_in_without_a_jump_and_hidden_answers_count_for_nothing(n, minimum) -> None:
    here, more = (incentive_terms.behind(x, minimum) for x in (n, n + 1))
    assert 0 <= here <= more <= here + 2 + 1e-9
    assert here <= n
    assert here == 0 or n > minimum - 1
    assert here == n or n < 2 * minimum


def test_past_quarters_are_what_the_page_of_that_quarter_says(
    snapshot, company, version, now
) -> None:
    past = incentive_past.past(BOSS, snapshot, company, version.plan, now)
    assert [one.label for one in past.all] == [
        *("Q4 2024", "Q1 2025", "Q2 2025", "Q3 2025"),
        *("Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"),
    ]
    before = incentive_terms.periods_of(version.plan, KNOWN)[-2]
    page = incentives(BOSS, snapshot, company, version, (), before)
    assert past.all[-1].amount == page.budget.forecast
    for team in page.teams:
        assert past.teams[team.id][-1].amount == team.amount
    assert "Wording of the survey changed" in past.note
    cap = version.plan.budget.cap
    assert f"In {sum(one.amount == cap for one in past.all)} of these 8 more" in past.note
    for one in past.all:
        assert (one.before is not None) == (one.amount == cap)
        assert one.before is None or (one.before > cap and one.before_percent > one.percent)
    easier = levered(version.plan, replace(levers_of(version.plan), shift=-3))
    other = incentive_past.past(BOSS, snapshot, company, easier, now)
    pairs = list(zip(past.all, other.all, strict=True))
    assert any(a.amount == b.amount and b.before > (a.before or 0) for a, b in pairs)
    table = incentive_tables.quarters(past.all)["earned before the budget"]
    assert table.tolist() == [one.before or one.amount for one in past.all]
    # A team's own past says what it earned before the same cut; together that is all teams'.
    for i, one in enumerate(past.all):
        rows = [incentive_tables.quarters(rows).iloc[i] for rows in past.teams.values()]
        earned = sum(row["earned before the budget"] for row in rows)
        assert earned == (one.before or one.amount)
        cut = [row["amount"] < row["earned before the budget"] for row in rows if row["amount"]]
        assert all(cut) if one.before else not any(cut)


def test_past_quarters_of_others_are_not_told(snapshot, company, version, now) -> None:
    past = incentive_past.past(HARBOUR, snapshot, company, version.plan, now)
    assert (tuple(past.teams), past.all) == (("harbour",), ())


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


def test_a_cut_by_the_budget_is_told_to_the_team_and_met_to_the_cent(
    snapshot, company, version, now
) -> None:
    plan = replace(version.plan, budget=replace(version.plan.budget, cap=Decimal(50_000)))
    tight = replace(version, text=desk.written(plan))
    found = incentives(BOSS, snapshot, company, tight, (), now)
    # What cannot be split without paying equal teams unequally stays: less than a cent a team.
    assert Decimal("49999.80") <= found.budget.forecast <= 50_000
    assert found.budget.scale < 1
    assert "so it is shared" in "".join(words for words, _ in found.answer)
    own = incentives(HARBOUR, snapshot, company, tight, (), now)
    assert "every sum is cut by the same factor: all together get" in own.teams[0].notes[-1]
    assert "50,000" not in repr(own)


def test_chance_moves_what_is_earned_and_then_the_budget_cuts(
    snapshot, company, version, now
) -> None:
    """A budget that even the low end of chance exceeds is paid out whatever chance does."""
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    at = datetime(2026, 11, 3, tzinfo=UTC)
    kept = (decisions.Decision(1, hold, "withhold", "Looked at.", "ann", at),)
    for taken in ((), kept):
        free, near, tight = (
            incentives(BOSS, snapshot, company, capped(version, cap), taken, now)
            for cap in (None, Decimal(135_000), Decimal(90_000))
        )
        assert free.budget.low < near.budget.forecast < free.budget.high
        assert near.budget.low == pytest.approx(free.budget.low, abs=Decimal(150))
        found = tight.budget
        assert found.over > 0.999
        said = "".join(words for words, _ in tight.answer)
        if taken:
            # What is withheld is cut like the others: the less it earned, the more they are left.
            assert near.budget.high - near.budget.forecast < Decimal(2_000)
            assert found.low < found.forecast < found.high
            assert "Chance does not move that sum" not in said
            continue
        assert near.budget.high == near.budget.forecast
        assert found.low == found.high == found.forecast
        assert "Chance does not move that sum" in said
        assert "Between" not in said
        assert "between" not in found.words


def test_a_cut_is_a_step_of_its_own_under_what_each_part_earns(
    snapshot, company, version, now, pay
) -> None:
    """A part that pays 45 % of 5,280 says 2,376; the budget takes from all of them together."""
    found = incentives(BOSS, snapshot, company, capped(version, Decimal(90_000)), (), now)
    for team in found.teams:
        *parts, cut = team.components
        assert [(p.amount, p.text) for p in parts] == [
            (p.amount, p.text) for p in pay[team.id].components
        ]
        assert cut.name == "Budget"
        assert cut.amount == team.amount - pay[team.id].amount < 0
        assert sum(read(part.text) for part in team.components) == read(team.text)
        words = payout.components(team.components, team.text).words
        assert f"Budget: {cut.text}. All teams together earned more" in words
        assert sum(incentive_tables.components(team)["earned"]) == team.amount
    assert not [t for t in pay.values() if t.components[-1].name == "Budget"]


def capped(version, cap: Decimal | None):
    """The plan with another budget."""
    plan = replace(version.plan, budget=replace(version.plan.budget, cap=cap))
    return replace(version, text=desk.written(plan))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("amount = 400.00", "amount = 0", "the plan's heads or amount is 0"),
        ("cap = 150000", "cap = 0", "the plan's budget (cap) is 0"),
    ],
)
def test_a_plan_that_can_pay_nothing_names_the_entry_that_says_so(
    snapshot, company, version, now, old, new, told
) -> None:
    assert old in version.text
    empty = replace(version, text=version.text.replace(old, new))
    found = incentives(BOSS, snapshot, company, empty, (), now)
    assert found.text == "€ 0"
    assert told in "".join(words for words, _ in found.answer)
    harbour = next(team for team in found.teams if team.id == "harbour")
    assert told in harbour.answer[-1][0]
    assert "under the threshold" not in harbour.answer[-1][0]


def test_heads_are_those_of_the_plan(snapshot, company, version, now) -> None:
    plan = desk.parse(version.text)
    half = replace(plan, members=(Member("harbour", heads=Decimal("2.50")),))
    found = incentives(BOSS, snapshot, company, replace(version, text=desk.written(half)), (), now)
    (team,) = found.teams
    assert team.target == Decimal("2.5") * plan.about.amount
    told = team.answer[0][0]
    assert told.startswith("Harbour store, 2.5 full-time posts: on course for ")
    assert f"about {incentive_words.money(team.amount / Decimal('2.5'), 'EUR')} a full" in told
    assert incentive_tables.teams(found)["heads"].tolist() == [Decimal("2.5")]


def test_why_another_score_counts_stands_in_one_sentence_whose_points_add_up(
    snapshot, company, version, now
) -> None:
    found = incentives(BOSS, snapshot, company, version, (), now)
    told = {team.id: team.way for team in found.teams}
    assert told["island"] == (
        "+33 counts and not +67: 19 points come off because these customers are easier to please "
        "than those of the other teams, and 15 points come off because a high score from only 12 "
        "answers is partly good luck. A low score is lifted in the same way, and the more "
        "customers answer, the less is changed."
    )
    assert told["platform"] == ""
    for way in filter(None, told.values()):
        counts, plain = (int(n.replace("−", "-")) for n in re.findall(r"([+−]?\d+)", way)[:2])
        moves = re.findall(r"(\d+) points? (come|are|comes|is)", way)
        assert sum(-int(n) if verb.startswith("come") else int(n) for n, verb in moves) == (
            counts - plain
        )


def test_the_sum_that_draws_a_score_comes_out_as_it_is_printed(pay) -> None:
    """Whoever adds up the printed shares reads the score that counts."""
    drawn = {
        team.id: re.search(rf"{SHARE} and {SHARE} make ([+−\d.]+\d)", team.stairs[-1].why)
        for team in pay.values()
        if "drawn to the middle of these teams" in team.stairs[-1].why
    }
    assert {"flagship", "harbour", "island", "dune"} <= set(drawn)
    for team, found in drawn.items():
        assert found, pay[team].stairs[-1].why
        a, level, b, centre, made = (float(n.replace("−", "-")) for n in found.groups())
        assert a + b == 100
        assert round((a * level + b * centre) / 100, len(found[5].partition(".")[2])) == made
        assert f"{made:+.0f}".replace("-", "−") == pay[team].stairs[-1].text


def test_the_score_of_work_is_a_sum_that_comes_out_as_it_is_printed(pay) -> None:
    told = pay["accounts"].stairs
    assert [step.label.split(",")[0] for step in told] == ["Plain", "The score that counts"]
    assert "881 answers" in told[0].why
    assert told[1].why.endswith(
        " 60 % of +14 (Understand the bill), 20 % of +14 (Delivery on time), 10 % of +41 (Payment) "
        "and 10 % of +27 (Return) make +18."
    )
    for team in ("accounts", "platform"):
        last = pay[team].stairs[-1]
        parts = [(float(a), float(b.replace("−", "-"))) for a, b in re.findall(SHARE, last.why)]
        assert sum(share for share, _ in parts) == pytest.approx(100)
        made = re.search(r"make ([+−]?[\d.]+\d)\.$", last.why)[1].replace("−", "-")
        sum_ = sum(share * score for share, score in parts) / 100
        assert f"{sum_:.{len(made.partition('.')[2])}f}" == made.lstrip("+")
        assert f"{float(made):+.0f}".replace("-", "−") == last.text


def test_what_the_answers_are_worth_and_the_usual_team_are_those_of_teams(
    snapshot, company, pay
) -> None:
    told = compared.teams(BOSS, snapshot, company, View(date(2025, 11, 1), date(2026, 11, 1)))
    stores = next(group for group in told.groups if any(t.id == "harbour" for t in group.teams))
    harbour = next(row for row in stores.teams if row.id == "harbour")
    why = pay["harbour"].stairs[-1].why
    assert f"like for like they are worth {harbour.weight:.0f} answers" in why
    assert f"Teams draws the usual team at +{stores.centre:.0f}: " in why
    assert "Teams draws the usual" not in pay["vans_east"].stairs[-1].why  # +14 on both pages


def test_a_team_with_peers_is_not_told_that_it_has_none(snapshot, company, version) -> None:
    """Island store was not open yet: nobody answered, but its peers are in the file."""
    first = incentive_terms.periods_of(version.plan, KNOWN)[0]
    found = incentives(BOSS, snapshot, company, version, (), first)
    notes = {team.id: " ".join(team.notes) for team in found.teams}
    assert "names no peers" not in notes["island"]
    assert next(t for t in found.teams if t.id == "island").ramp.value is None


def test_the_sentence_about_a_score_and_the_steps_under_it_say_the_same(
    snapshot, company, version
) -> None:
    """Both count points between the scores that are shown, in every period of the plan."""
    told = 0
    for period in incentive_terms.periods_of(version.plan, KNOWN):
        for team in incentives(BOSS, snapshot, company, version, (), period).teams:
            if len(team.stairs) != 4 or team.ramp.value is None:
                continue
            plain, alike, counted = (int(s.text.replace("−", "-")) for s in team.stairs[1:])
            mix, luck = alike - plain, counted - alike
            said = re.search(r"; (\d+) points? (come|are|comes|is)", team.stairs[2].why)
            assert bool(said) == bool(mix), team.stairs[2].why
            assert not said or int(said[1]) == abs(mix)
            assert ("nothing that shows" in team.stairs[3].why
                    or "nearly out of it" in team.stairs[3].why) == (not luck)  # fmt: skip
            moves = [int(n) for n in re.findall(r"(\d+) points? (?:come|are|is)", team.way)]
            assert moves == ([abs(m) for m in (mix, luck) if m] if mix + luck else []), team.way
            told += bool(moves)
    assert told > 40


def test_a_score_near_the_middle_is_not_said_to_stand_alone(pay) -> None:
    """Birch's 642 answers are worth 39 %: they do not stand alone, they lie at the middle."""
    assert "It lies near the middle of these teams" in pay["birch"].stairs[-1].why
    assert "enough to stand alone" not in pay["birch"].stairs[-1].why
    assert "enough to stand alone" in pay["vans_north"].stairs[-1].why


@pytest.mark.parametrize(
    ("verdict", "words"), [("withhold", "1 withheld"), ("pay", "1 looked at and paid")]
)
def test_a_check_says_what_was_decided(snapshot, company, version, now, verdict, words) -> None:
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    at = datetime(2026, 11, 3, tzinfo=UTC)
    taken = (decisions.Decision(1, hold, verdict, "We listened to twenty calls.", "ann", at),)
    for held, told in (((), "1 held; see below"), (taken, f"{words}; see below")):
        found = incentives(BOSS, snapshot, company, version, held, now)
        team = next(t for t in found.teams if t.id == "cedar")
        assert team.checks[-1].words == told
    assert team.standing == {"withhold": "withheld", "pay": "paid by decision"}[verdict]


def test_checks_that_are_not_met_say_so_in_their_names(snapshot, company, version, now) -> None:
    found = incentives(BOSS, snapshot, company, version, (), now)
    says = {"met": set(), "short": set(), "unknown": set()}
    for team in found.teams:
        for check in team.checks:
            says[check.state].add(check.name)
    assert says["met"] == {
        *(
            "Enough answers of its own",
            "Everybody was asked",
            "As many answer as usual with these customers",
        ),
        "Nothing unusual",
    }
    assert says["short"] == {
        *("Few answers of its own", "Not everybody was asked", "Something unusual"),
    }


def test_a_period_that_has_ended_is_not_called_so_far(snapshot, company, version, now) -> None:
    past = incentive_terms.periods_of(version.plan, KNOWN)[0]
    for period, words in ((now, "Q4 2026 so far, plain"), (past, "Q1 2026, plain")):
        found = incentives(HARBOUR, snapshot, company, version, (), period)
        assert found.teams[0].stairs[0].label == words


def test_a_team_reads_who_it_is_and_what_a_head_gets_first(pay) -> None:
    team = pay["vans_east"]
    first, sure, _ = (words for words, _ in team.answer)
    each = incentive_words.money(team.amount / team.heads, "EUR")
    assert first == (
        f"{team.name}, {team.heads} people: on course for {team.text} in all at the end of "
        f"Dec 2026, about {each} each. "
    )
    heads = incentive_words.between(team.low / team.heads, team.high / team.heads, "EUR")
    assert f" in all, {heads} each, as far as chance can be told today." in sure
    alone = Opening("Ann", Decimal(1), (Decimal(400),) * 3, "", "EUR", "at the end of it", False)
    told = "".join(words for words, _ in incentive_opening.words(alone, "No more."))
    assert told == "Ann, 1 person: on course for € 400 at the end of it. No more."


def test_a_period_that_has_ended_is_told_as_what_it_came_to(
    snapshot, company, version, now
) -> None:
    past = incentive_terms.periods_of(version.plan, KNOWN)[2]
    assert (past.label, past.ended, now.ended) == ("Q3 2026", True, False)
    found = incentives(BOSS, snapshot, company, version, (), past)
    told = [found.question, *(words for words, _ in found.answer), found.budget.small_print]
    told += [words for team in found.teams for words, _ in team.answer]
    told += [found.budget.words, found.company.words, *found.notes]
    told += incentive_part.part(found, SUPPORT, "EUR")
    said = " ".join(told)
    for word in ("on course", "orecast", "today", "hance", "is worth", "One more point adds"):
        assert word not in said, word
    assert re.search(r"Harbour store, \d+ people: Q3 2026 came to € ", said)
    harbour = next(team for team in found.teams if team.id == "harbour")
    luck = harbour.answer[1][0]
    assert luck.startswith(
        f"With other luck in who answered it might have been {harbour.range_text}"
    )
    pictures = pay_table.mark(found.teams, found.ended)
    assert "Might have been" in pictures.html
    assert f"might have been {harbour.range_text}, " in pictures.words
    assert " between " not in pictures.words
    before = incentives(BOSS, snapshot, company, version, (), now)
    still = pay_table.mark(before.teams, before.ended)
    assert ", between € " in still.words
    assert "ight have been" not in still.html
    assert "One more point would have been worth € " in said
    assert found.budget.low == found.budget.forecast == found.budget.high
    assert incentive_tables.budget(found)["what"].tolist()[0] == "came to"
    assert "The whole company stood at +" in said
    assert " over the 12 months to Sep 2026 (" in said
    assert "Forecast" in incentives(BOSS, snapshot, company, version, (), now).budget.words


def test_a_steward_is_told_that_money_is_not_theirs_to_see(snapshot, company, version, now) -> None:
    found = incentives(Scope(STEWARD), snapshot, company, version, (), now)
    assert found.answer[0][0].startswith("Stewards look after the data")


def test_the_sentence_names_why_many_answers_do_not_stand_alone(pay) -> None:
    """Harbour's 1,098 answers are worth 231: case mix draws it to the middle, not their number."""
    why = pay["harbour"].stairs[-1].why
    worth = re.search(r"like for like they are worth (\d+) answers", why)[1]
    told = f"like for like {pay['harbour'].n:,} answers are worth only {worth} (how easy or hard"
    assert told in pay["harbour"].way
    assert "In +31, which pay goes by, a small team counts for more" in why
    island = pay["island"].stairs[-1].why
    assert "worth 16 answers" in island
    assert "more than were given, because customers like these answer more alike" in island
    assert "more than were given" not in why


def test_a_table_says_how_a_sign_stands_and_begins_its_reasons_with_a_word(
    snapshot, company, version, now, pay
) -> None:
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    at = datetime(2026, 11, 3, tzinfo=UTC)
    states = {"": "held", "pay": "paid by decision", "withhold": "withheld by decision"}
    for verdict, told in states.items():
        one = decisions.Decision(1, hold, verdict, "We listened to calls.", "ann", at)
        found = incentives(BOSS, snapshot, company, version, (one,) if verdict else (), now)
        cedar = next(t for t in found.teams if t.id == "cedar")
        assert incentive_tables.checks(cedar)["state"].iloc[-1] == told
    for team in pay.values():  # what begins with a sign gets a mark in a file, against formulas
        reasons = incentive_tables.components(team)["why"]
        assert all(why[0].isalnum() for why in reasons), team.name


def test_a_team_without_a_score_is_told_so_and_not_that_it_lies_under_the_threshold() -> None:
    told = incentive_point.words(Decimal(0), None, 150.0, "EUR")
    assert told == "There is no own score that may count yet, so the whole company's decides."
    assert "threshold" in incentive_point.words(Decimal(0), 0.0, 150.0, "EUR")
    assert "is the most" in incentive_point.words(Decimal(0), 150.0, 150.0, "EUR")


def test_what_is_seen_of_all_teams_at_once_is_what_is_seen_of_each(
    snapshot, company, version
) -> None:
    """The record's counts reach the right team's row, and peers are the others of its group."""
    period = incentive_terms.periods_of(version.plan, KNOWN)[-1]
    whole = incentive_sums.sums(snapshot, company, version, period)
    window, hours = period.window, guards.hours(snapshot, BOSS, period.window)
    asked, origins = (one(snapshot, BOSS, window) for one in (guards.asked, guards.origins))
    row = {name: i for i, name in enumerate(asked.teams)}
    looked = dict.fromkeys(("response", "hour", "source"), 0)
    for team in company.teams:
        found = whole.seen[team.id].findings
        if team.id in row:
            now, then = asked.now[row[team.id]], asked.then[row[team.id]]
            kept = (now[:, 1] > 0) & (then[:, 1] > 0)
            counts = (now[kept, 2], now[kept, 1], then[kept, 2], then[kept, 1])
            same(found["response"], detectors.response_drop(*counts))
            assert whole.seen[team.id].asked == tuple(now.sum(axis=0))
            looked["response"] += 1
        if (both := hours.of(team.id)) is not None:
            same(found["hour"], detectors.busiest_hour(*both))
            looked["hour"] += 1
        peers = [t.id for t in company.teams if t.peers and t.peers == team.peers and t != team]
        held = [origins[peer] for peer in peers if peer in origins]
        if not peers:
            assert {found[name].level for name in ("tens", "source")} == {"unknown"}
        if team.id in origins and held:
            largest, n, pairs = zip(*((o.largest, o.n, o.pairs) for o in held), strict=True)
            own = origins[team.id]
            same(found["source"], detectors.one_source(own.largest, own.n, largest, n, pairs))
            looked["source"] += 1
    assert min(looked.values()) > 9, looked


def test_the_components_of_every_team_add_up_to_its_amount_as_they_are_shown(
    snapshot, company, version
) -> None:
    off = 0
    for period in incentive_terms.periods_of(version.plan, KNOWN):
        for team in incentives(BOSS, snapshot, company, version, (), period).teams:
            shown = [read(part.text) for part in team.components]
            assert sum(shown) == read(team.text), team.name
            alone = (incentive_words.money(part.amount, "EUR") for part in team.components)
            off += sum(map(read, alone)) != read(team.text)
    assert off > 3  # by themselves they would not


def read(text: str) -> Decimal:
    """An amount as somebody reads it."""
    return Decimal(text.replace("€ ", "").replace("−", "-").replace(",", ""))


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


def test_a_team_is_held_against_the_others_of_its_group_and_against_nobody_without_one() -> None:
    counts = np.array([[1, 10], [2, 20], [4, 40], [8, 80], [16, 0]])
    found = incentive_eyes.others(["shops", "", "shops", "", "shops"], counts)
    assert found.tolist() == [[20, 40], [0, 0], [17, 10], [0, 0], [5, 50]]


def same(one, other) -> None:
    """Two findings are equal to the last digits."""
    assert (one.detector, one.level, one.n) == (other.detector, other.level, other.n)
    figures = ("figure", "note", "hold", "p", "false_alarm")
    for a, b in ((getattr(one, name), getattr(other, name)) for name in figures):
        assert a == pytest.approx(b, abs=1e-12, nan_ok=True)


def test_a_decision_is_of_the_companys_day(snapshot, company, version, now) -> None:
    hold = Hold(version.id, version.number, now.id, "cedar", "tens", "76 %")
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # half past midnight in Amsterdam
    taken = (decisions.Decision(1, hold, "pay", "We listened to twenty calls.", "ann", late),)
    found = incentives(BOSS, snapshot, company, version, taken, now)
    cedar = next(t for t in found.teams if t.id == "cedar")
    assert cedar.signs[0].decided.startswith("Paid, ann, 3 Nov 2026: ")
