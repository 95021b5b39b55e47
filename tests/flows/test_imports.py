"""Files into the record and out again: dry run, commit, overlap, rollback, kept declarations."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxdata.catalog import RELATIONAL
from cxdata.errors import BadInput, Refused, Undecided
from cxdata.flows import imports
from cxdata.flows.recognised import reading_folder
from cxdata.record import open_snapshot
from cxdata.record.classify import verdict
from cxdata.record.sources.declared import declared
from cxdata.scope import EXECUTIVE, STEWARD, Scope

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
WHO = Scope(STEWARD, identity="kim")
HEADER = "Response ID,Date,NPS,Why\n"


class Desk:
    """A home with a folder of files beside it."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "own"
        self.folder = folder

    def file(self, content: str, name: str = "shop survey.csv") -> Path:
        path = self.folder / name
        path.write_text(content, "utf-8", newline="")
        return path

    def commit(self, *files: Path, overlap: str | None = None, **said: object) -> list[dict]:
        batch = imports.Batch(files, declared(said), overlap=overlap)
        return [one.as_json() for one in imports.commit(WHO, self.home, batch, NOW)]

    def dry(self, *files: Path, **said: object) -> list[dict]:
        batch = imports.Batch(files, declared(said))
        return [one.as_json() for one in imports.dry_run(WHO, self.home, batch, NOW)]

    def headline(self) -> tuple[int, ...]:
        """Relational NPS answers by score, over the whole record."""
        from cxdata.scope import View

        whole = View(datetime(2020, 1, 1).date(), datetime(2027, 1, 1).date())
        cells = open_snapshot(self.home).slice(WHO, whole).core
        kept = cells.where(kind=RELATIONAL, metric="nps").by()
        return tuple(int(n) for n in kept.counts.sum(axis=0))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def histogram(**counts: int) -> tuple[int, ...]:
    return tuple(counts.get(f"s{score}", 0) for score in range(11))


def test_preview_and_builder_judge_the_same_ugly_cells_alike(desk: Desk) -> None:
    cells = [
        *("9", "9.0", "9,0", "9,000", "9.", " 10", "10 ", "\u00a08", "+7", "07", "0", "-0", "-1"),
        *("11", "4.105263158", "1e1", "١", "9!", "=9", "'9", "", " ", "NA", "n/a", "#N/A"),
        *("#NAME?", "null", "None", "nan", "-", "—", "Strongly agree", "4 - Very impressive"),
        *("10/10", "9-10"),
    ]
    quoted = "".join(f'2026-10-31,"{cell}"\n' for cell in cells)
    (whole,) = desk.dry(desk.file("Date,NPS\n" + quoted))
    told = [verdict(cell, (0, 10)) for cell in cells]
    assert whole["rows"] == len(cells)
    assert whole["accepted"] == sum(one.score is not None for one in told)
    assert whole["missing"] == sum(one.missing for one in told)
    assert whole["rejected"] == sum(bool(one.reason) for one in told)
    for reason, n in whole["rejected_reasons"].items():
        assert n == sum(one.reason == reason for one in told)
    rejected = {row["row"]: row["value"] for row in whole["rejected_rows"]}
    assert rejected[14] == "11"
    assert {"4.105263158", "=9", "'9", "Strongly agree"} <= set(rejected.values())


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    (whole,) = desk.dry(desk.file(HEADER + "1,2026-10-31,9,ok\n"))
    assert (whole["accepted"], whole["batch"]) == (1, None)
    assert whole["before"]["nps"] is None
    assert (whole["after"]["nps"], whole["after"]["n"]) == (100.0, 1)
    assert [path.name for path in desk.home.rglob("*.duckdb")] == []
    assert [path.name for path in desk.home.glob("reading-*")] == []


