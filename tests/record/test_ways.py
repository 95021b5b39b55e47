"""Handovers: counted ahead, equal to following every customer one by one."""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from cxdata.errors import Refused
from cxdata.record import Field, Reading, open_snapshot, verify, ways
from cxdata.record.ways import BAD, GOOD, Ends, Sought
from cxdata.scope import Scope, View
from tests.record.making import NOW, STEWARD, answers, other, taken, without

HEADER = ("id", "date", "score", "kind", "touchpoint", "team", "customer", "region", "comment")
FIRST = date(2024, 11, 1)
WHOLE = View(FIRST, date(2026, 11, 1))
STAGES = {"slot": 0, "van": 0, "app": 1, "bill": 2}


def said(draw: random.Random, count: int, ids: str) -> list[list[str]]:
    """Answers of few customers, often on one day, of both kinds, some without a customer."""
    return [
        [
            f"{ids}{i}",
            f"{FIRST + timedelta(draw.randint(0, 728))}T{draw.randint(6, 20):02d}:{i % 60:02d}:00Z",
            str(draw.choice((0, 3, 6, 7, 8, 9, 10))),
            draw.choice(("touchpoint", "touchpoint", "touchpoint", "relational")),
            draw.choice((*STAGES, "off the map")),
            draw.choice(("north", "south")),
            draw.choice(("", *(f"c{c}" for c in range(30)))),
            draw.choice("NS"),
            "",
        ]
        for i in range(count)
    ]


def one_by_one(rows: list[list[str]], days: int, region: str = "") -> Counter[tuple[int, ...]]:
    """Handovers by stages, first standing and second standing, from the definition."""
    found: Counter[tuple[int, ...]] = Counter()
    held = [r for r in rows if r[3] == "touchpoint" and r[6]]
    for customer in {r[6] for r in held}:
        own = sorted((r for r in held if r[6] == customer), key=lambda r: r[1])
        for one, two in pairwise(own):
            gap = (date.fromisoformat(two[1][:10]) - date.fromisoformat(one[1][:10])).days
            places = [STAGES.get(r[4], -1) for r in (one, two)]
            kinds = [0 if int(r[2]) <= 6 else 1 if int(r[2]) <= 8 else 2 for r in (one, two)]
            moved = one[4] != two[4] and gap <= days and -1 not in places
            if moved and kinds[0] != 1 and region in ("", two[7]):
                found[*places, *kinds] += 1
    return found


def counted(home: Path, days: int, region: str = "") -> Counter[tuple[int, ...]]:
    filters = View(WHOLE.since, WHOLE.until, regions=(region,) if region else ())
    held = ways.handed(open_snapshot(home), STEWARD, WHOLE, STAGES, filters)
    found: Counter[tuple[int, ...]] = Counter()
    keep = (held.within <= days) & (held.stages[0] >= 0) & (held.stages[1] >= 0)
    for place in held.apart.values():
        keep &= place >= 0
    for i in keep.nonzero()[0]:
        ends = (int(held.stages[0][i]), int(held.stages[1][i]), int(held.standing[i]))
        for kind, n in zip((2, 1, 0), held.counts[i, :3].tolist(), strict=True):
            found[*ends, kind] += n
    return +found


@pytest.mark.parametrize("seed", [0, *(pytest.param(s, marks=pytest.mark.soak) for s in (1, 2))])
def test_counted_ahead_equals_following_every_customer(tmp_path: Path, seed: int) -> None:
    rows = unlike_moments(said(random.Random(seed), 500, "x"))
    for number, part in enumerate((rows[:350], rows[350:])):
        taken(tmp_path, file(tmp_path, part, f"f{number}.csv"))
    seen = 0
    for days in ways.WITHIN:
        for region in ("", "N"):
            expected = one_by_one(rows, days, region)
            assert counted(tmp_path, days, region) == expected
            seen += sum(expected.values())
    assert seen > 100
    assert verify(tmp_path, now=NOW) == ()
    # What came between two answers goes again, and they meet.
    without(tmp_path, 2)
    assert counted(tmp_path, 90) == one_by_one(rows[:350], 90)
    assert verify(tmp_path, now=NOW) == ()


def file(folder: Path, rows: list[list[str]], name: str = "survey.csv") -> Reading:
    places = {"survey": Field(HEADER.index("kind"))}
    return answers(folder, rows, HEADER, name=name, **places)


def unlike_moments(rows: list[list[str]]) -> list[list[str]]:
    """A customer's answers at one moment have no order: keep one of them."""
    return list({(r[6] or r[0], r[1]): r for r in rows}.values())


