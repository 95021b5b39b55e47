"""Pay by a plan, on the sample company: who sees whose, what it is made of, and the budget."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cxdata import desk
from cxdata.charts import pay_table, payout
from cxdata.desk import decisions
from cxdata.desk.decisions import Hold
from cxdata.desk.entries import Member
from cxdata.reports import (
    incentive_opening,
    incentive_part,
    incentive_past,
    incentive_tables,
    incentive_terms,
    incentive_words,
)
from cxdata.reports.incentive_opening import Opening
from cxdata.reports.incentives import incentives
from cxdata.reports.payees import payees
from cxdata.reports.what_if_levers import levered, levers_of
from cxdata.scope import EMPLOYEE, LEAD, PAYROLL, STEWARD, Scope
from tests.reports.pay.paying import BOSS, HARBOUR, KNOWN, capped, read

SUPPORT = ("amber", "birch", "cedar", "dune", "elm")


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


def test_components_add_up_to_the_cent_and_lie_within_the_range(pay) -> None:
    for team in pay.values():
        assert sum(part.amount for part in team.components) == team.amount
        assert team.low <= team.amount <= team.high
        assert team.amount == team.amount.quantize(Decimal("0.01"))


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