def test_commit_makes_the_headline_and_rollback_takes_it_back(desk: Desk) -> None:
    (first,) = desk.commit(desk.file(HEADER + "1,2026-10-31,9,ok\n2,2026-10-30,3,no\n"))
    assert desk.headline() == histogram(s9=1, s3=1)
    (second,) = desk.commit(desk.file(HEADER + "7,2026-10-29,10,ok\n", "other survey.csv"))
    assert desk.headline() == histogram(s9=1, s3=1, s10=1)
    assert (second["before"]["nps"], second["after"]["n"]) == (0.0, 3)
    imports.rollback(WHO, desk.home, first["batch"], NOW)
    assert desk.headline() == histogram(s10=1)
    assert imports.verify(WHO, desk.home, NOW) == ()
    with pytest.raises(BadInput):
        imports.rollback(WHO, desk.home, 99, NOW)


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    path = desk.file("Date,NPS\n2026-10-31,9\n2026-10-31,9\n2026-10-30,2\n")
    (first,) = desk.commit(path)
    (again,) = desk.commit(path)
    assert (first["batch"], again["batch"], again["known_batch"]) == (1, None, 1)
    assert (again["accepted"], again["duplicates"], again["n"]) == (3, 3, 3)
    assert desk.headline() == histogram(s9=2, s2=1)


def test_overlapping_files_with_ids_in_any_order_come_out_alike(tmp_path: Path) -> None:
    rows = [f"{i},2026-10-{i:02},{i % 11},why {i}\n" for i in range(1, 9)]
    early = HEADER + "".join(rows[:5])
    late = HEADER + "".join(rows[3:])
    seen = set()
    for order in ((early, late), (late, early)):
        desk = Desk(tmp_path / str(len(seen)) / str(order[0] == early))
        desk.folder.mkdir(parents=True)
        for number, content in enumerate(order):
            desk.commit(desk.file(content, f"survey 2026-0{number}.csv"))
        seen.add(desk.headline())
    assert seen == {histogram(s1=1, s2=1, s3=1, s4=1, s5=1, s6=1, s7=1, s8=1)}


def test_an_overlap_without_ids_is_shown_and_asked_about(desk: Desk) -> None:
    desk.commit(desk.file("Date,NPS\n2026-10-31,9\n2026-10-30,2\n", "survey 1.csv"))
    later = desk.file("Date,NPS\n2026-10-30,2\n2026-10-29,10\n", "survey 2.csv")
    assert desk.dry(later)[0]["overlap"] == 1
    with pytest.raises(Undecided, match=r"1 rows of survey 2\.csv carry no id") as asked:
        desk.commit(later)
    assert [(c["overlap"], c["adds"]) for c in asked.value.candidates] == [("skip", 1), ("add", 2)]
    assert desk.headline() == histogram(s9=1, s2=1)
    desk.commit(later, overlap="skip")
    assert desk.headline() == histogram(s9=1, s2=1, s10=1)


def test_an_overlap_may_be_added_as_new_answers(desk: Desk) -> None:
    desk.commit(desk.file("Date,NPS\n2026-10-30,2\n", "survey 1.csv"))
    desk.commit(desk.file("Date,NPS\n2026-10-30,2\n2026-10-29,10\n", "survey 2.csv"), overlap="add")
    assert desk.headline() == histogram(s2=2, s10=1)


def test_a_later_revision_replaces_the_response(desk: Desk) -> None:
    header = "Response ID,Date,NPS,Revision\n"
    desk.commit(desk.file(header + "1,2026-10-31,2,0\n"))
    (whole,) = desk.commit(desk.file(header + "1,2026-10-31,9,1\n"))
    assert whole["replaced"] == 1
    assert desk.headline() == histogram(s9=1)


def test_a_file_without_dates_is_counted_but_not_kept_until_a_day_is_declared(desk: Desk) -> None:
    path = desk.file("NPS\n9\n2\n")
    assert desk.dry(path)[0]["n"] == 2
    with pytest.raises(BadInput, match="no date column: it can be counted"):
        desk.commit(path)
    (whole,) = desk.commit(path, date="2026-10-31")
    assert (whole["first"], whole["last"]) == ("2026-10-31 00:00:00", "2026-10-31 00:00:00")
    assert desk.headline() == histogram(s9=1, s2=1)
    # The day held for this file alone: the next one of its kind is asked again.
    with pytest.raises(BadInput, match="no date column"):
        desk.commit(desk.file("NPS\n10\n", "next.csv"))


