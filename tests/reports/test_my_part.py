"""A part's sheet on the sample company: no two sentences on it contradict each other."""

from dataclasses import replace
from datetime import date

import pytest

from cxdata import organisation as organisations
from cxdata.record import locate, open_snapshot
from cxdata.record.voices import Tally
from cxdata.reports import monday, monday_huddle, my_part_week, my_part_words, scoring
from cxdata.reports.figures import Header
from cxdata.reports.monday_measures import MeasureWeek
from cxdata.reports.monday_said import Said
from cxdata.reports.my_part import MyPart, my_part
from cxdata.scope import EMPLOYEE, Scope, View
from tests import records

TODAY = date(2026, 11, 2)
QUARTER = View(date(2026, 8, 1), date(2026, 11, 1))
ANYBODY = Scope(EMPLOYEE)
SILENT = Said(TODAY, (), Tally(), None, "", "", "", "closed", Header("", ""))
PARTS = {
    "it": View(QUARTER.since, QUARTER.until, ("it",)),
    "marketing": View(QUARTER.since, QUARTER.until, ("marketing",)),
    "support": View(QUARTER.since, QUARTER.until, ("support",)),
    "dune": View(QUARTER.since, QUARTER.until, (), ("dune",)),
    "canal": View(QUARTER.since, QUARTER.until, (), ("canal",)),
    "vans_south": View(QUARTER.since, QUARTER.until, (), ("vans_south",)),
}


@pytest.fixture(scope="module")
def sample():
    held = open_snapshot(locate(records.sample_root()))
    return held, organisations.parse(held.organisation())


def aimed(organisation, wanted: float | None, *kept: str):
    """The company with one target for all touchpoints but some, which keep none."""
    return replace(
        organisation,
        stages=tuple(replace(one, target=None) for one in organisation.stages),
        touchpoints=tuple(
            replace(one, target=None if one.id in kept else wanted)
            for one in organisation.touchpoints
        ),
    )


def week(sample, view: View, lost: str = "") -> tuple[MyPart, my_part_week.Thing]:
    """The sheet, and the one thing on it."""
    mine = my_part(ANYBODY, *sample, view, TODAY)
    found = my_part_week.of_sheet(mine, monday.monday(ANYBODY, *sample, view, TODAY))
    return mine, my_part_week.thing(
        mine, found, monday_huddle.huddle(found, SILENT, None, (), lost)
    )


def verdict(mine: MyPart) -> str:
    return "".join(words for words, _ in mine.verdict)


@pytest.mark.parametrize("part", PARTS)
def test_the_verdict_names_what_is_coloured_and_nothing_else(sample, part: str) -> None:
    mine = my_part(ANYBODY, *sample, PARTS[part], TODAY)
    told = verdict(mine)
    for place in mine.places:
        assert (place.name in told) is bool(place.row and place.row.tint)
    assert ("None lies off its target" in told) is not any(p.row and p.row.far for p in mine.places)


def test_work_by_way_of_others_is_judged_beside_the_parts_own(sample) -> None:
    mine = my_part(ANYBODY, *sample, PARTS["it"], TODAY)
    assert verdict(mine).endswith("at 10 touchpoints. Delivery on time lies under target.")
    late = next(one for one in mine.places if one.id == "delivery_on_time")
    assert late.whole
    assert late.row.far
    assert late.row.size == pytest.approx(late.row.target.value - late.row.figure.high)


def test_a_near_miss_of_others_may_be_chance_beside_nine_on_target(sample) -> None:
    held, company = sample
    places = my_part(ANYBODY, held, company, PARTS["it"], TODAY).places
    aims = {one.id: one.row.figure.value for one in places}
    aims["repair"] = next(p.row.figure.high for p in places if p.id == "repair") + 0.1
    near = replace(company, touchpoints=tuple(
        replace(one, target=aims.get(one.id)) for one in company.touchpoints
    ))  # fmt: skip
    mine = my_part(ANYBODY, held, near, PARTS["it"], TODAY)
    row = next(one.row for one in mine.places if one.id == "repair")
    assert scoring.target(row.figure, row.target.value).beyond == "under"
    assert (row.far, row.tint) == (False, 0)
    assert row.target.words.endswith("under target, may be chance")
    assert "None lies off its target" in verdict(mine)


def test_a_company_without_targets_is_not_told_that_all_is_well(sample) -> None:
    held, company = sample
    mine = my_part(ANYBODY, held, aimed(company, None), PARTS["support"], TODAY)
    assert verdict(mine).endswith("at 4 touchpoints. No targets are set.")


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        (("return",), "Of the 3 with a score and a target none lies off it by more than chance"),
        (("return", "repair", "reach_us"), "The one with a score and a target does not lie off"),
    ],
)
def test_touchpoints_without_a_target_are_not_counted_as_on_it(sample, kept, words) -> None:
    held, company = sample
    some = aimed(company, 17.0, *kept)
    assert words in verdict(my_part(ANYBODY, held, some, PARTS["support"], TODAY))


@pytest.mark.parametrize("part", PARTS)
def test_the_thing_of_the_week_is_of_the_rows_beside_it(sample, part: str) -> None:
    mine, thing = week(sample, PARTS[part])
    under = [p for p in mine.places if my_part_words.beyond(p, "under")]
    assert ("under target" in thing.words) is bool(under)
    assert ("under target" in verdict(mine)) is bool(under)
    if under:
        worst = max(under, key=lambda place: place.row.size)
        assert f"{worst.name} lies {worst.row.target.words}." in thing.words
        assert worst.row.target.words in my_part_words.said(worst)
        assert thing.reason.endswith(f"in {worst.period}.")
        assert f"{worst.row.metric} {worst.row.figure.text}, " in thing.reason


