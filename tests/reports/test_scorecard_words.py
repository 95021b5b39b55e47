"""Counts are planted, and the sentence is read."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from cxdata import organisation as organisations
from cxdata.errors import NoRecord
from cxdata.reports import headline, slides_score, waterfall
from cxdata.reports.scorecard import scorecard
from cxdata.reports.trend import trend
from cxdata.scope import View, month_after

LAST = date(2026, 10, 1)
UNTIL = date(2026, 11, 1)
QUARTER = View(date(2026, 8, 1), UNTIL)


def months(count: int) -> list[date]:
    return [month_after(LAST, -i) for i in reversed(range(count))]


def said(sentence) -> str:
    return "".join(words for words, _ in sentence)


@pytest.fixture
def steady(tally, answers):
    """24 months of the same answers: 45 % promoters, 15 % detractors, by two channels."""
    for month in months(24):
        for channel in ("App", "Stores"):
            tally.add(month, answers(400, 0.45, 0.15), channel=channel)
    return tally


def test_equal_quarters_show_no_detectable_change(steady, brook, scope):
    card = scorecard(scope, steady, brook, QUARTER)
    assert card.headline.text == "+30"
    assert card.headline.n == 2400
    assert card.change.verdict == "level"
    assert said(card.verdict) == (
        "No detectable change since last quarter (0.0 ± 4.0), and 8 under target. "
        "Like for like we are level."
    )
    assert card.verdict[1][1], "the interval is muted"
    assert card.period == "Aug – Oct 2026"
    assert card.previous_period == "May – Jul 2026"
    assert card.as_of == date(2026, 10, 31)
    assert card.detectable_words == (
        "With 2,400 answers a true move of 6 points is found four times in five."
    )


def test_a_drop_in_experience_is_told_as_one(tally, answers, brook, scope):
    for month in months(24):
        late = month >= QUARTER.since
        for channel in ("App", "Stores"):
            tally.add(
                month, answers(400, 0.35 if late else 0.45, 0.25 if late else 0.15), channel=channel
            )
    card = scorecard(scope, tally, brook, QUARTER)
    assert card.change.verdict == "down"
    assert said(card.verdict) == (
        "Down 20 since last quarter (−20.0 ± 4.2), and 28 under target. "
        "Like for like we are down 20."
    )
    assert card.causes == ("experience",)
    assert card.waterfall.factors == 2


def test_more_customers_of_a_weak_channel_are_named_as_the_cause(tally, answers, brook, scope):
    """Every channel scores as before; the App takes over."""
    for month in months(24):
        app, stores = (700, 100) if month >= QUARTER.since else (200, 600)
        tally.add(month, answers(app, 0.30, 0.20), channel="App")
        tally.add(month, answers(stores, 0.60, 0.10), channel="Stores")
        tally.ask(month, app * 5, app * 4, app, channel="App")
        tally.ask(month, stores * 5, stores * 4, stores, channel="Stores")
    card = scorecard(scope, tally, brook, QUARTER)
    steps = {step.id: step for step in card.waterfall.steps}
    assert card.waterfall.dimension == "channel"
    assert card.waterfall.factors == 3
    assert steps["experience"].value == pytest.approx(0, abs=1e-9)
    assert steps["mix"].value == pytest.approx(card.change.value)
    assert steps["mix"].note == "more App (channel)"
    assert steps["answering"].value == pytest.approx(0, abs=1e-9)
    assert said(card.verdict).endswith(
        "Like for like we are level; more customers came through the channel App, where we score "
        "lower."
    )
    total = card.waterfall.before + sum(step.value for step in card.waterfall.steps)
    assert total == pytest.approx(card.waterfall.after, abs=1e-9)


def test_who_answered_is_told_from_who_the_customers_were(tally, answers, brook, scope):
    """As many customers as ever, but the App's answer three times as often."""
    for month in months(24):
        app = 600 if month >= QUARTER.since else 200
        tally.add(month, answers(app, 0.30, 0.20), channel="App")
        tally.add(month, answers(600, 0.60, 0.10), channel="Stores")
        tally.ask(month, 1000, 900, app, channel="App").ask(month, 1000, 900, 600, channel="Stores")
    steps = {s.id: s for s in scorecard(scope, tally, brook, QUARTER).waterfall.steps}
    assert steps["mix"].value == pytest.approx(0, abs=1e-9)
    assert steps["answering"].value < -5
    assert not steps["answering"].chance