def test_a_file_of_which_all_is_rejected_says_so_and_is_not_kept(desk: Desk) -> None:
    path = desk.file("Date,NPS\n2026-10-31,Promoter\n2026-10-31,Passive\n")
    (whole,) = desk.dry(path)
    assert (whole["n"], whole["nps"], whole["rejected"]) == (0, None, 2)
    assert any("there is no score" in said for said in whole["warnings"])
    with pytest.raises(BadInput, match=r"No answer of shop survey\.csv counts"):
        desk.commit(path)


def test_what_was_declared_is_kept_for_the_next_file_of_its_kind(desk: Desk) -> None:
    rows = "date,A,B\n2026-10-31,9,2\n"
    with pytest.raises(BadInput):
        desk.commit(desk.file(rows))
    (first,) = desk.commit(desk.file(rows), score="B", metric="nps", fields={"segment": "Business"})
    assert Path(first["mapping_kept"]).is_file()
    (second,) = desk.commit(desk.file("date,A,B\n2026-10-30,9,10\n", "next.csv"))
    assert (second["score_column"], second["mapping"]) == ("B", Path(first["mapping_kept"]).stem)
    assert second["roles"]["segment"] == {"value": "Business"}
    with pytest.raises(BadInput):
        desk.commit(desk.file("date,A,C\n2026-10-30,9,10\n", "another.csv"))


def test_a_written_mapping_reads_back_as_it_was_declared(desk: Desk) -> None:
    said = {
        "score": ['Would you "recommend" us?\nHonestly'],
        "metric": ["nps"],
        "labels": {"Ja, sicher!": 10, "a.b": 0},
        "left_out": {"Test?": {"yes": "test"}},
        "fields": {"team": "column:Store"},
    }
    text = 'Date,"Would you ""recommend"" us?\nHonestly",Test?,Store\n'
    rows = '2026-10-31,"Ja, sicher!",no,A\n2026-10-31,9,yes,A\n2026-10-31,a.b,,B\n'
    path = desk.file(text + rows)
    (first,) = desk.commit(path, **said)
    (second,) = desk.dry(desk.file(text + rows.replace("10-31", "10-30"), "next.csv"))
    for name in ("n", "nps", "left_out_reasons", "score_column"):
        assert first[name] == second[name]
    assert (second["n"], second["left_out_reasons"]) == (2, {"test": 1})


def test_names_that_the_organisation_lacks_are_listed_with_a_suggestion_not_lost(
    desk: Desk, root: Path
) -> None:
    about = root / "sample_data" / "organisation.toml"
    if not about.is_file():
        pytest.skip("the sample company is not generated yet")
    text = HEADER.replace("Why", "Team") + "1,2026-10-31,9,Harbor stroe\n"
    path = desk.file(text)
    desk.commit(about, path)
    (whole,) = desk.dry(desk.file(text.replace("1,2026", "2,2026"), "next.csv"))
    (unknown,) = whole["unknown"]["team"]
    assert (unknown["name"], unknown["rows"]) == ("Harbor stroe", 1)
    assert unknown["suggestion"]
    assert whole["accepted"] == 1
    assert whole["timezone"] == "Europe/Amsterdam"


def test_a_broken_organisation_file_is_refused_by_line(desk: Desk) -> None:
    path = desk.file('[company]\nname = "X"\ntimezone = "Nowhere"\n', "organisation.toml")
    with pytest.raises(BadInput, match=r"Line 3: no time zone is called 'Nowhere'"):
        desk.commit(path)


def test_several_files_come_in_together_or_not_at_all(desk: Desk) -> None:
    good = desk.file(HEADER + "1,2026-10-31,9,ok\n", "good.csv")
    bad = desk.file("Date,Age\n2026-10-31,31\n", "bad.csv")
    with pytest.raises(BadInput, match="No NPS question"):
        desk.commit(good, bad)
    assert not list(desk.home.rglob("*.duckdb"))
    other = desk.file(HEADER + "2,2026-10-31,2,no\n", "other.csv")
    assert [one["batch"] for one in desk.commit(good, other)] == [1, 2]


