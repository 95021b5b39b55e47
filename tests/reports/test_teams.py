"""The comparison of teams on real records: nobody praised or blamed for luck, nobody given away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from cxdata import organisation as organisations
from cxdata import record
from cxdata.errors import BadInput, Refused
from cxdata.flows import imports
from cxdata.flows.imports import Batch
from cxdata.record.strata import strata
from cxdata.reports.teams import ordered, teams
from cxdata.scope import EMPLOYEE, EXECUTIVE, STEWARD, Scope, View

UNTIL = date(2026, 11, 1)
YEAR = View(date(2025, 11, 1), UNTIL)
QUARTER = View(date(2026, 8, 1), UNTIL)
SOMEBODY = Scope(EMPLOYEE)
STORES = ("ash", "birch", "cliff", "dune", "elm", "fir", "tiny")
OTHERS = ("van_a", "van_b", "ledger")
EASY, HARD = (9, 9, 9, 9, 9, 9, 9, 8, 8, 3), (9, 9, 8, 8, 8, 3, 3, 3, 3, 3)


def _organisation() -> str:
    lines = ['[company]\nname = "Grove"\ntimezone = "UTC"\n']
    lines += ['[[stage]]\nid = "buy"\nname = "Buy"\nmetric = "nps"\ntarget = 20\n']
    lines += [f'[[touchpoint]]\nid = "{t}"\nname = "{t}"\nstage = "buy"\n' for t in ("till", "van")]
    lines += [f'[[department]]\nid = "{d}"\nname = "{d.title()}"\n' for d in ("shops", "rest")]
    for team in STORES:
        lines.append(_team(team, "shops" if team != "fir" else "rest", "stores"))
    lines += [_team(team, "rest", "vans") for team in OTHERS[:2]] + [_team("ledger", "rest", "")]
    for team, touchpoint in [(t, "till") for t in STORES] + [(t, "van") for t in OTHERS]:
        lines.append(f'[[line]]\nteam = "{team}"\ntouchpoint = "{touchpoint}"\n')
    return "\n".join(lines)


def _team(team: str, department: str, peers: str) -> str:
    words = f'peers = "{peers}"\n' if peers else ""
    return (
        f'[[team]]\nid = "{team}"\nname = "{team.title()} <b>"\n'
        f'department = "{department}"\n{words}'
    )


def _answers() -> Iterator[str]:
    """Six stores, equally good with like customers; Ash meets the hard ones, Elm is better."""
    number = 0
    for team, month in product((*STORES, *OTHERS), range(12)):
        year, name = (2025, month + 11) if month < 2 else (2026, month - 1)
        kinds = {"Home": 30, "Firm": 10}
        if team == "ash":
            kinds = {"Home": 10, "Firm": 30}
        if team == "cliff":
            kinds = {"Home": 15, "Firm": 5}
        if team == "tiny":
            kinds = {"Home": 3} if month == 11 else {}
        for segment, count in kinds.items():
            for i in range(count):
                score = (EASY if segment == "Home" else HARD)[i % 10]
                if team == "elm" and score == 3 and i % 2:
                    score = 9
                number += 1
                place = "van" if team in OTHERS else "till"
                yield (
                    f"r{number},{year}-{name:02d}-{i % 28 + 1:02d},touchpoint,{place},{team},"
                    f"{segment},App,North,{score}"
                )
    for i in range(80):  # the record begins and ends with these
        day = f"{('2025-11', '2026-10')[i % 2]}-{i % 28 + 1:02d}"
        yield f"w{i},{day},relational,,,Home,App,North,{(9, 3)[i // 2 % 2]}"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grove")
    organisation, file = folder / "organisation.toml", folder / "answers.csv"
    organisation.write_text(_organisation(), "utf-8")
    header = "response_id,answered_at,kind,touchpoint,team,segment,channel,region,nps"
    file.write_text("\n".join([header, *_answers()]) + "\n", "utf-8")
    own = folder / "data" / "own"
    now = datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(Scope(STEWARD), own, Batch((organisation, file)), now)
    return own


@pytest.fixture(scope="module")
def snapshot(home: Path) -> record.Snapshot:
    return record.open_snapshot(home)


@pytest.fixture(scope="module")
def grove(snapshot: record.Snapshot) -> organisations.Organisation:
    return organisations.parse(snapshot.organisation())


@pytest.fixture(scope="module")
def found(snapshot, grove):
    return teams(SOMEBODY, snapshot, grove, YEAR)


def row(found, team: str):
    return next(r for group in found.groups for r in group.teams if r.id == team)


def test_strata_count_every_answer_once(snapshot):
    cells = strata(snapshot, SOMEBODY, YEAR)
    assert cells.n.sum() == 8 * 480 + 240 + 3
    assert cells.where(team="ash", segment="Firm").n.tolist() == [360]
    assert strata(snapshot, SOMEBODY, QUARTER).n.sum() == 8 * 120 + 60 + 3
    assert (
        strata(snapshot, SOMEBODY, View(*ends(), segments=("Firm",))).n.sum() == 360 + 7 * 120 + 60
    )


def ends() -> tuple[date, date]:
    return YEAR.since, YEAR.until


def test_strata_are_not_given_to_nobody(snapshot):
    with pytest.raises(Refused):
        strata(snapshot, None, YEAR)


def test_hard_customers_do_not_blame_a_team(found):
    ash, fir = row(found, "ash"), row(found, "fir")
    assert ash.figure.value == fir.figure.value - 45
    assert ash.band == "same"
    assert abs(ash.adjusted - fir.adjusted) < 6  # 45 points apart before
    assert ash.expected < fir.expected - 25


def test_a_better_team_stands_above_its_peers_and_is_named(found):
    assert row(found, "elm").band == "above"
    assert [r.id for g in found.groups for r in g.teams if r.band != "same"] == [
        "cliff",
        "elm",
        "tiny",
    ]
    assert found.verdict[0] == ("Elm <b> stands above its peers.", False)
    assert row(found, "elm").outside == 99.8


def test_the_plain_table_misleads_by_a_team_of_this_company(found):
    assert any("Ash <b> is last of 5 by its plain score" in words for words in found.examples)


def test_a_team_too_small_to_show_is_in_no_figure_of_its_group(found):
    (group,) = found.groups
    tiny = row(found, "tiny")
    assert (tiny.figure.hidden, tiny.adjusted, tiny.response) == (True, None, None)
    assert group.n == sum(r.figure.n for r in group.teams if r.figure.n is not None)
    assert tiny.band == "unknown"
    assert any("2 teams not shown: too few answers" in note for note in found.notes)


def test_totals_less_the_teams_that_are_seen_reveal_no_hidden_group(found, snapshot, grove):
    """Tiny's three answers would be what the shops hold beyond the stores that are shown."""
    assert row(found, "cliff").figure.hidden
    seen = {r.id: r.figure.n for g in found.groups for r in g.teams if r.figure.n is not None}
    assert set(seen) == {"ash", "birch", "dune", "elm", "fir"}
    shops = next(d for d in found.departments if d.id == "shops").figure.n
    assert shops - sum(n for team, n in seen.items() if team != "fir") == 240 + 3
    alone = sum(one.figure.n for one in found.alone if one.id == "van_a")
    assert found.company.n - sum(seen.values()) - alone >= 5


