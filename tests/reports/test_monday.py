"""A team lead's Monday, on the sample company and on made records."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata.errors import BadInput
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record import locate, open_snapshot, voices
from cxdata.record.voices import Heard, Tally
from cxdata.reports import (
    line_of_sight_chain,
    monday,
    monday_days,
    monday_huddle,
    monday_measures,
    monday_said,
    monday_score,
    monday_words,
    places,
)
from cxdata.reports.figures import Figure, Header
from cxdata.reports.monday_said import Said
from cxdata.scope import EMPLOYEE, EXECUTIVE, LEAD, PAYROLL, STEWARD, Scope, View
from tests import records

QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
TODAY = date(2026, 11, 1)  # a Sunday, the day after the sample's last
SILENT = Said(TODAY, (), Tally(), None, "", "", "", "closed", Header("", ""))


@pytest.fixture(scope="module")
def sample():
    held = open_snapshot(locate(records.sample_root()))
    return held, organisations.parse(held.organisation())


def of(sample, *departments, teams=(), scope=None, today=TODAY):
    view = View(QUARTER.since, QUARTER.until, departments, teams)
    return monday.monday(scope or Scope(EXECUTIVE), *sample, view, today)


def said(sample, scope, *departments, teams=(), today=TODAY):
    view = View(QUARTER.since, QUARTER.until, departments, teams)
    return monday_said.said(scope, *sample, view, today)


def test_a_monday_looks_at_the_week_that_has_just_ended():
    last = date(2026, 11, 1)
    on = {day: monday_days.days(day, last) for day in (date(2026, 11, 2), date(2026, 11, 8))}
    for found in on.values():
        assert found.label == "26 Oct – 1 Nov 2026"
        assert found.stale is None
    assert on[date(2026, 11, 2)].since == date(2026, 10, 26)
    assert on[date(2026, 11, 8)].since == date(2026, 11, 2)


def test_a_record_that_ends_early_is_told_of_up_to_its_end():
    found = monday_days.days(date(2026, 12, 25), date(2026, 10, 28))
    assert found.stale == date(2026, 10, 28)
    assert found.label == "19–25 Oct 2026"
    assert found.since == date(2026, 10, 26)
    # No answers at the week-end are no reason to call a record old.
    assert monday_days.days(date(2026, 11, 2), date(2026, 10, 30)).stale is None


def test_the_score_of_logistics_is_that_of_its_answers_and_lies_below_the_rest(sample):
    found = of(sample, "logistics")
    cells = sample[0].slice(Scope(EXECUTIVE), QUARTER).core.where(kind="touchpoint", metric="nps")
    mine = cells.where(touchpoint=("delivery_slot", "delivery_on_time", "installation",
                                   "packaging"))  # fmt: skip
    high, _, low = (part.sum() for part in mine.split(9, 6))
    n = int(mine.n.sum())
    assert found.figure.n == n
    assert found.figure.value == pytest.approx(100 * (high - low) / n)
    assert found.relation == "below"
    assert "below the rest of the company" in "".join(words for words, _ in found.verdict)


def test_last_week_is_counted_from_monday_to_sunday(sample):
    found = of(sample, "logistics")
    held = sample[0].rows("weeks", since=date(2026, 10, 19), until=date(2026, 10, 26))
    names, nps = sample[0].names["touchpoint"], sample[0].names["metric"].index("nps")
    mine = {"delivery_slot", "delivery_on_time", "installation", "packaging"}
    n = sum(sum(row[4:]) for row in held if names[row[1]] in mine and row[3] == nps)
    assert found.week.figure.n == n > 50
    assert found.week.now == "19–25 Oct 2026"
    assert found.week.then == "12–18 Oct 2026"


def test_a_change_that_may_be_chance_says_how_large_one_would_have_to_be(sample):
    found = of(sample, "finance")
    assert found.week.change.verdict == "level"
    assert "a true move of" in found.week.words
    assert "No detectable change" in found.verdict[-1][0]
    assert found.verdict[-1][1]


def test_a_week_has_one_verdict_the_charts(sample):
    found = of(sample, "logistics")
    assert found.chart.signal == ""
    assert found.week.change.low > 0  # the two weeks differ, each within the limits
    assert found.week.change.verdict == "level"
    assert "up 26 ± 22 from one week to the next, but both lie within" in found.week.words
    verdict = "".join(words for words, _ in found.verdict)
    assert verdict.endswith("No detectable change since last Monday.")
    # After a week outside the limits, the way back is a change.
    *before, odd, last = found.chart.points
    marked = replace(found.chart, points=(*before, replace(odd, signal="outside"), last))
    up = replace(found.week, change=replace(found.week.change, verdict="up", words="up 26 ± 22"))
    assert monday_score.steadied(up, marked) is up
    back = monday_words.verdict("Logistics", found.figure, "", (up, found.quarter), marked)
    assert "up 26 ± 22, back within what single weeks vary around +" in "".join(w for w, _ in back)


def test_a_range_that_no_week_leaves_is_said_to_warn_of_nothing(sample):
    kept = {m.about: m for m in of(sample, teams=("vans_north",)).measures}
    slots = kept["Delivery slot"]
    assert (slots.low, slots.high) == ("39 %", "100 %")
    assert slots.words.startswith("Cannot be judged by the week: its weeks differ too much")
    assert slots.words.endswith("so that hardly any week would stand out.")
    assert kept["Delivery on time"].words == slots.words
    assert kept["Installation"].words == "Within its usual range."
    few = monday_measures._too_broad(np.full(12, 7.0))
    assert few.startswith("Cannot be judged by the week: too few cases a week, so")


def test_touchpoints_stand_in_journey_order_by_their_own_measure(sample):
    rows = of(sample, "stores").rows
    order = [t.id for t in sample[1].touchpoints]
    assert [row.id for row in rows] == sorted((row.id for row in rows), key=order.index)
    assert {row.id: row.metric for row in rows}["store_till"] == "Ease"
    assert {row.id: row.part for row in rows}["advice"] == "supports"


def test_what_lies_off_target_alone_but_not_beside_the_others_may_be_chance(sample):
    rows = of(sample, teams=("harbour",)).rows
    for row in rows:
        assert row.target is not None
        off = row.figure.low > row.target.value or row.figure.high < row.target.value
        assert row.far <= off
        if off and not row.far:
            assert row.target.words.endswith("may be chance")
            assert row.tint == 0


def test_a_team_that_meets_no_customer_has_a_monday_too(sample):
    found = of(sample, teams=("platform",))
    assert found.figure.value is not None
    assert {m.name for m in found.measures} >= {"Systems up"} or len(found.measures) > 2
    assert all(m.value != "–" for m in found.measures)


def test_everyone_sees_the_scores_and_only_some_the_words(sample):
    for scope in (Scope(EMPLOYEE), Scope(LEAD, ("support",)), Scope(PAYROLL)):
        assert of(sample, "logistics", scope=scope) == of(sample, "logistics")
        told = said(sample, scope, "logistics")
        assert told.rows == ()
        assert told.thanks is None
        assert told.tally.n == 0
        assert "open to everyone" in told.why
    assert said(sample, Scope(LEAD, ("logistics",)), "logistics").rows


def test_a_lead_reads_of_another_department_what_both_support_and_is_told_of_the_rest(sample):
    lead = Scope(LEAD, ("finance",))
    told = said(sample, lead, "logistics")
    assert {row.touchpoint for row in told.rows} == {"Delivery on time"}
    assert "Installation" in told.closed
    assert "Delivery on time" not in told.closed


def test_comments_are_those_since_monday_the_best_first(sample):
    lead = Scope(LEAD, ("logistics",))
    told = said(sample, lead, "logistics")
    assert told.since == date(2026, 10, 26)
    assert all(row.day >= told.since for row in told.rows)
    assert [row.score for row in told.rows] == sorted((r.score for r in told.rows), reverse=True)
    mine = sample[1].touchpoints_of(sample[1].teams_of("logistics"))
    month = View(date(2026, 10, 1), date(2026, 11, 1))
    asked = Heard("touchpoint", mine, days=(told.since, TODAY))
    assert told.tally == voices.tallied(sample[0], lead, month, asked)


def test_few_of_the_comments_hold_an_unhappy_one_after_the_good_ones(sample):
    lead = Scope(LEAD, ("logistics",))
    told = said(sample, lead, "logistics")
    assert told.tally.detractors
    assert told.unhappy
    shown = monday_said.few(told, 3)
    assert [one.standing for one in shown] == ["promoter", "promoter", "detractor"]
    assert shown[:2] == told.rows[:2]
    alone = replace(told, unhappy=None)
    assert monday_said.few(alone, 3) == told.rows[:3]
    bad = replace(told, rows=(told.unhappy,))
    assert monday_said.few(bad, 3) == (told.unhappy,)


def test_a_file_of_new_comments_says_how_many_there_are(sample):
    told = said(sample, Scope(LEAD, ("finance",)), "finance")
    assert len(told.rows) < told.tally.n
    words = f"the best {len(told.rows)} of {told.tally.n}"
    assert ("Comments here", words) in told.header.filters


def test_thanks_are_for_work_of_ones_own_before_that_of_others(sample):
    told = said(sample, Scope(LEAD, ("finance",)), "finance")
    assert told.thanks is not None
    assert told.thanks.standing == "promoter"
    assert told.thanks.touchpoint == "Understand the bill"


def test_thanks_for_ones_own_work_say_that_only_it_was_looked_at(sample):
    told = said(sample, Scope(LEAD, ("finance",)), "finance")
    assert "4 comments of happy customers about what you own (Understand the bill)" in (
        told.thanks_words
    )
    assert told.thanks_words.endswith("14 more are about what you only support.")


def test_comments_say_of_which_days_they_are(sample):
    told = said(sample, Scope(EXECUTIVE), teams=("vans_north",))
    assert told.now == "26–31 Oct 2026"
    # Thanks are also looked for in the week that the page tells of.
    assert "of 18 comments of happy customers, written 19–31 Oct 2026." in told.thanks_words
    found = of(sample, teams=("vans_north",))
    made = monday_huddle.huddle(found, told, None, (), "")
    own = "Delivery North, 19–25 Oct 2026"
    assert made.text.startswith(f"Huddle: {own} (praise: 19–31 Oct 2026)\n")
    assert monday_huddle.heading(found, SILENT) == own
    assert monday_days.run_label(TODAY, TODAY) == "1 Nov 2026"


def test_a_measure_far_off_is_worse_or_better_as_the_organisation_says():
    before = [10.0, 11.0, 9.0, 10.0, 11.0, 10.0, 9.0, 10.0, 11.0, 9.0, 10.0, 11.0, 10.0]
    low, high = monday_measures.usual_range(np.array(before))
    assert low < min(before)
    assert high > max(before)
    assert low > 5
    assert high < 15


def test_a_drifting_measure_is_not_called_unusual_for_its_drift():
    rising = np.arange(26.0) / 2
    low, high = monday_measures.usual_range(rising)
    assert low < rising[0]
    assert rising[-1] + 0.5 < high


def test_the_agenda_invents_nothing_where_nothing_stands(small):
    held, company = small
    view = View(date(2026, 8, 1), date(2026, 11, 1), ("shop",))
    found = monday.monday(Scope(EXECUTIVE), held, company, view, TODAY)
    made = monday_huddle.huddle(found, SILENT, None, (), "")
    assert [item.found for item in made.items] == [False, False, False]
    assert "No pattern can be told from chance this week." in made.text
    assert "What customers wrote could not be looked at" in made.text
    assert "Why:" not in made.text


def test_the_agenda_gives_the_reason_for_each_point(sample):
    found = of(sample, "logistics")
    told = said(sample, Scope(EXECUTIVE), "logistics")
    made = monday_huddle.huddle(found, told, None, (), "")
    praise, _pattern, escalation = made.items
    # App is a touchpoint, too.
    assert "(Delivery slot, Delivery Centre and Coast, the channel App, " in praise.words
    assert told.thanks.text in praise.words
    assert escalation.found
    assert "Delivery on time lies" in escalation.words
    row = next(r for r in found.rows if r.id == "delivery_on_time")
    assert f"{row.figure.n:,} answers" in escalation.reason
    assert made.text.count("Why:") == sum(bool(item.reason) for item in made.items)


def test_what_is_lost_between_teams_is_escalated_where_no_target_is_missed(sample):
    found = of(sample, "stores")
    made = monday_huddle.huddle(found, SILENT, None, (), "Use scores less after a bad Receive.")
    assert made.items[2].words == "Use scores less after a bad Receive."


def test_nobodys_monday_is_asked_for_a_part(sample):
    with pytest.raises(BadInput, match="Whose Monday"):
        monday.monday(Scope(EXECUTIVE), *sample, QUARTER, TODAY)


def test_a_part_of_few_answers_shows_no_score_and_no_week(few):
    held, company = few
    view = View(date(2026, 8, 1), date(2026, 11, 1), ("shop",))
    found = monday.monday(Scope(EXECUTIVE), held, company, view, TODAY)
    assert found.figure.value is None
    assert found.figure.n is None
    assert all(point.figure.value is None for point in found.chart.points)
    assert found.week.figure.n is None
    assert "no score to show" in found.verdict[0][0]
    told = monday_said.said(Scope(EXECUTIVE), held, company, view, TODAY)
    assert told.rows == ()
    assert "words need 10 answers" in told.why


def test_a_break_within_the_two_weeks_forbids_the_comparison(sample):
    held, company = sample
    broken = organisations.parse(
        held.organisation() + '\n[[event]]\non = 2026-10-20\nname = "New wording"\nkind = "break"\n'
    )
    view = View(QUARTER.since, QUARTER.until, ("logistics",))
    found = monday.monday(Scope(EXECUTIVE), held, broken, view, TODAY)
    assert found.week.change.verdict == "refused"
    assert "New wording" in found.week.words
    assert found.chart.centre is None
    assert of((held, company), "logistics").week.change.verdict != "refused"


def test_several_departments_together_are_one_part(sample):
    both = of(sample, "logistics", "support")
    apart = [of(sample, one).figure.n for one in ("logistics", "support")]
    assert both.figure.n == sum(apart)
    assert both.part == "Logistics and Support"
    assert places.MOST_CHOSEN >= 2


def record(folder, rows):
    organisation, file = folder / "organisation.toml", folder / "answers.csv"
    organisation.write_text(records.ORGANISATION, "utf-8")
    header = "response_id,answered_at,kind,touchpoint,team,nps,comment"
    file.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    home, now = folder / "data" / "own", datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(Scope(STEWARD), home, Batch((organisation, file)), now)
    held = open_snapshot(locate(folder / "data"))
    return held, organisations.parse(held.organisation())


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Two hundred days of the same six answers: nothing changes, nothing stands out."""
    scores = (10, 8, 3, 9, 7, 6)
    rows = [
        f"r{back}-{i},{date(2026, 10, 31) - timedelta(days=back)},touchpoint,till,front,{score},"
        for back in range(200)
        for i, score in enumerate(scores)
    ]
    return record(tmp_path_factory.mktemp("small"), rows)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    rows = [f"r{i},2026-10-{20 + i},touchpoint,till,front,9,Lovely people here" for i in range(4)]
    return record(tmp_path_factory.mktemp("few"), rows)


