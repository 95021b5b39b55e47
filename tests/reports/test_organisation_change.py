"""What a change of the organisation would do, counted on a real record before it is saved."""

import csv
from datetime import date
from pathlib import Path

import pytest

from cxdata import organisation, record
from cxdata.organisation import Organisation
from cxdata.record import Snapshot
from cxdata.reports import organisation_change as changing
from cxdata.reports import scorecard as scorecards
from cxdata.reports.organisation_change import Edit, OrganisationChange
from cxdata.scope import STEWARD, Scope, View
from tests import records

WHO = Scope(STEWARD)
VIEW = View(date(2026, 8, 1), date(2026, 11, 1))


@pytest.fixture(scope="module")
def held() -> tuple[Snapshot, Organisation, str]:
    snapshot = record.open_snapshot(record.locate(records.sample_root()))
    text = snapshot.organisation()
    return snapshot, organisation.parse(text), text


def change(held: tuple[Snapshot, Organisation, str], *swaps: tuple[str, str]) -> OrganisationChange:
    snapshot, whole, text = held
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return changing.change(WHO, snapshot, whole, text, VIEW)


def test_the_same_text_changes_nothing(held: tuple[Snapshot, Organisation, str]) -> None:
    found = change(held)
    assert (found.edits, found.screen, found.places, found.scorecard, found.charts) == (
        (), (), (), (), ()
    )  # fmt: skip


def test_a_new_target_is_one_edit_and_what_the_scorecard_will_say(
    held: tuple[Snapshot, Organisation, str],
) -> None:
    found = change(held, ("target = 73", "target = 70"))
    assert found.edits == (Edit("stage", "Buy", "changed", "target", "73", "70"),)
    after = organisation.parse(held[2].replace("target = 73", "target = 70"))
    card = scorecards.scorecard(WHO, held[0], after, VIEW)
    aim = next(stage.target for stage in card.stages if stage.id == "buy")
    assert aim is not None
    (row,) = [row for row in found.scorecard if row.entry == "target"]
    assert (row.part, row.after) == ("Stage Buy", f"70 ({aim.words})")
    assert row.before.startswith("73 (")


def test_a_new_id_leaves_its_answers_without_a_place_and_says_how_many(
    held: tuple[Snapshot, Organisation, str],
) -> None:
    found = change(held, ('"advert"', '"ads"'))
    (lost,) = found.places
    with (Path(records.ROOT) / "sample_data" / "touchpoints.csv").open(encoding="utf-8") as file:
        told = sum(
            sum(bool(row.get(metric)) for metric in ("nps", "csat", "ces"))
            for row in csv.DictReader(file)
            if row["touchpoint"] == "advert"
        )
    assert (lost.dimension, lost.name, lost.gained) == ("touchpoint", "advert", False)
    assert lost.n == told
    assert f"{told:,} answers under touchpoint “advert” lose their place." == lost.words
    assert {(e.what, e.name) for e in found.edits if e.section == "touchpoint"} == {
        ("new", "Advert"),
        ("gone", "Advert"),
    }


def test_a_renamed_team_keeps_its_answers(held: tuple[Snapshot, Organisation, str]) -> None:
    found = change(held, ('name = "Flagship store"', 'name = "Main <b>store</b>"'))
    assert found.screen == ("Team “Flagship store” is called “Main <b>store</b>” from now on.",)
    assert found.places == ()


def test_a_break_is_told_for_every_chart(held: tuple[Snapshot, Organisation, str]) -> None:
    event = '\n[[event]]\non = 2026-09-15\nname = "New scale"\nkind = "break"\n'
    snapshot, whole, text = held
    found = changing.change(WHO, snapshot, whole, text + event, VIEW)
    assert found.charts == (
        "From 15 Sep 2026 on, “New scale” breaks every chart: nothing is compared across that day.",
    )
    back = changing.change(WHO, snapshot, organisation.parse(text + event), text, VIEW)
    assert "no longer a break" in back.charts[0]


def test_a_moved_stage_is_no_new_stage(held: tuple[Snapshot, Organisation, str]) -> None:
    snapshot, whole, text = held
    first, second = text.index('[[stage]]\nid = "discover"'), text.index('[[stage]]\nid = "choose"')
    third = text.index('[[stage]]\nid = "buy"')
    moved = text[:first] + text[second:third] + text[first:second] + text[third:]
    found = changing.change(WHO, snapshot, whole, moved, VIEW)
    assert {(e.name, e.what, e.before, e.after) for e in found.edits} == {
        ("Choose", "moved", "2", "1"),
        ("Discover", "moved", "1", "2"),
    }


@pytest.mark.timeout(60)  # where each entry is held against every other
def test_a_large_company_is_compared(
    held: tuple[Snapshot, Organisation, str],
) -> None:
    snapshot, whole, text = held
    more = "".join(
        f'[[touchpoint]]\nid = "p{i}"\nname = "P{i}"\nstage = "use"\n\n'
        f'[[team]]\nid = "t{i}"\nname = "T{i}"\ndepartment = "stores"\n\n'
        f'[[line]]\nteam = "t{i}"\ntouchpoint = "p{i}"\n\n'
        for i in range(80)
    )
    found = changing.change(WHO, snapshot, whole, f"{text}\n{more}", VIEW)
    assert len(found.edits) == 240