def test_groups_under_five_are_held_against_their_own_past(found):
    assert [one.id for one in found.alone] == ["van_a", "van_b", "ledger"]
    assert any(
        "“Vans” has 2 teams, and a fair comparison needs five" in w for w in found.alone_words
    )
    assert any("names no peers" in w and "Ledger" in w for w in found.alone_words)
    assert all(len(one.points) >= 4 for one in found.alone)
    # 30 easy and 10 hard answers a month: 60 × ¾ − 30 × ¼ = +37.5, the target of the stage is 20.
    assert found.alone[0].target.value == 20
    assert found.alone[0].aim == "18 over target"


def test_a_department_filter_keeps_the_whole_group_for_comparison(snapshot, grove, found):
    view = View(*ends(), departments=("rest",))
    kept = teams(SOMEBODY, snapshot, grove, view)
    assert [r.id for r in kept.groups[0].teams if r.chosen] == ["fir"]
    assert row(kept, "fir").adjusted == row(found, "fir").adjusted
    shops = teams(SOMEBODY, snapshot, grove, View(*ends(), departments=("shops",)))
    assert shops.alone == ()
    only = teams(SOMEBODY, snapshot, grove, View(*ends(), teams=("ledger",)))
    assert (only.groups, [one.id for one in only.alone]) == ((), ["ledger"])