def test_a_changed_wording_refuses_the_comparison(steady, brook_with, scope):
    company = brook_with('[[event]]\non = 2026-08-01\nname = "The wording changed"\nkind = "break"')
    card = scorecard(scope, steady, company, QUARTER)
    assert card.change.verdict == "refused"
    assert said(card.verdict) == (
        "The wording changed on 1 Aug 2026: before and after cannot be compared. "
        "It is 8 under target."
    )
    assert card.waterfall.steps == ()
    assert {row.change.verdict for row in card.departments} == {"refused"}


def test_a_break_outside_both_periods_refuses_nothing(steady, brook_with, scope):
    company = brook_with('[[event]]\non = 2026-05-01\nname = "The wording changed"\nkind = "break"')
    assert scorecard(scope, steady, company, QUARTER).change.verdict == "level"


def test_the_first_period_has_nothing_to_compare_with(tally, answers, brook, scope):
    tally.add(LAST, answers(200, 0.5, 0.1))
    card = scorecard(scope, tally, brook, View(LAST, UNTIL))
    assert (
        said(card.verdict)
        == "There is nothing before to compare with. It is 2 over target, may be chance."
    )
    assert card.detectable is None
    assert card.previous.note == "nobody answered"


def test_a_single_answer_is_not_shown(tally, brook, scope):
    tally.add(LAST, {10: 1})
    card = scorecard(scope, tally, brook, QUARTER)
    assert card.headline.hidden
    assert card.headline.n is None
    assert said(card.verdict) == "Too few answers to show a score."
    assert card.risk.text == "not known"


def test_a_period_without_answers_says_so(steady, brook, scope):
    card = scorecard(scope, steady, brook, View(date(2023, 5, 1), date(2023, 8, 1)))
    assert said(card.verdict) == "Nobody answered here in this period."
    assert card.as_of is None
    assert card.headline.text == "–"


def test_an_empty_record_says_what_to_do(tally, brook, scope):
    with pytest.raises(NoRecord, match="import"):
        scorecard(scope, tally, brook, QUARTER)


def test_five_promoters_do_not_make_a_certain_hundred(tally, brook, scope):
    tally.add(LAST, {10: 5})
    card = scorecard(scope, tally, brook, View(LAST, UNTIL))
    assert card.headline.text == "+100"
    assert card.headline.low < 20


def test_a_company_without_stages_or_departments_still_has_a_score(steady, scope):
    bare = organisations.parse('[company]\nname = "Bare"')
    card = scorecard(scope, steady, bare, QUARTER)
    assert card.headline.text == "+30"
    assert card.target is None
    assert card.stages == ()
    assert card.departments == ()
    assert not card.decision.needed
    assert card.heard.words == "Who was asked is not known: there are no invitations."


def test_a_month_missing_in_the_middle_leaves_a_gap(tally, answers, brook, scope):
    for month in months(24):
        if month != date(2026, 9, 1):
            tally.add(month, answers(400, 0.45, 0.15))
            tally.add(month, answers(80, 0.5, 0.2), "touchpoint", "shop", "store_a")
    card = scorecard(scope, tally, brook, QUARTER)
    assert card.headline.n == 800
    assert card.stages[0].spark[-2] is None
    assert card.stages[0].spark[-1] == pytest.approx(30)


def test_answers_at_unknown_touchpoints_count_for_the_company_alone(steady, answers, brook, scope):
    for month in months(24):
        steady.add(month, answers(80, 0.5, 0.2), "touchpoint", "shop", "store_a")
        steady.add(month, answers(80, 0.5, 0.2), "touchpoint", "nowhere", "nobody")
    card = scorecard(scope, steady, brook, QUARTER)
    assert card.touchpoint_score.n == 480
    assert [row.figure.n for row in card.departments] == [240, 0, 0]


