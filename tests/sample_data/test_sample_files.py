"""The sample company's files: reproducible, complete, in the interchange format, consistent."""

import csv
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from cxdata.organisation import Organisation, parse

HOME = Path(__file__).parents[2] / "sample_data"
FILES = ("relational", "touchpoints", "invitations", "measures", "customers", "contacts")
Rows = list[dict[str, str]]


def rows_of(name: str) -> Rows:
    with (HOME / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def tables() -> dict[str, Rows]:
    return {name: rows_of(name) for name in FILES}


@pytest.fixture(scope="module")
def company() -> Organisation:
    return parse((HOME / "organisation.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def answers(tables: dict[str, Rows]) -> Rows:
    return tables["relational"] + tables["touchpoints"]


def test_the_generator_reproduces_every_file_byte_for_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, HOME / "make.py", tmp_path], check=True)
    for name in FILES:
        made, kept = tmp_path / f"{name}.csv", HOME / f"{name}.csv"
        assert made.read_bytes() == kept.read_bytes(), f"{name}.csv: run make sample"


def test_all_files_together_stay_under_twelve_megabytes() -> None:
    size = sum((HOME / f"{name}.csv").stat().st_size for name in FILES)
    assert 8_000_000 < size <= 12_000_000


def test_the_company_is_as_large_as_promised(company: Organisation) -> None:
    assert [len(company.stages), len(company.touchpoints)] == [6, 24]
    assert [len(company.departments), len(company.teams)] == [8, 20]
    peers = Counter(team.peers for team in company.teams if team.peers)
    assert peers == {"stores": 6, "support": 5, "last_mile": 5}
    assert all(team.heads > 0 for team in company.teams)
    assert all(company.teams_of(department.id) for department in company.departments)
    inside = {team.department for team in company.teams if not team.customer_facing}
    assert inside == {"finance", "it"}
    assert company.company.promise
    assert all(stage.promise for stage in company.stages)


def test_every_touchpoint_has_one_owner_and_every_team_a_whole_line(company: Organisation) -> None:
    for touchpoint in company.touchpoints:
        assert len(company.owners_of(touchpoint.id)) == 1, touchpoint.id
    for team in company.teams:
        lines = [line for line in company.lines if line.team == team.id]
        assert sum(line.weight for line in lines) == pytest.approx(1), team.id
        assert all(line.work for line in lines)
    assert any(line.serves for line in company.lines), "IT serves the people who serve"


def test_answers_fill_thirty_six_months_and_no_other_day(answers: Rows) -> None:
    days = {row["answered_at"][:10] for row in answers}
    assert (min(days), max(days)) == ("2023-11-01", "2026-10-31")
    assert len({day[:7] for day in days}) == 36


def test_ids_and_names_are_known_to_the_organisation(
    tables: dict[str, Rows], company: Organisation
) -> None:
    touchpoints = {t.id for t in company.touchpoints} | {""}
    teams, measures = {t.id for t in company.teams} | {""}, {m.id for m in company.measures}
    for name in ("touchpoints", "invitations", "measures", "contacts"):
        assert {row["touchpoint"] for row in tables[name]} <= touchpoints, name
        assert {row["team"] for row in tables[name]} <= teams, name
    assert {row["measure"] for row in tables["measures"]} == measures
    for dimension, size in (("segment", 4), ("channel", 5), ("region", 6)):
        assert len({row[dimension] for row in tables["touchpoints"]}) == size


def test_response_ids_are_unique_and_moments_well_formed(answers: Rows) -> None:
    assert len({row["response_id"] for row in answers}) == len(answers)
    for row in answers:
        datetime.fromisoformat(row["answered_at"])
        assert row["nps"] in {str(score) for score in range(11)}


def test_each_stage_asks_its_own_metric(tables: dict[str, Rows], company: Organisation) -> None:
    scale = {"csat": range(1, 6), "ces": range(1, 8)}
    for row in tables["touchpoints"]:
        stage = company.stage_of(row["touchpoint"])
        assert stage is not None
        for metric, scores in scale.items():
            asked = stage.metric == metric
            assert (row[metric] != "") == asked
            assert not asked or int(row[metric]) in scores


def test_enough_customers_rated_every_stage(tables: dict[str, Rows], company: Organisation) -> None:
    columns = [f"rating_{stage.id}" for stage in company.stages]
    complete = sum(all(row[c] for c in columns) for row in tables["relational"])
    assert complete >= 1500


def test_invitations_count_exactly_the_answers(tables: dict[str, Rows]) -> None:
    for kind, dimensions in (
        ("relational", ("segment", "channel", "region")),
        ("touchpoint", ("touchpoint", "team", "segment")),
    ):
        asked = [row for row in tables["invitations"] if row["kind"] == kind]
        name = "relational" if kind == "relational" else "touchpoints"
        given = Counter(
            (row["answered_at"][:7], *(row[d] for d in dimensions)) for row in tables[name]
        )
        counted = {
            (row["month"][:7], *(row[d] for d in dimensions)): int(row["answered"]) for row in asked
        }
        assert len(counted) == len(asked), "a cell stands once"
        assert {cell: n for cell, n in counted.items() if n} == dict(given)


def test_nobody_is_invited_who_is_not_eligible(tables: dict[str, Rows]) -> None:
    for row in tables["invitations"]:
        assert int(row["eligible"]) >= int(row["invited"]) >= int(row["answered"]) >= 0


def test_customers_are_the_same_people_everywhere(tables: dict[str, Rows], answers: Rows) -> None:
    known = {row["customer"]: row for row in tables["customers"]}
    assert len(known) == len(tables["customers"])
    for row in answers:
        customer = known[row["customer"]]
        assert (row["segment"], row["region"]) == (customer["segment"], customer["region"])
        assert customer["since"] <= row["answered_at"][:10]
        assert not customer["churned_on"] or row["answered_at"][:10] < customer["churned_on"]
    for row in tables["customers"]:
        assert row["customer"] != row["referred_by"]
        assert not row["referred_by"] or known[row["referred_by"]]["since"] < row["since"]


def test_the_unhappy_leave_more_often(tables: dict[str, Rows]) -> None:
    gone = {row["customer"]: row["churned_on"] for row in tables["customers"]}
    old = [row for row in tables["relational"] if row["answered_at"] < "2025-11"]
    within = {}
    for name, low, high in (("detractors", 0, 6), ("promoters", 9, 10)):
        group = [row for row in old if low <= int(row["nps"]) <= high]
        within[name] = sum(left_within_a_year(row, gone) for row in group) / len(group)
    assert within["detractors"] > within["promoters"] + 0.10


def left_within_a_year(row: dict[str, str], gone: dict[str, str]) -> bool:
    left = gone[row["customer"]]
    answered = date.fromisoformat(row["answered_at"][:10])
    return bool(left) and (date.fromisoformat(left) - answered).days <= 365


def test_contacts_follow_an_unhappy_answer(tables: dict[str, Rows]) -> None:
    unhappy: dict[tuple[str, str], list[str]] = {}
    for row in tables["touchpoints"]:
        if int(row["nps"]) <= 6:
            unhappy.setdefault((row["customer"], row["touchpoint"]), []).append(row["answered_at"])
    told = Counter(row["told"] for row in tables["contacts"])
    assert set(told) == {"true", "false"}
    for row in tables["contacts"]:
        days = unhappy[row["customer"], row["touchpoint"]]
        assert any(day[:10] <= row["day"] for day in days)


def test_between_a_quarter_and_a_third_of_the_answers_say_something(answers: Rows) -> None:
    share = sum(row["comment"] != "" for row in answers) / len(answers)
    assert 0.25 <= share <= 0.35


def test_comments_read_like_many_people(answers: Rows) -> None:
    said = [row["comment"] for row in answers if row["comment"]]
    often = Counter(said).most_common(1)[0][1]
    assert len(set(said)) / len(said) > 0.65
    assert often < 0.003 * len(said)


def test_comments_hold_what_real_comment_fields_hold(answers: Rows) -> None:
    said = [row["comment"] for row in answers]
    for start in ("=", "-", "+", "@", "<"):
        assert any(text.startswith(start) for text in said), start
    for inside in ("\n", '"', ",", "😡", "nicht", " niet ", "خدمة"):
        assert any(inside in text for text in said), inside


def test_measures_are_weekly_and_name_their_cases(tables: dict[str, Rows]) -> None:
    assert {date.fromisoformat(row["day"]).weekday() for row in tables["measures"]} == {0}
    stands = Counter(
        (r["day"], r["touchpoint"], r["team"], r["measure"]) for r in tables["measures"]
    )
    assert set(stands.values()) == {1}
    assert all(int(row["n"]) > 0 and float(row["value"]) >= 0 for row in tables["measures"])


def test_every_truth_has_footprint_size_cause_n_and_power(company: Organisation) -> None:
    truths = tomllib.loads((HOME / "truths.toml").read_text("utf-8"))["truth"]
    assert [truth["id"] for truth in truths] == list("abcdefghi")
    words = (HOME / "README.md").read_text("utf-8")
    teams, places = {t.id for t in company.teams}, {t.id for t in company.touchpoints}
    for truth in truths:
        assert {"title", "footprint", "size", "cause", "page", "n", "power"} <= set(truth)
        assert truth["power"] >= 0.95
        assert set(truth["footprint"].get("teams", [])) <= teams
        assert set(truth["footprint"].get("touchpoints", [])) <= places
        assert f"**({truth['id']})**" in words