def test_twelve_months_are_compared_unless_the_period_is_asked_for(snapshot, grove, found):
    year = teams(SOMEBODY, snapshot, grove, QUARTER)
    assert year.groups == found.groups
    assert "twelve months" in year.period_words
    period = teams(SOMEBODY, snapshot, grove, QUARTER, "period")
    assert row(period, "fir").figure.n == 120
    with pytest.raises(BadInput, match="year, period"):
        teams(SOMEBODY, snapshot, grove, QUARTER, "decade")


def test_departments_stay_in_the_order_of_the_file(found):
    assert [d.id for d in found.departments] == ["shops", "rest"]


def test_teams_are_sorted_by_name_unless_asked(found):
    (group,) = found.groups
    names = [r.id for r in ordered(group, "name")]
    assert names == sorted(names)
    best = ordered(group, "adjusted")
    assert best[0].id == "elm"
    assert best[-1].id == "tiny"
    assert {r.id for r in ordered(group, "response")} == set(STORES)


def test_everybody_sees_the_same_scores(snapshot, grove, found):
    assert teams(Scope(EXECUTIVE), snapshot, grove, YEAR) == found


def test_a_segment_that_is_kept_is_compared_alone(snapshot, grove):
    firm = teams(SOMEBODY, snapshot, grove, View(*ends(), segments=("Firm",)))
    assert row(firm, "ash").figure.n == 360
    assert row(firm, "ash").figure.value == pytest.approx(row(firm, "fir").figure.value)


def test_a_company_without_teams_says_why_nothing_is_compared(snapshot):
    bare = organisations.parse('[company]\nname = "Bare"\n')
    told = teams(SOMEBODY, snapshot, bare, YEAR)
    assert (told.groups, told.alone, told.departments) == ((), (), ())
    assert "needs five teams" in told.verdict[0][0]


def test_peers_who_share_no_touchpoint_are_held_against_their_own_past(tmp_path: Path) -> None:
    """Six teams called peers, each at a touchpoint of its own: there is nothing to compare."""
    lines = ['[company]\nname = "Isles"\ntimezone = "UTC"\n', '[[stage]]\nid = "s"\nname = "S"\n']
    lines.append('[[department]]\nid = "d"\nname = "D"\n')
    rows = ["response_id,answered_at,kind,touchpoint,team,segment,channel,region,nps"]
    for team in "abcdef":
        lines.append(f'[[touchpoint]]\nid = "at_{team}"\nname = "{team}"\nstage = "s"\n')
        lines.append(f'[[team]]\nid = "{team}"\nname = "{team}"\ndepartment = "d"\npeers = "p"\n')
        lines.append(f'[[line]]\nteam = "{team}"\ntouchpoint = "at_{team}"\n')
        rows += [f"{team}{i},2026-10-{i % 28 + 1:02d},touchpoint,at_{team},{team},Home,App,North,"
                 f"{i % 11}" for i in range(60)]  # fmt: skip
    organisation, file = tmp_path / "organisation.toml", tmp_path / "answers.csv"
    organisation.write_text("\n".join(lines), "utf-8")
    file.write_text("\n".join(rows) + "\n", "utf-8")
    now = datetime(2026, 11, 1, tzinfo=UTC)
    imports.commit(Scope(STEWARD), tmp_path / "own", Batch((organisation, file)), now)
    held = record.open_snapshot(tmp_path / "own")
    month = View(date(2026, 10, 1), UNTIL)
    told = teams(SOMEBODY, held, organisations.parse(held.organisation()), month)
    assert told.groups == ()
    assert {one.id for one in told.alone} == set("abcdef")
    assert "No two of the 6 teams of “P” share a touchpoint" in told.alone_words[0]


def test_a_department_whose_one_team_has_no_peers_is_told_so_by_name(snapshot, grove):
    lonely = View(YEAR.since, UNTIL, teams=("ledger",))
    told = teams(SOMEBODY, snapshot, grove, lonely).verdict
    assert told[0][0].startswith("Ledger <b> is compared with no other team")


def test_funnel_lines_agree_with_each_team(found):
    """A dot lies outside the 95 % line at its place exactly where the report says so."""
    for group in found.groups:
        for one in group.teams:
            if one.weight is None:
                continue
            n = [limit.n for limit in group.limits]
            high = np.interp(np.log(one.weight), np.log(n), [at.high95 for at in group.limits])
            low = np.interp(np.log(one.weight), np.log(n), [at.low95 for at in group.limits])
            assert (one.adjusted > high + 0.3 or one.adjusted < low - 0.3) <= (one.outside > 0)
            assert (one.outside > 0) <= (one.adjusted > high - 0.3 or one.adjusted < low + 0.3)