@pytest.fixture
def shops(steady, answers):
    """Touchpoint answers: the till lies far under the shop, and both under target."""
    for month in months(24):
        steady.add(month, answers(100, 0.45, 0.20), "touchpoint", "shop", "store_a")
        steady.add(month, answers(100, 0.30, 0.40), "touchpoint", "till", "store_b")
        steady.add(month, {5: 60, 4: 28, 3: 12}, "touchpoint", "van", "vans", metric="csat")
        steady.add(month, answers(100, 0.50, 0.10), "touchpoint", "van", "vans")
    return steady


def test_the_decision_names_stage_touchpoint_and_owner(shops, brook, scope):
    card = scorecard(scope, shops, brook, QUARTER)
    assert card.decision.lead == "One decision is needed."
    assert card.decision.words == (
        "In Aug – Oct 2026 Buy is 22 points under target, lowest of its touchpoints at “Till”. "
        "Owner: Stores."
    )
    assert (card.decision.stage, card.decision.touchpoint) == ("buy", "till")
    assert "farthest" in card.decision.rule


def test_a_share_lies_percentage_points_under_its_target(steady, brook, scope):
    for month in months(24):
        steady.add(month, {5: 30, 4: 28, 3: 42}, "touchpoint", "van", "vans", metric="csat")
    words = scorecard(scope, steady, brook, QUARTER).decision.words
    assert "Receive is 22 percentage points under target" in words


def test_the_decision_says_since_when_the_chart_shows_it(steady, answers, brook, scope):
    for month in months(24):
        fell = month >= date(2026, 7, 1)
        steady.add(
            month, answers(200, 0.45 if not fell else 0.20, 0.20), "touchpoint", "shop", "store_a"
        )
    words = scorecard(scope, steady, brook, QUARTER).decision.words
    assert "since Jul 2026" in words


def test_no_decision_is_needed_where_all_lie_on_target(steady, answers, brook, scope):
    for month in months(24):
        steady.add(month, answers(100, 0.55, 0.20), "touchpoint", "shop", "store_a")
    decision = scorecard(scope, steady, brook, QUARTER).decision
    assert decision.lead == "No decision is needed."
    assert decision.words == "No stage of the journey lies under its target by more than chance."


def test_stages_go_by_their_own_measure(shops, brook, scope):
    buy, receive = scorecard(scope, shops, brook, QUARTER).stages
    assert (buy.figure.text, buy.label, buy.figure.unit) == ("+8", "NPS", "points")
    assert (receive.figure.text, receive.label, receive.figure.unit) == ("88 %", "CSAT", "%")
    assert receive.target.words == "8 over target"
    assert receive.tint > 0 > buy.tint
    assert len(buy.spark) == 12
    assert buy.spark_labels[-1] == "Oct 2026"
    assert buy.owners == ("Stores",)


def test_a_department_answers_for_what_it_owns_and_supports(shops, brook, scope):
    rows = {row.name: row for row in scorecard(scope, shops, brook, QUARTER).departments}
    assert rows["Stores"].figure.n == 600
    assert rows["Finance"].figure.n == 300, "the touchpoint that it supports"
    assert rows["Logistics"].relation == "above"
    assert rows["Finance"].relation == "below"


def test_a_chosen_department_shows_its_touchpoints_and_the_company_beside(shops, brook, scope):
    view = View(QUARTER.since, QUARTER.until, departments=("logistics",))
    card = scorecard(scope, shops, brook, view)
    assert card.part == "Logistics"
    assert card.headline.text == "+40"
    assert card.beside.n == 900
    assert card.target is None
    assert card.small_print.startswith("Touchpoint NPS at the touchpoints that Logistics owns")


def test_more_parts_than_four_are_refused_in_a_sentence(shops, brook_with, scope):
    more = "".join(f'[[department]]\nid = "d{i}"\nname = "D{i}"\n' for i in range(4))
    chosen = ("stores", "d0", "d1", "d2", "d3")
    card = scorecard(
        scope, shops, brook_with(more), View(QUARTER.since, QUARTER.until, departments=chosen)
    )
    assert card.headline.value is None
    assert "Choose at most 4 departments or teams at a time." in card.notes