def row(number: int, day: str, score: int, place: str, customer: str, words: str = "") -> list[str]:
    return [f"r{number}", f"{day}T10:00:00Z", str(score), "touchpoint", place, "north", customer,
            "N", words]  # fmt: skip


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    """Ann, who had a bad slot, and came back to it; Bob, who went on after 91 days; nobody's."""
    rows = [
        row(1, "2026-03-01", 2, "slot", "ann", "Never came"),
        row(2, "2026-03-13", 4, "app", "ann", "Hopeless"),
        row(3, "2026-03-20", 9, "app", "ann"),
        row(4, "2026-03-25", 8, "bill", "ann"),
        row(5, "2026-01-01", 9, "slot", "bob"),
        row(6, "2026-04-02", 9, "app", "bob"),
        row(7, "2026-03-01", 1, "slot", ""),
        row(8, "2026-03-02", 1, "app", ""),
    ]
    told = [["ann", "2026-03-05", "slot", "north", "true"]]
    header = ("customer", "day", "touchpoint", "team", "told")
    taken(tmp_path, file(tmp_path, rows), other(tmp_path, "contacts", header, told))
    return tmp_path


def test_the_same_touchpoint_again_is_no_handover_nor_is_one_after_ninety_days(ann: Path) -> None:
    assert counted(ann, 90) == Counter({(0, 1, BAD, 0): 1, (1, 2, GOOD, 1): 1})


def test_answers_without_a_customer_are_counted_as_not_followed(ann: Path) -> None:
    found = ways.followed(open_snapshot(ann), STEWARD, WHOLE)
    assert (found.answers, found.without_customer) == (8, 2)
    elsewhere = View(WHOLE.since, WHOLE.until, regions=("S",))
    assert ways.followed(open_snapshot(ann), STEWARD, elsewhere).answers == 0


def sought(readable: tuple[str, ...] | None = None) -> Sought:
    return Sought(WHOLE, Ends(("slot",), None, ("app",), None), BAD, 30, readable)


def test_a_way_tells_scores_words_and_who_was_told_without_a_date(ann: Path) -> None:
    held = open_snapshot(ann)
    (pair,) = ways.pairs(held, STEWARD, sought())
    found = ways.way(held, STEWARD, sought(), pair.token)
    assert found is not None
    told, moments = found
    assert told.month == date(2026, 3, 1)
    assert [(m.days, m.kind, m.touchpoint, m.text, m.told) for m in moments] == [
        (0, "touchpoint", "slot", "Never came", False),
        (4, "contact", "slot", "", True),
        (12, "touchpoint", "app", "Hopeless", False),
        (19, "touchpoint", "app", "", False),
        (24, "touchpoint", "bill", "", False),
    ]
    assert moments[2].scores == {"nps": 4}


def test_a_reader_of_the_app_reads_no_words_about_the_slot(ann: Path) -> None:
    held, asked = open_snapshot(ann), sought(("app",))
    (pair,) = ways.pairs(held, STEWARD, asked)
    found = ways.way(held, STEWARD, asked, pair.token)
    assert found is not None
    assert [m.text for m in found[1] if m.text] == ["Hopeless"]
    assert ways.pairs(held, STEWARD, sought(("bill",))) == ()


def test_a_token_opens_nothing_for_another_scope_or_the_next_import(ann: Path) -> None:
    held, lead = open_snapshot(ann), Scope("lead", ("x",))
    (pair,) = ways.pairs(held, STEWARD, sought())
    assert ways.way(held, lead, sought(), pair.token) is None
    assert ways.way(held, Scope("steward", (), "ann"), sought(), pair.token) is None
    assert ways.way(held, STEWARD, sought(), "") is None
    assert "ann" not in pair.token
    taken(ann, file(ann, [row(9, "2026-10-01", 5, "van", "cat")], "more.csv"))
    moved = open_snapshot(ann)
    assert ways.pairs(moved, STEWARD, sought())[0].token != pair.token
    assert ways.way(moved, STEWARD, sought(), pair.token) is None


def test_nobody_unknown_is_told_anything(ann: Path) -> None:
    with pytest.raises(Refused):
        ways.pairs(open_snapshot(ann), None, sought())  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["handover", "handed", "followed"])
def test_verify_sees_a_changed_handover(ann: Path, table: str) -> None:
    path = open_snapshot(ann).path
    copy = path.with_name("000009.duckdb")
    copy.write_bytes(path.read_bytes())
    changes = {
        "handover": "update record.handover set days = 13 where days = 12",
        "handed": "update record.handed set nps_bottom = nps_bottom + 1",
        "followed": "delete from record.followed",
    }
    with duckdb.connect() as con:
        con.execute("attach $p as record", {"p": str(copy)})
        con.execute(changes[table])
    (ann / "record" / "current").write_text("000009.duckdb\n")
    assert any("handovers" in fault or "follow" in fault for fault in verify(ann, now=NOW))