def test_only_a_steward_brings_files_in(desk: Desk) -> None:
    batch = imports.Batch((desk.file(HEADER + "1,2026-10-31,9,ok\n"),))
    boss = Scope(EXECUTIVE)
    for act in (imports.dry_run, imports.commit):
        with pytest.raises(Refused):
            act(boss, desk.home, batch, NOW)
    with pytest.raises(Refused):
        imports.rollback(boss, desk.home, 1, NOW)
    with pytest.raises(Refused):
        imports.recognise(boss, desk.home, batch.files[0], batch.said)


def test_rejects_download_as_inert_csv(desk: Desk) -> None:
    path = desk.file("Date,NPS\n2026-10-31,=1+1\n2026-10-31,9\n")
    (found,) = imports.dry_run(WHO, desk.home, imports.Batch((path,)), NOW)
    assert imports.rejects(found.report) == (
        "row,column,value,reason\r\n1,NPS,'=1+1,non_numeric\r\n"
    )


def test_the_pages_recognition_is_ready_for_json(desk: Desk) -> None:
    import json

    path = desk.file(HEADER + "1,2026-10-31,9,ok then\n")
    summary = imports.recognise(WHO, desk.home, path, declared({}))
    assert json.loads(json.dumps(summary)) == summary
    assert summary["roles"]["comment"]["column"] == "Why"
    assert [c["header"] for c in summary["columns"]] == ["Response ID", "Date", "NPS", "Why"]


def test_answers_whose_date_cannot_be_read_count_but_are_told_with_row_and_value(
    desk: Desk,
) -> None:
    rows = "1,2026-10-31,9,a\n2,sometime,8,b\n3,,7,c\n"
    (whole,) = desk.dry(desk.file(HEADER + rows))
    assert (whole["accepted"], whole["rejected"], whole["undated"], whole["n"]) == (3, 0, 2, 3)
    assert any("2 answers have no date" in said for said in whole["warnings"])
    assert [(r["row"], r["value"], r["column"]) for r in whole["rejected_rows"]] == [
        (2, "sometime", "Date"),
        (3, "", "Date"),
    ]


def test_copies_that_a_killed_import_left_are_swept_but_not_those_in_use(desk: Desk) -> None:
    left = desk.home / "reading-left"
    left.mkdir(parents=True)
    (left / "copy.csv").write_text("somebody's answers", "utf-8")
    with reading_folder(desk.home) as mine:
        assert not left.exists()
        with reading_folder(desk.home) as other:
            assert mine.exists()
            assert other != mine
    assert not mine.exists()


def test_what_was_declared_before_says_so_when_it_is_taken_again(desk: Desk) -> None:
    rows = "Date,NPS\n2026-10-31,9\n"
    (first,) = desk.commit(desk.file(rows, "a.csv"), fields={"team": "Oslo"})
    assert not any("earlier file" in said for said in first["warnings"])
    (second,) = desk.commit(desk.file(rows.replace("31", "30"), "b.csv"))
    (said,) = [said for said in second["warnings"] if "earlier file" in said]
    assert "team = Oslo" in said
    (third,) = desk.commit(desk.file(rows.replace("31", "29"), "c.csv"), fields={"team": "Bergen"})
    assert not any("earlier file" in said for said in third["warnings"])


def test_a_team_that_nearly_is_a_column_says_so(desk: Desk) -> None:
    file = desk.file("Date,NPS,Store\n2026-10-31,9,Oslo\n")
    (mistyped,) = desk.dry(file, fields={"team": "Stroe"})
    assert any("Did you mean the column 'Store'" in said for said in mistyped["warnings"])
    (meant,) = desk.dry(file, fields={"team": "Store 5"})
    assert not any("Did you mean" in said for said in meant["warnings"])


def test_a_cell_of_megabytes_is_cut_and_the_file_still_comes_in(desk: Desk) -> None:
    text = f'{HEADER}1,2026-10-31,9,"{"word " * 500_000}"\n2,2026-10-30,3,short one\n'
    (found,) = desk.commit(desk.file(text))
    assert found["added"] == 2
    assert any("one has 2500000" in said for said in found["warnings"])