def test_the_quiet_segment_is_named_and_weighting_moves_the_score(tally, answers, brook, scope):
    for month in months(24):
        tally.add(month, answers(60, 0.20, 0.40), segment="Business")
        tally.add(month, answers(360, 0.50, 0.10), segment="Families")
        tally.ask(month, 600, 500, 60, segment="Business")
        tally.ask(month, 1000, 900, 360, segment="Families")
    heard = scorecard(scope, tally, brook, QUARTER).heard
    assert heard.whole.response == pytest.approx(420 / 1400)
    assert heard.whole.coverage == pytest.approx(1400 / 1600)
    assert [part.quiet for part in heard.segments] == [True, False]
    weighted = (600 * -20 + 1000 * 40) / 1600
    assert heard.weighted.value == pytest.approx(weighted)
    assert heard.words == (
        "Heard from: 30 % of those asked, but only 12 % of “Business”. "
        "88 % of all customers were asked. "
        "Weighted to all customers the score is +18."
    )
    assert heard.bias > 0


def test_a_segment_too_small_to_score_is_not_counted_either(tally, answers, brook, scope):
    for month in months(24):
        tally.add(month, answers(360, 0.50, 0.10), segment="Families")
        tally.add(month, answers(300, 0.50, 0.10), segment="Seniors")
        tally.ask(month, 1000, 900, 360, segment="Families")
        tally.ask(month, 1000, 900, 300, segment="Seniors")
    tally.add(LAST, {9: 3}, segment="Business").ask(LAST, 600, 500, 3, segment="Business")
    heard = scorecard(scope, tally, brook, QUARTER).heard
    answered = {part.name: part.answered for part in heard.segments}
    assert answered["Business"] is None
    assert sorted(n is None for n in answered.values()) == [False, True, True], "one covers it"


def test_an_organisation_cannot_ask_for_smaller_groups(tally, answers, scope):
    bare = organisations.parse('[company]\nname = "Bare"\nminimum_group = 1')
    for month in months(24):
        tally.add(month, {9: 4} if month == LAST else answers(100, 0.5, 0.2))
    assert scorecard(scope, tally, bare, View(LAST, UNTIL)).headline.hidden


def test_an_organisation_may_ask_for_larger_groups(tally, answers, scope):
    asked = organisations.parse('[company]\nname = "Bare"\nminimum_group = 30')
    for month in months(24):
        tally.add(month, answers(20 if month == LAST else 100, 0.5, 0.2))
    assert scorecard(scope, tally, asked, View(LAST, UNTIL)).headline.hidden
    assert scorecard(scope, tally, asked, QUARTER).headline.n == 220


def group(name, customers, known, revenue, watched, churned):
    return SimpleNamespace(
        group=name,
        customers=customers,
        known=known,
        revenue=revenue,
        squares=revenue**2 / max(known, 1),  # all alike
        watched=watched,
        churned=churned,
        watchers=watched,
    )


def test_revenue_at_risk_is_told_with_its_range(steady, brook, scope):
    steady.risk = (
        group("promoter", 900, 900, 4e6, 1000, 50),
        group("passive", 500, 500, 2e6, 800, 80),
        group("detractor", 300, 240, 2e6, 500, 150),
    )
    risk = scorecard(scope, steady, brook, QUARTER).risk
    assert risk.value == pytest.approx(2e6 * (150 / 500 - 50 / 1000))
    assert risk.text == "€ 500 k"
    assert risk.words.startswith("€ 4")
    assert "240 of the 300 unhappy customers who answered (the others' revenue" in risk.words
    assert "spend € 2.0 m a year." in risk.words  # of which 500 k is a quarter: both factors stand
    assert "30.0 % left within a year, of happy ones 5.0 %: roughly € 2.0 m × 25.0 %." in risk.words
    assert risk.words.endswith("Those who stayed silent are not in it.")


def test_revenue_of_under_a_hundred_unhappy_customers_is_not_told(steady, brook, scope):
    for known in (99, 100):
        steady.risk = (
            group("promoter", 900, 900, 4e6, 1000, 50),
            group("detractor", 300, known, 2.04e6, 500, 150),
        )
        risk = scorecard(scope, steady, brook, QUARTER).risk
        assert risk.value == 500e3, "both factors to two digits, and their product"
        assert (" spend € 2.0 m a year" in risk.words) == (known == 100)
        assert ("Both are told only" in risk.words) == (known == 99)


