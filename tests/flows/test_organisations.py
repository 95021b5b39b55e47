"""Versions of the organisation in the record: saved, met, restored, refused, begun."""

import shutil
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cxdata import organisation, record
from cxdata.errors import BadInput, Busy, Refused
from cxdata.flows import imports, organisations
from cxdata.flows.imports import Batch
from cxdata.flows.organisations import Overtaken
from cxdata.record import store
from cxdata.reports import organisation_change as changing
from cxdata.scope import ROLES, STEWARD, Scope, View
from tests import records

KIM, LEE = Scope(STEWARD, identity="kim"), Scope(STEWARD, identity="lee")
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
OCTOBER = View(date(2026, 10, 1), date(2026, 11, 1))
MET = [
    f"t{i},2026-10-{i % 28 + 1:02d},touchpoint,till,{('front', 'back')[i % 3 == 0]},,,,{i % 11}"
    for i in range(30)
]
LOOSE = [f"l{i},2026-10-05,touchpoint,Lift =1+1,<b>Crew</b>,,,,9" for i in range(7)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("organisations")
    return records.own_root(folder, [*records.balanced(60), *MET, *LOOSE]) / "own"


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "own"))


def text_of(home: Path) -> str:
    return record.open_snapshot(home).organisation()


def test_a_save_is_a_new_version_with_author_and_moment_and_touches_no_answer(home: Path) -> None:
    before = record.open_snapshot(home).slice(KIM, OCTOBER).core.counts.sum()
    text = text_of(home).replace("target = 20", "target = 33")
    saved = organisations.save(KIM, home, text.replace("\n", "\r\n"), 1, NOW)
    assert (saved.version, saved.changed, saved.beside) == (2, True, ())
    newest, first = organisations.versions(KIM, home)
    assert (newest.number, newest.author, newest.moment) == (2, "kim", NOW.replace(tzinfo=None))
    assert newest.text == organisations.tidy(text)
    assert first.number == 1
    assert record.open_snapshot(home).slice(KIM, OCTOBER).core.counts.sum() == before
    assert imports.verify(KIM, home, NOW) == ()
    again = organisations.save(KIM, home, text, 2, NOW)
    assert (again.version, again.changed) == (2, False)


def test_what_cannot_stand_is_named_and_nothing_is_written(home: Path) -> None:
    wrong = text_of(home).replace('stage = "buy"', 'stage = "bye"')
    with pytest.raises(BadInput, match="touchpoint 'till': no stage is called 'bye'; did you mean"):
        organisations.save(KIM, home, wrong, 1, NOW)
    assert len(organisations.versions(KIM, home)) == 1


def test_of_two_who_save_the_second_keeps_both_changes_and_is_told(home: Path) -> None:
    text = text_of(home)
    organisations.save(KIM, home, text.replace("target = 20", "target = 33"), 1, NOW)
    saved = organisations.save(LEE, home, text.replace('"Till"', '"Desk"'), 1, NOW)
    assert (saved.version, [(v.number, v.author) for v in saved.beside]) == (3, [(2, "kim")])
    whole = organisation.parse(text_of(home))
    assert (whole.company.target, whole.touchpoints[0].name) == (33, "Desk")


def test_where_both_changed_the_same_entry_both_are_shown_and_nothing_is_lost(home: Path) -> None:
    text = text_of(home)
    organisations.save(KIM, home, text.replace("target = 20", "target = 33"), 1, NOW)
    mine = text.replace("target = 20", "target = 40").replace('"Till"', '"Desk"')
    with pytest.raises(Overtaken, match="kim saved version 2") as met:
        organisations.save(LEE, home, mine, 1, NOW)
    (clash,) = met.value.clashes
    assert "target = 33" in clash.theirs
    assert "target = 40" in clash.mine
    assert len(organisations.versions(LEE, home)) == 2
    settled = organisations.combined(LEE, home, mine, 1, "theirs")
    saved = organisations.save(LEE, home, settled, 2, NOW)
    whole = organisation.parse(text_of(home))
    assert (saved.version, whole.company.target, whole.touchpoints[0].name) == (3, 33, "Desk")


