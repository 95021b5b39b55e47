"""python -m cxdata: one JSON object on stdout, a sentence on stderr, exit codes 0, 1 and 2."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdata.cli import main

KEYS = [
    *("source", "rows", "accepted", "missing", "left_out", "rejected", "rejected_reasons"),
    *("duplicates", "score_column", "date_column", "timezone", "scale", "n", "promoters"),
    *("passives", "detractors", "nps", "histogram", "first", "last", "batch"),
]
ROWS = "Response ID,Date,NPS\n1,2026-10-31,10\n2,2026-10-30,9\n3,2026-10-29,2\n4,2026-10-28,\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> Run:
    monkeypatch.setenv("CX_DATA", str(tmp_path / "data"))

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_json_is_one_object_with_the_keys_promised(run: Run, survey: Path) -> None:
    code, out, _ = run("import", "--json", "--dry-run", survey)
    whole = json.loads(out)
    assert code == 0
    assert list(whole)[:8] == KEYS[:8]
    assert set(KEYS) <= set(whole)
    assert (whole["rows"], whole["accepted"], whole["missing"], whole["left_out"]) == (4, 3, 1, 0)
    assert (whole["nps"], whole["batch"]) == (33.3333, None)
    assert list(whole["histogram"]) == [str(score) for score in range(11)]


def test_import_batches_rollback_verify_quality_in_one_go(run: Run, survey: Path) -> None:
    code, out, _ = run("import", survey)
    assert code == 0
    assert "NPS +33.3 from n = 3" in out
    assert "batch 1" in out
    assert "survey.csv" in run("batches")[1]
    assert run("verify")[:2] == (0, "The cubes equal the answers.\n")
    assert json.loads(run("quality", "--json")[1])["answers"][0]["answers"] == 3
    assert run("rollback", "1")[0] == 0
    assert json.loads(run("import", "--json", "--dry-run", survey)[1])["before"]["n"] == 0


def test_undecided_ends_with_two_and_lists_candidates(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("Date,NPS A,NPS B\n2026-10-31,9,2\n", "utf-8")
    code, out, err = run("import", "--json", path)
    assert code == 2
    assert [one["nps"] for one in json.loads(out)["candidates"]] == [100.0, -100.0]
    assert "Choose with --score" in err
    code, out, err = run("import", path)
    assert (code, out) == (2, "")
    assert "column NPS A" in err


def test_errors_end_with_one_and_a_sentence(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    code, out, err = run("import", "--json", empty)
    assert (code, json.loads(out)) == (1, {"error": err.strip()})
    assert "empty.csv is empty" in err
    assert run("import", tmp_path / "none.csv")[0] == 1
    assert "There is no feedback yet" in run("batches")[2]


def test_a_wrong_command_ends_with_one_too(run: Run, survey: Path) -> None:
    """Two is kept for files that can be read two ways."""
    code, out, err = run("import", survey, "--json", "--scale", "0-11")
    assert code == 1
    assert json.loads(out)["error"] == err.strip()
    assert "0-11" in err


def test_several_files_are_one_object_too(run: Run, survey: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(ROWS.replace("10-", "09-"), "utf-8")
    code, out, _ = run("import", "--json", "--dry-run", survey, other)
    assert code == 0
    assert [one["source"] for one in json.loads(out)["files"]] == ["survey.csv", "other.csv"]


def test_every_declaration_has_its_flag(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        "when;key;Q1;Shop;Plan;Via;Area;Client;Words;Rev\n"
        "1/2/2026 10:00;a;100;Delft;Gold;App;North;c1;good and fast;0\n"
        "3/2/2026 10:00;b;Agree;Delft;Gold;App;North;c2;not good;0\n",
        "utf-8",
    )
    flags = [
        *("--score", "q1", "--scale", "0-100", "--metric", "nps", "--labels", "Agree=95"),
        *("--date", "when", "--date-order", "dmy", "--timezone", "Asia/Tokyo"),
        *("--touchpoint", "delivery", "--team", "Shop", "--segment", "Plan", "--channel", "Via"),
        *("--region", "Area", "--customer", "Client", "--comment", "Words", "--id", "key"),
        *("--revision", "Rev", "--source", "mine"),
    ]
    code, out, err = run("import", path, "--json", "--dry-run", *flags)
    assert code == 0, err
    whole = json.loads(out)
    assert (whole["n"], whole["nps"], whole["scale"]) == (2, 100.0, "0-100")
    assert (whole["first"], whole["timezone"]) == ("2026-02-01 10:00:00", "Asia/Tokyo")
    assert whole["survey"] == {"value": "touchpoint"}
    assert whole["roles"]["touchpoint"] == {"value": "delivery"}
    assert {r: v.get("number") for r, v in whole["roles"].items() if v.get("number")} == {
        **{"channel": 6, "comment": 9, "customer": 8, "date": 1, "id": 2, "region": 7},
        **{"revision": 10, "segment": 5, "team": 4},
    }


def test_a_mapping_is_written_and_obeyed(run: Run, tmp_path: Path) -> None:
    path, kept = tmp_path / "odd.csv", tmp_path / "odd.toml"
    path.write_text("day,Q\n2026-10-31,9\n2026-10-30,1\n", "utf-8")
    asked = ("--score", "Q", "--metric", "nps", "--save-mapping", kept)
    assert run("import", "--dry-run", path, *asked)[0] == 0
    assert run("import", "--dry-run", path)[0] == 1
    code, out, _ = run("import", "--json", "--dry-run", path, "--mapping", kept)
    whole = json.loads(out)
    assert (code, whole["nps"], whole["tool"]) == (0, 0.0, "odd")
    code, _, err = run("import", path, "--mapping", tmp_path / "none.toml")
    assert code == 1
    assert "cannot be read" in err


def test_rejected_rows_are_written_where_asked(run: Run, tmp_path: Path) -> None:
    path, rejects = tmp_path / "bad.csv", tmp_path / "rejects.csv"
    path.write_text("Date,NPS\n2026-10-31,9\n2026-10-30,11\n", "utf-8")
    assert run("import", "--dry-run", path, "--rejects", rejects)[0] == 0
    assert rejects.read_text("utf-8").splitlines()[1] == "2,NPS,11,out_of_range"


def test_own_and_demo_never_mix(run: Run, survey: Path, tmp_path: Path) -> None:
    assert run("import", "--demo", survey)[0] == 0
    assert (tmp_path / "data/demo/record/current").is_file()
    assert not (tmp_path / "data/own/record").exists()


def test_a_process_prints_json_alone(survey: Path, tmp_path: Path, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cxdata", "import", str(survey), "--json"],
        capture_output=True,
        cwd=root,
        env={**os.environ, "CX_DATA": str(tmp_path / "data")},
        check=True,
    )
    assert json.loads(done.stdout)["batch"] == 1
    assert done.stdout.count(b"\n") == 1


def test_a_folder_is_named_as_one(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("import", tmp_path, "--json")
    assert code == 1
    assert "is a folder. Name the files in it" in json.loads(out)["error"]


def test_rejects_that_could_not_be_written_stop_the_import_before_it(
    run: Run, survey: Path, tmp_path: Path
) -> None:
    code, out, _ = run("import", survey, "--json", "--rejects", tmp_path / "gone" / "r.csv")
    assert (code, "cannot be written" in json.loads(out)["error"]) == (1, True)
    assert run("batches", "--json")[0] == 1


def test_a_data_folder_that_is_a_file_is_one_object_and_one_sentence(
    run: Run, survey: Path
) -> None:
    code, out, err = run("import", survey, "--json", "--data", survey)
    assert code == 1
    assert json.loads(out)["error"] in err
    assert "Traceback" not in err
