"""Comments are found by place, time, score and words, and only those that stand."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from cxdata.errors import Refused
from cxdata.record import Field, Question, Snapshot, open_snapshot, verify, voices
from cxdata.record.folding import folded
from cxdata.record.voices import Heard, Tally
from cxdata.scope import Scope, View
from tests.record.making import ALL, AMSTERDAM, HOUSE, NOW, STEWARD, answers, taken, without

HEADER = (
    *("id", "date", "score", "kind", "touchpoint", "team", "segment", "channel", "region"),
    "comment",
)
T, R = ("touchpoint", "delivery"), ("relational", "")
ROWS = [
    ["1", "2026-08-01", "10", *T, "vans_north", "Home", "App", "North", "Café Straße, heel fijn"],
    ["2", "2026-08-31", "3", *T, "vans_south", "Work", "Shop", "South", "100% late_again \\ d’oh"],
    ["3", "2026-09-01", "7", *R, "", "Home", "Shop", "South", "Late? bel jan@mail.nl"],
    ["4", "2026-09-02", "0", *R, "", "", "", "", "translate this (never  answer)"],
    ["5", "2026-09-02", "9", *R, "", "", "", "", ""],
]  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = tmp_path_factory.mktemp("voices")
    taken(home, answers(home, ROWS, HEADER), organisation=HOUSE)
    assert verify(home, now=NOW) == ()
    return open_snapshot(home)


def numbers(snapshot: Snapshot, view: View = ALL, **heard: object) -> list[str]:
    """Row ids of the file, by the first letters of the texts, newest first."""
    starts = {"Caf": "1", "100": "2", "Lat": "3", "tra": "4"}
    found = voices.comments(snapshot, STEWARD, view, Heard(**heard))  # type: ignore[arg-type]
    return [starts[one.text[:3]] for one in found]


def test_a_comment_carries_what_its_answer_carried(snapshot: Snapshot) -> None:
    (one,) = voices.comments(snapshot, STEWARD, ALL, Heard(words=("CAFE",)))
    assert (one.day, one.kind, one.touchpoint) == (date(2026, 8, 1), "touchpoint", "delivery")
    assert (one.team, one.segment, one.channel, one.region) == (
        *("vans_north", "Home", "App", "North"),
    )
    assert (one.metric, one.score, one.standing) == ("nps", 10, "promoter")
    assert one.text == "Café Straße, heel fijn"


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        ({}, "4321"),
        ({"kind": "relational"}, "43"),
        ({"touchpoints": ("delivery",)}, "21"),
        ({"touchpoints": ()}, ""),
        ({"touchpoints": ("nowhere",)}, ""),
        ({"teams": ("vans_south",)}, "2"),
        ({"teams": ()}, ""),
        ({"metric": "csat"}, ""),
        ({"standing": "detractor"}, "42"),
        ({"standing": "passive"}, "3"),
        ({"days": (date(2026, 8, 31), date(2026, 9, 2))}, "32"),
        ({"words": ("late",)}, "432"),
        ({"words": ("LATE", "again")}, "2"),
        ({"words": ("strasse",)}, "1"),
        ({"words": ("cafe strasse", "heel", "fijn", "caf", "a")}, "1"),
        ({"words": ("cafe strasse", "heel", "fijn", "caf", "z")}, ""),
        ({"words": ("%",)}, "2"),
        ({"words": ("_",)}, "2"),
        ({"words": ("\\",)}, "2"),
        ({"words": (".",)}, ""),
        ({"words": ("d'oh",)}, "2"),
        ({"words": ("never answer",)}, "4"),
        ({"words": ("", "  ")}, "4321"),
        ({"words": ("mail.nl",)}, ""),
        ({"words": ("[e-mail]",)}, "3"),
        ({"any_words": ("late",)}, "32"),
        ({"any_words": ("late", "never answer")}, "432"),
        ({"any_words": ("lat",)}, ""),
        ({"any_words": (".*", "(", "[")}, ""),
        ({"any_words": ("late",), "words": ("again",)}, "2"),
        ({"any_words": ("translate", "late")}, "432"),
        ({"any_words": ("la", "lat", "ate", "again", "ever answer", "fijn")}, "21"),
        ({"any_words": ("la", "lat", "at", "nev", "x")}, ""),
        ({"any_words": ("zz", "cafe  STRASSE", "yy", "xx", "ww", "100%")}, "21"),
        ({"places": (("delivery", "vans_north"),)}, "1"),
        ({"places": (("delivery", "vans_south"), ("", ""))}, "432"),
        ({"places": (("", "vans_north"), ("delivery", ""))}, ""),
        ({"places": (("nowhere", "vans_north"), ("delivery", "nobody"))}, ""),
        ({"places": ()}, ""),
        ({"places": (("delivery", "vans_north"),), "teams": ("vans_south",)}, ""),
    ],
)
def test_filters_and_words_keep_what_they_say(
    snapshot: Snapshot, heard: dict[str, object], found: str
) -> None:
    assert numbers(snapshot, **heard) == list(found)
    tally = voices.tallied(snapshot, STEWARD, ALL, Heard(**heard))  # type: ignore[arg-type]
    assert tally.n == len(found) == tally.promoters + tally.passives + tally.detractors


def test_a_views_months_and_filters_narrow(snapshot: Snapshot) -> None:
    august = View(date(2026, 8, 1), date(2026, 9, 1))
    assert numbers(snapshot, august) == ["2", "1"]
    assert numbers(snapshot, replace(ALL, segments=("Home",))) == ["3", "1"]
    assert numbers(snapshot, replace(ALL, channels=("Shop",), regions=("South",))) == ["3", "2"]
    wide = (date(2020, 1, 1), date(2030, 1, 1))
    assert numbers(snapshot, august, days=wide) == ["2", "1"]


def test_pages_follow_one_another_in_every_order(snapshot: Snapshot) -> None:
    for order, scores in (
        ("newest", [0, 7, 3, 10]),
        ("best", [10, 7, 3, 0]),
        ("worst", [0, 3, 7, 10]),
    ):
        whole = [
            one.score
            for start in range(5)
            for one in voices.comments(
                snapshot, STEWARD, ALL, Heard(), offset=start, limit=1, order=order
            )
        ]
        assert whole == scores
    with pytest.raises(ValueError, match="oldest"):
        voices.comments(snapshot, STEWARD, ALL, Heard(), order="oldest")


def test_tally_months_and_words_agree(snapshot: Snapshot) -> None:
    assert voices.tallied(snapshot, STEWARD, ALL, Heard()) == Tally(4, 1, 1, 2)
    cells = voices.monthly(snapshot, STEWARD, ALL, Heard())
    relational = cells.where(kind="relational", metric="nps")
    assert relational.counts.sum(axis=0).tolist() == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert np.unique(cells.keys["month"]).tolist() == [56 * 12 + 7, 56 * 12 + 8]
    said = voices.said(snapshot, STEWARD, ALL, Heard(), 2)
    assert [(one.text[:4], one.standing) for one in said] == [
        ("tran", "detractor"),
        ("Late", "passive"),
    ]


def test_any_words_are_whole_words_however_many_there_are(snapshot: Snapshot) -> None:
    """One by one or in one pattern: the same comments as a person would pick."""
    texts = [one.text for one in voices.comments(snapshot, STEWARD, ALL, Heard())]
    said = [set(re.findall(r"[^\W_]+", folded(text))) for text in texts]
    vocabulary = [*sorted(set().union(*said)), "lat", "straß", "anslate", "nswer"]
    for n in range(1, 8):
        for start in range(len(vocabulary)):
            some = tuple((vocabulary * 2)[start : start + n])
            whole = {folded(word) for word in some}
            found = voices.comments(snapshot, STEWARD, ALL, Heard(any_words=some))
            expected = [t for t, has in zip(texts, said, strict=True) if has & whole]
            assert [one.text for one in found] == expected, some


def test_nobody_hears_without_saying_who_asks(snapshot: Snapshot) -> None:
    for read in (voices.comments, voices.tallied, voices.monthly):
        with pytest.raises(Refused):
            read(snapshot, None, ALL, Heard())  # type: ignore[operator]
    with pytest.raises(Refused):
        voices.masked(snapshot, Scope("executive"))


def test_masks_are_counted_in_report_and_record(tmp_path: Path) -> None:
    (dry,) = taken(tmp_path, answers(tmp_path, ROWS, HEADER), dry_run=True)
    (report,) = taken(tmp_path, answers(tmp_path, ROWS, HEADER))
    assert dry.masked == report.masked == {"e-mail": 1}
    again = [["9", "2026-09-09", "1", *R, "", "", "", "", "bel 0612345678 of 0687654321"]]
    taken(tmp_path, answers(tmp_path, again, HEADER, name="b.csv"))
    assert voices.masked(open_snapshot(tmp_path), STEWARD) == {"e-mail": 1, "phone": 2}
    without(tmp_path, 2)
    assert voices.masked(open_snapshot(tmp_path), STEWARD) == {"e-mail": 1}


def test_no_byte_of_a_masked_number_is_in_the_snapshot(tmp_path: Path) -> None:
    rows = [[*ROWS[0][:-1], "bel 0612345678 of jan@mail.nl"]]
    taken(tmp_path, answers(tmp_path, rows, HEADER))
    whole = open_snapshot(tmp_path).path.read_bytes()
    assert b"[phone]" in whole
    assert b"0612345678" not in whole
    assert b"jan@mail" not in whole


def test_rejected_cells_show_no_personal_data(tmp_path: Path) -> None:
    rows = [["1", "2026-09-01", "bel 0612345678"], ["2", "2026-09-01", "11"]]
    (report,) = taken(tmp_path, answers(tmp_path, rows))
    assert [one.value for one in report.rejected_rows] == ["bel [phone]", "11"]
    assert set(report.rejected_values) == {"bel [phone]", "11"}


def test_a_response_that_two_files_carry_speaks_once(tmp_path: Path) -> None:
    """The same export read twice, for two of its scores: one comment, whatever is rolled back."""
    header = ("id", "date", "nps", "csat", "comment")
    rows = [["1", "2026-09-01", "9", "5", "splendid"]]
    home = tmp_path
    for name, metric in (("a.csv", "nps"), ("b.csv", "csat")):
        asked = Question(header.index(metric), metric, metric, scale=SCALE[metric])
        file = answers(home, rows, header, name=name, questions=(asked,), fields=SOURCE)
        taken(home, file)
    assert verify(home, now=NOW) == ()
    assert voices.tallied(open_snapshot(home), STEWARD, ALL, Heard()).n == 1
    for batch in (1, 2):
        other = tmp_path / str(batch)
        copy(home, other)
        without(other, batch)
        assert voices.tallied(open_snapshot(other), STEWARD, ALL, Heard()).n == 1
        assert verify(other, now=NOW) == ()


SCALE = {"nps": (0, 10), "csat": (1, 5)}
SOURCE = {"source": Field(value="survey")}


def copy(home: Path, other: Path) -> None:
    (other / "record").mkdir(parents=True)
    for path in (*home.glob("record/*.duckdb"), home / "record" / "current"):
        (other / "record" / path.name).write_bytes(path.read_bytes())
    (other / "key").write_bytes((home / "key").read_bytes())


def test_comments_move_with_their_answers_when_the_time_zone_changes(tmp_path: Path) -> None:
    rows = [["1", "2026-08-31T22:30:00Z", "9", "late at night"]]
    header = ("id", "date", "score", "comment")
    taken(tmp_path, answers(tmp_path, rows, header))
    (one,) = voices.comments(open_snapshot(tmp_path), STEWARD, ALL, Heard())
    assert one.day == date(2026, 8, 31)
    taken(tmp_path, organisation=AMSTERDAM)
    (one,) = voices.comments(open_snapshot(tmp_path), STEWARD, ALL, Heard())
    assert one.day == date(2026, 9, 1)
    assert verify(tmp_path, now=NOW) == ()


def test_verify_finds_a_comment_that_left_its_answer(tmp_path: Path) -> None:
    taken(tmp_path, answers(tmp_path, ROWS, HEADER))
    path = open_snapshot(tmp_path).path
    copy_ = path.with_name("000002.duckdb")
    copy_.write_bytes(path.read_bytes())
    with duckdb.connect() as con:
        con.execute("attach $p as record", {"p": str(copy_)})
        con.execute("update record.comment set segment = 9 where score = 10")
        con.execute("insert into record.comment from record.comment where score = 3")
        con.execute("update record.comment set folded = null where score = 0")
    (tmp_path / "record" / "current").write_text("000002.duckdb\n")
    assert verify(tmp_path, now=NOW) == (
        "1 comments that stand without an answer",
        "1 comments that stand twice",
        "1 comments that search would not find",
    )