def test_one_customer_who_spends_most_is_no_revenue_at_risk(steady, brook, scope):
    steady.risk = (
        group("promoter", 900, 900, 4e6, 1000, 50),
        group("detractor", 300, 240, 2e6, 500, 150),
    )
    steady.risk[1].squares = 0.9 * 2e6**2
    assert "single ones spend" in scorecard(scope, steady, brook, QUARTER).risk.words


def test_revenue_at_risk_says_what_share_of_all_revenue_answered(steady, brook, scope):
    steady.risk = (
        group("promoter", 900, 900, 4e6, 1000, 50),
        group("passive", 500, 500, 2e6, 800, 80),
        group("detractor", 300, 240, 2e6, 500, 150),
    )
    steady.revenue = 20e6
    risk = scorecard(scope, steady, brook, QUARTER).risk
    assert risk.words.endswith("All who answered hold 40 % of all revenue.")


def test_revenue_at_risk_without_customers_says_why(steady, brook, scope):
    risk = scorecard(scope, steady, brook, QUARTER).risk
    assert risk.text == "not known"
    assert "No customers with revenue" in risk.words


def test_a_scorecard_can_be_cached(shops, brook, scope):
    card = scorecard(scope, shops, brook, QUARTER)
    assert pickle.loads(pickle.dumps(card)) == card


def test_a_quarter_that_differs_while_no_month_does_says_so_as_the_trend_does(tally, scope, brook):
    for back, high in enumerate(reversed([*([420] * 25), 394, 394, 394])):
        tally.add(month_after(QUARTER.until, -1 - back), {10: high, 8: 380, 3: 800 - 20 - high})
    card = scorecard(scope, tally, brook, QUARTER)
    assert card.change.verdict == "down"
    assert "On the chart no single month stands out yet." in said(card.verdict)
    assert "what single months differ by may be chance" in said(
        trend(scope, tally, brook, QUARTER).verdict
    )


def test_a_slow_slide_that_no_quarter_shows_is_told_from_the_chart(tally, scope, brook):
    slide = [*([420] * 20), *(400, 390, 380, 372, 366, 360, 356, 352)]
    for back, high in enumerate(reversed(slide)):
        tally.add(month_after(QUARTER.until, -1 - back), {10: high, 8: 380, 3: 800 - 20 - high})
    card = scorecard(scope, tally, brook, QUARTER)
    assert card.change.verdict == "level"
    lead = card.shifted.lead
    assert lead.startswith("Lower since ")
    assert lead in said(trend(scope, tally, brook, QUARTER).verdict)
    told, _ = slides_score.score(card, None)
    for words in (said(card.verdict), told.sentence):
        assert words.startswith(f"{lead}; no further detectable change since ")


def test_a_shift_within_the_quarter_is_not_said_to_go_no_further(tally, scope, brook):
    for back, high in enumerate(reversed([*([420] * 26), 290])):
        tally.add(month_after(QUARTER.until, -1 - back), {10: high, 8: 380, 3: 800 - 20 - high})
    card = scorecard(scope, tally, brook, QUARTER)
    level = headline.led(
        headline.moved(replace(card.change, verdict="level"), "last quarter"),
        headline.Shift("Lower since Oct 2026 than its usual +55", within=True),
        card.span,
    )
    assert said(level).startswith(
        "Lower since Oct 2026 than its usual +55; over the whole quarter no detectable change"
    )
    assert said(card.verdict).startswith("Down ")


def test_a_score_that_rises_while_it_is_still_low_says_both(tally, scope, brook):
    slide = [*([420] * 20), *([300] * 4), 340, 350, 350]
    for back, high in enumerate(reversed(slide)):
        tally.add(month_after(QUARTER.until, -1 - back), {10: high, 8: 380, 3: 800 - 20 - high})
    card = scorecard(scope, tally, brook, QUARTER)
    assert card.change.verdict == "up"
    assert " On the chart it is still lower since " in said(card.verdict)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("App", "the channel App"),
        ("others", "other channels"),
        ("not given", "a channel not given"),
    ],
)
def test_a_channel_is_called_one(name, words):
    assert waterfall.named("channel", name) == words
