"""Who is not heard, what it is worth and what is aimed at: on the sample, and where it is thin."""

from dataclasses import replace
from datetime import date

import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.errors import BadInput
from cxdata.organisation import Objective
from cxdata.record.worth import All, Part, Worth
from cxdata.reports import (
    earned,
    heard,
    heard_tables,
    objectives,
    objectives_tables,
    objectives_words,
    value,
    value_tables,
)
from cxdata.reports.scorecard import scorecard
from cxdata.scope import EXECUTIVE, Scope, View
from tests import records

VIEW = View(date(2026, 8, 1), date(2026, 11, 1))
YEAR = View(date(2025, 11, 1), date(2026, 11, 1))
SOMEONE = Scope(EXECUTIVE)


@pytest.fixture(scope="module")
def sample():
    snapshot = record.open_snapshot(record.locate(records.sample_root()))
    return snapshot, organisations.parse(snapshot.organisation())


@pytest.mark.parametrize("view", [VIEW, YEAR])
def test_business_is_not_heard_and_weighting_shows_it(sample, view) -> None:
    """Truth (h): 3.3 points lower where all are heard."""
    plain, weighted = (
        scorecard(SOMEONE, *sample, replace(view, weighted=w)) for w in (False, True)
    )
    assert weighted.headline.value - plain.headline.value == pytest.approx(-3.3, abs=1)
    assert "lower than as answered" in weighted.counted
    assert [d.figure.n for d in weighted.departments] == [d.figure.n for d in plain.departments]
    lower = [w.figure.value < p.figure.value
             for w, p in zip(weighted.departments, plain.departments, strict=True)]  # fmt: skip
    assert all(lower)


def test_the_page_says_who_is_not_heard(sample) -> None:
    found = heard.report(SOMEONE, *sample, VIEW)
    words = "".join(part for part, _ in found.verdict)
    assert words.startswith("Business is hardly heard: 13 % of those asked answer, 38 % of")
    assert "Delivery East asks fewer of its customers" in words  # truth (d)
    segments = next(g for g in found.groups if g.id == "segment")
    assert [row.name for row in segments.rows if row.quiet] == ["Business"]
    assert segments.bias > 10
    table = heard_tables.group(segments)
    assert table["answered"].sum() == 3390


def test_channels_and_regions_answer_alike(sample) -> None:
    found = heard.report(SOMEONE, *sample, VIEW)
    for group in found.groups:
        if group.id in ("channel", "region"):
            assert not any(row.stands for row in group.rows)


def test_a_group_of_a_few_is_hidden_and_covered(tally, answers, brook) -> None:
    for i in range(1, 11):
        month = date(2026, i, 1)
        for segment, n in (("A", 40), ("B", 30), ("C", 1)):
            tally.add(month, answers(n, 0.5, 0.2), segment=segment)
            tally.ask(month, 3 * n, 2 * n, n, segment=segment)
    found = heard.report(SOMEONE, tally, brook, VIEW)
    rows = {row.name: row for row in found.groups[0].rows}
    assert rows["C"].answered is None
    assert sum(row.answered is None for row in rows.values()) >= 2  # the total gives none away
    assert "too few" in found.groups[0].words


def test_nobody_asked_is_said(tally, answers, brook) -> None:
    tally.add(date(2026, 10, 1), answers(50, 0.5, 0.2))
    found = heard.report(SOMEONE, tally, brook, VIEW)
    assert "no invitations" in found.verdict[0][0]


def test_customers_who_bring_more_recommend_less(sample) -> None:
    found = value.report(SOMEONE, *sample, VIEW)
    revenue = found.weighted[0]
    assert revenue.figure.value < revenue.alike.value
    assert revenue.stands
    assert revenue.moved.low < revenue.figure.value - revenue.alike.value < revenue.moved.high
    assert revenue.n_eff < revenue.customers
    assert 0.1 < revenue.coverage < 0.4
    assert found.earned.kept + found.earned.won - 1 == pytest.approx(found.earned.rate)
    assert "one year's revenue" in found.earned.words
    # Beside the figure there is room for "2,631 customers", and hardly for more.
    assert [row.small for row in found.rows[:2]] == ["as sure as 640", "2,631 customers"]
    table = value_tables.weighted(found)
    assert len(table) == 4
    assert table["share of all in %"][0] == pytest.approx(100 * revenue.coverage)


def test_a_part_of_the_company_and_a_channel_say_what_is_not_known(sample) -> None:
    part = value.report(SOMEONE, *sample, replace(VIEW, departments=("logistics",)))
    assert "whole company" in part.notes[0]
    channel = value.report(SOMEONE, *sample, replace(VIEW, channels=("App",)))
    assert channel.earned.rate is None
    assert channel.weighted[0].coverage is None
    assert "no channel" in channel.coverage


def group(standing: int, n: int, worth: float, squares: float) -> Worth:
    return Worth(standing, n, n, worth, squares, n, worth, squares)


