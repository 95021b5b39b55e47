"""Answers into a real record: what is accepted, and what stands when files meet."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cxdata.errors import BadInput, NoRecord
from cxdata.record import Field, Question, import_readings, open_snapshot, store
from cxdata.scope import View
from tests.record.making import (
    AMSTERDAM,
    HOUSE,
    NOW,
    STEWARD,
    answers,
    histogram,
    rows,
    taken,
    without,
)

SOURCE = {"source": Field(value="survey")}


def test_every_row_is_accepted_missing_left_out_or_rejected(tmp_path: Path) -> None:
    cells = ["10", "9.0", "7", "", "NA", "11", "4.105263158", "Strongly agree", "3", "0"]
    lines = [[str(i), "2026-10-05", cell] for i, cell in enumerate(cells, start=1)]
    (report,) = taken(tmp_path, answers(tmp_path, lines, left={9: "test", 10: "partial"}))
    assert (report.rows, report.accepted, report.missing, report.rejected) == (10, 3, 2, 3)
    assert report.left_out == {"test": 1, "partial": 1}
    assert report.rejected_reasons == {"non_numeric": 1, "not_whole": 1, "out_of_range": 1}
    assert [(r.row, r.value, r.reason) for r in report.rejected_rows] == [
        (6, "11", "out_of_range"),
        (7, "4.105263158", "not_whole"),
        (8, "Strongly agree", "non_numeric"),
    ]
    assert report.histogram == {7: 1, 9: 1, 10: 1}
    assert histogram(tmp_path) == [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1]


def test_a_file_of_rejects_brings_no_score_and_no_snapshot(tmp_path: Path) -> None:
    (report,) = taken(tmp_path, answers(tmp_path, [["1", "2026-10-05", "great"]]))
    assert (report.accepted, report.rejected, report.batch) == (0, 1, None)
    with pytest.raises(NoRecord, match="import FILE"):
        open_snapshot(tmp_path)


def test_a_dry_run_counts_the_same_and_writes_nothing(tmp_path: Path) -> None:
    taken(tmp_path, answers(tmp_path, [["0", "2026-09-01", "10"]], name="a.csv"))
    before = sorted(p.name for p in (tmp_path / "record").iterdir())
    file = answers(tmp_path / "in", [["1", "2026-09-01", "10"], ["2", "2026-10-01", "2"]])
    file_dry = taken(tmp_path, file, dry_run=True)[0]
    assert sorted(p.name for p in (tmp_path / "record").iterdir()) == before
    assert histogram(tmp_path)[2] == 0
    (real,) = taken(tmp_path, file)
    assert (file_dry.accepted, file_dry.added, file_dry.after) == (2, 2, real.after)
    assert file_dry.batch is None
    assert real.batch == 2


def test_the_effect_on_the_headline_is_what_the_record_then_shows(tmp_path: Path) -> None:
    old = [[f"o{i}", "2026-03-01", "10"] for i in range(4)] + [["x", "2026-08-02", "9"]]
    taken(tmp_path, answers(tmp_path, old, name="old.csv"))
    new = [["n1", "2026-10-31", "3"], ["n2", "2026-10-31", "8"]]
    (report,) = taken(tmp_path, answers(tmp_path, new, name="new.csv"))
    before, after = report.before, report.after
    assert before is not None
    assert after is not None
    assert (before.promoters, before.passives, before.detractors) == (5, 0, 0)
    assert (after.promoters, after.passives, after.detractors) == (5, 1, 1)
    assert after.recent_since == "2026-08-01"
    assert (before.recent_promoters, after.recent_promoters, after.recent_detractors) == (1, 1, 1)
    counts = histogram(tmp_path)
    assert (sum(counts[9:]), sum(counts[7:9]), sum(counts[:7])) == (5, 1, 1)


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    file = answers(tmp_path, [["1", "2026-10-05", "9"], ["2", "2026-10-06", "4"]])
    taken(tmp_path, file)
    (again,) = taken(tmp_path, file)
    assert (again.accepted, again.duplicates, again.added, again.batch) == (2, 2, 0, None)
    assert again.known_batch == 1
    assert open_snapshot(tmp_path).number == 1


def test_overlapping_files_give_the_same_record_in_any_order(tmp_path: Path) -> None:
    header = ("id", "date", "score", "revision", "team")
    parts = [
        [["1", "2026-10-01", "9", "", "a"], ["2", "2026-10-02", "4", "", "a"]],
        [["2", "2026-10-02", "4", "", "b"], ["3", "2026-10-03", "7", "1", "b"]],
        [["3", "2026-10-03", "2", "2", "b"], ["1", "2026-10-01", "9", "", "a"]],
    ]
    found = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        home = tmp_path / "".join(map(str, order))
        for i in order:
            taken(home, answers(home, parts[i], header, name=f"f{i}.csv", fields=SOURCE))
        found.append(rows(home))
    assert len(found[0]) == 3
    assert all(one == found[0] for one in found)


def test_a_later_revision_replaces_whichever_comes_first(tmp_path: Path) -> None:
    header = ("id", "date", "score", "revision")
    old, new = [["1", "2026-10-01", "3", "1"]], [["1", "2026-10-04", "9", "2"]]
    for name, files in {"up": (old, new), "down": (new, old)}.items():
        home = tmp_path / name
        reports = [
            taken(home, answers(home, lines, header, name=f"{i}.csv", fields=SOURCE))[0]
            for i, lines in enumerate(files)
        ]
        assert histogram(home) == [0] * 9 + [1, 0]
        assert [r.replaced for r in reports] == ([0, 1] if name == "up" else [0, 0])
        after = reports[-1].after
        assert after is not None
        assert (after.promoters, after.detractors) == (1, 0)


def test_a_response_twice_in_one_file_counts_once(tmp_path: Path) -> None:
    lines = [["1", "2026-10-01", "3"], ["1", "2026-10-01", "3"], ["2", "2026-10-01", "9"]]
    (report,) = taken(tmp_path, answers(tmp_path, lines))
    assert (report.accepted, report.duplicates, report.added) == (3, 1, 2)
    assert sum(histogram(tmp_path)) == 2


def test_the_same_id_in_two_sources_is_two_responses(tmp_path: Path) -> None:
    line = [["1", "2026-10-01", "9"]]
    other = [["1", "2026-10-02", "9"]]
    taken(tmp_path, answers(tmp_path, line, name="stores_2026-10.csv"))
    taken(tmp_path, answers(tmp_path, other, name="app_2026-10.csv"))
    assert sum(histogram(tmp_path)) == 2


def test_a_later_export_of_the_same_survey_is_recognised_by_its_name(tmp_path: Path) -> None:
    taken(tmp_path, answers(tmp_path, [["1", "2026-10-01", "9"]], name="stores_2026-10.csv"))
    lines = [["1", "2026-10-01", "9"], ["2", "2026-11-01", "9"]]
    (report,) = taken(tmp_path, answers(tmp_path, lines, name="stores_2026-11.csv"))
    assert (report.duplicates, report.added) == (1, 1)


def test_alike_rows_without_ids_count_as_often_as_in_the_file_that_has_most(tmp_path: Path) -> None:
    header = ("date", "score")
    twice = [["2026-10-01", "9"]] * 2 + [["2026-10-02", "5"]]
    thrice = [["2026-10-01", "9"]] * 3
    for order in ((twice, thrice), (thrice, twice)):
        home = tmp_path / str(len(order[0]) + (order[0] is twice))
        reports = [
            taken(home, answers(home, lines, header, name=f"f{i}.csv"))[0]
            for i, lines in enumerate(order)
        ]
        assert histogram(home)[9] == 3
        assert histogram(home)[5] == 1
        assert reports[1].overlap == 2


def test_an_overlap_without_ids_is_added_where_a_person_says_so(tmp_path: Path) -> None:
    header = ("date", "score")
    taken(tmp_path, answers(tmp_path, [["2026-10-01", "9"]], header, name="a.csv"))
    both = [["2026-10-01", "9"], ["2026-10-02", "1"]]
    file = answers(tmp_path, both, header, name="b.csv")
    (asked,) = taken(tmp_path, file, dry_run=True)
    assert (asked.overlap, asked.added) == (1, 1)
    taken(tmp_path, file, overlap="add")
    assert histogram(tmp_path)[9] == 2
    (again,) = taken(tmp_path, file, overlap="add")
    assert (again.added, again.batch) == (0, None)


def test_a_file_without_dates_is_counted_but_not_committed(tmp_path: Path) -> None:
    file = answers(tmp_path, [["1", "9"], ["2", "x"]], ("id", "score"))
    (dry,) = taken(tmp_path, file, dry_run=True)
    assert (dry.accepted, dry.rejected, dry.dated, dry.first) == (1, 1, False, "")
    with pytest.raises(BadInput, match="--date"):
        taken(tmp_path, file)
    declared = {"date": Field(value="2026-10-31")}
    taken(tmp_path, answers(tmp_path, [["1", "9"]], ("id", "score"), fields=declared))
    assert open_snapshot(tmp_path).span(STEWARD) == (date(2026, 10, 31), date(2026, 10, 31))


def test_a_score_without_a_date_that_can_be_read_counts_but_is_not_kept(tmp_path: Path) -> None:
    lines = [["1", "", "9"], ["2", "31/02/2026", "9"], ["3", "2026-10-01", "9"], ["4", "", ""]]
    lines += [["5", "2026-10-01 14:05 CET", "9"], ["6", "-2026-10-01", "9"], ["7", "infinity", "9"]]
    (report,) = taken(tmp_path, answers(tmp_path, lines))
    assert report.undated == {"bad_date": 4, "no_date": 1}
    assert (report.accepted, report.rejected, report.missing, report.added) == (6, 0, 1, 1)
    assert report.rejected_total == len(report.rejected_rows)
    assert histogram(tmp_path)[9] == 1
    assert [(r.row, r.column, r.value) for r in report.rejected_rows] == [
        (1, "date", ""),
        (2, "date", "31/02/2026"),
        (5, "date", "2026-10-01 14:05 CET"),
        (6, "date", "-2026-10-01"),
        (7, "date", "infinity"),
    ]


@pytest.mark.parametrize(
    ("text", "dates", "zone", "moment", "day"),
    [
        ("2026-10-31T23:30:00Z", ("iso",), None, "2026-10-31 23:30", "2026-11-01"),
        ("2026-07-31T22:30:00Z", ("iso",), None, "2026-07-31 22:30", "2026-08-01"),
        ("2026-10-31 23:30", ("iso",), None, "2026-10-31 22:30", "2026-10-31"),
        ("2026-10-31T18:30:00-05:00", ("iso",), None, "2026-10-31 23:30", "2026-11-01"),
        ("2026-07-31 23:30", ("iso",), "America/Denver", "2026-08-01 05:30", "2026-08-01"),
        ("2026-03-29 02:30", ("iso",), None, "2026-03-29 01:30", "2026-03-29"),
        ("2026-10-31", ("iso",), None, "2026-10-30 23:00", "2026-10-31"),
        (
            "10/31/2026 11:30:00 PM",
            ("%m/%d/%Y %I:%M:%S %p",),
            "UTC",
            "2026-10-31 23:30",
            "2026-11-01",
        ),
        ("31.10.2026 23:30 +0000", ("%d.%m.%Y %H:%M %z",), None, "2026-10-31 23:30", "2026-11-01"),
        ("1793489400", ("unix",), None, "2026-10-31 23:30", "2026-11-01"),
        ("1793489400000", ("unix_ms",), None, "2026-10-31 23:30", "2026-11-01"),
        ("46326.979166666664", ("excel",), None, "2026-10-31 22:30", "2026-10-31"),
    ],
)
def test_a_business_day_is_the_organisations_day(
    tmp_path: Path, text: str, dates: tuple[str, ...], zone: str | None, moment: str, day: str
) -> None:
    file = answers(tmp_path, [["1", text, "9"]], dates=dates, timezone=zone)
    taken(tmp_path, file, organisation=AMSTERDAM)
    (row,) = rows(tmp_path)
    assert row[1] == date.fromisoformat(day)
    assert row[2] == datetime.fromisoformat(moment)


def test_dates_are_reported_as_the_file_writes_them(tmp_path: Path) -> None:
    lines = [["1", "2026-10-31 23:30", "9"], ["2", "2026-11-01 00:10", ""]]
    file = answers(tmp_path, lines, timezone="America/Denver")
    (report,) = taken(tmp_path, file, organisation=AMSTERDAM)
    assert (report.first, report.last) == ("2026-10-31 23:30:00", "2026-11-01 00:10:00")


def test_a_new_time_zone_moves_answers_to_other_days(tmp_path: Path) -> None:
    file = answers(tmp_path, [["1", "2026-10-31T23:30:00Z", "9"]])
    taken(tmp_path, file)
    assert histogram(tmp_path, View(date(2026, 10, 1), date(2026, 11, 1)))[9] == 1
    taken(tmp_path, organisation=AMSTERDAM)
    assert histogram(tmp_path, View(date(2026, 10, 1), date(2026, 11, 1)))[9] == 0
    assert histogram(tmp_path, View(date(2026, 11, 1), date(2026, 12, 1)))[9] == 1


def test_an_answer_without_team_gets_the_owner_and_a_relational_one_never(tmp_path: Path) -> None:
    header = ("id", "date", "score", "kind", "touchpoint", "team")
    lines = [
        ["1", "2026-10-01", "9", "touchpoint", "delivery", ""],
        ["2", "2026-10-01", "9", "touchpoint", "Delivery on time", "vans_north"],
        ["3", "2026-10-01", "9", "relational", "delivery", ""],
        ["4", "2026-10-01", "9", "touchpoint", "", ""],
        ["5", "2026-10-01", "9", "Sonstiges", "", ""],
    ]
    (report,) = taken(tmp_path, answers(tmp_path, lines, header), organisation=HOUSE)
    assert [row[5:7] for row in rows(tmp_path) if row[3] == 2] == [
        ("", ""),
        ("delivery", "vans_north"),
        ("delivery", "vans_south"),
    ]
    assert [row[6] for row in rows(tmp_path) if row[3] == 1] == [""]
    assert report.rejected_reasons == {"bad_survey": 1}


def test_answers_that_came_before_the_organisation_get_their_owner_when_it_comes(
    tmp_path: Path,
) -> None:
    survey, place = Field(value="touchpoint"), {"touchpoint": Field(value="delivery")}
    file = answers(tmp_path, [["1", "2026-10-01", "9"]], survey=survey, fields=place)
    taken(tmp_path, file)
    assert rows(tmp_path)[0][6] == ""
    taken(tmp_path, organisation=HOUSE)
    assert rows(tmp_path)[0][6] == "vans_south"
    assert histogram(tmp_path, team="vans_south")[9] == 1


def test_an_unknown_team_keeps_its_name_and_is_reported_with_a_suggestion(tmp_path: Path) -> None:
    header = ("id", "date", "score", "team")
    lines = [["1", "2026-10-01", "9", "vans_nort"], ["2", "2026-10-01", "9", "vans_nort"]]
    (report,) = taken(tmp_path, answers(tmp_path, lines, header), organisation=HOUSE)
    (found,) = report.unknown["team"]
    assert (found.name, found.rows, found.suggestion) == ("vans_nort", 2, "vans_north")
    assert histogram(tmp_path, team="vans_nort")[9] == 2


def test_several_questions_keep_their_metric_and_place(tmp_path: Path) -> None:
    header = ("id", "date", "score", "ease", "stage")
    questions = (
        Question(2, "Recommend?"),
        Question(3, "How easy?", "ces", (1, 7)),
        Question(4, "Receive", "rating", place="receive"),
    )
    lines = [["1", "2026-10-01", "9", "7", "3"], ["2", "2026-10-01", "", "8", "10"]]
    (report,) = taken(tmp_path, answers(tmp_path, lines, header, questions=questions))
    assert [(q.accepted, q.missing, q.rejected) for q in report.questions] == [
        (1, 1, 0),
        (1, 0, 1),
        (2, 0, 0),
    ]
    assert histogram(tmp_path) == [0] * 9 + [1, 0]
    assert histogram(tmp_path, metric="ces")[7] == 1
    assert histogram(tmp_path, metric="rating", touchpoint="receive")[3] == 1


def test_labels_and_sliders_are_stored_on_the_metrics_scale(tmp_path: Path) -> None:
    words = (Question(2, "score", labels={"Strongly agree": 10, "Never": 0}),)
    lines = [["1", "2026-10-01", "strongly AGREE "], ["2", "2026-10-01", "never"]]
    taken(tmp_path, answers(tmp_path, lines, questions=words, name="words.csv"))
    slider = (Question(2, "score", scale=(0, 100), divide=10),)
    lines = [["1", "2026-10-01", "99"], ["2", "2026-10-01", "100"]]
    taken(tmp_path, answers(tmp_path, lines, questions=slider, name="slider.csv"))
    assert histogram(tmp_path) == [1] + [0] * 8 + [1, 2]


def test_customers_are_kept_as_hashes_that_only_the_homes_key_makes(tmp_path: Path) -> None:
    header = ("id", "date", "score", "customer", "origin")
    line = [["1", "2026-10-01", "9", "customer-4711", "device-0815"]]
    for name in ("a", "b"):
        taken(tmp_path / name, answers(tmp_path / name / "in", line, header))
    hashes = [rows(tmp_path / name)[0][-2] for name in ("a", "b")]
    assert 0 not in hashes
    assert hashes[0] != hashes[1]
    raw = open_snapshot(tmp_path / "a").path.read_bytes()
    assert b"customer-4711" not in raw
    assert b"device-0815" not in raw
    key = tmp_path / "a" / "key"
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_comment_with_line_breaks_and_quotes_stays_whole(tmp_path: Path) -> None:
    header = ("id", "date", "score", "comment")
    lines = [["1", "2026-10-01", "9", 'first\r\nsecond, "third"'], ["2", "2026-10-01", "5", ""]]
    (report,) = taken(tmp_path, answers(tmp_path, lines, header))
    assert report.accepted == 2
    without(tmp_path, 1)
    assert sum(histogram(tmp_path)) == 0


def test_the_clean_original_is_read_without_a_copy(tmp_path: Path) -> None:
    original = tmp_path / "plain.csv"
    original.write_text('id,date,score\na,2026-10-01,9\nb,2026-10-01,"x\ny"\nc,2026-10-02,4\n')
    staged = answers(tmp_path / "in", [["a", "2026-10-01", "9"]])
    (report,) = taken(tmp_path, replace(staged, staged=original, direct=True))
    assert (report.rows, report.accepted) == (3, 2)
    assert [(r.row, r.value) for r in report.rejected_rows] == [(2, "x\ny")]


def test_a_ragged_original_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    original = tmp_path / "ragged.csv"
    original.write_text("id,date,score\na,2026-10-01,9\nb,2026-10-01,9,9,9\n")
    file = answers(tmp_path / "in", [["a", "2026-10-01", "9"]])
    with pytest.raises(BadInput, match="Nothing was changed"):
        import_readings(
            tmp_path,
            [replace(file, staged=original, direct=True)],
            author="steward",
            now=NOW,
        )
    assert store.pointed(tmp_path) is None


def test_overlapping_files_of_any_name_count_every_response_once(tmp_path: Path) -> None:
    lines = [[str(i), f"2026-10-{i:02d}", str(i % 11)] for i in range(1, 31)]
    parts = {"first.csv": lines[:12], "last.csv": lines[18:], "bridge.csv": lines[8:22]}
    for order in (("first.csv", "last.csv", "bridge.csv"), ("bridge.csv", "last.csv", "first.csv")):
        home = tmp_path / order[0]
        reports = [taken(home, answers(home, parts[name], name=name))[0] for name in order]
        assert sum(histogram(home)) == 30
        assert sum(report.added for report in reports) == 30
        assert sum(report.duplicates for report in reports) == 8


def test_two_surveys_that_number_from_one_are_told_apart(tmp_path: Path) -> None:
    stores = [[str(i), f"2026-09-{i:02d}", "9"] for i in range(1, 21)]
    app = [[str(i), f"2026-10-{i:02d}", "9"] for i in range(1, 21)]
    app[0] = stores[0]  # one coincidence makes no survey
    taken(tmp_path, answers(tmp_path, stores, name="stores.csv"))
    (report,) = taken(tmp_path, answers(tmp_path, app, name="app.csv"))
    assert (report.duplicates, report.replaced, report.added) == (0, 0, 20)
    assert sum(histogram(tmp_path)) == 40


def test_a_revision_in_a_renamed_export_replaces(tmp_path: Path) -> None:
    header = ("id", "date", "score", "revision")
    old = [[str(i), f"2026-10-{i:02d}", "3", ""] for i in range(1, 6)]
    new = [*old[:4], ["5", "2026-10-05", "10", "1"], ["6", "2026-10-06", "8", ""]]
    taken(tmp_path, answers(tmp_path, old, header, name="export.csv"))
    (report,) = taken(tmp_path, answers(tmp_path, new, header, name="corrected.csv"))
    assert (report.duplicates, report.replaced, report.added) == (4, 1, 2)
    assert histogram(tmp_path) == [0, 0, 0, 4, 0, 0, 0, 0, 1, 0, 1]
