"""Real exports of real tools come out at exactly the figures of their manifest."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cxdata.errors import BadInput, Undecided
from cxdata.flows import imports
from cxdata.record.sources.declared import declared
from cxdata.scope import STEWARD, Scope

EXPORTS = Path(__file__).parents[3] / "shared" / "exports"
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
WHO = Scope(STEWARD, identity="kim")
# What a person has to say of a file that is no NPS survey.
FLAGS = {"googleforms_cncf_2018_h1_csat_1_5.csv": {"metric": "csat"}}


def entries() -> list[dict]:
    manifest = EXPORTS / "MANIFEST.json"
    return json.loads(manifest.read_text("utf-8"))["files"] if manifest.is_file() else []


def outcome(home: Path, entry: dict, **said: object) -> dict:
    batch = imports.Batch((EXPORTS / entry["file"],), declared(said))
    (found,) = imports.dry_run(WHO, home, batch, NOW)
    return found.as_json()


def named(entries_: list[dict]) -> list:
    return [pytest.param(entry, id=entry["file"]) for entry in entries_] or [None]


@pytest.fixture(scope="module")
def dry(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """Every NPS export without a flag, in one run: file -> what --json prints."""
    files = tuple(exports / entry["file"] for entry in entries() if "expected" in entry)
    found = imports.dry_run(WHO, tmp_path_factory.mktemp("own"), imports.Batch(files), NOW)
    return {one.report.source: one.as_json() for one in found}


@pytest.mark.parametrize("entry", named([e for e in entries() if "expected" in e]))
def test_nps_export_gives_the_manifests_figures(dry: dict[str, dict], entry: dict) -> None:
    whole, expected = dry[entry["file"]], entry["expected"]
    assert whole["source"] == entry["file"]
    assert whole["rows"] == expected["data_rows"]
    for name in ("accepted", "missing", "rejected", "rejected_reasons", "n"):
        assert whole[name] == expected[name], name
    for name in ("promoters", "passives", "detractors", "nps"):
        assert whole[name] == expected[name], name
    assert whole["histogram"] == expected["distribution"]
    assert round(whole["mean"], 4) == expected["mean"]
    assert whole["score_column"] == entry["score_column"]["header"]
    assert whole["header_rows"] == entry["header_rows"]
    values = whole["rejected_values"]
    assert values == expected["rejected_values"]
    dates = expected.get("dates")
    if dates:
        assert whole["date_column"] == entry["date_column"]["header"]
        assert (whole["first"], whole["last"]) == (dates["first"], dates["last"])
    else:
        assert whole["date_column"] is None


@pytest.mark.parametrize("entry", named([e for e in entries() if "expected_with_label_map" in e]))
def test_labelled_end_points_count_once_declared(
    dry: dict[str, dict], tmp_path: Path, entry: dict
) -> None:
    expected = entry["expected_with_label_map"]
    whole = outcome(tmp_path, entry, labels=expected["map"])
    assert (whole["nps"], whole["n"]) == (expected["nps"], expected["n"])
    assert whole["histogram"] == expected["distribution"]
    bare = dry[entry["file"]]
    (said,) = [text for text in bare["warnings"] if "stand as words" in text]
    assert f"{expected['nps']:+.1f}" in said
    assert f"{entry['expected']['nps']:+.1f}" in said


@pytest.mark.parametrize("entry", named([e for e in entries() if "must" in e]))
def test_no_nps_is_computed_where_none_was_asked(
    exports: Path, tmp_path: Path, entry: dict
) -> None:
    with pytest.raises(BadInput) as refused:
        outcome(tmp_path, entry)
    if isinstance(refused.value, Undecided):
        assert all(one["nps"] is None for one in refused.value.candidates)
    else:
        assert "No NPS question was found" in str(refused.value)


@pytest.mark.parametrize("entry", named([e for e in entries() if "csat" in e]))
def test_csat_export_gives_the_manifests_figures(
    exports: Path, tmp_path: Path, entry: dict
) -> None:
    whole, expected = outcome(tmp_path, entry, **FLAGS[entry["file"]]), entry["csat"]
    assert (whole["accepted"], whole["n"]) == (entry["rows"]["accepted"], expected["n"])
    assert (whole["nps"], whole["metric"]) == (None, "csat")
    assert whole["value"] == expected["top2_box_pct"]
    assert round(whole["mean"], 6) == expected["mean"]
    assert whole["histogram"] == expected["distribution"]
    assert (whole["first"], whole["last"]) == (entry["dates"]["first"], entry["dates"]["last"])


@pytest.mark.parametrize(
    "entry", named([e for e in entries() if "must" in e and e.get("date_column")])
)
def test_dates_of_other_surveys_are_the_manifests_too(
    exports: Path, tmp_path: Path, entry: dict
) -> None:
    """With any whole-number column declared as a score, the dates come out right."""
    column = {"Qualtrics": "Q1", "Typeform": "#43"}[
        entry["tool"].split(",")[0].split(" ")[0].strip(";")
    ]
    whole = outcome(tmp_path, entry, score=column, metric="csat")
    assert whole["date_column"] == entry["date_column"]["header"]
    assert (whole["first"], whole["last"]) == (
        entry["date_column"]["first"],
        entry["date_column"]["last"],
    )
    assert whole["nps"] is None


def test_facts_of_other_tools_tests_hold(exports: Path, tmp_path: Path) -> None:
    """Scores in, score out, through file, reader, builder and report."""
    facts = json.loads((exports / "oracle_facts.json").read_text("utf-8"))
    wanted: dict[str, float] = {}
    for number, fact in enumerate(facts):
        scores, nps = fact.get("scores"), fact.get("standard_nps", fact.get("nps"))
        if isinstance(scores, list) and scores and nps is not None:
            path = tmp_path / f"fact {number}.csv"
            lines = "".join(f'"{"" if s is None else s}"\n' for s in scores)
            path.write_text("nps\n" + lines, "utf-8")
            wanted[path.name] = nps
    batch = imports.Batch(tuple(tmp_path / name for name in wanted))
    found = imports.dry_run(WHO, tmp_path / "own", batch, NOW)
    got = {one.report.source: one.as_json()["nps"] for one in found}
    assert got == pytest.approx(wanted, abs=1e-2)
    assert len(got) >= 7