def test_two_changes_that_are_right_alone_and_wrong_together_are_asked_about(home: Path) -> None:
    text = text_of(home)
    cut = text.index('[[team]]\nid = "back"'), text.index("[[line]]")
    organisations.save(KIM, home, text[: cut[0]] + text[cut[1] :], 1, NOW)
    mine = text + '\n[[line]]\nteam = "back"\ntouchpoint = "till"\npart = "supports"\n'
    with pytest.raises(Overtaken, match="no team is called 'back'"):
        organisations.save(LEE, home, mine, 1, NOW)
    assert len(organisations.versions(LEE, home)) == 2


def test_two_saves_in_the_same_moment_both_arrive(home: Path) -> None:
    text, done = text_of(home), []

    def save(who: Scope, mine: str) -> None:
        for _ in range(20):  # the record is written by one at a time, which is told
            try:
                done.append(organisations.save(who, home, mine, 1, NOW).version)
                return
            except Busy:
                continue

    both = [
        threading.Thread(target=save, args=(KIM, text.replace("target = 20", "target = 33"))),
        threading.Thread(target=save, args=(LEE, text.replace('"Till"', '"Desk"'))),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    whole = organisation.parse(text_of(home))
    assert sorted(done) == [2, 3]
    assert (whole.company.target, whole.touchpoints[0].name) == (33, "Desk")


def test_a_save_while_somebody_imports_says_who(home: Path) -> None:
    text = text_of(home).replace("target = 20", "target = 33")
    with store.locked(home, "sam", NOW), pytest.raises(Busy, match="sam has been importing since"):
        organisations.save(KIM, home, text, 1, NOW)
    assert len(organisations.versions(KIM, home)) == 1


def test_an_older_version_stands_again_as_a_new_one(home: Path) -> None:
    text = text_of(home)
    organisations.save(KIM, home, text.replace("target = 20", "target = 33"), 1, NOW)
    saved = organisations.restore(LEE, home, 1, NOW)
    assert (saved.version, text_of(home)) == (3, text)
    assert [(v.number, v.author) for v in organisations.versions(KIM, home)][:2] == [
        (3, "lee"),
        (2, "kim"),
    ]
    assert not organisations.restore(LEE, home, 3, NOW).changed
    with pytest.raises(BadInput, match="no version 9; the newest is 3"):
        organisations.restore(LEE, home, 9, NOW)


def test_a_file_that_is_imported_is_a_version_like_any_other(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "organisation.toml"
    file.write_text(text_of(home).replace("Corner Shop", "High Street"), "utf-8")
    imports.commit(KIM, home, Batch((file,)), NOW)
    assert [v.number for v in organisations.versions(KIM, home)] == [2, 1]


@pytest.mark.parametrize("role", [role for role in ROLES if role != STEWARD])
def test_nobody_else_reads_or_writes_any_of_it(home: Path, role: str) -> None:
    who, text = Scope(role, ("shop",) if role == "lead" else ()), text_of(home)
    snapshot = record.open_snapshot(home)
    whole = organisation.parse(text)
    for refused in (
        lambda: organisations.versions(who, home),
        lambda: organisations.save(who, home, text, 1, NOW),
        lambda: organisations.combined(who, home, text, 1),
        lambda: organisations.restore(who, home, 1, NOW),
        lambda: organisations.proposal(who, home),
        lambda: changing.change(who, snapshot, whole, text, None),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_first_file_is_proposed_from_the_names_of_the_answers(home: Path) -> None:
    whole = organisation.parse(organisations.proposal(KIM, home))
    assert {place.id for place in whole.touchpoints} == {"till", "Lift =1+1"}
    assert {team.id for team in whole.teams} == {"front", "back", "<b>Crew</b>"}
    assert {(line.team, line.touchpoint) for line in whole.lines} == {
        ("front", "till"),  # met 20 of 30
        ("<b>Crew</b>", "Lift =1+1"),
    }
    organisations.save(KIM, home, organisations.proposal(KIM, home), 1, NOW)
    assert imports.verify(KIM, home, NOW) == ()