@pytest.mark.parametrize(
    ("verdict", "lead", "words"),
    [
        ("worse", "Look at what went wrong.", "usually 93 %, which is worse than chance explains."),
        ("better", "Ask three customers.", "keep what helped, and thank whoever did it."),
        ("usual", "Ask three customers.", "so nothing new there. Before the next huddle"),
    ],
)
def test_the_thing_is_something_to_do(sample, verdict: str, lead: str, words: str) -> None:
    mine = my_part(ANYBODY, *sample, PARTS["vans_south"], TODAY)
    found = my_part_week.of_sheet(mine, monday.monday(ANYBODY, *sample, PARTS["vans_south"], TODAY))
    own = next(p for p in mine.places if p.part == "owns" and p.row)
    under = replace(own, row=replace(own.row, far=True, target=replace(
        own.row.target, beyond="under", words="9 under target")))  # fmt: skip
    measure = MeasureWeek("x", "Delivered on time", own.name, "94 %", "19–25 Oct 2026", 9, "93 %",
                          verdict=verdict)  # fmt: skip
    thing = my_part_week.thing(
        replace(mine, places=(under,)),
        replace(found, measures=(measure,)),
        monday_huddle.huddle(found, SILENT, None, (), ""),
    )
    assert thing.lead == lead
    measured = (
        "Delivered on time: 94 % in the week 19–25 Oct 2026, in the weeks before usually 93 %"
    )
    assert measured in thing.words
    assert words in thing.words


def test_what_fell_is_not_called_nothing(sample) -> None:
    held, company = sample
    quiet = replace(company, lines=tuple(replace(ln, measure="") for ln in company.lines))
    mine, thing = week((held, quiet), PARTS["canal"])
    fell = next(p for p in mine.places if p.row.change.verdict == "down")
    assert thing.lead == "Keep an eye on this."
    assert thing.words.startswith(f"{fell.name}: {fell.row.change.words} against Sep 2026.")


def test_a_handover_says_of_which_months_it_is(sample) -> None:
    _, thing = week(sample, PARTS["support"], lost="Get help scores +8 after a bad Receive.")
    assert thing.lead == "Look into this."
    assert thing.reason.endswith("beyond chance, in Aug – Oct 2026.")


def test_where_nothing_stands_out_only_what_could_be_looked_at_is_counted(sample) -> None:
    _, thing = week(sample, View(QUARTER.since, QUARTER.until, (), ("island",)))
    assert thing.words == my_part_week.NOTHING
    assert thing.reason == "Looked at: 5 operational measures."


def test_where_nothing_stands_out_one_customer_is_asked_where_it_is_lowest(sample) -> None:
    mine, thing = week(sample, View(QUARTER.since, QUARTER.until, (), ("flagship",)))
    worst = next(one for one in mine.places if one.name == "Store till")
    assert (worst.row.figure.unit, round(worst.row.target.distance)) == ("%", -29)
    assert all(p.row.target.distance > 2 * worst.row.target.distance for p in mine.places if p.row)
    assert thing.lead == "Ask one customer."
    assert not thing.found
    assert thing.words.startswith(f"{my_part_week.NOTHING} {worst.name} is lowest beside its targ")
    assert worst.works[0] in thing.words


def test_too_few_who_were_asked_are_the_thing_of_the_week(sample) -> None:
    view = View(QUARTER.since, QUARTER.until, (), ("flagship",))
    mine = my_part(ANYBODY, *sample, view, TODAY)
    found = my_part_week.of_sheet(mine, monday.monday(ANYBODY, *sample, view, TODAY))
    invited, eligible = found.reach
    assert 0 < invited <= eligible
    for reach, told in (((880, 1000), True), ((940, 1000), False), ((0, 0), False)):
        agenda = monday_huddle.huddle(replace(found, reach=reach), SILENT, None, (), "", 0.95)
        thing = my_part_week.thing(mine, found, agenda)
        assert ("Only 88 % of our customers were asked" in thing.words) is told
        assert ("880 of 1,000 who could have been asked" in thing.reason) is told


def test_a_sheet_of_one_month_does_not_call_it_a_stand_in(sample) -> None:
    view = View(date(2026, 10, 1), QUARTER.until, ("sales", "support"))
    mine = my_part(ANYBODY, *sample, view, TODAY)
    assert "last month alone" not in " ".join(mine.notes)
    assert my_part_words.legend(mine.places).count("Changes are against Sep 2026. ") == 1


def test_the_legend_says_of_whom_and_against_which_months(sample) -> None:
    south = my_part(ANYBODY, *sample, PARTS["vans_south"], TODAY)
    assert any("Installation and Packaging taken back the last month alone" in n
               for n in south.notes)  # fmt: skip
    said = my_part_words.legend(south.places)
    older = "of Installation and Packaging taken back against May – Jul 2026"
    assert f"Changes are against Sep 2026, {older}." in said
    assert "everybody" not in said
    it = my_part_words.legend(my_part(ANYBODY, *sample, PARTS["it"], TODAY).places)
    assert it.startswith("Upright line: target.")
    assert it.endswith("that it supports; by way of others, of everybody who answered there.")
    held, company = sample
    bare = my_part(ANYBODY, held, aimed(company, None), PARTS["it"], TODAY)
    assert "target" not in my_part_words.legend(bare.places)