def test_one_large_customer_is_no_score_of_many() -> None:
    many = [group(2, 30, 30.0, 30.0), group(0, 1, 1e6, 1e12)]
    found = value._weighted("revenue", many, All(50, 50, 2e6, 50, 2e6), 5, True)
    assert found.hidden.startswith("a few customers hold nearly all of the revenue")
    assert value._rows(found)[0].value is None


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({}, "known revenue"),
        ({"kept": Part(90, 90, 9e4)}, "churned_on"),
        ({"kept": Part(90, 90, 9e4), "lost": Part(9, 9, 9e3)}, "referred_by"),
        (
            {"kept": Part(90, 90, 9e4), "lost": Part(2, 2, 2e3), "recommended": Part(9, 9, 9e3)},
            "too few",
        ),
    ],
)
def test_earned_growth_says_what_it_lacks(parts, why) -> None:
    assert why in earned.lacking(parts, 5)


def aim(measure: str, start: float, goal: float, **more) -> Objective:
    return Objective("Aim", measure, start, goal, date(2026, 12, 31), "COO", **more)


def one(sample, objective: Objective) -> objectives.Aim:
    snapshot, company = sample
    company = replace(company, objectives=(objective,))
    return objectives.report(SOMEONE, snapshot, company, VIEW).aims[0]


def test_the_sample_objectives_stand_somewhere_with_a_range(sample) -> None:
    found = objectives.report(SOMEONE, *sample, VIEW)
    assert len(found.aims) == 3
    for each in found.aims:
        assert each.low <= each.value <= each.high
    assert " percentage points; the " in repr(found)
    assert "% points" not in repr(found)
    assert len(objectives_tables.aims(found)) == 3 + sum(len(a.parts) for a in found.aims)
    spring = objectives.report(SOMEONE, *sample, View(date(2026, 3, 1), date(2026, 6, 1)))
    verdict = "".join(words for words, _ in spring.verdict)
    assert "1 of 3 has not begun." in verdict
    assert "cannot be told" not in verdict


@pytest.mark.parametrize(
    ("start", "goal", "standing"),
    [
        (20, 25, "reached"),  # the headline is +31, 95 % between +28 and +34
        (20, 60, "behind"),
        (25, 35, "cannot be told yet"),  # the way would be at about +33
        (60, 29, "reached"),
    ],
)
def test_the_headline_stands_by_its_range_against_the_way(sample, start, goal, standing) -> None:
    if standing == "reached" and start == 60:
        goal = 36  # less is better here: the whole range lies under it
    found = one(sample, aim("nps", start, goal))
    assert found.standing == standing
    assert found.parts == ()
    assert "no answer of it belongs to a department" in found.parts_words


def test_departments_parts_add_up_to_the_change_of_a_stage(sample) -> None:
    found = one(sample, aim("buy", 60, 80))
    words = found.parts_words
    change = float(words.split("moved ")[1].split(" ")[0].replace("−", "-"))
    # From where the record has it, not from the start that was declared (60 %).
    assert " %, where 60.0 % was declared as its start. Since then it moved " in words
    stood = float(words.split("the record has ")[1].split(" ")[0])
    agreed = one(sample, aim("buy", stood, 80)).parts_words
    assert f"the record has {stood:.1f} %. Since then" in agreed
    assert stood + change == pytest.approx(found.value, abs=0.11)
    assert len(found.parts) > 1
    assert sum(part.moved for part in found.parts) == pytest.approx(change, abs=0.051)
    assert all(part.moved == pytest.approx(part.own + part.share) for part in found.parts)
    still = replace(found, parts=tuple(replace(part, share=-0.04) for part in found.parts))
    moved = replace(found, parts=(*still.parts[1:], replace(found.parts[0], share=-0.3)))
    assert {row.small for row in objectives_words.rows(still)} == {""}
    assert "None of it comes from having more or fewer of the answers" in objectives_words.parts(
        still
    )
    assert objectives_words.rows(moved)[-1].small == "−0.3 by share"
    assert "By share: from having more or fewer of the answers" in objectives_words.parts(moved)


def test_teams_parts_add_up_to_the_change_of_a_measure(sample) -> None:
    found = one(sample, aim("on_time", 93, 96))
    assert {part.department for part in found.parts} == {"Logistics"}
    change = float(found.parts_words.split("moved ")[1].split(" ")[0].replace("−", "-"))
    assert sum(part.moved for part in found.parts) == pytest.approx(change, abs=0.051)


def test_the_way_begins_where_the_file_says(sample) -> None:
    late = one(sample, aim("on_time", 93, 96, since=date(2026, 11, 15)))
    assert late.standing == "not begun"
    early = one(sample, aim("on_time", 93, 96, since=date(2021, 1, 1)))
    assert "does not reach back" in early.parts_words


def test_an_objective_of_a_touchpoint_is_taken_and_of_nothing_refused(sample) -> None:
    assert one(sample, aim("understand_bill", 60, 90)).measured == "CSAT of Understand the bill"
    text = (
        '[company]\nname = "A"\n[[objective]]\nname = "O"\nmeasure = "{}"\nstart = 1\ngoal = 2\n'
        'by = 2026-12-31\nsponsor = "B"\n{}'
    )
    with pytest.raises(BadInput, match="measure"):
        organisations.parse(text.format("nothing", ""))
    with pytest.raises(BadInput, match="not before"):
        organisations.parse(text.format("nps", "since = 2027-01-01\n"))