def test_eight_weeks_in_a_row_at_one_touchpoint_are_no_pattern_but_one_outside_is(small):
    held, company = small
    view = View(date(2026, 8, 1), date(2026, 11, 1), ("shop",))
    found = monday.monday(Scope(EXECUTIVE), held, company, view, TODAY)
    row = found.rows[0]
    *before, last = row.weeks.points
    for signal, stands in (("run", False), ("outside", True)):
        weeks = replace(row.weeks, points=(*before, replace(last, signal=signal)))
        marked = replace(found, rows=(replace(row, weeks=weeks),))
        assert monday_huddle.huddle(marked, SILENT, None, (), "").items[1].found is stands


def test_a_score_by_share_of_work_says_how_it_differs_from_that_at_the_top(sample) -> None:
    whole = replace(QUARTER, departments=(), teams=())
    found = of(sample, teams=("platform",))
    one = line_of_sight_chain.chain(Scope(EXECUTIVE), *sample, whole, "platform")
    said = monday_words.by_share(one, found)
    own = found.figure
    assert f"share of the team's work; the {own.text} at the top counts all answers" in said
    # It runs systems for Accounts, who pay the couriers: two steps from the touchpoint.
    assert "leaves out Delivery on time, which the work reaches only through a team" in said
    assert f"{own.n:,} answers there, {one.score.figure.n:,} here" in said
    late = next(m for m in of(sample, teams=("accounts",)).rows if m.id == "delivery_on_time")
    assert one.score.figure.n - own.n == late.figure.n
    unknown = replace(found, figure=Figure(None, None, None, None))
    assert monday_words.by_share(one, unknown) == ""


def test_where_both_scores_are_of_the_same_touchpoints_nothing_is_left_out(sample) -> None:
    one = line_of_sight_chain.chain(Scope(EXECUTIVE), *sample, QUARTER, "accounts")
    assert "leaves out" not in monday_words.by_share(one, of(sample, teams=("accounts",)))
